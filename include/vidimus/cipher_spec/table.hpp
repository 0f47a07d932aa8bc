// SPDX-License-Identifier: Apache-2.0
// The cipher suites that vidimus has a name for: one table, from which names, code points, admission and order all come.
//
// Rows stand in the order of preference: forward secrecy and authenticated encryption first, TLS 1.3 before 1.2, AES-256-GCM
// before AES-128-GCM before ChaCha20-Poly1305. IBM MQ orders otherwise (ChaCha20 first, static RSA above ECDHE in TLS 1.2).
// Code points: IANA "TLS Cipher Suites"; MQ's names: IBM MQ, "Enabling CipherSpecs".
#pragma once

#include <vidimus/core/code_point.hpp>
#include <vidimus/core/negotiated.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vidimus {

enum class KeyExchange : unsigned char {
  tls13,  ///< (EC)DHE, negotiated apart from the suite (RFC 8446, 4.1.1)
  ecdhe,
  rsa,  ///< static RSA: who gets the key later can read everything recorded before
};

/// The kind of certificate key that a suite needs; a TLS 1.3 suite does not say.
enum class CertificateKey : unsigned char { any, ecdsa, rsa };

/// How records are protected. `ccm_8` has a tag of 8 octets; `cbc` is not authenticated encryption.
enum class Protection : unsigned char { gcm, chacha20_poly1305, ccm, ccm_8, cbc };

/// The level of Suite B (RFC 6460) that a suite belongs to.
enum class SuiteB : unsigned char { none, level_128, level_192 };

/// FIPS: whether the suite's algorithms are FIPS 140 approved ones.
enum class Fips : unsigned char { not_approved, approved };

/// A row of the table.
struct CipherSuite {
  std::uint16_t code_point;
  std::string_view iana_name;
  std::string_view mq_name;  ///< empty: IBM MQ has no CipherSpec for it
  ProtocolVersion protocol_version;
  KeyExchange key_exchange;
  CertificateKey certificate_key;
  Protection protection;
  Fips fips;
  SuiteB suite_b;

  [[nodiscard]] constexpr auto is_aead() const -> bool { return protection != Protection::cbc; }
  [[nodiscard]] constexpr auto has_forward_secrecy() const -> bool { return key_exchange != KeyExchange::rsa; }
  /// Whether only `danger::WeakSslCiph` admits it: CBC, static RSA, or a tag of 8 octets.
  [[nodiscard]] constexpr auto is_weak() const -> bool {
    return !is_aead() || !has_forward_secrecy() || protection == Protection::ccm_8;
  }
};

