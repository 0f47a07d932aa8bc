// error: vidimus: name exactly one PeerNameFilter; join several with vidimus::AllOf or vidimus::AnyOf
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::SslPeer<"CN=A">{}, vidimus::SslPeer<"CN=B">{});
