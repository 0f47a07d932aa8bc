// SPDX-License-Identifier: Apache-2.0
// The grammar of IBM MQ's SSLPEER and SSLCERTI (IBM MQ, "Rules for SSLPEER values"). One constexpr reader serves the compiler
// and configuration files; it writes what it reads into a sink.
//
//   filter = attribute *( ( "," / ";" ) attribute )     spaces around separators are ignored
//   attribute = KEY "=" value                           no space before "="; keys are upper case; see attribute_key.hpp
//   value  = bare / DQUOTE quoted DQUOTE                bare: spaces at its ends are ignored, and it has no "="; quoted:
//                                                       spaces count, and "," ";" "=" are characters like any other
//   "*" at the start or the end of a value (within its quotes) stands for any characters, or none; elsewhere it is a
//   character. "\*" at the start or the end is an asterisk. A backslash elsewhere is a character.
//
// Only OU and DC may occur more than once. A blank filter is refused here: `danger` has the one that accepts everybody.
#pragma once

#include <vidimus/peer_name/attribute_key.hpp>
#include <vidimus/peer_name/dn_filter_mistake.hpp>
#include <vidimus/peer_name/folded_text.hpp>
#include <vidimus/peer_name/printable.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vidimus::detail {

/// IBM MQ's limit of an SSLPEER.
inline constexpr std::size_t longest_dn_filter = 1024;

/// Whose name is filtered: SSLPEER or SSLCERTI.
enum class DnOf : unsigned char { subject, issuer };

/// Whether a value's ends may be followed, or preceded, by any characters.
struct OpenEnds {
  bool start = false;
  bool end = false;
};

/// One attribute of a filter. Positions and sizes are in octets.
struct DnFilterPart {
  AttributeKey key{};
  std::uint16_t text_at = 0, text_size = 0;        ///< `OU=Payments` in the filter's text
  std::uint16_t literal_at = 0, literal_size = 0;  ///< its value, folded, among the sink's literals
  OpenEnds open{};
  Spaces spaces = Spaces::folded;  ///< exact: the value was quoted
  bool is_plain = false;           ///< the literal is ASCII, in words with one space between
  std::uint16_t place = 0;         ///< of an ordered key: the position from the highest level; else 0
};

struct DnFilterError {
  DnFilterMistake mistake = DnFilterMistake::none;
  std::size_t offset = 0;
};

/// The outer and the inner text of a value: with the quotes and spaces that belong to the grammar, and without them.
struct DnFilterValue {
  std::size_t at = 0, size = 0;
  bool is_quoted = false;
};

/// Of such a text folding leaves everything but the case of letters.
constexpr auto is_plain(std::string_view text) -> bool {
  char before = ' ';
  for (char const c : text) {
    if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) return false;
    before = c;
  }
  return text.empty() || before != ' ';
}

constexpr auto is_separator(char c) -> bool { return c == ',' || c == ';'; }

