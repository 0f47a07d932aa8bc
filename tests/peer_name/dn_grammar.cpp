// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/dn_filter.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace vidimus;
using detail::DnFilterPart;
using detail::DnOf;
using detail::DynamicDnFilter;

namespace {

struct Read {
  std::string literal;
  bool is_open_at_start, is_open_at_end;
};

// The only attribute of a filter.
auto read_value(std::string const& value) -> Read {
  DynamicDnFilter const filter{"CN=" + value, DnOf::subject};
  INFO(value);
  REQUIRE(filter.error().mistake == DnFilterMistake::none);
  auto const view = filter.view();
  REQUIRE(view.parts.size() == 1);
  return {std::string{view.literal_of(view.parts[0])}, view.parts[0].open.start, view.parts[0].open.end};
}

void reads_as(std::string const& value, std::string const& literal, bool open_start, bool open_end) {
  INFO(value);
  auto const read = read_value(value);
  CHECK(read.literal == literal);
  CHECK(read.is_open_at_start == open_start);
  CHECK(read.is_open_at_end == open_end);
}

void is_refused(std::string const& text, DnFilterMistake mistake, std::size_t offset, DnOf whose = DnOf::subject) {
  INFO(text);
  DynamicDnFilter const filter{text, whose};
  CHECK(filter.error().mistake == mistake);
  CHECK(filter.error().offset == offset);
}

}  // namespace

TEST_CASE("attributes are separated by commas and semicolons with any spaces around", "[peer_name]") {
  DynamicDnFilter const filter{"  CN=QM2* ,OU=Payments;O=Acme  ; DC=acme, DC=example ", DnOf::subject};
  REQUIRE(filter.error().mistake == DnFilterMistake::none);
  auto const view = filter.view();
  REQUIRE(view.parts.size() == 5);
  CHECK(view.text_of(view.parts[0]) == "CN=QM2*");
  CHECK(view.text_of(view.parts[1]) == "OU=Payments");
  CHECK(view.text_of(view.parts[2]) == "O=Acme");
  CHECK(view.literal_of(view.parts[2]) == "acme");
  CHECK(view.text_of(view.parts[4]) == "DC=example");
  CHECK(view.parts[4].key == AttributeKey::dc);
}

TEST_CASE("levels are counted from the highest: OU from the left, DC from the right", "[peer_name]") {
  DynamicDnFilter const filter{"OU=a,DC=x,OU=b,CN=q,DC=y,OU=c,DC=z", DnOf::subject};
  REQUIRE(filter.error().mistake == DnFilterMistake::none);
  std::string places;
  for (auto const& part : filter.view().parts) places += std::to_string(part.place);
  CHECK(places == "0210120");
}

TEST_CASE("wildcards and escaped asterisks stand at the ends of a value", "[peer_name]") {
  reads_as("QM1", "qm1", false, false);
  reads_as("QM*", "qm", false, true);
  reads_as("\u00A0*", "", false, true);  // spaces at the ends are ignored, of whatever kind
  reads_as("*\u00A0", "", true, false);
  reads_as("*QM", "qm", true, false);
  reads_as("*QM*", "qm", true, true);
  reads_as("QM*1", "qm*1", false, false);
  reads_as("*a*b*", "a*b", true, true);
  reads_as("*", "", true, false);
  reads_as("**", "", true, true);
  reads_as("***", "*", true, true);
  reads_as("\\*", "*", false, false);
  reads_as("\\*star", "*star", false, false);
  reads_as("star\\*", "star*", false, false);
  reads_as("a  star  \\*", "a star *", false, false);
  reads_as("\\*  star  \\*", "* star *", false, false);
  reads_as("*  \\*", " *", true, false);
  reads_as("\\*star\\*", "*star*", false, false);
  reads_as("\\**", "*", false, true);
  reads_as("*\\*", "*", true, false);
  reads_as("\\*\\*", "**", false, false);
  reads_as("a\\b", "a\\b", false, false);
  reads_as("a\\*b", "a\\*b", false, false);
}

TEST_CASE("spaces at the ends of a bare value are ignored, runs within it are one space", "[peer_name]") {
  reads_as("  John   Smith  ", "john smith", false, false);
  reads_as("QM  *", "qm ", false, true);
  reads_as("John \"Jack\" Smith", "john \"jack\" smith", false, false);
}

TEST_CASE("quotes keep spaces, separators and equals signs", "[peer_name]") {
  reads_as("\"John Smith\"", "john smith", false, false);
  reads_as("\"  pad \"", "  pad ", false, false);
  reads_as("\"a  b\"", "a  b", false, false);
  reads_as("\"Smith, Jones; Co\"", "smith, jones; co", false, false);
  reads_as("\"CN=x\"", "cn=x", false, false);
  reads_as("\"*, Inc\\*\"", ", inc*", true, false);
  reads_as("  \"x\"  ", "x", false, false);
}

TEST_CASE("letters beyond ASCII are folded as names are compared", "[peer_name]") {
  reads_as("MÜLLER", "müller", false, false);
  reads_as("Straße", "strasse", false, false);
  reads_as("ΐ", "\u03B9\u0308\u0301", false, false);
}

