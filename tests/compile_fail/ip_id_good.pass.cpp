// SPDX-License-Identifier: Apache-2.0
// The addresses of the other files, without their mistakes.
#include <vidimus/peer_name/ip_id.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::IpId<"192.0.2.1">{}.accepts(peer).is_accepted() &&
         vidimus::IpId<"2001:db8::1">{}.accepts(peer).is_accepted();
}
