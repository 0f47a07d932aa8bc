// SPDX-License-Identifier: Apache-2.0
#include <vidimus/der/cursor.hpp>

#include <vidimus/der/reader.hpp>

#include "octets.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <vector>

using namespace vidimus;
using namespace vidimus::der;
using der_tests::hex;
using der_tests::octets;

namespace {

// SEQUENCE { INTEGER 5, [1] { NULL } }
constexpr auto example = octets(0x30, 0x07, 0x02, 0x01, 0x05, 0xa1, 0x02, 0x05, 0x00);
static_assert([] {
  Cursor outer{example};
  Cursor inner{outer.take(Tag::sequence).contents};
  auto const integer = inner.take_any();
  auto const other = inner.take(context(1));
  return outer.is_at_end() && integer.tag == Tag::integer && integer.contents.size() == 1 && integer.full.size() == 3 &&
         other.full.size() == 4 && inner.is_at_end() && inner.take_any().full.empty();
}());

}  // namespace

TEST_CASE("a cursor sees what the strict reader has accepted", "[der]") {
  for (std::size_t const size : {0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U}) {
    INFO(size);
    std::vector<std::byte> encoding{std::byte{0x04}};
    if (size < 128) {
      encoding.push_back(static_cast<std::byte>(size));
    } else {
      auto const length = size < 256 ? 1U : size < 65536 ? 2U : 3U;
      encoding.push_back(static_cast<std::byte>(0x80U | length));
      for (auto left = length; left != 0; --left) encoding.push_back(static_cast<std::byte>(size >> 8U * (left - 1)));
    }
    encoding.resize(encoding.size() + size);
    encoding.push_back(std::byte{0x05});  // what follows is another matter
    Reader reader{encoding};
    Cursor cursor{encoding};
    auto const strict = reader.read(Tag::octet_string);
    auto const again = cursor.take(Tag::octet_string);
    REQUIRE(strict.has_value());
    CHECK(again.tag == strict->tag);
    CHECK(again.contents.data() == strict->contents.data());
    CHECK(again.contents.size() == size);
    CHECK(again.full.size() == strict->full.size());
  }
}

TEST_CASE("over anything else a cursor ends and stays within its view", "[der]") {
  for (auto const* const encoding : {"", "04", "0402aa", "048201", "04847fffffff00", "0484ffffffff00",
                                     "04850100000000aa", "04ffaa", "0488ffffffffffffffff00"}) {
    INFO(encoding);
    auto const bytes = hex(encoding);
    Cursor cursor{bytes};
    auto const element = cursor.take_any();
    CHECK(element.full.empty());
    CHECK(element.contents.empty());
    CHECK(cursor.is_at_end());
  }
}

TEST_CASE("another identifier than the one asked for is the end", "[der]") {
  Cursor cursor{example};
  CHECK(cursor.take(Tag::set).full.empty());
  CHECK(cursor.is_at_end());
}
