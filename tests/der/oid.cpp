// SPDX-License-Identifier: Apache-2.0
#include <vidimus/der/oid.hpp>

#include "octets.hpp"

#include <catch2/catch_test_macros.hpp>

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
