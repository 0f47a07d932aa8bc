// error: vidimus: CertificateSerial takes one serial number
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/certificate_serial.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::CertificateSerial<"00:00">{}.accepts(peer); }
