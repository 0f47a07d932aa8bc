// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/algorithm_identifier.hpp>

#include "../der/octets.hpp"

#include <vidimus/der/oids.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using der_tests::hex;
using der_tests::rule_of;

namespace {
auto rule(char const* encoding) {
  auto const bytes = hex(encoding);
  der::Reader reader{bytes};
  return rule_of(AlgorithmIdentifier::read(reader));
}
}  // namespace

TEST_CASE("an algorithm identifier keeps its parameters as they are encoded", "[x509]") {
  auto const bytes = hex("300d 06092a864886f70d01010b 0500");
  der::Reader reader{bytes};
  auto const identifier = AlgorithmIdentifier::read(reader).value();
  CHECK(identifier.algorithm == oid::sha256_with_rsa);
  CHECK(to_hex(identifier.parameters.value()) == "0500");
  CHECK(identifier.der.size() == bytes.size());
  auto const absent = hex("300b 06092a864886f70d01010b");
  der::Reader absent_reader{absent};
  auto const without = AlgorithmIdentifier::read(absent_reader).value();
  CHECK(!without.parameters);
  CHECK(without != identifier);
  CHECK(without == without);
}

TEST_CASE("an algorithm identifier is an identifier and at most one element", "[x509]") {
  CHECK(rule("3004 06022a03") == std::nullopt);
  CHECK(rule("3000") == Errc::der_truncated);
  CHECK(rule("3002 0500") == Errc::der_unexpected_tag);
  CHECK(rule("3008 06022a03 0500 0500") == Errc::der_trailing_data);
  CHECK(rule("3005 06022a03 05") == Errc::der_truncated);
  CHECK(rule("3100") == Errc::der_unexpected_tag);
}
