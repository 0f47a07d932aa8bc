// SPDX-License-Identifier: Apache-2.0
// Our engine and OpenSSL's libssl: handshakes of every kind, data both ways, and the messages after a handshake.
#include "engine_openssl_peer.hpp"

using namespace engine_test;
using vidimus::Alert;

namespace {

constexpr auto tls12 = ProtocolVersion::tls12, tls13 = ProtocolVersion::tls13;
auto number(ProtocolVersion version) -> int { return version == tls12 ? TLS1_2_VERSION : TLS1_3_VERSION; }

auto say(Peer& ours, OpensslPeer& theirs, std::string const& text) -> std::string {
  for (auto rest = vidimus::bytes_of(text); !rest.empty();) {
    auto const taken = ours.session.seal(rest);
    REQUIRE(taken);
    rest = rest.subspan(*taken);
  }
  ours.collect();
  theirs.give(ByteView{ours.line.all}.subspan(ours.line.given));
  ours.line.given = ours.line.all.size();
  std::string heard;
  for (auto part = theirs.read(); !part.empty(); part = theirs.read()) heard += part;
  return heard;
}

auto hear(Peer& ours, OpensslPeer& theirs, std::string const& text) -> std::string {
  REQUIRE(theirs.write(text));
  ours.session.receive(theirs.take());
  std::string heard;
  Buffer out(5000);
  for (auto opened = ours.session.open(out); opened && opened->octets != 0; opened = ours.session.open(out))
    heard += vidimus::text_of(ByteView{out}.first(opened->octets));
  return heard;
}

}  // namespace

TEST_CASE("we and OpenSSL understand each other in every role, version, kind of key and authentication", "[interop]") {
  std::string const long_text(40'000, 'm');
  for (auto const version : {tls12, tls13})
    for (std::string const kind : {"ec", "rsa"})
      for (auto const end : {End::client, End::server})
        for (bool const is_mutual : {true, false}) {
          DYNAMIC_SECTION(vidimus::name_of(end)
                          << ' ' << name(version) << ' ' << kind << (is_mutual ? ", mutual" : "")) {
            bool const is_client = end == End::client;
            auto ours = settings(end, kind + (is_client ? "-client" : "-server"), version);
            ours.client_authentication = is_mutual ? ClientAuthentication::required : ClientAuthentication::off;
            Peer peer{prepared(std::move(ours)), is_client ? "qm2.example" : ""};
            OpensslPeer openssl{{.end = vidimus::other(end),
                                 .name = is_client   ? kind + "-server"
                                         : is_mutual ? kind + "-client"
                                                     : "",
                                 .version = number(version),
                                 .wants_certificate = is_mutual}};
            run(peer, openssl);
            REQUIRE(peer.is_at(Progress::established));
            REQUIRE(openssl.is_established());
            CHECK(say(peer, openssl, "to OpenSSL") == "to OpenSSL");
            CHECK(hear(peer, openssl, "from OpenSSL") == "from OpenSSL");  // behind its tickets, where it sends any
            CHECK(say(peer, openssl, long_text) == long_text);
            CHECK(hear(peer, openssl, long_text) == long_text);
            auto const negotiated = peer.session.negotiated();
            CHECK(negotiated.cipher_suite == SSL_CIPHER_get_protocol_id(SSL_get_current_cipher(openssl.ssl())));
            CHECK(negotiated.named_group ==
                  (SSL_get_negotiated_group(openssl.ssl()) == NID_X9_62_prime256v1 ? 0x0017 : 0x001D));
          }
        }
}

TEST_CASE("a client that offers both versions reaches an OpenSSL server of TLS 1.2 with an RSA key", "[interop]") {
  for (std::string const kind : {"rsa", "ec"}) {
    Peer client{prepared(settings(End::client, "", tls12, tls13))};
    OpensslPeer server{{.end = End::server, .name = kind + "-server", .version = TLS1_2_VERSION}};
    run(client, server);
    CHECK(client.is_at(Progress::established));
    CHECK(say(client, server, "words") == "words");
  }
}

TEST_CASE("a peer that asks for other keys ends the conversation, and reads why", "[interop]") {
  for (auto const end : {End::client, End::server})
    for (int const update : {SSL_KEY_UPDATE_NOT_REQUESTED, SSL_KEY_UPDATE_REQUESTED}) {
      bool const is_client = end == End::client;
      auto ours = settings(end, is_client ? "" : "ec-server", tls13);
      ours.client_authentication = ClientAuthentication::off;
      Peer peer{prepared(std::move(ours))};
      OpensslPeer openssl{{.end = vidimus::other(end), .name = is_client ? "ec-server" : ""}};
      run(peer, openssl);
      REQUIRE(peer.is_at(Progress::established));
      REQUIRE(SSL_key_update(openssl.ssl(), update) == 1);
      REQUIRE(SSL_do_handshake(openssl.ssl()) == 1);
      peer.session.receive(openssl.take());
      Buffer out(64);
      auto const opened = peer.session.open(out);
      REQUIRE_FALSE(opened);
      CHECK(opened.error().code() == Errc::peer_message_unexpected);
      CHECK(opened.error().alert_sent() == Alert::unexpected_message);
      deliver(peer, openssl);
      CHECK(openssl.alert_read() == Alert::unexpected_message);
    }
}

TEST_CASE("OpenSSL's close_notify is a clean close, and it takes ours for one", "[interop]") {
  for (auto const version : {tls12, tls13}) {
    Peer peer{prepared(settings(End::client, "", version))};
    OpensslPeer openssl{{.end = End::server, .name = "ec-server", .version = number(version)}};
    run(peer, openssl);
    REQUIRE(peer.is_at(Progress::established));
    REQUIRE(SSL_shutdown(openssl.ssl()) == 0);
    peer.session.receive(openssl.take());
    Buffer out(64);
    auto const opened = peer.session.open(out);
    REQUIRE(opened);
    CHECK(opened->closed);
    REQUIRE(peer.session.close());
    deliver(peer, openssl);
    CHECK((SSL_get_shutdown(openssl.ssl()) & SSL_RECEIVED_SHUTDOWN) != 0);
  }
}

TEST_CASE("an offer of renegotiation is declined and the conversation goes on", "[interop]") {
  Peer server{prepared([] {
    auto made = settings(End::server, "ec-server", tls12);
    made.client_authentication = ClientAuthentication::off;
    return made;
  }())};
  OpensslPeer client{{.end = End::client, .version = TLS1_2_VERSION}};
  run(server, client);
  REQUIRE(server.is_at(Progress::established));
  REQUIRE(SSL_renegotiate(client.ssl()) == 1);
  SSL_do_handshake(client.ssl());
  server.session.receive(client.take());
  Buffer out(64);
  auto const opened = server.session.open(out);
  REQUIRE(opened);
  CHECK(opened->wants_input);
  deliver(server, client);
  CHECK(client.alert_read() == Alert::no_renegotiation);
}

TEST_CASE("an OpenSSL client that asks for another key share gets its handshake", "[interop]") {
  auto ours = settings(End::server, "ec-server", tls13);
  ours.groups = {0x0018};
  ours.client_authentication = ClientAuthentication::off;
  Peer server{prepared(std::move(ours))};
  OpensslPeer client{{.end = End::client}};
  run(server, client);
  REQUIRE(server.is_at(Progress::established));
  CHECK(server.session.negotiated().named_group == 0x0018);
  CHECK(say(server, client, "words") == "words");
}
