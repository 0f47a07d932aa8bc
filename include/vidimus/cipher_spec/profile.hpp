// SPDX-License-Identifier: Apache-2.0
// CipherSpecs that are whole postures: suites, groups, signature schemes and protocol versions together, under the name that
// an auditor asks for.
//
//   using Channel = SecureChannel<TcpTransport, ..., profile::suite_b_192>;
#pragma once

#include <vidimus/cipher_spec/judge_negotiated.hpp>
#include <vidimus/cipher_spec/suite_list.hpp>
#include <vidimus/core/negotiated.hpp>
#include <vidimus/core/role.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace vidimus {

namespace detail {

/// TLS Supported Groups, SignatureScheme (RFC 8446, 4.2.7 and 4.2.3).
inline constexpr std::uint16_t secp256r1 = 0x0017, secp384r1 = 0x0018, x25519 = 0x001D;
inline constexpr std::uint16_t ecdsa_p256_sha256 = 0x0403, ecdsa_p384_sha384 = 0x0503, ecdsa_p521_sha512 = 0x0603;
inline constexpr std::uint16_t rsa_pkcs1_sha256 = 0x0401, rsa_pkcs1_sha384 = 0x0501, rsa_pkcs1_sha512 = 0x0601;
inline constexpr std::uint16_t rsa_pss_sha256 = 0x0804, rsa_pss_sha384 = 0x0805, rsa_pss_sha512 = 0x0806;

/// A CipherSpec of what `Rows` lists; empty.
template <class Rows>
class Profile {
 public:
  using role = vidimus::role::cipher_spec;

  /// Code points, best first, as those of the groups and signature schemes.
  [[nodiscard]] static constexpr auto suites() -> std::span<std::uint16_t const> { return list.suites(); }
  [[nodiscard]] static constexpr auto groups() -> std::span<std::uint16_t const> { return Rows::groups; }
  [[nodiscard]] static constexpr auto signature_schemes() -> std::span<std::uint16_t const> { return Rows::schemes; }
  [[nodiscard]] static constexpr auto minimum() -> ProtocolVersion { return list.minimum(); }
  [[nodiscard]] static constexpr auto maximum() -> ProtocolVersion { return list.maximum(); }
  /// `profile suite_b_128`.
  [[nodiscard]] static auto describe() -> std::string { return "profile " + std::string{Rows::name}; }

  /// Whether what was negotiated is admitted. Errors: as `judge_negotiated`.
  [[nodiscard]] static auto accepts(Negotiated const& negotiated) -> Verdict {
    return judge_negotiated(Profile{}, negotiated);
  }

 private:
  static constexpr SuiteList list = [] {
    SuiteList all;
    for (auto const code_point : Rows::suites) all.add(*find_suite(code_point));
    return all;
  }();
};

struct Tls13OnlyRows {
  static constexpr std::string_view name = "tls13_only";
  static constexpr std::array<std::uint16_t, 3> suites{0x1302, 0x1301, 0x1303};
  static constexpr std::array groups{x25519, secp256r1, secp384r1};
  static constexpr std::array schemes{ecdsa_p256_sha256, ecdsa_p384_sha384, ecdsa_p521_sha512,
                                      rsa_pss_sha256,    rsa_pss_sha384,    rsa_pss_sha512};
};

struct Modern2026Rows {
  static constexpr std::string_view name = "modern_2026";
  static constexpr std::array<std::uint16_t, 9> suites{0x1302, 0x1301, 0x1303, 0xC02C, 0xC030,
                                                       0xC02B, 0xC02F, 0xCCA9, 0xCCA8};
  static constexpr std::array groups{x25519, secp256r1, secp384r1};
  static constexpr std::array schemes{ecdsa_p256_sha256, ecdsa_p384_sha384, ecdsa_p521_sha512,
                                      rsa_pkcs1_sha256,  rsa_pkcs1_sha384,  rsa_pkcs1_sha512,
                                      rsa_pss_sha256,    rsa_pss_sha384,    rsa_pss_sha512};
};

struct Fips1403Rows {
  static constexpr std::string_view name = "fips_140_3";
  static constexpr std::array<std::uint16_t, 6> suites{0x1302, 0x1301, 0xC02C, 0xC030, 0xC02B, 0xC02F};
  static constexpr std::array groups{secp256r1, secp384r1};
  static constexpr auto schemes = Modern2026Rows::schemes;
};

struct SuiteB128Rows {
  static constexpr std::string_view name = "suite_b_128";
  static constexpr std::array<std::uint16_t, 1> suites{0xC02B};
  static constexpr std::array groups{secp256r1, secp384r1};
  static constexpr std::array schemes{ecdsa_p256_sha256, ecdsa_p384_sha384};
};

struct SuiteB192Rows {
  static constexpr std::string_view name = "suite_b_192";
  static constexpr std::array<std::uint16_t, 1> suites{0xC02C};
  static constexpr std::array groups{secp384r1};
  static constexpr std::array schemes{ecdsa_p384_sha384};
};

struct MqDefaultRows {
  static constexpr std::string_view name = "mq_default";
  static constexpr std::array<std::uint16_t, 8> suites{0x1303, 0x1302, 0x1301, 0x1304, 0xC02C, 0xC030, 0xC02B, 0xC02F};
  static constexpr std::array groups{secp256r1, x25519, secp384r1};
  static constexpr auto schemes = Modern2026Rows::schemes;
};

}  // namespace detail

namespace profile {

/// TLS 1.3 with AES-GCM or ChaCha20-Poly1305; no PKCS#1 v1.5 signature.
class tls13_only : public detail::Profile<detail::Tls13OnlyRows> {};

/// TLS 1.3, and TLS 1.2 with ECDHE and authenticated encryption: whom a public service of today must still let in.
class modern_2026 : public detail::Profile<detail::Modern2026Rows> {};

/// What SP 800-52r2 allows of it: AES-GCM, P-256 and P-384, no X25519 and no ChaCha20. It is about algorithms alone: mbedTLS
/// is no validated module.
class fips_140_3 : public detail::Profile<detail::Fips1403Rows> {};

/// Suite B at 128 bits (RFC 6460, 3.1; IBM MQ's 128_BIT): TLS 1.2 and ECDHE_ECDSA_AES_128_GCM_SHA256 alone.
class suite_b_128 : public detail::Profile<detail::SuiteB128Rows> {};

/// Suite B at 192 bits (RFC 6460, 3.2; IBM MQ's 192_BIT): TLS 1.2, ECDHE_ECDSA_AES_256_GCM_SHA384 and P-384 alone.
class suite_b_192 : public detail::Profile<detail::SuiteB192Rows> {};

/// IBM MQ's ANY_TLS12_OR_HIGHER in MQ's own order of preference, without its suites of static RSA, CBC and CCM_8.
class mq_default : public detail::Profile<detail::MqDefaultRows> {};

}  // namespace profile

}  // namespace vidimus
