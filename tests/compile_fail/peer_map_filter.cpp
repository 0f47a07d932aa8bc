// error: vidimus: SSLPEER: attribute types are written in upper case
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/static_peer_map.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::StaticPeerMap<vidimus::Allow<"O=Acme">, vidimus::Block<"cn=QM9">>{}.accepts(peer);
}
