// SPDX-License-Identifier: Apache-2.0
// What a channel type demands, for the compiler to check and for people to read.
//
//   static_assert(is_suite_b_192<Channel> && checks_revocation<Channel>);
//   std::puts(describe<Channel>().c_str());
#pragma once

#include <vidimus/cipher_spec/concept.hpp>
#include <vidimus/cipher_spec/table.hpp>
#include <vidimus/core/description.hpp>
#include <vidimus/pipeline/policy_set.hpp>
#include <vidimus/revocation/any_revocation_checker.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace vidimus {

namespace detail {

/// The policy of a role that a `SecureChannel`, an `Endpoint` or any other type over policies has; or the policy itself.
template <class Ch, class Role>
struct PolicyOf {};
template <class Ch, class Role>
  requires HasRole<Ch, Role>
struct PolicyOf<Ch, Role> : std::type_identity<Ch> {};
template <template <class...> class Ch, class... Ts, class Role>
  requires(!HasRole<Ch<Ts...>, Role>)
struct PolicyOf<Ch<Ts...>, Role> : PolicyFor<Role, Ts...> {};

template <class Ch>
using spec_of = typename PolicyOf<Ch, role::cipher_spec>::type;

/// Only what the compiler knows can be promised: a spec that is read at run time has no posture.
template <class Spec>
concept StaticCipherSpec = CipherSpec<Spec> && requires {
  { Spec::suites().size() };
  { Spec::groups().size() };
};

template <class Spec, class Predicate>
consteval auto all_suites(Predicate holds) -> bool {
  if constexpr (StaticCipherSpec<Spec>) {
    return std::ranges::all_of(Spec::suites(), [&](std::uint16_t code_point) {
      auto const* const suite = find_suite(code_point);
      return suite != nullptr && holds(*suite);
    });
  }
  return false;
}

template <class Spec, std::uint16_t... Allowed>
consteval auto all_groups() -> bool {
  if constexpr (StaticCipherSpec<Spec>)
    return std::ranges::all_of(Spec::groups(), [&](std::uint16_t group) { return ((group == Allowed) || ...); });
  return false;
}

}  // namespace detail

/// Every suite that can be agreed on is of FIPS approved algorithms, and every group of SP 800-56A (P-256, P-384, P-521).
template <class Ch>
inline constexpr bool is_fips_profile =
    detail::all_suites<detail::spec_of<Ch>>([](CipherSuite const& suite) { return suite.fips == Fips::approved; }) &&
    detail::all_groups<detail::spec_of<Ch>, 0x0017, 0x0018, 0x0019>();

/// RFC 6460, 3.1: suites of Suite B, of either level, and its groups.
template <class Ch>
inline constexpr bool is_suite_b_128 =
    detail::all_suites<detail::spec_of<Ch>>([](CipherSuite const& suite) { return suite.suite_b != SuiteB::none; }) &&
    detail::all_groups<detail::spec_of<Ch>, 0x0017, 0x0018>();

/// RFC 6460, 3.2.
template <class Ch>
inline constexpr bool is_suite_b_192 = detail::all_suites<detail::spec_of<Ch>>([](CipherSuite const& suite) {
                                         return suite.suite_b == SuiteB::level_192;
                                       }) &&
                                       detail::all_groups<detail::spec_of<Ch>, 0x0018>();

/// Every suite that can be agreed on has forward secrecy.
template <class Ch>
inline constexpr bool has_forward_secrecy =
    detail::all_suites<detail::spec_of<Ch>>([](CipherSuite const& suite) { return suite.has_forward_secrecy(); });

namespace detail {
template <class Checker>
inline constexpr bool is_known_to_check =
    !std::same_as<Checker, danger::NoRevocation> && !std::same_as<Checker, AnyRevocationChecker>;
}

/// The type asks whether certificates were revoked. A checker that is settled at run time promises nothing.
template <class Ch>
inline constexpr bool checks_revocation =
    detail::is_known_to_check<typename detail::PolicyOf<Ch, role::revocation_checker>::type>;

/// One demand of a channel type.
struct Demand {
  std::string_view role;  ///< `Validator`
  std::string text;       ///< what the policy says of itself; where that is settled at run time, that it is
  bool is_known;          ///< by the compiler
};

namespace detail {

template <class Ch, class Role>
[[nodiscard]] auto demand(std::string_view role) -> Demand {
  using P = typename PolicyOf<Ch, Role>::type;
  if constexpr (requires {
                  { P::describe() } -> std::convertible_to<std::string>;
                }) {
    return {role, P::describe(), true};
  } else if constexpr (std::is_empty_v<P> && std::default_initializable<P>) {
    return {role, description_of(P{}, "says nothing of itself"), true};
  } else {
    return {role, "settled at run time", false};
  }
}

}  // namespace detail

/// What a channel type demands of its peers, in the order of the checks.
template <class Ch>
[[nodiscard]] auto demands() -> std::array<Demand, 4> {
  return {detail::demand<Ch, role::validator>("Validator"),
          detail::demand<Ch, role::revocation_checker>("RevocationChecker"),
          detail::demand<Ch, role::peer_name_filter>("PeerNameFilter"),
          detail::demand<Ch, role::cipher_spec>("CipherSpec")};
}

/// The same as text: a line for each.
template <class Ch>
[[nodiscard]] auto describe() -> std::string {
  std::string text;
  for (auto const& demand : demands<Ch>()) text += std::string{demand.role} + ": " + demand.text + '\n';
  return text;
}

}  // namespace vidimus
