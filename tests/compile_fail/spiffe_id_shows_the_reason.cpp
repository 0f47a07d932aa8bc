// error: vidimus::SpiffeMistake::path_dot_segment
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/spiffe_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SpiffeId<"acme.example", "/a/../b">{}.accepts(peer); }
