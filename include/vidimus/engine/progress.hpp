// SPDX-License-Identifier: Apache-2.0
// What an engine's steps lead to.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/proven_edges.hpp>

#include <cstddef>
#include <vector>

namespace vidimus::engine {

/// Where a handshake stands.
enum class Progress : unsigned char {
  wants_input,  ///< write output(), then receive() more
  peer_shown,   ///< paused: presented() is to be judged; only proceed() leads on
  established,  ///< application data may flow
};

/// The peer's certificates as they came, untrusted. The first is the one whose private key the peer has proved to hold
/// (under TLS 1.2 with static RSA only the end of the handshake proves it). Empty: a client showed none.
struct PresentedPeer {
  std::vector<Buffer> certificates;
  ProvenEdges edges;  ///< of positions in `certificates`
};

/// What opening records gave.
struct Opened {
  std::size_t octets = 0;    ///< of application data
  bool wants_input = false;  ///< nothing more without receive()
  bool closed = false;       ///< the peer said close_notify: it has sent everything it wanted to
};

/// The secrets of TLS 1.3 that an engine hands out (RFC 8446, 7.1).
enum class SecretKind : unsigned char { handshake, application };

}  // namespace vidimus::engine
