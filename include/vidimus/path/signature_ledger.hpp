// SPDX-License-Identifier: Apache-2.0
// RFC 5280, 6.1.3 (a)(1), once for each certificate and key: a search that comes back to a pair does not verify it again,
// and what the TLS library or an earlier validation has verified already is not verified at all. Whether algorithms are
// permitted is asked always.
#pragma once

#include <vidimus/crypto/signature_algorithm.hpp>
#include <vidimus/crypto/verify.hpp>
#include <vidimus/path/effort.hpp>
#include <vidimus/path/path_material.hpp>
#include <vidimus/path/rules.hpp>
#include <vidimus/path/signature_cache.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace vidimus::detail {

class SignatureLedger {
 public:
  /// `cache`: what earlier validations have verified; null: nothing.
  SignatureLedger(PathMaterial const& material, RuleValues const& rules, Effort& effort,
                  SignatureCache* cache = nullptr)
      : material_{material}, rules_{rules}, effort_{effort}, cache_{cache} {}

  /// Whether `key` signed certificate `child` of the material. `parent` is the key's owner, where that is one of them.
  /// Errors: `certificate_signature_mismatch`, `signature_algorithm_refused`, `budget_exceeded`; of `crypto`.
  auto verify(std::size_t child, SubjectPublicKeyInfo const& key, std::optional<std::size_t> parent = {})
      -> Result<void> {
    if (auto const* const entry = find(child, key)) return recall(*entry);
    auto const proven = check(child, key, parent);
    if (!effort_.is_exhausted())
      entries_.push_back({child, key.der, proven ? std::nullopt : std::optional{proven.error().decisive()},
                          proven && *proven == Proof::remembered});
    if (!proven) return refuse(proven.error());
    return {};
  }

  /// Keeps for later validations that `key` signed certificate `child`, if that was found true here. To be called for each
  /// link of a path that was accepted, and of no other.
  void remember(std::size_t child, SubjectPublicKeyInfo const& key) const {
    auto const* const entry = find(child, key);
    if (cache_ == nullptr || entry == nullptr || entry->refusal || entry->is_remembered) return;
    cache_->remember(material_[child], key.der);
  }

 private:
  struct Entry {
    std::size_t child;
    ByteView key;
    std::optional<Finding> refusal;
    bool is_remembered;
  };
  enum class Proof : unsigned char { new_here, remembered };

  [[nodiscard]] auto find(std::size_t child, SubjectPublicKeyInfo const& key) const -> Entry const* {
    auto const entry = std::ranges::find_if(
        entries_, [&](Entry const& other) { return other.child == child && same_bytes(other.key, key.der); });
    return entry != entries_.end() ? &*entry : nullptr;
  }

  static auto recall(Entry const& entry) -> Result<void> {
    if (entry.refusal) return refuse(*entry.refusal);
    return {};
  }

  auto check(std::size_t child, SubjectPublicKeyInfo const& key, std::optional<std::size_t> parent) -> Result<Proof> {
    auto const& certificate = material_[child];
    auto const algorithm = signature_algorithm_of(certificate.signature_algorithm());
    if (!algorithm) return refuse(algorithm.error());
    if (!rules_.permits_signature(*algorithm))
      return refuse(Errc::signature_algorithm_refused, Mismatch{rules_.describe(), {to_text(*algorithm)}});
    if (cache_ != nullptr && cache_->knows(certificate, key.der)) return Proof::remembered;
    if (parent && material_.is_proven(child, *parent)) return Proof::new_here;
    if (auto const affordable = effort_.spend_signature(); !affordable) return refuse(affordable.error());
    return calculate(*algorithm, certificate, key);
  }

  static auto calculate(SignatureAlgorithm algorithm, Certificate const& certificate, SubjectPublicKeyInfo const& key)
      -> Result<Proof> {
    auto const verified = verify_signature(algorithm, key, certificate.tbs(), certificate.signature());
    if (verified) return Proof::new_here;
    if (verified.error().code() != Errc::signature_mismatch) return refuse(verified.error());
    return refuse(Errc::certificate_signature_mismatch, Mismatch{"a signature of " + certificate.issuer().to_text(),
                                                                 {to_text(algorithm) + " of another key"}});
  }

  PathMaterial const& material_;
  RuleValues const& rules_;
  Effort& effort_;
  SignatureCache* cache_;
  std::vector<Entry> entries_;
};

}  // namespace vidimus::detail
