// SPDX-License-Identifier: Apache-2.0
// Signatures that were proven, remembered from one validation to the next: that this key made the signature of that
// certificate does not change. Only the mathematics are remembered, never a verdict: that the signature is right, that both
// keys are such as can be calculated with, and the digest of the certificate's own. Every other rule is asked again.
//
// What is asked for is compared octet by octet, the whole certificate and the whole key, so no digest's collision can
// matter. Only links of accepted paths are put in (`SignatureLedger::remember`): a peer with a CA of its own cannot push
// out those of others. A place is found by a hash under a key of this process, and each holds a few pairs, of which the
// one that was not asked for the longest goes first. The certificates themselves are kept, so that accepted paths share them
// instead of each holding its own.
#pragma once

#include <vidimus/core/guard.hpp>
#include <vidimus/crypto/digest.hpp>
#include <vidimus/crypto/random.hpp>
#include <vidimus/path/keyed_hash.hpp>
#include <vidimus/x509/certificate.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace vidimus {

/// Of a certificate whose signature and key are known to be right.
struct KnownSignature {
  Certificate certificate;  ///< as it was remembered, octet by octet the one that was asked for
  Sha256 spki_sha256;       ///< of its own key
};

/// Thread-safe, and neither copied nor moved.
class SignatureCache {
 public:
  /// Octets of a certificate and a key together, at most: a larger pair is not remembered. CAs issue one or two thousand.
  static constexpr std::size_t octets_limit = 8192;

  /// For at most `entries` pairs of certificate and key, none for 0. Without random octets it remembers nothing.
  explicit SignatureCache(std::size_t entries)
      : ways_{(std::min)(entries, ways_limit)}, entries_(fill_seed() && ways_ != 0 ? entries / ways_ * ways_ : 0) {}

  /// How many pairs it can hold: the greatest number below `entries` that divides evenly among its places.
  [[nodiscard]] auto capacity() const -> std::size_t { return entries_.size(); }

  /// Whether the holder of the key is known to have signed this certificate. `issuer_spki` is a SubjectPublicKeyInfo in
  /// DER. Does not allocate.
  [[nodiscard]] auto find(Certificate const& child, ByteView issuer_spki) const -> std::optional<KnownSignature>;
  [[nodiscard]] auto knows(Certificate const& child, ByteView issuer_spki) const -> bool {
    return find(child, issuer_spki).has_value();
  }

  /// Call only with a signature that was verified and two keys that `describe_key` accepts, of a path that was accepted.
  /// Without memory nothing is remembered.
  void remember(Certificate const& child, ByteView issuer_spki) noexcept;

 private:
  static constexpr std::size_t ways_limit = 8, shards = 16;

  struct Entry {
    std::uint64_t hash = 0;
    std::uint64_t last_use = 0;
    Buffer key;
    std::optional<KnownSignature> known;  // nothing is here unless it is

    [[nodiscard]] auto holds(std::uint64_t other_hash, Certificate const& other, ByteView other_key) const -> bool {
      return known && hash == other_hash && same_bytes(key, other_key) && known->certificate == other;
    }
  };
  struct alignas(64) Shard {
    std::mutex mutex;
    std::uint64_t uses = 0;
  };

  auto fill_seed() -> bool { return fill_random(std::as_writable_bytes(std::span{seed_})).has_value(); }
  [[nodiscard]] auto may_hold(Certificate const& child, ByteView key) const -> bool {
    return !entries_.empty() && child.der().size() + key.size() <= octets_limit;
  }
  [[nodiscard]] auto hash_of(Certificate const& child, ByteView key) const -> std::uint64_t;
  [[nodiscard]] auto entry_of(std::uint64_t hash, Certificate const& child, ByteView key) const -> Entry*;
  void replace_oldest(Certificate const& child, ByteView issuer_spki);
  static auto make_entry(std::uint64_t hash, Certificate const& child, ByteView key) -> Entry;

  [[nodiscard]] auto place_of(std::uint64_t hash) const -> std::size_t { return hash % (entries_.size() / ways_); }
  [[nodiscard]] auto shard_of(std::uint64_t hash) const -> Shard& { return shards_[place_of(hash) % shards]; }
  [[nodiscard]] auto entries_of(std::uint64_t hash) const -> std::span<Entry> {
    return std::span{entries_}.subspan(place_of(hash) * ways_, ways_);
  }

  detail::KeyedHash::Key seed_{};
  std::size_t ways_;
  mutable std::vector<Entry> entries_;  // `ways_` of them for each place; each guarded by its place's shard
  mutable std::array<Shard, shards> shards_;
};

inline auto SignatureCache::find(Certificate const& child, ByteView issuer_spki) const
    -> std::optional<KnownSignature> {
  if (!may_hold(child, issuer_spki)) return std::nullopt;
  auto const hash = hash_of(child, issuer_spki);
  auto& shard = shard_of(hash);
  std::lock_guard const lock{shard.mutex};
  auto* const entry = entry_of(hash, child, issuer_spki);
  if (entry == nullptr) return std::nullopt;
  entry->last_use = ++shard.uses;
  return entry->known;
}

inline void SignatureCache::remember(Certificate const& child, ByteView issuer_spki) noexcept {
  static_cast<void>(detail::is_completed([&] { replace_oldest(child, issuer_spki); }));
}

inline void SignatureCache::replace_oldest(Certificate const& child, ByteView issuer_spki) {
  if (!may_hold(child, issuer_spki)) return;
  auto const hash = hash_of(child, issuer_spki);
  auto entry = make_entry(hash, child, issuer_spki);  // what it replaces is freed after the lock
  auto& shard = shard_of(hash);
  std::lock_guard const lock{shard.mutex};
  if (entry_of(hash, child, issuer_spki) != nullptr) return;
  entry.last_use = ++shard.uses;
  std::ranges::swap(entry, *std::ranges::min_element(entries_of(hash), {}, &Entry::last_use));
}

/// Under the lock of its shard.
inline auto SignatureCache::entry_of(std::uint64_t hash, Certificate const& child, ByteView key) const -> Entry* {
  for (auto& entry : entries_of(hash))
    if (entry.holds(hash, child, key)) return &entry;
  return nullptr;
}

inline auto SignatureCache::make_entry(std::uint64_t hash, Certificate const& child, ByteView key) -> Entry {
  return {hash, 0, Buffer(key.begin(), key.end()), KnownSignature{child, sha256(child.spki().der)}};
}

/// Of the signature's and the key's last octets: nobody chooses those of a signature that is right.
inline auto SignatureCache::hash_of(Certificate const& child, ByteView key) const -> std::uint64_t {
  std::array<std::byte, 64> message{};
  auto const copy_end = [&](ByteView octets, std::size_t at) {
    auto const end = octets.last(std::min<std::size_t>(octets.size(), 32));
    std::ranges::copy(end, std::span{message}.subspan(at).begin());
  };
  copy_end(child.signature(), 0);
  copy_end(key, 32);
  return detail::keyed_hash(seed_, message);
}

namespace detail {

/// The cache of this size that all endpoints of the process share; none for 0 or without memory. Thread-safe.
template <std::size_t Entries>
[[nodiscard]] auto process_signatures() noexcept -> SignatureCache* {
  SignatureCache* cache = nullptr;
  if constexpr (Entries != 0) {
    static_cast<void>(is_completed([&] {
      // never destroyed: another thread may validate while the process ends
      static SignatureCache& kept = *new SignatureCache{Entries};
      cache = &kept;
    }));
  }
  return cache;
}

}  // namespace detail

}  // namespace vidimus
