// error: vidimus: StaticPeerMap: two rules are for the same peers and none of them is more specific
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/static_peer_map.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::StaticPeerMap<vidimus::MapTo<"CN=QM1, O=Acme", "a">, vidimus::MapTo<"O=acme, CN=qm1", "b">>{}.accepts(
      peer);
}
