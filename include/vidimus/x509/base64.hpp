// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648, 4), strictly: complete groups, padding only at the end, unused bits zero (3.5).
#pragma once

#include <vidimus/core/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vidimus {

/// Takes characters one by one and appends the octets that they stand for.
class Base64Decoder {
 public:
  explicit Base64Decoder(Buffer& octets) : octets_{octets} {}

  /// False: the character is not in the alphabet, or not in this place.
  [[nodiscard]] auto put(char character) -> bool;
  /// Whether what was put is complete.
  [[nodiscard]] auto is_complete() const -> bool { return characters_ == 0; }

 private:
  [[nodiscard]] auto put_padding() -> bool;
  void append_group();

  Buffer& octets_;
  std::uint32_t group_ = 0;
  unsigned characters_ = 0, padding_ = 0;
  bool ended_ = false;
};

/// The octets of a whole text without line ends; empty if it is not base64.
[[nodiscard]] inline auto decode_base64(std::string_view text) -> std::optional<Buffer> {
  Buffer octets;
  Base64Decoder decoder{octets};
  for (char const character : text)
    if (!decoder.put(character)) return std::nullopt;
  if (!decoder.is_complete()) return std::nullopt;
  return octets;
}

namespace detail {
/// 64 for a character outside the alphabet.
[[nodiscard]] constexpr auto base64_digit(char character) -> std::uint32_t {
  if (character >= 'A' && character <= 'Z') return static_cast<std::uint32_t>(character - 'A');
  if (character >= 'a' && character <= 'z') return static_cast<std::uint32_t>(character - 'a' + 26);
  if (character >= '0' && character <= '9') return static_cast<std::uint32_t>(character - '0' + 52);
  return character == '+' ? 62 : character == '/' ? 63 : 64;
}
}  // namespace detail

inline auto Base64Decoder::put(char character) -> bool {
  if (ended_) return false;
  if (character == '=') return put_padding();
  auto const digit = detail::base64_digit(character);
  if (digit == 64 || padding_ != 0) return false;
  group_ = group_ << 6U | digit;
  if (++characters_ == 4) append_group();
  return true;
}

inline auto Base64Decoder::put_padding() -> bool {
  if (characters_ < 2) return false;
  auto const unused_bits = characters_ == 2 ? 0xfU : 0x3U;
  if (padding_ == 0 && (group_ & unused_bits) != 0) return false;
  group_ <<= 6U;
  ++padding_;
  if (++characters_ == 4) append_group();
  return true;
}

inline void Base64Decoder::append_group() {
  for (unsigned octet = 0; octet != 3 - padding_; ++octet)
    octets_.push_back(static_cast<std::byte>(group_ >> (16 - 8 * octet) & 0xffU));
  ended_ = padding_ != 0;
  group_ = characters_ = 0;
}

}  // namespace vidimus
