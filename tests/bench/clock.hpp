// SPDX-License-Identifier: Apache-2.0
// Time on the processor, which other programs of the machine take less of than of time on the wall.
#pragma once

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <vector>

namespace bench {

inline auto processor_seconds() -> double {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Seconds that `count` calls of `run(i)` take.
template <class Run>
auto seconds_of(Run const& run, std::size_t count) -> double {
  auto const start = processor_seconds();
  for (std::size_t i = 0; i != count; ++i) run(i);
  return processor_seconds() - start;
}

/// How many calls take about this long.
template <class Run>
auto calls_in(Run const& run, double seconds) -> std::size_t {
  for (std::size_t count = 1;; count *= 2) {
    auto const taken = seconds_of(run, count);
    if (taken > seconds / 4)
      return std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(count) * seconds / taken));
  }
}

inline auto median(std::vector<double> values) -> double {
  auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace bench
