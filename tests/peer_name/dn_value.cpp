// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/dn_value.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

using namespace vidimus;
using detail::DnValue;
using detail::literal_matches;
using detail::OpenEnds;
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

/// Every text of at most so many of these pieces.
auto texts_of(std::vector<std::string> const& pieces, std::size_t most) -> std::vector<std::string> {
  std::vector<std::string> all{""};
  for (std::size_t from = 0, length = 0; length != most; ++length) {
    auto const to = all.size();
    for (; from != to; ++from)
      for (auto const& piece : pieces) all.push_back(all[from] + piece);
  }
  return all;
}

/// How many values of these match a literal plainly; counted from a thousand thousands where folding says otherwise.
auto plain_matches(std::vector<std::string> const& values, std::string const& literal, OpenEnds open, Spaces spaces)
    -> std::size_t {
  std::size_t count = 0;
  for (auto const& value : values) {
    Attribute attribute;
    attribute.string_tag = der::Tag::utf8_string;
    attribute.value = bytes_of(value);
    if (!detail::plainly_matches(attribute, literal, open)) continue;
    bool const is_match = literal_matches(*DnValue{attribute, spaces}.text(), literal, open);
    count += is_match ? 1U : 1'000'000U;
  }
  return count;
}

}  // namespace

TEST_CASE("a value that has a plain literal as it is written has it when it is folded", "[peer_name]") {
  auto const values = texts_of({"a", "B", " ", "\t", "é"}, 5);
  std::size_t count = 0;
  for (auto const& literal : texts_of({"a", "b", " "}, 3)) {
    if (!detail::is_plain(literal)) continue;
    for (auto const open : {OpenEnds{}, OpenEnds{true, false}, OpenEnds{false, true}, OpenEnds{true, true}})
      for (auto const spaces : {Spaces::folded, Spaces::exact}) count += plain_matches(values, literal, open, spaces);
  }
  CHECK(count > 1000);
  CHECK(count < 1'000'000);
}

TEST_CASE("a plain text is of words with one space between", "[peer_name]") {
  for (auto const* const text : {"", "a", "qm1 of acme", "~!"}) CHECK(detail::is_plain(text));
  for (auto const* const text : {" ", " a", "a ", "a  b", "a\tb", "é", "\x7f"}) CHECK_FALSE(detail::is_plain(text));
}

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
