// SPDX-License-Identifier: Apache-2.0
// Whether a location is one that is asked for, before anything else is read of it.
#pragma once

#include <algorithm>
#include <string_view>

namespace vidimus::detail {

/// `scheme` in small letters; its letters may be of either case in the URL (RFC 3986, 3.1).
[[nodiscard]] constexpr auto has_scheme_and_host(std::string_view url, std::string_view scheme) -> bool {
  constexpr std::string_view after = "://";
  constexpr auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return url.size() > scheme.size() + after.size() && url.substr(scheme.size(), after.size()) == after &&
         std::ranges::equal(url.substr(0, scheme.size()), scheme, {}, lower);
}

[[nodiscard]] constexpr auto is_http(std::string_view url) -> bool { return has_scheme_and_host(url, "http"); }

}  // namespace vidimus::detail
