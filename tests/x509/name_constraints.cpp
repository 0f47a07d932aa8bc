// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/name_constraints.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/transform.hpp>

using namespace vidimus;
using namespace x509_tests;

namespace {
auto texts(GeneralSubtrees const& subtrees) {
  return subtrees | ranges::views::transform([](GeneralSubtree const& s) { return s.base.to_text(); }) |
         ranges::to<std::vector>();
}
auto rule(char const* value) { return rule_of_value<NameConstraints>(hex(value)); }
auto rule_of_address(char const* address_and_mask) {
  auto const base = write::element(0x87, hex(address_and_mask));
  return rule_of_value<NameConstraints>(write::sequence(write::element(0xa0, write::sequence(base))));
}
}  // namespace

TEST_CASE("name constraints made by another library give their subtrees", "[x509]") {
  auto const certificate = Certificate::parse(data("everything.der")).value();
  auto const constraints = certificate.name_constraints().value();
  CHECK(texts(constraints.permitted.value()) == std::vector<std::string>{"DNS:example", "IP:192.0.2.0/255.255.255.0"});
  CHECK(texts(constraints.excluded.value()) ==
        std::vector<std::string>{"DirName:O=Evil", "IP:2001:DB8:0:0:0:0:0:0/FFFF:FFFF:0:0:0:0:0:0"});
}

TEST_CASE("malformed name constraints are refused", "[x509]") {
  CHECK(rule("3007 a005 3003 8201 61") == std::nullopt);
  CHECK(rule("3007 a105 3003 8201 61") == std::nullopt);
  CHECK(rule("3006 a004 3002 8200") == std::nullopt);  // every DNS name
  CHECK(rule("3000") == Errc::der_empty);
  CHECK(rule("3002 a000") == Errc::der_empty);
  CHECK(rule("3004 a000 a100") == Errc::der_empty);
  CHECK(rule("3004 0500 0500") == Errc::der_trailing_data);
  CHECK(rule("300a a008 3006 8201 61 800100") == Errc::extension_malformed);  // minimum 0 is the default
  CHECK(rule("300a a008 3006 8201 61 800101") == Errc::extension_malformed);
  CHECK(rule("300a a008 3006 8201 61 810101") == Errc::extension_malformed);  // maximum
  CHECK(rule("300e a105 3003 8201 61 a005 3003 8201 61") == Errc::der_trailing_data);
  CHECK(rule("300e a005 3003 8201 61 a005 3003 8201 61") == Errc::der_trailing_data);
  CHECK(rule("3004 a002 3000") == Errc::der_truncated);
}

TEST_CASE("an address in a constraint is followed by a mask of leading ones", "[x509]") {
  CHECK(rule_of_address("c0000200 ffffff00") == std::nullopt);
  CHECK(rule_of_address("c0000201 ffffffff") == std::nullopt);
  CHECK(rule_of_address("00000000 00000000") == std::nullopt);
  CHECK(rule_of_address("c0000200 fffffe00") == std::nullopt);
  CHECK(rule_of_address("c0000200") == Errc::extension_malformed);
  CHECK(rule_of_address("c0000200 ffff00ff") == Errc::extension_malformed);
  CHECK(rule_of_address("c0000200 fffffd00") == Errc::extension_malformed);
  CHECK(rule_of_address("20010db8000000000000000000000000 ffffffff000000000000000000000000") == std::nullopt);
  CHECK(rule_of_address("20010db8000000000000000000000000") == Errc::extension_malformed);
  CHECK(rule_of_address("20010db8000000000000000000000000 ffffffff000000000000000000000001") ==
        Errc::extension_malformed);
}
