// SPDX-License-Identifier: Apache-2.0
// RFC 5280, 6.1.3 (a)(1), once for each certificate and key: a search that comes back to a pair does not verify it again,
// and what the TLS library or an earlier validation has verified already is not verified at all. The same for keys, which
// are looked at once. Whether algorithms are permitted is asked always.
#pragma once

#include <vidimus/crypto/digest.hpp>
#include <vidimus/crypto/public_key.hpp>
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
      : material_{material}, rules_{rules}, effort_{effort}, cache_{cache} {
    entries_.reserve(usual_length);
  }

  /// Looks whether an earlier validation found that `key` signed certificate `child`: then `describe` need not calculate.
  void recall(std::size_t child, SubjectPublicKeyInfo const& key) {
    if (cache_ == nullptr || find(child, key) != nullptr || !permitted_algorithm(child)) return;
    if (auto const known = cache_->find(material_[child], key.der))
      entries_.push_back({child, key.der, true, std::nullopt, known});
  }

  /// Whether `key` signed certificate `child` of the material. `parent` is the key's owner, where that is one of them.
  /// Errors: `certificate_signature_mismatch`, `signature_algorithm_refused`, `budget_exceeded`; of `crypto`.
  auto verify(std::size_t child, SubjectPublicKeyInfo const& key, std::optional<std::size_t> parent = {})
      -> Result<void> {
    recall(child, key);
    if (auto const* const entry = find(child, key)) return answer(*entry);
    auto result = check(child, key, parent);
    bool const was_used = result && !(parent && material_.is_proven(child, *parent));
    entries_.push_back(
        {child, key.der, was_used, result ? std::nullopt : std::optional{result.error().decisive()}, {}});
    return result;
  }

  /// As `describe_key`, which is asked once a key, and not of one that has made or was in a signature known to be right.
  auto describe(SubjectPublicKeyInfo const& key) -> Result<PublicKeyInfo> {
    if (is_good(key.der)) return read_public_key(key);
    auto info = describe_key(key);
    if (info) good_keys_.push_back(key.der);
    return info;
  }

  /// A certificate of the material; the copy that an earlier validation kept, where one did: many channels then hold one.
  [[nodiscard]] auto certificate(std::size_t position) const -> Certificate const& {
    auto const* const earlier = find_earlier(position);
    return earlier != nullptr ? earlier->certificate : material_[position];
  }
  /// The digest of a certificate's key.
  [[nodiscard]] auto spki_sha256(std::size_t position) const -> Sha256 {
    auto const* const earlier = find_earlier(position);
    return earlier != nullptr ? earlier->spki_sha256 : sha256(material_[position].spki().der);
  }

  /// Keeps for later validations that `key` signed certificate `child`, if that was found true here, and of good keys. To be
  /// called for each link of a path that was accepted, and of no other.
  void remember(std::size_t child, SubjectPublicKeyInfo const& key) const {
    auto const* const entry = find(child, key);
    if (cache_ == nullptr || entry == nullptr || entry->refusal || entry->earlier) return;
    if (is_good(key.der) && is_good(material_[child].spki().der)) cache_->remember(material_[child], key.der);
  }

 private:
  static constexpr std::size_t usual_length = 4;  // of a path

  struct Entry {
    std::size_t child;
    ByteView key;
    bool key_was_used;  // to calculate with, here or earlier
    std::optional<Finding> refusal;
    std::optional<KnownSignature> earlier;  // found by an earlier validation

    /// Whether `spki` is a key that this shows to be one.
    [[nodiscard]] auto shows(ByteView spki, PathMaterial const& material) const -> bool {
      if (refusal) return false;
      return (key_was_used && same_bytes(key, spki)) || (earlier && same_bytes(material[child].spki().der, spki));
    }
  };

  [[nodiscard]] auto find(std::size_t child, SubjectPublicKeyInfo const& key) const -> Entry const* {
    auto const entry = std::ranges::find_if(
        entries_, [&](Entry const& other) { return other.child == child && same_bytes(other.key, key.der); });
    return entry != entries_.end() ? &*entry : nullptr;
  }
  [[nodiscard]] auto find_earlier(std::size_t child) const -> KnownSignature const* {
    auto const entry =
        std::ranges::find_if(entries_, [&](Entry const& other) { return other.child == child && other.earlier; });
    return entry != entries_.end() ? &*entry->earlier : nullptr;
  }
  [[nodiscard]] auto is_good(ByteView spki) const -> bool {
    return std::ranges::any_of(good_keys_, [&](ByteView good) { return same_bytes(good, spki); }) ||
           std::ranges::any_of(entries_, [&](Entry const& entry) { return entry.shows(spki, material_); });
  }

  static auto answer(Entry const& entry) -> Result<void> {
    if (entry.refusal) return refuse(*entry.refusal);
    return {};
  }

  [[nodiscard]] auto permitted_algorithm(std::size_t child) const -> Result<SignatureAlgorithm> {
    auto algorithm = signature_algorithm_of(material_[child].signature_algorithm());
    if (algorithm && !rules_.permits_signature(*algorithm))
      return refuse(Errc::signature_algorithm_refused, Mismatch{rules_.describe(), {to_text(*algorithm)}});
    return algorithm;
  }

  auto check(std::size_t child, SubjectPublicKeyInfo const& key, std::optional<std::size_t> parent) -> Result<void> {
    auto const algorithm = permitted_algorithm(child);
    if (!algorithm) return refuse(algorithm.error());
    if (parent && material_.is_proven(child, *parent)) return {};
    if (auto const affordable = effort_.spend_signature(); !affordable) return affordable;
    auto const& certificate = material_[child];
    auto verified = verify_signature(*algorithm, key, certificate.tbs(), certificate.signature());
    if (!verified && verified.error().code() == Errc::signature_mismatch)
      return refuse(Errc::certificate_signature_mismatch, Mismatch{"a signature of " + certificate.issuer().to_text(),
                                                                   {to_text(*algorithm) + " of another key"}});
    return verified;
  }

  PathMaterial const& material_;
  RuleValues const& rules_;
  Effort& effort_;
  SignatureCache* cache_;
  std::vector<Entry> entries_;
  std::vector<ByteView> good_keys_;
};

}  // namespace vidimus::detail
