// SPDX-License-Identifier: Apache-2.0
// What is wrong with a transport, and with an end of a channel, in one sentence each.
#pragma once

#include <vidimus/core/client_authentication.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/pipeline/policy_set.hpp>
#include <vidimus/transport/concept.hpp>

#include <concepts>

namespace vidimus::detail {

template <class T>
struct ExplainTransport {
  static_assert(Transport<T>,
                "vidimus: a Transport is movable and needs two member functions:\n"
                "    auto read_some(std::span<std::byte>, std::error_code&) -> std::size_t;\n"
                "    auto write_some(std::span<std::byte const>, std::error_code&) -> std::size_t;");
};
template <class T>
constexpr void explain_transport() {
  (void)sizeof(ExplainTransport<T>);
}

/// Whether a server of these policies can judge every client it lets in: one that filters names cannot accept nameless ones.
template <class... Ps>
inline constexpr bool can_accept =
    policy_for<role::client_authentication, Ps...>::client_authentication == ClientAuthentication::required ||
    std::same_as<policy_for<role::peer_name_filter, Ps...>, danger::AnyPeerName>;

template <class... Ps>
struct ExplainAccepting {
  static_assert(
      can_accept<Ps...>,
      "vidimus: this server accepts clients without a certificate and filters names: a nameless client could never "
      "pass. Leave out the client-authentication policy, or write vidimus::danger::AnyPeerName and mean it");
};
template <class... Ps>
constexpr void explain_accepting() {
  (void)sizeof(ExplainAccepting<Ps...>);
}

}  // namespace vidimus::detail
