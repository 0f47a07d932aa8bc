// SPDX-License-Identifier: Apache-2.0
#include "draft.hpp"
#include "vectors.hpp"

#include <atomic>
#include <thread>

using namespace vidimus;
using vectors::outcome_of;
using vectors::Vector;

namespace {

auto subjects(VerifiedPath const& path) -> std::vector<std::string> {
  std::vector<std::string> names;
  for (auto const& certificate : path.certificates()) names.push_back(certificate.subject().to_text());
  return names;
}

/// A budget without the memory of other tests' signatures.
constexpr auto forgetful(Budget limits) -> Budget {
  limits.remembered_signatures = 0;
  return limits;
}

struct Careless : StandardRules {
  static constexpr IssuerProfile issuer_profile = IssuerProfile::ignored;
};

template <Budget Limits>
auto outcome(std::string const& title) -> std::string {
  return outcome_of(vectors::validate(Vector{title}, Rfc5280With<forgetful(Limits)>{}));
}

}  // namespace

TEST_CASE("a path is the end entity, its issuers in order, and the anchor", "[path]") {
  auto const path = vectors::validate(Vector{"one-intermediate"});
  REQUIRE(path);
  CHECK(subjects(*path) == std::vector<std::string>{"O=Acme,OU=Payments,CN=QM2", "O=Acme,CN=Issuing CA 1"});
  CHECK(path->anchor().name().to_text() == "O=Acme,CN=Test Root");
  CHECK(path->issuer_of(0) == path->certificates()[1]);
  CHECK(path->issuer_of(1) == path->anchor().certificate());
}

TEST_CASE("the end entity comes with the digest of its key", "[path]") {
  auto const path = vectors::validate(Vector{"one-intermediate"});
  REQUIRE(path);
  CHECK(path->end_entity().certificate == path->certificates().front());
  CHECK(path->end_entity().spki_sha256 == sha256(path->certificates().front().spki().der));
}

TEST_CASE("the presented order does not matter", "[path]") {
  auto const path = vectors::validate(Vector{"shuffled"});
  REQUIRE(path);
  CHECK(subjects(*path)[1] == "O=Acme,CN=Tier 5");
  CHECK(subjects(*path)[6] == "O=Acme,CN=Tier 0");
}

TEST_CASE("a key identifier leads to the right issuer at once", "[path]") {
  auto const path = vectors::validate(Vector{"same-name-other-identifier-first"}, Rfc5280With<forgetful({})>{});
  REQUIRE(path);
  CHECK(path->signatures_verified() == 2);
}

TEST_CASE("issuers of one name are tried in the order of their key identifiers: the same, none, another", "[path]") {
  using namespace vidimus_test;
  Entity const root{"CN=Root"}, issuing{"CN=Issuing CA"}, namesake{"CN=Issuing CA"}, qm2{"CN=QM2"};
  auto const anchors = TrustAnchors::from_bytes(draft_of_ca(root, root).signed_by(root.key));
  REQUIRE(anchors);
  auto const signatures = [&](Draft const& own, std::vector<Draft> const& issuers) {
    std::vector<Buffer> presented{own.signed_by(issuing.key)};
    for (auto const& issuer : issuers) presented.push_back(issuer.signed_by(root.key));
    auto const chain = PeerChain::parse(presented);
    REQUIRE(chain);
    auto const path = Rfc5280With<forgetful({}), Careless>{}.validate(*chain, {small_ca::now(), End::server, *anchors});
    REQUIRE(path);
    return path->signatures_verified();
  };
  auto own = draft_of_end_entity(qm2, issuing);
  auto const good = draft_of_ca(issuing, root), other = draft_of_ca(namesake, root);
  auto unnamed = good, other_unnamed = other;
  unnamed.erase(small_ca::oid::subject_key_identifier);
  other_unnamed.erase(small_ca::oid::subject_key_identifier);
  CHECK(signatures(own, {other, other_unnamed, good}) == 2);
  CHECK(signatures(own, {other, unnamed}) == 2);
  CHECK(signatures(own, {other_unnamed, unnamed}) == 3);
  own.erase(small_ca::oid::authority_key_identifier);
  CHECK(signatures(own, {other, good}) == 3);  // as they were presented
  own.set({small_ca::oid::authority_key_identifier, false, write::sequence()});
  CHECK(signatures(own, {other, good}) == 3);
}

TEST_CASE("an unknown issuer is told with its name and what was presented instead", "[path]") {
  auto const finding = vectors::refusal("unknown-root");
  CHECK(finding.subject == "O=Acme,CN=Test Root");
  auto const& mismatch = std::get<Mismatch>(finding.detail);
  CHECK(mismatch.wanted == "a trust anchor or certificate of O=Acme,CN=Test Root");
  CHECK(mismatch.presented == std::vector<std::string>{"O=Acme,CN=Issuing CA 1", "O=Acme,CN=Test Root"});
}

