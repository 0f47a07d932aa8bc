// SPDX-License-Identifier: Apache-2.0
#include "engine_fixture.hpp"

#include <catch2/generators/catch_generators.hpp>

#include <random>

using namespace engine_test;

namespace {

constexpr auto tls12 = ProtocolVersion::tls12, tls13 = ProtocolVersion::tls13;

struct Case {
  ProtocolVersion version;
  std::string kind;
  ClientAuthentication authentication;
  bool client_has_certificate;
};

auto make_pair(Case const& c) -> Pair {
  auto server = settings(End::server, c.kind + "-server", c.version);
  server.client_authentication = c.authentication;
  return {prepared(settings(End::client, c.client_has_certificate ? c.kind + "-client" : "", c.version)),
          prepared(std::move(server)), "qm2.example"};
}

auto all_cases() -> std::vector<Case> {
  std::vector<Case> cases;
  for (auto const version : {tls12, tls13})
    for (std::string const kind : {"ec", "rsa"})
      for (auto const authentication :
           {ClientAuthentication::required, ClientAuthentication::optional, ClientAuthentication::off})
        for (bool const has : {true, false})
          if (has || authentication != ClientAuthentication::required)
            cases.push_back({version, kind, authentication, has});
  return cases;
}

auto title(Case const& c) -> std::string {
  return name(c.version) + ' ' + c.kind + " authentication " + std::to_string(static_cast<int>(c.authentication)) +
         (c.client_has_certificate ? " with" : " without") + " client certificate";
}

}  // namespace

TEST_CASE("handshakes of every kind pause where they must and then carry data both ways", "[engine]") {
  for (auto const& c : all_cases()) {
    DYNAMIC_SECTION(title(c)) {
      auto pair = make_pair(c);
      pair.run();
      REQUIRE(pair.is_established());
      auto const server_chain = chain(c.kind + "-server"), client_chain = chain(c.kind + "-client");
      CHECK(pair.client.session.presented().certificates == server_chain);
      bool const shows = c.client_has_certificate && c.authentication != ClientAuthentication::off;
      CHECK(pair.server.session.presented().certificates == (shows ? client_chain : std::vector<Buffer>{}));
      CHECK(converse(pair.client, pair.server, "to QM2") == "to QM2");
      CHECK(converse(pair.server, pair.client, "to QM1") == "to QM1");
    }
  }
}

TEST_CASE("at the pause nothing that accepts the peer has been sent, however often one asks", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    for (std::string const kind : {"ec", "rsa"}) {
      DYNAMIC_SECTION("client, " << name(version) << ' ' << kind) {
        auto pair = make_pair({version, kind, ClientAuthentication::required, true});
        pair.proceeds_client = false;
        pair.run();
        REQUIRE(pair.client.is_at(Progress::peer_shown));
        CHECK(records(pair.client.line.all) == "hs");  // its ClientHello
        for (int i = 0; i != 5; ++i) pair.client.advance();
        CHECK(pair.client.is_at(Progress::peer_shown));
        CHECK(records(pair.client.line.all) == "hs");
      }
      DYNAMIC_SECTION("server, " << name(version) << ' ' << kind) {
        auto pair = make_pair({version, kind, ClientAuthentication::required, true});
        pair.proceeds_server = false;
        pair.proceeds_client = false;
        pair.run();  // as far as the client's pause: the server has said all of its flight
        auto const first_flight = pair.server.line.all.size();
        CHECK(first_flight > 0);
        pair.proceeds_client = true;
        pair.run();
        REQUIRE(pair.server.is_at(Progress::peer_shown));
        for (int i = 0; i != 5; ++i) pair.server.advance();
        CHECK(pair.server.line.all.size() == first_flight);
      }
    }
  }
}

TEST_CASE("a handshake ends while the peer's data is there already", "[engine]") {
  // a TLS 1.3 client speaks before it knows whether it was accepted
  auto pair = make_pair({tls13, "ec", ClientAuthentication::required, true});
  pair.proceeds_server = false;
  pair.run();
  REQUIRE(pair.client.is_at(Progress::established));
  REQUIRE(pair.client.session.seal(vidimus::bytes_of("early bird")));
  pair.client.collect();
  carry(pair.client, pair.server);
  REQUIRE(pair.server.is_at(Progress::peer_shown));
  pair.server.session.proceed(Permit{});
  pair.server.advance();
  REQUIRE(pair.server.is_at(Progress::established));
  Buffer out(64);
  auto const opened = pair.server.session.open(out);
  REQUIRE(opened);
  CHECK(vidimus::text_of(ByteView{out}.first(opened->octets)) == "early bird");
}

