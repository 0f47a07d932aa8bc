// error: vidimus: SpkiPins has the same pin twice
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/spki_pins.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::SpkiPins<"sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                           "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=">{}
      .accepts(peer);
}
