// error: vidimus: a padding policy needs
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Long {
  using role = vidimus::role::padding;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, Long{});
