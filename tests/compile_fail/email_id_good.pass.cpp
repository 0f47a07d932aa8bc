// SPDX-License-Identifier: Apache-2.0
// The addresses of the other files, without their mistakes.
#include <vidimus/peer_name/email_id.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::EmailId<"qm1@acme.example">{}.accepts(peer).is_accepted();
}
