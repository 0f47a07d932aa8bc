// SPDX-License-Identifier: Apache-2.0
// Verifying signatures: RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017, 8.1.2 and 8.2.2) and ECDSA (RFC 5480; SEC 1, 4.1.4).
#pragma once

#include <vidimus/crypto/digest.hpp>
#include <vidimus/crypto/ecdsa_signature.hpp>
#include <vidimus/crypto/public_key.hpp>
#include <vidimus/crypto/rsa_verification.hpp>

#include <string>

namespace vidimus {

/// Whether the holder of `spki` signed `message`. Thread-safe where mbedTLS has threading.
/// Errors: `signature_mismatch`, also for a signature that is not encoded as it must be or that such a key cannot have
/// made; `unsupported_key`, `key_malformed` of the key; `crypto_failed`, `crypto_unavailable` where the library could not
/// answer. Every answer but success is a refusal.
[[nodiscard]] auto verify_signature(SignatureAlgorithm algorithm, SubjectPublicKeyInfo const& spki, ByteView message,
                                    ByteView signature) -> Result<void>;

namespace detail {

inline auto psa_algorithm_of(SignatureAlgorithm algorithm) -> psa_algorithm_t {
  auto const hash = psa_hash_of(algorithm.hash);
  switch (algorithm.scheme) {
    case SignatureAlgorithm::Scheme::rsa_pkcs1: return PSA_ALG_RSA_PKCS1V15_SIGN(hash);
    case SignatureAlgorithm::Scheme::rsa_pss: return PSA_ALG_RSA_PSS(hash);  // salt as long as the hash, nothing else
    case SignatureAlgorithm::Scheme::ecdsa: return PSA_ALG_ECDSA(hash);
  }
  return PSA_ALG_NONE;
}

inline auto verify_with(ImportedKey const& key, psa_algorithm_t algorithm, ByteView message, ByteView signature)
    -> Result<void> {
  auto const status =
      psa_verify_message(key.id(), algorithm, octets(message), message.size(), octets(signature), signature.size());
  if (status == PSA_SUCCESS) return {};
  // RSA answers INVALID_ARGUMENT for a signature of a length or value that the key cannot make
  if (status == PSA_ERROR_INVALID_SIGNATURE || status == PSA_ERROR_INVALID_ARGUMENT)
    return refuse(Errc::signature_mismatch);
  return psa_failure(Errc::crypto_failed, "psa_verify_message", status);
}

}  // namespace detail

inline auto verify_signature(SignatureAlgorithm algorithm, SubjectPublicKeyInfo const& spki, ByteView message,
                             ByteView signature) -> Result<void> {
  auto const info = detail::read_public_key(spki);
  if (!info) return refuse(info.error());
  if (!fits(algorithm, info->kind))
    return refuse(Errc::signature_mismatch,
                  Mismatch{std::string{name_of(algorithm.scheme)} + " key", {to_text(*info)}});
#if MBEDTLS_VERSION_MAJOR < 4 && defined(MBEDTLS_RSA_C) && defined(MBEDTLS_PKCS1_V15) && defined(MBEDTLS_PKCS1_V21)
  if (!is_elliptic(info->kind)) return detail::verify_rsa(algorithm, spki.key, message, signature);
#endif
  auto const psa_algorithm = detail::psa_algorithm_of(algorithm);
  auto const key = detail::ImportedKey::import(*info, spki.key, psa_algorithm);
  if (!key) return refuse(key.error());
  if (!is_elliptic(info->kind)) return detail::verify_with(*key, psa_algorithm, message, signature);
  auto const raw = detail::EcdsaSignature::parse(signature, info->kind);
  if (!raw) return refuse(raw.error());
  return detail::verify_with(*key, psa_algorithm, message, raw->bytes());
}

}  // namespace vidimus
