// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/issuing_distribution_point.hpp>

#include "issuance.hpp"
#include "unsigned_crl.hpp"

#include <vidimus/revocation/certificate_list.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace {

using test::raw;
using vidimus::IssuingDistributionPoint;
using vidimus::ReasonBit;

auto of_file(std::string const& file) -> IssuingDistributionPoint {
  static std::vector<vidimus::CertificateList> kept;  // what the points view
  kept.push_back(vidimus::CertificateList::parse(test::data(file)).value());
  return kept.back().issuing_distribution_point().value();
}
auto refusal_of(test::Bytes const& encoding) -> std::string {
  vidimus::der::Reader reader{encoding};
  auto const point = IssuingDistributionPoint::read(reader);
  return point ? "read" : std::string{name_of(point.error().rule)};
}
auto refusal(test::Bytes const& inside) -> std::string { return refusal_of(test::der::sequence(inside)); }

}  // namespace

TEST_CASE("The flags of an issuing distribution point are read from OpenSSL's and Python's CRLs", "[revocation]") {
  CHECK(of_file("openssl_idp_user.der").only_contains_user_certs);
  CHECK(of_file("python_idp_user.der").only_contains_user_certs);
  CHECK(of_file("openssl_idp_ca.der").only_contains_ca_certs);
  CHECK(of_file("openssl_idp_attribute.der").only_contains_attribute_certs);
  CHECK(of_file("openssl_idp_indirect.der").indirect_crl);
  auto const user = of_file("openssl_idp_user.der");
  CHECK(!user.only_contains_ca_certs);
  CHECK(!user.only_contains_attribute_certs);
  CHECK(!user.indirect_crl);
  CHECK(!user.name);
  CHECK(!user.only_some_reasons);
}

TEST_CASE("The reasons and names of an issuing distribution point are read", "[revocation]") {
  auto const reasons = of_file("openssl_idp_reasons.der").only_some_reasons.value();
  CHECK(reasons.contains(ReasonBit::key_compromise));
  CHECK(reasons.contains(ReasonBit::ca_compromise));
  CHECK(!reasons.contains(ReasonBit::superseded));
  auto const url = of_file("openssl_idp_url.der").name.value();
  CHECK((*url.full_name.value().begin()).text() == "http://crl.example/acme.crl");
  CHECK(of_file("python_idp_two_urls.der").name.value().full_name.value().count() == 2);
  CHECK(of_file("openssl_idp_relative.der").name.value().relative_name.has_value());
}

TEST_CASE("An issuing distribution point that must not be issued is refused", "[revocation]") {
  CHECK(refusal(raw({})) == "der_empty");
  CHECK(refusal(raw({0x81, 1, 0xff, 0x82, 1, 0xff})) == "extension_malformed");
  CHECK(refusal(raw({0x82, 1, 0xff, 0x85, 1, 0xff})) == "extension_malformed");
  CHECK(refusal(raw({0x81, 1, 0xff, 0x84, 1, 0xff})) == "read");
}

TEST_CASE("An issuing distribution point that is no DER is refused", "[revocation]") {
  CHECK(refusal_of(test::der::null()) == "der_unexpected_tag");
  CHECK(refusal(raw({0x81, 1, 0x00})) == "der_default_encoded");
  CHECK(refusal(raw({0x82, 1, 0x00})) == "der_default_encoded");
  CHECK(refusal(raw({0x84, 1, 0x01})) == "der_bad_boolean");
  CHECK(refusal(raw({0x85, 1, 0x01})) == "der_bad_boolean");
  CHECK(refusal(raw({0x82, 1, 0xff, 0x81, 1, 0xff})) == "der_trailing_data");
  CHECK(refusal(raw({0x86, 1, 0xff})) == "der_trailing_data");
  CHECK(refusal(raw({0x83, 2, 0, 0xff})) == "read");
  CHECK(refusal(raw({0x83, 2, 9, 0xff})) == "der_bad_bit_string");
  CHECK(refusal(raw({0xa0, 0})) != "read");
  // a DistributionPointName is one name
  auto const name = test::der::element(0xa0, small_ca::general_name("URI:http://a.example/"));
  CHECK(refusal(test::der::element(0xa0, name)) == "read");
  CHECK(refusal(test::der::element(0xa0, name, name)) == "der_trailing_data");
}
