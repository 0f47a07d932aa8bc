// SPDX-License-Identifier: Apache-2.0
// A distribution point may be named relative to its CRL's issuer (RFC 5280, 4.2.1.13): "the value of the CRL issuer's
// distinguished name with the RDN appended".
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/der/tag.hpp>
#include <vidimus/x509/name.hpp>

#include <cstddef>
#include <initializer_list>

namespace vidimus {

namespace detail {

[[nodiscard]] inline auto der_header(der::Tag tag, std::size_t length) -> Buffer {
  Buffer header{static_cast<std::byte>(tag)};
  std::size_t octets = 0;
  while (octets != sizeof length && length >> (8 * octets) != 0) ++octets;
  bool const is_long = length > 0x7f;
  if (is_long) header.push_back(static_cast<std::byte>(0x80U | octets));
  for (auto octet = is_long ? octets : 1; octet != 0; --octet)
    header.push_back(static_cast<std::byte>(length >> (8 * (octet - 1)) & 0xffU));
  return header;
}

[[nodiscard]] inline auto der_element(der::Tag tag, std::initializer_list<ByteView> parts) -> Buffer {
  std::size_t length = 0;
  for (auto const part : parts) length += part.size();
  auto element = der_header(tag, length);
  for (auto const part : parts) element.insert(element.end(), part.begin(), part.end());
  return element;
}

}  // namespace detail

/// The DER of a Name: `issuer` followed by one relative distinguished name, whose attributes are `rdn` (as in
/// `DistributionPointName::relative_name`). Read it with `Name{…}`; the buffer must outlive that view.
[[nodiscard]] inline auto name_with_rdn(Name const& issuer, ByteView rdn) -> Buffer {
  auto const relative = detail::der_element(der::Tag::set, {rdn});
  auto const issuers = der::read_only(issuer.der(), der::Tag::sequence);
  return detail::der_element(der::Tag::sequence, {issuers ? (*issuers).contents : ByteView{}, relative});
}

}  // namespace vidimus