// clang-format off
/// Best first.
inline constexpr std::array<CipherSuite, 19> cipher_suites{{
  {0x1302, "TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384",
   ProtocolVersion::tls13, KeyExchange::tls13, CertificateKey::any, Protection::gcm, Fips::approved, SuiteB::none},
  {0x1301, "TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256",
   ProtocolVersion::tls13, KeyExchange::tls13, CertificateKey::any, Protection::gcm, Fips::approved, SuiteB::none},
  {0x1303, "TLS_CHACHA20_POLY1305_SHA256", "TLS_CHACHA20_POLY1305_SHA256",
   ProtocolVersion::tls13, KeyExchange::tls13, CertificateKey::any, Protection::chacha20_poly1305, Fips::not_approved, SuiteB::none},
  {0x1304, "TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_SHA256",
   ProtocolVersion::tls13, KeyExchange::tls13, CertificateKey::any, Protection::ccm, Fips::approved, SuiteB::none},
  {0xC02C, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "ECDHE_ECDSA_AES_256_GCM_SHA384",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::ecdsa, Protection::gcm, Fips::approved, SuiteB::level_192},
  {0xC030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "ECDHE_RSA_AES_256_GCM_SHA384",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::rsa, Protection::gcm, Fips::approved, SuiteB::none},
  {0xC02B, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ECDHE_ECDSA_AES_128_GCM_SHA256",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::ecdsa, Protection::gcm, Fips::approved, SuiteB::level_128},
  {0xC02F, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ECDHE_RSA_AES_128_GCM_SHA256",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::rsa, Protection::gcm, Fips::approved, SuiteB::none},
  {0xCCA9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::ecdsa, Protection::chacha20_poly1305, Fips::not_approved, SuiteB::none},
  {0xCCA8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::rsa, Protection::chacha20_poly1305, Fips::not_approved, SuiteB::none},
  {0x1305, "TLS_AES_128_CCM_8_SHA256", "TLS_AES_128_CCM_8_SHA256",
   ProtocolVersion::tls13, KeyExchange::tls13, CertificateKey::any, Protection::ccm_8, Fips::approved, SuiteB::none},
  {0xC024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", "ECDHE_ECDSA_AES_256_CBC_SHA384",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::ecdsa, Protection::cbc, Fips::approved, SuiteB::none},
  {0xC028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "ECDHE_RSA_AES_256_CBC_SHA384",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::rsa, Protection::cbc, Fips::approved, SuiteB::none},
  {0xC023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "ECDHE_ECDSA_AES_128_CBC_SHA256",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::ecdsa, Protection::cbc, Fips::approved, SuiteB::none},
  {0xC027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "ECDHE_RSA_AES_128_CBC_SHA256",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::rsa, Protection::cbc, Fips::approved, SuiteB::none},
  {0x009D, "TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_256_GCM_SHA384",
   ProtocolVersion::tls12, KeyExchange::rsa, CertificateKey::rsa, Protection::gcm, Fips::approved, SuiteB::none},
  {0x009C, "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256",
   ProtocolVersion::tls12, KeyExchange::rsa, CertificateKey::rsa, Protection::gcm, Fips::approved, SuiteB::none},
  {0x003D, "TLS_RSA_WITH_AES_256_CBC_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA256",
   ProtocolVersion::tls12, KeyExchange::rsa, CertificateKey::rsa, Protection::cbc, Fips::approved, SuiteB::none},
  {0x003C, "TLS_RSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA256",
   ProtocolVersion::tls12, KeyExchange::rsa, CertificateKey::rsa, Protection::cbc, Fips::approved, SuiteB::none},
}};
// clang-format on

/// The row of a code point; nullptr if it is not in the table.
[[nodiscard]] constexpr auto find_suite(std::uint16_t code_point) -> CipherSuite const* {
  for (auto const& suite : cipher_suites)
    if (suite.code_point == code_point) return &suite;
  return nullptr;
}

/// The row with this name, IBM MQ's or IANA's, in the letter case of the registries; nullptr if there is none.
[[nodiscard]] constexpr auto find_suite(std::string_view name) -> CipherSuite const* {
  if (name.empty()) return nullptr;
  for (auto const& suite : cipher_suites)
    if (suite.mq_name == name || suite.iana_name == name) return &suite;
  return nullptr;
}

/// IANA's name of a cipher suite; empty if it is not in the table.
[[nodiscard]] constexpr auto suite_name(std::uint16_t code_point) -> std::string_view {
  auto const* const suite = find_suite(code_point);
  return suite != nullptr ? suite->iana_name : std::string_view{};
}

/// IANA's name of a cipher suite, or `0xC0AC` of one that is not in the table.
[[nodiscard]] inline auto suite_text(std::uint16_t code_point) -> std::string {
  if (auto const name = suite_name(code_point); !name.empty()) return std::string{name};
  return hex_text(code_point);
}

namespace detail {

consteval auto cipher_suites_are_unique() -> bool {
  for (auto const& suite : cipher_suites)
    if (find_suite(suite.code_point) != &suite || find_suite(suite.iana_name) != &suite) return false;
  return true;
}
static_assert(cipher_suites_are_unique(), "vidimus: each code point and each IANA name has one row in cipher_suites");

}  // namespace detail

}  // namespace vidimus
