// SPDX-License-Identifier: Apache-2.0
// Reading an IP address from text: version 4 as RFC 3986, 3.2.2 has it, version 6 as RFC 4291, 2.2, in all of its three
// forms. It works in constant expressions, and says what is wrong and where.
#pragma once

#include <vidimus/core/config.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vidimus {

/// What can be wrong with an address. The compiler prints the name; `text_of` has the words.
enum class IpAddressMistake : unsigned char {
  none,
  empty,
  character_not_allowed,
  number_too_large,
  leading_zero,
  too_short,
  too_long,
  second_double_colon,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(IpAddressMistake mistake) -> std::string_view {
  switch (mistake) {
    case IpAddressMistake::none: return "no mistake";
    case IpAddressMistake::empty: return "no address";
    case IpAddressMistake::character_not_allowed: return "a character that is not part of an address";
    case IpAddressMistake::number_too_large: return "a number above 255, or of more than four hexadecimal digits";
    case IpAddressMistake::leading_zero: return "a decimal number with a leading zero, which some read as octal";
    case IpAddressMistake::too_short: return "too few numbers: four with dots, or eight with colons";
    case IpAddressMistake::too_long: return "more than four numbers with dots, or eight with colons";
    case IpAddressMistake::second_double_colon: return "a second double colon";
  }
  return {};
}

namespace detail {

struct ReadIpAddress {
  std::array<std::byte, 16> octets{};
  std::size_t size = 0;  ///< 4 or 16; 0 after a mistake
  IpAddressMistake mistake = IpAddressMistake::none;
  std::size_t offset = 0;  ///< of the mistake
};

class IpAddressReader {
 public:
  constexpr explicit IpAddressReader(std::string_view text) : text_{text} {}

  constexpr auto read() && -> ReadIpAddress {
    if (text_.empty()) refuse(IpAddressMistake::empty, 0);
    bool const whole = !text_.empty() && (text_.find(':') == text_.npos ? read_dotted() && finish(4) : read_groups());
    if (!whole) read_.size = 0;
    return read_;
  }

 private:
  static constexpr std::size_t nowhere = 17;

  constexpr auto refuse(IpAddressMistake mistake, std::size_t offset) -> bool {
    read_.mistake = mistake;
    read_.offset = offset;
    return false;
  }
  [[nodiscard]] constexpr auto is_at_end() const -> bool { return at_ == text_.size(); }
  [[nodiscard]] constexpr auto is_next(char character) const -> bool { return !is_at_end() && text_[at_] == character; }
  [[nodiscard]] constexpr auto next_digit(unsigned base) const -> std::optional<unsigned> {
    auto const character = is_at_end() ? '\0' : text_[at_];
    auto const folded = character >= 'A' && character <= 'F' ? static_cast<char>(character - 'A' + 'a') : character;
    if (folded >= '0' && folded <= '9') return static_cast<unsigned>(folded - '0');
    if (base == 16 && folded >= 'a' && folded <= 'f') return static_cast<unsigned>(folded - 'a' + 10);
    return std::nullopt;
  }
  constexpr void append(unsigned octet) { read_.octets[read_.size++] = static_cast<std::byte>(octet); }
  constexpr auto finish(std::size_t size) -> bool {
    if (read_.size < size) return refuse(IpAddressMistake::too_short, text_.size());
    return is_at_end() ||
           refuse(is_next('.') ? IpAddressMistake::too_long : IpAddressMistake::character_not_allowed, at_);
  }

  //   IPv4address = dec-octet "." dec-octet "." dec-octet "." dec-octet
  constexpr auto read_dotted() -> bool {
    for (int number = 0; number != 4; ++number) {
      if (number != 0 && is_at_end()) return refuse(IpAddressMistake::too_short, at_);
      if (number != 0 && text_[at_++] != '.') return refuse(IpAddressMistake::character_not_allowed, at_ - 1);
      if (!read_decimal()) return false;
    }
    return true;
  }

  constexpr auto read_decimal() -> bool {
    auto const first = at_;
    unsigned number = 0;
    for (; auto const digit = next_digit(10); ++at_) {
      if (at_ != first && text_[first] == '0') return refuse(IpAddressMistake::leading_zero, first);
      number = number * 10 + *digit;
      if (number > 255) return refuse(IpAddressMistake::number_too_large, first);
    }
    if (at_ == first) return refuse_number();
    append(number);
    return true;
  }

  /// There is no digit where a number should be.
  constexpr auto refuse_number() -> bool {
    return refuse(is_at_end() ? IpAddressMistake::too_short : IpAddressMistake::character_not_allowed, at_);
  }

  //   x:x:x:x:x:x:x:x, with one "::" for one or more groups of zeros, and the last two as d.d.d.d
  constexpr auto read_groups() -> bool {
    if (text_.starts_with("::")) start_gap();
    while (!is_at_end()) {
      if (read_.size == 16) return refuse(IpAddressMistake::too_long, at_);
      if (!read_group()) return false;
      if (is_at_end()) break;
      if (!read_separator()) return false;
    }
    return fill_gap();
  }

  constexpr void start_gap() {
    gap_ = read_.size;
    at_ += 2;
  }

  constexpr auto read_group() -> bool {
    auto const first = at_;
    unsigned number = 0;
    for (; auto const digit = next_digit(16); ++at_) {
      if (at_ - first == 4) return refuse(IpAddressMistake::number_too_large, first);
      number = number << 4U | *digit;
    }
    if (is_next('.')) return read_embedded(first);
    if (at_ == first) return refuse_number();
    append(number >> 8U);
    append(number & 0xffU);
    return true;
  }

  constexpr auto read_embedded(std::size_t first) -> bool {
    if (read_.size > 12) return refuse(IpAddressMistake::too_long, first);
    at_ = first;
    return read_dotted() && finish(read_.size);
  }

  constexpr auto read_separator() -> bool {
    if (!is_next(':')) return refuse(IpAddressMistake::character_not_allowed, at_);
    if (text_.substr(at_).starts_with("::")) {
      if (gap_ != nowhere) return refuse(IpAddressMistake::second_double_colon, at_);
      start_gap();
      return true;
    }
    ++at_;
    return !is_at_end() || refuse(IpAddressMistake::too_short, at_);
  }

  constexpr auto fill_gap() -> bool {
    if (gap_ == nowhere) return read_.size == 16 || refuse(IpAddressMistake::too_short, text_.size());
    if (read_.size == 16) return refuse(IpAddressMistake::too_long, text_.size());
    auto const after = read_.size - gap_;
    for (std::size_t i = 0; i != after; ++i) {
      read_.octets[15 - i] = read_.octets[read_.size - 1 - i];
      read_.octets[read_.size - 1 - i] = std::byte{0};
    }
    read_.size = 16;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t gap_ = nowhere;  // where the double colon stands, in octets
  ReadIpAddress read_;
};

/// The octets of an address, or what is wrong with its text.
[[nodiscard]] constexpr auto read_ip_address(std::string_view text) -> ReadIpAddress {
  return IpAddressReader{text}.read();
}

}  // namespace detail

}  // namespace vidimus
