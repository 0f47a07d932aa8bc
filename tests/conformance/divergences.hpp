// SPDX-License-Identifier: Apache-2.0
// Cases on which the library differs from a suite on purpose, each with its reason. They count as disagreements all the
// same; a run fails on any other, and on one of these that is no longer a disagreement.
#pragma once

#include <array>
#include <string_view>

namespace conformance {

struct Divergence {
  std::string_view id, reason;
};

inline constexpr std::array<Divergence, 2> divergences{{
    {"pkits::s01::t4.1.4", "signed with DSA, which is not verified: nobody issues such certificates any more"},
    {"pkits::s01::t4.1.5", "signed with DSA, with parameters that are inherited"},
}};

/// The reason, or nothing for a case on which there is to be no difference.
[[nodiscard]] constexpr auto divergence(std::string_view id) -> std::string_view {
  for (auto const& known : divergences)
    if (known.id == id) return known.reason;
  return {};
}

}  // namespace conformance
