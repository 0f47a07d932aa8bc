// error: vidimus: a Clock needs a const member function
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Sundial {
  using role = vidimus::role::clock;
  auto now() const -> int { return 12; }
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, Sundial{});
