// SPDX-License-Identifier: Apache-2.0
// Whoever we refuse reads why: each alert arrives with its code, at OpenSSL and at mbedTLS, in both roles and versions.
// And what OpenSSL refuses us for, we read.
#include <vidimus/record/sealed_alert.hpp>

#include "engine_openssl_peer.hpp"

using namespace engine_test;
using vidimus::Alert;

namespace {

constexpr auto tls12 = ProtocolVersion::tls12, tls13 = ProtocolVersion::tls13;
constexpr Alert every_verdict[]{Alert::bad_certificate,     Alert::unsupported_certificate, Alert::certificate_revoked,
                                Alert::certificate_expired, Alert::certificate_unknown,     Alert::unknown_ca,
                                Alert::access_denied,       Alert::insufficient_security,   Alert::internal_error};

auto number(ProtocolVersion version) -> int { return version == tls12 ? TLS1_2_VERSION : TLS1_3_VERSION; }

// What a channel does with an alert that the engine does not write itself.
void settle_refusal(Peer& ours) {
  if (auto const refusal = ours.session.take_refusal()) {
    auto const record = vidimus::alert_record(*refusal);
    REQUIRE(record);
    ours.session.queue(*record);
  }
}

struct Meeting {
  Peer ours;
  OpensslPeer theirs;

  Meeting(Settings of_ours, OpensslOptions const& of_theirs) : ours{prepared(std::move(of_ours))}, theirs{of_theirs} {}

  void run_to_pause() {
    run(ours, theirs, false);
    REQUIRE(ours.is_at(Progress::peer_shown));
  }
  // Our refusal, or what our engine refused by itself, as OpenSSL reads it.
  auto told() -> std::optional<Alert> {
    settle_refusal(ours);
    deliver(ours, theirs);
    return theirs.alert_read();
  }
};

auto our_client(ProtocolVersion version) -> Settings { return settings(End::client, "ec-client", version); }
auto our_server(ProtocolVersion version, std::string const& name = "ec-server") -> Settings {
  return settings(End::server, name, version);
}

}  // namespace

TEST_CASE("an OpenSSL server reads why our client refused it", "[interop]") {
  for (auto const version : {tls12, tls13})
    for (bool const wants_certificate : {false, true})
      for (auto const alert : every_verdict) {
        Meeting meeting{our_client(version),
                        {.end = End::server,
                         .name = "rsa-server",
                         .version = number(version),
                         .wants_certificate = wants_certificate}};
        meeting.run_to_pause();
        REQUIRE(meeting.ours.session.refuse(alert) == alert);
        CHECK(meeting.told() == alert);
      }
}

TEST_CASE("an OpenSSL client reads why our server refused it", "[interop]") {
  for (auto const version : {tls12, tls13})
    for (std::string const kind : {"ec", "rsa"})
      for (auto const alert : every_verdict) {
        Meeting meeting{our_server(version, kind + "-server"),
                        {.end = End::client, .name = kind + "-client", .version = number(version)}};
        meeting.run_to_pause();
        REQUIRE(meeting.ours.session.refuse(alert) == alert);
        CHECK(meeting.told() == alert);
      }
}

TEST_CASE("an alert is sealed by each suite of TLS 1.3 so that OpenSSL reads it", "[interop]") {
  struct {
    std::uint16_t suite;
    char const* name;
  } const suites[]{{0x1301, "TLS_AES_128_GCM_SHA256"},
                   {0x1302, "TLS_AES_256_GCM_SHA384"},
                   {0x1303, "TLS_CHACHA20_POLY1305_SHA256"},
                   {0x1304, "TLS_AES_128_CCM_SHA256"},
                   {0x1305, "TLS_AES_128_CCM_8_SHA256"}};
  for (auto const& [suite, name] : suites) {
    DYNAMIC_SECTION(name) {
      auto client = our_client(tls13), server = our_server(tls13);
      client.suites = server.suites = {suite};
      Meeting as_client{std::move(client), {.end = End::server, .name = "ec-server", .tls13_suites = name}};
      as_client.run_to_pause();
      as_client.ours.session.refuse(Alert::certificate_revoked);
      CHECK(as_client.told() == Alert::certificate_revoked);
      Meeting as_server{std::move(server), {.end = End::client, .name = "ec-client", .tls13_suites = name}};
      as_server.run_to_pause();
      as_server.ours.session.refuse(Alert::certificate_revoked);
      CHECK(as_server.told() == Alert::certificate_revoked);
    }
  }
}

TEST_CASE("an OpenSSL client without a certificate reads that one is required", "[interop]") {
  for (auto const version : {tls12, tls13}) {
    Meeting meeting{our_server(version), {.end = End::client, .version = number(version)}};
    run(meeting.ours, meeting.theirs);
    REQUIRE(meeting.ours.failure);
    CHECK(meeting.ours.failure->code() == Errc::peer_certificate_required);
    CHECK(meeting.told() == (version == tls13 ? Alert::certificate_required : Alert::handshake_failure));
  }
}

