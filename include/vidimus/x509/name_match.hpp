// SPDX-License-Identifier: Apache-2.0
// Comparing distinguished names (RFC 5280, 7.1): relative names in order, attributes within one as a set, values of
// character strings in their folded form whatever string type each is encoded in, other values by their octets.
#pragma once

#include <vidimus/x509/fold.hpp>
#include <vidimus/x509/name.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>

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

/// ASCII that folding leaves one visible character: no space, no control.
[[nodiscard]] constexpr auto is_graphic(std::byte octet) -> bool {
  return octet > std::byte{0x20} && octet < std::byte{0x7f};
}
[[nodiscard]] constexpr auto to_lower_ascii(std::byte octet) -> std::byte {
  return octet >= std::byte{'A'} && octet <= std::byte{'Z'} ? octet | std::byte{0x20} : octet;
}

/// Compares as far as both are ASCII and agree in their spaces, which mostly is to the end; empty where they must be folded.
[[nodiscard]] constexpr auto same_plain(ByteView a, ByteView b) -> std::optional<bool> {
  auto const common = (std::min)(a.size(), b.size());
  for (std::size_t i = 0; i != common; ++i) {
    if (a[i] == b[i] && a[i] < std::byte{0x80}) continue;
    if (!is_graphic(a[i]) || !is_graphic(b[i])) return std::nullopt;
    if (to_lower_ascii(a[i]) != to_lower_ascii(b[i])) return false;
  }
  if (a.size() == b.size()) return true;
  return is_graphic(a.size() > common ? a[common] : b[common]) ? std::optional{false} : std::nullopt;
}

[[nodiscard]] constexpr auto same_characters(Attribute const& a, Attribute const& b) -> bool {
  if (der::detail::character_size(a.string_tag) <= 1 && der::detail::character_size(b.string_tag) <= 1)
    if (auto const same = same_plain(a.value, b.value)) return *same;
  return same_folded(folded_value(a), folded_value(b));
}

/// The relative distinguished names of a name.
[[nodiscard]] constexpr auto rdns_of(Name const& name) -> der::Reader {
  return der::read_only_nested(name.der(), der::Tag::sequence).value_or(der::Reader{});
}
/// The attributes of the next one, without a header; empty at the end.
[[nodiscard]] constexpr auto next_rdn(der::Reader& rdns) -> ByteView {
  auto const rdn = rdns.read(der::Tag::set);
  return rdn ? (*rdn).contents : ByteView{};
}

/// How many attributes of a relative name are the same as this one.
[[nodiscard]] constexpr auto count_same(ByteView rdn, Attribute const& wanted) -> std::size_t {
  std::size_t same = 0;
  for (der::Reader attributes{rdn}; !attributes.is_at_end();) {
    auto const attribute = Attribute::read(attributes);
    if (!attribute) return 0;
    same += same_attribute(*attribute, wanted) ? 1U : 0U;
  }
  return same;
}

/// Each of `a` is as often in `b`.
[[nodiscard]] constexpr auto has_all_of(ByteView a, ByteView b) -> bool {
  std::size_t attributes = 0;
  for (der::Reader rest{a}; !rest.is_at_end(); ++attributes) {
    auto const attribute = Attribute::read(rest);
    if (!attribute || attributes == rdn_limit) return false;
    if (count_same(a, *attribute) != count_same(b, *attribute)) return false;
  }
  return true;
}

[[nodiscard]] constexpr auto same_rdn(ByteView a, ByteView b) -> bool {
  if (same_bytes(a, b)) return true;
  der::Reader left{a}, right{b};
  auto const first = Attribute::read(left), second = Attribute::read(right);
  if (!first || !second) return false;
  if (left.is_at_end() && right.is_at_end()) return same_attribute(*first, *second);
  return has_all_of(a, b) && has_all_of(b, a);
}

}  // namespace detail

constexpr auto same_value(Attribute const& a, Attribute const& b) -> bool {
  bool const characters = der::is_character_string(a.string_tag) && der::is_character_string(b.string_tag);
  return characters ? detail::same_characters(a, b) : same_bytes(a.value_der, b.value_der);
}

constexpr auto same_attribute(Attribute const& a, Attribute const& b) -> bool {
  return a.type == b.type && same_value(a, b);
}

constexpr auto is_within(Name const& name, Name const& base) -> bool {
  auto rdns = detail::rdns_of(name), base_rdns = detail::rdns_of(base);
  while (!base_rdns.is_at_end()) {
    auto const wanted = detail::next_rdn(base_rdns), rdn = detail::next_rdn(rdns);
    if (wanted.empty() || rdn.empty() || !detail::same_rdn(rdn, wanted)) return false;
  }
  return true;
}

constexpr auto same_name(Name const& a, Name const& b) -> bool {
  if (same_bytes(a.der(), b.der())) return true;
  auto left = detail::rdns_of(a), right = detail::rdns_of(b);
  while (!left.is_at_end() && !right.is_at_end()) {
    auto const rdn = detail::next_rdn(left), other = detail::next_rdn(right);
    if (rdn.empty() || other.empty() || !detail::same_rdn(rdn, other)) return false;
  }
  return left.is_at_end() && right.is_at_end();
}

}  // namespace vidimus
