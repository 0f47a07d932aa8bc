// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

using namespace vidimus;
using vectors::Vector;

namespace {

auto edges(std::initializer_list<ProvenEdge> all) -> ProvenEdges {
  ProvenEdges edges;
  for (auto const edge : all) edges.add(edge);
  return edges;
}
auto verified(Result<VerifiedPath> const& path) -> std::size_t {
  REQUIRE(path);
  return path->signatures_verified();
}

}  // namespace

TEST_CASE("every signature of a path is verified once", "[path]") {
  CHECK(verified(vectors::validate(Vector{"direct"})) == 1);
  CHECK(verified(vectors::validate(Vector{"one-intermediate"})) == 2);
  CHECK(verified(vectors::validate(Vector{"long-chain"})) == 7);
  CHECK(verified(vectors::validate(Vector{"end-entity-is-anchor"})) == 0);
}

TEST_CASE("what the TLS library has verified is not verified again", "[path]") {
  CHECK(verified(vectors::validate(Vector{"one-intermediate"}, Rfc5280{}, edges({{0, 1}}))) == 1);
  CHECK(verified(vectors::validate(Vector{"anchor-presented"}, Rfc5280{}, edges({{0, 1}, {1, 2}}))) == 1);
  CHECK(verified(vectors::validate(Vector{"one-intermediate"}, Rfc5280{}, edges({{1, 0}, {0, 0}}))) == 2);
}

TEST_CASE("a proven edge proves a signature and nothing else", "[path]") {
  struct NoEcdsa : StandardRules {
    static constexpr auto permits(SignatureAlgorithm algorithm) -> bool {
      return algorithm.scheme != SignatureAlgorithm::Scheme::ecdsa;
    }
    static constexpr auto permits(PublicKeyInfo) -> bool { return true; }
  };
  auto const refused = vectors::validate(Vector{"one-intermediate"}, Rfc5280With<Budget{}, NoEcdsa>{}, edges({{0, 1}}));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::signature_algorithm_refused);
  CHECK_FALSE(vectors::validate(Vector{"expired-intermediate"}, Rfc5280{}, edges({{0, 1}})));
}

TEST_CASE("an edge of another certificate with the same name proves nothing", "[path]") {
  // 1 is the impostor, and 0 was not signed with its key
  CHECK(verified(vectors::validate(Vector{"same-name-wrong-key-first"}, Rfc5280{}, edges({{0, 2}}))) == 2);
  CHECK(verified(vectors::validate(Vector{"same-name-wrong-key-first"})) == 3);
}

TEST_CASE("a search that comes back to a certificate and a key does not verify again", "[path]") {
  // two certificates of one issuer and key: the first leads nowhere
  CHECK(verified(vectors::validate(Vector{"constrained-alternative"})) == 3);
}
