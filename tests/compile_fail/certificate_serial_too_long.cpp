// error: vidimus: CertificateSerial takes one serial number
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/certificate_serial.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::CertificateSerial<"0102030405060708090A0B0C0D0E0F101112131415">{}.accepts(peer);
}
