// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/code_point.hpp>
#include <vidimus/core/description.hpp>

using namespace vidimus;

namespace {
struct Speaks {
  [[nodiscard]] static auto describe() -> std::string { return "spoken"; }
};
struct Silent {};
}  // namespace

TEST_CASE("a policy is called what it calls itself, or else what its role is called", "[core]") {
  CHECK(detail::description_of(Speaks{}, "otherwise") == "spoken");
  CHECK(detail::description_of(Silent{}, "otherwise") == "otherwise");
}

TEST_CASE("code points have names, and those without one keep their number", "[core]") {
  CHECK(hex_text(0x1301) == "0x1301");
  CHECK(hex_text(0x00FF) == "0x00FF");
  CHECK(group_text(0x0017) == "secp256r1");
  CHECK(group_text(0x2A2A) == "0x2A2A");
}
