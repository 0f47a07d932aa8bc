// error: vidimus: SSLPEER: a value in quotes ends with its closing quote
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/ssl_peer.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SslPeer<"CN=QM1, O=\"Acme">{}.accepts(peer); }
