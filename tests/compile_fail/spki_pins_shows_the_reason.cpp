// error: vidimus::SpkiPinMistake::bits_left_over
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/spki_pins.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::SpkiPins<"sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=",
                           "sha256/BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=">{}
      .accepts(peer);
}
