// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/fold.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

#include <sstream>

using namespace vidimus;
using namespace x509_tests;

static_assert(same_folded("QM1", "qm1"));
static_assert(same_folded("  Acme \t  Payments ", "acme payments"));
static_assert(!same_folded("ac me", "acme"));
static_assert(same_folded("STRASSE", "Straße"));
static_assert(same_folded("ΣΊΣΥΦΟΣ", "σίσυφος"));
static_assert(same_folded("Жук", "ЖУК"));
static_assert(same_folded("", "   "));
static_assert(!same_folded("a", "a\xff") && !same_folded("\xff", "\xff"));
static_assert(same_folded("a\u00adb\u200d", "AB"));
// RFC 4518, 2.4: no characters, which 2.2 does not map to nothing
static_assert(!same_folded("Acme\uffff", "Acme") && !same_folded("\ufffeAcme", "Acme"));

TEST_CASE("the folded form is lower-case with single spaces", "[x509]") {
  CHECK(fold("  Größe   &\u00a0Söhne\n") == "grösse & söhne");
  CHECK(fold("") == "");
  CHECK(fold(" \t ") == "");
  CHECK(fold("ab\xff") == "ab");
  CHECK(try_fold("QM 1") == "qm 1");
  CHECK(try_fold("ab\xff") == std::nullopt);
}

TEST_CASE("folding agrees with Python's stringprep on every character that it changes", "[x509]") {
  std::istringstream lines{std::string{text_of(data("folding.txt"))}};
  std::string from, to;
  std::size_t vectors = 0;
  while (lines >> from >> to) {
    INFO(from);
    auto const source = hex(from), expected = hex(to);
    CHECK(to_hex(bytes_of(fold(text_of(source)))) == to_hex(expected));
    CHECK(same_folded(text_of(source), text_of(expected)));
    ++vectors;
  }
  CHECK(vectors > 150);
}

TEST_CASE("folding a folded text changes nothing", "[x509]") {
  for (std::string_view const text : {"QM1", "  a  b ", "ẞtraße", "ΐ", "ﬁ", "ǰ"}) CHECK(fold(fold(text)) == fold(text));
}
