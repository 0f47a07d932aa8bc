// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/slots.hpp>

#include <string>
#include <type_traits>

using namespace vidimus::detail;

namespace {
struct Empty {};
struct AlsoEmpty {};
}  // namespace

TEST_CASE("empty policies take no bytes", "[core]") {
  STATIC_REQUIRE(std::is_empty_v<Slots<>>);
  STATIC_REQUIRE(std::is_empty_v<Slots<Empty, AlsoEmpty>>);
  STATIC_REQUIRE(sizeof(Slots<Empty, std::string, AlsoEmpty>) == sizeof(std::string));
}

TEST_CASE("a slot gives the policy at its position", "[core]") {
  Slots<int, Empty, std::string> const slots{std::in_place, 7, Empty{}, "text"};
  CHECK(slot<0>(slots) == 7);
  CHECK(slot<2>(slots) == "text");
}
