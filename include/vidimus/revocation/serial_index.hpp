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
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace vidimus::detail {

/// A hash of a serial number; for distributing, not for security.
[[nodiscard]] inline auto serial_hash(ByteView serial) -> std::uint64_t {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;  // 2^64 / golden ratio
  std::uint64_t hash = serial.size() * odd;
  for (std::size_t at = 0; at < serial.size(); at += 8) {
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, serial.data() + at, std::min<std::size_t>(8, serial.size() - at));
    hash = (hash ^ chunk) * odd;
    hash ^= hash >> 32U;
  }
  return hash * odd;
}

class SerialIndex {
 public:
  /// An entry that was read, before it has its place.
  struct Pending {
    std::uint64_t hash;
    std::uint32_t offset;
  };
  struct Slot {
    std::uint32_t tag;     // the hash's last 32 bits
    std::uint32_t offset;  // of the entry in the encoding
  };

  SerialIndex() = default;

  /// `serial_at(offset)` gives the serial number of the entry there.
  template <class SerialAt>
  SerialIndex(std::span<Pending const> entries, SerialAt serial_at)
      : bits_{static_cast<unsigned>(std::bit_width(entries.size()) - (entries.empty() ? 0 : 1))},
        starts_(entries.empty() ? 0 : (std::size_t{1} << bits_) + 1),
        slots_(entries.size()) {
    if (entries.empty()) return;
    distribute(entries);
    for (std::size_t bucket = 0; bucket + 1 != starts_.size(); ++bucket) sort_bucket(bucket, serial_at);
  }

  [[nodiscard]] auto size() const -> std::size_t { return slots_.size(); }

  /// The entries with this serial number, in the order of the encoding.
  template <class SerialAt>
  [[nodiscard]] auto find(ByteView serial, SerialAt serial_at) const -> std::span<Slot const> {
    if (slots_.empty()) return {};
    auto const hash = serial_hash(serial);
    auto const all = bucket_of(bucket_number(hash));
    auto const tag = static_cast<std::uint32_t>(hash);
    auto const begin = std::ranges::partition_point(all, [&](Slot const& slot) {
      return slot.tag != tag ? slot.tag < tag : precedes(serial_at(slot.offset), serial);
    });
    auto end = begin;
    while (end != all.end() && end->tag == tag && same_bytes(serial_at(end->offset), serial)) ++end;
    return {begin, end};
  }

  /// Of memory, all in all.
  [[nodiscard]] auto octets() const -> std::size_t {
    return starts_.capacity() * sizeof starts_.front() + slots_.capacity() * sizeof slots_.front();
  }

 private:
  [[nodiscard]] auto bucket_number(std::uint64_t hash) const -> std::size_t {
    return bits_ == 0 ? 0 : static_cast<std::size_t>(hash >> (64U - bits_));
  }
  [[nodiscard]] auto bucket_of(std::size_t bucket) const -> std::span<Slot const> {
    return std::span{slots_}.subspan(starts_[bucket], starts_[bucket + 1] - starts_[bucket]);
  }

  // Shorter first: any order that is total will do.
  static auto precedes(ByteView a, ByteView b) -> bool {
    if (a.size() != b.size()) return a.size() < b.size();
    return std::memcmp(a.data(), b.data(), a.size()) < 0;
  }

  // A counting sort by the hash's first bits.
  void distribute(std::span<Pending const> entries) {
    for (auto const& entry : entries) ++starts_[bucket_number(entry.hash) + 1];
    for (std::size_t bucket = 1; bucket != starts_.size(); ++bucket) starts_[bucket] += starts_[bucket - 1];
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)  // backwards keeps equal ones in order
      slots_[--starts_[bucket_number(entry->hash) + 1]] = {static_cast<std::uint32_t>(entry->hash), entry->offset};
    // each start now stands one place too far right
    std::shift_left(starts_.begin(), starts_.end(), 1);
    starts_.back() = static_cast<std::uint32_t>(slots_.size());
  }

  template <class SerialAt>
  void sort_bucket(std::size_t bucket, SerialAt serial_at) {
    auto const slots = std::span{slots_}.subspan(starts_[bucket], starts_[bucket + 1] - starts_[bucket]);
    if (slots.size() < 2) return;
    std::ranges::sort(slots, [&](Slot const& a, Slot const& b) {
      if (a.tag != b.tag) return a.tag < b.tag;
      auto const first = serial_at(a.offset), second = serial_at(b.offset);
      return same_bytes(first, second) ? a.offset < b.offset : precedes(first, second);
    });
  }

  unsigned bits_ = 0;
  std::vector<std::uint32_t> starts_;
  std::vector<Slot> slots_;
};

}  // namespace vidimus::detail
