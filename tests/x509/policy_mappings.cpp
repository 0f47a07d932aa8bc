// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/policy_mappings.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

TEST_CASE("policy mappings are pairs of policies", "[x509]") {
  auto const bytes = hex("300a 3008 06022a03 06022a04");
  auto const mapping = *decoded<PolicyMappings>(bytes).begin();
  CHECK(mapping.issuer_domain_policy.to_text() == "1.2.3");
  CHECK(mapping.subject_domain_policy.to_text() == "1.2.4");

  auto const rule = [](char const* value) { return rule_of_value<PolicyMappings>(hex(value)); };
  CHECK(rule("3000") == Errc::der_empty);
  CHECK(rule("3002 3000") == Errc::der_truncated);
  CHECK(rule("3006 3004 06022a03") == Errc::der_truncated);
  CHECK(rule("300e 300c 06022a03 06022a04 06022a05") == Errc::der_trailing_data);
  CHECK(rule("3008 3006 06022a03 0600") == Errc::der_bad_oid);
}
