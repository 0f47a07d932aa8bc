// SPDX-License-Identifier: Apache-2.0
// Comparing distinguished names (RFC 5280, 7.1): relative names in order, attributes within one as a set, values of
// character strings in their folded form whatever string type each is encoded in, other values by their octets.
#pragma once

#include <vidimus/x509/fold.hpp>
#include <vidimus/x509/name.hpp>

#include <cstddef>
#include <iterator>

namespace vidimus {

/// Whether two attributes have the same type and the same value.
[[nodiscard]] constexpr auto same_attribute(Attribute const& a, Attribute const& b) -> bool;
/// Whether two attributes have the same value; their types are not looked at.
[[nodiscard]] constexpr auto same_value(Attribute const& a, Attribute const& b) -> bool;
/// Whether two names are the same distinguished name.
[[nodiscard]] constexpr auto same_name(Name const& a, Name const& b) -> bool;
/// Whether `name` begins with all of `base`: lies in its subtree (RFC 5280, 4.2.1.10 and 7.1).
[[nodiscard]] constexpr auto is_within(Name const& name, Name const& base) -> bool;

namespace detail {

[[nodiscard]] constexpr auto folded_value(Attribute const& attribute) -> FoldedCharacters<der::CharacterReader> {
  return FoldedCharacters{der::CharacterReader{attribute.string_tag, attribute.value}};
}

/// The attributes of one relative distinguished name.
struct RdnRange {
  NameIterator first, last;

  [[nodiscard]] constexpr auto begin() const -> NameIterator { return first; }
  [[nodiscard]] constexpr auto end() const -> NameIterator { return last; }
  [[nodiscard]] constexpr auto size() const -> std::size_t {
    std::size_t attributes = 0;
    for (auto at = first; at != last; ++at) ++attributes;
    return attributes;
  }
  [[nodiscard]] constexpr auto count(Attribute const& wanted) const -> std::size_t {
    std::size_t same = 0;
    for (auto at = first; at != last; ++at) same += same_attribute(*at, wanted) ? 1 : 0;
    return same;
  }
};

/// Takes the next relative distinguished name; `first` is not the end.
[[nodiscard]] constexpr auto take_rdn(NameIterator& first, NameIterator const& end) -> RdnRange {
  auto const begin = first;
  auto const number = (*first).rdn;
  while (first != end && (*first).rdn == number) ++first;
  return {begin, first};
}

[[nodiscard]] constexpr auto same_rdn(RdnRange const& a, RdnRange const& b) -> bool {
  auto const size = a.size();
  if (size != b.size() || size > rdn_limit) return false;
  if (size == 1) return same_attribute(*a.first, *b.first);
  for (auto const& attribute : a)
    if (a.count(attribute) != b.count(attribute)) return false;
  return true;
}

}  // namespace detail

constexpr auto same_value(Attribute const& a, Attribute const& b) -> bool {
  bool const characters = der::is_character_string(a.string_tag) && der::is_character_string(b.string_tag);
  if (!characters) return same_bytes(a.value_der, b.value_der);
  return same_folded(detail::folded_value(a), detail::folded_value(b));
}

constexpr auto same_attribute(Attribute const& a, Attribute const& b) -> bool {
  return a.type == b.type && same_value(a, b);
}

constexpr auto is_within(Name const& name, Name const& base) -> bool {
  auto at = name.begin(), base_at = base.begin();
  while (base_at != base.end()) {
    if (at == name.end()) return false;
    auto const rdn = detail::take_rdn(at, name.end());
    if (!detail::same_rdn(rdn, detail::take_rdn(base_at, base.end()))) return false;
  }
  return true;
}

constexpr auto same_name(Name const& a, Name const& b) -> bool {
  if (same_bytes(a.der(), b.der())) return true;
  auto const number_of_rdns = [](Name const& name) {
    std::size_t rdns = 0;
    for (auto const& attribute : name) rdns = attribute.rdn + 1;
    return rdns;
  };
  return number_of_rdns(a) == number_of_rdns(b) && is_within(a, b);
}

}  // namespace vidimus
