// error: vidimus: SSLPEER: SERIALNUMBER is the certificate
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/static_peer_map.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::StaticPeerMap<vidimus::Allow<"O=Acme">, vidimus::Block<"SERIALNUMBER=00:05">>{}.accepts(peer);
}
