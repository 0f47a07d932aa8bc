// error: vidimus: SSLPEER: a filter has at most 1024 octets of UTF-8 and no control characters
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/ssl_peer.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SslPeer<"CN=QM1\n">{}.accepts(peer); }
