// error: vidimus: StaticPeerMap: a rule never decides, because another one already does the same
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/static_peer_map.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::StaticPeerMap<vidimus::Block<"CN=QM1">, vidimus::Allow<"O=Acme">, vidimus::Block<"CN=qm1">>{}.accepts(
      peer);
}
