// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/deadlines.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>

using namespace std::chrono_literals;

TEST_CASE("every default deadline is finite", "[transport]") {
  vidimus::Deadlines const defaults;
  for (auto const deadline : {defaults.connect, defaults.read, defaults.write}) {
    CHECK(deadline > 0ms);
    CHECK(deadline <= 60s);
  }
}

TEST_CASE("the time left is rounded up and never negative", "[transport]") {
  CHECK(vidimus::detail::milliseconds_until(std::chrono::steady_clock::now() - 1h) == 0);
  auto const soon = vidimus::detail::milliseconds_until(vidimus::detail::time_after(50ms));
  CHECK(soon > 0);
  CHECK(soon <= 50);
}

TEST_CASE("a deadline of all time does not overflow", "[transport]") {
  auto const never = vidimus::detail::time_after(std::chrono::milliseconds::max());
  CHECK(never > std::chrono::steady_clock::now());
  CHECK(vidimus::detail::milliseconds_until(never) == std::numeric_limits<int>::max());
}
