// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

#include <string>

using namespace vidimus;
using detail::PathFailures;
using detail::Progress;

namespace {
struct Material {
  PeerChain chain = vectors::Vector{"one-intermediate"}.chain();
  TrustAnchors anchors = vectors::Vector{"one-intermediate"}.anchors();
  ValidationContext context{{}, End::server, anchors};
  detail::PathMaterial all{chain, context};
};

auto finding(Errc code, unsigned depth = 0, std::string subject = "CN=a") -> Finding {
  return {code, {}, depth, std::move(subject)};
}
}  // namespace

TEST_CASE("the attempt that came closest decides", "[path]") {
  Material const material;
  PathFailures failures;
  failures.note({}, finding(Errc::issuer_unknown, 3), Progress::no_issuer, 4);
  failures.note({}, finding(Errc::certificate_expired, 1), Progress::reached_anchor, 2);
  failures.note({}, finding(Errc::certificate_signature_mismatch, 0), Progress::no_issuer, 1);
  failures.note({}, finding(Errc::issuer_is_not_a_ca, 1), Progress::refused_issuer, 1);
  auto const failure = failures.to_failure(material.all);
  REQUIRE(failure.findings().size() == 4);
  CHECK(failure.code() == Errc::certificate_expired);
  CHECK(failure.findings()[1].code == Errc::issuer_is_not_a_ca);
  CHECK(failure.findings()[2].code == Errc::issuer_unknown);
  CHECK(failure.findings()[3].code == Errc::certificate_signature_mismatch);
}

TEST_CASE("of two that came equally far the longer path decides, then the earlier one", "[path]") {
  Material const material;
  PathFailures failures;
  failures.note({}, finding(Errc::issuer_unknown, 0), Progress::no_issuer, 1);
  failures.note({}, finding(Errc::issuer_unknown, 2), Progress::no_issuer, 3);
  failures.note({}, finding(Errc::issuer_unknown, 2, "CN=b"), Progress::no_issuer, 3);
  auto const failure = failures.to_failure(material.all);
  CHECK(failure.decisive().depth == 2U);
  CHECK(failure.decisive().subject == "CN=a");
}

TEST_CASE("the same finding is told once and at most eight are told beside the first", "[path]") {
  Material const material;
  PathFailures failures;
  for (int i = 0; i != 40; ++i)
    failures.note({}, finding(Errc::certificate_expired, 1, "CN=" + std::to_string(i % 20)), Progress::refused_issuer,
                  1);
  failures.note({}, finding(Errc::key_refused), Progress::reached_anchor, 1);
  auto const failure = failures.to_failure(material.all);
  CHECK(failure.findings().size() == PathFailures::limit + 1);
  CHECK(failure.code() == Errc::key_refused);
}

TEST_CASE("a decision from elsewhere comes before all attempts", "[path]") {
  Material const material;
  PathFailures failures;
  failures.note({}, finding(Errc::key_refused), Progress::reached_anchor, 1);
  auto const failure = failures.to_failure_after({Errc::budget_exceeded}, material.all);
  CHECK(failure.code() == Errc::budget_exceeded);
  CHECK(failure.findings()[1].code == Errc::key_refused);
}

TEST_CASE("every attempt is told with its certificates, in the order in which they were tried", "[path]") {
  Material const material;
  PathFailures failures;
  failures.note({{0}}, finding(Errc::issuer_unknown), Progress::no_issuer, 1);
  failures.note({{0, 1}, &material.anchors.all().front()}, finding(Errc::key_refused, 1), Progress::reached_anchor, 2);
  auto const failure = failures.to_failure(material.all);
  REQUIRE(failure.tried().size() == 2);
  CHECK(failure.tried()[0].certificates.size() == 1);
  CHECK(failure.tried()[0].finding.code == Errc::issuer_unknown);
  CHECK_FALSE(failure.tried()[0].reaches_anchor);
  auto const& longest = failure.tried()[1];
  REQUIRE(longest.certificates.size() == 3);
  CHECK(longest.certificates[0].subject == "O=Acme,OU=Payments,CN=QM2");
  CHECK(longest.certificates[0].issuer == longest.certificates[1].subject);
  CHECK(longest.certificates[2].subject == "O=Acme,CN=Test Root");
  CHECK(longest.certificates[2].serial_number == material.anchors.all().front().certificate().serial_number().to_hex());
  CHECK(longest.reaches_anchor);
}
