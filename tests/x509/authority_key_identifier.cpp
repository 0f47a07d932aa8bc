// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/authority_key_identifier.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

TEST_CASE("an authority key identifier has a key, an issuer with a serial number, both or nothing", "[x509]") {
  auto const key = hex("3004 8002 abcd"), issuer = hex("300b a106 8204 612e6265 820105"), nothing = hex("3000");
  CHECK(to_hex(decoded<AuthorityKeyIdentifier>(key).key_identifier.value()) == "ABCD");
  CHECK(!decoded<AuthorityKeyIdentifier>(key).issuer);
  auto const by_issuer = decoded<AuthorityKeyIdentifier>(issuer);
  CHECK((*by_issuer.issuer->begin()).text() == "a.be");
  CHECK(by_issuer.serial_number->to_hex() == "05");
  CHECK(!by_issuer.key_identifier);
  CHECK(!decoded<AuthorityKeyIdentifier>(nothing).key_identifier);
}

TEST_CASE("a malformed authority key identifier is refused", "[x509]") {
  auto const rule = [](char const* value) { return rule_of_value<AuthorityKeyIdentifier>(hex(value)); };
  CHECK(rule("3008 a106 8204 612e6265") == Errc::der_truncated);  // an issuer without a serial number
  CHECK(rule("3003 820105") == Errc::der_unexpected_tag);         // a serial number without an issuer
  CHECK(rule("3004 0402 abcd") == Errc::der_unexpected_tag);
  CHECK(rule("3005 a100 820105") == Errc::der_empty);
  CHECK(rule("300c a106 8204 612e6265 82020005") == Errc::der_bad_integer);
  CHECK(rule("300d a106 8204 612e6265 820105 0500") == Errc::der_trailing_data);
  CHECK(rule("3004 8001 ab 00") == Errc::der_unexpected_tag);
}
