// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/pieces.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>

using vidimus::bytes_of;
using vidimus::ByteView;
using vidimus::detail::Pieces;

TEST_CASE("pieces are taken one after another, in any portions", "[record]") {
  std::array const views{bytes_of("ab"), ByteView{}, bytes_of("cdefg"), bytes_of("h"), ByteView{}};
  for (std::size_t portion = 1; portion != 10; ++portion) {
    Pieces pieces{views};
    REQUIRE(pieces.left() == 8);
    std::string all;
    while (pieces.left() != 0) {
      vidimus::Buffer part(std::min(portion, pieces.left()));
      pieces.take(part);
      all += vidimus::text_of(part);
    }
    CHECK(all == "abcdefgh");
  }
  CHECK(Pieces{{}}.left() == 0);
}
