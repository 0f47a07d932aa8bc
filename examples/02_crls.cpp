// SPDX-License-Identifier: Apache-2.0
// CRLs of a private authority: read from a file, and read again when the authority has issued a new one. Endpoints that exist
// already see it; channels that exist already go on.
#include "small_ca.hpp"
#include "two_ends.hpp"

#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
#include <vidimus/revocation/crl_checker.hpp>

#include <cstdio>
#include <fstream>
#include <string>

void publish(std::string const& file, small_ca::Bytes const& crl) {
  std::ofstream{file + ".new"} << small_ca::to_pem("X509 CRL", crl);
  std::rename((file + ".new").c_str(), file.c_str());  // so that nobody reads half of it
}

int main() {
  using namespace two_ends;
  small_ca::SmallCa const acme{"CN=Acme Root,O=Acme"};
  auto const qm1 = acme.issue({.subject = "CN=QM1,O=Acme"}), qm2 = acme.issue({.subject = "CN=QM2,O=Acme"});

  std::string const file = "02_crls_example.pem";
  publish(file, acme.crl({.number = 1}));
  auto crls = CrlStore::from_file(file).value();  // CrlWatcher would do by itself what `reload` does below

  auto const end = [&](small_ca::Issued const& own) {
    return make_endpoint(credentials(own), anchors(acme), Rfc5280{}, CrlChecker<>{crls}, SslPeer<"O=Acme">{}).value();
  };
  auto const client = end(qm1), server = end(qm2);

  auto const before = meet(client, server);
  tell("QM1, before:", before.client);

  publish(file, acme.crl({.revoked = {{.serial_number = qm2.serial_number, .reason = 1}}, .number = 2}));
  auto const reloaded = crls.reload();
  std::remove(file.c_str());
  if (!reloaded) return std::puts(explain(reloaded.error()).c_str()), 1;

  auto const after = meet(client, server);
  tell("QM1, once QM2's key is known to be stolen:", after.client);
  return before.client && is_refused(after.client, Errc::certificate_revoked) ? 0 : 1;
}
