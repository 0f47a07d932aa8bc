// SPDX-License-Identifier: Apache-2.0
// CN=QM2*, OU=Payments, O=Acme as people write it without a library for it: by hand over the DER of the name, and as a regular
// expression over its text. Both do less than SslPeer: a repeated attribute, an unusual string type, white space.
#pragma once

#include <cstddef>
#include <cstring>
#include <regex>
#include <span>
#include <string>
#include <string_view>

namespace bench {

/// One attribute of the name: `type` is the last octet of 2.5.4.x.
struct HandAttribute {
  unsigned char type;
  std::string_view value;
};

/// SET { SEQUENCE { 2.5.4.x, value } } of less than 128 octets, one attribute a SET, and nothing else is understood.
inline auto take_attribute(std::string_view& rdns, HandAttribute& attribute) -> bool {
  if (rdns.size() < 11 || rdns[0] != 0x31 || rdns[2] != 0x30) return false;
  auto const size = static_cast<std::size_t>(rdns[1]) + 2;
  if (size > rdns.size() || size < 11 || std::memcmp(rdns.data() + 4, "\x06\x03\x55\x04", 4) != 0) return false;
  attribute = {static_cast<unsigned char>(rdns[8]), rdns.substr(11, size - 11)};
  rdns.remove_prefix(size);
  return true;
}

inline auto is_same_but_for_case(std::string_view text, std::string_view small) -> bool {
  if (text.size() != small.size()) return false;
  for (std::size_t i = 0; i != small.size(); ++i)
    if ((text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]) != small[i]) return false;
  return true;
}

inline auto matches_by_hand(std::span<std::byte const> name) -> bool {
  std::string_view rdns{reinterpret_cast<char const*>(name.data()), name.size()};
  if (rdns.size() < 2 || rdns[0] != 0x30 || static_cast<std::size_t>(rdns[1]) + 2 != rdns.size()) return false;
  rdns.remove_prefix(2);
  bool has_name = false, has_unit = false, has_organization = false;
  for (HandAttribute attribute{}; take_attribute(rdns, attribute);) {
    auto const [type, value] = attribute;
    if (type == 3) has_name = is_same_but_for_case(value.substr(0, 3), "qm2");
    if (type == 11 && !has_unit) has_unit = is_same_but_for_case(value, "payments");
    if (type == 10) has_organization = is_same_but_for_case(value, "acme");
  }
  return has_name && has_unit && has_organization;
}

/// Of a text that was made before: `CN=QM2,OU=Payments,O=Acme,C=GB`.
inline auto matches_by_regex(std::string const& text) -> bool {
  static std::regex const expression{"CN=QM2[^,]*,(.*,)?OU=Payments,(.*,)?O=Acme(,.*)?",
                                     std::regex::icase | std::regex::optimize};
  return std::regex_match(text, expression);
}

}  // namespace bench
