// error: vidimus: SSLPEER: unknown attribute type at the offset shown in At<>
// SPDX-License-Identifier: Apache-2.0
// The mistake stays one error where the filter stands inside another.
#include <vidimus/peer_name/compose.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
using Filter = vidimus::AllOf<vidimus::SslPeer<"CN=QM1">, vidimus::Not<vidimus::SslPeer<"GN=John">>>;
auto judge(vidimus::EndEntity const& peer) { return Filter{}.accepts(peer); }
