// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/entry_serials.hpp>

#include "unsigned_crl.hpp"

#include <catch2/catch_test_macros.hpp>

TEST_CASE("An entry's serial number is found behind headers of every length", "[revocation]") {
  for (std::size_t const size : {1U, 20U, 127U, 128U, 255U, 256U, 70'000U}) {
    test::Bytes const serial(size, std::byte{0x5a});
    auto const before = test::raw({1, 2, 3});
    auto bytes = before;
    test::der::append(bytes, test::der::sequence(test::der::integer(serial), test::der::time(test::january)));
    vidimus::detail::EntrySerials const serials{bytes};
    CHECK(vidimus::same_bytes(serials(before.size()), serial));
  }
}

TEST_CASE("Whatever stands where an entry was, nothing is read beyond the end", "[revocation]") {
  for (auto const& octets : {test::raw({}), test::raw({0x30}), test::raw({0x30, 4, 2}), test::raw({0x30, 4, 2, 5, 1}),
                             test::raw({0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 2, 1}), test::raw({0x30, 0x88, 1}),
                             test::raw({0x30, 0x80}), test::raw({0x30, 4, 2, 0x84, 0xff, 0xff, 0xff, 0xff})}) {
    vidimus::detail::EntrySerials const serials{octets};
    for (std::size_t offset = 0; offset != octets.size() + 2; ++offset) CHECK(serials(offset).size() <= octets.size());
  }
  CHECK(vidimus::detail::EntrySerials{{}}(5).empty());
}
