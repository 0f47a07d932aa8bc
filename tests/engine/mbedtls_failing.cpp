// SPDX-License-Identifier: Apache-2.0
// How connections fail, what is found, and what the peer is told; tests/interop/alerts.cpp has the peers read it.
#include "engine_fixture.hpp"

#include <algorithm>
#include <array>
#include <variant>

using namespace engine_test;
using vidimus::Alert;
using vidimus::Mismatch;
using vidimus::Refusal;
using vidimus::engine::SecretKind;

namespace {

constexpr auto tls12 = ProtocolVersion::tls12, tls13 = ProtocolVersion::tls13;

auto mismatch_of(Peer const& peer) -> Mismatch const& {
  REQUIRE(peer.failure);
  return std::get<Mismatch>(peer.failure->decisive().detail);
}

auto code_of(Peer const& peer) -> Errc {
  REQUIRE(peer.failure);
  return peer.failure->code();
}

void check_refusal(std::optional<Refusal> const& refusal, Alert alert,
                   std::optional<vidimus::TrafficSecret> const& secret) {
  REQUIRE(refusal);
  CHECK(refusal->alert == alert);
  CHECK(refusal->sequence == 0);
  REQUIRE(refusal->write_secret.has_value() == secret.has_value());
  if (!secret) return;
  CHECK_FALSE(secret->is_empty());
  CHECK(vidimus::same_bytes(refusal->write_secret->bytes(), secret->bytes()));
  CHECK(refusal->write_secret->cipher_suite() == secret->cipher_suite());
}

// An end's own secret for the alert at its pause; none under TLS 1.2, where nothing is encrypted yet.
auto secret_at_pause(Peer const& peer, End end, ProtocolVersion version) -> std::optional<vidimus::TrafficSecret> {
  if (version == tls12) return std::nullopt;
  return peer.session.secret(end, end == End::client ? SecretKind::handshake : SecretKind::application);
}

auto server_settings(std::string const& name, ProtocolVersion version,
                     ClientAuthentication authentication = ClientAuthentication::required) -> Settings {
  auto made = settings(End::server, name, version);
  made.client_authentication = authentication;
  return made;
}

}  // namespace

TEST_CASE("refusing at the pause owes the peer one alert under the right keys, and ends the session", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    for (auto const end : {End::client, End::server}) {
      DYNAMIC_SECTION(name(version) << ' ' << vidimus::name_of(end)) {
        Pair pair{prepared(settings(End::client, "ec-client", version)),
                  prepared(server_settings("ec-server", version))};
        (end == End::client ? pair.proceeds_client : pair.proceeds_server) = false;
        pair.run();
        auto& refuser = end == End::client ? pair.client : pair.server;
        REQUIRE(refuser.is_at(Progress::peer_shown));
        CHECK(refuser.session.refuse(Alert::certificate_revoked) == Alert::certificate_revoked);
        CHECK(refuser.session.output().empty());
        check_refusal(refuser.session.take_refusal(), Alert::certificate_revoked,
                      secret_at_pause(refuser, end, version));
        CHECK_FALSE(refuser.session.take_refusal());
        CHECK_FALSE(refuser.session.refuse(Alert::unknown_ca));
        refuser.session.proceed(Permit{});
        CHECK(refuser.session.advance().error().code() == Errc::channel_closed);
        CHECK(refuser.session.advance().error().alert_sent() == Alert::certificate_revoked);
      }
    }
  }
}

TEST_CASE("an alert that TLS 1.2 does not know is replaced", "[engine]") {
  Pair pair{prepared(settings(End::client, "", tls12)),
            prepared(server_settings("ec-server", tls12, ClientAuthentication::optional))};
  pair.proceeds_server = false;
  pair.run();
  REQUIRE(pair.server.is_at(Progress::peer_shown));
  CHECK(pair.server.session.refuse(Alert::certificate_required) == Alert::handshake_failure);
  check_refusal(pair.server.session.take_refusal(), Alert::handshake_failure, std::nullopt);
}

TEST_CASE("a client without a certificate is refused where one is required", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    DYNAMIC_SECTION(name(version)) {
      Pair pair{prepared(settings(End::client, "", version)), prepared(server_settings("ec-server", version))};
      pair.run();
      CHECK(code_of(pair.server) == Errc::peer_certificate_required);
      auto const alert = version == tls13 ? Alert::certificate_required : Alert::handshake_failure;
      CHECK(pair.server.failure->alert_sent() == alert);
      check_refusal(pair.server.session.take_refusal(), alert, secret_at_pause(pair.server, End::server, version));
    }
  }
}

