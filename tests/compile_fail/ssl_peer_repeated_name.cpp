// error: vidimus: SSLPEER: only OU and DC may be repeated
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/ssl_peer.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SslPeer<"CN=QM1, O=Acme, CN=QM2">{}.accepts(peer); }
