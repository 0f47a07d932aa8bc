// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/post_handshake.hpp>

#include <catch2/catch_test_macros.hpp>

#include "record_vectors.hpp"

using record_test::from_hex;
using vidimus::Buffer;
using vidimus::ByteView;
using vidimus::End;
using vidimus::Errc;
using vidimus::detail::PostHandshakeMessage;
using vidimus::detail::PostHandshakeReader;

namespace {

// RFC 8448, 3, without its last octets' worth: lifetime, age_add, nonce, a ticket of four octets, early_data
constexpr char const* ticket = "0400001B0000001EFAD6AAC50200000004AABBCCDD0008002A000400000400";

auto only(End end, Buffer const& content) -> Errc {
  PostHandshakeReader reader{end};
  ByteView rest = content;
  for (;;) {
    auto const message = reader.next(rest);
    if (!message) return message.error().code();
    if (!*message) return Errc{};
  }
}
auto kinds(End end, Buffer const& content, std::size_t portion) -> std::vector<PostHandshakeMessage> {
  PostHandshakeReader reader{end};
  std::vector<PostHandshakeMessage> all;
  for (std::size_t at = 0; at < content.size(); at += portion) {
    auto rest = ByteView{content}.subspan(at, std::min(portion, content.size() - at));
    while (auto const message = reader.next(rest).value()) all.push_back(*message);
    REQUIRE(rest.empty());
  }
  CHECK_FALSE(reader.is_inside_message());
  return all;
}

}  // namespace

TEST_CASE("tickets and key updates are told apart, however they are cut", "[record]") {
  auto const content = from_hex(std::string{ticket} + ticket + "1800000101");
  using enum PostHandshakeMessage;
  for (std::size_t portion = 1; portion != content.size() + 1; ++portion)
    CHECK(kinds(End::client, content, portion) ==
          std::vector{new_session_ticket, new_session_ticket, key_update_requested});
  CHECK(kinds(End::server, from_hex("1800000100"), 5) == std::vector{key_update});
}

TEST_CASE("a message that is not whole is waited for", "[record]") {
  PostHandshakeReader reader{End::client};
  auto const begun = from_hex("1800");
  ByteView rest = begun;
  CHECK_FALSE(reader.next(rest).value());
  CHECK(reader.is_inside_message());
}

TEST_CASE("messages that may not come are refused by their type alone", "[record]") {
  CHECK(only(End::server, from_hex(ticket)) == Errc::post_handshake_unexpected);
  for (unsigned type = 0; type != 256; ++type) {
    Buffer const header{std::byte(type), std::byte{0}, std::byte{0}, std::byte{1}};
    bool const may_come = type == 4 || type == 24;
    CHECK(only(End::client, header) == (may_come ? Errc{} : Errc::post_handshake_unexpected));
    CHECK(only(End::server, header) == (type == 24 ? Errc{} : Errc::post_handshake_unexpected));
  }
}

TEST_CASE("a KeyUpdate has one octet, 0 or 1, and ends its record", "[record]") {
  CHECK(only(End::server, from_hex("18000000")) == Errc::post_handshake_malformed);
  CHECK(only(End::server, from_hex("180000020000")) == Errc::post_handshake_malformed);
  CHECK(only(End::server, from_hex("1800000102")) == Errc::key_update_illegal);
  CHECK(only(End::server, from_hex("18000001FF")) == Errc::key_update_illegal);
  CHECK(only(End::server, from_hex("180000010018")) == Errc::key_update_misplaced);
  CHECK(only(End::server, from_hex("18000001001800000100")) == Errc::key_update_misplaced);
}

TEST_CASE("a ticket is checked in its form", "[record]") {
  CHECK(only(End::client, from_hex(ticket)) == Errc{});
  CHECK(only(End::client, from_hex("0400000E00000000000000000000010100"
                                   "00")) == Errc{});
  for (auto const* const wrong : {"04000000",                                    // nothing
                                  "0400000D00000000000000000000000000",          // a ticket of no length
                                  "0400000F0000000000000000000001010000FF",      // more behind it
                                  "0400000E0000000000000000000001010001",        // extensions that are cut off
                                  "0400001100000000000000000000010100030000FF",  // an extension that is cut off
                                  "0400000E000000000000000000FF01010000"})       // a longer ticket than there is
    CHECK(only(End::client, from_hex(wrong)) == Errc::post_handshake_malformed);
}

TEST_CASE("a message that is too long is refused before it is kept", "[record]") {
  CHECK(only(End::client, from_hex("04003FFC")) == Errc{});
  CHECK(only(End::client, from_hex("04003FFD")) == Errc::post_handshake_too_long);
  CHECK(only(End::client, from_hex("04FFFFFF")) == Errc::post_handshake_too_long);
}
