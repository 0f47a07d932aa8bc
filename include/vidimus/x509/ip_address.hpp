// SPDX-License-Identifier: Apache-2.0
// IP addresses as text. Read: dotted decimal (RFC 3986, 3.2.2) and the forms of RFC 4291, 2.2; nothing else that a C library
// would take, such as 10.1 or 0x0A000001. Written: for version 6 by RFC 5952, 4, so that an address has one text.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/x509/ip_address_reader.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace vidimus {

/// An address of version 4 or 6: the octets that an iPAddress holds (RFC 5280, 4.2.1.6).
class IpAddress {
 public:
  /// Of 4 or 16 octets; whatever else there is, is left out.
  constexpr explicit IpAddress(ByteView octets) : size_{octets.size() == 4 ? 4U : 16U} {
    for (std::size_t i = 0; i != size_ && i != octets.size(); ++i) octets_[i] = octets[i];
  }

  [[nodiscard]] constexpr auto octets() const -> ByteView { return ByteView{octets_}.first(size_); }
  /// `192.0.2.1`, `2001:db8::1`.
  [[nodiscard]] auto to_text() const -> std::string { return size_ == 4 ? dotted_text() : grouped_text(); }

 private:
  struct Zeros {
    std::size_t first = 8, count = 1;  // one group of zero is written as 0 (4.2.2)
  };

  [[nodiscard]] constexpr auto group(std::size_t at) const -> unsigned {
    return std::to_integer<unsigned>(octets_[2 * at]) << 8U | std::to_integer<unsigned>(octets_[2 * at + 1]);
  }
  /// The longest run of zero groups, and of two that are equal the first (4.2.3).
  [[nodiscard]] constexpr auto longest_zeros() const -> Zeros {
    Zeros longest;
    for (std::size_t first = 0; first != 8; ++first) {
      std::size_t count = 0;
      while (first + count != 8 && group(first + count) == 0) ++count;
      if (count > longest.count) longest = {first, count};
    }
    return longest;
  }
  [[nodiscard]] auto dotted_text() const -> std::string;
  [[nodiscard]] auto grouped_text() const -> std::string;

  std::array<std::byte, 16> octets_{};
  std::size_t size_;
};

namespace detail {

/// In small letters and without leading zeros (4.1, 4.3).
[[nodiscard]] inline auto hexadecimal(unsigned number) -> std::string {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  do text.insert(text.begin(), digits[number & 15U]);
  while ((number >>= 4U) != 0);
  return text;
}

}  // namespace detail

inline auto IpAddress::dotted_text() const -> std::string {
  std::string text;
  for (auto const octet : octets()) {
    if (!text.empty()) text += '.';
    text += std::to_string(std::to_integer<int>(octet));
  }
  return text;
}

inline auto IpAddress::grouped_text() const -> std::string {
  auto const zeros = longest_zeros();
  std::string text;
  for (std::size_t at = 0; at != 8; ++at) {
    if (at == zeros.first) {
      text += "::";
      at += zeros.count - 1;
      continue;
    }
    if (!text.empty() && !text.ends_with(':')) text += ':';
    text += detail::hexadecimal(group(at));
  }
  return text;
}

}  // namespace vidimus
