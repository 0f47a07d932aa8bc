// SPDX-License-Identifier: Apache-2.0
// A socket of Asio's as a Transport that never waits. Standalone Asio; include <vidimus/adapters/asio.hpp> for all of it.
#pragma once

#include <vidimus/transport/address.hpp>
#include <vidimus/transport/concept.hpp>

#include <asio/basic_stream_socket.hpp>
#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/version.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>

#if ASIO_VERSION < 102200
#error "vidimus's adapter for Asio needs Asio 1.22 or later"
#endif

namespace vidimus {

namespace detail {

template <class Socket>
inline constexpr bool is_asio_socket = false;
template <class Protocol, class Executor>
inline constexpr bool is_asio_socket<asio::basic_stream_socket<Protocol, Executor>> = true;

}  // namespace detail

/// A connected stream socket: `asio::ip::tcp::socket`, `asio::local::stream_protocol::socket`. It is made non-blocking, and
/// must stay so. Movable, but not while an operation waits for it; one thread at a time; destroying it closes it.
template <class Socket = asio::ip::tcp::socket>
class AsioTransport {
  static_assert(detail::is_asio_socket<Socket>,
                "vidimus: an AsioTransport is made of a stream socket of Asio's, like asio::ip::tcp::socket");
  static_assert(std::is_same_v<asio::error_code, std::error_code>,
                "vidimus: standalone Asio is needed, whose error_code is the standard's");

 public:
  /// A socket that is not open, or cannot be made non-blocking, says so at the first read and write.
  explicit AsioTransport(Socket socket) : socket_{std::move(socket)} {
    std::error_code error;
    socket_.non_blocking(true, error);
    unusable_ = of_system(error);
    if (unusable_) return;
    peer_ = detail::peer_of(socket_.native_handle());
    if constexpr (std::is_same_v<typename Socket::protocol_type, asio::ip::tcp>)
      socket_.set_option(asio::ip::tcp::no_delay{true}, error);  // a record is written whole, and waits for nothing
  }

  /// As `Transport` says; errors are the system's.
  auto read_some(std::span<std::byte> bytes, std::error_code& error) -> std::size_t {
    error = unusable_;
    if (error || bytes.empty()) return 0;
    auto const count = socket_.read_some(asio::buffer(bytes.data(), bytes.size()), error);
    if (error == asio::error::eof) error.clear();  // 0 without an error is the end
    error = of_system(error);
    return count;
  }
  auto write_some(std::span<std::byte const> bytes, std::error_code& error) -> std::size_t {
    error = unusable_;
    if (error || bytes.empty()) return 0;
    auto const count = socket_.write_some(asio::buffer(bytes.data(), bytes.size()), error);
    error = of_system(error);
    return count;
  }

  /// The peer's address and port, as they were when the connection was made: for reports.
  [[nodiscard]] auto description() const -> std::string const& { return peer_; }
  /// For options, and to wait and to cancel; reading and writing is the channel's.
  [[nodiscard]] auto socket() -> Socket& { return socket_; }
  [[nodiscard]] auto socket() const -> Socket const& { return socket_; }

  /// Says that nothing more will be written, and closes; who waits for the socket ends with `operation_aborted`. What has
  /// arrived unread is read away before, since closing on it would reset the connection, and an alert on its way would be
  /// lost with it.
  void close() {
    if (!socket_.is_open()) return;
    std::error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    std::array<std::byte, 4096> unread;
    for (int i = 0; i != 64 && !unusable_ && read_some(unread, error) != 0; ++i) {
    }
    socket_.close(error);
  }

  AsioTransport(AsioTransport&&) noexcept = default;
  auto operator=(AsioTransport&& other) noexcept -> AsioTransport& {
    if (this == &other) return *this;
    close();
    socket_ = std::move(other.socket_);
    unusable_ = other.unusable_;
    peer_ = std::move(other.peer_);
    return *this;
  }
  ~AsioTransport() { close(); }

 private:
  // Asio's own category has the system's numbers, but compares equal with no std::errc.
  static auto of_system(std::error_code error) -> std::error_code {
    bool const is_asios = error.category() == asio::error::get_system_category();
    return is_asios ? std::error_code{error.value(), std::system_category()} : error;
  }

  Socket socket_;
  std::error_code unusable_;
  std::string peer_;
};
static_assert(Transport<AsioTransport<>>);

}  // namespace vidimus
