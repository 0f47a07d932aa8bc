// SPDX-License-Identifier: Apache-2.0
// The maps of the other files, without their mistakes.
#include <vidimus/peer_name/static_peer_map.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::StaticPeerMap<vidimus::Allow<"CN=*QM">, vidimus::Block<"CN=QM1*">,
                                vidimus::MapTo<"CN=QM1, O=Acme", "a">,
                                vidimus::IssuedBy<vidimus::MapTo<"CN=QM1, O=Acme", "b">, "O=Acme">,
                                vidimus::DryRun<vidimus::Block<"CN=*QM">>, vidimus::Block<"SERIALNUMBER=05">>{}
      .accepts(peer);
}
