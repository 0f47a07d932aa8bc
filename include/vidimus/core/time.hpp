// SPDX-License-Identifier: Apache-2.0
// Points in time as certificates have them: UTC, whole seconds.
#pragma once

#include <vidimus/core/config.hpp>

#include <chrono>
#include <cstdio>
#include <string>

namespace vidimus {

/// UTC without leap seconds, whole seconds (RFC 5280, 4.1.2.5).
using Time = std::chrono::sys_seconds;

/// `2026-01-12T08:00:00Z`.
[[nodiscard]] inline auto to_text(Time time) -> std::string {
  auto const day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day const date{day};
  std::chrono::hh_mm_ss const clock{time - day};
  char text[48];
  auto const length = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                    static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                                    static_cast<int>(clock.seconds().count()));
  return {text, static_cast<std::size_t>(length)};
}

/// A distance in the largest unit that leaves a number people can feel: `3 days`, `2 hours`, `41 seconds`.
[[nodiscard]] inline auto to_text(std::chrono::seconds distance) -> std::string {
  auto const seconds = distance < distance.zero() ? -distance.count() : distance.count();
  auto const say = [](long long count, char const* unit) {
    return std::to_string(count) + ' ' + unit + (count == 1 ? "" : "s");
  };
  if (seconds >= 2 * 86400) return say(seconds / 86400, "day");
  if (seconds >= 2 * 3600) return say(seconds / 3600, "hour");
  if (seconds >= 2 * 60) return say(seconds / 60, "minute");
  return say(seconds, "second");
}

}  // namespace vidimus
