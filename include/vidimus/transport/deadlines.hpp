// SPDX-License-Identifier: Apache-2.0
// How long a transport may wait. Every default is finite: nothing in vidimus waits for ever unless it is told to.
#pragma once

#include <vidimus/core/config.hpp>

#include <algorithm>
#include <chrono>
#include <limits>

namespace vidimus {

/// Each is counted on the steady clock from the call that waits.
struct Deadlines {
  std::chrono::milliseconds connect{
      10'000};  ///< all addresses of a host together; resolving its name is the system's own affair
  std::chrono::milliseconds read{30'000};   ///< one read_some
  std::chrono::milliseconds write{30'000};  ///< one write_some
};

namespace detail {

using SteadyTime = std::chrono::steady_clock::time_point;

[[nodiscard]] inline auto time_after(std::chrono::milliseconds duration) -> SteadyTime {
  return std::chrono::steady_clock::now() +
         (std::min)(duration, std::chrono::milliseconds{std::chrono::hours{24 * 365}});
}

/// What is left until then, in poll(2)'s milliseconds: rounded up, so that a wait never ends just before its time.
[[nodiscard]] inline auto milliseconds_until(SteadyTime deadline) -> int {
  auto const left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left, 0, (std::numeric_limits<int>::max)()));
}

}  // namespace detail

}  // namespace vidimus