TEST_CASE("a peer that does not hold its certificate's key is never shown", "[engine]") {
  for (auto const version : {tls12, tls13}) {
    for (std::string const kind : {"ec", "rsa"}) {
      DYNAMIC_SECTION("server, " << name(version) << ' ' << kind) {
        auto thief = server_settings(kind + "-server", version);
        thief.private_key = key(kind + "-client");
        Pair pair{prepared(settings(End::client, kind + "-client", version)), prepared(std::move(thief))};
        pair.proceeds_client = false;
        pair.run();
        CHECK(code_of(pair.client) == Errc::peer_signature_mismatch);
        CHECK(pair.client.failure->alert_sent() == Alert::decrypt_error);
        if (version == tls13)
          check_refusal(pair.client.session.take_refusal(), Alert::decrypt_error,
                        secret_at_pause(pair.client, End::client, tls13));
        else
          CHECK(records(pair.client.line.all) == "hs alert");  // the library's own, which is right there
      }
      DYNAMIC_SECTION("client, " << name(version) << ' ' << kind) {
        auto thief = settings(End::client, kind + "-client", version);
        thief.private_key = key(kind + "-server");
        Pair pair{prepared(std::move(thief)), prepared(server_settings(kind + "-server", version))};
        pair.proceeds_server = false;
        pair.run();
        CHECK(code_of(pair.server) == Errc::peer_signature_mismatch);
        CHECK(pair.server.failure->alert_sent() == Alert::decrypt_error);
        check_refusal(pair.server.session.take_refusal(), Alert::decrypt_error,
                      secret_at_pause(pair.server, End::server, version));
      }
    }
  }
}

TEST_CASE("a chain that the library does not walk is refused as unreadable", "[engine]") {
  // nine intermediates; tests/interop/alerts.cpp has other certificates that mbedTLS would not even show
  for (auto const version : {tls12, tls13}) {
    for (auto const end : {End::client, End::server}) {
      DYNAMIC_SECTION("read by a " << vidimus::name_of(end) << ", " << name(version)) {
        bool const is_client = end == End::client;
        Pair pair{prepared(settings(End::client, is_client ? "ec-client" : "deep", version)),
                  prepared(server_settings(is_client ? "deep" : "ec-server", version))};
        (is_client ? pair.proceeds_client : pair.proceeds_server) = false;
        pair.run();
        auto& reader = is_client ? pair.client : pair.server;
        CHECK(code_of(reader) == Errc::peer_certificate_unreadable);
        CHECK(reader.failure->alert_sent());
        if (version == tls13)
          check_refusal(reader.session.take_refusal(), Alert::bad_certificate, secret_at_pause(reader, end, tls13));
      }
    }
  }
}

