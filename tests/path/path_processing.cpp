// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

#include <set>

using namespace vidimus;

TEST_CASE("a path that is too long is told with who limits it", "[path]") {
  auto const below = vectors::refusal("path-too-long");
  CHECK(std::get<OverLimit>(below.detail).what == "CA certificates below O=Acme,CN=Issuing CA 1");
  CHECK(std::get<OverLimit>(below.detail).limit == 0);
  CHECK(std::get<OverLimit>(below.detail).presented == 1);
  auto const anchor = vectors::refusal("path-too-long-for-anchor");
  CHECK(std::get<OverLimit>(anchor.detail).what == "CA certificates below O=Acme,CN=Test Root");
}

TEST_CASE("an unknown critical extension is told by its number", "[path]") {
  auto const finding = vectors::refusal("unknown-critical-extension");
  CHECK(finding.subject == "O=Acme,OU=Payments,CN=QM2");
  CHECK(std::get<Mismatch>(finding.detail).presented.front() == "1.3.6.1.4.1.99999.7");
}

TEST_CASE("an algorithm that is not verified is told by its name", "[path]") {
  CHECK(std::get<Mismatch>(vectors::refusal("sha1").detail).presented.front() ==
        "sha1WithRSAEncryption (1.2.840.113549.1.1.5)");
  CHECK(std::get<Mismatch>(vectors::refusal("ed25519-signature").detail).presented.front() ==
        "id-Ed25519 (1.3.101.112)");
}

TEST_CASE("anyPolicy in a mapping is told with the mapping", "[path]") {
  CHECK(std::get<Mismatch>(vectors::refusal("policies-mapping-from-any").detail).presented.front() ==
        "2.5.29.32.0 to 1.3.6.1.4.1.99999.1.2");
}

TEST_CASE("a policy that is missing is told with what was wanted and what there is", "[path]") {
  auto const other = vectors::refusal("policies-other");
  CHECK(std::get<Mismatch>(other.detail).wanted == "a policy that every certificate from the anchor on has");
  CHECK(std::get<Mismatch>(other.detail).presented == std::vector<std::string>{"1.3.6.1.4.1.99999.1.2"});
  auto const two = der::make_oid<"1.3.6.1.4.1.99999.1.2">();
  Rfc5280With<Budget{}, StandardRules, PolicyInputs> const wants_two{PolicyInputs{.policies = {two}}};
  auto const unwanted = vectors::refusal("policies-one", wants_two);
  CHECK(std::get<Mismatch>(unwanted.detail).wanted == "a policy among 1.3.6.1.4.1.99999.1.2");
  CHECK(std::get<Mismatch>(unwanted.detail).presented == std::vector<std::string>{"1.3.6.1.4.1.99999.1.1"});
}

TEST_CASE("a signature that is not the issuer's is told with the issuer and the algorithm", "[path]") {
  auto const finding = vectors::refusal("tampered-signature");
  CHECK(finding.code == Errc::certificate_signature_mismatch);
  CHECK(std::get<Mismatch>(finding.detail).wanted == "a signature of O=Acme,CN=Test Root");
  CHECK(std::get<Mismatch>(finding.detail).presented.front() == "ECDSA with SHA-256 of another key");
}

// What the vectors cannot show: an empty chain is refused before there is a path, `rules` shows the next, and `web_pki` what
// only the Baseline Requirements refuse.
TEST_CASE("there is a vector for every error of the stage", "[path]") {
  std::set<std::string> shown{"certification_path_empty", "signature_algorithm_refused",  "subject_alt_name_missing",
                              "subject_alt_name_refused", "common_name_refused",          "end_entity_is_a_ca",
                              "key_usage_forbidden",      "extended_key_usage_forbidden", "key_identifier_refused"};
  for (auto const& title : vectors::titles()) {
    auto const expect = vectors::Vector{title}.expect();
    shown.insert(expect.substr(0, expect.find(' ')));
  }
  for (auto const& row : errc_table)
    if (row.stage == Stage::path) {
      INFO(row.name);
      CHECK(shown.contains(std::string{row.name}));
    }
}
