// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/folded_text.hpp>
#include <vidimus/peer_name/printable.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>

using namespace vidimus;
using detail::Edge;
using detail::Spaces;

namespace {

auto folded_as(std::string_view text, Spaces spaces, Edge start, Edge end) -> std::string {
  std::string result;
  auto characters = detail::utf8_reader(text);
  detail::fold_text(characters, spaces, start, end, [&result](char c) { result += c; });
  return result;
}
auto folded_value(std::string_view text) -> std::string {
  return folded_as(text, Spaces::folded, Edge::trimmed, Edge::trimmed);
}
auto exact(std::string_view text) -> std::string {
  return folded_as(text, Spaces::exact, Edge::trimmed, Edge::trimmed);
}

}  // namespace

TEST_CASE("a folded value is what names are compared by", "[peer_name]") {
  using namespace std::string_view_literals;
  for (auto const text :
       {""sv, " "sv, "QM2"sv, "  Queue   Manager "sv, "Jürgen  MÜLLER"sv, "Straße"sv, "ΐ"sv, "İ"sv, "ﬁ"sv, "a\0b"sv,
        "a\tb"sv, "\u00A0x\u00A0"sv, "\u3000x"sv, "\u200Bx"sv, "漢字"sv, "\U00010400"sv, "ẞ"sv, "Σίσυφος"sv, "\n"sv}) {
    INFO(text);
    CHECK(folded_value(text) == fold(text));
  }
}

TEST_CASE("every character of the first planes folds as names are compared", "[peer_name]") {
  std::size_t differ = 0;
  for (char32_t character = 1; character != 0x20000; ++character) {
    if (character >= 0xd800 && character <= 0xdfff) continue;
    std::string text = "a";
    der::append_utf8(text, character);
    text += 'z';
    if (folded_value(text) != fold(text)) ++differ;
  }
  CHECK(differ == 0);
}

TEST_CASE("spaces beside a wildcard are kept as one", "[peer_name]") {
  CHECK(folded_as("  a  b  ", Spaces::folded, Edge::trimmed, Edge::trimmed) == "a b");
  CHECK(folded_as("  a  b  ", Spaces::folded, Edge::kept, Edge::trimmed) == " a b");
  CHECK(folded_as("  a  b  ", Spaces::folded, Edge::trimmed, Edge::kept) == "a b ");
  CHECK(folded_as("  a  b  ", Spaces::folded, Edge::kept, Edge::kept) == " a b ");
  CHECK(folded_as("   ", Spaces::folded, Edge::kept, Edge::kept) == " ");
  CHECK(folded_as("   ", Spaces::folded, Edge::trimmed, Edge::trimmed).empty());
}

TEST_CASE("exact spaces are all kept, letters are folded all the same", "[peer_name]") {
  CHECK(exact("  A  B ") == "  a  b ");
  CHECK(exact("Ü  ") == "ü  ");
}

TEST_CASE("malformed text folds up to its fault, which the reader tells", "[peer_name]") {
  std::string result;
  auto characters = detail::utf8_reader("ab\xFFzz");
  detail::fold_text(characters, Spaces::folded, Edge::trimmed, Edge::trimmed, [&result](char c) { result += c; });
  CHECK(characters.failed());
  CHECK(result == "ab");
}

TEST_CASE("no octet of a filter folds to more than three", "[peer_name]") {
  std::size_t most = 0;
  for (char32_t character = 1; character != 0x20000; ++character) {
    if (character >= 0xd800 && character <= 0xdfff) continue;
    std::string text;
    der::append_utf8(text, character);
    most = std::max(most, (exact(text).size() + text.size() - 1) / text.size());
  }
  CHECK(most == 3);
}
