// SPDX-License-Identifier: Apache-2.0
// CRLs from where real servers keep them: nginx, and files that are read again.
#include "asking_ends.hpp"
#include "nginx.hpp"

#include <vidimus/revocation/crl_checker.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace vidimus;
using namespace std::chrono_literals;
using vidimus_test::asking;
using vidimus_test::check_accepted;
using vidimus_test::check_refused;
using vidimus_test::Company;
using vidimus_test::connect_to;
using vidimus_test::MovedClock;
using vidimus_test::Nginx;
using vidimus_test::OnLoopback;

namespace {

using FromNginx = CrlChecker<FromDistributionPoints>;

/// QM2 and the authority above it, whose certificates say that nginx has the CRLs.
struct Scene {
  std::unique_ptr<Nginx> nginx = Nginx::start();
  Company acme = company();
  small_ca::Issued qm2 = acme.issuing.issue({.subject = "CN=QM2,O=Acme", .crl_urls = {nginx->url("issuing.crl")}});

  [[nodiscard]] auto company() const -> Company {
    small_ca::SmallCa const root{"CN=Acme Root,O=Acme"};
    return {
        .root = root,
        .issuing = root.issue_ca("CN=Acme Issuing CA,O=Acme", {.path_len = 0, .crl_urls = {nginx->url("root.crl")}})};
  }
  void publish(small_ca::CrlProfile const& issuing, small_ca::CrlProfile const& root = {}) const {
    nginx->put("issuing.crl", text_of(acme.issuing.crl(issuing)));
    nginx->put("root.crl", text_of(acme.root.crl(root)));
  }
  template <class Endpoint>
  auto connect_to_qm2(Endpoint const& endpoint) const -> Result<std::string> {
    return connect_to(acme, qm2, endpoint);
  }
};

}  // namespace

TEST_CASE("CRLs that nginx serves decide", "[interop][peers]") {
  Scene const scene;
  scene.publish({});
  check_accepted(scene.connect_to_qm2(asking(scene.acme, FromNginx{}, OnLoopback{})),
                 {"CRL 1 of CN=Acme Issuing CA", "CRL 1 of CN=Acme Root"});
  scene.publish({.revoked = {{.serial_number = scene.qm2.serial_number, .reason = 1}}});
  check_refused(scene.connect_to_qm2(asking(scene.acme, FromNginx{}, OnLoopback{})), Errc::certificate_revoked,
                {"keyCompromise", "CN=Acme Issuing CA"});
  scene.publish({}, {.revoked = {{.serial_number = scene.acme.issuing.certificate().serial_number}}});
  check_refused(scene.connect_to_qm2(asking(scene.acme, FromNginx{}, OnLoopback{})), Errc::certificate_revoked,
                {"CN=Acme Root"});
}

TEST_CASE("A CRL of nginx's is fetched once while it is current, and again when it is stale", "[interop][peers]") {
  Scene const scene;
  MovedClock const clock;
  auto const endpoint = asking(scene.acme, FromNginx{}, OnLoopback{}, clock);
  scene.publish({.next_update = small_ca::now() + 1h});
  REQUIRE(scene.connect_to_qm2(endpoint));
  scene.publish({.revoked = {{.serial_number = scene.qm2.serial_number}}, .number = 2});
  CHECK(scene.connect_to_qm2(endpoint));
  clock.by->store(2h);
  check_refused(scene.connect_to_qm2(endpoint), Errc::certificate_revoked);
}

TEST_CASE("What nginx has not, what is stale there and what is no CRL leave the status unknown", "[interop][peers]") {
  Scene const scene;
  auto const asks_anew = [&] { return scene.connect_to_qm2(asking(scene.acme, FromNginx{}, OnLoopback{})); };
  check_refused(asks_anew(), Errc::crl_unreachable, {"404", scene.nginx->url("")});
  scene.publish({.this_update = small_ca::now() - 48h, .next_update = small_ca::now() - 24h});
  check_refused(asks_anew(), Errc::crl_stale, {"nextUpdate"});
  scene.publish({});
  scene.nginx->put("issuing.crl", "<html>no CRL</html>");
  check_refused(asks_anew(), Errc::crl_unreachable, {"crl_malformed"});
}

TEST_CASE("A certificate revoked between two connections of one endpoint is refused on the second: CRL", "[interop]") {
  Company const acme;
  auto const qm2 = acme.issue("CN=QM2,O=Acme");
  vidimus_test::TemporaryFolder const folder;
  (void)folder.file("root.crl", text_of(acme.root.crl({})));
  (void)folder.file("issuing.crl", text_of(acme.issuing.crl({})));
  auto store = CrlStore::from_directory(folder.path()).value();
  auto const endpoint = asking(acme, CrlChecker<>{store});
  REQUIRE(connect_to(acme, qm2, endpoint));

  (void)folder.file("issuing.crl", "half a CRL");
  CHECK_FALSE(store.reload());  // the old ones stay
  CHECK(connect_to(acme, qm2, endpoint));
  (void)folder.file("issuing.crl",
                    text_of(acme.issuing.crl({.revoked = {{.serial_number = qm2.serial_number}}, .number = 2})));
  CHECK(connect_to(acme, qm2, endpoint));
  REQUIRE(store.reload());
  check_refused(connect_to(acme, qm2, endpoint), Errc::certificate_revoked);
}
