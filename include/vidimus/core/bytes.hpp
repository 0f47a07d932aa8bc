// SPDX-License-Identifier: Apache-2.0
// Bytes: views, owned buffers, digests, and the two ways people write them down.
#pragma once

#include <vidimus/core/config.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace vidimus {

/// Bytes that somebody else owns. The owner must outlive the view.
using ByteView = std::span<std::byte const>;

/// Bytes that this object owns.
using Buffer = std::vector<std::byte>;

/// A SHA-256 digest.
using Sha256 = std::array<std::byte, 32>;

/// The bytes of a text, as they are in memory.
[[nodiscard]] inline auto bytes_of(std::string_view text) -> ByteView { return std::as_bytes(std::span{text}); }

/// Bytes as characters. No conversion: the caller knows that they are text.
[[nodiscard]] inline auto text_of(ByteView bytes) -> std::string_view {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

/// Whether two views hold the same bytes. Not constant-time: for public data only.
[[nodiscard]] constexpr auto same_bytes(ByteView a, ByteView b) -> bool {
  if (std::is_constant_evaluated()) return std::ranges::equal(a, b);
  return a.size() == b.size() && (a.data() == b.data() || a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

/// Upper-case hexadecimal; with a separator, `05:A1:…` as IBM MQ prints serial numbers.
[[nodiscard]] inline auto to_hex(ByteView bytes, std::string_view separator = {}) -> std::string {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  text.reserve(bytes.size() * (2 + separator.size()));
  for (auto const byte : bytes) {
    if (!text.empty()) text += separator;
    text += digits[std::to_integer<std::size_t>(byte >> 4)];
    text += digits[std::to_integer<std::size_t>(byte & std::byte{15})];
  }
  return text;
}

}  // namespace vidimus
