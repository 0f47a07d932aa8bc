// SPDX-License-Identifier: Apache-2.0
// Where in a CRL a serial number stands: for each entry eight octets, ordered by a hash of its serial number, and a table
// of at most four octets an entry that leads to the few that share the hash's first bits. The serial numbers themselves
// stay where they are, in the encoding.
//
// A look-up costs two or three reads of memory and allocates nothing. Whoever chooses serial numbers so that their hashes
// agree gains nothing: entries with one hash are in the order of their serial numbers, so the search stays logarithmic.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// A hash of a serial number; for distributing, not for security.
[[nodiscard]] inline auto serial_hash(ByteView serial) -> std::uint32_t {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;  // 2^64 / golden ratio
  std::uint64_t hash = serial.size() * odd;
  auto const mix = [&](std::byte const* octets, std::size_t count) {
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, octets, count);
    hash = (hash ^ chunk) * odd;
    hash ^= hash >> 32U;
  };
  auto const size = serial.size();
  for (std::size_t at = 8; at < size; at += 8) mix(serial.data() + at - 8, 8);
  if (size >= 8)
    mix(serial.data() + size - 8, 8);  // some octets twice, rather than their count in each step
  else if (size != 0)
    mix(serial.data(), size);
  return static_cast<std::uint32_t>(hash * odd >> 32U);
}

class SerialIndex {
 public:
  struct Slot {
    std::uint32_t hash;
    std::uint32_t offset;  // of the entry in the encoding
  };

  SerialIndex() = default;

  /// `serial_at(offset)` gives the serial number of the entry there. Offsets ascend.
  template <class SerialAt>
  SerialIndex(std::vector<Slot> entries, SerialAt serial_at)
      : bits_{entries.empty() ? 0 : static_cast<unsigned>(std::bit_width(entries.size())) - 1},
        starts_(entries.empty() ? 0 : (std::size_t{1} << bits_) + 1),
        slots_(entries.size()) {
    if (slots_.empty()) return;
    distribute(entries);
    for (std::size_t bucket = 0; bucket + 1 != starts_.size(); ++bucket) sort_bucket(bucket, serial_at);
  }

  [[nodiscard]] auto size() const -> std::size_t { return slots_.size(); }

  /// The entries with this serial number, in the order of the encoding.
  template <class SerialAt>
  [[nodiscard]] auto find(ByteView serial, SerialAt serial_at) const -> std::span<Slot const> {
    if (slots_.empty()) return {};
    auto const hash = serial_hash(serial);
    auto const same_hash = slots_of(hash);
    auto begin = same_hash.begin();
    if (same_hash.size() > 1)  // somebody's work, or a number that is listed twice
      begin = std::ranges::partition_point(same_hash,
                                           [&](Slot const& slot) { return precedes(serial_at(slot.offset), serial); });
    auto end = begin;
    while (end != same_hash.end() && same_bytes(serial_at(end->offset), serial)) ++end;
    return {begin, end};
  }

  /// Of memory, all in all.
  [[nodiscard]] auto octets() const -> std::size_t {
    return starts_.capacity() * sizeof starts_.front() + slots_.capacity() * sizeof slots_.front();
  }

 private:
  using Slots = std::span<Slot>;
  using Starts = std::span<std::uint32_t>;

  [[nodiscard]] auto bucket_number(std::uint32_t hash) const -> std::size_t {
    return bits_ == 0 ? 0 : hash >> (32U - bits_);
  }
  [[nodiscard]] auto bucket_of(std::size_t bucket) const -> std::span<Slot const> {
    return std::span{slots_}.subspan(starts_[bucket], starts_[bucket + 1] - starts_[bucket]);
  }

  // Mostly none or one.
  [[nodiscard]] auto slots_of(std::uint32_t hash) const -> std::span<Slot const> {
    auto const all = bucket_of(bucket_number(hash));
    auto const begin = std::ranges::partition_point(all, [&](Slot const& slot) { return slot.hash < hash; });
    auto end = begin;
    if (end != all.end() && end->hash == hash && ++end != all.end() && end->hash == hash)
      end = std::ranges::partition_point(end, all.end(), [&](Slot const& slot) { return slot.hash == hash; });
    return {begin, end};
  }

  // Shorter first: any order that is total will do.
  static auto precedes(ByteView a, ByteView b) -> bool {
    if (a.size() != b.size()) return a.size() < b.size();
    return std::memcmp(a.data(), b.data(), a.size()) < 0;
  }

  // A counting sort of `from` into `to` by some bits of the hash. `starts` gets where each number's slots begin; it has one
  // place more than there are numbers. Equal ones stay in order.
  static void sort_by(std::span<Slot const> from, Slots to, Starts starts, unsigned shift, std::uint32_t mask) {
    auto const number_of = [&](Slot const& slot) { return slot.hash >> shift & mask; };
    std::ranges::fill(starts, 0U);
    for (auto const& slot : from) ++starts[number_of(slot) + 1];
    for (std::size_t i = 1; i != starts.size(); ++i) starts[i] += starts[i - 1];
    for (auto const& slot : from) to[starts[number_of(slot)]++] = slot;
    std::shift_right(starts.begin(), starts.end(), 1);  // each is where the next one's begin by now
    starts.front() = 0;
  }

  // By the first bits of the hash: coarsely, so that each part fits the processor's cache, and then each part.
  void distribute(std::span<Slot const> entries) {
    constexpr unsigned coarse_bits = 8;
    auto const coarse = bits_ > 12 ? coarse_bits : 0, fine = bits_ - coarse;
    std::array<std::uint32_t, (1U << coarse_bits) + 1> parts{};
    auto const ends = Starts{parts}.first((std::size_t{1} << coarse) + 1);
    if (coarse != 0) sort_by(entries, slots_, ends, 32U - coarse, (1U << coarse) - 1);
    ends.back() = static_cast<std::uint32_t>(entries.size());
    std::vector<Slot> copy;
    for (std::size_t part = 0; part + 1 != ends.size(); ++part) {
      auto const begin = ends[part];
      auto const slots = Slots{slots_}.subspan(begin, ends[part + 1] - begin);
      auto const starts = Starts{starts_}.subspan(part << fine, (std::size_t{1} << fine) + 1);
      if (coarse != 0) copy.assign(slots.begin(), slots.end());
      sort_by(coarse != 0 ? copy : entries, slots, starts, fine == 0 ? 0 : 32U - bits_, (1U << fine) - 1);
      for (auto& start : starts) start += begin;
    }
  }

  template <class SerialAt>
  void sort_bucket(std::size_t bucket, SerialAt serial_at) {
    auto const slots = Slots{slots_}.subspan(starts_[bucket], starts_[bucket + 1] - starts_[bucket]);
    if (slots.size() < 2) return;
    auto const comes_first = [&](Slot const& a, Slot const& b) {
      if (a.hash != b.hash) return a.hash < b.hash;
      auto const first = serial_at(a.offset), second = serial_at(b.offset);
      return same_bytes(first, second) ? a.offset < b.offset : precedes(first, second);
    };
    if (slots.size() == 2) {
      if (comes_first(slots[1], slots[0])) std::swap(slots[0], slots[1]);
    } else {
      std::ranges::sort(slots, comes_first);
    }
  }

  unsigned bits_ = 0;
  std::vector<std::uint32_t> starts_;
  std::vector<Slot> slots_;
};

}  // namespace vidimus::detail
