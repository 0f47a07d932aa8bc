// SPDX-License-Identifier: Apache-2.0
// The case of ASCII letters, whatever the program's locale.
#pragma once

#include <vidimus/core/config.hpp>

#include <cstddef>
#include <string_view>

namespace vidimus::detail {

constexpr auto upper(char c) -> char { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
constexpr auto lower(char c) -> char { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Whether `lower_case` is `text` in small letters.
constexpr auto is_lower_case_of(std::string_view lower_case, std::string_view text) -> bool {
  if (lower_case.size() != text.size()) return false;
  for (std::size_t i = 0; i != lower_case.size(); ++i)
    if (lower(text[i]) != lower_case[i]) return false;
  return true;
}

}  // namespace vidimus::detail
