// SPDX-License-Identifier: Apache-2.0
#include <vidimus/der/values.hpp>

#include "octets.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using namespace vidimus::der;
using der_tests::hex;
using der_tests::octets;
using der_tests::rule_of;

namespace {

constexpr auto yes = octets(0x01, 0x01, 0xff);
constexpr auto no = octets(0x01, 0x01, 0x00);
constexpr auto maybe = octets(0x01, 0x01, 0x01);

template <std::size_t Size>
constexpr auto boolean(std::array<std::byte, Size> const& encoding) {
  Reader reader{encoding};
  return read_boolean(reader);
}
static_assert(*boolean(yes) && !*boolean(no));
static_assert(boolean(maybe).error() == DerError{Errc::der_bad_boolean, 0});

constexpr auto big = octets(0x02, 0x05, 0x00, 0xff, 0xff, 0xff, 0xff);
static_assert([] {
  Reader reader{big};
  return *read_unsigned(reader) == 0xffffffff;
}());

/// What `read` makes of an encoding.
template <class Read>
auto from_hex(char const* encoding, Read read) {
  auto const bytes = hex(encoding);
  Reader reader{bytes};
  return rule_of(read(reader));
}
auto integer_rule(char const* encoding) {
  return from_hex(encoding, [](Reader& reader) { return read_integer(reader); });
}
auto unsigned_rule(char const* encoding, std::uint32_t maximum = 0xffffffff) {
  return from_hex(encoding, [maximum](Reader& reader) { return read_unsigned(reader, Tag::integer, maximum); });
}
auto bit_string_rule(char const* encoding) {
  return from_hex(encoding, [](Reader& reader) { return read_bit_string(reader); });
}

}  // namespace

TEST_CASE("a BOOLEAN is 00 or FF", "[der]") {
  auto const rule = [](char const* encoding) {
    return from_hex(encoding, [](Reader& reader) { return read_boolean(reader); });
  };
  CHECK(rule("0101ff") == std::nullopt);
  CHECK(rule("010101") == Errc::der_bad_boolean);
  CHECK(rule("0100") == Errc::der_bad_boolean);
  CHECK(rule("0102ffff") == Errc::der_bad_boolean);
  CHECK(rule("020101") == Errc::der_unexpected_tag);
}

TEST_CASE("a FALSE that is the default must be left out", "[der]") {
  auto const rule = [](char const* encoding) {
    return from_hex(encoding, [](Reader& reader) { return read_boolean_default_false(reader); });
  };
  CHECK(rule("0101ff") == std::nullopt);
  CHECK(rule("") == std::nullopt);
  CHECK(rule("020101") == std::nullopt);
  CHECK(rule("010100") == Errc::der_default_encoded);
  CHECK(rule("010101") == Errc::der_bad_boolean);
  auto const absent = hex("020101");
  Reader reader{absent};
  CHECK(read_boolean_default_false(reader) == false);
  CHECK(reader.offset() == 0);
}

TEST_CASE("an INTEGER has at least one octet and no more than needed", "[der]") {
  for (auto const* encoding :
       {"020100", "02017f", "02020080", "0201ff", "0202ff7f", "020180", "0209 00ffffffffffffffff"})
    CHECK(integer_rule(encoding) == std::nullopt);
  for (auto const* encoding : {"0200", "02020000", "0202007f", "0202ffff", "0202ff80", "0203000001"})
    CHECK(integer_rule(encoding) == Errc::der_bad_integer);
  auto const negative = hex("ff7f"), positive = hex("0080");
  CHECK(is_negative(negative));
  CHECK(!is_negative(positive));
  CHECK(!is_negative({}));
}

TEST_CASE("a small number is neither negative nor above its maximum", "[der]") {
  CHECK(unsigned_rule("020100") == std::nullopt);
  CHECK(unsigned_rule("020500ffffffff") == std::nullopt);
  CHECK(unsigned_rule("02050100000000") == Errc::der_integer_out_of_range);
  CHECK(unsigned_rule("0206010000000000") == Errc::der_integer_out_of_range);
  CHECK(unsigned_rule("0201ff") == Errc::der_integer_out_of_range);
  CHECK(unsigned_rule("02020001") == Errc::der_bad_integer);
  CHECK(unsigned_rule("020102", 2) == std::nullopt);
  CHECK(unsigned_rule("020103", 2) == Errc::der_integer_out_of_range);
}

TEST_CASE("a NULL has no contents", "[der]") {
  auto const rule = [](char const* encoding) {
    return from_hex(encoding, [](Reader& reader) { return read_null(reader); });
  };
  CHECK(rule("0500") == std::nullopt);
  CHECK(rule("050100") == Errc::der_bad_null);
  CHECK(rule("0400") == Errc::der_unexpected_tag);
}

TEST_CASE("a BIT STRING's unused bits are at most seven, of something, and zero", "[der]") {
  for (auto const* encoding : {"030100", "030200ff", "030207 80", "03030400f0"})
    CHECK(bit_string_rule(encoding) == std::nullopt);
  for (auto const* encoding : {"0300", "030101", "030208ff", "03020101", "030207ff", "0302ff80"})
    CHECK(bit_string_rule(encoding) == Errc::der_bad_bit_string);
}

TEST_CASE("a BIT STRING of octets has no unused bits", "[der]") {
  auto const rule = [](char const* encoding) {
    return from_hex(encoding, [](Reader& reader) { return read_octets_of_bit_string(reader); });
  };
  CHECK(rule("030200ff") == std::nullopt);
  CHECK(rule("03020780") == Errc::der_bad_bit_string);
  CHECK(rule("0300") == Errc::der_bad_bit_string);
}

TEST_CASE("named bits are numbered as ASN.1 numbers them", "[der]") {
  auto const bits = [](char const* encoding) {
    auto const bytes = hex(encoding);
    Reader reader{bytes};
    return read_named_bits(reader);
  };
  CHECK(bits("03020780") == 1U);
  CHECK(bits("03020106") == 0x60U);
  CHECK(bits("0303078080") == 0x101U);
  CHECK(bits("030100") == 0U);
  CHECK(bits("03020006") == 0x60U);  // two roots that everybody trusts have it so
  CHECK(rule_of(bits("0306000000000001")) == Errc::der_integer_out_of_range);
  CHECK(rule_of(bits("03020107")) == Errc::der_bad_bit_string);
}

TEST_CASE("values read under the identifier that replaces their own", "[der]") {
  auto const bytes = hex("800105 8101ff 8204abcdef01");
  Reader reader{bytes};
  CHECK(read_unsigned(reader, context(0, Form::primitive)) == 5U);
  CHECK(read_boolean(reader, context(1, Form::primitive)) == true);
  auto const octet_string = read_octet_string(reader, context(2, Form::primitive));
  REQUIRE(octet_string);
  CHECK(octet_string->size() == 4);
}
