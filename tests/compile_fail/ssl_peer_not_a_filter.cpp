// error: vidimus: Not turns round a PeerNameFilter and nothing else
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/compose.hpp>
struct Clock {};
auto const nobody = vidimus::Not<Clock>{};
