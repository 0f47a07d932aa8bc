// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/attribute.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace x509_tests;

namespace {
auto text(char const* encoding) {
  auto const bytes = hex(encoding);
  vidimus::der::Reader reader{bytes};
  return Attribute::read(reader).value().to_text();
}
}  // namespace

TEST_CASE("an attribute is written as RFC 4514 writes it", "[x509]") {
  CHECK(text("300a 0603550403 0c03514d32") == "CN=QM2");
  CHECK(text("3008 06022a03 0c027878") == "1.2.3=#0C027878");                   // a type without a name
  CHECK(text("3009 060355042d 03020780") == "x500UniqueIdentifier=#03020780");  // no string
}

TEST_CASE("an attribute's value is text or it is not", "[x509]") {
  auto const string = hex("300b 0603550403 1e0400470054"), bits = hex("3009 060355042d 03020780");
  vidimus::der::Reader string_reader{string}, bit_reader{bits};
  CHECK(Attribute::read(string_reader).value().to_utf8() == "GT");
  CHECK(Attribute::read(bit_reader).value().to_utf8() == std::nullopt);
}

TEST_CASE("an attribute is a type and one value", "[x509]") {
  auto const rule = [](char const* encoding) {
    auto const bytes = hex(encoding);
    vidimus::der::Reader reader{bytes};
    return der_tests::rule_of(Attribute::read(reader));
  };
  CHECK(rule("3005 0603550403") == Errc::der_truncated);
  CHECK(rule("3009 0603550403 0500 0500") == Errc::der_trailing_data);
  CHECK(rule("3008 0603550403 0c01ff") == Errc::der_bad_string);
  CHECK(rule("3002 0500") == Errc::der_unexpected_tag);
  CHECK(rule("3107 0603550403 0500") == Errc::der_unexpected_tag);
}

TEST_CASE("a long value is cut", "[x509]") {
  Bytes const bytes = write::sequence(hex("0603550403"), write::element(0x0c, Bytes(5000, std::byte{'x'})));
  vidimus::der::Reader reader{bytes};
  auto const attribute = Attribute::read(reader).value();
  CHECK(attribute.to_text().size() < 1100);
  CHECK(attribute.to_text(10) == "CN=xxxxxxxxxx…");
}
