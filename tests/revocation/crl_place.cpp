// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/url_scheme.hpp>
#include <vidimus/revocation/crl_place.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace {

vidimus::detail::CrlLocator const by_http{&vidimus::detail::is_http};

namespace der = test::der;
using test::Bytes;
using test::full_name;
using test::indirect;
using test::named;
using test::only_reasons;
using test::Point;
using test::relative_name;
using test::SmallCa;
using vidimus::ReasonBit;
using vidimus::ReasonFlags;

auto root() -> SmallCa const& {
  static SmallCa const root{"CN=Acme Root,O=Acme"};
  return root;
}
auto certificate_with(std::vector<Point> const& points) -> vidimus::Certificate {
  small_ca::CertificateProfile profile{.subject = "CN=QM2,O=Acme"};
  if (!points.empty()) profile.extra = {test::points(points)};
  return test::read_certificate(root().issue(profile));
}
/// Of all of a certificate's places together.
auto covered_of(vidimus::Certificate const& certificate, vidimus::CertificateList const& crl) -> ReasonFlags {
  ReasonFlags all;
  for (auto const& place : vidimus::detail::places_of(certificate)) all = all | place.reasons_covered(crl);
  return all;
}
/// What the CRL of CN=Acme Root,O=Acme covers of a certificate with these points.
template <class... Parts>
auto covered(std::vector<Point> const& points, Parts const&... scope) -> ReasonFlags {
  return covered_of(certificate_with(points), test::read_crl(root().crl({.extra = {test::scope(scope...)}})));
}
auto const url = full_name("URI:http://crl.example/1.crl");

}  // namespace

TEST_CASE("A CRL with a distribution point's name covers certificates with a point of that name", "[revocation]") {
  auto const other = full_name("URI:http://crl.example/2.crl");
  CHECK(covered({{url}}, named(url)).is_all());
  CHECK(covered({{other}, {url}}, named(url)).is_all());
  CHECK(covered({{other}}, named(url)).is_empty());
  CHECK(covered({{full_name("DNS:crl.example")}}, named(url)).is_empty());
  CHECK(covered({}, named(url)).is_empty());
}

TEST_CASE("Directory names of distribution points compare as names", "[revocation]") {
  CHECK(covered({{full_name("DN:CN=crl  1,O=ACME")}}, named(full_name("DN:CN=CRL 1,O=Acme"))).is_all());
  CHECK(covered({{full_name("DN:CN=CRL 2,O=Acme")}}, named(full_name("DN:CN=CRL 1,O=Acme"))).is_empty());
}

TEST_CASE("A relative name is below the CRL issuer's", "[revocation]") {
  auto const below = full_name("DN:CN=CRL 1,CN=Acme Root,O=Acme");
  CHECK(covered({{relative_name("CRL 1")}}, named(relative_name("CRL 1"))).is_all());
  CHECK(covered({{below}}, named(relative_name("CRL 1"))).is_all());
  CHECK(covered({{relative_name("CRL 1")}}, named(below)).is_all());
  CHECK(covered({{relative_name("CRL 2")}}, named(relative_name("CRL 1"))).is_empty());
  CHECK(covered({{full_name("DN:CN=CRL 1,O=Acme")}}, named(relative_name("CRL 1"))).is_empty());
}

TEST_CASE("A CRL whose point has the issuer's own name covers all of its certificates", "[revocation]") {
  auto const own = named(full_name("DN:CN=Acme Root,O=Acme"));
  CHECK(covered({}, own).is_all());
  CHECK(covered({{url}}, own).is_all());
  CHECK(covered({{url, 0x06}}, own).is_all());
}

TEST_CASE("Only the reasons that the CRL and the point have in common are covered", "[revocation]") {
  CHECK(covered({{url, 0x06}}, named(url)).contains(ReasonBit::key_compromise));
  CHECK(!covered({{url, 0x06}}, named(url)).contains(ReasonBit::superseded));
  CHECK(covered({{url, 0x06}, {url, 0x1f8}}, named(url)).is_all());
  CHECK(covered({{url, 0x04}}, named(url), only_reasons(0x02)).is_empty());
  CHECK(covered({{url}}, named(url), only_reasons(0x02)).contains(ReasonBit::key_compromise));
  CHECK(covered({}, only_reasons(0x1fe)).is_all());
}

