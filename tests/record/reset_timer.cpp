// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/reset_timer.hpp>

#include <catch2/catch_test_macros.hpp>

#include <type_traits>

using namespace vidimus;

namespace {
struct Hourly {
  using role = vidimus::role::secret_key_reset;
  static constexpr bool reconnects_under_tls12 = false;
  static constexpr auto limits() -> KeyLimits { return {.octets = 0, .records = 0, .age = std::chrono::seconds{3600}}; }
  static inline std::chrono::steady_clock::time_point time{};
  static auto now() -> std::chrono::steady_clock::time_point { return time; }
};
}  // namespace

TEST_CASE("a reset by time is due when its time is over, and starts again", "[record]") {
  detail::ResetTimer<Hourly> timer;
  Hourly::time += std::chrono::seconds{3599};
  CHECK_FALSE(timer.is_due());
  Hourly::time += std::chrono::seconds{1};
  CHECK(timer.is_due());
  timer.restart();
  CHECK_FALSE(timer.is_due());
  STATIC_REQUIRE(std::is_empty_v<detail::ResetTimer<NoSecretKeyReset>>);
  CHECK_FALSE(detail::ResetTimer<NoSecretKeyReset>{}.is_due());
}
