// error: vidimus: EmailId takes one e-mail address
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/email_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::EmailId<"QM1 <qm1@acme.example>">{}.accepts(peer); }
