// SPDX-License-Identifier: Apache-2.0
#include <vidimus/der/reader.hpp>

#include "octets.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

using namespace vidimus;
using namespace vidimus::der;
using der_tests::hex;
using der_tests::octets;
using der_tests::rule_of;

namespace {

// SEQUENCE { INTEGER 5, [1] { NULL } }
constexpr auto example = octets(0x30, 0x07, 0x02, 0x01, 0x05, 0xa1, 0x02, 0x05, 0x00);

constexpr auto reads_the_example() -> bool {
  Reader outer{example};
  auto inner = outer.read_nested(Tag::sequence);
  if (!inner || !outer.finish() || (*inner).offset() != 2) return false;
  auto const integer = (*inner).read(Tag::integer);
  if (!integer || (*integer).contents.size() != 1 || (*integer).offset != 2 || (*integer).contents_offset() != 4)
    return false;
  auto const absent = (*inner).read_optional(context(0));
  if (!absent || *absent) return false;
  auto const present = (*inner).read_optional(context(1));
  return present && *present && (**present).full.size() == 4 && (*inner).finish();
}
static_assert(reads_the_example());

constexpr auto indefinite = octets(0x30, 0x80, 0x00, 0x00);
static_assert(Reader{indefinite}.read_any().error() == DerError{Errc::der_indefinite_length, 0});

struct Row {
  char const* what;
  char const* encoding;
  Errc rule;
};

constexpr Row refused_headers[]{
    {"nothing at all", "", Errc::der_truncated},
    {"an identifier alone", "02", Errc::der_truncated},
    {"contents that end early", "0402aa", Errc::der_truncated},
    {"a long length that ends early", "0482 01", Errc::der_truncated},
    {"a length beyond the input", "0484 7fffffff 00", Errc::der_truncated},
    {"a length near the end of 32 bits", "0484 ffffffff 00", Errc::der_truncated},
    {"an indefinite length", "3080 0000", Errc::der_indefinite_length},
    {"a long length that fits in one octet", "048101 aa", Errc::der_non_minimal_length},
    {"a long length of 127", "04817f aa", Errc::der_non_minimal_length},
    {"a long length with a leading zero", "048200ff aa", Errc::der_non_minimal_length},
    {"a length of five octets", "0485 0100000000 aa", Errc::der_length_too_large},
    {"the reserved length octet", "04ff aa", Errc::der_length_too_large},
    {"a tag number above 30", "1f8100", Errc::der_long_tag},
    {"a context tag number above 30", "bf2000", Errc::der_long_tag},
    {"an end-of-contents mark", "0000", Errc::der_unexpected_tag},
    {"a constructed string", "2400", Errc::der_unexpected_tag},
    {"a constructed INTEGER", "2203 020101", Errc::der_unexpected_tag},
    {"a primitive SEQUENCE", "1000", Errc::der_unexpected_tag},
    {"a primitive SET", "1100", Errc::der_unexpected_tag},
};

}  // namespace

TEST_CASE("the reader refuses every header that DER does not have", "[der]") {
  for (auto const& row : refused_headers) {
    INFO(row.what);
    auto const encoding = hex(row.encoding);
    auto const result = Reader{encoding, 100}.read_any();
    REQUIRE(!result);
    CHECK(result.error() == DerError{row.rule, 100});
  }
}

TEST_CASE("the reader reads short and long lengths in their shortest form", "[der]") {
  for (std::size_t const length : {0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U}) {
    INFO(length);
    auto encoding = length < 128     ? std::vector{std::byte{4}, static_cast<std::byte>(length)}
                    : length < 256   ? std::vector{std::byte{4}, std::byte{0x81}, static_cast<std::byte>(length)}
                    : length < 65536 ? std::vector{std::byte{4}, std::byte{0x82}, static_cast<std::byte>(length >> 8U),
                                                   static_cast<std::byte>(length & 0xffU)}
                                     : hex("0483 010000");
    encoding.resize(encoding.size() + length);
    Reader reader{encoding};
    auto const element = reader.read(Tag::octet_string);
    REQUIRE(element);
    CHECK(element->contents.size() == length);
    CHECK(element->full.size() == encoding.size());
    CHECK(reader.is_at_end());
    CHECK(rule_of(Reader{std::span{encoding}.first(encoding.size() - 1)}.read_any()) == Errc::der_truncated);
  }
}

TEST_CASE("another identifier than the one wanted is refused where it stands", "[der]") {
  auto const encoding = hex("020105 1f00");
  Reader reader{encoding};
  CHECK(reader.read(Tag::octet_string).error() == DerError{Errc::der_unexpected_tag, 0});
  CHECK(reader.peek_tag() == Tag::integer);
  REQUIRE(reader.read(Tag::integer));
  CHECK(reader.read(Tag::integer).error() == DerError{Errc::der_long_tag, 3});
  CHECK(rule_of(Reader{ByteView{}}.read(Tag::integer)) == Errc::der_truncated);
  CHECK(!Reader{}.peek_tag());
}

TEST_CASE("an optional element that is there and malformed is refused", "[der]") {
  auto const encoding = hex("020501");
  CHECK(rule_of(Reader{encoding}.read_optional(Tag::integer)) == Errc::der_truncated);
  auto const absent = Reader{encoding}.read_optional(Tag::null);
  REQUIRE(absent);
  CHECK(!absent->has_value());
}

TEST_CASE("what must not be empty is refused when it is, and what must end when it does not", "[der]") {
  auto const encoding = hex("3000 00");
  Reader reader{encoding};
  CHECK(Reader{encoding}.read_nested_non_empty(Tag::sequence).error() == DerError{Errc::der_empty, 0});
  CHECK(Reader{encoding}.read_nested_non_empty(Tag::set).error() == DerError{Errc::der_unexpected_tag, 0});
  REQUIRE(reader.read_nested(Tag::sequence));
  CHECK(reader.finish().error() == DerError{Errc::der_trailing_data, 2});
  CHECK(read_only(encoding, Tag::sequence).error() == DerError{Errc::der_trailing_data, 2});
  CHECK(read_only(encoding, Tag::set).error() == DerError{Errc::der_unexpected_tag, 0});
  CHECK(rule_of(read_only_nested(encoding, Tag::sequence)) == Errc::der_trailing_data);
  CHECK(read_only_nested(std::span{encoding}.first(2), Tag::sequence));
}

TEST_CASE("offsets count from the outermost encoding", "[der]") {
  auto const encoding = hex("3006 3004 3002 0500");
  Reader reader{encoding};
  for (std::size_t const depth : {1U, 2U, 3U}) {
    auto const nested = reader.read_nested(Tag::sequence);
    REQUIRE(nested);
    reader = *nested;
    CHECK(reader.offset() == 2 * depth);
  }
  CHECK(reader.read(Tag::integer).error().offset == 6);
}

TEST_CASE("a refused reading does not move the reader", "[der]") {
  auto const encoding = hex("020105 0405");
  Reader reader{encoding};
  REQUIRE(reader.read(Tag::integer));
  REQUIRE(!reader.read_any());
  CHECK(reader.offset() == 3);
  CHECK(reader.rest().size() == 2);
}
