// SPDX-License-Identifier: Apache-2.0
// Whether `vidimus::engine_wrap` has taken effect in this process. That is up to the linker and the loader, so it is
// tried: one handshake in memory, in which mbedTLS reads a certificate with a critical nameConstraints. (Reading one
// directly would prove nothing: a call from inside the library may be bound to another function than ours.)
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/crypto/psa.hpp>
#include <vidimus/engine/admitted_extensions.hpp>
#include <vidimus/engine/mbedtls_build.hpp>
#include <vidimus/engine/mbedtls_random.hpp>
#include <vidimus/engine/mbedtls_wire.hpp>

#include <mbedtls/pk.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vidimus::engine {

namespace detail {

template <std::size_t Digits>
consteval auto octets_of_hex(char const (&digits)[Digits]) -> std::array<std::byte, Digits / 2> {
  std::array<std::byte, Digits / 2> octets{};
  constexpr std::string_view order = "0123456789abcdef";
  for (std::size_t i = 0; i != octets.size(); ++i)
    octets[i] = static_cast<std::byte>(order.find(digits[2 * i]) * 16 + order.find(digits[2 * i + 1]));
  return octets;
}

/// CN=vidimus, a CA that is permitted to certify names below probe.invalid. Nobody need trust it: its private key is 1,
/// its signature fits nothing.
inline constexpr auto probe_certificate = octets_of_hex(
    "308201093081efa003020102020101300a06082a8648ce3d04030230123110300e06035504030c07766964696d75733020170d323630313031"
    "3030303030305a180f39393939313233313233353935395a30123110300e06035504030c07766964696d75733059301306072a8648ce3d0201"
    "06082a8648ce3d030107034200046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb"
    "4a7c0f9e162bce33576b315ececbb6406837bf51f5a3343032300f0603551d130101ff040530030101ff301f0603551d1e0101ff04153013a0"
    "11300f820d70726f62652e696e76616c6964300a06082a8648ce3d0403020309003006020101020101");
/// ECPrivateKey (RFC 5915, 3) on P-256.
inline constexpr auto probe_key = octets_of_hex(
    "303102010104200000000000000000000000000000000000000000000000000000000000000001a00a06082a8648ce3d030107");

/// One end of the probe's handshake. It does not move.
class ProbeEnd {
 public:
  explicit ProbeEnd(int endpoint) {
    mbedtls_ssl_init(&ssl_);
    mbedtls_ssl_config_init(&config_);
    mbedtls_x509_crt_init(&certificate_);
    mbedtls_pk_init(&key_);
    is_sound_ = is_prepared(endpoint) && (endpoint == MBEDTLS_SSL_IS_CLIENT || has_credentials()) &&
                mbedtls_ssl_setup(&ssl_, &config_) == 0;
    mbedtls_ssl_set_verify(&ssl_, &on_certificate, &is_peer_shown_);
    wire_.attach(ssl_);
  }
  ProbeEnd(ProbeEnd const&) = delete;
  auto operator=(ProbeEnd const&) -> ProbeEnd& = delete;
  ~ProbeEnd() {
    mbedtls_ssl_free(&ssl_);
    mbedtls_ssl_config_free(&config_);
    mbedtls_x509_crt_free(&certificate_);
    mbedtls_pk_free(&key_);
  }

  [[nodiscard]] auto is_sound() const -> bool { return is_sound_; }
  [[nodiscard]] auto is_peer_shown() const -> bool { return is_peer_shown_; }

  /// As far as it goes with what it has, and what it wrote handed to `peer`.
  void step(ProbeEnd& peer) {
    static_cast<void>(mbedtls_ssl_handshake(&ssl_));
    peer.wire_.receive(wire_.output());
    wire_.consume_output(wire_.output().size());
  }

 private:
  static auto on_certificate(void* is_shown, mbedtls_x509_crt*, int, std::uint32_t* flags) noexcept -> int {
    *static_cast<bool*>(is_shown) = true;
    *flags = 0;
    return 0;
  }

  auto is_prepared(int endpoint) -> bool {
    if (mbedtls_ssl_config_defaults(&config_, endpoint, MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT) != 0)
      return false;
    mbedtls_ssl_conf_rng(&config_, &draw_random, nullptr);
    mbedtls_ssl_conf_max_tls_version(&config_, MBEDTLS_SSL_VERSION_TLS1_2);
    mbedtls_ssl_conf_authmode(
        &config_, endpoint == MBEDTLS_SSL_IS_CLIENT ? MBEDTLS_SSL_VERIFY_OPTIONAL : MBEDTLS_SSL_VERIFY_NONE);
    return true;
  }
  auto has_credentials() -> bool {
    ByteView const key{probe_key};
    return read_own_certificate(certificate_, probe_certificate) == 0 &&
           mbedtls_pk_parse_key(&key_, vidimus::detail::octets(key), key.size(), nullptr, 0, &draw_random, nullptr) ==
               0 &&
           mbedtls_ssl_conf_own_cert(&config_, &certificate_, &key_) == 0;
  }

  mbedtls_ssl_context ssl_;
  mbedtls_ssl_config config_;
  mbedtls_x509_crt certificate_;
  mbedtls_pk_context key_;
  MbedtlsWire wire_;
  bool is_sound_ = false, is_peer_shown_ = false;
};

/// Whether mbedTLS, as it is on this thread now, reads the probe's certificate in a handshake.
[[nodiscard]] inline auto reads_constrained_peer() -> bool {
  ProbeEnd client{MBEDTLS_SSL_IS_CLIENT}, server{MBEDTLS_SSL_IS_SERVER};
  if (!client.is_sound() || !server.is_sound()) return false;
  for (int flight = 0; flight != 4 && !client.is_peer_shown(); ++flight) {
    client.step(server);
    server.step(client);
  }
  return client.is_peer_shown();
}

[[nodiscard]] inline auto probe_extensions() -> bool {
  if (!check_build(true) || !start_crypto()) return false;
  AdmittedExtensions const admitted;
  return reads_constrained_peer();
}

}  // namespace detail

/// Whether a peer whose certificates hold a critical nameConstraints, policyConstraints, inhibitAnyPolicy or the like comes
/// before the Validator in this process: true where `vidimus::engine_wrap` is linked and has taken effect. Where it is
/// false, mbedTLS refuses such a peer (`peer_extension_not_admitted`). Tried once, when first asked, in a few
/// milliseconds; thread-safe. A Validator of one's own has to refuse the critical extensions that it does not process, as
/// Rfc5280 does: with the wrap nobody else refuses these.
[[nodiscard]] inline auto admits_critical_extensions() -> bool {
  static bool const answer = detail::probe_extensions();
  return answer;
}

}  // namespace vidimus::engine
