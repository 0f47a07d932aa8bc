// error: vidimus::DnsNameMistake::label_empty
#include <vidimus/peer_name/dns_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::DnsId<"qm1..example">{}.accepts(peer); }
