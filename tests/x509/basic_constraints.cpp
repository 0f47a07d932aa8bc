// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/basic_constraints.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

TEST_CASE("basic constraints say who is a CA and how far", "[x509]") {
  auto const nobody = hex("3000"), ca = hex("3003 0101ff"), limited = hex("3006 0101ff 020100");
  CHECK(!decoded<BasicConstraints>(nobody).is_ca);
  CHECK(decoded<BasicConstraints>(ca).is_ca);
  CHECK(decoded<BasicConstraints>(ca).path_len_constraint == std::nullopt);
  CHECK(decoded<BasicConstraints>(limited).path_len_constraint == 0U);
}

TEST_CASE("malformed basic constraints are refused", "[x509]") {
  auto const rule = [](char const* value) { return rule_of_value<BasicConstraints>(hex(value)); };
  CHECK(rule("3003 020101") == Errc::extension_malformed);  // INTEGER first: no CA, whatever number it is
  CHECK(rule("3003 010100") == Errc::der_default_encoded);
  CHECK(rule("3003 010101") == Errc::der_bad_boolean);
  CHECK(rule("3006 0101ff 0201ff") == Errc::der_integer_out_of_range);
  CHECK(rule("3007 0101ff 02020001") == Errc::der_bad_integer);
  CHECK(rule("3009 0101ff 020101 020101") == Errc::der_trailing_data);
  CHECK(rule("3005 0101ff 0500") == Errc::der_unexpected_tag);
  CHECK(rule("3006 0101ff 0101ff") == Errc::der_unexpected_tag);
  CHECK(rule("0101ff") == Errc::der_unexpected_tag);
  CHECK(rule("3000 00") == Errc::der_trailing_data);
}
