// SPDX-License-Identifier: Apache-2.0
// Which certificates of a path a revocation checker asks about: an option of the checkers, in the type.
#pragma once

#include <vidimus/core/config.hpp>

#include <concepts>
#include <string_view>

namespace vidimus {

namespace detail {
struct DepthOption {};
}  // namespace detail

/// Every certificate below the trust anchor. The default.
struct WholeChain {
  using option = detail::DepthOption;
  static constexpr std::string_view words = "every certificate of the path";
  [[nodiscard]] static constexpr auto covers(unsigned) -> bool { return true; }
};

/// The end entity's certificate alone: a revoked intermediate authority goes unnoticed. When to use: where the authorities
/// publish no CRLs of their own and are few enough to watch.
struct EndEntityOnly {
  using option = detail::DepthOption;
  static constexpr std::string_view words = "the end entity's certificate alone";
  [[nodiscard]] static constexpr auto covers(unsigned depth) -> bool { return depth == 0; }
};

namespace detail {

template <class P, class Option>
concept IsOption = requires { typename P::option; } && std::same_as<typename P::option, Option>;

template <class Option, class Default, class... Options>
struct ChosenOption {
  using type = Default;
};
template <class Option, class Default, class First, class... Rest>
struct ChosenOption<Option, Default, First, Rest...> : ChosenOption<Option, Default, Rest...> {};
template <class Option, class Default, IsOption<Option> First, class... Rest>
struct ChosenOption<Option, Default, First, Rest...> {
  using type = First;
};

/// The option of a kind among several, or what stands for none.
template <class Option, class Default, class... Options>
using chosen_option = typename ChosenOption<Option, Default, Options...>::type;

}  // namespace detail

}  // namespace vidimus
