// SPDX-License-Identifier: Apache-2.0
// Which attributes of a distinguished name a filter's key stands for (RFC 4519, 2; PKCS #9: RFC 2985, 5). MQ's documentation
// gives no object identifiers; MAIL is taken to be either of the two that hold an e-mail address.
#pragma once

#include <vidimus/der/oids.hpp>
#include <vidimus/peer_name/attribute_key.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace vidimus::detail {

/// rfc822Mailbox (RFC 4524, 2.16), the other attribute for an e-mail address.
inline constexpr auto rfc822_mailbox = der::make_oid<"0.9.2342.19200300.100.1.3">();

struct AttributeOid {
  der::Oid oid;
  AttributeKey key;
};

inline constexpr std::array<AttributeOid, 16> attribute_oids{{
    {oid::common_name, AttributeKey::cn},
    {oid::organizational_unit_name, AttributeKey::ou},
    {oid::organization_name, AttributeKey::o},
    {oid::country_name, AttributeKey::c},
    {oid::locality_name, AttributeKey::l},
    {oid::state_or_province_name, AttributeKey::st},
    {oid::street_address, AttributeKey::street},
    {oid::title, AttributeKey::t},
    {oid::postal_code, AttributeKey::pc},
    {oid::dn_qualifier, AttributeKey::dnq},
    {oid::user_id, AttributeKey::uid},
    {oid::domain_component, AttributeKey::dc},
    {oid::email_address, AttributeKey::mail},
    {rfc822_mailbox, AttributeKey::mail},
    {oid::unstructured_name, AttributeKey::unstructured_name},
    {oid::unstructured_address, AttributeKey::unstructured_address},
}};

/// The key that can filter an attribute of this type; empty if none can.
[[nodiscard]] constexpr auto attribute_key(der::Oid type) -> std::optional<AttributeKey> {
  for (auto const& row : attribute_oids)
    if (row.oid == type) return row.key;
  return std::nullopt;
}

/// Whether `Key` can filter an attribute of this type: compared with the identifiers of the key, which are constants.
template <AttributeKey Key>
[[nodiscard, gnu::always_inline]] constexpr auto is_attribute_of(der::Oid type) -> bool {
  auto const is = [type](AttributeOid const& row) {
    return row.key == Key && same_bytes(row.oid.contents(), type.contents());
  };
  return [is]<std::size_t... Row>(std::index_sequence<Row...>) {
    return (is(attribute_oids[Row]) || ...);
  }(std::make_index_sequence<attribute_oids.size()>{});
}

}  // namespace vidimus::detail
