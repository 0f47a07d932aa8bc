// error: vidimus: DnsId takes A-labels
#include <vidimus/peer_name/dns_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::DnsId<"müller.example">{}.accepts(peer); }
