// error: vidimus: Not turns round a PeerNameFilter and nothing else
#include <vidimus/peer_name/compose.hpp>
struct Clock {};
auto const nobody = vidimus::Not<Clock>{};
