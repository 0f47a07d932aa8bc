// error: vidimus::SerialMistake::character_not_allowed
#include <vidimus/peer_name/certificate_serial.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::CertificateSerial<"0x53">{}.accepts(peer); }
