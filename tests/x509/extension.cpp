// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/extension.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

namespace {
auto rule(char const* encoding) {
  auto const bytes = hex(encoding);
  vidimus::der::Reader reader{bytes};
  return der_tests::rule_of(vidimus::Extension::read(reader));
}
}  // namespace

TEST_CASE("an extension is an identifier, a criticality and octets", "[x509]") {
  auto const bytes = hex("300b 06022a03 0101ff 0402 0500");
  vidimus::der::Reader reader{bytes, 100};
  auto const extension = vidimus::Extension::read(reader).value();
  CHECK(extension.id.to_text() == "1.2.3");
  CHECK(extension.critical);
  CHECK(to_hex(extension.value) == "0500");
  CHECK(extension.value_offset == 111);

  CHECK(rule("3008 06022a03 0402 0500") == std::nullopt);
  CHECK(rule("300b 06022a03 010100 0402 0500") == Errc::der_default_encoded);
  CHECK(rule("300b 06022a03 010101 0402 0500") == Errc::der_bad_boolean);
  CHECK(rule("300a 06022a03 0402 0500 0500") == Errc::der_trailing_data);
  CHECK(rule("3004 06022a03") == Errc::der_truncated);
  CHECK(rule("300e 06022a03 0101ff 0101ff 0402 0500") == Errc::der_unexpected_tag);
}

TEST_CASE("an extension's value is all that its octets hold", "[x509]") {
  CHECK(rule_of_value<KeyUsage>(hex("03020780")) == std::nullopt);
  CHECK(rule_of_value<KeyUsage>(hex("0302078000")) == Errc::der_trailing_data);
  CHECK(rule_of_value<KeyUsage>({}) == Errc::der_truncated);
}
