// SPDX-License-Identifier: Apache-2.0
// The case of ASCII letters, whatever the program's locale.
#pragma once

#include <vidimus/core/config.hpp>

namespace vidimus::detail {

constexpr auto upper(char c) -> char { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
constexpr auto lower(char c) -> char { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace vidimus::detail
