// SPDX-License-Identifier: Apache-2.0
// A certificate that is revoked between two connections of one endpoint.
#include "../revocation/crl_directory.hpp"
#include "company.hpp"
#include "two_ends.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/revocation/crl_watcher.hpp>
#include <vidimus/vidimus.hpp>

#include <chrono>
#include <string>
#include <thread>

using namespace vidimus;
using namespace std::chrono_literals;

namespace {

/// QM1, which checks peers against the CRLs of a directory, and QM2.
struct Scene {
  vidimus_test::Company acme{};
  test::CrlDirectory directory{};
  small_ca::Issued qm2 = acme.issue("CN=QM2,O=Acme");
  CrlStore store = read();

  [[nodiscard]] auto read() const -> CrlStore {
    directory.write("root.crl", acme.root.crl());
    directory.write("issuing.crl", acme.issuing.crl());
    return CrlStore::from_directory(directory.path()).value();
  }
  void revoke_qm2() const {
    directory.replace("issuing.crl",
                      acme.issuing.crl({.revoked = {{.serial_number = qm2.serial_number, .reason = 1}}, .number = 2}));
  }
  [[nodiscard]] auto qm1() const {
    return make_endpoint(acme.credentials("CN=QM1,O=Acme"), acme.anchors(), Rfc5280{}, CrlChecker<>{store},
                         danger::AnyPeerName{}, SslCiph<"ANY_TLS12_OR_HIGHER">{})
        .value();
  }
  [[nodiscard]] auto server() const {
    return make_endpoint(acme.credentials(qm2), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                         danger::AnyPeerName{}, SslCiph<"ANY_TLS12_OR_HIGHER">{})
        .value();
  }
};

}  // namespace

TEST_CASE("a certificate revoked between two connections of one endpoint is refused on the second", "[channel]") {
  Scene scene;
  auto const client = scene.qm1();
  auto const server = scene.server();
  auto first = vidimus_test::two_ends(client, server);
  if (first.first.failure) FAIL(explain(*first.first.failure));
  scene.revoke_qm2();
  REQUIRE(scene.store.reload());
  auto second = vidimus_test::two_ends(client, server);
  REQUIRE(second.first.failure);
  CHECK(second.first.failure->code() == Errc::certificate_revoked);
  CHECK(second.first.failure->alert_sent() == Alert::certificate_revoked);
}

TEST_CASE("a watcher brings an endpoint what its authority revokes, without anybody reloading", "[channel]") {
  Scene const scene;
  auto const client = scene.qm1();
  auto const server = scene.server();
  CrlWatcher const watcher{scene.store, 5ms, {}};
  auto first = vidimus_test::two_ends(client, server);
  if (first.first.failure) FAIL(explain(*first.first.failure));
  scene.revoke_qm2();
  std::optional<Failure> refused;
  for (auto const end = std::chrono::steady_clock::now() + 20s; !refused && std::chrono::steady_clock::now() < end;)
    refused = vidimus_test::two_ends(client, server).first.failure;
  REQUIRE(refused);
  CHECK(refused->code() == Errc::certificate_revoked);
}