TEST_CASE("a client without a certificate is met by a server that may accept it", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    DYNAMIC_SECTION(name(version)) {
      auto pair = make_pair({version, "ec", ClientAuthentication::optional, false});
      pair.proceeds_server = false;
      pair.run();
      REQUIRE(pair.server.is_at(Progress::peer_shown));
      CHECK(pair.server.session.presented().certificates.empty());
      CHECK(pair.server.session.presented().edges.size() == 0);
      pair.proceeds_server = true;
      pair.run();
      CHECK(pair.is_established());
    }
  }
}

TEST_CASE("a server that asks for no certificate is never paused", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    DYNAMIC_SECTION(name(version)) {
      auto pair = make_pair({version, "ec", ClientAuthentication::off, true});
      pair.proceeds_server = false;
      pair.run();
      CHECK(pair.is_established());
      CHECK(pair.server.session.presented().certificates.empty());
    }
  }
}

TEST_CASE("a permit counts at the pause alone", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    DYNAMIC_SECTION(name(version)) {
      auto pair = make_pair({version, "ec", ClientAuthentication::required, true});
      pair.proceeds_client = pair.proceeds_server = false;
      pair.client.session.proceed(Permit{});
      pair.server.session.proceed(Permit{});
      pair.run();
      CHECK(pair.client.is_at(Progress::peer_shown));
      CHECK_FALSE(pair.server.is_at(Progress::established));
    }
  }
}

TEST_CASE("what was agreed on is known at the pause of both ends", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    DYNAMIC_SECTION(name(version)) {
      auto of_client = settings(End::client, "ec-client", tls12, version),
           of_server = settings(End::server, "ec-server", tls12, version);
      of_client.application_protocols = {"amqp", "mq"};
      of_server.application_protocols = {"mq"};
      of_server.groups = {0x0018};  // under TLS 1.3 the client is asked for another key share
      Pair pair{prepared(of_client), prepared(of_server), "qm2.example"};
      pair.proceeds_client = pair.proceeds_server = false;
      pair.run();
      REQUIRE(pair.client.is_at(Progress::peer_shown));
      auto const at_client = pair.client.session.negotiated();
      pair.proceeds_client = true;
      pair.run();
      REQUIRE(pair.server.is_at(Progress::peer_shown));
      auto const at_server = pair.server.session.negotiated();
      CHECK(at_client.end == End::client);
      CHECK(at_server.end == End::server);
      for (auto const& negotiated : {at_client, at_server}) {
        CHECK(negotiated.protocol_version == version);
        CHECK(negotiated.cipher_suite == (version == tls13 ? 0x1301 : 0xC02B));
        CHECK(negotiated.named_group == 0x0018);
        CHECK(negotiated.server_name == "qm2.example");
        CHECK(negotiated.application_protocol == "mq");
      }
    }
  }
}

TEST_CASE("ends of different versions agree on the highest in common", "[engine]") {
  for (std::string const kind : {"ec", "rsa"}) {
    Pair newer{prepared(settings(End::client, "", tls12, tls13)),
               prepared(settings(End::server, kind + "-server", tls12))};
    newer.proceeds_client = false;
    newer.run();
    REQUIRE(newer.client.is_at(Progress::peer_shown));
    CHECK(newer.client.session.negotiated().protocol_version == tls12);
    Pair both{prepared(settings(End::client, "", tls12, tls13)),
              prepared(settings(End::server, kind + "-server", tls12, tls13))};
    both.proceeds_client = false;
    both.run();
    REQUIRE(both.client.is_at(Progress::peer_shown));
    CHECK(both.client.session.negotiated().protocol_version == tls13);
  }
}

