// SPDX-License-Identifier: Apache-2.0
// Values of a distinguished name made comparable (RFC 5280, 7.1): without letter case and, unless a filter's quotes say that
// spaces count, with its runs of spaces as one and none at the ends. Text in printable ASCII needs no heap.
#pragma once

#include <vidimus/der/tag.hpp>
#include <vidimus/peer_name/dn_grammar.hpp>
#include <vidimus/x509/name.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vidimus::detail {

enum class Spaces : unsigned char { folded, exact };

/// The words of a UTF-8 text in folded letters, with the spaces between them folded or as they are.
[[nodiscard]] inline auto folded_words(std::string_view text, Spaces spaces) -> std::string {
  std::string folded;
  for (std::size_t at = 0; at != text.size();) {
    auto const end = std::min(text.find(' ', at), text.size());
    folded += fold(text.substr(at, end - at));
    auto const next = std::min(text.find_first_not_of(' ', end), text.size());
    folded.append(spaces == Spaces::exact ? next - end : std::min<std::size_t>(next - end, 1), ' ');
    at = next;
  }
  return folded;
}

/// An attribute's value, ready to be compared with a filter's literal.
class DnValue {
 public:
  /// `is_plain`: the literal is ASCII, so that ASCII values need not be decoded.
  DnValue(Attribute const& attribute, Spaces spaces, bool is_plain) {
    auto const octets = vidimus::text_of(attribute.value);
    if (!is_plain || !fold_ascii(attribute.string_tag, octets, spaces)) decode(attribute, spaces);
  }
  DnValue(DnValue const&) = delete;
  auto operator=(DnValue const&) -> DnValue& = delete;

  /// Empty: the value is not text.
  [[nodiscard]] auto text() const -> std::optional<std::string_view> { return text_; }

 private:
  auto fold_ascii(der::Tag tag, std::string_view octets, Spaces spaces) -> bool {
    bool const is_ascii_based =
        tag == der::Tag::utf8_string || tag == der::Tag::printable_string || tag == der::Tag::ia5_string;
    if (!is_ascii_based || octets.size() > small_.size()) return false;
    std::size_t size = 0;
    for (char const c : octets) {
      if (!is_printable_ascii(c)) return false;
      bool const is_folded_away = spaces == Spaces::folded && c == ' ' && (size == 0 || small_[size - 1] == ' ');
      if (!is_folded_away) small_[size++] = lower(c);
    }
    if (spaces == Spaces::folded && size != 0 && small_[size - 1] == ' ') --size;
    text_ = {small_.data(), size};
    return true;
  }

  void decode(Attribute const& attribute, Spaces spaces) {
    auto const decoded = attribute.to_utf8();
    if (!decoded) return;
    std::string_view trimmed = *decoded;
    if (spaces == Spaces::folded) {
      trimmed.remove_prefix(std::min(trimmed.find_first_not_of(' '), trimmed.size()));
      trimmed = trimmed.substr(0, trimmed.find_last_not_of(' ') + 1);
    }
    large_ = folded_words(trimmed, spaces);
    text_ = large_;
  }

  std::array<char, 128> small_;
  std::string large_;
  std::optional<std::string_view> text_;
};

/// Whether a value has the literal at the ends that are closed. Both are folded alike.
constexpr auto literal_matches(std::string_view value, std::string_view literal, OpenEnds open) -> bool {
  if (open.start && open.end) return value.find(literal) != std::string_view::npos;
  if (open.start) return value.ends_with(literal);
  if (open.end) return value.starts_with(literal);
  return value == literal;
}

}  // namespace vidimus::detail
