// error: vidimus: SpiffeId takes a trust domain and a path
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/spiffe_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SpiffeId<"Acme.example", "/payments/*">{}.accepts(peer); }
