// error: vidimus: name a PeerNameFilter; to accept any name, write vidimus::danger::AnyPeerName and mean it
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{});
