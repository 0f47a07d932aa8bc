// SPDX-License-Identifier: Apache-2.0
// libldap against OpenLDAP's own slapd: CRLs from a directory, the way of IBM MQ.
#include "asking_ends.hpp"
#include "slapd.hpp"

#include <vidimus/adapters/ldap.hpp>
#include <vidimus/revocation/crl_checker.hpp>
#include <vidimus/transport/first_fetcher.hpp>
#include <vidimus/transport/http_fetcher.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace vidimus;
using vidimus_test::Company;
using vidimus_test::Slapd;

namespace {

auto fetch(Slapd const& slapd, char const* entry = Slapd::authority) -> FetchAnswer {
  auto const url = LdapUrl::of(slapd.address(), entry, "certificateRevocationList");
  return LdapFetcher<LdapLimits{.loopback = Access::allowed}>{}.fetch({"GET " + url, url});
}
void check_failed(FetchAnswer const& answer, Errc code, std::string const& words) {
  REQUIRE(answer.failure);
  INFO(explain(*answer.failure));
  CHECK(answer.failure->code == code);
  CHECK(explain(*answer.failure).find(words) != std::string::npos);
}

}  // namespace

TEST_CASE("The CRL of an issuer comes from slapd octet by octet, and decides", "[adapters][peers]") {
  Company const acme;
  auto const qm2 = acme.issue("CN=QM2,O=Acme"), qm3 = acme.issue("CN=QM3,O=Acme");
  auto const crl = acme.issuing.crl({.revoked = {{.serial_number = qm3.serial_number, .reason = 1}}});
  auto const slapd = Slapd::start({crl});
  auto const answer = fetch(*slapd);
  INFO((answer.failure ? explain(*answer.failure) : ""));
  REQUIRE_FALSE(answer.failure);
  CHECK(answer.response == crl);

  auto const store = CrlStore::from_bytes(answer.response).value();
  auto const endpoint = vidimus_test::asking(acme, CrlChecker<EndEntityOnly>{store});
  vidimus_test::check_accepted(vidimus_test::connect_to(acme, qm2, endpoint), {"CRL 1 of CN=Acme Issuing CA"});
  vidimus_test::check_refused(vidimus_test::connect_to(acme, qm3, endpoint), Errc::certificate_revoked,
                              {"keyCompromise"});
}

TEST_CASE("A channel asks slapd for the CRL of its peer's issuer", "[adapters][peers]") {
  Company const acme;
  auto const qm2 = acme.issue("CN=QM2,O=Acme"), qm3 = acme.issue("CN=QM3,O=Acme");
  auto const slapd = Slapd::start({acme.issuing.crl({.revoked = {{.serial_number = qm3.serial_number, .reason = 1}}})});
  using OnLoopback = LdapFetcher<LdapLimits{.loopback = Access::allowed}>;
  CrlChecker<EndEntityOnly, FromDirectory> const checker{CrlDirectory{slapd->address()}};
  auto const endpoint = vidimus_test::asking(acme, checker, OnLoopback{});
  vidimus_test::check_accepted(vidimus_test::connect_to(acme, qm2, endpoint), {"CRL 1 of CN=Acme Issuing CA"});
  vidimus_test::check_refused(vidimus_test::connect_to(acme, qm3, endpoint), Errc::certificate_revoked,
                              {"keyCompromise"});
}

TEST_CASE("A channel asks slapd where the certificate says, beside http", "[adapters][peers]") {
  Company const acme;
  auto const slapd = Slapd::start({acme.issuing.crl()});
  auto const url = LdapUrl::of(slapd->address(), Slapd::authority, "certificateRevocationList");
  auto const qm2 = acme.issuing.issue({.subject = "CN=QM2,O=Acme", .crl_urls = {url}});
  using Ldap = LdapFetcher<LdapLimits{.loopback = Access::allowed}>;
  using Checker = CrlChecker<EndEntityOnly, FromDistributionPointsBy<"http", "ldap">>;
  auto const endpoint = vidimus_test::asking(acme, Checker{}, FirstFetcher<HttpFetcher<>, Ldap>{});
  vidimus_test::check_accepted(vidimus_test::connect_to(acme, qm2, endpoint), {"CRL 1 of CN=Acme Issuing CA"});
  auto const without = vidimus_test::asking(acme, Checker{}, HttpFetcher<>{});
  vidimus_test::check_refused(vidimus_test::connect_to(acme, qm2, without), Errc::crl_unreachable,
                              {"url_refused", "ldap:"});
}

TEST_CASE("What slapd does not have, or has more than once, is no answer", "[adapters][peers]") {
  Company const acme;
  auto const slapd = Slapd::start({acme.issuing.crl({.number = 1}), acme.issuing.crl({.number = 2})});
  check_failed(fetch(*slapd), Errc::fetch_failed, "values");
  check_failed(fetch(*slapd, "cn=Nobody,o=Acme"), Errc::fetch_failed, "No such object");
  check_failed(fetch(*slapd, "o=Acme"), Errc::fetch_failed, "certificateRevocationList");
}
