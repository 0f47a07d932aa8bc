// error: vidimus: this CipherSpec names a suite of TLS 1.2 and its minimum() is TLS 1.3
// SPDX-License-Identifier: Apache-2.0
#include "constant_spec.hpp"
auto const endpoint = endpoint_of<ConstantSpec<tls13, tls13, suites_of<0x1301, 0xC02B>>>();
