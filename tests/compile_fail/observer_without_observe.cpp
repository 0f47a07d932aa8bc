// error: vidimus: an Observer needs a const member function
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Deaf {
  using role = vidimus::role::observer;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, Deaf{});
