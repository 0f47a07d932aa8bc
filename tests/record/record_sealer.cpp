// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/record_reader.hpp>
#include <vidimus/record/record_sealer.hpp>

#include <catch2/catch_test_macros.hpp>

#include "record_ends.hpp"

using namespace record_test;
using vidimus::KeyDirection;
using vidimus::detail::Pieces;
template <class Padding>
using Sealer = vidimus::detail::RecordSealer<vidimus::aead::Mbedtls, Padding>;
using Keys = vidimus::detail::TrafficKeys<vidimus::aead::Mbedtls>;

namespace {

template <class Padding>
auto sealer(std::uint16_t suite) -> Sealer<Padding> {
  return Sealer<Padding>{Keys::derive(secret(suite), KeyDirection::sealing).value()};
}

// The sizes of the records of `content` in pieces of `portion`, and what they hold together.
template <class Padding>
auto sizes(std::uint16_t suite, Buffer const& content, std::size_t portion, std::size_t limit = 16384) {
  auto sealing = sealer<Padding>(suite);
  sealing.limit_content(limit);
  vidimus::detail::RecordReader<vidimus::aead::Mbedtls> reader{
      Keys::derive(secret(suite), KeyDirection::opening).value()};
  std::vector<ByteView> views;
  for (std::size_t at = 0; at < content.size(); at += portion)
    views.push_back(ByteView{content}.subspan(at, std::min(portion, content.size() - at)));
  Pieces pieces{views};
  std::vector<std::size_t> all;
  Buffer got;
  do {
    Buffer record(sealing.record_octets(pieces.left()));
    auto const size = sealing.seal(pieces, record);
    REQUIRE(size);
    REQUIRE(*size <= record.size());
    all.push_back(*size);
    reader.receive(ByteView{record}.first(*size));
    auto const opened = reader.next().value();
    REQUIRE(opened);
    got.insert(got.end(), opened->octets.begin(), opened->octets.end());
  } while (pieces.left() != 0);
  CHECK(got == content);
  return all;
}

}  // namespace

TEST_CASE("content of any pieces becomes records of up to 2^14 octets", "[record]") {
  using vidimus::NoPadding;
  for (auto const suite : suites) {
    std::size_t const around = suite == 0x1305 ? 14 : 22;
    CHECK(sizes<NoPadding>(suite, {}, 1) == std::vector{around});
    CHECK(sizes<NoPadding>(suite, octets(1), 1) == std::vector{around + 1});
    CHECK(sizes<NoPadding>(suite, octets(16'384), 777) == std::vector{around + 16'384});
    CHECK(sizes<NoPadding>(suite, octets(40'000), 1000) ==
          std::vector{around + 16'384, around + 16'384, around + 7'232});
    CHECK(sizes<NoPadding>(suite, octets(1000), 7, 400) == std::vector{around + 400, around + 400, around + 200});
  }
}

TEST_CASE("a padding policy decides how long records look", "[record]") {
  CHECK(sizes<vidimus::PadToMultipleOf<256>>(0x1301, octets(257), 300) == std::vector<std::size_t>{22 + 512});
  CHECK(sizes<vidimus::PadToMultipleOf<256>>(0x1301, octets(250), 300, 250) == std::vector<std::size_t>{22 + 250});
  CHECK(sizes<vidimus::PadToFull>(0x1301, octets(20'000), 300) == std::vector<std::size_t>{22 + 16'384, 22 + 16'384});
  CHECK(sizes<vidimus::PadToFull>(0x1301, octets(1), 300, 512) == std::vector<std::size_t>{22 + 512});
}

TEST_CASE("only application data counts as data", "[record]") {
  auto sealing = sealer<vidimus::NoPadding>(0x1301);
  Buffer record(64);
  REQUIRE(sealing.seal(ContentType::alert, octets(2), record));
  auto const content = octets(9);
  ByteView const view = content;
  Pieces pieces{{&view, 1}};
  REQUIRE(sealing.seal(pieces, record));
  CHECK(sealing.keys().use().records == 2);
  CHECK(sealing.keys().use().octets == 9);
}
