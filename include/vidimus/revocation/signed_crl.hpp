// SPDX-License-Identifier: Apache-2.0
// A CRL and what is known of its signature. Verifying one takes as long as hashing it, so each key is tried once and the
// outcome remembered: a signature does not change between connections.
#pragma once

#include <vidimus/crypto/signature_algorithm.hpp>
#include <vidimus/crypto/verify.hpp>
#include <vidimus/revocation/certificate_list.hpp>

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <shared_mutex>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// Thread-safe. Two threads that ask for the same key at once wait for one verification.
class SignedCrl {
 public:
  explicit SignedCrl(CertificateList list) : list_{std::move(list)} {}

  [[nodiscard]] auto list() const -> CertificateList const& { return list_; }

  /// Whether the holder of this key signed it (RFC 5280, 6.3.3 (g)). Errors: `signature_mismatch`,
  /// `unsupported_algorithm`, and what else `verify_signature` says.
  [[nodiscard]] auto verify(SubjectPublicKeyInfo const& signer) const -> Result<void> {
    {
      std::shared_lock const reading{mutex_};
      if (auto const* known = find(signer)) return known->outcome;
    }
    std::unique_lock const writing{mutex_};
    if (auto const* known = find(signer)) return known->outcome;
    auto outcome = verify_now(signer);
    if (is_final(outcome)) remember({{signer.der.begin(), signer.der.end()}, outcome});
    return outcome;
  }

  /// How many keys are remembered.
  [[nodiscard]] auto remembered() const -> std::size_t {
    std::shared_lock const reading{mutex_};
    return known_.size();
  }

 private:
  // More keys than one authority has at a time; the oldest is forgotten first.
  static constexpr std::size_t limit = 16;

  struct Known {
    Buffer spki;
    Result<void> outcome;
  };

  [[nodiscard]] auto find(SubjectPublicKeyInfo const& signer) const -> Known const* {
    auto const at =
        std::ranges::find_if(known_, [&](Known const& known) { return same_bytes(known.spki, signer.der); });
    return at == known_.end() ? nullptr : &*at;
  }
  void remember(Known known) const {
    if (known_.size() == limit) known_.erase(known_.begin());
    known_.push_back(std::move(known));
  }
  [[nodiscard]] auto verify_now(SubjectPublicKeyInfo const& signer) const -> Result<void> {
    auto const algorithm = signature_algorithm_of(list_.signature_algorithm());
    if (!algorithm) return refuse(algorithm.error());
    return verify_signature(*algorithm, signer, list_.tbs(), list_.signature());
  }
  // A fault of the library says nothing about the signature.
  static auto is_final(Result<void> const& outcome) -> bool {
    return outcome ||
           (outcome.error().code() != Errc::crypto_failed && outcome.error().code() != Errc::crypto_unavailable);
  }

  CertificateList list_;
  mutable std::shared_mutex mutex_;
  mutable std::vector<Known> known_;
};

}  // namespace vidimus::detail
