// error: vidimus: the mbedTLS in use was built without a group that this CipherSpec names
// SPDX-License-Identifier: Apache-2.0
// flags: -DMBEDTLS_USER_CONFIG_FILE="mbedtls_without_p384.h"
#include <vidimus/channel/explain_abilities.hpp>
#include <vidimus/cipher_spec/profile.hpp>
auto main() -> int { vidimus::detail::explain_abilities<vidimus::profile::suite_b_192>(); }
