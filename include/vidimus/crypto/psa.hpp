// SPDX-License-Identifier: Apache-2.0
// Starting PSA Crypto, the interface through which all of vidimus's own cryptography runs; it is the same in mbedTLS 3.6
// and in its successors. PSA's key store is global: several threads need an mbedTLS that was built with threading.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>

#include <psa/crypto.h>

#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace vidimus {

namespace detail {

/// What PSA said, as a refusal. `what` names the attempt.
inline auto psa_failure(Errc code, std::string what, psa_status_t status) -> tl::unexpected<Failure> {
  return refuse(code, Underlying{std::move(what), {}, static_cast<int>(status)});
}

inline auto octets(ByteView bytes) -> std::uint8_t const* {
  return reinterpret_cast<std::uint8_t const*>(bytes.data());
}
inline auto octets(std::span<std::byte> bytes) -> std::uint8_t* {
  return reinterpret_cast<std::uint8_t*>(bytes.data());
}

}  // namespace detail

/// Starts the cryptography once a process; later calls cost nothing. Whatever needs it calls this itself. Thread-safe.
/// Errors: `crypto_unavailable` where the library finds no entropy or no memory; it stays so in this process.
inline auto start_crypto() -> Result<void> {
  static psa_status_t const status = psa_crypto_init();
  if (status != PSA_SUCCESS) return detail::psa_failure(Errc::crypto_unavailable, "psa_crypto_init", status);
  return {};
}

}  // namespace vidimus
