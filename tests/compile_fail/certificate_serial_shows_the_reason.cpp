// error: vidimus::SerialMistake::character_not_allowed
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/certificate_serial.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::CertificateSerial<"0x53">{}.accepts(peer); }
