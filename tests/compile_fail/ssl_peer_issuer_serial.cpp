// error: an issuer filter has none
// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/ssl_cert_issuer.hpp>
auto judge(vidimus::EndEntity const& peer) { return vidimus::SslCertIssuer<"SERIALNUMBER=05">{}.accepts(peer); }
