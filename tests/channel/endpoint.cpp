// SPDX-License-Identifier: Apache-2.0
// What an endpoint refuses before it meets anybody.
#include "company.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/channel/connect.hpp>
#include <vidimus/cipher_spec/profile.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/revocation/no_revocation.hpp>
#include <vidimus/transport/memory_pair.hpp>

#include <filesystem>
#include <fstream>

using namespace vidimus;
using namespace std::chrono_literals;
using vidimus_test::Company;

static_assert(detail::ConstantCipherSpec<Tls13Only> && detail::ConstantCipherSpec<profile::suite_b_192>);
static_assert(!detail::ConstantCipherSpec<SslCiph<dynamic>> && !detail::ConstantCipherSpec<danger::AnyPeerName>);
static_assert(detail::first_lacking(profile::mq_default::suites(), engine::detail::lacks_suite) == 0);

namespace {

auto endpoint(Credentials own, TrustAnchors anchors, Time now = SystemClock{}.now()) {
  return make_endpoint(std::move(own), std::move(anchors), Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{},
                       FixedClock{now});
}

template <class Spec>
auto endpoint_of(Company const& acme, Spec spec) {
  return make_endpoint(acme.credentials("CN=QM1"), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                       danger::AnyPeerName{}, std::move(spec))
      .value();
}

// It can connect all the same.
template <class Spec>
void check_accepts_nobody(Company const& acme, Spec spec, std::string const& wanted, std::string const& presented) {
  INFO(wanted);
  auto const made = endpoint_of(acme, std::move(spec));
  CHECK(made.engine_setup(End::client) != nullptr);
  auto const refused = made.check_accepting();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::own_certificate_missing);
  CHECK(refused.error().occasion() == Occasion::start_up);
  CHECK(refused.error().decisive().subject == "CN=QM1");
  auto const& mismatch = std::get<Mismatch>(refused.error().decisive().detail);
  CHECK(mismatch.wanted == wanted);
  CHECK(mismatch.presented == std::vector{presented});
  auto const accepted = accept(std::move(MemoryPair::make().second), made);
  REQUIRE_FALSE(accepted);
  CHECK(accepted.error().code() == Errc::own_certificate_missing);
  CHECK(explain(accepted.error()).find(presented) != std::string::npos);
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

TEST_CASE("a server's key must fit the suites that it admits", "[channel]") {
  Company const with_rsa{small_ca::KeyKind::rsa_2048}, with_p256;
  check_accepts_nobody(with_rsa, SslCiph<"ECDHE_ECDSA_AES_256_GCM_SHA384, ECDHE_ECDSA_AES_128_GCM_SHA256">{},
                       "a key for TLS 1.2 and any of TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, "
                       "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                       "an RSA key");
  check_accepts_nobody(with_p256, SslCiph<dynamic>::parse("ANY_TLS13, ECDHE_RSA_AES_256_GCM_SHA384").value(),
                       "a key for TLS 1.2 and any of TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "an EC key on P-256");
  check_accepts_nobody(with_p256, danger::WeakSslCiph<"TLS_RSA_WITH_AES_256_GCM_SHA384">{},
                       "a key for TLS 1.2 and any of TLS_RSA_WITH_AES_256_GCM_SHA384", "an EC key on P-256");
  CHECK(endpoint_of(with_rsa, SslCiph<"ANY">{}).check_accepting());
  CHECK(endpoint_of(with_p256, SslCiph<"ANY_TLS12">{}).check_accepting());
  CHECK(endpoint_of(with_rsa, danger::WeakSslCiph<"TLS_RSA_WITH_AES_256_GCM_SHA384">{}).check_accepting());
}

TEST_CASE("a server's key must fit the signature schemes of its profile", "[channel]") {
  Company const with_rsa{small_ca::KeyKind::rsa_2048}, with_p256, with_p384{small_ca::KeyKind::ec_p384};
  check_accepts_nobody(with_p256, profile::suite_b_192{}, "a key for TLS 1.2 and any of the signature schemes 0x0503",
                       "an EC key on P-256");
  check_accepts_nobody(with_rsa, profile::suite_b_128{},
                       "a key for TLS 1.2 and any of TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "an RSA key");
  CHECK(endpoint_of(with_p384, profile::suite_b_192{}).check_accepting());
  CHECK(endpoint_of(with_rsa, profile::tls13_only{}).check_accepting());
  CHECK(endpoint_of(with_rsa, profile::modern_2026{}).check_accepting());
}

TEST_CASE("an endpoint without credentials says that it accepts nobody", "[channel]") {
  Company const acme;
  auto const made = endpoint(Credentials::none(), acme.anchors()).value();
  CHECK(made.check_accepting().error().code() == Errc::own_certificate_missing);
  CHECK(endpoint(acme.credentials("CN=QM1"), acme.anchors()).value().check_accepting());
}

TEST_CASE("each kind of key has its signature schemes, those of RSA by protocol version", "[channel]") {
  using enum KeyKind;
  constexpr auto tls12 = ProtocolVersion::tls12, tls13 = ProtocolVersion::tls13;
  for (auto const version : {tls12, tls13}) {
    CHECK(detail::fits_scheme(ec_p256, version, 0x0403));
    CHECK(detail::fits_scheme(ec_p384, version, 0x0503));
    CHECK(detail::fits_scheme(ec_p521, version, 0x0603));
    CHECK_FALSE(detail::fits_scheme(ec_p384, version, 0x0403));
    CHECK_FALSE(detail::fits_scheme(ec_p256, version, 0x0401));
    CHECK_FALSE(detail::fits_scheme(rsa, version, 0x0403));
  }
  CHECK((detail::fits_scheme(rsa, tls13, 0x0804) && !detail::fits_scheme(rsa, tls13, 0x0401)));
  CHECK((detail::fits_scheme(rsa, tls12, 0x0401) && !detail::fits_scheme(rsa, tls12, 0x0804) &&
         !detail::fits_scheme(rsa, tls13, 0x0807)));
}
