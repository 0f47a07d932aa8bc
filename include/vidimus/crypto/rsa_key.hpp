// SPDX-License-Identifier: Apache-2.0
// RSA public keys (RFC 8017, A.1.1; RFC 3279, 2.3.1).
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/crypto/algorithm.hpp>
#include <vidimus/crypto/parameters.hpp>
#include <vidimus/der/values.hpp>
#include <vidimus/x509/subject_public_key_info.hpp>

#include <bit>
#include <cstddef>
#include <string>

namespace vidimus::detail {

/// Sizes that the library can calculate with. Which of them are permitted is a policy of `path`.
inline constexpr unsigned rsa_bits_minimum = 512, rsa_bits_maximum = 4096;
/// FIPS 186-5, A.1.1: an exponent is below 2^256. Larger ones only make the verifier work.
inline constexpr unsigned rsa_exponent_bits_maximum = 256;

/// Bits of a positive INTEGER's contents; 0 of one that is zero or negative.
constexpr auto positive_bits(ByteView contents) -> unsigned {
  if (contents.empty() || (contents.front() & std::byte{0x80}) != std::byte{0}) return 0;
  auto const digits = contents.front() == std::byte{0} ? contents.subspan(1) : contents;
  if (digits.empty()) return 0;
  return static_cast<unsigned>(digits.size() * 8) -
         static_cast<unsigned>(std::countl_zero(std::to_integer<unsigned char>(digits.front())));
}

constexpr auto is_odd(ByteView contents) -> bool {
  return !contents.empty() && (contents.back() & std::byte{1}) != std::byte{0};
}

inline auto rsa_malformed(std::string wanted, std::string presented) -> tl::unexpected<Failure> {
  return refuse(Errc::key_malformed, Mismatch{std::move(wanted), {std::move(presented)}});
}

/// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }
struct RsaPublicKey {
  ByteView modulus, exponent;

  static auto parse(ByteView key) -> der::DerResult<RsaPublicKey> {
    auto fields = der::read_only_nested(key, der::Tag::sequence);
    if (!fields) return der::refuse(fields.error());
    auto const modulus = der::read_integer(*fields);
    if (!modulus) return der::refuse(modulus.error());
    auto const exponent = der::read_integer(*fields);
    if (!exponent) return der::refuse(exponent.error());
    if (auto const end = fields->finish(); !end) return der::refuse(end.error());
    return RsaPublicKey{*modulus, *exponent};
  }
};

inline auto check_modulus(ByteView modulus) -> Result<unsigned> {
  auto const bits = positive_bits(modulus);
  if (bits == 0 || !is_odd(modulus)) return rsa_malformed("a positive, odd modulus", to_hex(modulus.first(1)) + "...");
  if (bits < rsa_bits_minimum || bits > rsa_bits_maximum || bits % 8 != 0)
    return refuse(Errc::unsupported_key,
                  Mismatch{"an RSA modulus of 512 to 4096 bits, a multiple of 8", {std::to_string(bits) + " bits"}});
  return bits;
}

inline auto check_exponent(ByteView exponent) -> Result<void> {
  auto const bits = positive_bits(exponent);
  if (bits < 2 || !is_odd(exponent)) return rsa_malformed("an odd public exponent of at least 3", to_hex(exponent));
  if (bits > rsa_exponent_bits_maximum)
    return refuse(Errc::unsupported_key,
                  Mismatch{"a public exponent of at most 256 bits", {std::to_string(bits) + " bits"}});
  return {};
}

inline auto read_rsa_key(SubjectPublicKeyInfo const& spki) -> Result<PublicKeyInfo> {
  // RFC 3279, 2.3.1: the parameters field MUST have ASN.1 type NULL
  if (!spki.algorithm.parameters || !is_der_null(*spki.algorithm.parameters))
    return rsa_malformed("NULL parameters of rsaEncryption", spki.algorithm.parameters ? "others" : "none");
  auto const key = RsaPublicKey::parse(spki.key);
  if (!key) return refuse(Errc::key_malformed, Malformed{"RSAPublicKey", key.error().offset, key.error().rule});
  auto const bits = check_modulus(key->modulus);
  if (!bits) return refuse(bits.error());
  if (auto const exponent = check_exponent(key->exponent); !exponent) return refuse(exponent.error());
  return PublicKeyInfo{KeyKind::rsa, *bits};
}

}  // namespace vidimus::detail
