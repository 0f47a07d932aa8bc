// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/info_access.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/filter.hpp>
#include <range/v3/view/transform.hpp>

using namespace vidimus;
using namespace x509_tests;

TEST_CASE("the OCSP responders are picked from an authority information access", "[x509]") {
  auto const certificate = Certificate::parse(data("everything.der")).value();
  auto const access = certificate.authority_info_access().value();
  auto const urls =
      access | ranges::views::filter([](AccessDescription const& a) { return a.method == oid::access_ocsp; }) |
      ranges::views::transform([](AccessDescription const& a) { return std::string{a.location.text()}; }) |
      ranges::to<std::vector>();
  CHECK(urls == std::vector<std::string>{"http://ocsp.example/"});
}

TEST_CASE("a malformed information access is refused", "[x509]") {
  auto const rule = [](char const* value) { return rule_of_value<InfoAccess>(hex(value)); };
  CHECK(rule("3009 3007 06022a03 8601 61") == std::nullopt);
  CHECK(rule("3000") == Errc::der_empty);
  CHECK(rule("3006 3004 06022a03") == Errc::der_truncated);
  CHECK(rule("3005 3003 8601 61") == Errc::der_unexpected_tag);
  CHECK(rule("3008 3006 06022a03 0500") == Errc::der_unexpected_tag);
  CHECK(rule("300b 3009 06022a03 8601 61 0500") == Errc::der_trailing_data);
}
