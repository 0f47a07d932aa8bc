// SPDX-License-Identifier: Apache-2.0
// Attribute types of distinguished names and how they are written: RFC 4514's names where it has one, else the name that
// the type was registered with.
#pragma once

#include <vidimus/der/oids.hpp>

#include <array>
#include <string_view>

namespace vidimus {

struct AttributeType {
  der::Oid id;
  std::string_view short_name;
};

// clang-format off
/// The types that have a name in text.
inline constexpr std::array<AttributeType, 23> attribute_types{{
    {oid::common_name, "CN"},
    {oid::organizational_unit_name, "OU"},
    {oid::organization_name, "O"},
    {oid::country_name, "C"},
    {oid::locality_name, "L"},
    {oid::state_or_province_name, "ST"},
    {oid::street_address, "STREET"},
    {oid::domain_component, "DC"},
    {oid::user_id, "UID"},
    {oid::serial_number, "SERIALNUMBER"},
    {oid::email_address, "emailAddress"},
    {oid::surname, "SN"},
    {oid::given_name, "givenName"},
    {oid::initials, "initials"},
    {oid::title, "title"},
    {oid::name, "name"},
    {oid::generation_qualifier, "generationQualifier"},
    {oid::dn_qualifier, "dnQualifier"},
    {oid::postal_code, "postalCode"},
    {oid::pseudonym, "pseudonym"},
    {oid::unique_identifier, "x500UniqueIdentifier"},
    {oid::unstructured_name, "unstructuredName"},
    {oid::unstructured_address, "unstructuredAddress"},
}};
// clang-format on

/// Empty for a type that is not in the table.
[[nodiscard]] constexpr auto short_name_of(der::Oid type) -> std::string_view {
  for (auto const& row : attribute_types)
    if (row.id == type) return row.short_name;
  return {};
}

}  // namespace vidimus
