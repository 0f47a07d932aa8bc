// SPDX-License-Identifier: Apache-2.0
// Whether the mbedTLS that runs is the one that was compiled against. Its structures change with its configuration:
// headers and library of different builds crash. So that is looked at before anything else is done with it.
#pragma once

#include <vidimus/core/failure.hpp>

#include <mbedtls/build_info.h>
#include <mbedtls/version.h>

#include <array>
#include <span>
#include <string>
#include <string_view>

#if MBEDTLS_VERSION_NUMBER < 0x03060400 || MBEDTLS_VERSION_NUMBER >= 0x04000000
#error "vidimus needs mbedTLS 3.6.4 or a later 3.6"
#endif
#if !defined(MBEDTLS_SSL_CLI_C) || !defined(MBEDTLS_SSL_SRV_C) || !defined(MBEDTLS_SSL_PROTO_TLS1_2) || \
    !defined(MBEDTLS_SSL_PROTO_TLS1_3) || !defined(MBEDTLS_X509_CRT_PARSE_C)
#error "vidimus needs an mbedTLS with TLS 1.2 and TLS 1.3, client and server"
#endif
#if !defined(MBEDTLS_VERSION_FEATURES) || !defined(MBEDTLS_SSL_KEEP_PEER_CERTIFICATE)
#error "vidimus needs an mbedTLS with MBEDTLS_VERSION_FEATURES and MBEDTLS_SSL_KEEP_PEER_CERTIFICATE"
#endif

