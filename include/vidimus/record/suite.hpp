// SPDX-License-Identifier: Apache-2.0
// What TLS 1.3's five cipher suites are made of (RFC 8446, B.4).
#pragma once

#include <vidimus/core/config.hpp>

#include <psa/crypto.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace vidimus::detail {

struct RecordSuite {
  std::uint16_t code_point;
  psa_key_type_t key_type;
  psa_algorithm_t aead;
  psa_algorithm_t hash;
  std::size_t key_octets, tag_octets, hash_octets;
};

/// RFC 8446, 5.3: the nonce of every one of them.
inline constexpr std::size_t nonce_octets = 12;

inline constexpr std::array<RecordSuite, 5> record_suites{{
    {0x1301, PSA_KEY_TYPE_AES, PSA_ALG_GCM, PSA_ALG_SHA_256, 16, 16, 32},
    {0x1302, PSA_KEY_TYPE_AES, PSA_ALG_GCM, PSA_ALG_SHA_384, 32, 16, 48},
    {0x1303, PSA_KEY_TYPE_CHACHA20, PSA_ALG_CHACHA20_POLY1305, PSA_ALG_SHA_256, 32, 16, 32},
    {0x1304, PSA_KEY_TYPE_AES, PSA_ALG_CCM, PSA_ALG_SHA_256, 16, 16, 32},
    {0x1305, PSA_KEY_TYPE_AES, PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 8), PSA_ALG_SHA_256, 16, 8, 32},
}};

/// nullptr: no suite of TLS 1.3.
[[nodiscard]] constexpr auto record_suite(std::uint16_t code_point) -> RecordSuite const* {
  for (auto const& suite : record_suites)
    if (suite.code_point == code_point) return &suite;
  return nullptr;
}

}  // namespace vidimus::detail
