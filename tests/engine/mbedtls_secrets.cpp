// SPDX-License-Identifier: Apache-2.0
#include "engine_fixture.hpp"

using namespace engine_test;
using vidimus::engine::SecretKind;

namespace {
auto both_ends(ProtocolVersion version) -> Pair {
  auto of_server = settings(End::server, "ec-server", version);
  of_server.client_authentication = ClientAuthentication::off;
  return {prepared(settings(End::client, "", version)), prepared(std::move(of_server))};
}
}  // namespace

TEST_CASE("both ends of TLS 1.3 have the same four secrets, each another", "[engine]") {
  auto pair = both_ends(ProtocolVersion::tls13);
  pair.run();
  REQUIRE(pair.is_established());
  std::vector<Buffer> seen;
  for (auto const writer : {End::client, End::server})
    for (auto const kind : {SecretKind::handshake, SecretKind::application}) {
      auto const ours = pair.client.session.secret(writer, kind), theirs = pair.server.session.secret(writer, kind);
      CHECK(ours.bytes().size() == 32);
      CHECK(ours.cipher_suite() == 0x1301);
      CHECK(vidimus::same_bytes(ours.bytes(), theirs.bytes()));
      seen.emplace_back(ours.bytes().begin(), ours.bytes().end());
    }
  std::ranges::sort(seen);
  CHECK(std::ranges::adjacent_find(seen) == seen.end());
}

TEST_CASE("a secret is there as soon as it is derived, and not before", "[engine]") {
  auto pair = both_ends(ProtocolVersion::tls13);
  pair.client.advance();
  CHECK(pair.client.session.secret(End::client, SecretKind::handshake).is_empty());
  carry(pair.client, pair.server);
  pair.server.advance();
  CHECK_FALSE(pair.server.session.secret(End::server, SecretKind::application).is_empty());
  carry(pair.server, pair.client);
  pair.client.advance();
  REQUIRE(pair.client.is_at(Progress::peer_shown));
  CHECK_FALSE(pair.client.session.secret(End::client, SecretKind::handshake).is_empty());
}

TEST_CASE("a longer hash gives longer secrets", "[engine]") {
  auto of_client = settings(End::client, "", ProtocolVersion::tls13);
  of_client.suites = {0x1302};
  auto of_server = settings(End::server, "ec-server", ProtocolVersion::tls13);
  of_server.client_authentication = ClientAuthentication::off;
  Pair pair{prepared(std::move(of_client)), prepared(std::move(of_server))};
  pair.run();
  CHECK(pair.client.session.secret(End::client, SecretKind::application).bytes().size() == 48);
  CHECK(pair.client.session.secret(End::client, SecretKind::application).cipher_suite() == 0x1302);
}

TEST_CASE("TLS 1.2 gives no traffic secrets", "[engine]") {
  auto pair = both_ends(ProtocolVersion::tls12);
  pair.run();
  REQUIRE(pair.is_established());
  for (auto const writer : {End::client, End::server})
    for (auto const kind : {SecretKind::handshake, SecretKind::application})
      CHECK(pair.client.session.secret(writer, kind).is_empty());
}
