// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/record_conversation.hpp>

#include <catch2/catch_test_macros.hpp>

#include <random>

#include "record_ends.hpp"

using namespace record_test;
using vidimus::Alert;
using vidimus::detail::Pieces;

namespace {

using Plain = ConversationEnd<>;

struct EveryThirdRecord {
  using role = vidimus::role::secret_key_reset;
  static constexpr bool reconnects_under_tls12 = false;
  static constexpr auto limits() -> vidimus::KeyLimits { return {.octets = 0, .records = 3}; }
};
struct EveryKilobyte {
  using role = vidimus::role::secret_key_reset;
  static constexpr bool reconnects_under_tls12 = false;
  static constexpr auto limits() -> vidimus::KeyLimits { return {.octets = 1000}; }
};
struct Hourly {
  using role = vidimus::role::secret_key_reset;
  static constexpr bool reconnects_under_tls12 = false;
  static constexpr auto limits() -> vidimus::KeyLimits {
    return {.octets = 0, .records = 0, .age = std::chrono::seconds{3600}};
  }
  static inline std::chrono::steady_clock::time_point time{};
  static auto now() -> std::chrono::steady_clock::time_point { return time; }
};
template <class Reset>
using Resetting = ConversationEnd<vidimus::aead::Mbedtls, vidimus::NoPadding, Reset>;

// Hands over what has been said, in portions of any size.
template <class From, class To>
void carry(From& from, To& to, std::minstd_rand* chance = nullptr) {
  while (from.given != from.sent.size()) {
    auto const waiting = from.sent.size() - from.given;
    auto const count = chance ? std::min<std::size_t>(waiting, 1 + (*chance)() % 700) : waiting;
    to.hear(ByteView{from.sent}.subspan(from.given, count));
    from.given += count;
    if (chance) return;
  }
}

// What a client says to a stream that a server's secret has sealed, and why it ends.
struct Refused {
  Errc code;
  std::optional<Alert> sent;
  unsigned alert;
};
auto refused(Buffer const& stream) -> Refused {
  Plain client{End::client, 0x1301};
  client.hear(stream);
  auto const failure = client.failure();
  Pieces none{{}};
  CHECK(client.talk.seal(none, {}).error().code() == failure.code());
  CHECK(client.failure().code() == failure.code());
  return {failure.code(), failure.alert_sent(), last_alert(client, secret(0x1301, 1), 0)};
}
auto server() -> Forger<> { return Forger{secret(0x1301, 2)}; }
auto joined(std::initializer_list<Buffer> records) -> Buffer {
  Buffer all;
  for (auto const& record : records) all.insert(all.end(), record.begin(), record.end());
  return all;
}
auto hex(std::string_view text) -> Buffer {
  Buffer bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes.push_back(static_cast<std::byte>(std::stoul(std::string{text.substr(i, 2)}, nullptr, 16)));
  return bytes;
}

}  // namespace