TEST_CASE("A point of another issuer's CRLs is met only by an indirect CRL of that issuer", "[revocation]") {
  CHECK(covered({{url, {}, "CN=Acme Root,O=Acme"}}, named(url)).is_empty());
  CHECK(covered({{url, {}, "CN=Other"}}, named(url), indirect()).is_empty());
  CHECK(covered({{url, {}, "CN=Acme Root,O=Acme"}}, named(url), indirect()).is_all());
}

TEST_CASE("A point without a place is met by its cRLIssuer's name", "[revocation]") {
  std::vector<Point> const without_place{{{}, {}, "CN=Acme Root,O=Acme"}};
  CHECK(covered(without_place, named(full_name("DN:CN=Acme Root,O=Acme")), indirect()).is_all());
  CHECK(covered(without_place, named(full_name("DN:CN=Elsewhere")), indirect()).is_empty());
}

TEST_CASE("Another issuer's CRL covers certificates that name it, and no others", "[revocation]") {
  SmallCa const issuer{"CN=CRL Issuer,O=Acme"};
  auto const crl = test::read_crl(issuer.crl({.extra = {test::scope(indirect())}}));
  auto const direct = test::read_crl(issuer.crl());
  auto const naming = certificate_with({{{}, {}, "CN=CRL Issuer,O=Acme"}});
  CHECK(covered_of(naming, crl).is_all());
  CHECK(covered_of(naming, direct).is_empty());
  CHECK(covered_of(certificate_with({{url}}), crl).is_empty());
  CHECK(covered_of(certificate_with({}), crl).is_empty());
  auto const issuers = vidimus::detail::places_of(naming).front().issuers();
  REQUIRE(issuers.size() == 1);
  CHECK(issuers.front().to_text() == "CN=CRL Issuer,O=Acme");
}

TEST_CASE("A CRL of one kind of certificate covers no v1 certificate", "[revocation]") {
  auto const v1 = test::read_certificate(root().issue({.subject = "CN=Old", .is_v1 = true}));
  auto const crl = [&](unsigned number) {
    return test::read_crl(root().crl({.extra = {test::scope(test::flag(number))}}));
  };
  CHECK(covered_of(v1, crl(1)).is_empty());
  CHECK(covered_of(v1, crl(2)).is_empty());
  CHECK(covered_of(v1, crl(4)).is_all());
}

TEST_CASE("A CRL of attribute certificates covers no other", "[revocation]") {
  CHECK(covered({}, test::flag(5)).is_empty());
}

TEST_CASE("A certificate's last place is the one that it does not name", "[revocation]") {
  auto const certificate = certificate_with({{url, 0x06}});
  auto const places = vidimus::detail::places_of(certificate);
  REQUIRE(places.size() == 2);
  CHECK(!places[0].reasons().is_all());
  CHECK(places[0].urls(by_http) == std::vector<std::string>{"http://crl.example/1.crl"});
  CHECK(places[1].reasons().is_all());
  CHECK(places[1].urls(by_http).empty());
}

TEST_CASE("Locations are http URLs, four of a point at most, and there are sixteen points at most", "[revocation]") {
  Bytes names;
  for (auto const* const name :
       {"URI:ldap://crl.example/cn=a", "DNS:crl.example", "URI:HTTP://crl.example/1", "URI:https://crl.example/2",
        "URI:http://crl.example/3", "URI:http://crl.example/4", "URI:http://crl.example/5", "URI:http://crl.example/6"})
    der::append(names, small_ca::general_name(name));
  auto const certificate = certificate_with(std::vector<Point>(20, {der::element(0xa0, names)}));
  auto const places = vidimus::detail::places_of(certificate);
  CHECK(places.size() == 17);
  CHECK(places[0].urls(by_http) == std::vector<std::string>{"HTTP://crl.example/1", "http://crl.example/3",
                                                            "http://crl.example/4", "http://crl.example/5"});
}
