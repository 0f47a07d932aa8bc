// SPDX-License-Identifier: Apache-2.0
// The form of a string in which names are compared: RFC 5280, 7.1, which takes it from RFC 4518 (caseIgnoreMatch).
// Case is folded (RFC 3454, table B.3), characters that mean nothing are dropped, white space at the ends is dropped and
// elsewhere becomes one space. All of it works in constant expressions and, character by character, without allocating.
//
// Left out is RFC 4518, 2.3 (normalisation form KC): a letter and its accent as two characters differ from the letter with
// an accent as one. Those who issue certificates write the composed form, and nobody else's comparison normalises either.
#pragma once

#include <vidimus/der/string.hpp>
#include <vidimus/x509/case_folding_table.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vidimus {

/// The folded characters of a string. `Source` is a reader of characters: `der::CharacterReader`, `der::TextReader`.
template <class Source>
class FoldedCharacters {
 public:
  constexpr explicit FoldedCharacters(Source source) : source_{source} {}
  /// The next folded character; empty at the end or where the source failed.
  [[nodiscard]] constexpr auto next() -> std::optional<char32_t>;
  [[nodiscard]] constexpr auto failed() const -> bool { return source_.failed(); }

 private:
  [[nodiscard]] constexpr auto take_pending() -> char32_t;

  Source source_;
  std::array<char32_t, 5> pending_{};  // what one character folded to, first first
  bool started_ = false, after_space_ = false;
};

// A compiler evaluates these in constants only after it has seen them, so here the inner things come first.
namespace detail {

template <std::size_t Size>
[[nodiscard]] constexpr auto is_in(std::array<std::array<char32_t, 2>, Size> const& spans, char32_t character) -> bool {
  return std::ranges::any_of(spans, [character](auto const& s) { return character >= s[0] && character <= s[1]; });
}

/// RFC 4518, 2.2: mapped to SPACE.
[[nodiscard]] constexpr auto is_folded_to_space(char32_t character) -> bool {
  constexpr std::array<std::array<char32_t, 2>, 9> spans{{{0x09, 0x0d},
                                                          {0x20, 0x20},
                                                          {0x85, 0x85},
                                                          {0xa0, 0xa0},
                                                          {0x1680, 0x1680},
                                                          {0x2000, 0x200a},
                                                          {0x2028, 0x2029},
                                                          {0x202f, 0x202f},
                                                          {0x205f, 0x205f}}};
  return is_in(spans, character) || character == 0x3000;
}

/// RFC 4518, 2.2: mapped to nothing.
[[nodiscard]] constexpr auto is_folded_to_nothing(char32_t character) -> bool {
  constexpr std::array<std::array<char32_t, 2>, 20> spans{
      {{0x00, 0x08},     {0x0e, 0x1f},     {0x7f, 0x84},       {0x86, 0x9f},       {0xad, 0xad},
       {0x34f, 0x34f},   {0x6dd, 0x6dd},   {0x70f, 0x70f},     {0x1806, 0x1806},   {0x180b, 0x180e},
       {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x2063},   {0x206a, 0x206f},   {0xfe00, 0xfe0f},
       {0xfeff, 0xfeff}, {0xfff9, 0xfffc}, {0x1d173, 0x1d17a}, {0xe0001, 0xe0001}, {0xe0020, 0xe007f}}};
  return is_in(spans, character);
}

/// What a character folds to, 0 after the last.
[[nodiscard]] constexpr auto fold_case(char32_t character) -> std::array<char32_t, 4> {
  if (character < 0x80) return {character >= U'A' && character <= U'Z' ? character + 32 : character};
  auto const* range = std::ranges::lower_bound(folding_ranges, character, {}, &FoldingRange::last);
  bool const in_range =
      range != folding_ranges.end() && character >= range->first && (character - range->first) % range->stride == 0;
  if (in_range) return {static_cast<char32_t>(static_cast<std::int64_t>(character) + range->distance)};
  auto const* expansion = std::ranges::lower_bound(folding_expansions, character, {}, &FoldingExpansion::from);
  if (expansion != folding_expansions.end() && expansion->from == character) return expansion->to;
  return {character};
}

}  // namespace detail

template <class Source>
constexpr auto FoldedCharacters<Source>::take_pending() -> char32_t {
  auto const first = pending_[0];
  std::ranges::copy(pending_.begin() + 1, pending_.end(), pending_.begin());
  return first;
}

template <class Source>
constexpr auto FoldedCharacters<Source>::next() -> std::optional<char32_t> {
  while (pending_[0] == 0) {
    auto const character = source_.next();
    if (!character) return std::nullopt;
    if (detail::is_folded_to_nothing(*character)) continue;
    if (detail::is_folded_to_space(*character)) {
      after_space_ = started_;
      continue;
    }
    auto const folded = detail::fold_case(*character);
    std::ranges::copy(folded, pending_.begin());
    started_ = true;
  }
  if (!after_space_) return take_pending();
  after_space_ = false;
  return U' ';
}

/// Whether two sources fold to the same characters. One that is malformed equals nothing.
template <class A, class B>
[[nodiscard]] constexpr auto same_folded(FoldedCharacters<A> a, FoldedCharacters<B> b) -> bool {
  for (;;) {
    auto const left = a.next(), right = b.next();
    if (a.failed() || b.failed() || left != right) return false;
    if (!left) return true;
  }
}

/// The folded characters of a UTF-8 text.
[[nodiscard]] constexpr auto folded(std::string_view utf8) -> FoldedCharacters<der::TextReader> {
  return FoldedCharacters{der::TextReader{der::Tag::utf8_string, std::span{utf8.data(), utf8.size()}}};
}
/// Whether two UTF-8 texts are the same name value: `"QM  1 "` and `"qm 1"` are.
[[nodiscard]] constexpr auto same_folded(std::string_view a, std::string_view b) -> bool {
  return same_folded(folded(a), folded(b));
}

/// The folded form as UTF-8: two texts are the same exactly if their folded forms are. Empty if `utf8` is malformed.
[[nodiscard]] inline auto try_fold(std::string_view utf8) -> std::optional<std::string> {
  std::string text;
  auto characters = folded(utf8);
  while (auto const character = characters.next()) der::append_utf8(text, *character);
  if (characters.failed()) return std::nullopt;
  return text;
}
/// As `try_fold`, of a text that is known to be UTF-8: of any other, the part before the fault.
[[nodiscard]] inline auto fold(std::string_view utf8) -> std::string {
  std::string text;
  auto characters = folded(utf8);
  while (auto const character = characters.next()) der::append_utf8(text, *character);
  return text;
}

}  // namespace vidimus