constexpr auto is_hex_digit(char c) -> bool {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/// `05:A1`: octets of two digits, and no leading zero octet (X.690, 8.3.2; a sign octet is not shown). With an open end also
/// a beginning, an end or a piece of one. What no certificate has is refused, since `Not` of it would accept everybody.
constexpr auto is_serial_number(std::string_view literal, OpenEnds open) -> bool {
  auto const fits = [&](std::size_t first) {
    for (std::size_t i = 0; i != literal.size(); ++i)
      if ((first + i) % 3 == 2 ? literal[i] != ':' : !is_hex_digit(literal[i])) return false;
    return true;
  };
  if (!open.start) return fits(0) && !literal.starts_with("00:") && (open.end || literal.size() % 3 == 2);
  if (open.end) return fits(0) || fits(1) || fits(2);
  return fits((3 - (literal.size() + 1) % 3) % 3);
}

/// Reads a filter from its text into a sink, which has `put(char)`, `literals() -> string_view`, `add(DnFilterPart)` and
/// `parts() -> span<DnFilterPart>`.
template <class Sink>
class DnFilterReader {
 public:
  constexpr DnFilterReader(std::string_view text, DnOf whose, Sink& sink) : text_{text}, whose_{whose}, sink_{sink} {}

  /// Stops at the first mistake.
  constexpr auto read() -> DnFilterError {
    if (text_.size() > longest_dn_filter) return {DnFilterMistake::too_long, longest_dn_filter};
    if (auto const bad = first_unprintable(text_)) return {DnFilterMistake::character_unprintable, *bad};
    skip_spaces();
    if (at_ == text_.size()) return {DnFilterMistake::blank, 0};
    for (;;) {
      read_attribute();
      if (error_.mistake != DnFilterMistake::none) return error_;
      if (at_ == text_.size()) break;
      ++at_;
      skip_spaces();
    }
    number_places();
    return {};
  }

 private:
  [[nodiscard]] constexpr auto is_at_end_of_attribute() const -> bool {
    return at_ == text_.size() || is_separator(text_[at_]);
  }
  constexpr void skip_spaces() {
    while (at_ != text_.size() && text_[at_] == ' ') ++at_;
  }
  constexpr void mistake(DnFilterMistake what, std::size_t where) {
    if (error_.mistake == DnFilterMistake::none) error_ = {what, where};
  }

  constexpr void read_attribute() {
    DnFilterPart part;
    auto const start = at_;
    if (auto const key = read_key()) {
      part.key = *key;
      check_key(part.key, start);
      auto const value = read_value();
      auto const end = value.at + value.size + (value.is_quoted ? 1U : 0U);
      part.text_at = static_cast<std::uint16_t>(start);
      part.text_size = static_cast<std::uint16_t>(end - start);
      write_literal(part, value);
      if (error_.mistake == DnFilterMistake::none) sink_.add(part);
    }
  }

  // Leaves at_ behind the "=".
  constexpr auto read_key() -> std::optional<AttributeKey> {
    auto const start = at_;
    while (!is_at_end_of_attribute() && text_[at_] != '=') ++at_;
    auto const written = text_.substr(start, at_ - start);
    if (is_at_end_of_attribute() || written.empty()) return mistake(DnFilterMistake::key_expected, start), std::nullopt;
    ++at_;
    auto const key = attribute_key(written);
    if (!key) explain_key(written, start);
    return key;
  }

  // What is in front of a "=" and is no key: a key in lower case, a key and a space, or something else.
  constexpr void explain_key(std::string_view written, std::size_t start) {
    auto const word = written.substr(0, written.find(' '));
    bool const is_near = resembles_attribute_key(word);
    if (is_near && word == written) return mistake(DnFilterMistake::key_not_upper_case, start);
    bool const has_only_spaces_behind = written.find_last_not_of(' ') + 1 == word.size();
    if (is_near && has_only_spaces_behind) return mistake(DnFilterMistake::space_before_equals, start + word.size());
    mistake(DnFilterMistake::key_unknown, start);
  }

  constexpr void check_key(AttributeKey key, std::size_t start) {
    if (key == AttributeKey::serial_number && whose_ == DnOf::issuer)
      return mistake(DnFilterMistake::serial_number_of_issuer, start);
    if (is_ordered(key)) return;
    for (auto const& earlier : sink_.parts())
      if (earlier.key == key) return mistake(DnFilterMistake::attribute_repeated, start);
  }

  // Leaves at_ at the separator or the end.
  constexpr auto read_value() -> DnFilterValue {
    skip_spaces();
    return at_ != text_.size() && text_[at_] == '"' ? read_quoted() : read_bare();
  }

  constexpr auto read_bare() -> DnFilterValue {
    auto const start = at_;
    for (; !is_at_end_of_attribute(); ++at_)  // most often a forgotten comma: CN=QM1 O=Acme
      if (text_[at_] == '=') mistake(DnFilterMistake::equals_unquoted, at_);
    auto end = at_;
    while (end != start && text_[end - 1] == ' ') --end;
    return {start, end - start, false};
  }

  constexpr auto read_quoted() -> DnFilterValue {
    auto const start = ++at_;
    while (at_ != text_.size() && text_[at_] != '"') ++at_;
    if (at_ == text_.size()) mistake(DnFilterMistake::quote_unclosed, start - 1);
    auto const end = at_;
    if (at_ != text_.size()) ++at_;
    skip_spaces();
    if (!is_at_end_of_attribute()) mistake(DnFilterMistake::text_after_quote, at_);
    return {start, end - start, true};
  }

  // Takes wildcards and their escapes off the ends, and writes what is left as it will be compared.
  constexpr void write_literal(DnFilterPart& part, DnFilterValue value) {
    auto literal = text_.substr(value.at, value.size);
    if (literal.empty()) return mistake(DnFilterMistake::value_empty, value.at);
    if (value.is_quoted) part.spaces = Spaces::exact;
    part.open.start = literal.starts_with('*');
    bool const starts_with_asterisk = literal.starts_with("\\*");
    if (part.open.start || starts_with_asterisk) literal.remove_prefix(1);
    auto const behind_it = literal.substr(starts_with_asterisk ? 1 : 0);
    bool const ends_with_asterisk = behind_it.ends_with("\\*");
    part.open.end = !ends_with_asterisk && behind_it.ends_with('*');
    if (part.open.end) literal.remove_suffix(1);
    if (ends_with_asterisk) literal.remove_suffix(2);
    put(part, literal, ends_with_asterisk ? "*" : "");
    bool const is_of_nothing = part.literal_size == 0 && !part.open.start && !part.open.end;  // U+00A0, U+FE0F
    if (is_of_nothing) return mistake(DnFilterMistake::value_empty, value.at);
    if (part.key == AttributeKey::serial_number && (ends_with_asterisk || !is_serial_number(literal, part.open)))
      mistake(DnFilterMistake::serial_number_malformed, value.at);
  }

  constexpr void put(DnFilterPart& part, std::string_view literal, std::string_view asterisk) {
    auto const edge = [](bool is_inside) { return is_inside ? Edge::kept : Edge::trimmed; };
    auto const put_octet = [this](char c) { sink_.put(c); };
    part.literal_at = static_cast<std::uint16_t>(sink_.literals().size());
    auto characters = utf8_reader(literal);
    fold_text(characters, part.spaces, edge(part.open.start), edge(part.open.end || !asterisk.empty()), put_octet);
    for (char const c : asterisk) sink_.put(c);
    part.literal_size = static_cast<std::uint16_t>(sink_.literals().size() - part.literal_at);
    part.is_plain = is_plain(sink_.literals().substr(part.literal_at));
  }

  // OU is written with the highest level first, DC with the highest level last.
  constexpr void number_places() {
    std::uint16_t units = 0, components = 0;
    for (auto& part : sink_.parts())
      if (part.key == AttributeKey::ou)
        part.place = units++;
      else if (part.key == AttributeKey::dc)
        part.place = components++;
    for (auto& part : sink_.parts())
      if (part.key == AttributeKey::dc) part.place = static_cast<std::uint16_t>(components - 1 - part.place);
  }

  std::string_view text_;
  DnOf whose_;
  Sink& sink_;
  std::size_t at_ = 0;
  DnFilterError error_{};
};

}  // namespace vidimus::detail
