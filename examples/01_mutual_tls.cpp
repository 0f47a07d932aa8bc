// SPDX-License-Identifier: Apache-2.0
// Mutual TLS: an end that accepts asks its clients for certificates, and judges them as a client judges a server. That is
// the default; `OptionalClientCertificate` and `danger::NoClientCertificate` say otherwise in the endpoint's type.
#include "small_ca.hpp"
#include "two_ends.hpp"

#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <array>
#include <cstdio>

int main() {
  using namespace two_ends;
  small_ca::SmallCa const acme{"CN=Acme Root,O=Acme"};
  auto const end = [&](Credentials own) {
    return make_endpoint(std::move(own), anchors(acme), Rfc5280{}, danger::NoRevocation{}, SslPeer<"O=Acme">{}).value();
  };
  auto const server = end(credentials(acme.issue({.subject = "CN=QM2,O=Acme"})));

  auto const known = meet(end(credentials(acme.issue({.subject = "CN=QM1,O=Acme"}))), server);
  tell("QM2, of a client with a certificate:", known.server);

  auto nameless = meet(end(Credentials::none()), server);
  tell("QM2, of a client without one:", nameless.server);

  // Under TLS 1.3 a client is done before the server has judged it: what the server thinks of it comes with the first read.
  std::array<std::byte, 16> bytes;
  auto const heard = nameless.client->read(bytes);
  if (!heard) std::printf("what the client hears:\n%s\n", explain(heard.error()).c_str());

  bool const as_told = known.server && is_refused(nameless.server, Errc::peer_certificate_required) && !heard &&
                       heard.error().alert_received() == Alert::certificate_required;
  return as_told ? 0 : 1;
}
