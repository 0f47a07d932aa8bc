// error: vidimus: EmailId takes one e-mail address
#include <vidimus/peer_name/email_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::EmailId<"acme.example">{}.accepts(peer); }
