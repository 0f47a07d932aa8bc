// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/escaped_text.hpp>

#include "../der/octets.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;

namespace {
auto escaped(std::string_view utf8) {
  return detail::escaped_attribute_value(der::Tag::utf8_string, bytes_of(utf8), 1000);
}
static_assert(detail::is_unprintable(U'\n') && detail::is_unprintable(0x202e) && !detail::is_unprintable(U'é'));
}  // namespace

TEST_CASE("what RFC 4514 reserves is escaped", "[x509]") {
  CHECK(escaped("a,b+c\"d\\e<f>g;h") == "a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h");
  CHECK(escaped(" a b ") == "\\ a b\\ ");
  CHECK(escaped("  ") == "\\ \\ ");
  CHECK(escaped("#a#") == "\\#a#");
  CHECK(escaped("a=b") == "a=b");
  CHECK(escaped("Zürich 東京") == "Zürich 東京");
  CHECK(escaped("") == "");
}

TEST_CASE("a hostile name cannot forge a line or hide a part", "[x509]") {
  CHECK(escaped("QM1\nhandshake accepted") == "QM1\\0Ahandshake accepted");
  CHECK(escaped(std::string_view{"a\0b", 3}) == "a\\00b");
  CHECK(escaped("\x1b[2J") == "\\1B[2J");
  CHECK(escaped("a\u0085b") == "a\\C2\\85b");
  CHECK(escaped("a\u2028b") == "a\\E2\\80\\A8b");
  CHECK(escaped("\u202egnp.exe") == "\\E2\\80\\AEgnp.exe");
  CHECK(escaped("zero\u200bwidth\ufeff") == "zero\\E2\\80\\8Bwidth\\EF\\BB\\BF");
}

TEST_CASE("ASCII that is none is escaped and a long text is cut", "[x509]") {
  CHECK(detail::escaped_ascii(bytes_of("a.example"), 100) == "a.example");
  CHECK(detail::escaped_ascii(bytes_of("a\\\n\xff"), 100) == "a\\5C\\0A\\FF");
  CHECK(detail::escaped_ascii(bytes_of("abcdef"), 3) == "abc…");
  CHECK(detail::escaped_attribute_value(der::Tag::utf8_string, bytes_of("abcdef"), 3) == "abc…");
}
