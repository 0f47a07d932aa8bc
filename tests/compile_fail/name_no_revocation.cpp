// error: vidimus: name a RevocationChecker; to skip revocation, write vidimus::danger::NoRevocation and mean it
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::AnyPeerName{});
