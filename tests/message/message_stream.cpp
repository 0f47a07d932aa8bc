// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/message/message_stream.hpp>

#include <algorithm>
#include <deque>
#include <optional>

using namespace vidimus;

namespace {

/// A channel to itself: what is written is read, at most `step` octets at a time.
struct Loop {
  std::deque<std::byte> bytes{};
  std::size_t step = 1000;
  std::optional<Errc> broken{};  ///< reading and writing fail with it
  bool closed = false;

  auto read(std::span<std::byte> out) -> Result<std::size_t> {
    if (broken) return refuse(*broken);
    auto const count = std::min({out.size(), bytes.size(), step});
    std::copy_n(bytes.begin(), count, out.begin());
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
    return count;
  }
  auto write(ByteView in) -> Result<std::size_t> {
    if (broken) return refuse(*broken);
    auto const part = in.first(std::min(in.size(), step));
    bytes.insert(bytes.end(), part.begin(), part.end());
    return part.size();
  }
  auto close() -> Result<void> {
    closed = true;
    return {};
  }
};

auto text(std::optional<Buffer> const& message) -> std::string { return std::string{text_of(*message)}; }

}  // namespace

TEST_CASE("messages come out whole and in order", "[message]") {
  for (std::size_t const step : {1U, 3U, 1000U}) {
    MessageStream stream{Loop{{}, step}};
    REQUIRE(stream.send(bytes_of("MQPUT ORDERS")));
    REQUIRE(stream.send(bytes_of("")));
    REQUIRE(stream.send(bytes_of(std::string(70000, 'x'))));
    CHECK(text(stream.receive().value()) == "MQPUT ORDERS");
    CHECK(text(stream.receive().value()).empty());
    CHECK(text(stream.receive().value()) == std::string(70000, 'x'));
    CHECK(stream.receive().value() == std::nullopt);
  }
}

TEST_CASE("a length is four octets, most significant first", "[message]") {
  MessageStream stream{Loop{}};
  REQUIRE(stream.send(bytes_of(std::string(0x0102, 'x'))));
  auto const& bytes = stream.channel().bytes;
  CHECK(Buffer{bytes.begin(), bytes.begin() + 4} == Buffer{std::byte{0}, std::byte{0}, std::byte{1}, std::byte{2}});
}

TEST_CASE("a message at the limit passes and one above it is refused before a byte is sent", "[message]") {
  MessageStream stream{Loop{}, 8};
  CHECK(stream.send(bytes_of("12345678")));
  CHECK(text(stream.receive().value()) == "12345678");
  auto const sent = stream.send(bytes_of("123456789"));
  REQUIRE_FALSE(sent);
  CHECK(sent.error().code() == Errc::message_too_large);
  CHECK(std::get<OverLimit>(sent.error().decisive().detail).presented == 9);
  CHECK(stream.channel().bytes.empty());
}

TEST_CASE("a message announced above the limit is refused before memory is taken", "[message]") {
  MessageStream stream{Loop{}, 8};
  stream.channel().bytes.assign(4, std::byte{0xff});
  auto const received = stream.receive();
  REQUIRE_FALSE(received);
  CHECK(received.error().code() == Errc::message_too_large);
  CHECK(std::get<OverLimit>(received.error().decisive().detail).presented == 0xffffffff);
}

TEST_CASE("a message that is cut anywhere is told apart from a clean end", "[message]") {
  MessageStream whole{Loop{}};
  REQUIRE(whole.send(bytes_of("12345678")));
  auto const bytes = whole.channel().bytes;
  for (std::size_t kept = 1; kept != bytes.size(); ++kept) {
    MessageStream cut{Loop{{bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(kept)}}};
    auto const received = cut.receive();
    REQUIRE_FALSE(received);
    CHECK(received.error().code() == Errc::message_truncated);
  }
}

TEST_CASE("the channel's errors pass through, and closing closes it", "[message]") {
  MessageStream stream{Loop{}};
  stream.channel().broken = Errc::connection_lost;
  CHECK(stream.send(bytes_of("x")).error().code() == Errc::connection_lost);
  CHECK(stream.receive().error().code() == Errc::connection_lost);
  REQUIRE(stream.close());
  CHECK(stream.channel().closed);
}

TEST_CASE("a conversation is what reads, writes and closes", "[message]") {
  STATIC_REQUIRE(Conversation<Loop>);
  STATIC_REQUIRE_FALSE(Conversation<int>);
}
