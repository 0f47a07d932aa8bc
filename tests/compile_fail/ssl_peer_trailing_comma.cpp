// error: vidimus: SSLPEER: KEY=value is expected at the offset shown in At<>
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/ssl_peer.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SslPeer<"CN=QM1, ">{}.accepts(peer); }
