// SPDX-License-Identifier: Apache-2.0
// IANA's code points in words, as far as the TLS library knows them, for reports.
#pragma once

#include <vidimus/core/code_point.hpp>

#include <mbedtls/ssl.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vidimus::engine::detail {

using vidimus::group_text;
using vidimus::hex_text;

[[nodiscard]] inline auto version_text(std::uint16_t version) -> std::string {
  switch (version) {
    case 0x0301: return "TLS 1.0";
    case 0x0302: return "TLS 1.1";
    case 0x0303: return "TLS 1.2";
    case 0x0304: return "TLS 1.3";
    default: return hex_text(version);
  }
}

/// IANA's name where the TLS library knows the suite, which writes it as `TLS1-3-AES-128-GCM-SHA256`, and of the two that are
/// signals and no suites (RFC 5746, 3.3; RFC 7507, 2).
[[nodiscard]] inline auto suite_text(std::uint16_t suite) -> std::string {
  if (suite == 0x00FF) return "TLS_EMPTY_RENEGOTIATION_INFO_SCSV";
  if (suite == 0x5600) return "TLS_FALLBACK_SCSV";
  std::string name = mbedtls_ssl_get_ciphersuite_name(suite);
  if (name == "unknown") return hex_text(suite);
  std::ranges::replace(name, '-', '_');
  constexpr std::string_view own_prefix = "TLS1_3_";
  return name.starts_with(own_prefix) ? "TLS_" + name.substr(own_prefix.size()) : name;
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
