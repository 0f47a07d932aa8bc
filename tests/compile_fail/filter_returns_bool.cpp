// error: vidimus: PeerNameFilter::accepts() must return vidimus::Verdict
// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"
struct DayShift {
  using role = vidimus::role::peer_name_filter;
  auto accepts(vidimus::EndEntity const&) const -> bool { return true; }
};
auto const endpoint =
    vidimus::make_endpoint(own(), trusted(), MyValidator{}, vidimus::danger::NoRevocation{}, DayShift{});
