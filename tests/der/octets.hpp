// SPDX-License-Identifier: Apache-2.0
// Octets for tests of the DER reader, at compile time too.
#pragma once

#include <vidimus/der/reader.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace der_tests {

/// `octets(0x02, 0x01, 0x05)`: usable in constant expressions.
template <class... Numbers>
constexpr auto octets(Numbers... numbers) -> std::array<std::byte, sizeof...(Numbers)> {
  return {static_cast<std::byte>(numbers)...};
}

/// From hexadecimal; blanks are for the reader's eye.
inline auto hex(std::string_view digits) -> std::vector<std::byte> {
  std::vector<std::byte> bytes;
  unsigned value = 0;
  bool half = false;
  for (char const c : digits) {
    if (c == ' ') continue;
    auto const digit = static_cast<unsigned>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    value = value << 4U | digit;
    if (half) bytes.push_back(static_cast<std::byte>(value & 0xffU));
    half = !half;
  }
  return bytes;
}

/// The rule that a reading broke; empty where it broke none.
template <class T>
constexpr auto rule_of(vidimus::der::DerResult<T> const& result) -> std::optional<vidimus::Errc> {
  if (result) return std::nullopt;
  return result.error().rule;
}

}  // namespace der_tests
