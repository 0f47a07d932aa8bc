// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/clock.hpp>
#include <vidimus/core/time.hpp>

using namespace vidimus;
using namespace std::chrono_literals;

TEST_CASE("times are written as RFC 3339 in UTC", "[core]") {
  CHECK(to_text(Time{}) == "1970-01-01T00:00:00Z");
  CHECK(to_text(Time{std::chrono::sys_days{std::chrono::year{2026} / 1 / 12}} + 8h) == "2026-01-12T08:00:00Z");
  CHECK(to_text(Time{-1s}) == "1969-12-31T23:59:59Z");
  CHECK(to_text(Time{std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}} + 24h - 1s) == "9999-12-31T23:59:59Z");
}

TEST_CASE("distances are written in a unit that people can feel", "[core]") {
  CHECK(to_text(0s) == "0 seconds");
  CHECK(to_text(1s) == "1 second");
  CHECK(to_text(std::chrono::seconds{3min}) == "3 minutes");
  CHECK(to_text(std::chrono::seconds{-5h}) == "5 hours");
  CHECK(to_text(std::chrono::seconds{24h * 90}) == "90 days");
}

TEST_CASE("a fixed clock stands still and the system's goes on", "[core]") {
  STATIC_REQUIRE(Clock<FixedClock>);
  STATIC_REQUIRE(Clock<SystemClock>);
  STATIC_REQUIRE_FALSE(Clock<int>);
  FixedClock const clock{Time{42s}};
  CHECK(clock.now() == Time{42s});
  CHECK(SystemClock{}.now() > Time{std::chrono::sys_days{std::chrono::year{2024} / 1 / 1}});
}
