// SPDX-License-Identifier: Apache-2.0
// The filters of the other files, without their mistakes.
#include <vidimus/peer_name/compose.hpp>
#include <vidimus/peer_name/ssl_cert_issuer.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
using Filter =
    vidimus::AllOf<vidimus::SslPeer<"CN=QM1*, O=\"Smith, Jones\"; OU=a, OU=b, ST=Hants, SERIALNUMBER=53:B1*">,
                   vidimus::Not<vidimus::SslPeer<"T=Dr">>, vidimus::SslCertIssuer<"CN=Acme CA">>;
auto judge(vidimus::EndEntity const& peer) { return Filter{}.accepts(peer); }