TEST_CASE("a server says which versions, suites or groups did not fit, both sides", "[engine]") {
  auto const meet = [](Settings of_client, Settings of_server) {
    Pair pair{prepared(std::move(of_client)), prepared(std::move(of_server))};
    pair.run();
    return pair;
  };
  SECTION("versions") {
    auto const pair = meet(settings(End::client, "", tls12), settings(End::server, "ec-server", tls13));
    CHECK(code_of(pair.server) == Errc::protocol_version_unsupported);
    CHECK(mismatch_of(pair.server).wanted == "TLS 1.3");
    CHECK(mismatch_of(pair.server).presented == std::vector<std::string>{"TLS 1.2"});
    CHECK(pair.server.failure->alert_sent() == Alert::protocol_version);
    CHECK(code_of(pair.client) == Errc::alert_received);
    CHECK(pair.client.failure->alert_received() == Alert::protocol_version);
    CHECK(mismatch_of(pair.client).wanted.starts_with("TLS 1.2 with TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, "));
    CHECK(mismatch_of(pair.client).presented == std::vector<std::string>{"alert protocol_version(70)"});
    CHECK_FALSE(pair.client.failure->alert_sent());
  }
  for (auto const version : {tls12, tls13}) {
    bool const is_new = version == tls13;
    DYNAMIC_SECTION("suites, " << name(version)) {
      auto of_client = settings(End::client, "", version), of_server = settings(End::server, "ec-server", version);
      of_client.suites = {std::uint16_t(is_new ? 0x1301 : 0xC02B)};
      of_server.suites = {std::uint16_t(is_new ? 0x1302 : 0xC02C)};
      auto const pair = meet(of_client, of_server);
      CHECK(code_of(pair.server) == Errc::no_common_cipher_suite);
      CHECK(mismatch_of(pair.server).wanted ==
            (is_new ? "TLS_AES_256_GCM_SHA384" : "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"));
      CHECK(mismatch_of(pair.server).presented.front() ==
            (is_new ? "TLS_AES_128_GCM_SHA256" : "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"));
      CHECK(pair.server.failure->alert_sent() == Alert::handshake_failure);
      CHECK(pair.client.failure->alert_received() == Alert::handshake_failure);
    }
    DYNAMIC_SECTION("groups, " << name(version)) {
      auto of_client = settings(End::client, "", version), of_server = settings(End::server, "ec-server", version);
      of_client.groups = {0x001D};
      of_server.groups = {0x0018};
      auto const pair = meet(of_client, of_server);
      CHECK(code_of(pair.server) == Errc::no_common_cipher_suite);
      CHECK(mismatch_of(pair.server).wanted == "secp384r1");
      CHECK(mismatch_of(pair.server).presented == std::vector<std::string>{"x25519"});
      CHECK(pair.server.failure->alert_sent() == Alert::handshake_failure);
      if (is_new) {
        CHECK_FALSE(
            pair.client.failure);  // mbedTLS says nothing then: the alert is owed, and a channel makes it a record
      } else {
        REQUIRE(pair.client.failure);
        CHECK(pair.client.failure->alert_received() == Alert::handshake_failure);
      }
    }
    DYNAMIC_SECTION("application protocols, " << name(version)) {
      auto of_client = settings(End::client, "", version), of_server = settings(End::server, "ec-server", version);
      of_client.application_protocols = {"amqp"};
      of_server.application_protocols = {"mq"};
      auto const pair = meet(of_client, of_server);
      CHECK(code_of(pair.server) == Errc::no_application_protocol);
      CHECK(mismatch_of(pair.server).wanted == "mq");
      CHECK(mismatch_of(pair.server).presented == std::vector<std::string>{"amqp"});
      CHECK(pair.client.failure->alert_received() == Alert::no_application_protocol);
    }
  }
  SECTION("a key that no suite fits") {
    auto of_client = settings(End::client, "", tls12);
    of_client.suites = {0xC02B};  // ECDSA
    auto const pair = meet(of_client, settings(End::server, "rsa-server", tls12));
    CHECK(code_of(pair.server) == Errc::no_common_cipher_suite);
    CHECK(mismatch_of(pair.server).wanted.find("ECDHE_RSA") != std::string::npos);
  }
}

TEST_CASE("a client says what it offered when a server answers with another version", "[engine]") {
  // a server that cannot be talked out of TLS 1.2
  Pair pair{prepared(settings(End::client, "", tls13)), prepared(settings(End::server, "ec-server", tls12))};
  Pair older{prepared(settings(End::client, "", tls12)), prepared(settings(End::server, "ec-server", tls12))};
  older.proceeds_client = false;
  older.run();
  pair.client.advance();
  pair.client.session.receive(older.server.line.all);
  pair.client.advance();
  REQUIRE(pair.client.failure);
  CHECK(pair.client.failure->stage() == vidimus::Stage::engine);
  CHECK(pair.client.failure->alert_sent());
}

TEST_CASE("bytes that are not TLS are refused with an alert in plaintext", "[engine]") {
  for (auto const end : {End::client, End::server}) {
    Peer peer{prepared(settings(end, end == End::server ? "ec-server" : "", tls12, tls13))};
    peer.advance();
    peer.session.receive(vidimus::bytes_of("GET / HTTP/1.1\r\nHost: qm2.example\r\n\r\n"));
    peer.advance();
    REQUIRE(peer.failure);
    CHECK(peer.failure->stage() == vidimus::Stage::engine);
    CHECK_FALSE(peer.failure->is_transient());
    CHECK(peer.failure->alert_sent());
  }
}

TEST_CASE("an alert of the peer is told by its code, wherever it comes", "[engine]") {
  auto const alert_record = [](Alert alert) {
    return Buffer{std::byte{21},
                  std::byte{3},
                  std::byte{3},
                  std::byte{0},
                  std::byte{2},
                  std::byte{2},
                  static_cast<std::byte>(alert)};
  };
  for (auto const alert : {Alert::handshake_failure, Alert::unknown_ca, Alert{200}}) {
    for (auto const end : {End::client, End::server}) {
      Peer peer{prepared(settings(end, end == End::server ? "ec-server" : "", tls12, tls13))};
      peer.advance();
      peer.session.receive(alert_record(alert));
      peer.advance();
      CHECK(code_of(peer) == Errc::alert_received);
      CHECK(peer.failure->alert_received() == alert);
      CHECK_FALSE(peer.failure->alert_sent());
      CHECK_FALSE(peer.session.take_refusal());
    }
  }
}

