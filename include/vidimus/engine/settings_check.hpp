// SPDX-License-Identifier: Apache-2.0
// Settings that contradict themselves, or ask for what the library cannot do, are refused here: nothing that was set is
// left out in silence.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/engine/code_points.hpp>
#include <vidimus/engine/settings.hpp>

#include <mbedtls/ecp.h>
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_ciphersuites.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace vidimus::engine::detail {

/// TLS 1.3's suites have numbers of their own (RFC 8446, B.4).
[[nodiscard]] inline auto version_of_suite(std::uint16_t suite) -> ProtocolVersion {
  return suite >> 8 == 0x13 ? ProtocolVersion::tls13 : ProtocolVersion::tls12;
}

[[nodiscard]] inline auto can_do_group(std::uint16_t group) -> bool {
#if defined(PSA_WANT_ALG_FFDH)
  if (group >= MBEDTLS_SSL_IANA_TLS_GROUP_FFDHE2048 && group <= MBEDTLS_SSL_IANA_TLS_GROUP_FFDHE8192) return true;
#endif
  return mbedtls_ecp_curve_info_from_tls_id(group) != nullptr;
}

[[nodiscard]] inline auto check_suites(Settings const& settings) -> Result<void> {
  for (auto const suite : settings.suites) {
    if (mbedtls_ssl_ciphersuite_from_id(suite) == nullptr)
      return vidimus::refuse(Errc::engine_feature_missing, Mismatch{"cipher suite " + suite_text(suite), {}});
    if (auto const version = version_of_suite(suite); version < settings.minimum || settings.maximum < version)
      return vidimus::refuse(Errc::bad_argument,
                             Mismatch{"suites of the protocol versions in use", {suite_text(suite)}});
  }
  for (auto const version : {ProtocolVersion::tls12, ProtocolVersion::tls13}) {
    bool const is_in_use = settings.minimum <= version && version <= settings.maximum;
    bool const has_suite =
        std::ranges::any_of(settings.suites, [&](auto suite) { return version_of_suite(suite) == version; });
    if (is_in_use && !has_suite)
      return vidimus::refuse(Errc::bad_argument, Mismatch{std::string{"a cipher suite for "} + name_of(version), {}});
  }
  return {};
}

[[nodiscard]] inline auto check_groups(Settings const& settings) -> Result<void> {
  if (settings.groups.empty()) return vidimus::refuse(Errc::bad_argument, Mismatch{"at least one group", {}});
  for (auto const group : settings.groups)
    if (!can_do_group(group))
      return vidimus::refuse(Errc::engine_feature_missing, Mismatch{"group " + group_text(group), {}});
  return {};
}

/// Those that the engine does: ecdsa_secp256r1_sha256, ecdsa_secp384r1_sha384, ecdsa_secp521r1_sha512; rsa_pkcs1_ with the same
/// digests; rsa_pss_rsae_. PKCS#1 before PSS: mbedTLS 3.6.6 as a TLS 1.2 client otherwise refuses a ServerKeyExchange that
/// others sign with PSS.
inline constexpr std::array<std::uint16_t, 9> signature_schemes{0x0403, 0x0503, 0x0603, 0x0401, 0x0501,
                                                                0x0601, 0x0804, 0x0805, 0x0806};

[[nodiscard]] inline auto check_signature_schemes(Settings const& settings) -> Result<void> {
  for (auto const scheme : settings.signature_schemes)
    if (std::ranges::find(signature_schemes, scheme) == signature_schemes.end())
      return vidimus::refuse(Errc::engine_feature_missing, Mismatch{"signature scheme " + hex_text(scheme), {}});
  return {};
}

/// A name has 1 to 255 octets, none of them 0 (RFC 7301, 3.1; the library takes them as C strings).
[[nodiscard]] inline auto check_application_protocols(Settings const& settings) -> Result<void> {
  for (auto const& name : settings.application_protocols)
    if (name.empty() || name.size() > 255 || name.find('\0') != std::string::npos)
      return vidimus::refuse(Errc::bad_argument, Mismatch{"an application protocol's name of 1 to 255 octets", {name}});
  return {};
}

[[nodiscard]] inline auto check_settings(Settings const& settings) -> Result<void> {
  if (settings.maximum < settings.minimum)
    return vidimus::refuse(Errc::bad_argument,
                           Mismatch{std::string{"at least "} + name_of(settings.minimum), {name_of(settings.maximum)}});
  if (auto sound = check_suites(settings); !sound) return sound;
  if (auto sound = check_groups(settings); !sound) return sound;
  if (auto sound = check_signature_schemes(settings); !sound) return sound;
  if (auto sound = check_application_protocols(settings); !sound) return sound;
  if (settings.end == End::server && settings.certificates.empty())
    return vidimus::refuse(Errc::own_certificate_missing);
  if (settings.certificates.empty() == settings.private_key.has_value())
    return vidimus::refuse(Errc::bad_argument, Mismatch{"a certificate and its private key, or neither", {}});
  return {};
}

}  // namespace vidimus::engine::detail
