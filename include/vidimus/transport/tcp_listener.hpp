// SPDX-License-Identifier: Apache-2.0
// A listening TCP socket. POSIX only for now.
#pragma once

#include <vidimus/transport/tcp_transport.hpp>

#include <netinet/in.h>
#include <sys/socket.h>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace vidimus {

enum class Interface : unsigned char { loopback, any };
enum class AddressFamily : unsigned char { ipv4, ipv6 };

/// Movable; one thread at a time; destroying it closes it.
class TcpListener {
 public:
  /// Listens on all interfaces or on the machine's own; port 0 lets the system choose (`port()` says which). Errors:
  /// `listen_failed` with the address and the system's reason.
  [[nodiscard]] static auto listen(Interface on, std::uint16_t port = 0, AddressFamily family = AddressFamily::ipv4)
      -> Result<TcpListener> {
    auto address = address_of(on, port, family);
    auto socket = detail::open_socket(address.ss_family);
    if (!socket.is_open() || !bind_and_listen(socket.descriptor(), address))
      return refuse(Finding{
          Errc::listen_failed, Underlying{"listening", detail::last_error()}, {}, detail::address_text(address)});
    ::socklen_t size = sizeof address;
    ::getsockname(socket.descriptor(), reinterpret_cast<::sockaddr*>(&address), &size);
    return TcpListener{std::move(socket), detail::address_text(address)};
  }

  /// The next connection, waited for at most `deadline`. Errors: `timed_out`; `connection_lost` where the system
  /// refuses.
  [[nodiscard]] auto accept(std::chrono::milliseconds deadline = std::chrono::seconds{30}, Deadlines deadlines = {})
      -> Result<TcpTransport> {
    auto const until = detail::time_after(deadline);
    for (;;) {
      if (auto const error = detail::wait_for(socket_.descriptor(), POLLIN, until)) return failed(error);
      auto const descriptor = ::accept(socket_.descriptor(), nullptr, nullptr);
      if (descriptor >= 0) {
        if (auto connection = TcpTransport::adopt(descriptor, deadlines)) return connection;
        ::close(descriptor);  // reset before we got to it
      } else if (errno != EINTR && errno != ECONNABORTED && !detail::is_would_block(errno)) {
        return failed(detail::last_error());
      }
    }
  }

  [[nodiscard]] auto port() const -> std::uint16_t {
    return static_cast<std::uint16_t>(std::stoul(address_.substr(address_.rfind(':') + 1)));
  }
  /// Address and port: `127.0.0.1:1414`, `[::1]:1414`.
  [[nodiscard]] auto description() const -> std::string const& { return address_; }
  [[nodiscard]] auto native_handle() const -> int { return socket_.descriptor(); }

 private:
  TcpListener(detail::Socket socket, std::string address) : socket_{std::move(socket)}, address_{std::move(address)} {}

  static auto address_of(Interface on, std::uint16_t port, AddressFamily family) -> ::sockaddr_storage {
    ::sockaddr_storage address{};
    if (family == AddressFamily::ipv4) {
      ::sockaddr_in ipv4{};
      ipv4.sin_family = AF_INET;
      ipv4.sin_port = htons(port);
      ipv4.sin_addr.s_addr = htonl(on == Interface::loopback ? INADDR_LOOPBACK : INADDR_ANY);
      std::memcpy(&address, &ipv4, sizeof ipv4);
    } else {
      ::sockaddr_in6 ipv6{};
      ipv6.sin6_family = AF_INET6;
      ipv6.sin6_port = htons(port);
      ipv6.sin6_addr = on == Interface::loopback ? in6addr_loopback : in6addr_any;
      std::memcpy(&address, &ipv6, sizeof ipv6);
    }
    return address;
  }

  static auto bind_and_listen(int descriptor, ::sockaddr_storage const& address) -> bool {
    int const on = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (address.ss_family == AF_INET6) ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    ::socklen_t const size = address.ss_family == AF_INET6 ? sizeof(::sockaddr_in6) : sizeof(::sockaddr_in);
    return ::bind(descriptor, reinterpret_cast<::sockaddr const*>(&address), size) == 0 &&
           ::listen(descriptor, SOMAXCONN) == 0;
  }

  auto failed(std::error_code error) const -> tl::unexpected<Failure> {
    auto const code = error == std::errc::timed_out ? Errc::timed_out : Errc::connection_lost;
    return refuse(Finding{code, Underlying{"accepting", error}, {}, address_});
  }

  detail::Socket socket_;
  std::string address_;
};

}  // namespace vidimus
