// SPDX-License-Identifier: Apache-2.0
// RSA signatures (RFC 8017, 8.1.2 and 8.2.2) with mbedTLS 3's own interface: PSA sets a key up for each signature, and a
// seventh of the work of verifying one is a number that depends on the modulus alone. Keys that have verified are kept with
// it, as mbedTLS keeps those of its certificates. Where there is no such interface, verify.hpp asks PSA.
#pragma once

#include <vidimus/core/guard.hpp>
#include <vidimus/crypto/digest.hpp>
#include <vidimus/crypto/rsa_key.hpp>

#include <mbedtls/build_info.h>

#if MBEDTLS_VERSION_MAJOR < 4 && defined(MBEDTLS_RSA_C) && defined(MBEDTLS_PKCS1_V15) && defined(MBEDTLS_PKCS1_V21)
#include <mbedtls/bignum.h>
#include <mbedtls/rsa.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <utility>

namespace vidimus::detail {

class RsaKey {
 public:
  RsaKey() { mbedtls_rsa_init(&context_); }
  RsaKey(RsaKey const&) = delete;
  auto operator=(RsaKey const&) -> RsaKey& = delete;
  ~RsaKey() { mbedtls_rsa_free(&context_); }

  /// These answer as mbedTLS does: 0 is success.
  auto import(RsaPublicKey const& key) -> int {
    auto const modulus = without_sign(key.modulus), exponent = without_sign(key.exponent);
    auto const imported = mbedtls_rsa_import_raw(&context_, octets(modulus), modulus.size(), nullptr, 0, nullptr, 0,
                                                 nullptr, 0, octets(exponent), exponent.size());
    if (imported != 0) return imported;
    auto const complete = mbedtls_rsa_complete(&context_);
    return complete != 0 ? complete : mbedtls_rsa_check_pubkey(&context_);
  }
  auto copy(RsaKey const& other) -> int { return mbedtls_rsa_copy(&context_, &other.context_); }
  auto verify(SignatureAlgorithm algorithm, ByteView hash, ByteView signature) -> int {
    if (signature.size() != mbedtls_rsa_get_len(&context_)) return MBEDTLS_ERR_RSA_VERIFY_FAILED;
    auto const md = md_of(algorithm.hash);
    auto const length = static_cast<unsigned>(hash.size());
    if (algorithm.scheme == SignatureAlgorithm::Scheme::rsa_pkcs1)
      return mbedtls_rsa_rsassa_pkcs1_v15_verify(&context_, md, length, octets(hash), octets(signature));
    // salt as long as the hash, nothing else
    return mbedtls_rsa_rsassa_pss_verify_ext(&context_, md, length, octets(hash), md, static_cast<int>(length),
                                             octets(signature));
  }

 private:
  /// What is worked out of a modulus depends on the words that it takes, and a copy has no leading zeros.
  static auto without_sign(ByteView integer) -> ByteView {
    return integer.subspan(integer.size() > 1 && integer.front() == std::byte{0} ? 1 : 0);
  }
  static auto md_of(HashAlgorithm hash) -> mbedtls_md_type_t {
    switch (hash) {
      case HashAlgorithm::sha256: return MBEDTLS_MD_SHA256;
      case HashAlgorithm::sha384: return MBEDTLS_MD_SHA384;
      case HashAlgorithm::sha512: return MBEDTLS_MD_SHA512;
    }
    return MBEDTLS_MD_NONE;
  }

  mbedtls_rsa_context context_{};
};

/// The keys that verified last, each with what was worked out of it. Thread-safe: threads work with copies.
class RsaKeys {
 public:
  static constexpr std::size_t limit = 64;

  /// Makes `key` this key, as it is kept or anew. An answer of mbedTLS.
  auto get(ByteView encoding, RsaPublicKey const& parsed, RsaKey& key) -> int {
    std::lock_guard const lock{mutex_};
    auto* const kept = find(encoding);
    if (kept == nullptr) return key.import(parsed);
    kept->last_use = ++uses_;
    return key.copy(*kept->key);
  }
  /// After it has verified. In place of the one that was not used for the longest; without memory nothing is kept.
  void keep(ByteView encoding, RsaKey const& used) noexcept {
    static_cast<void>(is_completed([&] { replace_oldest(encoding, used); }));
  }

 private:
  struct Kept {
    std::uint64_t last_use = 0;
    Buffer encoding{};
    std::unique_ptr<RsaKey> key{};
  };
  void replace_oldest(ByteView encoding, RsaKey const& used) {
    std::lock_guard const lock{mutex_};
    if (find(encoding) != nullptr) return;
    Kept kept{0, {encoding.begin(), encoding.end()}, std::make_unique<RsaKey>()};
    if (kept.key->copy(used) != 0) return;
    kept.last_use = ++uses_;
    *std::ranges::min_element(kept_, {}, &Kept::last_use) = std::move(kept);
  }
  auto find(ByteView encoding) -> Kept* {
    auto const kept =
        std::ranges::find_if(kept_, [&](Kept const& one) { return one.key && same_bytes(one.encoding, encoding); });
    return kept != kept_.end() ? &*kept : nullptr;
  }

  std::mutex mutex_;
  std::uint64_t uses_ = 0;
  std::array<Kept, limit> kept_;
};

/// Never destroyed: another thread may verify while the process ends.
inline auto process_rsa_keys() -> RsaKeys& {
  static RsaKeys& keys = *new RsaKeys;
  return keys;
}

/// The signature is wrong, not encoded as it must be, or no number below the modulus.
inline auto is_mismatch(int answer) -> bool {
  return answer == MBEDTLS_ERR_RSA_VERIFY_FAILED || answer == MBEDTLS_ERR_RSA_INVALID_PADDING ||
         answer == MBEDTLS_ERR_RSA_BAD_INPUT_DATA ||
         answer == MBEDTLS_ERR_RSA_PUBLIC_FAILED + MBEDTLS_ERR_MPI_BAD_INPUT_DATA;
}

/// `key` is the contents of the SubjectPublicKeyInfo's BIT STRING, which `read_rsa_key` accepted. Errors: as
/// `verify_signature`.
inline auto verify_rsa(SignatureAlgorithm algorithm, ByteView key, ByteView message, ByteView signature)
    -> Result<void> {
  auto const parsed = RsaPublicKey::parse(key);
  if (!parsed) return refuse(Errc::key_malformed);
  std::array<std::byte, 64> hash{};
  auto const hashed = std::span{hash}.first(octets_of(algorithm.hash));
  if (auto started = start_crypto(); !started) return started;
  if (auto const status = compute_hash(psa_hash_of(algorithm.hash), message, hashed); status != PSA_SUCCESS)
    return psa_failure(Errc::crypto_failed, name_of(algorithm.hash), status);
  RsaKey rsa;
  if (auto const answer = process_rsa_keys().get(key, *parsed, rsa); answer != 0) {
    bool const is_no_key = answer == MBEDTLS_ERR_RSA_KEY_CHECK_FAILED || answer == MBEDTLS_ERR_RSA_BAD_INPUT_DATA;
    return refuse(is_no_key ? Errc::key_malformed : Errc::crypto_failed,
                  Underlying{"mbedtls_rsa_complete", {}, answer});
  }
  auto const answer = rsa.verify(algorithm, hashed, signature);
  if (is_mismatch(answer)) return refuse(Errc::signature_mismatch);
  if (answer != 0) return refuse(Errc::crypto_failed, Underlying{"mbedtls_rsa_public", {}, answer});
  process_rsa_keys().keep(key, rsa);
  return {};
}

}  // namespace vidimus::detail
#endif
