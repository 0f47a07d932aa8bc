// error: vidimus: SSLPEER: SERIALNUMBER is the certificate
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/ssl_peer.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SslPeer<"SERIALNUMBER=53B137A1">{}.accepts(peer); }
