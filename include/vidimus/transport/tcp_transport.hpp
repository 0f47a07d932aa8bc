// SPDX-License-Identifier: Apache-2.0
// A TCP connection as a Transport: IPv4 and IPv6, a deadline for everything, never a SIGPIPE. POSIX only for now.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/transport/address.hpp>
#include <vidimus/transport/concept.hpp>
#include <vidimus/transport/deadlines.hpp>
#include <vidimus/transport/socket.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <system_error>
#include <utility>

namespace vidimus {

/// Blocking until told otherwise, within its deadlines. Movable; one thread at a time; destroying it closes it.
class TcpTransport {
 public:
  /// Connects to the first address of `host` (a name or an address literal) that answers; each gets its share of what
  /// is left of `deadlines.connect`. Errors, all with host, port and the system's reason: `name_resolution_failed`,
  /// `connect_failed`, `timed_out`.
  [[nodiscard]] static auto connect(std::string const& host, std::uint16_t port, Deadlines deadlines = {})
      -> Result<TcpTransport>;

  /// Takes over a connected TCP socket. Errors: `bad_argument` where it is none; then it stays the caller's.
  [[nodiscard]] static auto adopt(int descriptor, Deadlines deadlines = {}) -> Result<TcpTransport>;

  /// As `Transport` says; errors are the system's.
  auto read_some(std::span<std::byte> bytes, std::error_code& error) -> std::size_t {
    return repeat(POLLIN, deadlines_.read, bytes.empty(), error,
                  [&] { return ::recv(socket_.descriptor(), bytes.data(), bytes.size(), 0); });
  }
  auto write_some(std::span<std::byte const> bytes, std::error_code& error) -> std::size_t {
    return repeat(POLLOUT, deadlines_.write, bytes.empty(), error,
                  [&] { return ::send(socket_.descriptor(), bytes.data(), bytes.size(), no_signal); });
  }

  /// False: what cannot be done at once ends with `operation_would_block`, and no deadline counts.
  void set_blocking(bool blocking) { is_blocking_ = blocking; }
  [[nodiscard]] auto is_blocking() const -> bool { return is_blocking_; }
  void set_deadlines(Deadlines deadlines) { deadlines_ = deadlines; }

  /// The peer's address and port, as they were when the connection was made: for reports.
  [[nodiscard]] auto description() const -> std::string const& { return peer_; }
  /// For poll and its like; stays this object's.
  [[nodiscard]] auto native_handle() const -> int { return socket_.descriptor(); }
  [[nodiscard]] auto is_open() const -> bool { return socket_.is_open(); }

  /// Says that nothing more will be written, and closes. What has arrived unread is read away before, since closing on
  /// it would make the system reset the connection, and an alert on its way would be lost with it.
  void close() {
    if (!socket_.is_open()) return;
    ::shutdown(socket_.descriptor(), SHUT_WR);
    std::array<std::byte, 4096> unread;
    for (int i = 0; i != 64 && ::recv(socket_.descriptor(), unread.data(), unread.size(), 0) > 0; ++i) {
    }
    socket_.reset();
  }

  TcpTransport(TcpTransport&&) noexcept = default;
  auto operator=(TcpTransport&& other) noexcept -> TcpTransport& {
    if (this == &other) return *this;
    close();
    socket_ = std::move(other.socket_);
    deadlines_ = other.deadlines_;
    peer_ = std::move(other.peer_);
    is_blocking_ = other.is_blocking_;
    return *this;
  }
  ~TcpTransport() { close(); }

 private:
#if defined(MSG_NOSIGNAL)
  static constexpr int no_signal = MSG_NOSIGNAL;
#else
  static constexpr int no_signal = 0;  // SO_NOSIGPIPE is set instead
#endif

  TcpTransport(detail::Socket socket, Deadlines deadlines)
      : socket_{std::move(socket)}, deadlines_{deadlines}, peer_{detail::peer_of(socket_.descriptor())} {
    int const on = 1;
    ::setsockopt(socket_.descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#if defined(SO_NOSIGPIPE)
    ::setsockopt(socket_.descriptor(), SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
  }

  template <class Call>
  auto repeat(short events, std::chrono::milliseconds allowed, bool nothing_to_do, std::error_code& error, Call call)
      -> std::size_t {
    error.clear();
    if (nothing_to_do) return 0;
    auto const deadline = detail::time_after(allowed);
    for (;;) {
      auto const moved = call();
      if (moved >= 0) return static_cast<std::size_t>(moved);
      if (errno == EINTR) continue;
      if (!detail::is_would_block(errno))
        error = detail::last_error();
      else if (!is_blocking_)
        error = std::make_error_code(std::errc::operation_would_block);
      else
        error = detail::wait_for(socket_.descriptor(), events, deadline);
      if (error) return 0;
    }
  }

  detail::Socket socket_;
  Deadlines deadlines_;
  std::string peer_;
  bool is_blocking_ = true;
};
static_assert(Transport<TcpTransport>);

namespace detail {

/// How the connection that a socket has begun to open ended.
inline auto wait_connected(int descriptor, SteadyTime deadline) -> std::error_code {
  if (auto const error = wait_for(descriptor, POLLOUT, deadline)) return error;
  int pending = 0;
  ::socklen_t size = sizeof pending;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &pending, &size) != 0) return last_error();
  return {pending, std::generic_category()};
}

/// One address: an open connection, or the reason why not.
inline auto connect_one(::addrinfo const& address, SteadyTime deadline, std::error_code& error) -> Socket {
  error.clear();
  auto socket = open_socket(address.ai_family);
  if (!socket.is_open() || ::connect(socket.descriptor(), address.ai_addr, address.ai_addrlen) != 0)
    error = last_error();
  if (error == std::errc::operation_in_progress || error == std::errc::interrupted)
    error = wait_connected(socket.descriptor(), deadline);
  return error ? Socket{} : std::move(socket);
}

/// A share of what is left: with one address that does not answer, the next is still tried.
inline auto share_of(SteadyTime deadline, ::addrinfo const* rest) -> SteadyTime {
  int count = 0;
  for (; rest; rest = rest->ai_next) ++count;
  auto const now = std::chrono::steady_clock::now();
  return now + (deadline - now) / count;
}

}  // namespace detail

inline auto TcpTransport::connect(std::string const& host, std::uint16_t port, Deadlines deadlines)
    -> Result<TcpTransport> {
  auto const addresses = detail::resolve(host, port);
  if (!addresses) return refuse(addresses.error());
  auto const deadline = detail::time_after(deadlines.connect);
  std::error_code error;
  for (auto const* address = addresses->get(); address; address = address->ai_next) {
    auto socket = detail::connect_one(*address, detail::share_of(deadline, address), error);
    if (socket.is_open()) return TcpTransport{std::move(socket), deadlines};
  }
  auto const code = error == std::errc::timed_out ? Errc::timed_out : Errc::connect_failed;
  return refuse(Finding{code, Underlying{"connecting", error}, {}, detail::host_and_port(host, port)});
}

inline auto TcpTransport::adopt(int descriptor, Deadlines deadlines) -> Result<TcpTransport> {
  int type = 0;
  ::socklen_t size = sizeof type;
  bool const fits = ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM &&
                    !detail::peer_of(descriptor).empty() && detail::prepare_descriptor(descriptor);
  if (!fits) return refuse(Errc::bad_argument, Note{"a connected TCP socket is needed"});
  return TcpTransport{detail::Socket{descriptor}, deadlines};
}

}  // namespace vidimus
