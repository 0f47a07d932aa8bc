// SPDX-License-Identifier: Apache-2.0
// connect and accept: a transport and an endpoint in, a channel to an accepted peer out, or the reason why not.
#pragma once

#include <vidimus/channel/explain_expected_name.hpp>
#include <vidimus/channel/explain_transport.hpp>
#include <vidimus/channel/explained_channel.hpp>
#include <vidimus/channel/fetching.hpp>
#include <vidimus/channel/handshake.hpp>
#include <vidimus/channel/secure_channel.hpp>
#include <vidimus/peer_name/dns_name.hpp>
#include <vidimus/peer_name/expected.hpp>

#include <concepts>
#include <string_view>
#include <utility>

namespace vidimus {

namespace detail {

/// Drives a handshake to its end. What its policies want fetched is fetched by the endpoint's Fetcher, which is not so much
/// as compiled where none of them wants anything.
template <Transport T, class... Ps>
auto complete(Handshake<T, Ps...> handshake, Endpoint<Ps...> const& endpoint) -> Result<SecureChannel<T, Ps...>> {
  for (;;) {
    auto const step = handshake.step();
    if (!step) return refuse(step.error());
    if (*step == HandshakeStep::done) return std::move(handshake).finish();
    if (*step != HandshakeStep::wants_fetch)
      return refuse(Finding{Errc::would_block, Note{"a non-blocking transport needs a Handshake"}});
    if constexpr (wants_fetches<Ps...>)
      for (auto& answer : fetch_all(endpoint.policies().template get<role::fetcher>(), handshake.wanted()))
        handshake.provide(std::move(answer));
  }
}

/// Nobody was named whom the connection is to meet.
struct NoExpectedName {};

/// Whether T and Ps are fit for one end, and for what the caller said of the peer's name.
template <End Which, class Name, class T, class... Ps>
consteval auto is_fit() -> bool {
  if constexpr (!Transport<T> || !is_complete<Ps...>) {
    return false;
  } else {
    constexpr bool is_named = std::same_as<Name, ExpectedName>;
    return is_named == expects_name<policy_for<role::peer_name_filter, Ps...>> &&
           (Which == End::client || can_accept<Ps...>);
  }
}

/// Says why they are not. An ordinary call, never a constant: of a constant Clang would report a second error.
template <End Which, class Name, class T, class... Ps>
constexpr void explain_channel() {
  explain_transport<T>();
  explain_policies<Ps...>();
  if constexpr (Transport<T> && is_complete<Ps...>) {
    explain_expected_name<policy_for<role::peer_name_filter, Ps...>, std::same_as<Name, ExpectedName>>();
    if constexpr (Which == End::server) explain_accepting<Ps...>();
  }
}

/// A client says in its ClientHello whom it wants to meet, where that is a host and nothing else was asked for.
inline auto with_server_name(HandshakeOptions options, std::string_view name) -> HandshakeOptions {
  auto const host = without_final_dot(name);
  if (options.server_name.empty() && check_dns_name(host).mistake == DnsNameMistake::none) options.server_name = host;
  return options;
}

template <End Which, class Name, class T, class... Ps>
auto start(T transport, Endpoint<Ps...> const& endpoint, Name name, HandshakeOptions options) {
  explain_channel<Which, Name, T, Ps...>();
  if constexpr (is_fit<Which, Name, T, Ps...>()) {
    using Started = Result<Handshake<T, Ps...>>;
    if constexpr (Which == End::server)
      if (auto ready = endpoint.check_accepting(); !ready) return Started{refuse(std::move(ready.error()))};
    if constexpr (std::same_as<Name, ExpectedName>) {
      if (auto failure = check_expected<policy_for<role::peer_name_filter, Ps...>>(name.text))
        return Started{refuse(*std::move(failure))};
      if (Which == End::client) options = with_server_name(std::move(options), name.text);
      return Started{
          Handshake<T, Ps...>{std::move(transport), endpoint, Which, std::move(options), std::move(name.text)}};
    } else {
      return Started{Handshake<T, Ps...>{std::move(transport), endpoint, Which, std::move(options)}};
    }
  } else {
    return Result<ExplainedAbove>{};
  }
}

template <End Which, class Name, class T, class... Ps>
auto open_channel(T transport, Endpoint<Ps...> const& endpoint, Name name, HandshakeOptions options) {
  if constexpr (!is_fit<Which, Name, T, Ps...>()) {
    explain_channel<Which, Name, T, Ps...>();
    return Result<ExplainedChannel>{refuse(Errc::bad_argument)};
  } else {
    return start<Which>(std::move(transport), endpoint, std::move(name), std::move(options))
        .and_then([&](auto&& handshake) { return complete(std::move(handshake), endpoint); });
  }
}

}  // namespace detail

/// Connects as a client over a blocking transport. While it waits for fetches, so does the peer, within its own deadlines.
/// Errors: whatever a stage refuses. Under TLS 1.3 a client finishes first: a server that refuses our certificate is heard
/// at the first read (`alert_received`).
template <class T, class... Ps>
[[nodiscard]] auto connect(T transport, Endpoint<Ps...> const& endpoint, HandshakeOptions options = {}) {
  return detail::open_channel<End::client>(std::move(transport), endpoint, detail::NoExpectedName{},
                                           std::move(options));
}

/// The same with the peer that a filter of `Expected` compares with: `connect(transport, endpoint, expect("qm1.acme.example"))`.
/// A DNS name is the SNI too, unless the options have another. Errors: the filter's, before anything is sent, where it cannot
/// use the name (`dns_name_malformed`).
template <class T, class... Ps>
[[nodiscard]] auto connect(T transport, Endpoint<Ps...> const& endpoint, ExpectedName name,
                           HandshakeOptions options = {}) {
  return detail::open_channel<End::client>(std::move(transport), endpoint, std::move(name), std::move(options));
}

/// Accepts a client over a blocking transport. Errors: whatever a stage refuses; `own_certificate_missing` where the
/// endpoint has no credentials; those of `Endpoint::check_accepting` where its key fits none of the suites.
template <class T, class... Ps>
[[nodiscard]] auto accept(T transport, Endpoint<Ps...> const& endpoint) {
  return detail::open_channel<End::server>(std::move(transport), endpoint, detail::NoExpectedName{}, {});
}

/// The same with the client that is to come, for a filter of `Expected`.
template <class T, class... Ps>
[[nodiscard]] auto accept(T transport, Endpoint<Ps...> const& endpoint, ExpectedName name) {
  return detail::open_channel<End::server>(std::move(transport), endpoint, std::move(name), {});
}

/// The same a step at a time, for non-blocking transports, and for fetches that delay nobody else (`PendingFetches`).
template <class T, class... Ps>
[[nodiscard]] auto start_connecting(T transport, Endpoint<Ps...> const& endpoint, HandshakeOptions options = {}) {
  return detail::start<End::client>(std::move(transport), endpoint, detail::NoExpectedName{}, std::move(options));
}
template <class T, class... Ps>
[[nodiscard]] auto start_connecting(T transport, Endpoint<Ps...> const& endpoint, ExpectedName name,
                                    HandshakeOptions options = {}) {
  return detail::start<End::client>(std::move(transport), endpoint, std::move(name), std::move(options));
}
template <class T, class... Ps>
[[nodiscard]] auto start_accepting(T transport, Endpoint<Ps...> const& endpoint) {
  return detail::start<End::server>(std::move(transport), endpoint, detail::NoExpectedName{}, {});
}
template <class T, class... Ps>
[[nodiscard]] auto start_accepting(T transport, Endpoint<Ps...> const& endpoint, ExpectedName name) {
  return detail::start<End::server>(std::move(transport), endpoint, std::move(name), {});
}

/// After a mistake that was explained already.
template <class T, class... Rest>
[[nodiscard]] auto connect(T, detail::ExplainedAbove, Rest const&...) -> Result<detail::ExplainedChannel> {
  return refuse(Errc::bad_argument);
}
template <class T, class... Rest>
[[nodiscard]] auto accept(T, detail::ExplainedAbove, Rest const&...) -> Result<detail::ExplainedChannel> {
  return refuse(Errc::bad_argument);
}

}  // namespace vidimus
