// SPDX-License-Identifier: Apache-2.0
// What a CipherSpec is: the cipher suites, groups and protocol versions that a channel offers and accepts.
#pragma once

#include <vidimus/core/negotiated.hpp>
#include <vidimus/core/role.hpp>

#include <concepts>
#include <cstdint>
#include <span>

namespace vidimus {

/// `suites` and `groups` are code points of the IANA registries, best first; suites of both protocol versions stand in one
/// list. `signature_schemes()`, where there is one, is of the same kind; without one the engine's own are offered. What they return must live as long as the policy.
template <class P>
concept CipherSpec = HasRole<P, role::cipher_spec> && requires(P const& policy) {
  { policy.suites() } -> std::convertible_to<std::span<std::uint16_t const>>;
  { policy.groups() } -> std::convertible_to<std::span<std::uint16_t const>>;
  { policy.minimum() } -> std::same_as<ProtocolVersion>;
  { policy.maximum() } -> std::same_as<ProtocolVersion>;
};

}  // namespace vidimus
