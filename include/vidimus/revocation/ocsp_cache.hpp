// SPDX-License-Identifier: Apache-2.0
// OCSP answers that were proved, remembered from one handshake to the next. Remembered is what the responder said and that
// it said so, never a verdict: times are compared anew at each use, and what a nonce must prove nothing remembered proves.
//
// An answer is asked for again when half of the time for which it was good has passed, by one handshake a minute: the others
// go on with the old one. Answers that do not say when they end are not used a second time.
#pragma once

#include <vidimus/crypto/random.hpp>
#include <vidimus/path/keyed_hash.hpp>
#include <vidimus/revocation/ocsp_answer.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

namespace detail {

/// What an answer answers: which certificate, by what its CertID is made of, and who was asked.
struct OcspQuestion {
  Certificate const &certificate, &issuer;
  std::string_view url;

  [[nodiscard]] auto is_answered_by(OcspAnswer const& answer) const -> bool {
    return certificate.serial_number() == answer.certificate.serial_number() && url == answer.url &&
           same_bytes(certificate.issuer().der(), answer.certificate.issuer().der()) &&
           same_bytes(issuer.spki().der, answer.issuer.spki().der);
  }
};

}  // namespace detail

/// Bounded, thread-safe; copies share what is remembered. Without random octets it remembers nothing.
class OcspCache {
 public:
  /// Octets of a response, at most: a larger one is not remembered.
  static constexpr std::size_t octets_limit = 16384;
  /// A minute: how often an answer is asked for again while the old one is good.
  static constexpr std::chrono::seconds refresh_interval{60};

  /// For at most `entries` answers; 0: none.
  explicit OcspCache(std::size_t entries = 1024) : state_{std::make_shared<State>(entries)} {}

  /// How many answers it can hold: the greatest number up to `entries` that divides evenly among its places.
  [[nodiscard]] auto capacity() const -> std::size_t { return state_->slots.size(); }

  /// Null where there is none.
  [[nodiscard]] auto find(detail::OcspQuestion const& question) const -> detail::OcspAnswerPointer;

  /// Keeps an answer in the place of an older one to the same question; of two, the newer stays.
  void remember(detail::OcspQuestion const& question, detail::OcspAnswerPointer answer) const;

  /// Whether the caller is to ask again now: true once in `refresh_interval`.
  [[nodiscard]] auto claims_refresh(detail::OcspQuestion const& question, Time now) const -> bool;

 private:
  static constexpr std::size_t ways_limit = 8, shards = 16;

  struct Slot {
    std::uint64_t hash = 0;
    std::uint64_t last_use = 0;
    Time refresh_claimed{};
    detail::OcspAnswerPointer answer;  // null: nothing is here
  };
  struct alignas(64) Shard {
    std::mutex mutex;
    std::uint64_t uses = 0;
  };
  struct State {
    explicit State(std::size_t entries)
        : ways{(std::min)(entries, ways_limit)},
          slots(fill_random(std::as_writable_bytes(std::span{seed})) && ways != 0 ? entries / ways * ways : 0) {}
    detail::KeyedHash::Key seed{};
    std::size_t ways;
    std::vector<Slot> slots;  // `ways` of them for each place; each guarded by its place's shard
    std::array<Shard, shards> guards{};
  };

  [[nodiscard]] auto hash_of(detail::OcspQuestion const& question) const -> std::uint64_t;
  [[nodiscard]] auto place_of(std::uint64_t hash) const -> std::size_t {
    return hash % (state_->slots.size() / state_->ways);
  }
  [[nodiscard]] auto shard_of(std::uint64_t hash) const -> Shard& { return state_->guards[place_of(hash) % shards]; }
  [[nodiscard]] auto slots_of(std::uint64_t hash) const -> std::span<Slot> {
    return std::span{state_->slots}.subspan(place_of(hash) * state_->ways, state_->ways);
  }
  /// Under the lock of its shard.
  [[nodiscard]] auto slot_of(std::uint64_t hash, detail::OcspQuestion const& question) const -> Slot* {
    for (auto& slot : slots_of(hash))
      if (slot.answer != nullptr && slot.hash == hash && question.is_answered_by(*slot.answer)) return &slot;
    return nullptr;
  }

  std::shared_ptr<State> state_;
};

inline auto OcspCache::find(detail::OcspQuestion const& question) const -> detail::OcspAnswerPointer {
  if (capacity() == 0) return nullptr;
  auto const hash = hash_of(question);
  auto& shard = shard_of(hash);
  std::lock_guard const lock{shard.mutex};
  auto* const slot = slot_of(hash, question);
  if (slot == nullptr) return nullptr;
  slot->last_use = ++shard.uses;
  return slot->answer;
}

inline void OcspCache::remember(detail::OcspQuestion const& question, detail::OcspAnswerPointer answer) const {
  if (capacity() == 0 || answer->response.der().size() > octets_limit) return;
  auto const hash = hash_of(question);
  Slot fresh{hash, 0, {}, std::move(answer)};  // what it replaces is freed after the lock
  auto& shard = shard_of(hash);
  std::lock_guard const lock{shard.mutex};
  auto* const old = slot_of(hash, question);
  if (old != nullptr && old->answer->is_newer_than(*fresh.answer)) return;
  fresh.last_use = ++shard.uses;
  std::ranges::swap(fresh, old != nullptr ? *old : *std::ranges::min_element(slots_of(hash), {}, &Slot::last_use));
}

inline auto OcspCache::claims_refresh(detail::OcspQuestion const& question, Time now) const -> bool {
  if (capacity() == 0) return true;
  auto const hash = hash_of(question);
  std::lock_guard const lock{shard_of(hash).mutex};
  auto* const slot = slot_of(hash, question);
  if (slot == nullptr) return true;
  bool const is_claimed = slot->refresh_claimed <= now && now < slot->refresh_claimed + refresh_interval;
  if (!is_claimed) slot->refresh_claimed = now;
  return !is_claimed;
}

/// Of the ends of the serial number and of the issuer's key.
inline auto OcspCache::hash_of(detail::OcspQuestion const& question) const -> std::uint64_t {
  std::array<std::byte, 48> message{};
  auto const copy_end = [&](ByteView octets, std::size_t at, std::size_t size) {
    std::ranges::copy(octets.last((std::min)(octets.size(), size)), std::span{message}.subspan(at).begin());
  };
  copy_end(question.certificate.serial_number().contents(), 0, 24);
  copy_end(question.issuer.spki().key, 24, 24);
  return detail::keyed_hash(state_->seed, message);
}

}  // namespace vidimus
