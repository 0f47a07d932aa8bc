// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/subject_directory_attributes.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

TEST_CASE("a directory attribute has a type and at least one value", "[x509]") {
  auto const bytes = hex("300a 3008 06022a03 3102 0500");
  auto const attribute = *decoded<SubjectDirectoryAttributes>(bytes).begin();
  CHECK(attribute.type.to_text() == "1.2.3");
  CHECK(to_hex(attribute.values) == "0500");

  auto const rule = [](char const* value) { return rule_of_value<SubjectDirectoryAttributes>(hex(value)); };
  CHECK(rule("3000") == Errc::der_empty);
  CHECK(rule("3006 3004 06022a03") == Errc::der_truncated);
  CHECK(rule("3008 3006 06022a03 3100") == Errc::der_empty);
  CHECK(rule("3009 3007 06022a03 3101 05") == Errc::der_truncated);
  CHECK(rule("300a 3008 06022a03 3002 0500") == Errc::der_unexpected_tag);
  CHECK(rule("300c 300a 06022a03 3102 0500 0500") == Errc::der_trailing_data);
}
