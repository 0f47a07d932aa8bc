// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/concept.hpp>
#include <vidimus/peer_name/ssl_cert_issuer.hpp>
#include <vidimus/peer_name/strict_ssl_cert_issuer.hpp>

#include "named_peers.hpp"

#include <type_traits>

using namespace vidimus;

static_assert(PeerNameFilter<SslCertIssuer<"CN=Acme Issuing CA 2">>);
static_assert(PeerNameFilter<SslCertIssuer<dynamic>>);
static_assert(std::is_empty_v<SslCertIssuer<"CN=Acme Issuing CA 2">>);
static_assert(PeerNameFilter<StrictSslCertIssuer<"CN=Acme Issuing CA 2">>);
static_assert(PeerNameFilter<StrictSslCertIssuer<dynamic>>);
static_assert(std::is_empty_v<StrictSslCertIssuer<"CN=Acme Issuing CA 2">>);

TEST_CASE("SSLCERTI looks at the issuer and not at the subject", "[peer_name]") {
  CHECK(SslCertIssuer<"CN=Acme Issuing CA*, O=Acme">::accepts(peer("qmgr-1")).is_accepted());
  CHECK(SslCertIssuer<"CN=Acme Issuing CA*, O=Acme">::matches(peer("qmgr-1")));
  CHECK_FALSE(SslCertIssuer<"CN=QMGR.1">::matches(peer("qmgr-1")));
  auto const verdict = SslCertIssuer<"CN=QMGR.1">::accepts(peer("qmgr-1"));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  CHECK(wanted(verdict) == "CN=QMGR.1");
  CHECK(presented(verdict) == Texts{"CN=Acme Issuing CA 2"});
  CHECK(verdict.finding().subject == "CN=QMGR.1,OU=WEBSPHERE,OU=IBM,O=X");
}

TEST_CASE("the dynamic form of SSLCERTI judges alike", "[peer_name]") {
  auto const read = SslCertIssuer<dynamic>::parse("CN=WEBSPHERE MQ CA,O=IBM,L=HURSLEY");
  REQUIRE(read.has_value());
  CHECK(read->describe() == "SSLCERTI CN=WEBSPHERE MQ CA,O=IBM,L=HURSLEY");
  CHECK(read->describe() == SslCertIssuer<"CN=WEBSPHERE MQ CA,O=IBM,L=HURSLEY">::describe());
  CHECK(read->accepts(peer("ulrike")).is_accepted());
  CHECK(read->matches(peer("ulrike")));
  CHECK_FALSE(read->matches(peer("ulrike-self-signed")));
  CHECK_FALSE(read->accepts(peer("ulrike-self-signed")).is_accepted());
}

TEST_CASE("SSLCERTI that does not parse is refused", "[peer_name]") {
  for (auto const* const text : {"", "cn=x", "SERIALNUMBER=05", "CN"}) {
    INFO(text);
    auto const read = SslCertIssuer<dynamic>::parse(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code() == Errc::ssl_peer_malformed);
  }
}

TEST_CASE("the strict reading of SSLCERTI is that of the strict SSLPEER, of the issuer's name", "[peer_name]") {
  auto const qmgr = peer("qmgr-1");  // of CN=Acme Issuing CA 2
  CHECK(SslCertIssuer<"CN=Acme Issuing CA 2*">::accepts(qmgr).is_accepted());
  auto const verdict = StrictSslCertIssuer<"CN=Acme Issuing CA 2*">::accepts(qmgr);
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  CHECK(StrictSslCertIssuer<"CN=Acme Issuing CA*, O=Acme">::accepts(qmgr).is_accepted());
  CHECK_FALSE(StrictSslCertIssuer<"CN=QMGR.1">::accepts(qmgr).is_accepted());
  CHECK(StrictSslCertIssuer<"CN=Acme Issuing CA*, O=Acme">::matches(qmgr));
  CHECK_FALSE(StrictSslCertIssuer<"CN=Acme Issuing CA 2*">::matches(qmgr));
  CHECK_FALSE(StrictSslCertIssuer<"CN=QMGR.1">::matches(qmgr));

  auto const read = StrictSslCertIssuer<dynamic>::parse("CN=Acme Issuing CA 2*");
  REQUIRE(read.has_value());
  CHECK(read->describe() == StrictSslCertIssuer<"CN=Acme Issuing CA 2*">::describe());
  CHECK(explain(read->accepts(qmgr).finding()) == explain(verdict.finding()));
  CHECK_FALSE(read->matches(qmgr));
  CHECK(StrictSslCertIssuer<dynamic>::parse("CN=Acme Issuing CA*")->matches(qmgr));
  CHECK(StrictSslCertIssuer<dynamic>::parse("SERIALNUMBER=05").error().code() == Errc::ssl_peer_malformed);
}
