// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/printable.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using vidimus::detail::first_unprintable;
using vidimus::detail::printable;

static_assert(!first_unprintable("CN=Müller"));

TEST_CASE("printable text of one to four octets a character is let through", "[peer_name]") {
  for (std::string const text : {"", " ~", "\xC2\xA0", "ü", "\xDF\xBF", "\xE0\xA0\x80", "€", "\xED\x9F\xBF",
                                 "\xEE\x80\x80", "\xEF\xBF\xBD", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "漢字"}) {
    INFO(text);
    CHECK_FALSE(first_unprintable(text));
  }
}

TEST_CASE("control characters are found where they stand", "[peer_name]") {
  using namespace std::string_literals;
  CHECK(first_unprintable("ab\0c"s) == 2);
  CHECK(first_unprintable("\n") == 0);
  CHECK(first_unprintable("a\x7F") == 1);
  CHECK(first_unprintable("ü\xC2\x85") == 2);  // NEL, a C1 control
  CHECK(first_unprintable("\xC2\x9F") == 0);
}

TEST_CASE("malformed UTF-8 is found where it stands", "[peer_name]") {
  for (std::string const text :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x9F\xBF", "\xE2\x82", "\xED\xA0\x80",
        "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF", "\xF0\x9F\x98"}) {
    INFO(text);
    CHECK(first_unprintable("ok" + text) == 2);
  }
}

TEST_CASE("what cannot be seen or turns the direction of writing is not printable", "[peer_name]") {
  CHECK(first_unprintable("QM\u200B2") == 2);  // zero width space
  CHECK(first_unprintable("\u202EQM2") == 0);  // right-to-left override
  CHECK(first_unprintable("QM\u00AD2") == 2);  // soft hyphen
}

TEST_CASE("what a peer presents cannot disturb a report", "[peer_name]") {
  using namespace std::string_literals;
  CHECK(printable("CN=Müller") == "CN=Müller");
  CHECK(printable("a\0b"s) == "a\\00b");
  CHECK(printable("\x1B[31mred\n") == "\\1B[31mred\\0A");
  CHECK(printable("\xFF\xC2") == "\\FF\\C2");
  CHECK(printable("") == "");
}

TEST_CASE("a long text is cut and says so", "[peer_name]") {
  CHECK(printable(std::string(256, 'x')) == std::string(256, 'x'));
  CHECK(printable(std::string(257, 'x')) == std::string(256, 'x') + "…");
  CHECK(printable(std::string(100'000, '\1')).size() < 300);
  CHECK(printable(std::string(100'000, '\xFF')).size() < 300);
}