TEST_CASE("certificates that mbedTLS cannot read are refused, and OpenSSL reads it", "[interop]") {
  for (std::string const kind : {"constrained", "ed25519-signed", "deep"}) {
    for (auto const version : {tls12, tls13}) {
      DYNAMIC_SECTION(kind << ", " << name(version)) {
        Meeting as_client{our_client(version), {.end = End::server, .name = kind, .version = number(version)}};
        run(as_client.ours, as_client.theirs, false);
        REQUIRE(as_client.ours.failure);
        // under TLS 1.2 the library drops what it cannot read and then meets a key exchange without a key
        bool const is_keyless = kind == "ed25519-signed" && version == tls12;
        auto const why = kind == "constrained" ? Errc::peer_extension_not_admitted : Errc::peer_certificate_unreadable;
        CHECK((as_client.ours.failure->code() == why ||
               (is_keyless && as_client.ours.failure->code() == Errc::peer_parameter_illegal)));
        CHECK(as_client.ours.failure->alert_sent());
        CHECK(as_client.told() == as_client.ours.failure->alert_sent());

        Meeting as_server{our_server(version), {.end = End::client, .name = kind, .version = number(version)}};
        run(as_server.ours, as_server.theirs, false);
        REQUIRE(as_server.ours.failure);
        CHECK((as_server.ours.failure->code() == why ||
               (is_keyless && as_server.ours.failure->code() == Errc::peer_parameter_illegal)));
        CHECK(as_server.ours.failure->alert_sent());
        CHECK(as_server.told() == as_server.ours.failure->alert_sent());
      }
    }
  }
}

TEST_CASE("a certificate that mbedTLS leaves out never lets another pass for the end entity's", "[interop]") {
  // the server's own certificate is dropped, and the key of the next one is not the server's
  for (auto const version : {tls12, tls13}) {
    Meeting meeting{our_client(version),
                    {.end = End::server, .name = "ed25519-signed-with-more", .version = number(version)}};
    run(meeting.ours, meeting.theirs, false);
    REQUIRE(meeting.ours.failure);
    CHECK(meeting.ours.failure->code() == Errc::peer_signature_mismatch);
    CHECK(meeting.told() == Alert::decrypt_error);
  }
}

TEST_CASE("an mbedTLS peer reads why it was refused", "[interop]") {
  for (auto const version : {tls12, tls13})
    for (auto const end : {End::client, End::server})
      for (auto const alert : every_verdict) {
        Pair pair{prepared(our_client(version)), prepared(our_server(version))};
        (end == End::client ? pair.proceeds_client : pair.proceeds_server) = false;
        pair.run();
        auto& refuser = end == End::client ? pair.client : pair.server;
        auto& refused = end == End::client ? pair.server : pair.client;
        REQUIRE(refuser.is_at(Progress::peer_shown));
        refuser.session.refuse(alert);
        settle_refusal(refuser);
        refuser.collect();
        carry(refuser, refused);
        // a TLS 1.3 client has finished already, and reads it with the first data
        Buffer out(64);
        auto const failure = refused.is_at(Progress::established) ? refused.session.open(out).error()
                                                                  : refused.session.advance().error();
        CHECK(failure.code() == Errc::alert_received);
        CHECK(failure.alert_received() == alert);
      }
}

TEST_CASE("an mbedTLS peer reads what our engine refused by itself", "[interop]") {
  SECTION("a client whose signature does not fit") {
    for (auto const version : {tls12, tls13}) {
      auto thief = our_client(version);
      thief.private_key = key("ec-server");
      Pair pair{prepared(std::move(thief)), prepared(our_server(version))};
      pair.run();
      REQUIRE(pair.server.failure);
      settle_refusal(pair.server);
      pair.server.collect();
      carry(pair.server, pair.client);
      Buffer out(64);
      auto const failure = pair.client.is_at(Progress::established) ? pair.client.session.open(out).error()
                                                                    : pair.client.session.advance().error();
      CHECK(failure.alert_received() == Alert::decrypt_error);
    }
  }
  SECTION("a server whose signature does not fit") {
    for (auto const version : {tls12, tls13}) {
      auto thief = our_server(version);
      thief.private_key = key("ec-client");
      Pair pair{prepared(our_client(version)), prepared(std::move(thief))};
      pair.run();
      REQUIRE(pair.client.failure);
      settle_refusal(pair.client);
      pair.client.collect();
      carry(pair.client, pair.server);
      CHECK(pair.server.session.advance().error().alert_received() == Alert::decrypt_error);
    }
  }
}

TEST_CASE("we read why OpenSSL refused us", "[interop]") {
  for (auto const version : {tls12, tls13}) {
    DYNAMIC_SECTION("our server's certificate, " << name(version)) {
      Meeting meeting{our_server(version),
                      {.end = End::client, .name = "ec-client", .version = number(version), .takes_any = false}};
      run(meeting.ours, meeting.theirs);
      REQUIRE(meeting.ours.failure);
      CHECK(meeting.ours.failure->code() == Errc::alert_received);
      CHECK(meeting.ours.failure->alert_received() == Alert::unknown_ca);
    }
    DYNAMIC_SECTION("our client's certificate, " << name(version)) {
      Meeting meeting{our_client(version),
                      {.end = End::server,
                       .name = "ec-server",
                       .version = number(version),
                       .wants_certificate = true,
                       .takes_any = false}};
      run(meeting.ours, meeting.theirs);
      REQUIRE(meeting.ours.is_at(Progress::established) ==
              (version == tls13));  // under TLS 1.3 a client finishes first
      Buffer out(64);
      auto const failure = version == tls13 ? meeting.ours.session.open(out).error() : *meeting.ours.failure;
      CHECK(failure.code() == Errc::alert_received);
      CHECK(failure.alert_received() == Alert::unknown_ca);
    }
  }
}
