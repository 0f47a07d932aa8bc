// SPDX-License-Identifier: Apache-2.0
// What a fetch needs of the operating system, none of it waiting. A type of its own, so that tests can let each call fail.
#pragma once

#include <vidimus/transport/name_lookup.hpp>
#include <vidimus/transport/socket.hpp>
#include <vidimus/transport/socket_address.hpp>
#include <vidimus/transport/tcp_transport.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace vidimus::detail {

struct SystemNetwork {
  using Stream = TcpTransport;

  [[nodiscard]] auto look_up(std::string const& host, std::uint16_t port) const -> NameLookup {
    return NameLookup::start(host, port);
  }

  /// A socket that is connecting to this address and to no other.
  [[nodiscard]] auto begin(SocketAddress const& address, std::error_code& error) const -> Socket {
    error.clear();
    auto socket = open_socket(address.family());
    if (!socket.is_open() || ::connect(socket.descriptor(), address.get(), address.size()) != 0) error = last_error();
    if (error == std::errc::operation_in_progress || error == std::errc::interrupted) error.clear();
    return error ? Socket{} : std::move(socket);
  }

  /// The stream, once it is connected. Errors: `operation_would_block`: not yet; else why never.
  [[nodiscard]] auto opened(Socket& socket, std::error_code& error) const -> std::optional<Stream> {
    if (wait_for(socket.descriptor(), POLLOUT, std::chrono::steady_clock::now()) == std::errc::timed_out)
      return error = std::make_error_code(std::errc::operation_would_block), std::nullopt;
    error = wait_connected(socket.descriptor(), std::chrono::steady_clock::now());
    if (error) return std::nullopt;
    auto stream = TcpTransport::adopt(socket.descriptor());
    if (!stream) return error = std::make_error_code(std::errc::connection_reset), std::nullopt;  // it has just gone
    (void)socket.release();                                                                       // now the stream's
    stream->set_blocking(false);
    return *std::move(stream);
  }
};

}  // namespace vidimus::detail
