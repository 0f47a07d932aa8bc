// error: vidimus: a CipherSpec needs const member functions
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Suites {
  using role = vidimus::role::cipher_spec;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, Suites{});
