// SPDX-License-Identifier: Apache-2.0
// An alert that the peer is owed and the TLS library would send under the wrong keys: what is needed to send it under
// the right ones.
#pragma once

#include <vidimus/core/alert.hpp>
#include <vidimus/crypto/traffic_secret.hpp>

#include <cstdint>
#include <optional>

namespace vidimus {

struct Refusal {
  Alert alert;
  std::optional<TrafficSecret>
      write_secret{};          ///< empty: no keys are in use in this direction yet, so it goes in plaintext
  std::uint64_t sequence = 0;  ///< of the record under that secret (RFC 8446, 5.3)
};

}  // namespace vidimus
