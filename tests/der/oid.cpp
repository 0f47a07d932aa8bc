// SPDX-License-Identifier: Apache-2.0
#include <vidimus/der/oid.hpp>

#include "octets.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>

using namespace vidimus;
using namespace vidimus::der;
using der_tests::hex;
using der_tests::octets;
using der_tests::rule_of;

namespace {

constexpr auto rsa = octets(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01);
static_assert(make_oid<"1.2.840.113549.1.1.1">() == Oid{rsa});
static_assert(make_oid<"2.5.4.3">() != make_oid<"2.5.4.4">());
static_assert(make_oid<"2.999">().contents().size() == 2);
static_assert(Oid{}.is_empty());

auto oid_rule(char const* encoding) {
  auto const bytes = hex(encoding);
  Reader reader{bytes};
  return rule_of(read_oid(reader));
}
auto text(char const* contents) {
  auto const bytes = hex(contents);
  return Oid{bytes}.to_text();
}

}  // namespace

TEST_CASE("an object identifier is written and encoded in both directions", "[der]") {
  CHECK(make_oid<"1.2.840.113549.1.1.1">().to_text() == "1.2.840.113549.1.1.1");
  CHECK(make_oid<"0.9.2342.19200300.100.1.25">().to_text() == "0.9.2342.19200300.100.1.25");
  CHECK(make_oid<"2.16.840.1.101.3.4.2.1">().to_text() == "2.16.840.1.101.3.4.2.1");
  CHECK(make_oid<"2.999.3">().to_text() == "2.999.3");
  CHECK(text("00") == "0.0");
  CHECK(text("27") == "0.39");
  CHECK(text("4f") == "1.39");
  CHECK(text("50") == "2.0");
}

TEST_CASE("object identifiers are equal octet by octet, also when the program runs", "[der]") {
  auto const one = hex("2a864886f70d0101"), same = hex("2a864886f70d0101"), other_end = hex("2a864886f70d0102"),
             other_start = hex("2b864886f70d0101"), shorter = hex("2a864886f70d01");
  CHECK(Oid{one} == Oid{same});
  CHECK_FALSE(Oid{one} == Oid{other_end});
  CHECK_FALSE(Oid{one} == Oid{other_start});
  CHECK_FALSE(Oid{one} == Oid{shorter});
  CHECK(Oid{}.is_empty());
  CHECK(Oid{} == Oid{ByteView{}});
  CHECK_FALSE(Oid{one}.is_empty());
  CHECK(Oid{one}.contents().size() == 8);
}

TEST_CASE("an arc is put in as few groups of seven bits as it takes", "[der]") {
  detail::OidEncoder encoder;
  for (auto const arc : {0ULL, 127ULL, 128ULL, 113549ULL, 18446744073709551615ULL}) encoder.put(arc);
  auto const expected = hex("00 7f 8100 86f70d 81ffffffffffffffff7f");
  REQUIRE(encoder.size == expected.size());
  CHECK(std::equal(expected.begin(), expected.end(), encoder.octets.begin()));
}

TEST_CASE("arcs are complete and in their shortest form", "[der]") {
  CHECK(oid_rule("06032a0304") == std::nullopt);
  CHECK(oid_rule("0600") == Errc::der_bad_oid);
  CHECK(oid_rule("06022a80") == Errc::der_bad_oid);
  CHECK(oid_rule("06032a8001") == Errc::der_bad_oid);
  CHECK(oid_rule("06028001") == Errc::der_bad_oid);
  CHECK(oid_rule("060186") == Errc::der_bad_oid);
  CHECK(oid_rule("0401 2a") == Errc::der_unexpected_tag);
}

TEST_CASE("an arc beyond 64 bits and a thousand arcs have a bounded text", "[der]") {
  CHECK(text("2a ffffffffffffffff7f 03") == "1.2.9223372036854775807.3");
  CHECK(text("2a 81ffffffffffffffff7f 03") == "1.2.18446744073709551615.3");
  CHECK(text("2a 82808080808080808000 03") == "1.2.?.3");
  CHECK(text("2a ffffffffffffffffffff7f 03") == "1.2.?.3");
  CHECK(text("ffffffffffffffffffff7f 03") == "2.?.3");
  std::vector<std::byte> const many(1000, std::byte{1});
  auto const long_text = Oid{many}.to_text();
  CHECK(long_text.size() < 300);
  CHECK(long_text.ends_with("…"));
}
