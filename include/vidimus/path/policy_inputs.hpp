// SPDX-License-Identifier: Apache-2.0
// What a caller may demand of certificate policies and of a path's length (RFC 5280, 6.1.1 (c), (e), (f), (g)).
#pragma once

#include <vidimus/der/oids.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace vidimus {

/// The default: every policy is welcome, none is required. It takes no space.
struct AnyPolicy {
  [[nodiscard]] static auto user_initial_policy_set() -> std::span<der::Oid const> { return any; }
  static constexpr bool initial_explicit_policy = false;
  static constexpr bool initial_policy_mapping_inhibit = false;
  static constexpr bool initial_any_policy_inhibit = false;
  static constexpr std::optional<std::size_t> max_path_length{};

 private:
  static constexpr std::array<der::Oid, 1> any{oid::any_policy};
};

/// The same, chosen at run time. The octets of the OIDs must outlive it; those of `der::make_oid` always do.
struct PolicyInputs {
  std::vector<der::Oid> policies{oid::any_policy};  ///< the user-initial-policy-set
  bool initial_explicit_policy = false;             ///< the path must be good for one of them
  bool initial_policy_mapping_inhibit = false;
  bool initial_any_policy_inhibit = false;
  std::optional<std::size_t>
      max_path_length{};  ///< certificates between anchor and end entity, self-issued ones not counted

  [[nodiscard]] auto user_initial_policy_set() const -> std::span<der::Oid const> { return policies; }
};

namespace detail {

/// Inputs as values, so that what uses them is compiled once.
struct InputValues {
  std::span<der::Oid const> user_initial_policy_set;
  bool initial_explicit_policy, initial_policy_mapping_inhibit, initial_any_policy_inhibit;
  std::optional<std::size_t> max_path_length;

  template <class Inputs>
  static auto of(Inputs const& inputs) -> InputValues {
    return {inputs.user_initial_policy_set(), inputs.initial_explicit_policy, inputs.initial_policy_mapping_inhibit,
            inputs.initial_any_policy_inhibit, inputs.max_path_length};
  }
};

}  // namespace detail

}  // namespace vidimus
