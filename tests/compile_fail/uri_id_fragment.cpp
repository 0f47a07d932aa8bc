// error: vidimus: UriId takes one URI
#include <vidimus/peer_name/uri_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::UriId<"https://mq.acme.example/#qm1">{}.accepts(peer); }
