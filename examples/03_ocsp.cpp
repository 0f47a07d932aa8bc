// SPDX-License-Identifier: Apache-2.0
// OCSP: the responder that the certificate names is asked while the handshake waits. What may be fetched, from where and in
// which time is a type too: this program serves the responder itself, so its type allows loopback addresses.
#include "ocsp_responder.hpp"
#include "small_ca.hpp"
#include "two_ends.hpp"
#include "web_server.hpp"

#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
#include <vidimus/revocation/ocsp_checker.hpp>
#include <vidimus/transport/http_fetcher.hpp>

#include <string>

int main() {
  using namespace two_ends;
  using FromLoopback = HttpFetcher<HttpLimits{.total_milliseconds = 2'000, .loopback = Access::allowed}>;

  small_ca::SmallCa const acme{"CN=Acme Root,O=Acme"};
  story::WebServer const responder{[&](std::string const&) {
    return ocsp_response(acme, {.entries = {{.serial_number = 1},
                                            {.serial_number = 2},
                                            {.serial_number = 3, .status = small_ca::OcspStatus::revoked}}});
  }};
  auto const end = [&](std::string const& subject, small_ca::SerialNumber serial_number) {
    auto const own =
        acme.issue({.subject = subject, .ocsp_urls = {responder.url("/ocsp")}, .serial_number = serial_number});
    return make_endpoint(credentials(own), anchors(acme), Rfc5280{}, OcspChecker<>{}, SslPeer<"O=Acme">{},
                         FromLoopback{})
        .value();
  };
  auto const qm1 = end("CN=QM1,O=Acme", 1);

  auto const good = meet(qm1, end("CN=QM2,O=Acme", 2));
  tell("QM1, of a certificate that is good:", good.client);

  auto const revoked = meet(qm1, end("CN=QM3,O=Acme", 3));
  tell("QM1, of one that was revoked:", revoked.client);

  auto const forgotten = meet(qm1, end("CN=QM4,O=Acme", 4));  // unknown is refused, unless the type says otherwise
  tell("QM1, of one that the responder does not answer for:", forgotten.client);

  return good.client && is_refused(revoked.client, Errc::certificate_revoked) &&
                 is_refused(forgotten.client, Errc::ocsp_certificate_not_answered)
             ? 0
             : 1;
}
