// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/padding.hpp>

#include <catch2/catch_test_macros.hpp>

#include <type_traits>

using namespace vidimus;

namespace {
struct Bool {
  using role = vidimus::role::padding;
  static auto padded(std::size_t, std::size_t) -> bool;
};
struct OfAnotherRole {
  using role = vidimus::role::clock;
  static auto padded(std::size_t, std::size_t) -> std::size_t;
};
}  // namespace

static_assert(PaddingPolicy<NoPadding> && PaddingPolicy<PadToMultipleOf<256>> && PaddingPolicy<PadToFull>);
static_assert(!PaddingPolicy<Bool> && !PaddingPolicy<OfAnotherRole>);
static_assert(std::is_empty_v<PadToMultipleOf<256>>);

TEST_CASE("padding goes to the next multiple and never beyond the record", "[core]") {
  STATIC_REQUIRE(NoPadding::padded(7, 16384) == 7);
  STATIC_REQUIRE(PadToMultipleOf<256>::padded(0, 16384) == 0);
  STATIC_REQUIRE(PadToMultipleOf<256>::padded(1, 16384) == 256);
  STATIC_REQUIRE(PadToMultipleOf<256>::padded(256, 16384) == 256);
  STATIC_REQUIRE(PadToMultipleOf<256>::padded(257, 16384) == 512);
  STATIC_REQUIRE(PadToMultipleOf<1000>::padded(16001, 16384) == 16384);
  STATIC_REQUIRE(PadToFull::padded(1, 512) == 512);
}
