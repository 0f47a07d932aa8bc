// SPDX-License-Identifier: Apache-2.0
// A peer's name, folded once to be compared with many filters. It matches exactly what dn_filter_match.hpp does.
#pragma once

#include <vidimus/peer_name/attribute_oid.hpp>
#include <vidimus/peer_name/dn_filter.hpp>
#include <vidimus/peer_name/dn_value.hpp>
#include <vidimus/x509/name.hpp>
#include <vidimus/x509/serial_number.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vidimus::detail {

class DnValues {
 public:
  /// Of an issuer, for which no filter names a serial number.
  explicit DnValues(Name const& name) {
    for (auto const& attribute : name.attributes())
      if (auto const key = attribute_key(attribute.type)) add(of(*key), *key, attribute);
  }
  DnValues(Name const& name, SerialNumber const& serial_number) : DnValues{name} {
    auto text = serial_number.to_hex(":");
    for (auto& letter : text) letter = lower(letter);
    of(AttributeKey::serial_number).levels.push_back({text, text});
  }

  /// The value of a key at a place from the highest level; empty if there is none, or none that a filter could match.
  [[nodiscard]] auto text(AttributeKey key, std::size_t place, Spaces spaces) const -> std::optional<std::string_view> {
    auto const& values = keys_[static_cast<std::size_t>(key)];
    if (values.is_ambiguous || place >= values.levels.size()) return std::nullopt;
    auto const& level = values.levels[place];
    auto const& folded = spaces == Spaces::folded ? level.folded : level.exact;
    return folded ? std::optional<std::string_view>{*folded} : std::nullopt;
  }

  [[nodiscard]] auto matches(DnFilterView filter) const -> bool {
    for (auto const& part : filter.parts) {
      auto const value = text(part.key, part.place, part.spaces);
      if (!value || !literal_matches(*value, filter.literal_of(part), part.open)) return false;
    }
    return true;
  }

 private:
  struct Level {
    std::optional<std::string> folded, exact;  // empty: the value is no text
  };
  struct Values {
    std::vector<Level> levels;
    std::size_t last_rdn = 0;
    bool is_ambiguous = false;
  };

  auto of(AttributeKey key) -> Values& { return keys_[static_cast<std::size_t>(key)]; }

  // Once a key is ambiguous its further values are not read: the peer chose how many there are.
  static void add(Values& values, AttributeKey key, Attribute const& attribute) {
    bool const is_beside_another = !values.levels.empty() && (!is_ordered(key) || attribute.rdn == values.last_rdn);
    values.is_ambiguous = values.is_ambiguous || is_beside_another;
    if (values.is_ambiguous) return;
    values.levels.push_back({folded(attribute, Spaces::folded), folded(attribute, Spaces::exact)});
    values.last_rdn = attribute.rdn;
  }

  static auto folded(Attribute const& attribute, Spaces spaces) -> std::optional<std::string> {
    DnValue const value{attribute, spaces};
    auto const text = value.text();
    return text ? std::optional<std::string>{*text} : std::nullopt;
  }

  std::array<Values, static_cast<std::size_t>(AttributeKey::dnq) + 1> keys_;
};

}  // namespace vidimus::detail
