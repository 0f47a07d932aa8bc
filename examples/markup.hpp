// SPDX-License-Identifier: Apache-2.0
// Text for pages and pictures: escaped for XML and HTML whatever is in it, and folded into lines of a known width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace markup {

/// One character of UTF-8 and how many columns it takes where every letter takes one.
struct Glyph {
  std::string_view octets;
  std::size_t columns;
  bool is_text;  ///< not: an octet that is no UTF-8, or a character that XML 1.0 (2.2) does not have
};

/// The first character of a text that is not empty.
inline auto first_glyph(std::string_view text) -> Glyph {
  auto const lead = static_cast<unsigned char>(text.front());
  std::size_t const size = lead < 0x80 ? 1 : lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  if (size == 1) return {text.substr(0, 1), 1, (lead >= 0x20 && lead != 0x7f) || lead == '\n' || lead == '\t'};
  if (size == 0 || lead >= 0xf5 || text.size() < size) return {text.substr(0, 1), 1, false};
  char32_t character = lead & (0xffU >> (size + 1));
  for (auto const next : text.substr(1, size - 1)) {
    if ((static_cast<unsigned char>(next) & 0xc0U) != 0x80) return {text.substr(0, 1), 1, false};
    character = character << 6U | (static_cast<unsigned char>(next) & 0x3fU);
  }
  bool const is_surrogate = character >= 0xd800 && character < 0xe000;
  bool const is_short = character < (size == 4 ? 0x10000U : size == 3 ? 0x800U : 0x80U);
  if (is_surrogate || is_short || character > 0x10ffff || (character & 0xfffeU) == 0xfffe || character < 0xa0)
    return {text.substr(0, size), 1, false};
  bool const is_wide = (character >= 0x1100 && character < 0x1160) || (character >= 0x2e80 && character < 0xd7a4) ||
                       (character >= 0xf900 && character < 0xfb00) || (character >= 0xfe30 && character < 0xfe70) ||
                       (character >= 0xff00 && character < 0xff61) || character >= 0x1f000;
  return {text.substr(0, size), is_wide ? 2U : 1U, true};
}

/// Good between tags and in quoted attributes.
inline auto escaped(std::string_view text) -> std::string {
  std::string out;
  while (!text.empty()) {
    auto const glyph = first_glyph(text);
    text.remove_prefix(glyph.octets.size());
    switch (glyph.octets.front()) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += glyph.is_text ? glyph.octets : "\xef\xbf\xbd";
    }
  }
  return out;
}

/// At most `columns` wide; what is cut off is an ellipsis.
inline auto shortened(std::string_view text, std::size_t columns) -> std::string {
  std::size_t at = 0, fitting = 0, used = 0;
  while (at != text.size()) {
    auto const glyph = first_glyph(text.substr(at));
    used += glyph.columns;
    if (used > columns) return std::string{text.substr(0, fitting)} + "…";
    at += glyph.octets.size();
    if (used + 1 <= columns) fitting = at;
  }
  return std::string{text};
}

/// Lines of at most `columns`, broken after spaces, commas and other signs where there are any; what does not fit into
/// `most` lines is an ellipsis.
inline auto folded(std::string_view text, std::size_t columns, std::size_t most) -> std::vector<std::string> {
  std::vector<std::string> lines;
  while (!text.empty()) {
    if (lines.size() + 1 == most) return lines.push_back(shortened(text, columns)), lines;
    std::size_t at = 0, used = 0, good = 0;
    while (at != text.size()) {
      auto const glyph = first_glyph(text.substr(at));
      if (used + glyph.columns > columns) break;
      at += glyph.octets.size(), used += glyph.columns;
      if (std::string_view{" ,;:/+"}.find(glyph.octets.front()) != std::string_view::npos) good = at;
    }
    auto const cut = at == text.size() || good == 0 ? at : good;
    auto line = text.substr(0, cut);
    line = line.substr(0, line.find_last_not_of(' ') + 1);
    if (!line.empty()) lines.emplace_back(line);
    text.remove_prefix(cut);
  }
  return lines;
}

}  // namespace markup
