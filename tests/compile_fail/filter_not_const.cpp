// error: vidimus: a PeerNameFilter needs a const member function
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct DayShift {
  using role = vidimus::role::peer_name_filter;
  auto accepts(vidimus::EndEntity const&) -> vidimus::Verdict { return vidimus::Verdict::accepted(); }
};
auto const endpoint =
    vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{}, DayShift{});
