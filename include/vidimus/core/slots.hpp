// SPDX-License-Identifier: Apache-2.0
// Policies side by side: empty ones take no bytes. (Two of one type take a byte each: C++ gives every object of a type an
// address of its own.)
#pragma once

#include <vidimus/core/config.hpp>

#include <cstddef>
#include <utility>

namespace vidimus::detail {

template <std::size_t Index, class P>
struct Slot {
  [[no_unique_address]] P policy;
};

template <class Indices, class... Ps>
struct SlotBases;

template <std::size_t... Indices, class... Ps>
struct SlotBases<std::index_sequence<Indices...>, Ps...> : Slot<Indices, Ps>... {
  constexpr SlotBases() = default;
  explicit constexpr SlotBases(std::in_place_t, Ps... policies) : Slot<Indices, Ps>{std::move(policies)}... {}
};

template <class... Ps>
using Slots = SlotBases<std::index_sequence_for<Ps...>, Ps...>;

/// The policy at a position.
template <std::size_t Index, class P>
[[nodiscard]] constexpr auto slot(Slot<Index, P> const& at) -> P const& {
  return at.policy;
}

}  // namespace vidimus::detail
