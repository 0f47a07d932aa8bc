// SPDX-License-Identifier: Apache-2.0
// What a report says of the path of an accepted peer.
#include "company.hpp"
#include "two_ends.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <vidimus/vidimus.hpp>

using namespace vidimus;
using vidimus_test::Company;

namespace {

using Any = SslCiph<"ANY_TLS12_OR_HIGHER">;

auto end(Credentials own, TrustAnchors anchors) {
  return make_endpoint(std::move(own), std::move(anchors), Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{},
                       Any{})
      .value();
}

/// What QM1 reports of a QM2 with these credentials.
auto report_of(Company const& acme, Credentials qm2) -> Report {
  auto ends =
      vidimus_test::two_ends(end(acme.credentials("CN=QM1"), acme.anchors()), end(std::move(qm2), acme.anchors()));
  if (ends.first.failure) FAIL(explain(*ends.first.failure));
  return ends.first.channel->report();
}

}  // namespace

TEST_CASE("a report draws the path that was accepted, below the checks", "[channel]") {
  Company const acme;
  auto const report = report_of(acme, acme.credentials("CN=QM2"));
  auto const text = report.to_text();
  auto const drawing =
      text.find("\n  certification path\n    anchor CN=Acme Root,O=Acme\n      EC P-256, valid until ");
  REQUIRE(drawing != std::string::npos);
  CHECK(text.find("8 ") < drawing);
  CHECK(text.find("\n    └─ CN=Acme Issuing CA,O=Acme\n         EC P-256", drawing) != std::string::npos);
  CHECK(text.find("\n       └─ CN=QM2\n            EC P-256", drawing) != std::string::npos);
  CHECK(text.find("tried before it") == std::string::npos);

  auto const read = nlohmann::json::parse(report.to_json());
  REQUIRE(read["path"].size() == 3);
  CHECK(read["path"][0]["subject"] == "CN=QM2");
  CHECK(read["path"][0]["is_anchor"] == false);
  CHECK(read["path"][2]["subject"] == "CN=Acme Root,O=Acme");
  CHECK(read["path"][2]["is_anchor"] == true);
  CHECK_FALSE(read.contains("paths_tried"));
}

TEST_CASE("a report tells the paths that were tried before the one that was accepted", "[channel]") {
  Company const acme;
  auto const past = small_ca::now() - std::chrono::hours{24};
  small_ca::CertificateProfile expired{.not_before = past - std::chrono::hours{24}, .not_after = past};
  expired.path_len = 0;
  expired.serial_number = small_ca::SerialNumber{0x51};
  auto const old = acme.root.cross_certify(acme.issuing, expired);
  auto const own = acme.issue("CN=QM2");
  auto const report =
      report_of(acme, Credentials::from_pem(own.pem() + old.pem() + acme.issuing.pem(), own.key_pem()).value());
  CHECK(report.to_text().find(
            "\n  path tried before it: CN=QM2 <- CN=Acme Issuing CA,O=Acme (serial 51): certificate_expired at "
            "certificate 1") != std::string::npos);
  auto const read = nlohmann::json::parse(report.to_json());
  REQUIRE(read["paths_tried"].size() == 1);
  CHECK(read["paths_tried"][0]["certificates"][1]["serial_number"] == "51");
  CHECK(read["paths_tried"][0]["finding"]["code"] == "certificate_expired");
  CHECK(read["path"].size() == 3);
}

TEST_CASE("a report of a peer without a certificate has an empty path and draws none", "[channel]") {
  Company const acme;
  auto const client = end(Credentials::none(), acme.anchors());
  auto const server = make_endpoint(acme.credentials("CN=QM2"), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                                    danger::AnyPeerName{}, Any{}, OptionalClientCertificate{})
                          .value();
  auto ends = vidimus_test::two_ends(client, server);
  if (ends.second.failure) FAIL(explain(*ends.second.failure));
  auto const report = ends.second.channel->report();
  CHECK(report.to_text().find("certification path\n") == std::string::npos);
  auto const read = nlohmann::json::parse(report.to_json());
  CHECK(read["path"].is_array());
  CHECK(read["path"].empty());
}
