// error: vidimus: a blank SSLPEER filter would accept everybody; write vidimus::danger::AnyPeerName and mean it
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/ssl_peer.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SslPeer<"">{}.accepts(peer); }
