// error: vidimus: this CipherSpec admits a protocol version that it names no suite of
// SPDX-License-Identifier: Apache-2.0
#include "constant_spec.hpp"
auto const endpoint = endpoint_of<ConstantSpec<tls12, tls13, suites_of<0x1301>>>();
