// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/dn_value.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>

using namespace vidimus;
using detail::DnValue;
using detail::literal_matches;
using detail::Spaces;

namespace {

auto folded_value(der::Tag tag, std::string_view octets, Spaces spaces) -> std::optional<std::string> {
  Attribute attribute;
  attribute.string_tag = tag;
  attribute.value = bytes_of(octets);
  DnValue const value{attribute, spaces};
  if (!value.text()) return std::nullopt;
  return std::string{*value.text()};
}

}  // namespace

TEST_CASE("the short way for ASCII gives what the long way gives", "[peer_name]") {
  for (std::string const text : {"", " ", "QM2", "  John   SMITH ", "a", " a", "a ", "*~!"}) {
    for (auto const spaces : {Spaces::folded, Spaces::exact}) {
      INFO(text);
      // TeletexString always goes the long way
      CHECK(folded_value(der::Tag::utf8_string, text, spaces) == folded_value(der::Tag::teletex_string, text, spaces));
    }
    CHECK(folded_value(der::Tag::utf8_string, text, Spaces::folded) == fold(text));
  }
}

TEST_CASE("values of every length are read whole", "[peer_name]") {
  for (std::size_t const size : {1U, 127U, 128U, 129U, 1000U}) {
    INFO(size);
    std::string const ascii(size, 'X');
    CHECK(folded_value(der::Tag::utf8_string, ascii, Spaces::folded) == std::string(size, 'x'));
    std::string umlauts, expected;
    for (std::size_t i = 0; i != size; ++i) umlauts += "Ü", expected += "ü";
    CHECK(folded_value(der::Tag::utf8_string, umlauts, Spaces::folded) == expected);
  }
}

TEST_CASE("every string type is decoded", "[peer_name]") {
  using namespace std::string_view_literals;
  for (auto const tag : {der::Tag::utf8_string, der::Tag::printable_string, der::Tag::ia5_string,
                         der::Tag::visible_string, der::Tag::teletex_string})
    CHECK(folded_value(tag, "QM", Spaces::folded) == "qm");
  CHECK(folded_value(der::Tag::numeric_string, "42", Spaces::folded) == "42");
  CHECK(folded_value(der::Tag::bmp_string, "\0Q\0\xDC"sv, Spaces::folded) == "qü");
  CHECK(folded_value(der::Tag::universal_string, "\0\0\0Q\0\0\0\xDC"sv, Spaces::folded) == "qü");
  CHECK(folded_value(der::Tag::teletex_string, "Q\xDC", Spaces::folded) == "qü");
}

TEST_CASE("what is no text has none", "[peer_name]") {
  CHECK_FALSE(folded_value(der::Tag::octet_string, "QM2", Spaces::folded));
  CHECK_FALSE(folded_value(der::Tag::utf8_string, "QM\xFF", Spaces::folded));
  CHECK_FALSE(folded_value(der::Tag::bmp_string, "QM2", Spaces::folded));
}

TEST_CASE("literals match at their closed ends", "[peer_name]") {
  CHECK(literal_matches("qm2", "qm2", {false, false}));
  CHECK_FALSE(literal_matches("qm21", "qm2", {false, false}));
  CHECK(literal_matches("qm21", "qm2", {false, true}));
  CHECK(literal_matches("qm2", "qm2", {false, true}));
  CHECK_FALSE(literal_matches("aqm2", "qm2", {false, true}));
  CHECK(literal_matches("aqm2", "qm2", {true, false}));
  CHECK_FALSE(literal_matches("aqm2", "qm", {true, false}));
  CHECK(literal_matches("aqm2", "qm", {true, true}));
  CHECK_FALSE(literal_matches("aq2", "qm", {true, true}));
  CHECK(literal_matches("", "", {true, true}));
  CHECK_FALSE(literal_matches("", "a", {true, true}));
}
