// SPDX-License-Identifier: Apache-2.0
#include "draft.hpp"
#include "vectors.hpp"

#include <array>

using namespace vidimus;

namespace {
struct Careless : StandardRules {
  static constexpr IssuerProfile issuer_profile = IssuerProfile::ignored;
};
using CarelessRfc5280 = Rfc5280With<Budget{}, Careless>;
}  // namespace

TEST_CASE("what issuers should have done is asked only where the rules ask for it", "[path]") {
  for (auto const* const title :
       {"no-authority-key-identifier", "no-authority-key-identifier-of-issuer", "no-subject-key-identifier-of-issuer",
        "no-subject-key-identifier-of-anchor", "no-authority-key-identifier-of-issued-anchor", "version-1-end-entity",
        "critical-authority-key-identifier", "critical-subject-key-identifier-of-anchor",
        "not-critical-policy-constraints", "not-critical-basic-constraints-of-anchor", "names-not-critical",
        "end-entity-that-may-sign", "nobody", "end-entity-with-name-constraints"}) {
    INFO(title);
    vectors::Vector const vector{title};
    CHECK_FALSE(vectors::validate(vector));
    CHECK(vectors::validate(vector, CarelessRfc5280{}));
  }
}

TEST_CASE("the algorithm's own rules hold without the profile too", "[path]") {
  for (auto const* const title : {"issuer-without-basic-constraints", "issuer-without-key-cert-sign", "path-too-long",
                                  "unknown-critical-extension", "critical-authority-information-access", "expired",
                                  "tampered-signature", "names-dns-beside", "policies-missing", "version-1-issuer",
                                  "rsa-1024", "only-key-agreement", "client-only-server"}) {
    INFO(title);
    CHECK_FALSE(vectors::validate(vectors::Vector{title}, CarelessRfc5280{}));
  }
}

TEST_CASE("wrong criticality and missing identifiers are told with both sides", "[path]") {
  auto const criticality = vectors::refusal("not-critical-policy-constraints");
  CHECK(std::get<Mismatch>(criticality.detail).wanted == "policyConstraints critical");
  CHECK(std::get<Mismatch>(criticality.detail).presented.front() == "not critical");
  auto const missing = vectors::refusal("no-subject-key-identifier-of-issuer");
  CHECK(std::get<Mismatch>(missing.detail).wanted == "subjectKeyIdentifier");
  CHECK(std::get<Mismatch>(missing.detail).presented.empty());
}

// RFC 5280, 4.2.1.1, with 3.2: self-signed is what its own key signed, whatever the issuer's name is.
TEST_CASE("an anchor without authorityKeyIdentifier is self-signed", "[path]") {
  using namespace vidimus_test;
  Entity const root{"CN=Acme Root"}, renamed{"CN=Old Name of Acme Root"}, qm2{"CN=QM2"};
  auto const own = draft_of_end_entity(qm2, root).signed_by(root.key);
  auto const outcome = [&](small_ca::Bytes const& anchor, auto const& validator) {
    auto const chain = PeerChain::parse(std::array{own});
    auto const anchors = TrustAnchors::from_bytes(anchor);
    REQUIRE(chain);
    REQUIRE(anchors);
    return vectors::outcome_of(validator.validate(*chain, {small_ca::now(), End::server, *anchors}));
  };
  auto draft = draft_of_ca(root, renamed);
  draft.erase(small_ca::oid::authority_key_identifier);
  using Forgetful = Rfc5280With<Budget{.remembered_signatures = 0}>;
  CHECK(outcome(draft.signed_by(root.key), Forgetful{}) == "accepted 1");
  CHECK(outcome(draft.signed_by(renamed.key), Forgetful{}) == "key_identifier_missing 1");
  using Two = Rfc5280With<Budget{.signatures = 2, .remembered_signatures = 0}>;
  using One = Rfc5280With<Budget{.signatures = 1, .remembered_signatures = 0}>;
  CHECK(outcome(draft.signed_by(root.key), Two{}) == "accepted 1");
  CHECK(outcome(draft.signed_by(root.key), One{}) == "budget_exceeded 1");
  draft.tbs_algorithm = draft.algorithm = write::sequence(write::oid("1.2.840.10045.4.1"));  // ecdsa-with-SHA1
  CHECK(outcome(draft.signed_by(root.key), One{}) == "key_identifier_missing 1");  // there is nothing to verify
}
