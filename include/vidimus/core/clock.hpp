// SPDX-License-Identifier: Apache-2.0
// Where a channel takes the time from. It is a policy, so that tests and replays decide it.
#pragma once

#include <vidimus/core/role.hpp>
#include <vidimus/core/time.hpp>

#include <chrono>
#include <concepts>

namespace vidimus {

/// Says what time it is; must be callable from several threads.
template <class P>
concept Clock = HasRole<P, role::clock> && requires(P const& clock) {
  { clock.now() } -> std::same_as<Time>;
};

/// The machine's clock. The default.
struct SystemClock {
  using role = vidimus::role::clock;
  [[nodiscard]] auto now() const -> Time {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
};

/// Always the same moment: for tests, replays and forensic checks of old chains.
struct FixedClock {
  using role = vidimus::role::clock;
  Time time;
  [[nodiscard]] auto now() const -> Time { return time; }
};

}  // namespace vidimus
