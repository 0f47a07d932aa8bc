// SPDX-License-Identifier: Apache-2.0
// The SPIFFE IDs of the other files, without their mistakes.
#include <vidimus/peer_name/spiffe_id.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::SpiffeId<"acme.example", "/payments/*">{}.accepts(peer).is_accepted() &&
         vidimus::SpiffeId<"acme.example", "/a/b">{}.accepts(peer).is_accepted();
}
