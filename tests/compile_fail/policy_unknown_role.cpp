// error: vidimus: `role` must be one of vidimus::role::{validator, revocation_checker, peer_name_filter
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct DayShift {
  using role = int;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, DayShift{});
