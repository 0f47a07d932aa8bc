// SPDX-License-Identifier: Apache-2.0
// Text of a peer's in our own text: names come from people whom nobody has authenticated yet and end up in logs, so what
// could forge a line, hide a part or turn the direction of writing is escaped, and the length is bounded.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/der/string.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace vidimus::detail {

/// Control characters of ASCII and ISO 8859-1, line and paragraph separators, and characters that show nothing or turn
/// the direction of writing (Unicode categories Cc, Zl, Zp and Cf; the tags of plane 14).
[[nodiscard]] constexpr auto is_unprintable(char32_t character) -> bool {
  struct Span {
    char32_t first, last;
  };
  constexpr Span spans[]{{0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},
                         {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},
                         {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xfffe, 0xffff}, {0xe0000, 0xe007f}};
  return std::ranges::any_of(spans, [character](Span s) { return character >= s.first && character <= s.last; });
}

/// Adds a character, or each of its UTF-8 octets as `\E2`, which RFC 4514 reads back.
inline void append_escaped(std::string& text, char32_t character, std::string_view specials) {
  std::string utf8;
  der::append_utf8(utf8, character);
  bool const special = utf8.size() == 1 && specials.find(utf8[0]) != std::string_view::npos;
  if (is_unprintable(character)) {
    for (char const octet : utf8) text += '\\' + to_hex(bytes_of({&octet, 1}));
    return;
  }
  if (special) text += '\\';
  text += utf8;
}

/// An attribute's value by RFC 4514, 2.4: also a leading `#` or space and a trailing space are escaped.
[[nodiscard]] inline auto escaped_attribute_value(der::Tag type, ByteView contents, std::size_t limit) -> std::string {
  constexpr std::string_view specials = "\"+,;<>\\";
  std::string text;
  der::CharacterReader characters{type, contents};
  auto character = characters.next();
  for (bool first = true; character; first = false) {
    if (text.size() >= limit) return text + "…";
    auto const next = characters.next();
    bool const last = !next && !characters.failed();
    bool const is_edge = (*character == U' ' && (first || last)) || (*character == U'#' && first);
    append_escaped(text, *character, is_edge ? " #" : specials);
    character = next;
  }
  return text;
}

/// A text that should be ASCII, with what is not, and backslashes, escaped.
[[nodiscard]] inline auto escaped_ascii(ByteView contents, std::size_t limit) -> std::string {
  std::string text;
  for (auto const octet : contents) {
    if (text.size() >= limit) return text + "…";
    auto const character = std::to_integer<unsigned>(octet);
    bool const plain = character > 0x1f && character < 0x7f && character != '\\';
    if (plain) text += static_cast<char>(character);
    if (!plain) text += '\\' + to_hex({&octet, 1});
  }
  return text;
}

}  // namespace vidimus::detail
