// SPDX-License-Identifier: Apache-2.0
// SPIFFE: workloads are known by the one URI in their certificates. Whoever is of the trust domain and below the path is let
// in; a typing error in either does not compile.
#include "small_ca.hpp"
#include "two_ends.hpp"

#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/spiffe_id.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <string>
#include <vector>

int main() {
  using namespace two_ends;
  // The trust domain's own authority, and no other: any authority can write any URI into a certificate.
  small_ca::SmallCa const domain{"CN=acme.example,O=Acme"};
  auto const end = [&](std::vector<std::string> uris) {
    auto const svid = domain.issue({.alt_names = std::move(uris)});  // no subject: the URI is the name
    return make_endpoint(credentials(svid), anchors(domain), Rfc5280{}, danger::NoRevocation{},
                         SpiffeId<"acme.example", "/payments/*">{})
        .value();
  };
  auto const orders = end({"URI:spiffe://acme.example/payments/orders"});

  auto const friendly = meet(orders, end({"URI:spiffe://acme.example/payments/ledger"}));
  tell("of a workload below /payments:", friendly.client);

  auto const foreign = meet(orders, end({"URI:spiffe://acme.example/warehouse/robot"}));
  tell("of one elsewhere:", foreign.client);

  auto const twofold =
      meet(orders, end({"URI:spiffe://acme.example/payments/ledger", "URI:spiffe://acme.example/payments/other"}));
  tell("of one with two names (X509-SVID, 2: exactly one):", twofold.client);

  return friendly.client && is_refused(foreign.client, Errc::peer_name_mismatch) &&
                 is_refused(twofold.client, Errc::peer_name_ambiguous)
             ? 0
             : 1;
}
