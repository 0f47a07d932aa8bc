// SPDX-License-Identifier: Apache-2.0
// Digests (FIPS 180-4).
#pragma once

#include <vidimus/crypto/algorithm.hpp>
#include <vidimus/crypto/psa.hpp>

#include <array>
#include <cstddef>
#include <exception>
#include <span>
#include <utility>

namespace vidimus {

/// A SHA-1 digest. It identifies and never proves: SHA-1 has collisions.
using Sha1Identifier = std::array<std::byte, 20>;

namespace detail {

inline auto psa_hash_of(HashAlgorithm hash) -> psa_algorithm_t {
  switch (hash) {
    case HashAlgorithm::sha256: return PSA_ALG_SHA_256;
    case HashAlgorithm::sha384: return PSA_ALG_SHA_384;
    case HashAlgorithm::sha512: return PSA_ALG_SHA_512;
  }
  return PSA_ALG_NONE;
}

inline auto compute_hash(psa_algorithm_t algorithm, ByteView message, std::span<std::byte> digest) -> psa_status_t {
  std::size_t length = 0;
  auto const status =
      psa_hash_compute(algorithm, octets(message), message.size(), octets(digest), digest.size(), &length);
  return status == PSA_SUCCESS && length != digest.size() ? PSA_ERROR_CORRUPTION_DETECTED : status;
}

}  // namespace detail

/// The digest of `message`. Thread-safe. Errors: `crypto_unavailable`; `crypto_failed` where memory ran out or the library
/// was built without the hash.
[[nodiscard]] inline auto digest(HashAlgorithm hash, ByteView message) -> Result<Buffer> {
  if (auto started = start_crypto(); !started) return refuse(std::move(started.error()));
  Buffer bytes(octets_of(hash));
  auto const status = detail::compute_hash(detail::psa_hash_of(hash), message, bytes);
  if (status != PSA_SUCCESS) return detail::psa_failure(Errc::crypto_failed, name_of(hash), status);
  return bytes;
}

/// The SHA-256 digest of `message`. Thread-safe. It cannot be refused, so where the library has no memory left the program
/// ends, as it does when any other allocation fails.
[[nodiscard]] inline auto sha256(ByteView message) -> Sha256 {
  static_cast<void>(start_crypto());  // a digest needs no entropy, so it is tried all the same
  Sha256 bytes{};
  if (detail::compute_hash(PSA_ALG_SHA_256, message, bytes) != PSA_SUCCESS) std::terminate();
  return bytes;
}

/// The SHA-1 digest of `message`, for key identifiers (RFC 5280, 4.2.1.2) and OCSP's CertID (RFC 6960, 4.1.1), where it
/// finds a candidate that something else then proves. Never for signatures. Errors: as `digest`.
[[nodiscard]] inline auto sha1_identifier(ByteView message) -> Result<Sha1Identifier> {
  if (auto started = start_crypto(); !started) return refuse(std::move(started.error()));
  Sha1Identifier bytes{};
  auto const status = detail::compute_hash(PSA_ALG_SHA_1, message, bytes);
  if (status != PSA_SUCCESS) return detail::psa_failure(Errc::crypto_failed, "SHA-1", status);
  return bytes;
}

}  // namespace vidimus
