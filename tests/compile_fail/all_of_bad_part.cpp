// error: vidimus: a PeerNameFilter needs a const member function
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct DayShift {
  using role = vidimus::role::peer_name_filter;
};
auto const endpoint = vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{},
                                             vidimus::AllOf{vidimus::SslPeer<"CN=A">{}, DayShift{}});
