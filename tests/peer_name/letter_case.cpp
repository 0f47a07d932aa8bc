// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/letter_case.hpp>

#include <catch2/catch_test_macros.hpp>

using vidimus::detail::is_lower_case_of;
using vidimus::detail::lower;
using vidimus::detail::upper;

TEST_CASE("exactly the 26 ASCII letters have a case", "[peer_name]") {
  int letters = 0;
  for (int octet = 0; octet != 256; ++octet) {
    auto const c = static_cast<char>(octet);
    bool const is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    CHECK((lower(c) != upper(c)) == is_letter);
    CHECK(lower(lower(c)) == lower(c));
    CHECK(lower(upper(c)) == lower(c));
    letters += lower(c) != c ? 1 : 0;
  }
  CHECK(letters == 26);
}

TEST_CASE("texts are compared but for letter case", "[peer_name]") {
  CHECK(is_lower_case_of("", ""));
  CHECK(is_lower_case_of("qm-1.acme", "QM-1.Acme"));
  CHECK_FALSE(is_lower_case_of("qm-1.acme", "QM-1.Acm"));
  CHECK_FALSE(is_lower_case_of("qm-1.acm", "QM-1.Acme"));
  CHECK_FALSE(is_lower_case_of("Qm1", "Qm1"));    // not in small letters
  CHECK_FALSE(is_lower_case_of("@[`{", "`{@["));  // beside the letters, 32 apart
}
