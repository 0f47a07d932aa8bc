// SPDX-License-Identifier: Apache-2.0
// The attributes that SSLPEER and SSLCERTI can filter (IBM MQ, "Distinguished Names"), with their aliases. A certificate's
// name may hold others; no filter can name those.
#pragma once

#include <vidimus/core/config.hpp>
#include <vidimus/peer_name/letter_case.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace vidimus {

/// In MQ's order of specificity, the most specific first (IBM MQ, "Channel authentication records").
enum class AttributeKey : unsigned char {
  serial_number,  ///< of the certificate, not the X.520 attribute of that name
  mail,
  uid,
  cn,
  t,
  ou,
  dc,
  o,
  street,
  l,
  st,
  pc,
  c,
  unstructured_name,
  unstructured_address,
  dnq,
};

namespace detail {

struct AttributeKeyName {
  std::string_view name;
  AttributeKey key;
};

/// The name to print comes first, aliases behind it.
inline constexpr std::array<AttributeKeyName, 20> attribute_key_names{{
    {"SERIALNUMBER", AttributeKey::serial_number},
    {"MAIL", AttributeKey::mail},
    {"E", AttributeKey::mail},
    {"UID", AttributeKey::uid},
    {"USERID", AttributeKey::uid},
    {"CN", AttributeKey::cn},
    {"T", AttributeKey::t},
    {"OU", AttributeKey::ou},
    {"DC", AttributeKey::dc},
    {"O", AttributeKey::o},
    {"STREET", AttributeKey::street},
    {"L", AttributeKey::l},
    {"ST", AttributeKey::st},
    {"SP", AttributeKey::st},
    {"S", AttributeKey::st},
    {"PC", AttributeKey::pc},
    {"C", AttributeKey::c},
    {"UNSTRUCTUREDNAME", AttributeKey::unstructured_name},
    {"UNSTRUCTUREDADDRESS", AttributeKey::unstructured_address},
    {"DNQ", AttributeKey::dnq},
}};

/// Letter case counts: MQ's keys are upper case.
constexpr auto attribute_key(std::string_view name) -> std::optional<AttributeKey> {
  for (auto const& row : attribute_key_names)
    if (row.name == name) return row.key;
  return std::nullopt;
}

/// For a better message about a key in lower case.
constexpr auto resembles_attribute_key(std::string_view name) -> bool {
  for (auto const& row : attribute_key_names) {
    bool is_same = row.name.size() == name.size();
    for (std::size_t i = 0; is_same && i != name.size(); ++i) is_same = row.name[i] == upper(name[i]);
    if (is_same) return true;
  }
  return false;
}

}  // namespace detail

/// The key as a filter writes it.
[[nodiscard]] constexpr auto name_of(AttributeKey key) -> std::string_view {
  for (auto const& row : detail::attribute_key_names)
    if (row.key == key) return row.name;
  return {};
}

/// Whether a name may have it several times, as levels of a hierarchy; of the others at most one.
[[nodiscard]] constexpr auto is_ordered(AttributeKey key) -> bool {
  return key == AttributeKey::ou || key == AttributeKey::dc;
}

}  // namespace vidimus
