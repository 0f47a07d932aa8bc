// error: vidimus: DnsId takes a DNS name: labels of letters, digits and inner hyphens
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/dns_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::DnsId<"qm1..example">{}.accepts(peer); }
