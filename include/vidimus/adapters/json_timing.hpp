// SPDX-License-Identifier: Apache-2.0
// What the checkers of a policy file have in common: which certificates they ask about, and until when an answer is believed.
//
//   "depth": "whole_chain", "grace_seconds": 0, "maximum_age_seconds": null
//
// No grace is `RefuseStale`, and null is `AnyAge`.
#pragma once

#include <vidimus/adapters/json_value.hpp>
#include <vidimus/revocation/depth.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace vidimus::detail {

inline constexpr std::array<std::string_view, 2> depth_words{"whole_chain", "end_entity_only"};
inline constexpr PolicyWords depths{"depth", depth_words};

/// The options of checkers as values.
struct CheckerTiming {
  bool is_whole_chain = true;
  std::chrono::seconds grace{0};
  std::optional<std::chrono::seconds> maximum_age{};

  [[nodiscard]] auto covers(unsigned depth) const -> bool {
    return is_whole_chain ? WholeChain::covers(depth) : EndEntityOnly::covers(depth);
  }
  [[nodiscard]] auto depth_words() const -> std::string {
    return std::string{is_whole_chain ? WholeChain::words : EndEntityOnly::words};
  }
  [[nodiscard]] auto grace_words() const -> std::string {
    return grace.count() == 0 ? std::string{} : ", " + std::to_string(grace.count()) + " s of grace";
  }
  [[nodiscard]] auto age_words() const -> std::string {
    return maximum_age ? ", at most " + std::to_string(maximum_age->count()) + " s old" : std::string{};
  }
};

/// As `GracePeriod` and `MaximumAge` have them.
inline constexpr std::uint64_t most_seconds = (std::numeric_limits<std::uint32_t>::max)();

[[nodiscard]] inline auto read_maximum_age(PolicyValue const& value) -> Result<std::optional<std::chrono::seconds>> {
  if (value.is_null()) return std::optional<std::chrono::seconds>{};
  auto const seconds = value.integer(1, most_seconds);
  if (!seconds) return refuse(seconds.error());
  return std::optional{std::chrono::seconds{*seconds}};
}

/// Of an object that has the three keys.
[[nodiscard]] inline auto read_timing(PolicyMembers& members) -> CheckerTiming {
  bool const is_whole_chain = members.word("depth", depths) == 0;
  std::chrono::seconds const grace{members.integer("grace_seconds", 0, most_seconds)};
  auto const maximum_age = members.read("maximum_age_seconds", read_maximum_age);
  return {is_whole_chain, grace, maximum_age.value_or(std::nullopt)};
}

}  // namespace vidimus::detail
