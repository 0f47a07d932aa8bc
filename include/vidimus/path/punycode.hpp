// SPDX-License-Identifier: Apache-2.0
// Whether what follows xn-- in a label is Punycode: whether the decoder of RFC 3492, 6.2 comes to its end with characters of
// Unicode. The characters themselves are not looked at.
#pragma once

#include <vidimus/core/config.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vidimus::detail {

/// RFC 3492, 5: the parameters of Punycode.
inline constexpr std::uint32_t punycode_base = 36, punycode_t_min = 1, punycode_t_max = 26, punycode_skew = 38,
                               punycode_damp = 700, punycode_initial_bias = 72, punycode_initial_n = 128;

/// `a` to `z` are 0 to 25 in either case, `0` to `9` are 26 to 35.
[[nodiscard]] constexpr auto punycode_digit(char character) -> std::optional<std::uint32_t> {
  if (character >= 'a' && character <= 'z') return static_cast<std::uint32_t>(character - 'a');
  if (character >= 'A' && character <= 'Z') return static_cast<std::uint32_t>(character - 'A');
  if (character >= '0' && character <= '9') return static_cast<std::uint32_t>(character - '0' + 26);
  return std::nullopt;
}

/// RFC 3492, 6.1.
[[nodiscard]] constexpr auto adapted_bias(std::uint32_t delta, std::uint32_t points, bool is_first) -> std::uint32_t {
  delta /= is_first ? punycode_damp : 2;
  delta += delta / points;
  std::uint32_t k = 0;
  for (; delta > (punycode_base - punycode_t_min) * punycode_t_max / 2; k += punycode_base)
    delta /= punycode_base - punycode_t_min;
  return k + (punycode_base - punycode_t_min + 1) * delta / (delta + punycode_skew);
}

/// A generalized variable-length integer (RFC 3492, 3.3), taken from the front; empty where there is none, or too large a one.
[[nodiscard]] constexpr auto take_punycode_delta(std::string_view& text, std::uint32_t bias)
    -> std::optional<std::uint32_t> {
  std::uint64_t delta = 0, weight = 1;
  for (std::uint32_t k = punycode_base;; k += punycode_base) {
    auto const digit = text.empty() ? std::nullopt : punycode_digit(text.front());
    if (!digit) return std::nullopt;
    text.remove_prefix(1);
    delta += *digit * weight;
    if (delta > UINT32_MAX) return std::nullopt;
    auto const threshold = k <= bias ? punycode_t_min : (std::min)(k - bias, punycode_t_max);
    if (*digit < threshold) return static_cast<std::uint32_t>(delta);
    weight *= punycode_base - threshold;
    if (weight > UINT32_MAX) return std::nullopt;
  }
}

/// RFC 3492, 6.2, of the letters, digits and hyphens of a label.
[[nodiscard]] constexpr auto is_punycode(std::string_view text) -> bool {
  auto const delimiter = text.rfind('-');
  std::uint32_t points = delimiter == std::string_view::npos ? 0 : static_cast<std::uint32_t>(delimiter);
  text.remove_prefix(delimiter == std::string_view::npos ? 0 : delimiter + 1);
  if (text.empty()) return false;  // only ASCII: nobody encodes that
  std::uint64_t position = 0, n = punycode_initial_n;
  for (auto bias = punycode_initial_bias; !text.empty();) {
    bool const is_first = position == 0;
    auto const delta = take_punycode_delta(text, bias);
    if (!delta) return false;
    ++points;
    bias = adapted_bias(*delta, points, is_first);
    n += (position + *delta) / points;
    position = (position + *delta) % points + 1;
    if (n > 0x10ffff || (n >= 0xd800 && n < 0xe000)) return false;
  }
  return true;
}

}  // namespace vidimus::detail
