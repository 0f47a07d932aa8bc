// SPDX-License-Identifier: Apache-2.0
// The names of the other files, without their mistakes.
#include <vidimus/peer_name/dns_id.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::DnsId<"qm1.acme.example">{}.accepts(peer).is_accepted() &&
         vidimus::DnsId<"xn--mller-kva.example.">{}.accepts(peer).is_accepted();
}
