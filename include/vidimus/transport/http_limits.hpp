// SPDX-License-Identifier: Apache-2.0
// What a fetch may take and where it may go. All of it is in the fetcher's type:
//
//   using OwnNetwork = HttpFetcher<HttpLimits{.total_milliseconds = 2'000, .private_use = Access::allowed}>;
#pragma once

#include <vidimus/transport/address_kind.hpp>

#include <cstddef>

namespace vidimus {

enum class Access : unsigned char { refused, allowed };

/// The limits of one fetch.
struct HttpLimits {
  /// Of one fetch, with its redirects, name look-ups and connections.
  unsigned total_milliseconds = 10'000;
  /// Of connecting to one host, all its addresses together.
  unsigned connect_milliseconds = 4'000;
  /// Octets of a body: a CRL of some 400,000 entries.
  std::size_t body_octets = std::size_t{16} << 20U;
  /// Octets of the status line and the header fields, of interim responses and trailers too.
  std::size_t header_octets = 16'384;
  /// Header fields, counted in the same way (Apache httpd reads 100 of a request).
  std::size_t header_fields = 100;
  /// Redirects followed, each by the same rules again.
  unsigned redirects = 3;
  /// Addresses of one host that are tried.
  unsigned addresses = 4;
  // Kinds of addresses beside the global ones. Multicast, reserved and unspecified addresses are never connected to.
  Access loopback = Access::refused;
  Access private_use = Access::refused;
  Access link_local = Access::refused;

  [[nodiscard]] constexpr auto permits(AddressKind kind) const -> bool {
    switch (kind) {
      case AddressKind::global: return true;
      case AddressKind::loopback: return loopback == Access::allowed;
      case AddressKind::private_use: return private_use == Access::allowed;
      case AddressKind::link_local: return link_local == Access::allowed;
      case AddressKind::unspecified:
      case AddressKind::multicast:
      case AddressKind::reserved: return false;
    }
    return false;
  }

  /// Whether any fetch could succeed within them.
  [[nodiscard]] constexpr auto are_usable() const -> bool {
    return total_milliseconds != 0 && connect_milliseconds != 0 && body_octets != 0 && header_octets != 0 &&
           addresses != 0;
  }
};

}  // namespace vidimus
