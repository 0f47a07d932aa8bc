// SPDX-License-Identifier: Apache-2.0
// Internet addresses: finding those of a host, and writing them down. POSIX.
#pragma once

#include <vidimus/core/failure.hpp>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <system_error>

namespace vidimus::detail {

/// `qm2.example:1414`, `[::1]:1414`.
[[nodiscard]] inline auto host_and_port(std::string const& host, std::uint16_t port) -> std::string {
  bool const is_ipv6 = host.find(':') != std::string::npos;
  return (is_ipv6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

/// An IPv4 or IPv6 socket address in the same form; empty for another kind.
[[nodiscard]] inline auto address_text(::sockaddr_storage const& address) -> std::string {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET) {
    ::sockaddr_in ipv4;
    std::memcpy(&ipv4, &address, sizeof ipv4);
    if (::inet_ntop(AF_INET, &ipv4.sin_addr, text, sizeof text)) return host_and_port(text, ntohs(ipv4.sin_port));
  } else if (address.ss_family == AF_INET6) {
    ::sockaddr_in6 ipv6;
    std::memcpy(&ipv6, &address, sizeof ipv6);
    if (::inet_ntop(AF_INET6, &ipv6.sin6_addr, text, sizeof text)) return host_and_port(text, ntohs(ipv6.sin6_port));
  }
  return {};
}

/// The other end of a connected socket, for reports; empty where there is none.
[[nodiscard]] inline auto peer_of(int descriptor) -> std::string {
  ::sockaddr_storage address{};
  ::socklen_t size = sizeof address;
  if (::getpeername(descriptor, reinterpret_cast<::sockaddr*>(&address), &size) != 0) return {};
  return address_text(address);
}

struct FreeAddresses {
  void operator()(::addrinfo* list) const { ::freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<::addrinfo, FreeAddresses>;

/// The resolver's own errors, so that the operating system's words reach the report.
[[nodiscard]] inline auto resolver_category() -> std::error_category const& {
  struct Category final : std::error_category {
    [[nodiscard]] auto name() const noexcept -> char const* override { return "getaddrinfo"; }
    [[nodiscard]] auto message(int value) const -> std::string override { return ::gai_strerror(value); }
  };
  static Category const category;
  return category;
}

/// The stream addresses of a host name or address literal. Errors: `name_resolution_failed` with host, port and reason.
[[nodiscard]] inline auto resolve(std::string const& host, std::uint16_t port) -> Result<Addresses> {
  ::addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  ::addrinfo* list = nullptr;
  auto const status = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
  if (status == 0) return Addresses{list};
  auto const reason = status == EAI_SYSTEM ? std::error_code{errno, std::generic_category()}
                                           : std::error_code{status, resolver_category()};
  return refuse(
      Finding{Errc::name_resolution_failed, Underlying{"resolving the name", reason}, {}, host_and_port(host, port)});
}

}  // namespace vidimus::detail
