// SPDX-License-Identifier: Apache-2.0
// Deciding by a filter that the compiler has read: one walk over the name, in which each attribute of the filter is a constant.
// What matches is what dn_filter_match.hpp says; why something does not is left to it.
#pragma once

#include <vidimus/peer_name/dn_filter_match.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

namespace vidimus::detail {

/// One attribute of `Filter`, a `CheckedDnFilter`.
template <class Filter, std::size_t At>
class StaticPartMatch {
  static constexpr DnFilterPart part = Filter::view.parts[At];
  static constexpr std::string_view literal = Filter::view.literal_of(part);

 public:
  [[gnu::always_inline]] void show(Attribute const& attribute) {
    if (is_attribute_of<part.key>(attribute.type)) match_.show(literal, part, attribute);
  }
  [[nodiscard, gnu::always_inline]] auto outcome(SerialNumber const& serial_number) const -> PartOutcome {
    if constexpr (part.key == AttributeKey::serial_number) return match_serial_number(literal, part, serial_number);
    return match_.outcome();
  }

 private:
  PartMatch match_;
};

/// Whether each attribute of the filter is there and matches. `certificate` has the serial number.
template <class Filter>
[[nodiscard]] auto filter_matches(Name const& name, Certificate const& certificate) -> bool {
  return [&]<std::size_t... At>(std::index_sequence<At...>) {
    std::tuple<StaticPartMatch<Filter, At>...> parts;
    for (auto const& attribute : name.attributes()) (std::get<At>(parts).show(attribute), ...);
    return ((std::get<At>(parts).outcome(certificate.serial_number()) == PartOutcome::match) && ...);
  }(std::make_index_sequence<Filter::view.parts.size()>{});
}

/// The same of a filter that was read at run time.
[[nodiscard]] inline auto filter_matches(DnFilterView filter, Name const& name, Certificate const& certificate)
    -> bool {
  auto const serial_number = certificate.serial_number();
  return std::ranges::all_of(filter.parts, [&](DnFilterPart const& part) {
    return match_part(filter, part, {name, serial_number}) == PartOutcome::match;
  });
}

}  // namespace vidimus::detail
