// SPDX-License-Identifier: Apache-2.0
// Character strings (X.680, 41; X.690, 8.23): checking that a string holds only what its type has, and reading its
// characters as Unicode code points.
//
// TeletexString (T.61) is read as ISO 8859-1, which is what those who issue certificates put there; its own character sets
// have not been in use for decades. Two such strings are equal under either reading exactly if their octets are.
#pragma once

#include <vidimus/der/reader.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace vidimus::der {

/// Whether a type is one of those that hold characters.
[[nodiscard]] constexpr auto is_character_string(Tag tag) -> bool;

/// Reads a string's characters one by one. Needs no check before: what is malformed reads as the end, with `failed()`.
/// `Octet` is std::byte for an encoding, char for a UTF-8 text.
template <class Octet>
class BasicCharacterReader {
 public:
  constexpr BasicCharacterReader(Tag type, std::span<Octet const> contents) : type_{type}, rest_{contents} {}
  /// The next character as a code point; empty at the end or where the string is malformed.
  [[nodiscard]] constexpr auto next() -> std::optional<char32_t>;
  [[nodiscard]] constexpr auto failed() const -> bool { return failed_; }

 private:
  [[nodiscard]] constexpr auto take(std::size_t octets) -> std::optional<char32_t>;
  [[nodiscard]] constexpr auto take_utf8() -> std::optional<char32_t>;
  [[nodiscard]] constexpr auto fail() -> std::optional<char32_t> { return failed_ = true, std::nullopt; }

  Tag type_;
  std::span<Octet const> rest_;
  bool failed_ = false;
};
using CharacterReader = BasicCharacterReader<std::byte>;
using TextReader = BasicCharacterReader<char>;

/// Errors: `der_unexpected_tag` if the element is no character string, `der_bad_string` if it holds what its type lacks:
/// malformed UTF-8, surrogates, characters outside PrintableString's few.
[[nodiscard]] constexpr auto check_string(Element const& element) -> DerResult<void>;

/// Adds a code point as UTF-8.
inline void append_utf8(std::string& text, char32_t character);

/// A string as UTF-8; empty if the type holds no characters or the string is malformed.
[[nodiscard]] inline auto to_utf8(Tag type, ByteView contents) -> std::optional<std::string>;

namespace detail {

/// X.680, 41.4.
template <class Octet>
[[nodiscard]] constexpr auto bits_of(Octet octet) -> char32_t {
  return static_cast<unsigned char>(octet);
}

[[nodiscard]] constexpr auto is_printable_character(char32_t character) -> bool {
  bool const letter = (character >= U'A' && character <= U'Z') || (character >= U'a' && character <= U'z');
  bool const digit = character >= U'0' && character <= U'9';
  return letter || digit || std::u32string_view{U" '()+,-./:=?"}.find(character) != std::u32string_view::npos;
}

[[nodiscard]] constexpr auto has_character(Tag type, char32_t character) -> bool {
  bool const digit = character >= U'0' && character <= U'9';
  switch (type) {
    case Tag::numeric_string: return digit || character == U' ';
    case Tag::printable_string: return is_printable_character(character);
    case Tag::visible_string: return character >= 0x20 && character <= 0x7e;
    case Tag::ia5_string: return character <= 0x7f;
    default: return character <= 0x10ffff && (character < 0xd800 || character > 0xdfff);
  }
}

/// The octets that hold a character of fixed size; 0 for UTF-8.
[[nodiscard]] constexpr auto character_size(Tag type) -> std::size_t {
  switch (type) {
    case Tag::utf8_string: return 0;
    case Tag::bmp_string: return 2;
    case Tag::universal_string: return 4;
    default: return 1;
  }
}

}  // namespace detail

constexpr auto is_character_string(Tag tag) -> bool {
  switch (tag) {
    case Tag::utf8_string:
    case Tag::numeric_string:
    case Tag::printable_string:
    case Tag::teletex_string:
    case Tag::ia5_string:
    case Tag::visible_string:
    case Tag::universal_string:
    case Tag::bmp_string: return true;
    default: return false;
  }
}

template <class Octet>
constexpr auto BasicCharacterReader<Octet>::next() -> std::optional<char32_t> {
  if (rest_.empty() || failed_) return std::nullopt;
  if (!is_character_string(type_)) return fail();
  auto const size = detail::character_size(type_);
  auto const character = size == 0 ? take_utf8() : take(size);
  if (character && !detail::has_character(type_, *character)) return fail();
  return character;
}

template <class Octet>
constexpr auto BasicCharacterReader<Octet>::take(std::size_t octets) -> std::optional<char32_t> {
  if (rest_.size() < octets) return fail();
  char32_t character = 0;
  for (auto const octet : rest_.first(octets)) character = character << 8U | detail::bits_of(octet);
  rest_ = rest_.subspan(octets);
  return character;
}

