// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/depth.hpp>

#include <catch2/catch_test_macros.hpp>

#include <concepts>

namespace {

using vidimus::EndEntityOnly;
using vidimus::WholeChain;
using vidimus::detail::chosen_option;
using vidimus::detail::DepthOption;
struct OtherOption {
  using option = struct Other;
};

static_assert(std::same_as<chosen_option<DepthOption, WholeChain>, WholeChain>);
static_assert(std::same_as<chosen_option<DepthOption, WholeChain, EndEntityOnly>, EndEntityOnly>);
static_assert(std::same_as<chosen_option<DepthOption, WholeChain, OtherOption, EndEntityOnly>, EndEntityOnly>);
static_assert(std::same_as<chosen_option<DepthOption, WholeChain, OtherOption>, WholeChain>);
static_assert(!vidimus::detail::IsOption<int, DepthOption>);

}  // namespace

TEST_CASE("The whole chain is every certificate, the end entity only the first", "[revocation]") {
  CHECK(WholeChain::covers(0));
  CHECK(WholeChain::covers(5));
  CHECK(EndEntityOnly::covers(0));
  CHECK(!EndEntityOnly::covers(1));
}
