// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

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
