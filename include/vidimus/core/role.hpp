// SPDX-License-Identifier: Apache-2.0
// The roles a policy can play. A policy says which with one line: `using role = vidimus::role::peer_name_filter;`
// Structure alone never makes a policy, so a mistake can be explained: we know what its author meant.
#pragma once

#include <vidimus/core/config.hpp>

#include <concepts>

namespace vidimus {

/// The end of a channel that somebody is.
enum class End : unsigned char { client, server };

/// The end at the other side, and the name of one.
[[nodiscard]] constexpr auto other(End end) -> End { return end == End::client ? End::server : End::client; }
[[nodiscard]] constexpr auto name_of(End end) -> char const* { return end == End::client ? "client" : "server"; }

namespace role {

// Named in every channel type: nothing is permitted by silence.
struct validator {};
struct revocation_checker {};
struct peer_name_filter {};

// Defaulted where a channel type does not name them.
struct cipher_spec {};
struct client_authentication {};
struct clock {};
struct observer {};
struct threading {};
struct fetcher {};
struct secret_key_reset {};
struct record_aead {};
struct resumption {};
struct key_log {};
struct padding {};
struct exporter {};

/// Of a type whose mistake has been reported: later checks stay quiet.
struct explained_above {};

}  // namespace role

/// P says that it plays Role.
template <class P, class Role>
concept HasRole = std::same_as<typename P::role, Role>;

}  // namespace vidimus
