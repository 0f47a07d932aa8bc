// SPDX-License-Identifier: Apache-2.0
// Channels over Asio's sockets, by asynchronous operations with any completion token. Include it yourself and link
// vidimus::asio; nothing else of vidimus needs Asio. It is for standalone Asio, from 1.22 on.
//
//   async_connect(std::move(socket), endpoint, expect("qm2.acme.example"), [](auto channel) {   // Result<AsioChannel<…>>
//     if (!channel) return log(explain(channel.error()));
//     …asio::async_write(*channel, asio::buffer(order), …);
//   });
#pragma once

#include <vidimus/adapters/asio_channel.hpp>
#include <vidimus/adapters/asio_handshake.hpp>
#include <vidimus/adapters/asio_transport.hpp>
#include <vidimus/channel/connect.hpp>

#include <asio/async_result.hpp>
#include <asio/compose.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace vidimus {

namespace detail {

template <End Which, class Name, class Token, class Socket, class... Ps>
auto async_open(Socket socket, Endpoint<Ps...> const& endpoint, Name name, Token&& token) {
  if constexpr (!is_fit<Which, Name, AsioTransport<Socket>, Ps...>()) {
    explain_channel<Which, Name, AsioTransport<Socket>, Ps...>();
    return ExplainedAbove{};
  } else {
    using Operation = AsioHandshake<Socket, Ps...>;
    auto const executor = socket.get_executor();
    auto started =
        start<Which>(AsioTransport<Socket>{std::move(socket)}, endpoint, std::move(name), HandshakeOptions{});
    return asio::async_compose<Token, void(typename Operation::Outcome)>(
        Operation{std::move(started), endpoint, executor}, token, executor);
  }
}

template <class Token>
concept NoExpectedNameAs = !std::same_as<std::remove_cvref_t<Token>, ExpectedName>;

template <class Socket>
using DefaultToken = asio::default_completion_token_t<typename Socket::executor_type>;

}  // namespace detail

/// Connects as a client over a connected socket of Asio's, which is the channel's from now on. Completes with
/// `void(Result<AsioChannel<Socket, Ps...>>)`: a channel exists only where the peer was accepted, so there is none to give
/// beside an error_code, and the Failure says which certificate, which rule and why. `make_error_code(failure.code())` is the
/// error_code. Errors: as `connect`; `connection_lost` with Asio's `operation_aborted` after a cancellation.
///
/// It has no time limit of its own: a timer of the program's cancels it through its slot (cancellation_type::terminal), as
/// does `operator||` of Asio's. Policies' fetches delay nothing else in the io_context; those of eight handshakes are
/// made at once in a process.
template <class Socket, class... Ps, detail::NoExpectedNameAs Token = detail::DefaultToken<Socket>>
auto async_connect(Socket socket, Endpoint<Ps...> const& endpoint, Token&& token = detail::DefaultToken<Socket>()) {
  return detail::async_open<End::client, detail::NoExpectedName, Token>(std::move(socket), endpoint, {},
                                                                        std::forward<Token>(token));
}
/// The same with the peer that a filter of `Expected` compares with; a DNS name is the SNI too.
template <class Socket, class... Ps, class Token = detail::DefaultToken<Socket>>
auto async_connect(Socket socket, Endpoint<Ps...> const& endpoint, ExpectedName name,
                   Token&& token = detail::DefaultToken<Socket>()) {
  return detail::async_open<End::client, ExpectedName, Token>(std::move(socket), endpoint, std::move(name),
                                                              std::forward<Token>(token));
}

/// Accepts a client over a connected socket of Asio's: as `async_connect`, with the errors of `accept`.
template <class Socket, class... Ps, detail::NoExpectedNameAs Token = detail::DefaultToken<Socket>>
auto async_accept(Socket socket, Endpoint<Ps...> const& endpoint, Token&& token = detail::DefaultToken<Socket>()) {
  return detail::async_open<End::server, detail::NoExpectedName, Token>(std::move(socket), endpoint, {},
                                                                        std::forward<Token>(token));
}
/// The same with the client that is to come, for a filter of `Expected`.
template <class Socket, class... Ps, class Token = detail::DefaultToken<Socket>>
auto async_accept(Socket socket, Endpoint<Ps...> const& endpoint, ExpectedName name,
                  Token&& token = detail::DefaultToken<Socket>()) {
  return detail::async_open<End::server, ExpectedName, Token>(std::move(socket), endpoint, std::move(name),
                                                              std::forward<Token>(token));
}

/// Goes on with a handshake that was started with options of its own (`start_connecting`), to the same end.
template <class Socket, class... Ps, class Token = detail::DefaultToken<Socket>>
auto async_handshake(Handshake<AsioTransport<Socket>, Ps...> handshake, Endpoint<Ps...> const& endpoint,
                     Token&& token = detail::DefaultToken<Socket>()) {
  using Operation = detail::AsioHandshake<Socket, Ps...>;
  auto const executor = handshake.transport().socket().get_executor();
  return asio::async_compose<Token, void(typename Operation::Outcome)>(
      Operation{std::move(handshake), endpoint, executor}, token, executor);
}

/// After a mistake that was explained already.
template <class Socket, class... Rest>
auto async_connect(Socket, detail::ExplainedAbove, Rest&&...) -> detail::ExplainedAbove {
  return {};
}
template <class Socket, class... Rest>
auto async_accept(Socket, detail::ExplainedAbove, Rest&&...) -> detail::ExplainedAbove {
  return {};
}

}  // namespace vidimus
