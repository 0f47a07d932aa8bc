// error: vidimus::IpAddressMistake::leading_zero
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/ip_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::IpId<"192.0.2.01">{}.accepts(peer); }
