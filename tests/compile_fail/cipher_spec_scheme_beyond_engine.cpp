// error: vidimus: mbedTLS cannot sign and verify with a signature scheme that this CipherSpec names
// SPDX-License-Identifier: Apache-2.0
#include "constant_spec.hpp"
// ed25519
auto const endpoint = endpoint_of<ConstantSpec<tls13, tls13, suites_of<0x1301>, 0x0017, 0x0807>>();
