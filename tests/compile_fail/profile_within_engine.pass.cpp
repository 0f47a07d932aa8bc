// SPDX-License-Identifier: Apache-2.0
// The same mbedTLS with a profile that asks for less.
// flags: -DMBEDTLS_USER_CONFIG_FILE="mbedtls_without_p384.h"
#include <vidimus/channel/explain_abilities.hpp>
#include <vidimus/cipher_spec/profile.hpp>
struct P256Alone : vidimus::profile::suite_b_128 {
  static constexpr std::array<std::uint16_t, 1> one{0x0017};
  static constexpr auto groups() -> std::span<std::uint16_t const> { return one; }
};
auto main() -> int { vidimus::detail::explain_abilities<P256Alone>(); }