TEST_CASE("every suite and group that is offered works", "[engine]") {
  auto const run = [](ProtocolVersion version, int wanted_suite, int wanted_group, std::string const& kind) {
    auto const suite = static_cast<std::uint16_t>(wanted_suite), group = static_cast<std::uint16_t>(wanted_group);
    auto of_client = settings(End::client, kind + "-client", version),
         of_server = settings(End::server, kind + "-server", version);
    of_client.suites = of_server.suites = {suite};
    of_client.groups = of_server.groups = {group};
    Pair pair{prepared(of_client), prepared(of_server)};
    pair.run();
    REQUIRE(pair.is_established());
    CHECK(pair.client.session.negotiated().cipher_suite == suite);
    CHECK(pair.server.session.negotiated().named_group == group);
    CHECK(converse(pair.client, pair.server, "words") == "words");
  };
  for (int const suite : {0x1301, 0x1302, 0x1303, 0x1304, 0x1305}) run(tls13, suite, 0x0017, "ec");
  for (int const group : {0x0017, 0x0018, 0x0019, 0x001D}) run(tls13, 0x1301, group, "rsa");
  for (int const suite : {0xC02B, 0xC02C, 0xCCA9}) run(tls12, suite, 0x0017, "ec");
  for (int const suite : {0xC02F, 0xC030, 0xCCA8}) run(tls12, suite, 0x001D, "rsa");
}

TEST_CASE("a handshake does not depend on how its bytes are cut", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    DYNAMIC_SECTION(name(version) << ", one at a time") {
      auto pair = make_pair({version, "ec", ClientAuthentication::required, true});
      pair.run([](std::size_t) -> std::size_t { return 1; });
      CHECK(pair.is_established());
      CHECK(converse(pair.client, pair.server, "words") == "words");
    }
    DYNAMIC_SECTION(name(version) << ", at random") {
      std::minstd_rand random{static_cast<unsigned>(version)};
      for (int i = 0; i != 20; ++i) {
        auto pair = make_pair({version, "ec", ClientAuthentication::required, true});
        pair.run(
            [&](std::size_t waiting) { return random() % std::min<std::size_t>(waiting, 1 + random() % 600) + 1; });
        CHECK(pair.is_established());
        CHECK(converse(pair.server, pair.client, "words") == "words");
      }
    }
  }
}

namespace {

// Positions in a stream where something could be different: about each record's beginning and end, and each `stride`.
auto positions(ByteView stream, std::size_t stride) -> std::vector<std::size_t> {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at + 5 <= stream.size();) {
    auto const length =
        std::to_integer<std::size_t>(stream[at + 3]) * 256 + std::to_integer<std::size_t>(stream[at + 4]);
    auto const next = std::min(at + 5 + length, stream.size());
    for (auto i = at; i != next; ++i)
      if (i < at + 12 || i + 3 > next || (i - at) % stride == 0) found.push_back(i);
    at = next;
  }
  return found;
}

constexpr std::size_t quick_stride = 61, every_byte = 1;

// Hands over no more than `position` octets of one end's stream, and then its end.
void cut_off(Case const& mutual, bool cuts_client, std::size_t position) {
  auto pair = make_pair(mutual);
  auto& cut = cuts_client ? pair.client : pair.server;
  auto& reader = cuts_client ? pair.server : pair.client;
  for (bool moved = true; moved;) {
    pair.advance(pair.client, true);
    pair.advance(pair.server, true);
    auto const left = position - cut.line.given;
    bool const there = left != 0 && carry(cut, reader, [&](std::size_t waiting) { return std::min(waiting, left); });
    bool const back = carry(reader, cut);
    moved = there || back;
  }
  reader.session.receive_end();
  pair.advance(reader, true);
  if (reader.is_at(Progress::established)) {  // it had all that it waits for
    Buffer out(64);
    auto const opened = reader.session.open(out);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code() == Errc::channel_truncated);
    return;
  }
  REQUIRE(reader.failure);
  CHECK(reader.failure->code() == Errc::handshake_interrupted);
  CHECK_FALSE(reader.session.take_refusal());
}

void change_byte(Case const& mutual, bool changes_client, std::size_t position) {
  auto pair = make_pair(mutual);
  auto& changed = changes_client ? pair.client : pair.server;
  bool is_done = false;
  for (bool moved = true; moved;) {
    pair.advance(pair.client, true);
    pair.advance(pair.server, true);
    if (!is_done && changed.line.all.size() > position) {
      changed.line.all[position] ^= std::byte{0x01};
      is_done = true;
    }
    bool const there = carry(pair.client, pair.server), back = carry(pair.server, pair.client);
    moved = there || back;
  }
  // the version in a plaintext record's header is nobody's concern (RFC 8446, 5.1)
  if (pair.is_established()) CHECK(converse(pair.client, pair.server, "words") == "words");
  for (auto const* peer : {&pair.client, &pair.server})
    if (peer->failure) CHECK(peer->failure->stage() == vidimus::Stage::engine);
}

