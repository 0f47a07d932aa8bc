// error: vidimus: DnsId takes A-labels
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/dns_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::DnsId<"müller.example">{}.accepts(peer); }
