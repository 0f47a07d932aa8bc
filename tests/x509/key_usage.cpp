// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/key_usage.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

static_assert(name_of(KeyUsageBit::crl_sign) == "cRLSign");

TEST_CASE("each bit of a key usage is its own", "[x509]") {
  constexpr char const* encodings[]{"03020780", "03020640", "03020520", "03020410",  "03020308",
                                    "03020204", "03020102", "03020001", "0303070080"};
  for (unsigned bit = 0; bit != 9; ++bit) {
    auto const bytes = hex(encodings[bit]);
    auto const usage = decoded<KeyUsage>(bytes);
    for (unsigned other = 0; other != 9; ++other)
      CHECK(usage.contains(static_cast<KeyUsageBit>(other)) == (other == bit));
    CHECK(usage.to_text() == name_of(static_cast<KeyUsageBit>(bit)));
  }
  auto const two = hex("03020106");
  CHECK(decoded<KeyUsage>(two).to_text() == "keyCertSign, cRLSign");
}

TEST_CASE("a key usage says something and is a BIT STRING", "[x509]") {
  auto const rule = [](char const* value) { return rule_of_value<KeyUsage>(hex(value)); };
  CHECK(rule("030100") == Errc::der_empty);
  CHECK(rule("03020000") == Errc::der_empty);
  CHECK(rule("03020107") == Errc::der_bad_bit_string);
  CHECK(rule("0300") == Errc::der_bad_bit_string);
  CHECK(rule("0306000000000001") == Errc::der_integer_out_of_range);
  CHECK(rule("04020780") == Errc::der_unexpected_tag);
}
