// SPDX-License-Identifier: Apache-2.0
// The pins of the other files, without their mistakes.
#include <vidimus/peer_name/spki_pins.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::SpkiPins<"sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                           "sha256/BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=">{}
      .accepts(peer)
      .is_accepted();
}
