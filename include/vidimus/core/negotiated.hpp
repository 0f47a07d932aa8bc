// SPDX-License-Identifier: Apache-2.0
// What a handshake agreed on, in the numbers of the IANA registries.
#pragma once

#include <vidimus/core/role.hpp>

#include <cstdint>
#include <string>

namespace vidimus {

enum class ProtocolVersion : std::uint16_t { tls12 = 0x0303, tls13 = 0x0304 };

/// `TLS 1.2` or `TLS 1.3`.
[[nodiscard]] constexpr auto name_of(ProtocolVersion version) -> char const* {
  return version == ProtocolVersion::tls13 ? "TLS 1.3" : "TLS 1.2";
}

/// The outcome of the negotiation.
struct Negotiated {
  ProtocolVersion protocol_version;
  std::uint16_t cipher_suite;          ///< TLS Cipher Suites registry
  End end;                             ///< which end we are
  std::string server_name{};           ///< the SNI that was sent or received; empty if none
  std::string application_protocol{};  ///< ALPN; empty if none
  std::uint16_t named_group = 0;       ///< TLS Supported Groups registry; 0: none (a key exchange without one)
};

}  // namespace vidimus
