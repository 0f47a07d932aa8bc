// error: vidimus: DnsId takes the name of one host, without a wildcard
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/dns_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::DnsId<"*.acme.example">{}.accepts(peer); }
