// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/depth.hpp>
#include <vidimus/revocation/stale.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>

using namespace vidimus;
using namespace std::chrono_literals;

static_assert(RefuseStale::grace == 0s && GracePeriod<3600>::grace == 1h);
static_assert(!AnyAge::maximum_age && MaximumAge<3600>::maximum_age == 1h);
static_assert(detail::IsOption<RefuseStale, detail::StaleOption> &&
              detail::IsOption<GracePeriod<1>, detail::StaleOption>);
static_assert(detail::IsOption<AnyAge, detail::MaximumAgeOption> &&
              detail::IsOption<MaximumAge<1>, detail::MaximumAgeOption>);
static_assert(!detail::IsOption<GracePeriod<1>, detail::MaximumAgeOption>);

TEST_CASE("How long stale answers count is said in words where it is not the default", "[revocation]") {
  CHECK(RefuseStale::describe().empty());
  CHECK(AnyAge::describe().empty());
  CHECK(GracePeriod<3600>::describe() == ", 3600 s of grace");
  CHECK(MaximumAge<60>::describe() == ", at most 60 s old");
}
