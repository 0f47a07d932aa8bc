// SPDX-License-Identifier: Apache-2.0
// What an engine hands over when its handshake is done and somebody else is to make the records (TLS 1.3).
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/crypto/traffic_secret.hpp>

#include <cstdint>

namespace vidimus::engine {

/// The sequences are of the next record under each secret.
struct Handover {
  TrafficSecret reading, writing;
  std::uint64_t reading_sequence = 0, writing_sequence = 0;
  Buffer input{};          ///< bytes of the peer's that were received and not used
  bool has_ended = false;  ///< the transport's stream ended after them
};

}  // namespace vidimus::engine
