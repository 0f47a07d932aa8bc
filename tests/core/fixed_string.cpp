// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/fixed_string.hpp>

#include <concepts>

using namespace vidimus;

namespace {
template <FixedString Text>
struct Holds {
  static constexpr auto text = Text.view();
  static constexpr bool is_dynamic = decltype(Text)::is_dynamic;
};
}  // namespace

TEST_CASE("a literal is a template argument", "[core]") {
  STATIC_REQUIRE(Holds<"CN=QM1*">::text == "CN=QM1*");
  STATIC_REQUIRE(Holds<"">::text.empty());
  STATIC_REQUIRE_FALSE(Holds<"">::is_dynamic);
  STATIC_REQUIRE(std::same_as<Holds<"a">, Holds<"a">>);
  STATIC_REQUIRE_FALSE(std::same_as<Holds<"a">, Holds<"b">>);
}

TEST_CASE("dynamic is not the empty text", "[core]") {
  STATIC_REQUIRE(Holds<dynamic>::is_dynamic);
  STATIC_REQUIRE_FALSE(std::same_as<Holds<dynamic>, Holds<"">>);
}
