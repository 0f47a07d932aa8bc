// error: vidimus: UriId takes one URI
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/uri_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::UriId<"https://*.acme.example/qm1">{}.accepts(peer); }