TEST_CASE("data goes both ways in every suite", "[record]") {
  for (auto const suite : suites) {
    Plain client{End::client, suite}, server{End::server, suite};
    auto const there = octets(100'000), back = octets(1);
    client.write(there);
    carry(client, server);
    CHECK(server.read() == there);
    server.write(back);
    carry(server, client);
    CHECK(client.read() == back);
    CHECK(client.talk.writing().octets == 100'000);
    CHECK(client.talk.writing().records == 7);
    CHECK(server.talk.reading().octets == 100'000);
  }
}

TEST_CASE("both ends close, one after the other, and nothing follows", "[record]") {
  Plain client{End::client, 0x1303}, server{End::server, 0x1303};
  client.write(octets(10));
  REQUIRE(client.talk.close());
  REQUIRE(client.talk.close());
  client.collect();
  Pieces none{{}};
  CHECK(client.talk.seal(none, {}).error().code() == Errc::channel_closed);
  CHECK(client.talk.update_keys().error().code() == Errc::channel_closed);
  carry(client, server);
  CHECK(server.read() == octets(10));
  Buffer part(10);
  CHECK(server.talk.open(part)->is_closed);
  server.write(octets(20));  // the other direction stays open
  REQUIRE(server.talk.close());
  server.collect();
  carry(server, client);
  CHECK(client.read() == octets(20));
  CHECK(client.talk.open(part)->is_closed);
}

TEST_CASE("what follows close_notify is ignored, as RFC 8446, 6.1 has it", "[record]") {
  auto from = server();
  auto const close = from.record(21, hex("0100"));
  Plain client{End::client, 0x1301};
  client.hear(joined({close, from.record(23, octets(5)), Buffer(100)}));
  client.talk.receive_end();
  Buffer part(10);
  for (int i = 0; i != 3; ++i) CHECK(client.talk.open(part)->is_closed);
}

TEST_CASE("a stream that ends without close_notify is truncated, and nobody is told", "[record]") {
  for (auto const cut : {std::size_t{0}, std::size_t{1}, std::size_t{27}}) {
    Plain client{End::client, 0x1301};
    auto const record = server().record(23, octets(5));
    client.hear(ByteView{record}.first(cut));
    client.talk.receive_end();
    auto const failure = client.failure();
    CHECK(failure.code() == Errc::channel_truncated);
    CHECK_FALSE(failure.alert_sent());
    CHECK(client.sent.empty());
  }
}

TEST_CASE("what came before a fault is read first", "[record]") {
  auto from = server();
  auto const good = from.record(23, octets(5));
  auto bad = from.record(23, octets(5));
  bad.back() ^= std::byte{1};
  Plain client{End::client, 0x1301};
  client.hear(joined({good, bad}));
  Buffer part(100);
  CHECK(client.talk.open(part)->octets == 5);
  CHECK(client.talk.open(part).error().code() == Errc::record_unauthentic);
}

TEST_CASE("every fault has its error and its alert, under our key", "[record]") {
  auto const is = [](Buffer const& stream, Errc code, Alert alert) {
    auto const found = refused(stream);
    CHECK(found.code == code);
    CHECK(found.sent == alert);
    CHECK(found.alert == static_cast<unsigned>(alert));
  };
  auto changed = server().record(23, octets(5));
  changed[6] ^= std::byte{1};
  is(changed, Errc::record_unauthentic, Alert::bad_record_mac);
  is(hex("1703034101"), Errc::record_too_long, Alert::record_overflow);
  is(hex("1703030000"), Errc::record_too_short, Alert::bad_record_mac);
  is(hex("140303000101"), Errc::record_type_unexpected, Alert::unexpected_message);
  is(hex("15030300020232"), Errc::record_type_unexpected, Alert::unexpected_message);
  is(server().record(20, octets(1)), Errc::record_content_unexpected, Alert::unexpected_message);
  is(server().inner(Buffer(30)), Errc::record_all_zeros, Alert::unexpected_message);
  is(server().record(22, {}), Errc::record_content_missing, Alert::unexpected_message);
  is(server().record(21, hex("01")), Errc::alert_malformed, Alert::decode_error);
  is(server().record(21, hex("020001")), Errc::alert_malformed, Alert::decode_error);
  is(server().record(22, hex("0D000000")), Errc::post_handshake_unexpected, Alert::unexpected_message);
  is(server().record(22, hex("0400000100")), Errc::post_handshake_malformed, Alert::decode_error);
  is(server().record(22, hex("04FFFFFF")), Errc::post_handshake_too_long, Alert::decode_error);
  is(server().record(22, hex("1800000102")), Errc::key_update_illegal, Alert::illegal_parameter);
  is(server().record(22, hex("180000010018")), Errc::key_update_misplaced, Alert::unexpected_message);
  for (auto const other : {std::uint8_t{21}, std::uint8_t{23}}) {
    auto from = server();
    is(joined({from.record(22, hex("1800")), from.record(other, hex("0100"))}), Errc::post_handshake_interleaved,
       Alert::unexpected_message);
  }
}

TEST_CASE("an alert is reported by its name, whatever its level", "[record]") {
  for (auto const level : {"01", "02", "63"}) {
    Plain client{End::client, 0x1301};
    client.hear(server().record(21, hex(std::string{level} + "2C")));
    auto const failure = client.failure();
    CHECK(failure.code() == Errc::alert_received);
    CHECK(failure.alert_received() == Alert::certificate_revoked);
    CHECK_FALSE(failure.alert_sent());
    CHECK(client.sent.empty());
  }
  auto from = server();
  Plain client{End::client, 0x1301};
  client.hear(joined({from.record(21, hex("015A")), from.record(21, hex("0100"))}));  // user_canceled
  Buffer part(10);
  CHECK(client.talk.open(part)->is_closed);
}

TEST_CASE("endless records without data are refused", "[record]") {
  for (int kind = 0; kind != 4; ++kind) {
    auto from = server();
    Plain client{End::client, 0x1301};
    auto const one = [&] {
      if (kind == 0) return from.record(23, {});
      if (kind == 1) return from.record(21, hex("015A"));
      if (kind == 2) return from.record(22, hex("0400000E0000000000000000000001010000"));
      auto record = from.record(22, hex("1800000100"));
      REQUIRE(from.keys.update());
      return record;
    };
    for (int i = 0; i != 32; ++i) client.hear(one());
    CHECK(client.read().empty());
    client.hear(from.record(23, octets(3)));
    CHECK(client.read() == octets(3));
    for (int i = 0; i != 33; ++i) client.hear(one());
    CHECK(client.failure().code() == Errc::records_without_data);
  }
}

TEST_CASE("keys are renewed by either end and by both at once", "[record]") {
  for (auto const suite : suites) {
    Plain client{End::client, suite}, server{End::server, suite};
    auto const talk = [&] {
      client.write(octets(100));
      server.write(octets(200));
      carry(client, server);
      carry(server, client);
      CHECK(server.read() == octets(100));
      CHECK(client.read() == octets(200));
    };
    REQUIRE(client.talk.update_keys());
    talk();
    talk();
    CHECK(client.talk.writing().generation == 1);
    CHECK(client.talk.reading().generation == 1);
    REQUIRE(client.talk.update_keys());
    REQUIRE(server.talk.update_keys());
    talk();
    talk();
    CHECK(client.talk.writing().generation >= 2);
    CHECK(client.talk.writing().generation == server.talk.reading().generation);
    CHECK(server.talk.writing().generation == client.talk.reading().generation);
  }
}

TEST_CASE("several requests are answered by one update, and none after close", "[record]") {
  auto from = server();
  Plain client{End::client, 0x1301};
  for (int i = 0; i != 3; ++i) {
    client.hear(from.record(22, hex("1800000101")));
    REQUIRE(from.keys.update());
  }
  Buffer part(10);
  CHECK(client.talk.open(part)->wants_input);
  REQUIRE(client.talk.keep_promises());
  REQUIRE(client.talk.keep_promises());
  CHECK(client.talk.writing().generation == 1);
  CHECK(client.talk.reading().generation == 3);
  REQUIRE(client.talk.close());
  client.hear(from.record(22, hex("1800000101")));
  CHECK(client.talk.open(part)->wants_input);
  CHECK(client.talk.writing().generation == 1);
}

TEST_CASE("an update in place of an answer asks for nothing: the peer has just renewed its own", "[record]") {
  // GnuTLS refuses a request while it waits for an answer
  auto from = server();
  Plain client{End::client, 0x1301};
  client.hear(from.record(22, hex("1800000101")));
  REQUIRE(from.keys.update());
  Buffer part(10);
  CHECK(client.talk.open(part)->wants_input);
  REQUIRE(client.talk.update_keys());
  REQUIRE(client.talk.update_keys());
  REQUIRE(client.talk.keep_promises());
  client.collect();
  auto keys =
      vidimus::detail::TrafficKeys<vidimus::aead::Mbedtls>::derive(secret(0x1301, 1), vidimus::KeyDirection::opening)
          .value();
  std::size_t const size = 5 + 6 + 16;
  REQUIRE(client.sent.size() == 2 * size);
  for (std::size_t i = 0; i != 2; ++i) {
    auto const record = std::span{client.sent}.subspan(i * size, size);
    REQUIRE_FALSE(keys.open(ByteView{record}.first(5), record.subspan(5)));
    CHECK(vidimus::same_bytes(ByteView{record}.subspan(5, 6), hex(i == 0 ? "180000010016" : "180000010116")));
    REQUIRE(keys.update());
  }
}

TEST_CASE("10,000 updates while data flows, cut anywhere", "[record]") {
  Resetting<EveryThirdRecord> client{End::client, 0x1301};
  Resetting<EveryKilobyte> server{End::server, 0x1301};
  std::minstd_rand chance{7};
  Buffer to_server, to_client, at_server, at_client;
  while (client.talk.writing().generation + server.talk.writing().generation < 10'000) {
    auto const more = octets(1 + chance() % 400);
    client.write(more), to_server.insert(to_server.end(), more.begin(), more.end());
    auto const answer = octets(1 + chance() % 400);
    server.write(answer), to_client.insert(to_client.end(), answer.begin(), answer.end());
    carry(client, server, &chance);
    carry(server, client, &chance);
    auto const there = server.read(), back = client.read();
    at_server.insert(at_server.end(), there.begin(), there.end());
    at_client.insert(at_client.end(), back.begin(), back.end());
  }
  while (client.given != client.sent.size() || server.given != server.sent.size()) {
    carry(client, server);
    auto const there = server.read();
    at_server.insert(at_server.end(), there.begin(), there.end());
    carry(server, client);
    auto const back = client.read();
    at_client.insert(at_client.end(), back.begin(), back.end());
  }
  CHECK(at_server == to_server);
  CHECK(at_client == to_client);
  CHECK(client.talk.writing().generation == server.talk.reading().generation);
}

TEST_CASE("a reset counts what is sent and received together", "[record]") {
  Resetting<EveryKilobyte> client{End::client, 0x1301};
  Plain server{End::server, 0x1301};
  server.write(octets(999));
  carry(server, client);
  CHECK(client.read().size() == 999);
  CHECK(client.talk.writing().generation == 0);
  client.write(octets(1));  // still before: the limit is looked at first
  CHECK(client.talk.writing().generation == 0);
  client.write(octets(1));
  CHECK(client.talk.writing().generation == 1);
  carry(client, server);
  CHECK(server.read().size() == 2);
  CHECK(server.talk.writing().generation == 1);  // asked for
  carry(server, client);
  CHECK(client.read().empty());
  CHECK(client.talk.reading().generation == 1);
}

TEST_CASE("a reset by time is looked at when something is written", "[record]") {
  Resetting<Hourly> client{End::client, 0x1301};
  client.write(octets(1));
  CHECK(client.talk.writing().generation == 0);
  Hourly::time += std::chrono::hours{1};
  client.write(octets(1));
  CHECK(client.talk.writing().generation == 1);
  client.write(octets(1));
  CHECK(client.talk.writing().generation == 1);
}

TEST_CASE("a peer is refused with an alert once, under our key", "[record]") {
  Plain client{End::client, 0x1301};
  client.talk.refuse_peer(Alert::access_denied);
  client.talk.refuse_peer(Alert::decode_error);
  client.collect();
  CHECK(last_alert(client, secret(0x1301, 1), 0) == 49);
  CHECK(client.failure().alert_sent() == Alert::access_denied);
}

TEST_CASE("what a handshake has read ahead and counted is gone on with", "[record]") {
  using Conversation =
      vidimus::detail::RecordConversation<vidimus::aead::Mbedtls, vidimus::NoPadding, vidimus::NoSecretKeyReset>;
  auto talk = Conversation::begin(End::client, {secret(0x1301, 2), secret(0x1301, 1), 2, 3}).value();
  Forger from{secret(0x1301, 2), 2};
  Buffer stream;
  for (int i = 0; i != 5; ++i) stream = joined({stream, from.record(23, octets(16'000))});
  talk.receive(stream);
  Buffer out(80'000);
  CHECK(talk.open(out)->octets == 80'000);
  ByteView const view = out;
  Pieces pieces{{&view, 1}};
  Buffer storage(Conversation::storage_octets);
  REQUIRE(talk.seal(pieces, storage));
  auto keys =
      vidimus::detail::TrafficKeys<vidimus::aead::Mbedtls>::derive(secret(0x1301, 1), vidimus::KeyDirection::opening, 3)
          .value();
  CHECK_FALSE(keys.open(ByteView{storage}.first(5), std::span{storage}.subspan(5, 16'384 + 17)));
  CHECK(Conversation::begin(End::client, {}).error().code() == Errc::record_failed);
}