void for_each_position(std::size_t stride, void (*attempt)(Case const&, bool, std::size_t)) {
  for (auto const version : {tls12, tls13}) {
    Case const mutual{version, "ec", ClientAuthentication::required, true};
    auto whole = make_pair(mutual);
    whole.run();
    for (bool const is_client : {true, false})
      DYNAMIC_SECTION(name(version) << (is_client ? ", to the server" : ", to the client")) {
        for (auto const position : positions(is_client ? whole.client.line.all : whole.server.line.all, stride))
          attempt(mutual, is_client, position);
      }
  }
}

}  // namespace

TEST_CASE("a handshake that is cut off anywhere ends, as interrupted", "[engine]") {
  for_each_position(quick_stride, &cut_off);
}
TEST_CASE("a handshake that is cut off at any byte ends, as interrupted", "[engine][.soak]") {
  for_each_position(every_byte, &cut_off);
}

TEST_CASE("a handshake with a changed byte always ends, and well only where the byte does not count", "[engine]") {
  for_each_position(quick_stride, &change_byte);
}
TEST_CASE("a handshake with any byte changed always ends", "[engine][.soak]") {
  for_each_position(every_byte, &change_byte);
}

TEST_CASE("more octets than a handshake needs end it", "[engine]") {
  Peer server{prepared(settings(End::server, "ec-server", tls12))};
  Buffer const warning{std::byte{21}, std::byte{3}, std::byte{3}, std::byte{0},
                       std::byte{2},  std::byte{1}, std::byte{90}};
  for (int i = 0; i != 20'000 && !server.failure; ++i) {
    server.session.receive(warning);
    server.advance();
  }
  REQUIRE(server.failure);
  CHECK(server.failure->code() == Errc::peer_message_unexpected);
  auto const& detail = std::get<vidimus::OverLimit>(server.failure->decisive().detail);
  CHECK(detail.limit == vidimus::engine::detail::MbedtlsWire::most_handshake_octets);
}

TEST_CASE("a server without a set-up says that it has no certificate", "[engine]") {
  Session session{nullptr};
  auto const next = session.advance();
  REQUIRE_FALSE(next);
  CHECK(next.error().code() == Errc::own_certificate_missing);
  CHECK(session.output().empty());
  CHECK_FALSE(session.refuse(vidimus::Alert::internal_error));
  CHECK(session.negotiated().end == End::server);
}

TEST_CASE("a server name that SNI cannot carry is refused", "[engine]") {
  Session session{prepared(settings(End::client, "", tls13)), {std::string(300, 'a')}};
  auto const next = session.advance();
  REQUIRE_FALSE(next);
  CHECK(next.error().code() == Errc::bad_argument);
}

TEST_CASE("a failure stays, and nothing goes on behind it", "[engine]") {
  Peer client{prepared(settings(End::client, "", tls13))};
  client.advance();
  client.session.receive_end();
  auto const first = client.session.advance();
  REQUIRE_FALSE(first);
  client.session.proceed(Permit{});
  client.session.receive(vidimus::bytes_of("anything"));
  for (int i = 0; i != 3; ++i) {
    auto const again = client.session.advance();
    REQUIRE_FALSE(again);
    CHECK(again.error().code() == Errc::handshake_interrupted);
  }
  Buffer out(10);
  CHECK(client.session.open(out).error().code() == Errc::handshake_interrupted);
  CHECK(client.session.seal(out).error().code() == Errc::handshake_interrupted);
  CHECK(client.session.close().error().code() == Errc::handshake_interrupted);
}

TEST_CASE("a session moves in the middle of a handshake", "[engine]") {
  auto pair = make_pair({tls13, "ec", ClientAuthentication::required, true});
  pair.client.advance();
  Session moved{std::move(pair.client.session)};
  pair.client.session = std::move(moved);
  pair.run();
  CHECK(pair.is_established());
}
