// SPDX-License-Identifier: Apache-2.0
// What an engine is told before any peer is met, and what one connection has of its own.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/client_authentication.hpp>
#include <vidimus/core/negotiated.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/crypto/private_key.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vidimus::engine {

/// Nothing in it is a wish: what the engine cannot do of it, `prepare` refuses.
struct Settings {
  End end = End::client;
  ProtocolVersion minimum = ProtocolVersion::tls13;
  ProtocolVersion maximum = ProtocolVersion::tls13;
  std::vector<std::uint16_t> suites{};  ///< TLS Cipher Suites registry, best first; those of both versions in one list
  std::vector<std::uint16_t> groups{};  ///< TLS Supported Groups registry, best first
  std::vector<std::uint16_t> signature_schemes{};  ///< TLS SignatureScheme registry, best first; empty: the engine's
  std::vector<Buffer> certificates{};              ///< our own, DER, end entity first; with the key of the first
  std::optional<PrivateKey> private_key{};
  ClientAuthentication client_authentication = ClientAuthentication::required;  ///< of a server
  std::vector<std::string> application_protocols{};                             ///< ALPN (RFC 7301), best first
  bool is_key_logged = false;       ///< TLS 1.2's master secret is kept for a key log
  bool is_single_threaded = false;  ///< the program vouches that one thread alone uses the TLS library
};

/// What one connection has of its own.
struct ConnectionSettings {
  std::string server_name{};  ///< sent by a client as SNI (RFC 6066, 3); it checks nothing
};

}  // namespace vidimus::engine
