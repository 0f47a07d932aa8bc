// error: vidimus: SSLPEER: empty value at the offset shown in At<>; KEY=* asks for any value
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/ssl_peer.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SslPeer<"CN=, O=Acme">{}.accepts(peer); }
