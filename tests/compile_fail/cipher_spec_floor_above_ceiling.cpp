// error: vidimus: this CipherSpec's minimum() is above its maximum(): no protocol version is left
// SPDX-License-Identifier: Apache-2.0
#include "constant_spec.hpp"
auto const endpoint = endpoint_of<ConstantSpec<tls13, tls12, suites_of<0x1301, 0xC02B>>>();
