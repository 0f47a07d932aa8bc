// error: vidimus: the mbedTLS in use was built without a group that this CipherSpec names
// SPDX-License-Identifier: Apache-2.0
#include "constant_spec.hpp"
// X25519MLKEM768
auto const endpoint = endpoint_of<ConstantSpec<tls13, tls13, suites_of<0x1301>, 0x11EC>>();
