// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/seal_record.hpp>

#include <initializer_list>
#include <numeric>

#include "engine_fixture.hpp"

using namespace engine_test;
using vidimus::Alert;

namespace {

constexpr auto tls12 = ProtocolVersion::tls12, tls13 = ProtocolVersion::tls13;

auto established(ProtocolVersion version) -> Pair {
  auto of_server = settings(End::server, "ec-server", version);
  Pair pair{prepared(settings(End::client, "ec-client", version)), prepared(std::move(of_server))};
  pair.run();
  REQUIRE(pair.is_established());
  return pair;
}

auto open(Peer& peer) -> Result<vidimus::engine::Opened> {
  static Buffer out(20'000);
  return peer.session.open(out);
}

}  // namespace

TEST_CASE("data of any length arrives whole", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    auto pair = established(version);
    for (auto const size : std::initializer_list<std::size_t>{1, 16'383, 16'384, 16'385, 100'000}) {
      std::string text(size, ' ');
      std::iota(text.begin(), text.end(), '\0');
      CHECK(converse(pair.client, pair.server, text) == text);
      CHECK(converse(pair.server, pair.client, text) == text);
    }
    CHECK(converse(pair.client, pair.server, "").empty());
  }
}

TEST_CASE("a record takes at most 16384 octets", "[engine]") {
  auto pair = established(tls13);
  Buffer const bytes(40'000);
  auto const taken = pair.client.session.seal(bytes);
  REQUIRE(taken);
  CHECK(*taken <= 16'384);
  CHECK(*taken > 16'000);
  pair.client.collect();
}

TEST_CASE("without input there is nothing to open, and that is said", "[engine]") {
  auto pair = established(tls13);
  auto const opened = open(pair.client);
  REQUIRE(opened);
  CHECK(opened->octets == 0);
  CHECK(opened->wants_input);
  CHECK_FALSE(opened->closed);
  CHECK(pair.client.session.open({})->octets == 0);
}

TEST_CASE("records are opened however their bytes are cut", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    auto pair = established(version);
    REQUIRE(pair.client.session.seal(vidimus::bytes_of("one by one")));
    pair.client.collect();
    std::string arrived;
    Buffer out(3);
    while (carry(pair.client, pair.server, [](std::size_t) -> std::size_t { return 1; }))
      for (auto opened = pair.server.session.open(out); opened && opened->octets != 0;
           opened = pair.server.session.open(out))
        arrived += vidimus::text_of(ByteView{out}.first(opened->octets));
    CHECK(arrived == "one by one");
  }
}

TEST_CASE("a clean close is told apart from a stream that broke off", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    DYNAMIC_SECTION("clean, " << name(version)) {
      auto pair = established(version);
      REQUIRE(pair.client.session.seal(vidimus::bytes_of("last words")));
      REQUIRE(pair.client.session.close());
      REQUIRE(pair.client.session.close());  // says it once
      pair.client.collect();
      carry(pair.client, pair.server);
      pair.server.session.receive_end();
      CHECK(open(pair.server)->octets == 10);
      for (int i = 0; i != 2; ++i) {
        auto const opened = open(pair.server);
        REQUIRE(opened);
        CHECK(opened->closed);
        CHECK(opened->octets == 0);
      }
      CHECK(converse(pair.server, pair.client, "and good-bye") == "and good-bye");
      CHECK(pair.client.session.seal(vidimus::bytes_of("more")).error().code() == Errc::channel_closed);
    }
    DYNAMIC_SECTION("broken off, " << name(version)) {
      auto pair = established(version);
      REQUIRE(pair.client.session.seal(vidimus::bytes_of("last words")));
      pair.client.collect();
      carry(pair.client, pair.server);
      pair.server.session.receive_end();
      CHECK(open(pair.server)->octets == 10);
      for (int i = 0; i != 2; ++i) {
        auto const opened = open(pair.server);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code() == Errc::channel_truncated);
        CHECK_FALSE(opened.error().alert_sent());
      }
    }
    DYNAMIC_SECTION("broken off inside a record, " << name(version)) {
      auto pair = established(version);
      REQUIRE(pair.client.session.close());
      pair.client.collect();
      carry(pair.client, pair.server, [](std::size_t waiting) { return waiting - 1; });
      pair.server.session.receive_end();
      CHECK(open(pair.server).error().code() == Errc::channel_truncated);
    }
  }
}

namespace {

// Records that the server of an established pair never made, under its own keys.
class Forger {
 public:
  explicit Forger(Pair& pair)
      : pair_{pair}, secret_{pair.server.session.secret(End::server, vidimus::engine::SecretKind::application)} {}

  void send(vidimus::ContentType type, ByteView content) {
    auto const record = vidimus::seal_record(secret_, sequence_++, type, content);
    REQUIRE(record);
    pair_.client.session.receive(*record);
  }

