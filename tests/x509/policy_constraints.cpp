// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/policy_constraints.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

TEST_CASE("policy constraints have one number or two", "[x509]") {
  auto const both = hex("3006 800100 810105"), second = hex("3003 810102");
  CHECK(decoded<PolicyConstraints>(both).require_explicit_policy == 0U);
  CHECK(decoded<PolicyConstraints>(both).inhibit_policy_mapping == 5U);
  CHECK(!decoded<PolicyConstraints>(second).require_explicit_policy);
  CHECK(decoded<PolicyConstraints>(second).inhibit_policy_mapping == 2U);

  auto const rule = [](char const* value) { return rule_of_value<PolicyConstraints>(hex(value)); };
  CHECK(rule("3000") == Errc::der_empty);
  CHECK(rule("3003 8001ff") == Errc::der_integer_out_of_range);
  CHECK(rule("3004 81020001") == Errc::der_bad_integer);
  CHECK(rule("3006 810101 800101") == Errc::der_trailing_data);
  CHECK(rule("3003 020101") == Errc::der_trailing_data);
}

TEST_CASE("inhibit anyPolicy is a number", "[x509]") {
  auto const bytes = hex("020103");
  CHECK(decoded<InhibitAnyPolicy>(bytes).skip_certs == 3);
  CHECK(rule_of_value<InhibitAnyPolicy>(hex("0201ff")) == Errc::der_integer_out_of_range);
  CHECK(rule_of_value<InhibitAnyPolicy>(hex("02020003")) == Errc::der_bad_integer);
  CHECK(rule_of_value<InhibitAnyPolicy>(hex("800103")) == Errc::der_unexpected_tag);
  CHECK(rule_of_value<InhibitAnyPolicy>(hex("020103 00")) == Errc::der_trailing_data);
}
