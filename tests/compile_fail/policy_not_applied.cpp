// error: vidimus: no channel of this version applies a policy of this role
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Resumes {
  using role = vidimus::role::resumption;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::danger::AnyPeerName{}, Resumes{});
