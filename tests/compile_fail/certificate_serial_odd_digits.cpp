// error: vidimus: CertificateSerial takes one serial number
#include <vidimus/peer_name/certificate_serial.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::CertificateSerial<"53B">{}.accepts(peer); }
