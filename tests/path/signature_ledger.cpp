// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

using namespace vidimus;
using vectors::Vector;

namespace {

/// Counting signatures wants a Validator that remembers none of another test's.
using Forgetful = Rfc5280With<Budget{.remembered_signatures = 0}>;

auto edges(std::initializer_list<ProvenEdge> all) -> ProvenEdges {
  ProvenEdges edges;
  for (auto const edge : all) edges.add(edge);
  return edges;
}
auto verified(Result<VerifiedPath> const& path) -> std::size_t {
  REQUIRE(path);
  return path->signatures_verified();
}

struct NoEcdsa : StandardRules {
  static constexpr auto permits(SignatureAlgorithm algorithm) -> bool {
    return algorithm.scheme != SignatureAlgorithm::Scheme::ecdsa;
  }
  static constexpr auto permits(PublicKeyInfo) -> bool { return true; }
};

/// The ledger of one validation of `one-intermediate`: 0 is the end entity, 1 its issuer.
struct Validation {
  explicit Validation(SignatureCache* cache, ProvenEdges proven = {},
                      detail::RuleValues const& rules = detail::rule_values<StandardRules>)
      : chain{vector.chain(std::move(proven))}, ledger{material, rules, effort, cache} {}
  Validation(Validation const&) = delete;

  auto verify() -> Result<void> { return ledger.verify(0, key(1), 1); }
  void remember() {
    REQUIRE(ledger.describe(key(0)));
    REQUIRE(ledger.describe(key(1)));
    ledger.remember(0, key(1));
  }
  [[nodiscard]] auto key(std::size_t position) const -> SubjectPublicKeyInfo const& {
    return chain.certificates()[position].spki();
  }

  Vector vector{"one-intermediate"};
  TrustAnchors anchors = vector.anchors();
  PeerChain chain;
  ValidationContext context{vector.time(), End::server, anchors};
  detail::PathMaterial material{chain, context};
  detail::Effort effort{Budget{.signatures = 1}};
  detail::SignatureLedger ledger;
};

}  // namespace

TEST_CASE("every signature of a path is verified once", "[path]") {
  CHECK(verified(vectors::validate(Vector{"direct"}, Forgetful{})) == 1);
  CHECK(verified(vectors::validate(Vector{"one-intermediate"}, Forgetful{})) == 2);
  CHECK(verified(vectors::validate(Vector{"long-chain"}, Forgetful{})) == 7);
  CHECK(verified(vectors::validate(Vector{"end-entity-is-anchor"}, Forgetful{})) == 0);
}

TEST_CASE("what the TLS library has verified is not verified again", "[path]") {
  CHECK(verified(vectors::validate(Vector{"one-intermediate"}, Forgetful{}, edges({{0, 1}}))) == 1);
  CHECK(verified(vectors::validate(Vector{"anchor-presented"}, Forgetful{}, edges({{0, 1}, {1, 2}}))) == 1);
  CHECK(verified(vectors::validate(Vector{"one-intermediate"}, Forgetful{}, edges({{1, 0}, {0, 0}}))) == 2);
}

TEST_CASE("a proven edge proves a signature and nothing else", "[path]") {
  auto const refused = vectors::validate(Vector{"one-intermediate"}, Rfc5280With<Budget{}, NoEcdsa>{}, edges({{0, 1}}));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::signature_algorithm_refused);
  CHECK_FALSE(vectors::validate(Vector{"expired-intermediate"}, Forgetful{}, edges({{0, 1}})));
}

TEST_CASE("an edge of another certificate with the same name proves nothing", "[path]") {
  // 1 is the impostor, and 0 was not signed with its key
  CHECK(verified(vectors::validate(Vector{"same-name-wrong-key-first"}, Forgetful{}, edges({{0, 2}}))) == 2);
  CHECK(verified(vectors::validate(Vector{"same-name-wrong-key-first"}, Forgetful{})) == 3);
}

TEST_CASE("a search that comes back to a certificate and a key does not verify again", "[path]") {
  // two certificates of one issuer and key: the first leads nowhere
  CHECK(verified(vectors::validate(Vector{"constrained-alternative"}, Forgetful{})) == 3);
}

TEST_CASE("a signature of an accepted path is not verified again", "[path]") {
  SignatureCache cache{8};
  Validation first{&cache};
  REQUIRE(first.verify());
  CHECK(first.effort.signatures() == 1);
  first.remember();
  Validation second{&cache};  // other objects with the same octets
  CHECK(second.verify());
  CHECK(second.effort.signatures() == 0);
}

TEST_CASE("a Validator remembers every link of a path, the anchor's too", "[path]") {
  using Remembering = Rfc5280With<Budget{.remembered_signatures = 8}>;
  CHECK(verified(vectors::validate(Vector{"long-chain"}, Remembering{})) == 7);
  CHECK(verified(vectors::validate(Vector{"long-chain"}, Remembering{})) == 0);
  CHECK(verified(vectors::validate(Vector{"long-chain"}, Forgetful{})) == 7);
}

TEST_CASE("a Validator remembers nothing of a path that it refuses", "[path]") {
  using Remembering = Rfc5280With<Budget{.remembered_signatures = 16}>;
  CHECK_FALSE(vectors::validate(Vector{"names-dns-beside"}, Remembering{}));
  Vector const vector{"names-dns-beside"};
  auto const chain = vector.chain();
  auto const& cache = *detail::process_signatures<16>();
  for (auto const& child : chain.certificates())
    for (auto const& issuer : chain.certificates()) CHECK_FALSE(cache.knows(child, issuer.spki().der));
}

