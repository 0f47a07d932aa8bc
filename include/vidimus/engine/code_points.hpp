// SPDX-License-Identifier: Apache-2.0
// IANA's code points in words, for reports.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <mbedtls/ssl.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::engine::detail {

/// `0x1301`.
[[nodiscard]] inline auto hex_text(std::uint16_t value) -> std::string {
  std::array const bytes{static_cast<std::byte>(value >> 8), static_cast<std::byte>(value)};
  return "0x" + to_hex(bytes);
}

[[nodiscard]] inline auto version_text(std::uint16_t version) -> std::string {
  switch (version) {
    case 0x0301: return "TLS 1.0";
    case 0x0302: return "TLS 1.1";
    case 0x0303: return "TLS 1.2";
    case 0x0304: return "TLS 1.3";
    default: return hex_text(version);
  }
}

/// IANA's name where the TLS library knows the suite. It writes them as `TLS1-3-AES-128-GCM-SHA256`.
[[nodiscard]] inline auto suite_text(std::uint16_t suite) -> std::string {
  std::string name = mbedtls_ssl_get_ciphersuite_name(suite);
  if (name == "unknown") return hex_text(suite);
  std::ranges::replace(name, '-', '_');
  constexpr std::string_view own_prefix = "TLS1_3_";
  return name.starts_with(own_prefix) ? "TLS_" + name.substr(own_prefix.size()) : name;
}

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

template <class ToText>
[[nodiscard]] auto texts_of(std::span<std::uint16_t const> values, ToText to_words) -> std::vector<std::string> {
  std::vector<std::string> texts;
  for (auto const value : values) texts.push_back(to_words(value));
  return texts;
}

/// `a, b, c`.
[[nodiscard]] inline auto joined(std::vector<std::string> const& texts) -> std::string {
  std::string all;
  for (auto const& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

}  // namespace vidimus::engine::detail