TEST_CASE("each mistake is told with where it stands", "[peer_name]") {
  is_refused("", DnFilterMistake::blank, 0);
  is_refused("   ", DnFilterMistake::blank, 0);
  is_refused("CN=a\x01", DnFilterMistake::character_unprintable, 4);
  is_refused(std::string("CN=a\0b", 6), DnFilterMistake::character_unprintable, 4);
  is_refused("CN=\xFF", DnFilterMistake::character_unprintable, 3);
  is_refused("O=Smith, Jones", DnFilterMistake::key_expected, 9);
  is_refused("CN=a,", DnFilterMistake::key_expected, 5);
  is_refused("CN=a, ;O=b", DnFilterMistake::key_expected, 6);
  is_refused(",CN=a", DnFilterMistake::key_expected, 0);
  is_refused("=a", DnFilterMistake::key_expected, 0);
  is_refused("CN", DnFilterMistake::key_expected, 0);
  is_refused("GN=John", DnFilterMistake::key_unknown, 0);
  is_refused("CN=QM1, ORG=Example", DnFilterMistake::key_unknown, 8);
  is_refused("C N=a", DnFilterMistake::key_unknown, 0);
  is_refused("cn=John Smith", DnFilterMistake::key_not_upper_case, 0);
  is_refused("CN=a,Ou=b", DnFilterMistake::key_not_upper_case, 5);
  is_refused("CN = John Smith", DnFilterMistake::space_before_equals, 2);
  is_refused("cn =x", DnFilterMistake::space_before_equals, 2);
  is_refused("CN=", DnFilterMistake::value_empty, 3);
  is_refused("CN=  ,O=a", DnFilterMistake::value_empty, 5);
  is_refused("CN=\"\"", DnFilterMistake::value_empty, 4);
  is_refused("CN=\u00A0", DnFilterMistake::value_empty, 3);          // a space, which is ignored
  is_refused("O=a,CN=\"\uFE0F\"", DnFilterMistake::value_empty, 8);  // a character that folds to nothing
  is_refused("CN=QM1 O=Acme", DnFilterMistake::equals_unquoted, 8);
  is_refused("CN=\"John", DnFilterMistake::quote_unclosed, 3);
  is_refused("CN=\"John, O=Acme", DnFilterMistake::quote_unclosed, 3);
  is_refused("CN=\"John\"*", DnFilterMistake::text_after_quote, 9);
  is_refused("CN=\"John\" Smith", DnFilterMistake::text_after_quote, 10);
  is_refused("CN=a,CN=b", DnFilterMistake::attribute_repeated, 5);
  is_refused("ST=a,O=x,S=b", DnFilterMistake::attribute_repeated, 9);
  is_refused("MAIL=a,E=a", DnFilterMistake::attribute_repeated, 7);
  is_refused("SERIALNUMBER=53B1", DnFilterMistake::serial_number_malformed, 13);
  is_refused("SERIALNUMBER=5", DnFilterMistake::serial_number_malformed, 13);
  is_refused("SERIALNUMBER=53:", DnFilterMistake::serial_number_malformed, 13);
  is_refused("SERIALNUMBER=:53", DnFilterMistake::serial_number_malformed, 13);
  is_refused("SERIALNUMBER=53:G1", DnFilterMistake::serial_number_malformed, 13);
  is_refused("SERIALNUMBER=0x53*", DnFilterMistake::serial_number_malformed, 13);
  is_refused("SERIALNUMBER=53\\*", DnFilterMistake::serial_number_malformed, 13);
  is_refused("SERIALNUMBER=\\*53", DnFilterMistake::serial_number_malformed, 13);
  is_refused("CN=a,SERIALNUMBER=53", DnFilterMistake::serial_number_of_issuer, 5, DnOf::issuer);
}

TEST_CASE("a filter has at most 1024 octets", "[peer_name]") {
  is_refused("CN=" + std::string(1021, 'x'), DnFilterMistake::none, 0);
  is_refused("CN=" + std::string(1022, 'x'), DnFilterMistake::too_long, 1024);
}

TEST_CASE("serial numbers are octets with colons between", "[peer_name]") {
  for (std::string const text : {"05", "53:B1:37:A1", "53:b1", "53*", "*A1", "*:B1:*", "5*", "*"})
    is_refused("SERIALNUMBER=" + text, DnFilterMistake::none, 0);
  for (std::string const text :
       {"00", "00*", "05:00", "53:B*", "53:*", "*7:05", "*:05", "*5", "*3:B*", "*5*", "*00:05*"})
    is_refused("SERIALNUMBER=" + text, DnFilterMistake::none, 0);
}

// Not of such a filter would accept everybody. X.690, 8.3.2: no leading zero octet, and a sign octet is not shown.
TEST_CASE("a serial number that no certificate has is refused", "[peer_name]") {
  for (std::string const text :
       {"00:05", "00:*", "5:*", ":*", "*:", "*5:", "*5:1", "555*", "*555", "*5:1:*", "*555*", "53::*"})
    is_refused("SERIALNUMBER=" + text, DnFilterMistake::serial_number_malformed, 13);
}

TEST_CASE("every mistake has words", "[peer_name]") {
  for (unsigned i = 0; i <= static_cast<unsigned>(DnFilterMistake::serial_number_of_issuer); ++i)
    CHECK_FALSE(text_of(static_cast<DnFilterMistake>(i)).empty());
  CHECK(text_of(static_cast<DnFilterMistake>(255)).empty());
}
