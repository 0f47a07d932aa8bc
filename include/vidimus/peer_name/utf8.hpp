// SPDX-License-Identifier: Apache-2.0
// Text that a filter may be made of: well-formed UTF-8 (RFC 3629, 4) without control characters.
#pragma once

#include <vidimus/core/config.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace vidimus::detail {

constexpr auto is_ascii(char c) -> bool { return static_cast<unsigned char>(c) < 0x80; }
constexpr auto is_printable_ascii(char c) -> bool { return c >= 0x20 && c <= 0x7E; }

/// The octets of the character that a text begins with; 0 if it is malformed, or a control character (C0, DEL, C1).
constexpr auto printable_character_size(std::string_view text) -> std::size_t {
  auto const octet = [text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0);
  };
  auto const continues = [octet](std::size_t i, unsigned lowest = 0x80, unsigned highest = 0xBF) {
    return octet(i) >= lowest && octet(i) <= highest;
  };
  unsigned const first = octet(0);
  if (first < 0x80) return is_printable_ascii(text[0]) ? 1 : 0;
  if (first >= 0xC2 && first <= 0xDF) return continues(1, first == 0xC2 ? 0xA0 : 0x80) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF)  // no overlong form, no surrogate
    return continues(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && continues(2) ? 3 : 0;
  if (first >= 0xF0 && first <= 0xF4)  // no overlong form, nothing above U+10FFFF
    return continues(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) && continues(2) && continues(3) ? 4 : 0;
  return 0;
}

/// Where a text stops being printable; empty if nowhere.
constexpr auto first_unprintable(std::string_view text) -> std::optional<std::size_t> {
  for (std::size_t at = 0; at != text.size();) {
    auto const size = printable_character_size(text.substr(at));
    if (size == 0) return at;
    at += size;
  }
  return std::nullopt;
}

}  // namespace vidimus::detail
