// SPDX-License-Identifier: Apache-2.0
// The strict reading of IBM MQ's filters, where its documentation leaves two. In MQ's own reading a name may go on below the
// OUs and DCs of the filter, may repeat attributes that the filter does not name, and "*" may stand for nothing; here none of
// it is let in.
#pragma once

#include <vidimus/peer_name/dn_filter_decision.hpp>
#include <vidimus/peer_name/dn_filter_match.hpp>
#include <vidimus/peer_name/printable.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus::detail {

[[nodiscard]] inline auto attributes_of(Name const& name, AttributeKey key) -> std::size_t {
  std::size_t count = 0;
  for (auto const& attribute : name.attributes()) count += attribute_key(attribute.type) == key ? 1 : 0;
  return count;
}

/// An attribute that stands for one thing and is there more than once, filtered or not.
[[nodiscard]] inline auto repeated_key(Name const& name) -> std::optional<AttributeKey> {
  for (auto const& attribute : name.attributes()) {
    auto const key = attribute_key(attribute.type);
    if (key && !is_ordered(*key) && attributes_of(name, *key) > 1) return key;
  }
  return std::nullopt;
}

/// The levels of an ordered key that the filter names.
[[nodiscard]] inline auto levels_wanted(DnFilterView filter, AttributeKey key) -> std::size_t {
  return static_cast<std::size_t>(std::ranges::count(filter.parts, key, &DnFilterPart::key));
}

/// Of an ordered key; of another there are no levels.
[[nodiscard]] inline auto has_levels_wanted(DnFilterView filter, DnFilterPart const& part, Name const& name) -> bool {
  return !is_ordered(part.key) || attributes_of(name, part.key) == levels_wanted(filter, part.key);
}

/// The octets of the character that a value begins with; 0 of an empty one.
[[nodiscard]] constexpr auto first_character_size(std::string_view value) -> std::size_t {
  auto const first = utf8_reader(value).next();
  return first ? utf8_size(*first) : 0;
}

/// Whether each asterisk of a value that matches stands for a character at least.
[[nodiscard]] constexpr auto asterisks_stand(std::string_view value, std::string_view literal, OpenEnds open) -> bool {
  if (open.start && open.end) {
    auto const found = value.find(literal, first_character_size(value));
    return found < value.size() && value.size() - found > literal.size();
  }
  return (!open.start && !open.end) || value.size() > literal.size();
}

/// Of a part that matches in MQ's reading.
[[nodiscard]] inline auto asterisks_stand(DnFilterView filter, DnFilterPart const& part, FilteredName const& peer)
    -> bool {
  auto const literal = filter.literal_of(part);
  if (part.key == AttributeKey::serial_number) {
    auto text = peer.serial_number.to_hex(":");
    for (auto& letter : text) letter = lower(letter);
    return asterisks_stand(text, literal, part.open);
  }
  std::size_t place = 0;
  for (auto const& attribute : peer.name.attributes()) {
    if (attribute_key(attribute.type) != part.key || place++ != part.place) continue;
    DnValue const value{attribute, part.spaces};
    return value.text() && asterisks_stand(*value.text(), literal, part.open);
  }
  return false;
}

/// What the strict reading refuses of a name that matches in MQ's.
[[nodiscard]] inline auto strict_finding(DnFilterView filter, FilteredName const& peer) -> std::optional<Finding> {
  if (auto const key = repeated_key(peer.name))
    return Finding{Errc::peer_name_ambiguous,
                   Mismatch{"one " + std::string{name_of(*key)}, presented_values(*key, peer)}};
  for (auto const& part : filter.parts) {
    if (!asterisks_stand(filter, part, peer)) return dn_finding(filter, part, PartOutcome::mismatch, peer);
    if (has_levels_wanted(filter, part, peer.name)) continue;
    auto wanted = std::to_string(levels_wanted(filter, part.key)) + ' ' + std::string{name_of(part.key)};
    return Finding{Errc::peer_name_mismatch,
                   Mismatch{std::move(wanted) + " and none below", presented_values(part.key, peer)}};
  }
  return std::nullopt;
}

/// Whether `judge_dn_strictly` would accept.
[[nodiscard]] inline auto matches_strictly(DnFilterView filter, Name const& name, Certificate const& certificate)
    -> bool {
  auto const serial_number = certificate.serial_number();
  return filter_matches(filter, name, certificate) && !repeated_key(name) &&
         std::ranges::all_of(filter.parts, [&](DnFilterPart const& part) {
           return asterisks_stand(filter, part, {name, serial_number}) && has_levels_wanted(filter, part, name);
         });
}

/// As `judge_dn`, and then strictly.
[[nodiscard]] inline auto judge_dn_strictly(DnFilterView filter, Name const& name, Certificate const& certificate)
    -> Verdict {
  auto verdict = judge_dn(filter, name, certificate);
  if (!verdict.is_accepted()) return verdict;
  auto const serial_number = certificate.serial_number();
  auto finding = strict_finding(filter, {name, serial_number});
  if (!finding) return verdict;
  return Verdict::refused(std::move(*finding).about(0, certificate.subject().to_text()));
}

}  // namespace vidimus::detail
