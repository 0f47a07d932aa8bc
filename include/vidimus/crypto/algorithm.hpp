// SPDX-License-Identifier: Apache-2.0
// The algorithms that vidimus verifies, as plain values. A policy can name them without the TLS library's headers.
#pragma once

#include <vidimus/core/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace vidimus {

/// The hashes that a signature may be made over. SHA-1 is not one of them: see `sha1_identifier`.
enum class HashAlgorithm : std::uint8_t { sha256, sha384, sha512 };

/// The public keys that are understood: RSA of any size up to 4096 bits, and ECDSA on three curves.
enum class KeyKind : std::uint8_t { rsa, ec_p256, ec_p384, ec_p521 };

/// How a signature was made.
struct SignatureAlgorithm {
  enum class Scheme : std::uint8_t { rsa_pkcs1, rsa_pss, ecdsa };
  Scheme scheme;
  HashAlgorithm hash;
  unsigned salt_octets = 0;  ///< of RSASSA-PSS: always the hash's length; 0 otherwise
  friend auto operator==(SignatureAlgorithm const&, SignatureAlgorithm const&) -> bool = default;
};

/// What is known of a public key besides the key.
struct PublicKeyInfo {
  KeyKind kind;
  unsigned bits;  ///< of the RSA modulus, or of the curve
  friend auto operator==(PublicKeyInfo const&, PublicKeyInfo const&) -> bool = default;
};

/// Octets of a digest, and the name of the hash.
[[nodiscard]] constexpr auto octets_of(HashAlgorithm hash) -> unsigned {
  return hash == HashAlgorithm::sha256 ? 32U : hash == HashAlgorithm::sha384 ? 48U : 64U;
}
[[nodiscard]] constexpr auto name_of(HashAlgorithm hash) -> char const* {
  return hash == HashAlgorithm::sha256 ? "SHA-256" : hash == HashAlgorithm::sha384 ? "SHA-384" : "SHA-512";
}

/// `RSA PKCS#1 v1.5`, `RSA-PSS` or `ECDSA`.
[[nodiscard]] constexpr auto name_of(SignatureAlgorithm::Scheme scheme) -> char const* {
  switch (scheme) {
    case SignatureAlgorithm::Scheme::rsa_pkcs1: return "RSA PKCS#1 v1.5";
    case SignatureAlgorithm::Scheme::rsa_pss: return "RSA-PSS";
    case SignatureAlgorithm::Scheme::ecdsa: return "ECDSA";
  }
  return "";
}

/// Whether it is a key on a curve.
[[nodiscard]] constexpr auto is_elliptic(KeyKind kind) -> bool { return kind != KeyKind::rsa; }

/// Bits of a curve's coordinates; 0 for RSA, whose size is its key's own.
[[nodiscard]] constexpr auto curve_bits(KeyKind kind) -> unsigned {
  switch (kind) {
    case KeyKind::rsa: return 0;
    case KeyKind::ec_p256: return 256;
    case KeyKind::ec_p384: return 384;
    case KeyKind::ec_p521: return 521;
  }
  return 0;
}

/// Whether a key of this kind can have made such a signature.
[[nodiscard]] constexpr auto fits(SignatureAlgorithm algorithm, KeyKind kind) -> bool {
  return (algorithm.scheme == SignatureAlgorithm::Scheme::ecdsa) == is_elliptic(kind);
}

/// `ECDSA with SHA-256`.
[[nodiscard]] inline auto to_text(SignatureAlgorithm algorithm) -> std::string {
  return std::string{name_of(algorithm.scheme)} + " with " + name_of(algorithm.hash);
}

/// `RSA 2048`, `EC P-256`.
[[nodiscard]] inline auto to_text(PublicKeyInfo key) -> std::string {
  return (is_elliptic(key.kind) ? "EC P-" : "RSA ") + std::to_string(key.bits);
}

}  // namespace vidimus
