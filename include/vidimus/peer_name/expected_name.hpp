// SPDX-License-Identifier: Apache-2.0
// Whether a filter compares with the name that a connection is made under, and whether it can use a given one. A filter that
// is made of others asks its parts.
#pragma once

#include <vidimus/core/failure.hpp>

#include <optional>
#include <string_view>

namespace vidimus::detail {

template <class Filter>
inline constexpr bool expects_name = false;
template <class Filter>
  requires requires { Filter::expects_name; }
inline constexpr bool expects_name<Filter> = Filter::expects_name;

/// Why `name` is none that the filter can compare with; nothing where it can, and of a filter that expects none.
template <class Filter>
[[nodiscard]] auto check_expected(std::string_view name) -> std::optional<Failure> {
  if constexpr (expects_name<Filter>) {
    return Filter::check_expected(name);
  } else {
    return std::nullopt;
  }
}

}  // namespace vidimus::detail
