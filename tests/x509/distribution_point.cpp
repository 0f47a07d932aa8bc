// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/distribution_point.hpp>

#include "parts.hpp"

#include <vidimus/x509/name_with_rdn.hpp>

#include <catch2/catch_test_macros.hpp>
#include <range/v3/range/conversion.hpp>

using namespace vidimus;
using namespace x509_tests;

namespace {
constexpr auto some = [] {
  constexpr auto octets = der_tests::octets(0x03, 0x02, 0x05, 0x60);
  vidimus::der::Reader reader{octets};
  return *ReasonFlags::read(reader);
}();
static_assert(some.contains(ReasonBit::key_compromise) && some.contains(ReasonBit::ca_compromise));
static_assert(!some.contains(ReasonBit::superseded) && !some.is_all() && !some.is_empty());
static_assert((ReasonFlags::all() - some).contains(ReasonBit::superseded) && (ReasonFlags::all() & some) == some);
static_assert(((ReasonFlags::all() - some) | some).is_all() && (some - some).is_empty());
}  // namespace

TEST_CASE("distribution points made by another library give their places, reasons and issuers", "[x509]") {
  auto const certificate = Certificate::parse(data("everything.der")).value();
  auto const points = certificate.crl_distribution_points().value() | ranges::to<std::vector>();
  REQUIRE(points.size() == 2);
  CHECK((*points[0].name->full_name->begin()).text() == "http://crl.example/a.crl");
  CHECK(!points[0].name->relative_name);
  CHECK(!points[0].reasons);
  CHECK(!points[0].crl_issuer);
  CHECK(points[1].reasons == some);
  CHECK((*points[1].crl_issuer->begin()).directory_name().to_text() == "CN=Acme Root,O=Acme,C=CH");
  REQUIRE(points[1].name->relative_name);
  auto const full = name_with_rdn(certificate.issuer(), *points[1].name->relative_name);
  CHECK(Name::parse(full).value().to_text() == "CN=CRL1,CN=Acme Root,O=Acme,C=CH");
}

TEST_CASE("a malformed distribution point is refused", "[x509]") {
  auto const rule = [](char const* value) { return rule_of_value<CrlDistributionPoints>(hex(value)); };
  CHECK(rule("3009 3007 a205 8203 612e62") == std::nullopt);
  CHECK(rule("3000") == Errc::der_empty);
  CHECK(rule("3002 3000") == Errc::der_empty);           // neither place nor issuer
  CHECK(rule("3006 3004 81020560") == Errc::der_empty);  // reasons alone
  CHECK(rule("3004 3002 a000") == Errc::der_truncated);  // no choice taken
  CHECK(rule("3006 3004 a002 a000") == Errc::der_empty);
  CHECK(rule("3006 3004 a002 a100") == Errc::der_empty);
  CHECK(rule("3006 3004 a002 0500") == Errc::der_unexpected_tag);
  CHECK(rule("300d 300b a009 a005 8603 613a62 0500") == Errc::der_trailing_data);  // two choices
  CHECK(rule("300d 300b a205 8203 612e62 8102 0560") == Errc::der_trailing_data);  // out of order
  CHECK(rule("300d 300b 8102 0561 a205 8203 612e62") == Errc::der_bad_bit_string);
}

TEST_CASE("reasons without a meaning are dropped", "[x509]") {
  auto const bytes = hex("030300ffff");
  vidimus::der::Reader reader{bytes};
  CHECK(ReasonFlags::read(reader).value() == ReasonFlags::all());
}
