// SPDX-License-Identifier: Apache-2.0
// A channel whose type is chosen when it is compiled, but for whom it accepts: the names come from a file, which an
// administrator may change. Four peers of a company made for the occasion introduce themselves.
//
//   names_from_file names.json        refuses to start where the file has a mistake, and says on which line
#include "small_ca.hpp"

#include <vidimus/adapters/json.hpp>
#include <vidimus/vidimus.hpp>

#include <cstdio>
#include <thread>

using namespace vidimus;
using Client = Endpoint<Rfc5280, CrlChecker<>, AnyPeerNameFilter, SslCiph<"ANY_TLS13">>;
static_assert(checks_revocation<Client>, "no file can take that back");

namespace {

struct Company {
  small_ca::SmallCa root{"CN=Acme Root,O=Acme"};
  TrustAnchors anchors = TrustAnchors::from_pem(root.pem()).value();
  CrlStore crls = CrlStore::from_pem(small_ca::to_pem("X509 CRL", root.crl())).value();
};

/// Connects to a peer, and says what became of it.
void meet(Company const& acme, Client const& client, small_ca::CertificateProfile const& peer) {
  auto const own = acme.root.issue(peer);
  auto ends = MemoryPair::make();
  std::thread server{[&, transport = std::move(ends.second)]() mutable {
    auto const endpoint = make_endpoint(Credentials::from_pem(own.pem(), own.key_pem()).value(), acme.anchors,
                                        Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{});
    (void)accept(std::move(transport), *endpoint);
  }};
  auto const channel = connect(std::move(ends.first), client);
  server.join();
  std::printf("%s: %s\n", peer.subject.c_str(), channel ? "accepted" : explain(channel.error()).c_str());
}

}  // namespace

int main(int argc, char** argv) {
  auto const names = load_names_file(argc == 2 ? argv[1] : "names.json");
  if (!names) return std::fprintf(stderr, "%s\n", explain(names.error()).c_str()), 2;
  std::printf("accepted are peers of %s\n", names->describe().c_str());
  Company const acme;
  auto const own = acme.root.issue({.subject = "CN=QM1,O=Acme"});
  auto const client = Client::make(Credentials::from_pem(own.pem(), own.key_pem()).value(), acme.anchors, Rfc5280{},
                                   CrlChecker<>{acme.crls}, *names, SslCiph<"ANY_TLS13">{});
  for (auto const& peer : {small_ca::CertificateProfile{.subject = "CN=QM2,O=Acme"},
                           {.subject = "CN=web", .alt_names = {"DNS:qm3.acme.example"}},
                           {.subject = "CN=QM2,OU=Contractors,O=Acme"},
                           {.subject = "CN=QM4,O=Acme"}})
    meet(acme, *client, peer);
}
