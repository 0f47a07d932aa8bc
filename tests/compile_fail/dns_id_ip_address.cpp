// error: vidimus: DnsId takes a DNS name, not an IP address and no port
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/dns_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::DnsId<"10.0.0.1">{}.accepts(peer); }
