// SPDX-License-Identifier: Apache-2.0
// The policies of a channel, found by their role. A role that is not named is filled with its default, which is empty.
#pragma once

#include <vidimus/cipher_spec/ssl_ciph.hpp>
#include <vidimus/core/client_authentication.hpp>
#include <vidimus/core/clock.hpp>
#include <vidimus/core/exporter.hpp>
#include <vidimus/core/key_log.hpp>
#include <vidimus/core/observer.hpp>
#include <vidimus/core/padding.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/secret_key_reset.hpp>
#include <vidimus/core/slots.hpp>
#include <vidimus/core/threading.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace vidimus::detail {

/// What fills a role that a channel type does not name.
template <class Role>
struct DefaultPolicy;
template <>
struct DefaultPolicy<role::cipher_spec> : std::type_identity<SslCiph<"ANY_TLS13">> {};
template <>
struct DefaultPolicy<role::client_authentication> : std::type_identity<RequireClientCertificate> {};
template <>
struct DefaultPolicy<role::clock> : std::type_identity<SystemClock> {};
template <>
struct DefaultPolicy<role::observer> : std::type_identity<NoObserver> {};

template <>
struct DefaultPolicy<role::threading> : std::type_identity<MultiThreaded> {};
template <>
struct DefaultPolicy<role::secret_key_reset> : std::type_identity<NoSecretKeyReset> {};
template <>
struct DefaultPolicy<role::padding> : std::type_identity<NoPadding> {};
template <>
struct DefaultPolicy<role::exporter> : std::type_identity<NoExporters> {};
template <>
struct DefaultPolicy<role::key_log> : std::type_identity<NoKeyLog> {};

template <class Role>
inline constexpr typename DefaultPolicy<Role>::type default_policy{};

template <class Role, class... Ps>
inline constexpr std::size_t count_of = (std::size_t{HasRole<Ps, Role>} + ... + std::size_t{0});

/// The position of the first policy with a role; sizeof...(Ps) if there is none.
template <class Role, class... Ps>
consteval auto position_of() -> std::size_t {
  std::size_t position = 0;
  (void)((HasRole<Ps, Role> ? true : (++position, false)) || ...);
  return position;
}

template <std::size_t Position, class First, class... Rest>
struct TypeAt : TypeAt<Position - 1, Rest...> {};
template <class First, class... Rest>
struct TypeAt<0, First, Rest...> : std::type_identity<First> {};

template <class Role, class... Ps>
struct PolicyFor : DefaultPolicy<Role> {};
template <class Role, class... Ps>
  requires(count_of<Role, Ps...> != 0)
struct PolicyFor<Role, Ps...> : TypeAt<position_of<Role, Ps...>(), Ps...> {};

/// The policy type that plays a role among Ps, or the role's default.
template <class Role, class... Ps>
using policy_for = typename PolicyFor<Role, Ps...>::type;

/// The policies themselves; `get<Role>()` gives the one that plays a role.
template <class... Ps>
class PolicySet {
 public:
  constexpr PolicySet()
    requires(std::default_initializable<Ps> && ...)
  = default;
  explicit constexpr PolicySet(std::in_place_t, Ps... policies) : slots_{std::in_place, std::move(policies)...} {}

  template <class Role>
  [[nodiscard]] constexpr auto get() const -> policy_for<Role, Ps...> const& {
    constexpr auto position = position_of<Role, Ps...>();
    if constexpr (position < sizeof...(Ps)) {
      return slot<position>(slots_);
    } else {
      return default_policy<Role>;
    }
  }

 private:
  [[no_unique_address]] Slots<Ps...> slots_;
};

}  // namespace vidimus::detail
