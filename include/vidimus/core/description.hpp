// SPDX-License-Identifier: Apache-2.0
// What a policy says of itself, for reports. A policy need not say anything.
#pragma once

#include <vidimus/core/config.hpp>

#include <concepts>
#include <string>
#include <string_view>

namespace vidimus::detail {

/// `describe()` of a policy, or `otherwise` where it has none.
template <class P>
[[nodiscard]] auto description_of(P const& policy, std::string_view otherwise) -> std::string {
  if constexpr (requires {
                  { policy.describe() } -> std::convertible_to<std::string>;
                }) {
    return policy.describe();
  } else {
    return std::string{otherwise};
  }
}

}  // namespace vidimus::detail
