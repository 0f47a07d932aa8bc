// SPDX-License-Identifier: Apache-2.0
// IANA's code points in words, for reports.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

/// `0x1301`.
[[nodiscard]] inline auto hex_text(std::uint16_t value) -> std::string {
  std::array const bytes{static_cast<std::byte>(value >> 8), static_cast<std::byte>(value)};
  return "0x" + to_hex(bytes);
}

/// The name of a group in the TLS Supported Groups registry, or its number.
[[nodiscard]] inline auto group_text(std::uint16_t group) -> std::string {
  static constexpr std::array<std::pair<std::uint16_t, std::string_view>, 11> names{{{0x0017, "secp256r1"},
                                                                                     {0x0018, "secp384r1"},
                                                                                     {0x0019, "secp521r1"},
                                                                                     {0x001D, "x25519"},
                                                                                     {0x001E, "x448"},
                                                                                     {0x0100, "ffdhe2048"},
                                                                                     {0x0101, "ffdhe3072"},
                                                                                     {0x0102, "ffdhe4096"},
                                                                                     {0x0103, "ffdhe6144"},
                                                                                     {0x0104, "ffdhe8192"},
                                                                                     {0x11EC, "X25519MLKEM768"}}};
  for (auto const& [code_point, name] : names)
    if (code_point == group) return std::string{name};
  return hex_text(group);
}

}  // namespace vidimus
