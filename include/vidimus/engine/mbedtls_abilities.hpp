// SPDX-License-Identifier: Apache-2.0
// What the mbedTLS that is compiled against can do, as the compiler can know it: by its configuration. A CipherSpec of
// constants that asks for more is a mistake at compile time; `check_settings` asks the library itself, for all others.
#pragma once

#include <mbedtls/build_info.h>

#include <cstdint>
#include <string_view>

namespace vidimus::engine::detail {

// An option that is on is an empty or numeric macro, so its text is not its name.
#define VIDIMUS_TEXT_OF(text) #text
#define VIDIMUS_HAS(name) (std::string_view{VIDIMUS_TEXT_OF(name)} != std::string_view{#name})
struct Abilities {
  static constexpr bool aes = VIDIMUS_HAS(MBEDTLS_SSL_HAVE_AES);
  static constexpr bool gcm = VIDIMUS_HAS(MBEDTLS_SSL_HAVE_GCM);
  static constexpr bool ccm = VIDIMUS_HAS(MBEDTLS_SSL_HAVE_CCM);
  static constexpr bool cbc = VIDIMUS_HAS(MBEDTLS_SSL_HAVE_CBC);
  static constexpr bool chacha20_poly1305 = VIDIMUS_HAS(MBEDTLS_SSL_HAVE_CHACHAPOLY);
  static constexpr bool sha256 = VIDIMUS_HAS(MBEDTLS_MD_CAN_SHA256);
  static constexpr bool sha384 = VIDIMUS_HAS(MBEDTLS_MD_CAN_SHA384);
  static constexpr bool ecdhe_ecdsa = VIDIMUS_HAS(MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA_ENABLED);
  static constexpr bool ecdhe_rsa = VIDIMUS_HAS(MBEDTLS_KEY_EXCHANGE_ECDHE_RSA_ENABLED);
  static constexpr bool static_rsa = VIDIMUS_HAS(MBEDTLS_KEY_EXCHANGE_RSA_ENABLED);
  static constexpr bool secp256r1 = VIDIMUS_HAS(MBEDTLS_ECP_DP_SECP256R1_ENABLED);
  static constexpr bool secp384r1 = VIDIMUS_HAS(MBEDTLS_ECP_DP_SECP384R1_ENABLED);
  static constexpr bool secp521r1 = VIDIMUS_HAS(MBEDTLS_ECP_DP_SECP521R1_ENABLED);
  static constexpr bool x25519 = VIDIMUS_HAS(MBEDTLS_ECP_DP_CURVE25519_ENABLED);
  static constexpr bool x448 = VIDIMUS_HAS(MBEDTLS_ECP_DP_CURVE448_ENABLED);
};
#undef VIDIMUS_HAS
#undef VIDIMUS_TEXT_OF

/// Whether a suite cannot be agreed on. Of TLS 1.3 the library has these five and no more; of TLS 1.2 those that vidimus
/// has a name for are known here.
[[nodiscard]] constexpr auto lacks_suite(std::uint16_t suite) -> bool {
  using Has = Abilities;
  switch (suite) {
    case 0x1301: return !(Has::aes && Has::gcm && Has::sha256);
    case 0x1302: return !(Has::aes && Has::gcm && Has::sha384);
    case 0x1303: return !(Has::chacha20_poly1305 && Has::sha256);
    case 0x1304:
    case 0x1305: return !(Has::aes && Has::ccm && Has::sha256);
    case 0xC02C: return !(Has::ecdhe_ecdsa && Has::aes && Has::gcm && Has::sha384);
    case 0xC030: return !(Has::ecdhe_rsa && Has::aes && Has::gcm && Has::sha384);
    case 0xC02B: return !(Has::ecdhe_ecdsa && Has::aes && Has::gcm && Has::sha256);
    case 0xC02F: return !(Has::ecdhe_rsa && Has::aes && Has::gcm && Has::sha256);
    case 0xCCA9: return !(Has::ecdhe_ecdsa && Has::chacha20_poly1305 && Has::sha256);
    case 0xCCA8: return !(Has::ecdhe_rsa && Has::chacha20_poly1305 && Has::sha256);
    case 0xC024: return !(Has::ecdhe_ecdsa && Has::aes && Has::cbc && Has::sha384);
    case 0xC028: return !(Has::ecdhe_rsa && Has::aes && Has::cbc && Has::sha384);
    case 0xC023: return !(Has::ecdhe_ecdsa && Has::aes && Has::cbc && Has::sha256);
    case 0xC027: return !(Has::ecdhe_rsa && Has::aes && Has::cbc && Has::sha256);
    case 0x009D: return !(Has::static_rsa && Has::aes && Has::gcm && Has::sha384);
    case 0x009C: return !(Has::static_rsa && Has::aes && Has::gcm && Has::sha256);
    case 0x003D:
    case 0x003C: return !(Has::static_rsa && Has::aes && Has::cbc && Has::sha256);
    default: return suite >> 8U == 0x13;
  }
}

/// Whether a group cannot be agreed on. Other groups of 3.6, brainpool's and those of finite fields, are left to the library;
/// hybrid ones (0x11EB and above) it has none of.
[[nodiscard]] constexpr auto lacks_group(std::uint16_t group) -> bool {
  switch (group) {
    case 0x0017: return !Abilities::secp256r1;
    case 0x0018: return !Abilities::secp384r1;
    case 0x0019: return !Abilities::secp521r1;
    case 0x001D: return !Abilities::x25519;
    case 0x001E: return !Abilities::x448;
    default: return group >= 0x0200;
  }
}

}  // namespace vidimus::engine::detail
