// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/extended_key_usage.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

TEST_CASE("an extended key usage holds exactly the purposes in it", "[x509]") {
  auto const any = write::sequence(write::oid("2.5.29.37.0"));
  CHECK(decoded<ExtendedKeyUsage>(any).contains(oid::any_extended_key_usage));
  CHECK(!decoded<ExtendedKeyUsage>(any).contains(oid::server_auth));
  auto const two = write::sequence(write::oid("1.3.6.1.5.5.7.3.2"), write::oid("1.3.6.1.5.5.7.3.1"));
  CHECK(decoded<ExtendedKeyUsage>(two).contains(oid::server_auth));
  CHECK(*decoded<ExtendedKeyUsage>(two).begin() == oid::client_auth);
}

TEST_CASE("a malformed extended key usage is refused", "[x509]") {
  auto const rule = [](char const* value) { return rule_of_value<ExtendedKeyUsage>(hex(value)); };
  CHECK(rule("3000") == Errc::der_empty);
  CHECK(rule("3002 0500") == Errc::der_unexpected_tag);
  CHECK(rule("3002 0600") == Errc::der_bad_oid);
  CHECK(rule("3104 06022a03") == Errc::der_unexpected_tag);
}
