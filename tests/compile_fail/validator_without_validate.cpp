// error: vidimus: a Validator needs a const member function
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Trusting {
  using role = vidimus::role::validator;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), Trusting{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{});
