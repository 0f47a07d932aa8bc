// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_scope.hpp>

#include "issuance.hpp"
#include "small_ca.hpp"

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <string>

namespace {

namespace der = small_ca::der;
using small_ca::Bytes;
using small_ca::SmallCa;
using vidimus::ReasonBit;
using vidimus::ReasonFlags;

auto const full_name = [](std::string const& name) { return der::element(0xa0, small_ca::general_name(name)); };
auto const relative_name = [](std::string const& common_name) {
  return der::element(0xa1, der::sequence(der::oid("2.5.4.3"), der::element(0x0c, der::bytes(common_name))));
};
auto const yes = Bytes{std::byte{0xff}};

/// A DistributionPoint; a name is a DistributionPointName.
struct Point {
  Bytes name{};
  std::optional<std::uint32_t> reasons{};
  std::string crl_issuer{};
  [[nodiscard]] auto encode() const -> Bytes {
    return der::sequence(name.empty() ? Bytes{} : der::element(0xa0, name),
                         reasons ? der::named_bits(*reasons, 0x81) : Bytes{},
                         crl_issuer.empty() ? Bytes{} : der::element(0xa2, small_ca::general_name("DN:" + crl_issuer)));
  }
};

/// What the CRL of CN=Acme Root,O=Acme covers of a certificate with these points.
auto covered(Bytes const& scope, std::vector<Point> const& points) -> ReasonFlags {
  static SmallCa const root{"CN=Acme Root,O=Acme"};
  small_ca::CertificateProfile profile{.subject = "CN=QM2,O=Acme"};
  Bytes encoded;
  for (auto const& point : points) der::append(encoded, point.encode());
  if (!points.empty()) profile.extra = {{small_ca::oid::crl_distribution_points, false, der::sequence(encoded)}};
  auto const certificate = vidimus::Certificate::parse(root.issue(profile).der).value();
  auto const crl = vidimus::CertificateList::parse(
                       root.crl({.extra = {{small_ca::oid::issuing_distribution_point, true, der::sequence(scope)}}}))
                       .value();
  return vidimus::detail::reasons_covered(crl, certificate);
}
auto named(Bytes const& point_name) -> Bytes { return der::element(0xa0, point_name); }

}  // namespace

TEST_CASE("A CRL with a distribution point's name covers certificates with a point of that name", "[revocation]") {
  auto const url = full_name("URI:http://crl.example/1.crl");
  CHECK(covered(named(url), {{url}}).is_all());
  CHECK(covered(named(url), {{full_name("URI:http://crl.example/2.crl")}, {url}}).is_all());
  CHECK(covered(named(url), {{full_name("URI:http://crl.example/2.crl")}}).is_empty());
  CHECK(covered(named(url), {{full_name("DNS:crl.example")}}).is_empty());
  CHECK(covered(named(url), {}).is_empty());
}

TEST_CASE("Directory names of distribution points compare as names", "[revocation]") {
  CHECK(covered(named(full_name("DN:CN=CRL 1,O=Acme")), {{full_name("DN:CN=crl  1,O=ACME")}}).is_all());
  CHECK(covered(named(full_name("DN:CN=CRL 1,O=Acme")), {{full_name("DN:CN=CRL 2,O=Acme")}}).is_empty());
}

TEST_CASE("A relative name is below the CRL issuer's", "[revocation]") {
  auto const below = full_name("DN:CN=CRL 1,CN=Acme Root,O=Acme");
  CHECK(covered(named(relative_name("CRL 1")), {{relative_name("CRL 1")}}).is_all());
  CHECK(covered(named(relative_name("CRL 1")), {{below}}).is_all());
  CHECK(covered(named(below), {{relative_name("CRL 1")}}).is_all());
  CHECK(covered(named(relative_name("CRL 1")), {{relative_name("CRL 2")}}).is_empty());
  CHECK(covered(named(relative_name("CRL 1")), {{full_name("DN:CN=CRL 1,O=Acme")}}).is_empty());
}

