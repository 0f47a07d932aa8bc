// SPDX-License-Identifier: Apache-2.0
// How far a channel's keys have been used, and when it renews them.
#pragma once

#include <vidimus/core/config.hpp>

#include <chrono>
#include <cstdint>

namespace vidimus {

/// How far a key has been used: in `channel.status()`.
struct KeyUse {
  std::uint64_t generation = 0;  ///< updates since the handshake
  std::uint64_t records = 0;     ///< protected by this generation
  std::uint64_t octets = 0;      ///< of application data, by this generation
};

/// What a channel has done with its keys.
struct ChannelStatus {
  KeyUse sending;
  KeyUse receiving;  ///< its `records` are 0 under TLS 1.2, whose records the TLS library keeps to itself
};

/// When a channel renews its keys; zero: never for that reason.
struct KeyLimits {
  std::uint64_t octets = 0;   ///< of application data, sent and received together
  std::uint64_t records = 0;  ///< of one direction
  std::chrono::seconds age{0};
};

}  // namespace vidimus
