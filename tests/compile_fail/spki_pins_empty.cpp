// error: vidimus: SpkiPins without a pin would accept nobody
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/spki_pins.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SpkiPins<>{}.accepts(peer); }