TEST_CASE("A CRL whose point has the issuer's own name covers all of its certificates", "[revocation]") {
  CHECK(covered(named(full_name("DN:CN=Acme Root,O=Acme")), {}).is_all());
}

TEST_CASE("Only the reasons that the CRL and the point have in common are covered", "[revocation]") {
  auto const url = full_name("URI:http://crl.example/1.crl");
  auto const some = named(url);
  CHECK(covered(some, {{url, 0x06}}).contains(ReasonBit::key_compromise));
  CHECK(!covered(some, {{url, 0x06}}).contains(ReasonBit::superseded));
  CHECK(covered(some, {{url, 0x06}, {url, 0x1f8}}).is_all());
  auto both = some;
  der::append(both, der::named_bits(0x02, 0x83));
  CHECK(covered(both, {{url, 0x04}}).is_empty());
  CHECK(covered(both, {{url}}).contains(ReasonBit::key_compromise));
  CHECK(covered(der::named_bits(0x1fe, 0x83), {}).is_all());
}

TEST_CASE("A point of another issuer's CRLs is met only by an indirect CRL of that issuer", "[revocation]") {
  auto const url = full_name("URI:http://crl.example/1.crl");
  auto indirect = named(url);
  der::append(indirect, der::element(0x84, yes));
  CHECK(covered(named(url), {{url, {}, "CN=Acme Root,O=Acme"}}).is_empty());
  CHECK(covered(indirect, {{url, {}, "CN=Other"}}).is_empty());
  CHECK(covered(indirect, {{url, {}, "CN=Acme Root,O=Acme"}}).is_all());
}

TEST_CASE("A point without a place is met by its cRLIssuer's name", "[revocation]") {
  auto indirect = named(full_name("DN:CN=Acme Root,O=Acme"));
  der::append(indirect, der::element(0x84, yes));
  CHECK(covered(indirect, {{{}, {}, "CN=Acme Root,O=Acme"}}).is_all());
  auto elsewhere = named(full_name("DN:CN=Elsewhere"));
  der::append(elsewhere, der::element(0x84, yes));
  CHECK(covered(elsewhere, {{{}, {}, "CN=Acme Root,O=Acme"}}).is_empty());
}

TEST_CASE("A CRL of one kind of certificate covers no v1 certificate", "[revocation]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const v1 = vidimus::Certificate::parse(root.issue({.subject = "CN=Old", .is_v1 = true}).der).value();
  auto const scoped = [&](unsigned tag) {
    return vidimus::CertificateList::parse(root.crl({.extra = {{small_ca::oid::issuing_distribution_point, true,
                                                                der::sequence(der::element(tag, yes))}}}))
        .value();
  };
  CHECK(vidimus::detail::reasons_covered(scoped(0x81), v1).is_empty());
  CHECK(vidimus::detail::reasons_covered(scoped(0x82), v1).is_empty());
  CHECK(vidimus::detail::reasons_covered(scoped(0x84), v1).is_all());
}

TEST_CASE("What a CRL covers is said in words", "[revocation]") {
  auto const text_of = [](std::string const& file) {
    return vidimus::detail::scope_text(vidimus::CertificateList::parse(test::data(file)).value());
  };
  CHECK(text_of("openssl_v2.der") == "everything");
  CHECK(text_of("openssl_idp_user.der") == "only end-entity certificates");
  CHECK(text_of("openssl_idp_url.der") == "distribution point URI:http://crl.example/acme.crl");
  CHECK(text_of("openssl_idp_relative.der") == "a distribution point below its issuer's name");
  CHECK(text_of("openssl_idp_reasons.der") == "only some reasons");
  CHECK(text_of("openssl_idp_indirect.der") == "certificates of several issuers");
  CHECK(text_of("openssl_idp_attribute.der") == "only attribute certificates");
  CHECK(text_of("python_delta.der") == "only changes since CRL 4700");
}
