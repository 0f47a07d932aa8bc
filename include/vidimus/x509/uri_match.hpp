// SPDX-License-Identifier: Apache-2.0
// Comparing URIs as RFC 5280, 7.4 wants: "compare the scheme and host without regard to case, but assume the remainder of
// the scheme-specific-part is case sensitive".
#pragma once

#include <vidimus/core/config.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace vidimus {

namespace detail {

[[nodiscard]] constexpr auto same_without_case(std::string_view a, std::string_view b) -> bool {
  constexpr auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// A URI in the parts that are compared differently (RFC 3986, 3); one without an authority has no host.
struct UriParts {
  std::string_view scheme, user, host, rest;

  explicit constexpr UriParts(std::string_view uri) : rest{uri} {
    auto const colon = uri.find(':');
    if (colon == std::string_view::npos) return;
    scheme = uri.substr(0, colon);
    rest = uri.substr(colon + 1);
    if (!rest.starts_with("//")) return;
    auto const authority = rest.substr(0, (std::min)(rest.find_first_of("/?#", 2), rest.size()));
    auto const at = authority.rfind('@');
    auto const host_begins = at == std::string_view::npos ? 2 : at + 1;
    user = authority.substr(0, host_begins);
    host = authority.substr(host_begins);
    rest.remove_prefix(authority.size());
  }
};

}  // namespace detail

/// Whether two URIs are the same but for the case of scheme and host.
[[nodiscard]] constexpr auto same_uri(std::string_view a, std::string_view b) -> bool {
  if (a == b) return true;
  detail::UriParts const left{a}, right{b};
  return detail::same_without_case(left.scheme, right.scheme) && left.user == right.user &&
         detail::same_without_case(left.host, right.host) && left.rest == right.rest;
}

}  // namespace vidimus
