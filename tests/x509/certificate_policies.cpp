// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/certificate_policies.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>
#include <range/v3/range/conversion.hpp>

using namespace vidimus;
using namespace x509_tests;

namespace {
auto policies(std::size_t number) -> Bytes {
  std::vector<Bytes> list;
  for (std::size_t i = 0; i != number; ++i) list.push_back(write::sequence(write::oid("1.2.3." + std::to_string(i))));
  return write::sequence(joined(list));
}
}  // namespace

TEST_CASE("policies made by another library give their qualifiers", "[x509]") {
  auto const certificate = Certificate::parse(data("everything.der")).value();
  auto const list = certificate.certificate_policies().value() | ranges::to<std::vector>();
  REQUIRE(list.size() == 2);
  CHECK(list[0].id == vidimus::der::make_oid<"1.2.3.4.1">());
  auto const qualifier = *list[0].qualifiers->begin();
  CHECK(qualifier.id == oid::policy_cps);
  CHECK(text_of(qualifier.qualifier.subspan(2)) == "http://ca.example/cps");
  CHECK(list[1].id == oid::any_policy);
  CHECK(!list[1].qualifiers);
  CHECK(certificate.certificate_policies()->contains(oid::any_policy));
  CHECK(!certificate.certificate_policies()->contains(oid::policy_cps));
}

TEST_CASE("malformed policies are refused", "[x509]") {
  auto const rule = [](char const* value) { return rule_of_value<CertificatePolicies>(hex(value)); };
  CHECK(rule("3006 3004 06022a03") == std::nullopt);
  CHECK(rule("3000") == Errc::der_empty);
  CHECK(rule("3004 06022a03") == Errc::der_unexpected_tag);
  CHECK(rule("3008 3006 06022a03 3000") == Errc::der_empty);                    // no qualifier in their list
  CHECK(rule("300e 300c 06022a03 3006 3004 06022a03") == Errc::der_truncated);  // a qualifier without a value
  CHECK(rule("3010 300e 06022a03 3006 3004 06020580 0500") == Errc::der_bad_oid);
  CHECK(rule("3012 3010 06022a03 300a 3008 06022a03 0500 0500") == Errc::der_trailing_data);
  CHECK(rule("3012 3010 06022a03 3008 3006 06022a03 0500 0500") == Errc::der_trailing_data);
  CHECK(rule("300c 3004 06022a03 3004 06022a03") == Errc::extension_malformed);  // twice
}

TEST_CASE("more policies than anybody has are refused before they are compared", "[x509]") {
  CHECK(rule_of_value<CertificatePolicies>(policies(CertificatePolicies::limit)) == std::nullopt);
  CHECK(rule_of_value<CertificatePolicies>(policies(CertificatePolicies::limit + 1)) == Errc::der_length_too_large);
}
