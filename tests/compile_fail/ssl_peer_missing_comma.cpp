// error: vidimus: SSLPEER: a value contains = at the offset shown in At<>; is a comma missing before it?
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/ssl_peer.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SslPeer<"CN=QM1 O=Acme">{}.accepts(peer); }
