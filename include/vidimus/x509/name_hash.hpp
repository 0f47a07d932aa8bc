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

[[nodiscard]] constexpr auto attribute_hash(Attribute const& attribute) -> std::uint64_t {
  NameHash hash;
  hash.add(attribute.type.contents());
  if (!der::is_character_string(attribute.string_tag)) {
    hash.add(attribute.value_der);
    return hash.value();
  }
  auto characters = folded_value(attribute);
  while (auto const character = characters.next()) hash.add(*character);
  return hash.value();
}

/// Attributes of one relative name are a set: their order must not matter.
[[nodiscard]] constexpr auto name_hash(Name const& name) -> std::uint64_t {
  NameHash hash;
  for (auto at = name.begin(); at != name.end();) {
    std::uint64_t sum = 0;
    for (auto const& attribute : take_rdn(at, name.end())) sum += attribute_hash(attribute);
    hash.add(sum);
  }
  return hash.value();
}

}  // namespace vidimus::detail