TEST_CASE("a loop of issuers is told as one", "[path]") {
  auto const nothing = TrustAnchors::from_certificates({});
  Vector const vector{"loop"};
  auto const refused = Rfc5280{}.validate(vector.chain(), {vector.time(), End::server, nothing});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::issuer_unknown);
  auto const& mismatch = std::get<Mismatch>(refused.error().decisive().detail);
  CHECK(mismatch.wanted.starts_with("another trust anchor or certificate of "));
  auto names = mismatch.presented;
  std::ranges::sort(names);
  CHECK(std::ranges::adjacent_find(names) == names.end());
}

TEST_CASE("an empty set of anchors leads nowhere", "[path]") {
  auto const none = TrustAnchors::from_certificates({});
  Vector const vector{"one-intermediate"};
  auto const path = Rfc5280{}.validate(vector.chain(), {vector.time(), End::server, none});
  CHECK(outcome_of(path) == "issuer_unknown 1");
}

TEST_CASE("other attempts are told after the one that came closest", "[path]") {
  Vector const vector{"expired-alternative"};
  auto const expired =
      Rfc5280{}.validate(vector.chain(), {vector.time() + std::chrono::days{36500}, End::server, vector.anchors()});
  REQUIRE_FALSE(expired);
  CHECK(expired.error().findings().size() == 1);  // both are the same certificate's name, depth and fault
  Vector const two{"same-name-wrong-key-first"};
  auto const neither = Rfc5280{}.validate(two.chain(), {two.time(), End::client, TrustAnchors::from_certificates({})});
  REQUIRE_FALSE(neither);
  CHECK(neither.error().code() == Errc::issuer_unknown);
  CHECK(neither.error().findings()[1].code == Errc::certificate_signature_mismatch);
}

TEST_CASE("the budget ends a search", "[path]") {
  CHECK(outcome<Budget{.signatures = 1}>("one-intermediate") == "budget_exceeded -");
  CHECK(outcome<Budget{.signatures = 2}>("one-intermediate") == "accepted 2");
  CHECK(outcome<Budget{.signatures = 2}>("same-name-wrong-key-first") == "budget_exceeded -");
  CHECK(outcome<Budget{.candidates = 0}>("direct") == "budget_exceeded -");
  CHECK(outcome<Budget{.candidates = 1}>("direct") == "accepted 1");
  CHECK(outcome<Budget{.candidates = 1}>("one-intermediate") == "budget_exceeded -");
  CHECK(outcome<Budget{.candidates = 2}>("one-intermediate") == "accepted 2");
  CHECK(outcome<Budget{.intermediates = 0}>("direct") == "accepted 1");
  CHECK(outcome<Budget{.intermediates = 0}>("one-intermediate") == "budget_exceeded 1");
  CHECK(outcome<Budget{.intermediates = 5}>("long-chain") == "budget_exceeded 6");
  CHECK(outcome<Budget{.intermediates = 6}>("long-chain") == "accepted 7");
}

TEST_CASE("what an issuer is refused for in any path costs no signature", "[path]") {
  for (auto const* const title :
       {"issuer-without-basic-constraints", "issuer-without-key-cert-sign", "expired-intermediate",
        "no-authority-key-identifier-of-issuer", "unknown-critical-extension-of-issuer", "rsa-1024-issuer"}) {
    INFO(title);
    CHECK(outcome<Budget{.signatures = 0}>(title) == Vector{title}.expect());
  }
  CHECK(outcome<Budget{.signatures = 0}>("one-intermediate") == "budget_exceeded -");
}

TEST_CASE("an issuer that is one too many is not looked at", "[path]") {
  Vector const vector{"issuer-without-basic-constraints"};
  auto const refused = vectors::validate(vector, Rfc5280With<forgetful({.candidates = 0})>{});
  CHECK(outcome_of(refused) == "budget_exceeded -");
  CHECK(refused.error().tried().empty());
  CHECK(vectors::validate(vector, Rfc5280With<forgetful({.candidates = 1})>{}).error().tried().size() == 1);
}

TEST_CASE("a bound on length leaves a shorter path to be found", "[path]") {
  CHECK(outcome<Budget{.intermediates = 1}>("loop-with-exit") == "accepted 2");
}

TEST_CASE("a budget that is exceeded is told with its numbers and what was found until then", "[path]") {
  auto const refused =
      vectors::validate(Vector{"same-name-wrong-key-first"}, Rfc5280With<forgetful({.signatures = 1})>{});
  REQUIRE_FALSE(refused);
  auto const& limit = std::get<OverLimit>(refused.error().decisive().detail);
  CHECK(limit.what == "signature verifications");
  CHECK(limit.limit == 1);
  CHECK(refused.error().findings()[1].code == Errc::certificate_signature_mismatch);
}

