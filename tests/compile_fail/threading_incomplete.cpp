// error: vidimus: a threading policy needs
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Alone {
  using role = vidimus::role::threading;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, Alone{});
