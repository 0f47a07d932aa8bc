// SPDX-License-Identifier: Apache-2.0
// Serial numbers as people write them: hexadecimal octets, all of them apart by colons or none.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace vidimus {

/// What can be wrong with a serial number. The compiler prints the name; `text_of` has the words.
enum class SerialMistake : unsigned char {
  none,
  empty,
  character_not_allowed,
  odd_digits,
  colon_misplaced,
  zero,
  too_long
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(SerialMistake mistake) -> std::string_view {
  switch (mistake) {
    case SerialMistake::none: return "no mistake";
    case SerialMistake::empty: return "no digits";
    case SerialMistake::character_not_allowed: return "a character that is neither a hexadecimal digit nor a colon";
    case SerialMistake::odd_digits: return "an octet of one digit only";
    case SerialMistake::colon_misplaced: return "a colon that is not between two octets, or missing between them";
    case SerialMistake::zero: return "zero, which no certificate may have";
    case SerialMistake::too_long: return "more than 20 octets";
  }
  return {};
}

namespace detail {

/// RFC 5280, 4.1.2.2: "Conforming CAs MUST NOT use serialNumber values longer than 20 octets."
inline constexpr std::size_t longest_serial = 20;

/// A serial number's magnitude without leading zeros, or why a text is none.
struct SerialText {
  std::array<std::byte, longest_serial> octets{};
  std::size_t size = 0;
  SerialMistake mistake = SerialMistake::none;
  std::size_t offset = 0;

  [[nodiscard]] constexpr auto view() const -> ByteView { return ByteView{octets}.first(size); }
  constexpr auto fail(SerialMistake why, std::size_t at) -> SerialText& {
    mistake = why;
    offset = at;
    return *this;
  }
};

/// The value of a hexadecimal digit; 16: it is none.
constexpr auto serial_digit(char c) -> unsigned {
  constexpr std::string_view small_letters = "0123456789abcdef", capital_letters = "0123456789ABCDEF";
  return static_cast<unsigned>((std::min)({small_letters.find(c), capital_letters.find(c), std::size_t{16}}));
}

/// The octet at the start of `rest`, which is not empty.
constexpr auto mistake_in_serial_octet(std::string_view rest) -> SerialMistake {
  if (rest[0] == ':') return SerialMistake::colon_misplaced;
  if (serial_digit(rest[0]) == 16) return SerialMistake::character_not_allowed;
  if (rest.size() == 1 || rest[1] == ':') return SerialMistake::odd_digits;
  return serial_digit(rest[1]) == 16 ? SerialMistake::character_not_allowed : SerialMistake::none;
}

/// What stands between the octet that ended and the next: `rest` begins there and is not empty.
constexpr auto mistake_in_serial_joint(std::string_view rest, bool has_colons) -> SerialMistake {
  if (!has_colons) return SerialMistake::none;
  bool const is_foreign = rest[0] != ':' && serial_digit(rest[0]) == 16;
  if (is_foreign) return SerialMistake::character_not_allowed;
  return rest[0] != ':' || rest.size() == 1 ? SerialMistake::colon_misplaced : SerialMistake::none;
}

constexpr auto read_serial(std::string_view text) -> SerialText {
  SerialText serial;
  if (text.empty()) return serial.fail(SerialMistake::empty, 0);
  bool const has_colons = text.find(':') != text.npos;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    if (i != 0) {
      if (auto const mistake = mistake_in_serial_joint(text.substr(i), has_colons); mistake != SerialMistake::none)
        return serial.fail(mistake, i);
      i += has_colons ? 1 : 0;
    }
    if (auto const mistake = mistake_in_serial_octet(text.substr(i)); mistake != SerialMistake::none) {
      bool const is_second = mistake == SerialMistake::character_not_allowed && serial_digit(text[i]) != 16;
      return serial.fail(mistake, i + (is_second ? 1 : 0));
    }
    auto const octet = static_cast<std::byte>(serial_digit(text[i]) * 16 + serial_digit(text[i + 1]));
    if (serial.size == 0 && octet == std::byte{0}) continue;
    if (serial.size == longest_serial) return serial.fail(SerialMistake::too_long, i);
    serial.octets[serial.size++] = octet;
  }
  return serial.size == 0 ? serial.fail(SerialMistake::zero, 0) : serial;
}

}  // namespace detail

}  // namespace vidimus
