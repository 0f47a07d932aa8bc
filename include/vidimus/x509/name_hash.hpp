// SPDX-License-Identifier: Apache-2.0
// A number by which the same names are found: equal for names that RFC 5280, 7.1 calls the same, however each is encoded.
// Others may share it: `same_name` decides.
#pragma once

#include <vidimus/x509/name_match.hpp>

#include <cstdint>

namespace vidimus::detail {

/// FNV-1a, over characters where it is given some.
class NameHash {
 public:
  constexpr void add(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x100000001b3U; }
  constexpr void add(ByteView octets) {
    for (auto const octet : octets) add(std::to_integer<std::uint64_t>(octet));
  }
  /// Mixed once more (as MurmurHash3 ends), so that sums of hashes differ too.
  [[nodiscard]] constexpr auto value() const -> std::uint64_t {
    auto const mixed = (hash_ ^ hash_ >> 33U) * 0xff51afd7ed558ccdU;
    return mixed ^ mixed >> 33U;
  }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325U;
};

/// Adds ASCII without superfluous spaces, octet by octet; false, with nothing to be said, of what must be folded.
[[nodiscard]] constexpr auto add_plain(NameHash& hash, ByteView octets) -> bool {
  bool after_space = true;
  for (auto const octet : octets) {
    bool const is_space = octet == std::byte{0x20};
    if (is_space ? after_space : !is_graphic(octet)) return false;
    hash.add(std::to_integer<std::uint64_t>(to_lower_ascii(octet)));
    after_space = is_space;
  }
  return !after_space;
}

[[nodiscard]] constexpr auto attribute_hash(Attribute const& attribute) -> std::uint64_t {
  NameHash hash;
  hash.add(attribute.type.contents());
  auto const of_type = hash;
  if (!der::is_character_string(attribute.string_tag)) {
    hash.add(attribute.value_der);
    return hash.value();
  }
  if (der::detail::character_size(attribute.string_tag) <= 1 && add_plain(hash, attribute.value)) return hash.value();
  hash = of_type;
  auto characters = folded_value(attribute);
  while (auto const character = characters.next()) hash.add(*character);
  return hash.value();
}

/// Attributes of one relative name are a set: their order must not matter.
[[nodiscard]] constexpr auto rdn_hash(ByteView rdn) -> std::uint64_t {
  std::uint64_t sum = 0;
  for (der::Reader attributes{rdn}; !attributes.is_at_end();) {
    auto const attribute = Attribute::read(attributes);
    if (!attribute) return sum;
    sum += attribute_hash(*attribute);
  }
  return sum;
}

[[nodiscard]] constexpr auto name_hash(Name const& name) -> std::uint64_t {
  NameHash hash;
  for (auto rdns = rdns_of(name); !rdns.is_at_end();) {
    auto const rdn = next_rdn(rdns);
    if (rdn.empty()) break;
    hash.add(rdn_hash(rdn));
  }
  return hash.value();
}

}  // namespace vidimus::detail
