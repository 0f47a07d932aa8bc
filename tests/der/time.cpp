// SPDX-License-Identifier: Apache-2.0
#include <vidimus/der/time.hpp>

#include "octets.hpp"

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace vidimus;
using namespace vidimus::der;
using der_tests::rule_of;

namespace {

auto time_of(Tag tag, std::string_view text) -> DerResult<Time> {
  std::vector<std::byte> encoding{static_cast<std::byte>(tag), static_cast<std::byte>(text.size())};
  for (char const c : text) encoding.push_back(static_cast<std::byte>(c));
  Reader reader{encoding};
  return read_time(reader);
}
auto utc(std::string_view text) -> std::string {
  auto const time = time_of(Tag::utc_time, text);
  return time ? to_text(*time) : "refused";
}
auto generalized(std::string_view text) -> std::string {
  auto const time = time_of(Tag::generalized_time, text);
  return time ? to_text(*time) : "refused";
}

constexpr auto epoch = der_tests::octets(0x17, 13, '7', '0', '0', '1', '0', '1', '0', '0', '0', '0', '0', '1', 'Z');
static_assert([] {
  Reader reader{epoch};
  return *read_time(reader) == Time{std::chrono::seconds{1}};
}());

}  // namespace

TEST_CASE("UTCTime covers 1950 to 2049", "[der]") {
  CHECK(utc("500101000000Z") == "1950-01-01T00:00:00Z");
  CHECK(utc("991231235959Z") == "1999-12-31T23:59:59Z");
  CHECK(utc("000229120000Z") == "2000-02-29T12:00:00Z");
  CHECK(utc("491231235959Z") == "2049-12-31T23:59:59Z");
}

TEST_CASE("GeneralizedTime covers all years, those before 2050 too", "[der]") {
  CHECK(generalized("20500101000000Z") == "2050-01-01T00:00:00Z");
  CHECK(generalized("20020101120100Z") == "2002-01-01T12:01:00Z");
  CHECK(generalized("99991231235959Z") == "9999-12-31T23:59:59Z");
  CHECK(generalized("00000101000000Z") == "0000-01-01T00:00:00Z");
}

TEST_CASE("a time has seconds, no fraction, no offset and is Z", "[der]") {
  for (auto const* text : {"2601120800Z", "260112080000", "260112080000+0000", "26011208000Z", "260112080000z", "", "Z",
                           "260112080000.5Z", "26011208000aZ", "-60112080000Z", "2601120800:0Z", "/60112080000Z"}) {
    INFO(text);
    CHECK(rule_of(time_of(Tag::utc_time, text)) == Errc::der_bad_time);
  }
  for (auto const* text : {"202601120800Z", "20260112080000", "20260112080000.5Z", "20260112080000+0100",
                           "260112080000Z", "2026011208000 Z", "x0260112080000Z", "20x60112080000Z", ""}) {
    INFO(text);
    CHECK(rule_of(time_of(Tag::generalized_time, text)) == Errc::der_bad_time);
  }
}

TEST_CASE("a time that no calendar or clock shows is refused", "[der]") {
  for (auto const* text : {"260001000000Z", "261301000000Z", "260100000000Z", "260132000000Z", "260229000000Z",
                           "260101240000Z", "260101006000Z", "260101000060Z"}) {
    INFO(text);
    CHECK(rule_of(time_of(Tag::utc_time, text)) == Errc::der_bad_time);
  }
  CHECK(rule_of(time_of(Tag::generalized_time, "21000229000000Z")) == Errc::der_bad_time);
}

TEST_CASE("a time is one of the two types", "[der]") {
  CHECK(rule_of(time_of(Tag::ia5_string, "260112080000Z")) == Errc::der_unexpected_tag);
  Reader reader{epoch};
  CHECK(rule_of(read_generalized_time(reader)) == Errc::der_unexpected_tag);
}