TEST_CASE("a signature that no accepted path needed is not remembered", "[path]") {
  SignatureCache cache{8};
  Validation first{&cache};
  REQUIRE(first.verify());
  Validation second{&cache};
  REQUIRE(second.verify());
  CHECK(second.effort.signatures() == 1);
}

TEST_CASE("a signature is not remembered before both keys were looked at", "[path]") {
  SignatureCache cache{8};
  Validation validation{&cache, edges({{0, 1}})};
  REQUIRE(validation.verify());
  validation.ledger.remember(0, validation.key(1));
  CHECK_FALSE(cache.knows(validation.chain.end_entity(), validation.key(1).der));
  REQUIRE(validation.ledger.describe(validation.key(0)));
  validation.ledger.remember(0, validation.key(1));
  CHECK_FALSE(cache.knows(validation.chain.end_entity(), validation.key(1).der));
  REQUIRE(validation.ledger.describe(validation.key(1)));
  validation.ledger.remember(0, validation.key(1));
  CHECK(cache.knows(validation.chain.end_entity(), validation.key(1).der));
}

TEST_CASE("a key that a signature was verified with need not be looked at again", "[path]") {
  SignatureCache cache{8};
  Validation validation{&cache};
  REQUIRE(validation.verify());
  REQUIRE(validation.ledger.describe(validation.key(0)));
  validation.ledger.remember(0, validation.key(1));
  CHECK(cache.knows(validation.chain.end_entity(), validation.key(1).der));
}

TEST_CASE("a key is described alike whether it was looked at before or not", "[path]") {
  SignatureCache cache{8};
  Validation first{&cache}, second{&cache};
  auto const info = describe_key(first.key(0));
  REQUIRE(info);
  REQUIRE(first.verify());
  first.remember();
  second.ledger.recall(0, second.key(1));
  for (auto* const ledger : {&first.ledger, &second.ledger})
    for (int i = 0; i != 2; ++i) CHECK(ledger->describe(first.key(0)).value() == *info);
  CHECK(second.ledger.spki_sha256(0) == sha256(first.key(0).der));
  CHECK(second.ledger.spki_sha256(1) == sha256(first.key(1).der));
}

TEST_CASE("a key that is none is refused however often it is looked at", "[path]") {
  SignatureCache cache{8};
  Validation validation{&cache};
  auto key = validation.key(0);
  Buffer point{key.key.begin(), key.key.end()};
  point.back() ^= std::byte{1};  // not on the curve
  Buffer spki{key.der.begin(), key.der.end()};
  spki.back() ^= std::byte{1};
  key.key = point;
  key.der = spki;
  for (int i = 0; i != 2; ++i) {
    auto const refused = validation.ledger.describe(key);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code() == Errc::key_malformed);
  }
}

TEST_CASE("paths of the same certificates share them", "[path]") {
  Vector const vector{"one-intermediate"};
  auto const first = vectors::validate(vector, Rfc5280{}), second = vectors::validate(vector, Rfc5280{}),
             other = vectors::validate(vector, Forgetful{});
  REQUIRE((first && second && other));
  for (std::size_t i = 0; i != 2; ++i) {
    CHECK(second->certificates()[i].der().data() == first->certificates()[i].der().data());
    CHECK(other->certificates()[i].der().data() != first->certificates()[i].der().data());
    CHECK(other->certificates()[i] == first->certificates()[i]);
  }
  CHECK(second->end_entity().certificate.der().data() == first->end_entity().certificate.der().data());
}

TEST_CASE("without a cache nothing is remembered", "[path]") {
  Validation first{nullptr};
  REQUIRE(first.verify());
  first.remember();
  Validation second{nullptr};
  REQUIRE(second.verify());
  CHECK(second.effort.signatures() == 1);
}

TEST_CASE("what the TLS library has verified is remembered too", "[path]") {
  SignatureCache cache{8};
  Validation first{&cache, edges({{0, 1}})};
  REQUIRE(first.verify());
  CHECK(first.effort.signatures() == 0);
  first.remember();
  CHECK(cache.knows(first.chain.end_entity(), first.key(1).der));
}

TEST_CASE("a link that was refused or not asked for is not remembered", "[path]") {
  SignatureCache cache{8};
  Validation validation{&cache};
  validation.remember();
  CHECK_FALSE(cache.knows(validation.chain.end_entity(), validation.key(1).der));
  auto const refused = validation.ledger.verify(0, validation.key(0));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::certificate_signature_mismatch);
  validation.ledger.remember(0, validation.key(0));
  CHECK_FALSE(cache.knows(validation.chain.end_entity(), validation.key(0).der));
}

TEST_CASE("an exhausted budget remembers nothing", "[path]") {
  SignatureCache cache{8};
  Validation validation{&cache};
  REQUIRE_FALSE(validation.ledger.verify(0, validation.key(0)));  // spends the one
  auto const refused = validation.verify();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::budget_exceeded);
  validation.remember();
  CHECK_FALSE(cache.knows(validation.chain.end_entity(), validation.key(1).der));
}

TEST_CASE("a remembered signature proves a signature and nothing else", "[path]") {
  SignatureCache cache{8};
  Validation first{&cache};
  REQUIRE(first.verify());
  first.remember();
  Validation second{&cache, {}, detail::rule_values<NoEcdsa>};
  auto const refused = second.verify();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::signature_algorithm_refused);
}
