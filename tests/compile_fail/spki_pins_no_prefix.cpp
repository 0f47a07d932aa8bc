// error: vidimus: SpkiPins takes pins of the form sha256/ and 44 characters of base64
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/spki_pins.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::SpkiPins<"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                           "sha256/BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=">{}
      .accepts(peer);
}
