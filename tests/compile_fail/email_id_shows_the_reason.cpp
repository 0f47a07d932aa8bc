// error: vidimus::EmailAddressMistake::host_malformed
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/email_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::EmailId<"qm1@acme..example">{}.accepts(peer); }
