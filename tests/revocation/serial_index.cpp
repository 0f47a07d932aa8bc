// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/serial_index.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace {

using vidimus::Buffer;
using vidimus::ByteView;
using vidimus::detail::SerialIndex;

/// Serial numbers one after the other, each behind its length: what an index is made over.
class Serials {
 public:
  void add(ByteView serial, std::uint32_t hash) {
    pending_.push_back({hash, static_cast<std::uint32_t>(bytes_.size())});
    bytes_.push_back(static_cast<std::byte>(serial.size()));
    bytes_.insert(bytes_.end(), serial.begin(), serial.end());
  }
  void add(ByteView serial) { add(serial, vidimus::detail::serial_hash(serial)); }

  [[nodiscard]] auto at() const {
    return [this](std::uint32_t offset) {
      return ByteView{bytes_}.subspan(offset + 1, std::to_integer<std::size_t>(bytes_[offset]));
    };
  }
  [[nodiscard]] auto index() const -> SerialIndex { return {pending_, at()}; }
  [[nodiscard]] auto offsets_of(SerialIndex const& index, ByteView serial) const -> std::vector<std::uint32_t> {
    std::vector<std::uint32_t> offsets;
    for (auto const& slot : index.find(serial, at())) offsets.push_back(slot.offset);
    return offsets;
  }
  [[nodiscard]] auto pending() const -> std::vector<SerialIndex::Slot> const& { return pending_; }

 private:
  Buffer bytes_;
  std::vector<SerialIndex::Slot> pending_;
};

auto serial_from(std::uint64_t value, std::size_t size) -> Buffer {
  Buffer serial(size);
  for (std::size_t i = 0; i != size; ++i) serial[i] = static_cast<std::byte>(value >> (8 * (i % 8)) & 0xffU);
  return serial;
}

}  // namespace

TEST_CASE("An empty serial index finds nothing", "[revocation]") {
  SerialIndex const empty;
  Serials const none;
  CHECK(empty.size() == 0);
  CHECK(none.offsets_of(empty, serial_from(1, 1)).empty());
  CHECK(none.offsets_of(none.index(), serial_from(1, 1)).empty());
}

TEST_CASE("A serial index finds every serial number of any count, and no other", "[revocation]") {
  std::mt19937_64 random{20260112};
  for (std::size_t const count :
       {1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 63U, 64U, 65U, 255U, 256U, 257U, 511U, 512U, 1000U, 70'000U}) {
    Serials serials;
    std::map<Buffer, std::vector<std::uint32_t>> expected;
    for (std::size_t i = 0; i != count; ++i) {
      auto const serial = serial_from(random(), 1 + random() % 20);
      serials.add(serial);
      expected[serial].push_back(serials.pending().back().offset);
    }
    auto const index = serials.index();
    CHECK(index.size() == count);
    for (auto const& [serial, offsets] : expected) CHECK(serials.offsets_of(index, serial) == offsets);
    for (int i = 0; i != 100; ++i)
      if (auto const other = serial_from(random(), 1 + random() % 20); !expected.contains(other))
        CHECK(serials.offsets_of(index, other).empty());
  }
}

TEST_CASE("A serial number that is a prefix of another is not taken for it", "[revocation]") {
  Serials serials;
  serials.add(serial_from(0, 2));
  auto const index = serials.index();
  CHECK(serials.offsets_of(index, serial_from(0, 2)).size() == 1);
  CHECK(serials.offsets_of(index, serial_from(0, 1)).empty());
  CHECK(serials.offsets_of(index, serial_from(0, 3)).empty());
}

TEST_CASE("A serial number is told from one that it begins like and whose hash is the same", "[revocation]") {
  Buffer const both{std::byte{5}, std::byte{9}};
  auto const hash = vidimus::detail::serial_hash(both);
  Serials serials;
  serials.add(ByteView{both}.first(1), hash);
  serials.add(both, hash);
  CHECK(serials.offsets_of(serials.index(), both) == std::vector{serials.pending().back().offset});
}

TEST_CASE("Entries with one serial number are found in the order of the encoding", "[revocation]") {
  Serials serials;
  for (unsigned i = 0; i != 300; ++i) serials.add(serial_from(i % 3, 4));
  auto const index = serials.index();
  auto const offsets = serials.offsets_of(index, serial_from(1, 4));
  CHECK(offsets.size() == 100);
  CHECK(std::ranges::is_sorted(offsets));
}

TEST_CASE("Serial numbers whose hashes all agree are told apart, and quickly", "[revocation]") {
  Serials serials;
  auto const hash = vidimus::detail::serial_hash(serial_from(77, 8));
  for (std::uint64_t i = 0; i != 2048; ++i) {
    serials.add(serial_from(i, 20), hash);  // the same octets first
    serials.add(serial_from(i, 8), hash);
  }
  auto const index = serials.index();
  auto reads = 0;
  auto const counting = [&](std::uint32_t offset) { return ++reads, serials.at()(offset); };
  auto const found = index.find(serial_from(77, 8), counting);
  REQUIRE(found.size() == 1);
  CHECK(vidimus::same_bytes(serials.at()(found.front().offset), serial_from(77, 8)));
  CHECK(reads <= 16);  // 2^12 entries
}

TEST_CASE("A serial index takes at most 12 octets an entry and a few for itself", "[revocation]") {
  for (std::uint64_t const count : {1U, 10U, 1000U, 1024U, 100'000U}) {
    Serials serials;
    for (std::uint64_t i = 0; i != count; ++i) serials.add(serial_from(i * 0x9e3779b97f4a7c15U, 16));
    CHECK(serials.index().octets() <= 12 * count + 8);
  }
}
