// SPDX-License-Identifier: Apache-2.0
// Which of two filters is the more specific (IBM MQ, "Channel authentication records", precedence of SSLPEER values).
#pragma once

#include <vidimus/peer_name/dn_filter.hpp>

#include <compare>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace vidimus::detail {

/// What makes the less specific of two filters so.
enum class LessSpecific : unsigned char { nothing, fewer_values, more_wildcards, shorter, later_text, spaces_folded };

/// `order` is greater where the first filter is the more specific; equal where nothing in them says which.
struct DnPrecedence {
  std::strong_ordering order = std::strong_ordering::equal;
  AttributeKey key{};  ///< of the attribute that decided
  LessSpecific why = LessSpecific::nothing;
};

/// `*` alone.
inline constexpr int any_value = 3;

/// 0 without a wildcard, 1 with one, 2 for `*x*`, `any_value` for `*` alone, or `**`.
[[nodiscard]] constexpr auto wildcards_of(DnFilterPart const& part) -> int {
  bool const is_open = part.open.start || part.open.end;
  if (is_open && part.literal_size == 0) return any_value;
  return (part.open.start ? 1 : 0) + (part.open.end ? 1 : 0);
}

[[nodiscard]] constexpr auto count_of_values(DnFilterView filter, AttributeKey key) -> std::size_t {
  std::size_t count = 0;
  for (auto const& part : filter.parts) count += part.key == key ? 1U : 0U;
  return count;
}

/// Only where there is one.
[[nodiscard]] constexpr auto part_at(DnFilterView filter, AttributeKey key, std::size_t place) -> DnFilterPart const& {
  std::size_t at = 0;
  while (filter.parts[at].key != key || filter.parts[at].place != place) ++at;
  return filter.parts[at];
}

/// Whether quotes change what the value matches: not of a serial number, nor of `*x*` and `*` without a space.
[[nodiscard]] constexpr auto do_spaces_matter(DnFilterView filter, DnFilterPart const& part) -> bool {
  if (part.key == AttributeKey::serial_number || wildcards_of(part) == any_value) return false;
  return !(part.open.start && part.open.end) || filter.literal_of(part).find(' ') != std::string_view::npos;
}

/// Two values of one attribute.
[[nodiscard]] constexpr auto compare_values(DnFilterView a, DnFilterPart const& a_part, DnFilterView b,
                                            DnFilterPart const& b_part) -> DnPrecedence {
  auto const key = a_part.key;
  if (auto const order = wildcards_of(b_part) <=> wildcards_of(a_part); order != 0)
    return {order, key, LessSpecific::more_wildcards};
  if (auto const order = a_part.literal_size <=> b_part.literal_size; order != 0)
    return {order, key, LessSpecific::shorter};
  if (auto const order = b.literal_of(b_part) <=> a.literal_of(a_part); order != 0)
    return {order, key, LessSpecific::later_text};
  if (a_part.spaces != b_part.spaces && do_spaces_matter(a, a_part))
    return {a_part.spaces == Spaces::exact ? std::strong_ordering::greater : std::strong_ordering::less, key,
            LessSpecific::spaces_folded};
  return {};
}

[[nodiscard]] constexpr auto compare_attribute(DnFilterView a, DnFilterView b, AttributeKey key) -> DnPrecedence {
  auto const count = count_of_values(a, key);
  if (auto const order = count <=> count_of_values(b, key); order != 0) return {order, key, LessSpecific::fewer_values};
  for (std::size_t place = 0; place != count; ++place) {
    auto const precedence = compare_values(a, part_at(a, key, place), b, part_at(b, key, place));
    if (precedence.order != 0) return precedence;
  }
  return {};
}

/// The order of precedence. Attribute by attribute, as `AttributeKey` lists them, SERIALNUMBER first and DNQ last, the first
/// difference decides; of one attribute's values the filter is the more specific
///
///   1. that has more of them: one rather than none, and of OU and DC the larger number, even if the highest is `*`; then, from
///      the highest level down (of OU the one written first, of DC the one written last), at the first pair that differs,
///   2. whose value has no wildcard, rather than one at an end, rather than `*x*`, rather than `*`;
///   3. whose value is longer, in octets after folding and without wildcards;
///   4. whose value without wildcards comes first when letter case is ignored;
///   5. whose value is in quotes, where that makes its spaces count: not MQ's, it makes `CN="A B"` beat `CN=A B`.
///
/// A filter that matches whatever another one matches is therefore never the more specific. Equal are the same filter
/// written otherwise, and filters such as `CN=*A` and `CN=A*`; a peer whose values are the literals matches both.
[[nodiscard]] constexpr auto compare_filters(DnFilterView a, DnFilterView b) -> DnPrecedence {
  for (auto key = AttributeKey::serial_number; key <= AttributeKey::dnq;
       key = static_cast<AttributeKey>(static_cast<unsigned char>(key) + 1)) {
    auto const precedence = compare_attribute(a, b, key);
    if (precedence.order != 0) return precedence;
  }
  return {};
}

/// Whether two filters that compare equal are one filter.
[[nodiscard]] constexpr auto is_same_filter(DnFilterView a, DnFilterView b) -> bool {
  for (auto const& part : a.parts) {
    auto const& other = part_at(b, part.key, part.place);
    bool const is_any = wildcards_of(part) == any_value;
    if (!is_any && (part.open.start != other.open.start || part.open.end != other.open.end)) return false;
  }
  return true;
}

/// Of the less specific filter: `its CN is shorter`.
[[nodiscard]] inline auto reason_of(DnPrecedence const& precedence) -> std::string {
  auto const key = std::string{name_of(precedence.key)};
  switch (precedence.why) {
    case LessSpecific::nothing: break;
    case LessSpecific::fewer_values: return is_ordered(precedence.key) ? "it has fewer " + key : "it has no " + key;
    case LessSpecific::more_wildcards: return "its " + key + " has more wildcards";
    case LessSpecific::shorter: return "its " + key + " is shorter";
    case LessSpecific::later_text: return "its " + key + " comes later in the alphabet";
    case LessSpecific::spaces_folded: return "its " + key + " is not in quotes";
  }
  return "it is equally specific";
}

}  // namespace vidimus::detail
