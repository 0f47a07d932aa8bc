// SPDX-License-Identifier: Apache-2.0
#include "engine_fixture.hpp"

using namespace engine_test;
using vidimus::ProvenEdge;
using vidimus::ProvenEdges;

namespace {

// What a client is shown by a server of that name, stopped at its pause.
auto presented_by(std::string const& name, ProtocolVersion version) -> vidimus::engine::PresentedPeer {
  Pair pair{prepared(settings(End::client, "", version)), prepared(settings(End::server, name, version))};
  pair.proceeds_client = false;
  pair.run();
  if (pair.client.failure) FAIL(vidimus::name_of(pair.client.failure->code()));
  REQUIRE(pair.client.is_at(Progress::peer_shown));
  return pair.client.session.presented();
}

}  // namespace

TEST_CASE("certificates are shown as they were sent, with the signatures that the library verified", "[engine]") {
  for (auto const version : {ProtocolVersion::tls12, ProtocolVersion::tls13}) {
    for (std::string const kind : {"ec", "rsa"}) {
      DYNAMIC_SECTION(kind << "-server, " << name(version)) {
        auto const peer = presented_by(kind + "-server", version);
        CHECK(peer.certificates == chain(kind + "-server"));
        CHECK(peer.edges.size() == 1);
        CHECK(peer.edges.contains({0, 1}));
      }
    }
    DYNAMIC_SECTION("with the root, " << name(version)) {
      auto const peer = presented_by("ec-server-with-root", version);
      CHECK(peer.certificates == chain("ec-server-with-root"));
      CHECK(peer.edges.size() == 2);
      CHECK(peer.edges.contains({0, 1}));
      CHECK(peer.edges.contains({1, 2}));
      CHECK_FALSE(peer.edges.contains({1, 0}));
    }
    DYNAMIC_SECTION("an impostor whose issuer has only the name, " << name(version)) {
      auto const peer = presented_by("impostor", version);
      CHECK(peer.certificates == chain("impostor"));
      CHECK(peer.edges.size() == 0);
    }
  }
}

TEST_CASE("certificates in another order, or that belong nowhere, give no edges of their own", "[engine]") {
  auto jumbled = settings(End::server, "ec-server", ProtocolVersion::tls13);
  auto const all = chain("ec-server-with-root"), other = chain("rsa-server");
  jumbled.certificates = {all[0], other[1], all[2], all[1]};
  Pair pair{prepared(settings(End::client, "", ProtocolVersion::tls13)), prepared(std::move(jumbled))};
  pair.proceeds_client = false;
  pair.run();
  REQUIRE(pair.client.is_at(Progress::peer_shown));
  auto const& peer = pair.client.session.presented();
  CHECK(peer.certificates == std::vector<Buffer>{all[0], other[1], all[2], all[1]});
  CHECK(peer.edges.contains({0, 3}));
  for (std::size_t child = 0; child != 4; ++child)
    for (std::size_t parent = 0; parent != 4; ++parent)
      if (peer.edges.contains({child, parent}))
        CHECK((ProvenEdge{child, parent} == ProvenEdge{0, 3} || ProvenEdge{child, parent} == ProvenEdge{3, 2}));
}

TEST_CASE("a certificate shown twice is still one link of a chain", "[engine]") {
  auto doubled = settings(End::server, "ec-server", ProtocolVersion::tls13);
  auto const all = chain("ec-server");
  doubled.certificates = {all[0], all[1], all[1]};
  Pair pair{prepared(settings(End::client, "", ProtocolVersion::tls13)), prepared(std::move(doubled))};
  pair.proceeds_client = false;
  pair.run();
  REQUIRE(pair.client.is_at(Progress::peer_shown));
  CHECK(pair.client.session.presented().certificates.size() == 3);
  CHECK(pair.client.session.presented().edges.contains({0, 1}));
  CHECK_FALSE(pair.client.session.presented().edges.contains({1, 2}));
}
