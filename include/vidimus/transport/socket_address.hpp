// SPDX-License-Identifier: Apache-2.0
// One address that a socket can connect to, as a value. POSIX.
#pragma once

#include <vidimus/transport/address.hpp>
#include <vidimus/x509/ip_address.hpp>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace vidimus::detail {

class SocketAddress {
 public:
  /// Of an address and a port.
  SocketAddress(IpAddress const& address, std::uint16_t port) {
    auto const octets = address.octets();
    if (octets.size() == 4) {
      ::sockaddr_in ipv4{};
      ipv4.sin_family = AF_INET;
      ipv4.sin_port = htons(port);
      std::memcpy(&ipv4.sin_addr, octets.data(), octets.size());
      take(&ipv4, sizeof ipv4);
    } else {
      ::sockaddr_in6 ipv6{};
      ipv6.sin6_family = AF_INET6;
      ipv6.sin6_port = htons(port);
      std::memcpy(&ipv6.sin6_addr, octets.data(), octets.size());
      take(&ipv6, sizeof ipv6);
    }
  }
  /// Of the system's own form; what is larger than any of its addresses is cut.
  SocketAddress(::sockaddr const* address, std::size_t size) { take(address, size); }

  [[nodiscard]] auto family() const -> int { return storage_.ss_family; }
  [[nodiscard]] auto get() const -> ::sockaddr const* { return reinterpret_cast<::sockaddr const*>(&storage_); }
  [[nodiscard]] auto size() const -> ::socklen_t { return size_; }
  /// `192.0.2.1:80`; empty for what is no IP address.
  [[nodiscard]] auto to_text() const -> std::string { return address_text(storage_); }

  /// The 4 or 16 octets of the IP address; none for another kind of address.
  [[nodiscard]] auto octets() const -> ByteView {
    auto const* const base = reinterpret_cast<std::byte const*>(&storage_);
    if (family() == AF_INET) return {base + offsetof(::sockaddr_in, sin_addr), 4};
    if (family() == AF_INET6) return {base + offsetof(::sockaddr_in6, sin6_addr), 16};
    return {};
  }

 private:
  void take(void const* address, std::size_t size) {
    size_ = static_cast<::socklen_t>((std::min)(size, sizeof storage_));
    std::memcpy(&storage_, address, size_);
  }

  ::sockaddr_storage storage_{};
  ::socklen_t size_ = 0;
};

/// All of a resolver's list, each once, in its order.
[[nodiscard]] inline auto addresses_of(::addrinfo const* list) -> std::vector<SocketAddress> {
  std::vector<SocketAddress> addresses;
  for (; list; list = list->ai_next) {
    SocketAddress const next{list->ai_addr, list->ai_addrlen};
    auto const is_same = [&](SocketAddress const& one) { return one.to_text() == next.to_text(); };
    if (!next.octets().empty() && std::ranges::none_of(addresses, is_same)) addresses.push_back(next);
  }
  return addresses;
}

}  // namespace vidimus::detail