TEST_CASE("certificates that could not be read are told where no path was found", "[path]") {
  Vector const vector{"one-intermediate"};
  auto presented = vector.presented();
  presented[1].resize(40);
  auto const chain = PeerChain::parse(presented);
  REQUIRE(chain);
  auto const anchors = vector.anchors();
  auto const refused = Rfc5280{}.validate(*chain, {vector.time(), End::server, anchors});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::issuer_unknown);
  REQUIRE(refused.error().findings().size() == 2);
  CHECK(refused.error().findings()[1].code == Errc::certificate_malformed);
  CHECK(refused.error().findings()[1].severity == Severity::warning);
}

TEST_CASE("no octet of a path can be changed", "[path]") {
  Vector const vector{"one-intermediate"};
  auto const presented = vector.presented();
  auto const anchors = vector.anchors();
  int accepted = 0;
  for (std::size_t certificate = 0; certificate != presented.size(); ++certificate)
    for (std::size_t at = 0; at != presented[certificate].size(); ++at) {
      auto changed = presented;
      changed[certificate][at] ^= std::byte{1};
      auto const chain = PeerChain::parse(changed);
      if (chain) accepted += Rfc5280{}.validate(*chain, {vector.time(), End::server, anchors}) ? 1 : 0;
    }
  CHECK(accepted == 0);
}

TEST_CASE("every path that was tried is told with where it ended", "[path]") {
  auto const refused =
      vectors::validate(Vector{"same-name-wrong-key-first"}, Rfc5280With<forgetful({.signatures = 1})>{});
  REQUIRE_FALSE(refused);
  REQUIRE(refused.error().tried().size() == 1);
  auto const& tried = refused.error().tried().front();
  CHECK(tried.finding.code == Errc::certificate_signature_mismatch);
  REQUIRE(tried.certificates.size() == 2);
  CHECK(tried.certificates[0].issuer == tried.certificates[1].subject);
  CHECK_FALSE(tried.reaches_anchor);
}

TEST_CASE("an accepted path tells which were tried before it", "[path]") {
  auto const path = vectors::validate(Vector{"same-name-wrong-key-first"});
  REQUIRE(path);
  REQUIRE(path->tried().size() == 1);
  CHECK(path->tried().front().finding.code == Errc::certificate_signature_mismatch);
  CHECK(vectors::validate(Vector{"one-intermediate"})->tried().empty());
}

TEST_CASE("the signatures of an accepted path are remembered by the process", "[path]") {
  using Remembers = Rfc5280With<Budget{.remembered_signatures = 17}>;
  CHECK(vectors::validate(Vector{"long-chain"}, Remembers{})->signatures_verified() == 7);
  CHECK(vectors::validate(Vector{"long-chain"}, Remembers{})->signatures_verified() == 0);
}

TEST_CASE("a path may lead through issuers that the peer did not present", "[path]") {
  Vector const vector{"one-intermediate"};
  auto const presented = vector.presented();
  auto const chain = PeerChain::parse(std::span{presented}.first(1));
  REQUIRE(chain);
  auto const issuer = Certificate::parse(presented[1]);
  REQUIRE(issuer);
  auto const anchors = vector.anchors();
  ValidationContext context{vector.time(), End::server, anchors};
  CHECK(outcome_of(Rfc5280{}.validate(*chain, context)) == "issuer_unknown 0");
  context.intermediates = {&*issuer, 1};
  auto const path = Rfc5280{}.validate(*chain, context);
  REQUIRE(path);
  CHECK(path->certificates()[1] == *issuer);
}

TEST_CASE("the TLS library's edges say nothing of issuers that were not presented", "[path]") {
  Vector const vector{"one-intermediate"};
  auto const presented = vector.presented();
  ProvenEdges edges;
  edges.add({0, 1});
  auto const chain = PeerChain::parse(std::span{presented}.first(1), edges);
  auto const issuer = Certificate::parse(presented[1]);
  auto const anchors = vector.anchors();
  auto const path = Rfc5280With<forgetful({})>{}.validate(*chain, {vector.time(), End::server, anchors, {&*issuer, 1}});
  REQUIRE(path);
  CHECK(path->signatures_verified() == 2);
}

TEST_CASE("one Validator serves several threads", "[path]") {
  std::atomic<int> wrong{0};
  std::vector<Vector> all;
  for (auto const* const title :
       {"long-chain", "loop", "names-dns-beside", "policies-mapped", "same-name-wrong-key-first"})
    all.emplace_back(title);
  Rfc5280 const validator;
  std::vector<std::thread> threads;
  for (int i = 0; i != 4; ++i)
    threads.emplace_back([&] {
      for (auto const& vector : all)
        wrong += outcome_of(vectors::validate(vector, validator)) == vector.expect() ? 0 : 1;
    });
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
}
