// SPDX-License-Identifier: Apache-2.0
// The serial numbers of the other files, without their mistakes.
#include <vidimus/peer_name/certificate_serial.hpp>
auto judge(vidimus::EndEntity const& peer) {
  return vidimus::CertificateSerial<"53:B1:37:A1">{}.accepts(peer).is_accepted() &&
         vidimus::CertificateSerial<"53b1">{}.accepts(peer).is_accepted();
}
