// SPDX-License-Identifier: Apache-2.0
// What can be wrong with the text of an SSLPEER or SSLCERTI.
#pragma once

#include <vidimus/core/config.hpp>

#include <string_view>

namespace vidimus {

/// What can be wrong with a filter. The compiler prints the name; `text_of` has the words.
enum class DnFilterMistake : unsigned char {
  none,
  blank,
  too_long,
  character_unprintable,
  key_expected,
  key_unknown,
  key_not_upper_case,
  space_before_equals,
  value_empty,
  equals_unquoted,
  quote_unclosed,
  text_after_quote,
  attribute_repeated,
  serial_number_malformed,
  serial_number_of_issuer,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(DnFilterMistake mistake) -> std::string_view {
  switch (mistake) {
    case DnFilterMistake::none: return "no mistake";
    case DnFilterMistake::blank: return "a blank filter would accept everybody";
    case DnFilterMistake::too_long: return "more than 1024 octets";
    case DnFilterMistake::character_unprintable: return "a control character, or not UTF-8";
    case DnFilterMistake::key_expected: return "KEY=value expected";
    case DnFilterMistake::key_unknown: return "unknown attribute type";
    case DnFilterMistake::key_not_upper_case: return "attribute types are written in upper case";
    case DnFilterMistake::space_before_equals: return "no space may stand before =";
    case DnFilterMistake::value_empty: return "empty value";
    case DnFilterMistake::equals_unquoted: return "a value that contains = is written in quotes";
    case DnFilterMistake::quote_unclosed: return "unclosed quote";
    case DnFilterMistake::text_after_quote: return "text after the closing quote";
    case DnFilterMistake::attribute_repeated: return "only OU and DC may be repeated";
    case DnFilterMistake::serial_number_malformed:
      return "a serial number is octets in hexadecimal with colons between and no leading 00";
    case DnFilterMistake::serial_number_of_issuer: return "an issuer has no serial number to filter";
  }
  return {};
}

}  // namespace vidimus
