// SPDX-License-Identifier: Apache-2.0
// Random octets in the form in which mbedTLS 3.6 asks for them.
#pragma once

#include <mbedtls/ssl.h>
#include <psa/crypto.h>

#include <cstddef>

namespace vidimus::engine::detail {

inline auto draw_random(void*, unsigned char* octets, std::size_t count) noexcept -> int {
  return psa_generate_random(octets, count) == PSA_SUCCESS ? 0 : MBEDTLS_ERR_SSL_INTERNAL_ERROR;
}

}  // namespace vidimus::engine::detail
