// SPDX-License-Identifier: Apache-2.0
#include "../../examples/markup.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

using namespace std::string_literals;

TEST_CASE("what XML and HTML read as their own is escaped", "[examples]") {
  CHECK(markup::escaped("<a href=\"x\">'&amp;'</a>") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;&lt;/a&gt;");
  CHECK(markup::escaped("]]>") == "]]&gt;");
  CHECK(markup::escaped("Zo\xc3\xab \xe6\x97\xa5 \xf0\x9f\x94\x91\n\t") ==
        "Zo\xc3\xab \xe6\x97\xa5 \xf0\x9f\x94\x91\n\t");
}

TEST_CASE("what XML does not have, and what is no UTF-8, becomes a replacement character", "[examples]") {
  auto const replaced = "a\xef\xbf\xbd"s + "b";
  for (auto const& bad : {"\0"s, "\x1b"s, "\x7f"s, "\xc2\x85"s, "\xef\xbf\xbe"s, "\xff"s, "\x80"s, "\xf5"s})
    CHECK(markup::escaped("a" + bad + "b") == replaced);
  CHECK(markup::escaped("a\xe6\x97") == "a\xef\xbf\xbd\xef\xbf\xbd");  // cut off
  CHECK(markup::escaped("\xe6<b>").find('<') == std::string::npos);    // a lead octet eats nothing
  CHECK(markup::escaped("\xc0\xbc").find('<') == std::string::npos);   // `<`, too long
  CHECK(markup::escaped("\xe0\x80\xbc") == "\xef\xbf\xbd");            // `<`, longer
  CHECK(markup::escaped("\xed\xa0\x80") == "\xef\xbf\xbd");            // half of a surrogate pair
  CHECK(markup::escaped("\xf4\x90\x80\x80") == "\xef\xbf\xbd");        // beyond Unicode
}

TEST_CASE("a text is cut at a width and says so", "[examples]") {
  CHECK(markup::shortened("", 3).empty());
  CHECK(markup::shortened("abc", 3) == "abc");
  CHECK(markup::shortened("abcd", 3) == "ab…");
  CHECK(markup::shortened("日本語", 6) == "日本語");
  CHECK(markup::shortened("日本語", 5) == "日本…");
  CHECK(markup::shortened("日本語", 4) == "日…");
  CHECK(markup::shortened("ab\xff", 3) == "ab\xff");
}

TEST_CASE("a text is folded at a width, after signs where there are any", "[examples]") {
  using Lines = std::vector<std::string>;
  CHECK(markup::folded("", 10, 3).empty());
  CHECK(markup::folded("one two three", 8, 3) == Lines{"one two", "three"});
  CHECK(markup::folded("CN=QM2,OU=Payments", 8, 3) == Lines{"CN=QM2,", "OU=Payme", "nts"});
  CHECK(markup::folded("abcdefghij", 4, 3) == Lines{"abcd", "efgh", "ij"});
  CHECK(markup::folded("abcdefghij", 4, 2) == Lines{"abcd", "efg…"});
  CHECK(markup::folded("日本語日本語", 4, 9) == Lines{"日本", "語日", "本語"});
}
