// SPDX-License-Identifier: Apache-2.0
#include <vidimus/der/string.hpp>

#include "octets.hpp"

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace vidimus;
using namespace vidimus::der;
using der_tests::hex;
using der_tests::octets;
using der_tests::rule_of;

namespace {

auto text(Tag type, char const* contents) -> std::string {
  auto const bytes = hex(contents);
  return to_utf8(type, bytes).value_or("refused");
}
auto rule(Tag type, char const* contents) -> std::optional<Errc> {
  auto const bytes = hex(contents);
  return rule_of(check_string(Element{type, bytes, bytes, 3}));
}

constexpr auto umlaut = octets(0xc3, 0xbc);
static_assert([] {
  CharacterReader reader{Tag::utf8_string, umlaut};
  return *reader.next() == U'ü' && !reader.next() && !reader.failed();
}());
static_assert(check_string(Element{Tag::printable_string, umlaut, umlaut, 5}).error() ==
              DerError{Errc::der_bad_string, 5});
static_assert(*TextReader{Tag::utf8_string, std::span{"é", 2}}.next() == U'é');

}  // namespace

TEST_CASE("every string type reads as the characters that it holds", "[der]") {
  CHECK(text(Tag::utf8_string, "514d32 c3bc e282ac f09f9892") == "QM2ü€😒");
  CHECK(text(Tag::printable_string, "514d203227283a") == "QM 2'(:");
  CHECK(text(Tag::teletex_string, "47fc") == "Gü");
  CHECK(text(Tag::bmp_string, "0047 00fc 20ac") == "Gü€");
  CHECK(text(Tag::universal_string, "00000047 0001f612") == "G😒");
  CHECK(text(Tag::ia5_string, "6140622e63") == "a@b.c");
  CHECK(text(Tag::numeric_string, "31203239") == "1 29");
  CHECK(text(Tag::visible_string, "7e20") == "~ ");
  CHECK(text(Tag::utf8_string, "") == "");
  CHECK(text(Tag::octet_string, "41") == "refused");
}

TEST_CASE("UTF-8 that is not UTF-8 is refused", "[der]") {
  for (auto const* contents : {"c3", "80", "c080", "c1bf", "e08080", "e09fbf", "f0808080", "f08fbfbf", "eda080",
                               "edbfbf", "f4908080", "f5808080", "ff", "e282", "c341", "e28241", "41fe"}) {
    INFO(contents);
    CHECK(rule(Tag::utf8_string, contents) == Errc::der_bad_string);
    CHECK(text(Tag::utf8_string, contents) == "refused");
  }
  for (auto const* contents : {"f48fbfbf", "ed9fbf", "ee8080", "c280", "e0a080", "f0908080"}) {
    INFO(contents);
    CHECK(rule(Tag::utf8_string, contents) == std::nullopt);
  }
}

TEST_CASE("a string holds no character that its type lacks", "[der]") {
  CHECK(rule(Tag::printable_string, "2a") == Errc::der_bad_string);  // *
  CHECK(rule(Tag::printable_string, "40") == Errc::der_bad_string);  // @
  CHECK(rule(Tag::printable_string, "5f") == Errc::der_bad_string);  // _
  CHECK(rule(Tag::printable_string, "00") == Errc::der_bad_string);
  CHECK(rule(Tag::ia5_string, "80") == Errc::der_bad_string);
  CHECK(rule(Tag::numeric_string, "41") == Errc::der_bad_string);
  CHECK(rule(Tag::visible_string, "0a") == Errc::der_bad_string);
  CHECK(rule(Tag::bmp_string, "004100") == Errc::der_bad_string);    // half a character
  CHECK(rule(Tag::bmp_string, "d83dde12") == Errc::der_bad_string);  // surrogates: BMPString has none
  CHECK(rule(Tag::universal_string, "00110000") == Errc::der_bad_string);
  CHECK(rule(Tag::universal_string, "000041") == Errc::der_bad_string);
  CHECK(rule(Tag::integer, "41") == Errc::der_unexpected_tag);
}

TEST_CASE("a reader that failed stays failed", "[der]") {
  auto const bytes = hex("ff41");
  CharacterReader reader{Tag::utf8_string, bytes};
  CHECK(!reader.next());
  CHECK(reader.failed());
  CHECK(!reader.next());
}

TEST_CASE("strings are checked eight octets at a time as they are one by one", "[der]") {
  for (auto const type : {Tag::utf8_string, Tag::printable_string, Tag::ia5_string})
    for (std::size_t size = 1; size != 20; ++size)
      for (std::size_t at = 0; at != size; ++at)
        for (unsigned octet = 0; octet != 256; ++octet) {
          std::vector<std::byte> contents(size, std::byte{'a'});
          contents[at] = static_cast<std::byte>(octet);
          CharacterReader reader{type, contents};
          while (reader.next()) {
          }
          bool const checked = check_string(Element{type, contents, contents, 0}).has_value();
          if (checked == reader.failed()) FAIL(octet << " at " << at << " of " << size);
        }
}

TEST_CASE("the octets of a PrintableString are those of X.680, 41.4", "[der]") {
  std::string_view const others = " '()+,-./:=?";
  auto octets = detail::printable_octets();  // not const: what runs is looked at, not what the compiler calculated
  CHECK(octets == detail::printable);
  for (unsigned octet = 0; octet != 256; ++octet) {
    auto const c = static_cast<char>(octet);
    bool const is_alphanumeric = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (octets[octet] != (is_alphanumeric || others.find(c) != std::string_view::npos)) FAIL(octet);
  }
}

TEST_CASE("visible ASCII has no octet below 20 or above 7E", "[der]") {
  for (std::size_t size = 1; size != 20; ++size)
    for (std::size_t at = 0; at != size; ++at)
      for (unsigned octet = 0; octet != 256; ++octet)
        for (auto const filling : {std::byte{0x20}, std::byte{0x7e}}) {
          std::vector<std::byte> contents(size, filling);
          contents[at] = static_cast<std::byte>(octet);
          bool const is_visible = octet >= 0x20 && octet <= 0x7e;
          if (detail::is_visible_ascii(contents) != is_visible) FAIL(octet << " at " << at << " of " << size);
        }
  CHECK(detail::is_visible_ascii({}));
}