namespace vidimus::engine::detail {

/// An option of mbedTLS's build, and whether the headers in use have it.
struct BuildOption {
  char const* name;
  bool is_on;
};

// An option that is on is an empty or numeric macro, so its text is not its name.
#define VIDIMUS_TEXT_OF(text) #text
#define VIDIMUS_OPTION(name)                                                     \
  BuildOption {                                                                  \
    #name, std::string_view{VIDIMUS_TEXT_OF(name)} != std::string_view { #name } \
  }
/// Those that change the structures that headers and library share.
inline constexpr std::array build_options{
    VIDIMUS_OPTION(MBEDTLS_ASN1_PARSE_C),
    VIDIMUS_OPTION(MBEDTLS_BIGNUM_C),
    VIDIMUS_OPTION(MBEDTLS_DEPRECATED_REMOVED),
    VIDIMUS_OPTION(MBEDTLS_DHM_C),
    VIDIMUS_OPTION(MBEDTLS_ECDSA_C),
    VIDIMUS_OPTION(MBEDTLS_ECP_C),
    VIDIMUS_OPTION(MBEDTLS_ECP_RESTARTABLE),
    VIDIMUS_OPTION(MBEDTLS_HAVE_TIME),
    VIDIMUS_OPTION(MBEDTLS_HAVE_TIME_DATE),
    VIDIMUS_OPTION(MBEDTLS_KEY_EXCHANGE_PSK_ENABLED),
    VIDIMUS_OPTION(MBEDTLS_PKCS1_V21),
    VIDIMUS_OPTION(MBEDTLS_PSA_CRYPTO_C),
    VIDIMUS_OPTION(MBEDTLS_PSA_CRYPTO_CONFIG),
    VIDIMUS_OPTION(MBEDTLS_RSA_C),
    VIDIMUS_OPTION(MBEDTLS_SSL_ALPN),
    VIDIMUS_OPTION(MBEDTLS_SSL_CLI_ALLOW_WEAK_CERTIFICATE_VERIFICATION_WITHOUT_HOSTNAME),
    VIDIMUS_OPTION(MBEDTLS_SSL_CLI_C),
    VIDIMUS_OPTION(MBEDTLS_SSL_DTLS_ANTI_REPLAY),
    VIDIMUS_OPTION(MBEDTLS_SSL_DTLS_CONNECTION_ID),
    VIDIMUS_OPTION(MBEDTLS_SSL_DTLS_HELLO_VERIFY),
    VIDIMUS_OPTION(MBEDTLS_SSL_DTLS_SRTP),
    VIDIMUS_OPTION(MBEDTLS_SSL_EARLY_DATA),
    VIDIMUS_OPTION(MBEDTLS_SSL_ENCRYPT_THEN_MAC),
    VIDIMUS_OPTION(MBEDTLS_SSL_EXTENDED_MASTER_SECRET),
    VIDIMUS_OPTION(MBEDTLS_SSL_KEEP_PEER_CERTIFICATE),
    VIDIMUS_OPTION(MBEDTLS_SSL_MAX_FRAGMENT_LENGTH),
    VIDIMUS_OPTION(MBEDTLS_SSL_PROTO_DTLS),
    VIDIMUS_OPTION(MBEDTLS_SSL_PROTO_TLS1_2),
    VIDIMUS_OPTION(MBEDTLS_SSL_PROTO_TLS1_3),
    VIDIMUS_OPTION(MBEDTLS_SSL_RECORD_SIZE_LIMIT),
    VIDIMUS_OPTION(MBEDTLS_SSL_RENEGOTIATION),
    VIDIMUS_OPTION(MBEDTLS_SSL_SERVER_NAME_INDICATION),
    VIDIMUS_OPTION(MBEDTLS_SSL_SESSION_TICKETS),
    VIDIMUS_OPTION(MBEDTLS_SSL_SRV_C),
    VIDIMUS_OPTION(MBEDTLS_SSL_VARIABLE_BUFFER_LENGTH),
    VIDIMUS_OPTION(MBEDTLS_THREADING_C),
    VIDIMUS_OPTION(MBEDTLS_THREADING_PTHREAD),
    VIDIMUS_OPTION(MBEDTLS_USE_PSA_CRYPTO),
    VIDIMUS_OPTION(MBEDTLS_X509_CRT_PARSE_C),
    VIDIMUS_OPTION(MBEDTLS_X509_TRUSTED_CERTIFICATE_CALLBACK),
};
#undef VIDIMUS_OPTION
#undef VIDIMUS_TEXT_OF

[[nodiscard]] inline auto library_version_text(unsigned number) -> std::string {
  return "mbedTLS " + std::to_string(number >> 24) + '.' + std::to_string(number >> 16 & 0xFF) + '.' +
         std::to_string(number >> 8 & 0xFF);
}

/// A 3.6 keeps its binary interface: any from 3.6.4 on runs with headers of any other.
[[nodiscard]] inline auto check_version(unsigned headers, unsigned library) -> Result<void> {
  auto const mismatch = [&](Errc code, std::string wanted) {
    return refuse(code, Mismatch{std::move(wanted), {library_version_text(library)}});
  };
  if (library < 0x03060400) return mismatch(Errc::engine_version_unsupported, "mbedTLS 3.6.4 or later");
  if (library >> 16 != headers >> 16) return mismatch(Errc::engine_build_mismatch, library_version_text(headers));
  return {};
}

/// `library_has(name)`: whether the library was built with an option.
template <class LibraryHas>
[[nodiscard]] auto check_options(std::span<BuildOption const> options, LibraryHas library_has) -> Result<void> {
  for (auto const& option : options) {
    auto const described = [&](bool is_on) { return std::string{option.name} + (is_on ? " on" : " off"); };
    if (bool const in_library = library_has(option.name); in_library != option.is_on)
      return refuse(Errc::engine_build_mismatch, Mismatch{described(option.is_on), {described(in_library)}});
  }
  return {};
}

/// Errors: `engine_not_thread_safe`, unless one thread alone uses the library.
[[nodiscard]] inline auto check_threading(bool has_threading, bool is_single_threaded) -> Result<void> {
  if (has_threading || is_single_threaded) return {};
  return refuse(Errc::engine_not_thread_safe, Mismatch{"MBEDTLS_THREADING_C on", {"MBEDTLS_THREADING_C off"}});
}

/// The library that runs, against these headers. Thread-safe.
[[nodiscard]] inline auto check_build(bool is_single_threaded) -> Result<void> {
  if (auto fits = check_version(MBEDTLS_VERSION_NUMBER, mbedtls_version_get_number()); !fits) return fits;
  auto const library_has = [](char const* name) { return mbedtls_version_check_feature(name) == 0; };
  if (auto fits = check_options(build_options, library_has); !fits) return fits;
  return check_threading(library_has("MBEDTLS_THREADING_C"), is_single_threaded);
}

}  // namespace vidimus::engine::detail
