// error: vidimus: a RevocationChecker needs a const member function
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct Barred {
  using role = vidimus::role::revocation_checker;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, Barred{}, vidimus::danger::AnyPeerName{});
