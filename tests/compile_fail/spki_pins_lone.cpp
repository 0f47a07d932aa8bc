// error: vidimus: a lone pin locks the peer out on the day its key is replaced
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/spki_pins.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::SpkiPins<"sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=">{}.accepts(peer);
}
