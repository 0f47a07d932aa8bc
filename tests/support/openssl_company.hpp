// SPDX-License-Identifier: Apache-2.0
// OpenSSL as a queue manager of the company: what it shows of itself and whom it trusts.
#pragma once

#include "company.hpp"
#include "openssl_peer.hpp"

#include <vidimus/core/negotiated.hpp>

#include <array>
#include <string_view>

namespace vidimus_test {

using vidimus::ProtocolVersion;

inline constexpr std::array both_versions{ProtocolVersion::tls12, ProtocolVersion::tls13};
inline constexpr std::array both_ends{vidimus::End::client, vidimus::End::server};

/// The alias of CipherSpecs that permits one version alone.
[[nodiscard]] constexpr auto only(ProtocolVersion version) -> std::string_view {
  return version == ProtocolVersion::tls13 ? "ANY_TLS13" : "ANY_TLS12";
}
[[nodiscard]] constexpr auto openssl_version(ProtocolVersion version) -> int {
  return version == ProtocolVersion::tls13 ? TLS1_3_VERSION : TLS1_2_VERSION;
}

/// A company a kind of key, made once: keys take their time.
[[nodiscard]] inline auto company(small_ca::KeyKind kind) -> Company const& {
  static Company const of_ec{small_ca::KeyKind::ec_p256}, of_rsa{small_ca::KeyKind::rsa_2048};
  return kind == small_ca::KeyKind::rsa_2048 ? of_rsa : of_ec;
}

/// OpenSSL at one end, speaking one version, trusting the company's root and requiring that the other end show a
/// certificate.
[[nodiscard]] inline auto openssl_of(Company const& acme, vidimus::End end, ProtocolVersion version)
    -> OpensslSettings {
  return {.end = end,
          .minimum = openssl_version(version),
          .maximum = openssl_version(version),
          .anchors = acme.root.pem(),
          .verify = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT};
}
/// The same with a certificate of its own.
[[nodiscard]] inline auto openssl_of(Company const& acme, vidimus::End end, ProtocolVersion version,
                                     small_ca::Issued const& own) -> OpensslSettings {
  auto settings = openssl_of(acme, end, version);
  settings.certificates = own.pem() + acme.issuing.pem();
  settings.key = own.key_pem();
  return settings;
}

}  // namespace vidimus_test
