// SPDX-License-Identifier: Apache-2.0
// What the other CipherSpecs of constants get wrong.
#include "constant_spec.hpp"
auto const endpoint = endpoint_of<ConstantSpec<tls12, tls13, suites_of<0x1301, 0xC02B>>>();
auto const of_profile = endpoint_of<vidimus::profile::suite_b_192>();
