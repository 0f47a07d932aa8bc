// SPDX-License-Identifier: Apache-2.0
// The URIs of the other files, without their mistakes.
#include <vidimus/peer_name/uri_id.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::UriId<"https://mq.acme.example/qm1">{}.accepts(peer).is_accepted() &&
         vidimus::UriId<"https://mq.acme.example/a/*">{}.accepts(peer).is_accepted();
}
