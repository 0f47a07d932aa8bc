// error: At<15>
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/ssl_peer.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SslPeer<"CN=QM1, O=Acme,GN=John">{}.accepts(peer); }
