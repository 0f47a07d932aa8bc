// error: vidimus::UriMistake::prefix_ambiguous
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/uri_id.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::UriId<"https://mq.acme.example/a/../*">{}.accepts(peer); }
