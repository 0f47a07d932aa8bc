// SPDX-License-Identifier: Apache-2.0
// Unpredictable bytes: nonces, serial numbers, secrets.
#pragma once

#include <vidimus/crypto/psa.hpp>

#include <span>

namespace vidimus {

/// Fills `bytes` from the library's generator. Thread-safe. Errors: `crypto_unavailable`, `crypto_failed`; the bytes are
/// then not to be used.
inline auto fill_random(std::span<std::byte> bytes) -> Result<void> {
  if (auto started = start_crypto(); !started) return started;
  auto const status = psa_generate_random(detail::octets(bytes), bytes.size());
  if (status != PSA_SUCCESS) return detail::psa_failure(Errc::crypto_failed, "psa_generate_random", status);
  return {};
}

}  // namespace vidimus
