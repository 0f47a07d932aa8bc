// SPDX-License-Identifier: Apache-2.0
#include <vidimus/der/writer.hpp>

#include <vidimus/der/reader.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstddef>

using namespace vidimus;

TEST_CASE("An element is written as its identifier, the shortest length and its parts", "[der]") {
  auto const seven = der::write(der::Tag::integer, {Buffer{std::byte{7}}});
  CHECK(to_hex(seven) == "020107");
  CHECK(to_hex(der::write(der::Tag::null, {})) == "0500");
  CHECK(to_hex(der::write(der::Tag::sequence, {seven, der::write(der::Tag::null, {}), seven})) ==
        "30080201070500020107");
  CHECK(to_hex(der::write(der::context(2), {seven})) == "A203020107");
}

TEST_CASE("What is written can be read, whatever its length", "[der]") {
  for (std::size_t const length : {0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U, 70000U}) {
    CAPTURE(length);
    Buffer const contents(length, std::byte{0x5a});
    auto const element = der::read_only(der::write(der::Tag::octet_string, {contents}), der::Tag::octet_string);
    REQUIRE(element);
    CHECK(element->contents.size() == length);
  }
}
