// SPDX-License-Identifier: Apache-2.0
#include <vidimus/engine/handover.hpp>

#include <catch2/catch_test_macros.hpp>

#include "engine_fixture.hpp"

using namespace engine_test;
using vidimus::engine::SecretKind;

namespace {
auto established(ProtocolVersion version) -> Pair {
  Pair pair{prepared(settings(End::client, "ec-client", version)),
            prepared(settings(End::server, "ec-server", version))};
  pair.run();
  REQUIRE(pair.is_established());
  return pair;
}
}  // namespace

TEST_CASE("TLS 1.3 records are handed over with their secrets and what was read ahead", "[engine]") {
  auto pair = established(ProtocolVersion::tls13);
  auto const early = vidimus::bytes_of("as it came");
  pair.client.session.receive(early);
  auto const writing = pair.client.session.secret(End::client, SecretKind::application);
  auto const ours = pair.client.session.hand_over(), theirs = pair.server.session.hand_over();
  REQUIRE(ours);
  REQUIRE(theirs);
  CHECK(pair.client.session.is_handed_over());
  CHECK(vidimus::same_bytes(ours->writing.bytes(), writing.bytes()));
  CHECK(vidimus::same_bytes(ours->writing.bytes(), theirs->reading.bytes()));
  CHECK(vidimus::same_bytes(ours->reading.bytes(), theirs->writing.bytes()));
  CHECK(ours->writing.cipher_suite() == 0x1301);
  CHECK(vidimus::same_bytes(ours->input, early));
  CHECK_FALSE(ours->has_ended);
  CHECK(theirs->input.empty());
  CHECK(theirs->writing_sequence == 0);  // no ticket was sent
}

TEST_CASE("nothing is handed over before its time, nor under TLS 1.2", "[engine]") {
  Peer const fresh{prepared(settings(End::client, "ec-client", ProtocolVersion::tls13))};
  auto early = Peer{prepared(settings(End::client, "ec-client", ProtocolVersion::tls13))};
  Buffer out(32);
  CHECK(early.session.hand_over().error().code() == Errc::bad_argument);
  CHECK(fresh.session.export_keying("EXPORTER-a", out).error().code() == Errc::bad_argument);
  auto tls12 = established(ProtocolVersion::tls12);
  CHECK(tls12.client.session.hand_over().error().code() == Errc::bad_argument);
  CHECK(converse(tls12.client, tls12.server, "still here") == "still here");
  auto tls13 = established(ProtocolVersion::tls13);
  REQUIRE(tls13.client.session.seal(vidimus::bytes_of("unsent")));
  CHECK(tls13.client.session.hand_over().error().code() == Errc::bad_argument);
}

TEST_CASE("both ends export the same, by label", "[engine]") {
  auto const pair = established(ProtocolVersion::tls13);
  Buffer ours(32), theirs(32), other(32);
  REQUIRE(pair.client.session.export_keying("EXPORTER-a", ours));
  REQUIRE(pair.server.session.export_keying("EXPORTER-a", theirs));
  REQUIRE(pair.client.session.export_keying("EXPORTER-b", other));
  CHECK(ours == theirs);
  CHECK(ours != other);
  CHECK(vidimus::same_bytes(pair.client.session.client_random(), pair.server.session.client_random()));
  CHECK(pair.client.session.master_secret().empty());
}

TEST_CASE("TLS 1.2's master secret is kept where a key log wants it, and nowhere else", "[engine]") {
  auto of_client = settings(End::client, "ec-client", ProtocolVersion::tls12);
  of_client.is_key_logged = true;
  Pair pair{prepared(of_client), prepared(settings(End::server, "ec-server", ProtocolVersion::tls12))};
  pair.run();
  REQUIRE(pair.is_established());
  CHECK(pair.client.session.master_secret().size() == 48);
  CHECK(pair.server.session.master_secret().empty());
}
