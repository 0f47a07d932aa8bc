// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/bytes.hpp>

using namespace vidimus;

TEST_CASE("bytes are written in upper-case hexadecimal", "[core]") {
  std::array const serial{std::byte{0x05}, std::byte{0xA1}, std::byte{0xff}};
  CHECK(to_hex(serial) == "05A1FF");
  CHECK(to_hex(serial, ":") == "05:A1:FF");
  CHECK(to_hex(ByteView{}).empty());
}

TEST_CASE("a text and its bytes are the same memory", "[core]") {
  std::string_view const text = "QM1";
  CHECK(bytes_of(text).size() == 3);
  CHECK(text_of(bytes_of(text)) == text);
  CHECK(text_of(bytes_of(text)).data() == text.data());
}

TEST_CASE("bytes are the same by content and length", "[core]") {
  CHECK(same_bytes(bytes_of("abc"), bytes_of("abc")));
  CHECK_FALSE(same_bytes(bytes_of("abc"), bytes_of("abd")));
  CHECK_FALSE(same_bytes(bytes_of("abc"), bytes_of("ab")));
  CHECK(same_bytes({}, {}));
}
