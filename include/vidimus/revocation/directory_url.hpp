// SPDX-License-Identifier: Apache-2.0
// The URL of one value in a directory (RFC 4516), as it is asked for.
#pragma once

#include <vidimus/core/bytes.hpp>

#include <string>
#include <string_view>

namespace vidimus::detail {

/// Every octet that is not unreserved (RFC 3986, 2.3), but for what a DN is full of.
[[nodiscard]] inline auto with_escapes(std::string_view text) -> std::string {
  constexpr std::string_view kept = "-._~=,";
  std::string escaped;
  for (char const c : text) {
    bool const is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    bool const is_plain = is_letter || (c >= '0' && c <= '9') || kept.find(c) != kept.npos;
    escaped += is_plain ? std::string(1, c) : '%' + to_hex(bytes_of({&c, 1}));
  }
  return escaped;
}

/// A DN as RFC 4514 writes it, and an attribute without its option `binary`, which is always asked for (RFC 4523, 2).
[[nodiscard]] inline auto directory_url(std::string_view host_and_port, std::string_view dn, std::string_view attribute)
    -> std::string {
  return "ldap://" + std::string{host_and_port} + '/' + with_escapes(dn) + '?' + std::string{attribute} +
         ";binary?base";
}

}  // namespace vidimus::detail
