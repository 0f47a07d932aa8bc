// SPDX-License-Identifier: Apache-2.0
// How much one key may protect (RFC 8446, 5.5), and how far before that it is updated.
//
//   suite               a key at most    updated after
//   AES-GCM             2^24.5 records   2^23, where QUIC already stops (RFC 9001, 6.6)
//   AES-CCM, AES-CCM-8  2^21.5 records   2^20 (RFC 9001, 6.6; RFC 8446 gives none)
//   ChaCha20-Poly1305   none is reached  2^48, far from where sequence numbers end
//
// They hold for records of 2^14 octets; shorter ones protect less, so records are what is counted.
#pragma once

#include <vidimus/core/config.hpp>

#include <cstdint>

namespace vidimus::detail {

struct AeadLimits {
  std::uint64_t most_records, update_after;
};

[[nodiscard]] constexpr auto aead_limits(std::uint16_t cipher_suite) -> AeadLimits {
  constexpr std::uint64_t one = 1;
  switch (cipher_suite) {
    case 0x1301:
    case 0x1302: return {23'726'566, one << 23U};  // floor(2^24.5)
    case 0x1304:
    case 0x1305: return {2'965'820, one << 20U};  // floor(2^21.5)
    default: return {~std::uint64_t{0}, one << 48U};
  }
}

}  // namespace vidimus::detail
