// error: vidimus: a client-authentication policy needs
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Perhaps {
  using role = vidimus::role::client_authentication;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, Perhaps{});
