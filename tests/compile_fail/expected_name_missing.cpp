// error: vidimus: the PeerNameFilter of this channel compares with a name that is given for each connection; say whom you expect
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
using Filter = vidimus::AllOf<vidimus::SslPeer<"O=Acme">, vidimus::ExpectedDnsId>;
auto const endpoint =
    vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{}, Filter{});
auto const channel = vidimus::connect(NoTransport{}, endpoint.value());
