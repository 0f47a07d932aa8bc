// error: vidimus: SSLPEER: attribute types are written in upper case, CN= and not cn=
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/ssl_peer.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SslPeer<"cn=QM1">{}.accepts(peer); }
