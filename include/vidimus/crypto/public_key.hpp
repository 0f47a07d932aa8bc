// SPDX-License-Identifier: Apache-2.0
// What kind of key a SubjectPublicKeyInfo holds (RFC 3279, 2.3.1; RFC 5480, 2), checked to the letter.
#pragma once

#include <vidimus/crypto/algorithm_names.hpp>
#include <vidimus/crypto/imported_key.hpp>
#include <vidimus/crypto/rsa_key.hpp>
#include <vidimus/der/oids.hpp>
#include <vidimus/x509/subject_public_key_info.hpp>

#include <algorithm>
#include <array>

namespace vidimus {

/// The kind and size of a public key that can be used. Thread-safe where mbedTLS has threading.
/// Errors: `unsupported_key` for another algorithm, curve, point format or RSA size, which is named; `key_malformed` for a
/// modulus or exponent that cannot be one, wrong parameters, or a point that is not on its curve; `crypto_failed`,
/// `crypto_unavailable`.
[[nodiscard]] auto describe_key(SubjectPublicKeyInfo const& spki) -> Result<PublicKeyInfo>;

namespace detail {

struct NamedCurve {
  der::Oid id;
  KeyKind kind;
};
inline constexpr std::array<NamedCurve, 3> named_curves{{
    {oid::secp256r1, KeyKind::ec_p256},
    {oid::secp384r1, KeyKind::ec_p384},
    {oid::secp521r1, KeyKind::ec_p521},
}};

/// RFC 5480, 2.1.1: namedCurve; never implicitCurve (a NULL) or specifiedCurve (a SEQUENCE).
inline auto curve_of(AlgorithmIdentifier const& algorithm) -> Result<KeyKind> {
  auto const wanted = "a named curve: P-256, P-384 or P-521";
  if (!algorithm.parameters) return refuse(Errc::key_malformed, Mismatch{wanted, {"no parameters"}});
  der::Reader reader{*algorithm.parameters};
  auto const curve = der::read_oid(reader);
  if (!curve || !reader.is_at_end())
    return refuse(Errc::unsupported_key, Mismatch{wanted, {"a curve that is not named"}});
  auto const* const row = std::ranges::find(named_curves, *curve, &NamedCurve::id);
  if (row == named_curves.end()) return refuse(Errc::unsupported_key, Mismatch{wanted, {named(*curve)}});
  return row->kind;
}

/// RFC 5480, 2.2: the uncompressed form, which every implementation must have; the octets of both coordinates follow.
inline auto read_ec_key(SubjectPublicKeyInfo const& spki) -> Result<PublicKeyInfo> {
  auto const kind = curve_of(spki.algorithm);
  if (!kind) return refuse(kind.error());
  auto const bits = curve_bits(*kind);
  auto const form = spki.key.empty() ? std::byte{0} : spki.key.front();
  if (form == std::byte{2} || form == std::byte{3})
    return refuse(Errc::unsupported_key, Mismatch{"an uncompressed point", {"a compressed point"}});
  if (form != std::byte{4} || spki.key.size() != 1 + 2 * ((bits + 7) / 8))
    return refuse(Errc::key_malformed, Mismatch{"an uncompressed point of P-" + std::to_string(bits),
                                                {std::to_string(spki.key.size()) + " octets"}});
  return PublicKeyInfo{*kind, bits};
}

/// All that can be known of a key without calculating.
inline auto read_public_key(SubjectPublicKeyInfo const& spki) -> Result<PublicKeyInfo> {
  if (spki.algorithm.algorithm == oid::rsa_encryption) return read_rsa_key(spki);
  if (spki.algorithm.algorithm == oid::ec_public_key) return read_ec_key(spki);
  return refuse(Errc::unsupported_key,
                Mismatch{"an RSA key or an EC key on P-256, P-384 or P-521", {named(spki.algorithm.algorithm)}});
}

}  // namespace detail

inline auto describe_key(SubjectPublicKeyInfo const& spki) -> Result<PublicKeyInfo> {
  auto info = detail::read_public_key(spki);
  if (!info || !is_elliptic(info->kind)) return info;
  auto const key = detail::ImportedKey::import(*info, spki.key, PSA_ALG_ECDSA(PSA_ALG_SHA_256));
  if (!key) return refuse(key.error());
  return info;
}

}  // namespace vidimus
