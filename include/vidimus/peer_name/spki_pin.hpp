// SPDX-License-Identifier: Apache-2.0
// A pin: `sha256/` and the SHA-256 digest of a DER SubjectPublicKeyInfo in base64 (RFC 7469, 2.1.1; as curl writes it).
//
//   openssl x509 -in peer.pem -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/x509/base64.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vidimus {

/// What can be wrong with a pin. The compiler prints the name; `text_of` has the words.
enum class SpkiPinMistake : unsigned char { none, prefix_missing, length_wrong, character_not_base64, bits_left_over };

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(SpkiPinMistake mistake) -> std::string_view {
  switch (mistake) {
    case SpkiPinMistake::none: return "no mistake";
    case SpkiPinMistake::prefix_missing: return "no sha256/ at the start";
    case SpkiPinMistake::length_wrong: return "not the 44 characters of a SHA-256 digest behind sha256/";
    case SpkiPinMistake::character_not_base64: return "a character that base64 does not have there";
    case SpkiPinMistake::bits_left_over: return "bits that stand for nothing before the =, and are not zero";
  }
  return {};
}

namespace detail {

inline constexpr std::string_view pin_prefix = "sha256/";
/// Characters of a digest: 43, and one of padding.
inline constexpr std::size_t pin_characters = 44;

struct SpkiPin {
  Sha256 digest{};
  SpkiPinMistake mistake = SpkiPinMistake::none;
  std::size_t offset = 0;  ///< of the mistake
};

[[nodiscard]] constexpr auto read_spki_pin(std::string_view text) -> SpkiPin {
  if (!text.starts_with(pin_prefix)) return {{}, SpkiPinMistake::prefix_missing, 0};
  auto const digits = text.substr(pin_prefix.size());
  if (digits.size() != pin_characters) return {{}, SpkiPinMistake::length_wrong, pin_prefix.size()};
  SpkiPin pin;
  std::uint32_t bits = 0;
  unsigned count = 0;  // of bits that are not in an octet yet
  std::size_t octets = 0;
  for (std::size_t i = 0; i + 1 != digits.size(); ++i) {
    auto const digit = base64_digit(digits[i]);
    if (digit == 64) return {{}, SpkiPinMistake::character_not_base64, pin_prefix.size() + i};
    bits = (bits << 6U | digit) & 0xffffU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    pin.digest[octets++] = static_cast<std::byte>(bits >> count & 0xffU);
  }
  if (digits.back() != '=') return {{}, SpkiPinMistake::character_not_base64, text.size() - 1};
  if ((bits & 0x3U) != 0) return {{}, SpkiPinMistake::bits_left_over, text.size() - 2};
  return pin;
}

/// A digest as a pin.
[[nodiscard]] inline auto spki_pin_text(Sha256 const& digest) -> std::string {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text{pin_prefix};
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (auto const octet : digest) {
    bits = (bits << 8U | std::to_integer<std::uint32_t>(octet)) & 0xffffU;
    for (count += 8; count >= 6; count -= 6) text += alphabet[bits >> (count - 6) & 0x3fU];
  }
  text += alphabet[bits << (6 - count) & 0x3fU];
  return text + '=';
}

}  // namespace detail

}  // namespace vidimus
