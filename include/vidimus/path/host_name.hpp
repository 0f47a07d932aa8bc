// SPDX-License-Identifier: Apache-2.0
// Host names as name constraints compare them: ASCII letters in either case, label by label.
#pragma once

#include <vidimus/core/config.hpp>

#include <algorithm>
#include <string_view>

namespace vidimus::detail {

[[nodiscard]] constexpr auto ascii_lower(char character) -> char {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

[[nodiscard]] constexpr auto same_ascii_text(std::string_view a, std::string_view b) -> bool {
  return std::ranges::equal(a, b, {}, ascii_lower, ascii_lower);
}

/// RFC 1123, 2.1, and the underscore, which names in use have.
[[nodiscard]] constexpr auto is_host_label(std::string_view label) -> bool {
  return !label.empty() && label.size() <= 63 && std::ranges::all_of(label, [](char character) {
    auto const lower = ascii_lower(character);
    return (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == '-' || lower == '_';
  });
}

/// Labels and single dots between them; no dot at either end.
[[nodiscard]] constexpr auto is_host_name(std::string_view text) -> bool {
  if (text.size() > 253) return false;
  for (auto dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
    if (!is_host_label(text.substr(0, dot))) return false;
    text.remove_prefix(dot + 1);
  }
  return is_host_label(text);
}

/// Whether a name's last label is a number: an address, not a host name (RFC 3696, 2).
[[nodiscard]] constexpr auto looks_like_address(std::string_view host) -> bool {
  auto const last = host.substr(host.rfind('.') + 1);
  return std::ranges::all_of(last, [](char character) { return character >= '0' && character <= '9'; });
}

/// `host` is `domain` with one or more labels before it.
[[nodiscard]] constexpr auto is_below(std::string_view host, std::string_view domain) -> bool {
  return host.size() > domain.size() + 1 && host[host.size() - domain.size() - 1] == '.' &&
         same_ascii_text(host.substr(host.size() - domain.size()), domain);
}

[[nodiscard]] constexpr auto is_at_or_below(std::string_view host, std::string_view domain) -> bool {
  return same_ascii_text(host, domain) || is_below(host, domain);
}

}  // namespace vidimus::detail
