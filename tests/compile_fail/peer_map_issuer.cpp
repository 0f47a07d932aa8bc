// error: vidimus: SSLPEER: only OU and DC may be repeated
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/static_peer_map.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::StaticPeerMap<vidimus::IssuedBy<vidimus::Allow<"O=Acme">, "O=Acme, O=Acme">>{}.accepts(peer);
}
