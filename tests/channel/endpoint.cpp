// SPDX-License-Identifier: Apache-2.0
// What an endpoint refuses before it meets anybody.
#include "company.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/channel/endpoint.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <filesystem>
#include <fstream>

using namespace vidimus;
using namespace std::chrono_literals;
using vidimus_test::Company;

namespace {

auto endpoint(Credentials own, TrustAnchors anchors, Time now = SystemClock{}.now()) {
  return make_endpoint(std::move(own), std::move(anchors), Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{},
                       FixedClock{now});
}

}  // namespace

TEST_CASE("an endpoint is made of credentials, anchors and policies", "[channel]") {
  Company const acme;
  auto const made = endpoint(acme.credentials("CN=QM1"), acme.anchors());
  REQUIRE(made);
  CHECK(made->engine_setup(End::client) != nullptr);
  CHECK(made->engine_setup(End::server) != nullptr);
  CHECK_FALSE(made->credentials().is_none());
}

TEST_CASE("without credentials an endpoint can connect and not accept", "[channel]") {
  Company const acme;
  auto const made = endpoint(Credentials::none(), acme.anchors());
  REQUIRE(made);
  CHECK(made->engine_setup(End::client) != nullptr);
  CHECK(made->engine_setup(End::server) == nullptr);
}

TEST_CASE("an empty set of trust anchors is refused at start", "[channel]") {
  auto const made = endpoint(Credentials::none(), TrustAnchors::from_certificates({}));
  REQUIRE_FALSE(made);
  CHECK(made.error().code() == Errc::no_trust_anchors);
  CHECK(made.error().occasion() == Occasion::start_up);
}

TEST_CASE("our own certificate must be in its time, by the endpoint's clock", "[channel]") {
  Company const acme;
  auto const now = SystemClock{}.now();
  auto const late = endpoint(acme.credentials("CN=QM1"), acme.anchors(), now + 240h);
  REQUIRE_FALSE(late);
  CHECK(late.error().code() == Errc::own_certificate_expired);
  CHECK(late.error().decisive().subject == "CN=QM1");
  CHECK(std::get<OutOfTime>(late.error().decisive().detail).now == now + 240h);
  auto const early = endpoint(acme.credentials("CN=QM1"), acme.anchors(), now - 240h);
  REQUIRE_FALSE(early);
  CHECK(early.error().code() == Errc::own_certificate_not_yet_valid);
}

TEST_CASE("a private key that does not fit its certificate is refused at start", "[channel]") {
  Company const acme;
  auto const own = acme.issue("CN=QM1");
  auto const other = acme.issue("CN=QM2");
  auto const credentials = Credentials::from_pem(own.pem(), other.key_pem());
  REQUIRE_FALSE(credentials);
  CHECK(credentials.error().code() == Errc::private_key_mismatch);
  CHECK(credentials.error().decisive().subject == "CN=QM1");
}

TEST_CASE("credentials without a certificate are refused", "[channel]") {
  Company const acme;
  auto const own = acme.issue("CN=QM1");
  CHECK(Credentials::from_pem("", own.key_pem()).error().code() == Errc::pem_nothing_found);
  auto const key = PrivateKey::from_pem(own.key_pem());
  REQUIRE(key);
  CHECK(Credentials::from_parts({}, *key).error().code() == Errc::own_certificate_missing);
}

TEST_CASE("files that cannot be read are refused by name", "[channel]") {
  auto const credentials = Credentials::from_files("/nowhere/qm1.pem", "/nowhere/qm1.key");
  REQUIRE_FALSE(credentials);
  CHECK(credentials.error().code() == Errc::file_unreadable);
  CHECK(credentials.error().decisive().subject == "/nowhere/qm1.pem");
}

TEST_CASE("credentials come from files, and a wrong pair is told with both names", "[channel]") {
  Company const acme;
  auto const own = acme.issue("CN=QM1");
  std::string name = (std::filesystem::temp_directory_path() / "vidimus-own-XXXXXX").string();
  std::filesystem::path const directory = ::mkdtemp(name.data());
  std::ofstream{directory / "own.pem"} << own.pem();
  std::ofstream{directory / "own.key"} << own.key_pem();
  std::ofstream{directory / "other.key"} << acme.issue("CN=QM2").key_pem();
  CHECK(Credentials::from_files(directory / "own.pem", directory / "own.key"));
  auto const wrong = Credentials::from_files(directory / "own.pem", directory / "other.key");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code() == Errc::private_key_mismatch);
  CHECK(explain(wrong.error()).find("other.key") != std::string::npos);
  std::filesystem::remove_all(directory);
}