 private:
  Pair& pair_;
  vidimus::TrafficSecret secret_;
  std::uint64_t sequence_ = 0;
};

auto bytes(std::initializer_list<int> values) -> Buffer {
  Buffer made;
  for (auto const value : values) made.push_back(static_cast<std::byte>(value));
  return made;
}

}  // namespace

TEST_CASE("empty records are passed over and end nothing", "[engine]") {
  auto pair = established(tls13);
  Forger forger{pair};
  for (int i = 0; i != 3; ++i) forger.send(vidimus::ContentType::application_data, {});
  auto const nothing = open(pair.client);
  REQUIRE(nothing);
  CHECK(nothing->wants_input);
  forger.send(vidimus::ContentType::application_data, vidimus::bytes_of("words"));
  auto const words = open(pair.client);
  REQUIRE(words);
  CHECK(words->octets == 5);
  auto const none = pair.client.session.seal({});
  REQUIRE(none);
  CHECK(*none == 0);
  CHECK(pair.client.session.output().empty());
}

TEST_CASE("a flood of empty records ends the conversation", "[engine]") {
  auto pair = established(tls13);
  Forger forger{pair};
  for (int i = 0; i != 4; ++i) forger.send(vidimus::ContentType::application_data, {});
  auto const opened = open(pair.client);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code() == Errc::peer_record_unauthentic);
}

TEST_CASE("a ticket is passed over", "[engine]") {
  auto pair = established(tls13);
  Forger forger{pair};
  // NewSessionTicket (RFC 8446, 4.6.1): lifetime, age_add, a nonce, a ticket, no extensions
  auto const ticket = bytes({4, 0, 0, 17, 0, 0, 28, 32, 1, 2, 3, 4, 1, 0, 0, 3, 7, 7, 7, 0, 0});
  forger.send(vidimus::ContentType::handshake, ticket);
  forger.send(vidimus::ContentType::handshake, ticket);
  forger.send(vidimus::ContentType::application_data, vidimus::bytes_of("words"));
  auto const opened = open(pair.client);
  REQUIRE(opened);
  CHECK(opened->octets == 5);
}

TEST_CASE("messages that have no place after a handshake end the conversation", "[engine]") {
  for (auto const& message : {bytes({24, 0, 0, 1, 0}),        // KeyUpdate, which mbedTLS does not know
                              bytes({13, 0, 0, 3, 0, 0, 0}),  // CertificateRequest, which was not offered
                              bytes({0, 0, 0, 0}), bytes({99, 0, 0, 0})}) {
    auto pair = established(tls13);
    Forger{pair}.send(vidimus::ContentType::handshake, message);
    auto const opened = open(pair.client);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code() == Errc::peer_message_unexpected);
    CHECK(opened.error().alert_sent() == Alert::unexpected_message);
    pair.client.collect();
    carry(pair.client, pair.server);
    CHECK(open(pair.server).error().alert_received() == Alert::unexpected_message);
  }
}

TEST_CASE("a changed record ends the conversation with an alert under the right keys", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    auto pair = established(version);
    REQUIRE(pair.client.session.seal(vidimus::bytes_of("changed")));
    pair.client.collect();
    pair.client.line.all.back() ^= std::byte{1};
    carry(pair.client, pair.server);
    auto const opened = open(pair.server);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code() == Errc::peer_record_unauthentic);
    CHECK_FALSE(pair.server.session.take_refusal());
    pair.server.collect();
    carry(pair.server, pair.client);
    auto const heard = open(pair.client);
    REQUIRE_FALSE(heard);
    CHECK(heard.error().code() == Errc::alert_received);
    CHECK(heard.error().alert_received() == Alert::bad_record_mac);
  }
}

TEST_CASE("a session can be refused while it talks, and the peer reads why", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    auto pair = established(version);
    CHECK(pair.server.session.refuse(Alert::access_denied) == Alert::access_denied);
    CHECK_FALSE(pair.server.session.take_refusal());
    pair.server.collect();
    carry(pair.server, pair.client);
    auto const heard = open(pair.client);
    REQUIRE_FALSE(heard);
    CHECK(heard.error().alert_received() == Alert::access_denied);
    CHECK(pair.server.session.seal(vidimus::bytes_of("x")).error().code() == Errc::channel_closed);
  }
}

TEST_CASE("nothing can be said or read before the handshake is over", "[engine]") {
  Pair pair{prepared(settings(End::client, "", tls13)), prepared(settings(End::server, "ec-server", tls13))};
  pair.proceeds_client = false;
  pair.run();
  REQUIRE(pair.client.is_at(Progress::peer_shown));
  CHECK(open(pair.client).error().code() == Errc::bad_argument);
  CHECK(pair.client.session.seal(vidimus::bytes_of("x")).error().code() == Errc::bad_argument);
  CHECK(pair.client.session.close().error().code() == Errc::bad_argument);
  CHECK(pair.client.session.advance());  // and that was no failure of the session
}