// RFC 3629, 3: the shortest form only. `has_character` refuses surrogates and what lies beyond 10FFFF.
template <class Octet>
constexpr auto BasicCharacterReader<Octet>::take_utf8() -> std::optional<char32_t> {
  auto const first = detail::bits_of(rest_[0]);
  if (first < 0x80) return take(1);
  std::size_t const size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (size == 0 || rest_.size() < size) return fail();
  char32_t character = first & (0x7fU >> size);
  for (auto const octet : rest_.subspan(1, size - 1)) {
    if ((detail::bits_of(octet) & 0xc0U) != 0x80) return fail();
    character = character << 6U | (detail::bits_of(octet) & 0x3fU);
  }
  bool const overlong = (size == 3 && character < 0x800) || (size == 4 && character < 0x10000);
  if (overlong) return fail();
  rest_ = rest_.subspan(size);
  return character;
}

namespace detail {

/// Which octets are a character of the type, each for itself. Of UTF8String and IA5String all of ASCII are.
[[nodiscard]] constexpr auto printable_octets() -> std::array<bool, 256> {
  std::array<bool, 256> octets{};
  for (std::size_t code = 0; code != 0x80; ++code)
    octets[code] = has_character(Tag::printable_string, static_cast<char32_t>(code));
  return octets;
}
inline constexpr auto printable = printable_octets();

/// Eight octets as a number, in any order.
[[nodiscard]] constexpr auto word_of(ByteView octets) -> std::uint64_t {
  std::uint64_t word = 0;
  if (std::is_constant_evaluated())
    for (auto const octet : octets) word = word << 8U | std::to_integer<std::uint64_t>(octet);
  else
    std::memcpy(&word, octets.data(), sizeof word);
  return word;
}

/// Whether no octet has a fault. `faults` finds those of eight octets at once, of which spaces have none.
template <class Faults>
[[nodiscard]] constexpr auto has_no(Faults faults, ByteView octets) -> bool {
  std::uint64_t found = 0, last = 0x2020202020202020;
  for (; octets.size() >= 8; octets = octets.subspan(8)) found |= faults(word_of(octets.first(8)));
  for (auto const octet : octets) last = last << 8U | std::to_integer<std::uint64_t>(octet);
  return (found | faults(last)) == 0;
}

/// Up to 7F.
[[nodiscard]] constexpr auto is_ascii(ByteView octets) -> bool {
  return has_no([](std::uint64_t word) { return word & 0x8080808080808080; }, octets);
}
/// From 20 to 7E. Where an octet lies outside, the lowest such one leaves its highest bit set in one of the three.
[[nodiscard]] constexpr auto is_visible_ascii(ByteView octets) -> bool {
  constexpr std::uint64_t each = 0x0101010101010101;
  return has_no([](std::uint64_t word) { return (word | (word + each) | (word - 0x20 * each)) & (0x80 * each); },
                octets);
}
[[nodiscard]] constexpr auto is_printable(ByteView contents) -> bool {
  unsigned all = 1;
  for (auto const octet : contents) all &= static_cast<unsigned>(printable[std::to_integer<std::size_t>(octet)]);
  return all != 0;
}

/// That a string holds ASCII of its type, as nearly all do. Of others nothing is said.
[[nodiscard]] constexpr auto is_plain(Element const& element) -> bool {
  if (element.tag == Tag::printable_string) return is_printable(element.contents);
  bool const has_all = element.tag == Tag::utf8_string || element.tag == Tag::ia5_string;
  return has_all && is_ascii(element.contents);
}

}  // namespace detail

constexpr auto check_string(Element const& element) -> DerResult<void> {
  if (detail::is_plain(element)) return {};
  if (!is_character_string(element.tag)) return refuse(Errc::der_unexpected_tag, element.offset);
  CharacterReader reader{element.tag, element.contents};
  while (reader.next()) {
  }
  if (reader.failed()) return refuse(Errc::der_bad_string, element.offset);
  return {};
}

inline void append_utf8(std::string& text, char32_t character) {
  auto const put = [&text](char32_t octet) { text += static_cast<char>(octet); };
  auto const put_low = [&put](char32_t bits) { put(0x80U | (bits & 0x3fU)); };
  if (character < 0x80) return put(character);
  if (character < 0x800) return put(0xc0U | character >> 6U), put_low(character);
  if (character < 0x10000) return put(0xe0U | character >> 12U), put_low(character >> 6U), put_low(character);
  put(0xf0U | character >> 18U), put_low(character >> 12U), put_low(character >> 6U), put_low(character);
}

inline auto to_utf8(Tag type, ByteView contents) -> std::optional<std::string> {
  if (!is_character_string(type)) return std::nullopt;
  std::string text;
  CharacterReader reader{type, contents};
  while (auto const character = reader.next()) append_utf8(text, *character);
  if (reader.failed()) return std::nullopt;
  return text;
}

}  // namespace vidimus::der