TEST_CASE("a peer that closes in the middle of a handshake has interrupted it", "[engine]") {
  Peer server{prepared(settings(End::server, "ec-server", tls12, tls13))};
  Buffer const close_notify{std::byte{21}, std::byte{3}, std::byte{3}, std::byte{0},
                            std::byte{2},  std::byte{1}, std::byte{0}};
  server.session.receive(close_notify);
  server.advance();
  CHECK(code_of(server) == Errc::handshake_interrupted);
  CHECK(server.failure->alert_received() == Alert::close_notify);
  CHECK(server.failure->is_transient());
}

TEST_CASE("a failure carries the library's own number and words", "[engine]") {
  Peer server{prepared(settings(End::server, "ec-server", tls13))};
  server.session.receive_end();
  server.advance();
  REQUIRE(server.failure);
  auto const& said = std::get<vidimus::Underlying>(server.failure->decisive().detail);
  CHECK(said.native == MBEDTLS_ERR_SSL_CONN_EOF);
  CHECK(said.what.starts_with("mbedtls_ssl_handshake_step"));
}

TEST_CASE("a record that was changed on its way ends a TLS 1.3 handshake under the right keys", "[engine]") {
  SECTION("read by the client") {
    Pair pair{prepared(settings(End::client, "", tls13)), prepared(server_settings("ec-server", tls13))};
    pair.proceeds_client = false;
    pair.advance(pair.client, false);
    carry(pair.client, pair.server);
    pair.advance(pair.server, false);
    pair.server.line.all.back() ^= std::byte{1};
    carry(pair.server, pair.client);
    pair.advance(pair.client, false);
    CHECK(code_of(pair.client) == Errc::peer_record_unauthentic);
    check_refusal(pair.client.session.take_refusal(), Alert::bad_record_mac,
                  secret_at_pause(pair.client, End::client, tls13));
    CHECK(records(pair.client.line.all) == "hs");  // what the library wrote in plaintext was kept in
  }
  SECTION("read by the server") {
    Pair pair{prepared(settings(End::client, "ec-client", tls13)), prepared(server_settings("ec-server", tls13))};
    pair.proceeds_server = false;
    pair.advance(pair.client, true);
    carry(pair.client, pair.server);
    pair.advance(pair.server, false);
    auto const flight = pair.server.line.all.size();
    carry(pair.server, pair.client);
    pair.advance(pair.client, true);
    pair.client.line.all.back() ^= std::byte{1};
    carry(pair.client, pair.server);
    pair.advance(pair.server, false);
    CHECK(code_of(pair.server) == Errc::peer_record_unauthentic);
    check_refusal(pair.server.session.take_refusal(), Alert::bad_record_mac,
                  secret_at_pause(pair.server, End::server, tls13));
    CHECK(pair.server.line.all.size() == flight);
  }
}

TEST_CASE("a session that is given up before anything was agreed says so in plaintext", "[engine]") {
  for (auto const end : {End::client, End::server}) {
    Peer peer{prepared(settings(end, end == End::server ? "ec-server" : "", tls12, tls13))};
    peer.advance();
    CHECK(peer.session.refuse(Alert::user_canceled) == Alert::user_canceled);
    check_refusal(peer.session.take_refusal(), Alert::user_canceled, std::nullopt);
  }
}

TEST_CASE("a certificate whose key is no point of its curve is unreadable", "[engine]") {
  // TLS 1.2, where it can be changed on its way
  for (auto const end : {End::client, End::server}) {
    Pair pair{prepared(settings(End::client, "ec-client", tls12)), prepared(server_settings("ec-server", tls12))};
    auto& reader = end == End::client ? pair.client : pair.server;
    auto& shower = end == End::client ? pair.server : pair.client;
    auto const shown = chain(end == End::client ? "ec-server" : "ec-client").front();
    auto const point = std::ranges::search(shown, std::array{std::byte{0x42}, std::byte{0x00}, std::byte{0x04}});
    REQUIRE_FALSE(point.empty());
    bool is_changed = false;
    for (bool moved = true; moved;) {
      pair.advance(pair.client, true);
      pair.advance(pair.server, true);
      auto const found = std::ranges::search(shower.line.all, shown);
      if (!is_changed && !found.empty()) {
        found[point.end() - shown.begin()] ^= std::byte{1};
        is_changed = true;
      }
      bool const there = carry(pair.client, pair.server), back = carry(pair.server, pair.client);
      moved = there || back;
    }
    CHECK(code_of(reader) == Errc::peer_certificate_unreadable);
    CHECK(reader.failure->alert_sent() == Alert::bad_certificate);
  }
}
