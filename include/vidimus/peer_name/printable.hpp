// SPDX-License-Identifier: Apache-2.0
// Text that a person can read without being led astray: well-formed UTF-8 without control characters, invisible ones and
// those that turn the direction of writing. Filters must be such text; what is not is escaped in reports.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/der/string.hpp>
#include <vidimus/x509/escaped_text.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vidimus::detail {

constexpr auto utf8_reader(std::string_view text) -> der::TextReader {
  return der::TextReader{der::Tag::utf8_string, std::span{text.data(), text.size()}};
}

constexpr auto utf8_size(char32_t character) -> std::size_t {
  return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
}

/// Where a text stops being printable, in octets; empty if nowhere.
constexpr auto first_unprintable(std::string_view text) -> std::optional<std::size_t> {
  auto characters = utf8_reader(text);
  std::size_t at = 0;
  while (auto const character = characters.next()) {
    if (is_unprintable(*character)) return at;
    at += utf8_size(*character);
  }
  return characters.failed() ? std::optional{at} : std::nullopt;
}

/// About as many octets of one text are shown.
inline constexpr std::size_t longest_shown = 256;

/// The text with octets of what is not printable as `\0A`; what is too long ends in `…`.
[[nodiscard]] inline auto printable(std::string_view text) -> std::string {
  std::string shown;
  auto characters = utf8_reader(text);
  std::size_t at = 0;
  while (auto const character = characters.next()) {
    if (shown.size() >= longest_shown) return shown + "…";
    append_escaped(shown, *character, {});
    at += utf8_size(*character);
  }
  if (characters.failed()) shown += escaped_ascii(bytes_of(text.substr(at)), longest_shown);
  return shown;
}

}  // namespace vidimus::detail
