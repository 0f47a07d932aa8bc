// SPDX-License-Identifier: Apache-2.0
#include <vidimus/der/error.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;

namespace {
constexpr auto refused() -> der::DerResult<int> { return der::refuse(Errc::der_bad_null, 7); }
}  // namespace
static_assert(refused().error() == der::DerError{Errc::der_bad_null, 7});

TEST_CASE("a DER error is a rule and an offset and can be handed on", "[der]") {
  der::DerResult<void> const handed_on = der::refuse(refused().error());
  REQUIRE(!handed_on);
  CHECK(handed_on.error().rule == Errc::der_bad_null);
  CHECK(handed_on.error().offset == 7);
}
