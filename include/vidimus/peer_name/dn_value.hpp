// SPDX-License-Identifier: Apache-2.0
// A value of a distinguished name, folded to be compared with a filter's literal. Without a heap, unless the value is long.
#pragma once

#include <vidimus/der/tag.hpp>
#include <vidimus/peer_name/dn_grammar.hpp>
#include <vidimus/peer_name/folded_text.hpp>
#include <vidimus/x509/attribute.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vidimus::detail {

/// Whether the value's octets are those of its characters where these are ASCII.
constexpr auto is_ascii_based(der::Tag tag) -> bool {
  return tag == der::Tag::utf8_string || tag == der::Tag::printable_string || tag == der::Tag::ia5_string;
}

class DnValue {
 public:
  DnValue(Attribute const& attribute, Spaces spaces) : DnValue{attribute.string_tag, attribute.value, spaces} {}
  DnValue(der::Tag tag, ByteView value, Spaces spaces) {
    if (fold_ascii(tag, value, spaces)) return;
    size_ = 0;
    der::CharacterReader characters{tag, value};
    fold_text(characters, spaces, Edge::trimmed, Edge::trimmed, [this](char c) { put(c); });
    is_text_ = !characters.failed();
  }
  DnValue(DnValue const&) = delete;
  auto operator=(DnValue const&) -> DnValue& = delete;

  /// Empty: the value is not text.
  [[nodiscard]] auto text() const -> std::optional<std::string_view> {
    if (!is_text_) return std::nullopt;
    return large_.empty() ? std::string_view{small_.data(), size_} : std::string_view{large_};
  }

 private:
  // Most values. The result is what the long way gives.
  auto fold_ascii(der::Tag tag, ByteView value, Spaces spaces) -> bool {
    if (!is_ascii_based(tag) || value.size() > small_.size()) return false;
    for (char const c : text_of(value)) {
      if (c < 0x20 || c > 0x7e) return false;
      bool const is_folded_away = c == ' ' && spaces == Spaces::folded && (size_ == 0 || small_[size_ - 1] == ' ');
      if (!is_folded_away) small_[size_++] = lower(c);
    }
    if (spaces == Spaces::folded && size_ != 0 && small_[size_ - 1] == ' ') --size_;
    return true;
  }

  void put(char c) {
    if (!large_.empty()) return large_.push_back(c);
    if (size_ < small_.size()) {
      small_[size_++] = c;
      return;
    }
    large_.assign(small_.data(), size_);
    large_.push_back(c);
  }

  std::array<char, 128> small_;
  std::size_t size_ = 0;
  std::string large_;
  bool is_text_ = true;
};

/// Whether a value as it is written has the literal at the ends that are closed, but for the case of letters. `literal` is plain
/// (`DnFilterPart`). Only a yes is an answer: what folding makes of the value may have it yet.
[[gnu::always_inline]] inline auto plainly_matches(Attribute const& attribute, std::string_view literal, OpenEnds open)
    -> bool {
  auto const& value = attribute.value;
  if (!is_ascii_based(attribute.string_tag) || value.size() < literal.size()) return false;
  if (open.start) return !open.end && is_lower_case_of(literal, text_of(value.last(literal.size())));
  return (open.end || value.size() == literal.size()) &&
         is_lower_case_of(literal, text_of(value.first(literal.size())));
}

/// Whether a value has the literal at the ends that are closed. Both are folded alike.
constexpr auto literal_matches(std::string_view value, std::string_view literal, OpenEnds open) -> bool {
  if (open.start && open.end) return value.find(literal) != std::string_view::npos;
  if (open.start) return value.ends_with(literal);
  if (open.end) return value.starts_with(literal);
  return value == literal;
}

}  // namespace vidimus::detail
