// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/subject_public_key_info.hpp>

#include "../der/octets.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using der_tests::hex;
using der_tests::rule_of;

TEST_CASE("a subject's public key is an algorithm and whole octets", "[x509]") {
  auto const bytes = hex("300a 3004 06022a03 0302 00aa");
  der::Reader reader{bytes};
  auto const spki = SubjectPublicKeyInfo::read(reader).value();
  CHECK(to_hex(spki.key) == "AA");
  CHECK(spki.algorithm.algorithm.to_text() == "1.2.3");
  CHECK(same_bytes(spki.der, bytes));

  auto const rule = [](char const* encoding) {
    auto const octets = hex(encoding);
    der::Reader of{octets};
    return rule_of(SubjectPublicKeyInfo::read(of));
  };
  CHECK(rule("3000") == Errc::der_truncated);
  CHECK(rule("3006 3004 06022a03") == Errc::der_truncated);
  CHECK(rule("300a 3004 06022a03 0302 0780") == Errc::der_bad_bit_string);
  CHECK(rule("300c 3004 06022a03 0302 00aa 0500") == Errc::der_trailing_data);
  CHECK(rule("3008 3002 0500 0302 00aa") == Errc::der_unexpected_tag);
}
