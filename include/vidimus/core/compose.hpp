// SPDX-License-Identifier: Apache-2.0
// The words that join policies of one role. What joining means stands with the role: `peer_name/compose.hpp`,
// `revocation/compose.hpp`. The primary templates here are reached only by a mistake: they are quiet, and
// `explain_policies` says which mistake it was.
#pragma once

#include <vidimus/core/role.hpp>

namespace vidimus {

namespace detail {
template <class... Ps>
struct Unjoinable {
  using role = vidimus::role::explained_above;
  constexpr Unjoinable() = default;
  explicit constexpr Unjoinable(Ps const&...) {}
};
}  // namespace detail

/// Every part must accept; of revocation checkers the worst status counts (revoked, then unknown, then good).
template <class... Ps>
struct AllOf : detail::Unjoinable<Ps...> {
  using detail::Unjoinable<Ps...>::Unjoinable;
};
template <class... Ps>
AllOf(Ps...) -> AllOf<Ps...>;

/// One part must accept.
template <class... Ps>
struct AnyOf : detail::Unjoinable<Ps...> {
  using detail::Unjoinable<Ps...>::Unjoinable;
};
template <class... Ps>
AnyOf(Ps...) -> AnyOf<Ps...>;

}  // namespace vidimus
