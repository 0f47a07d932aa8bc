// SPDX-License-Identifier: Apache-2.0
#include <vidimus/path/path_failures.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace vidimus;
using detail::PathFailures;
using detail::Progress;

namespace {
auto finding(Errc code, unsigned depth = 0, std::string subject = "CN=a") -> Finding {
  return {code, {}, depth, std::move(subject)};
}
}  // namespace

TEST_CASE("the attempt that came closest decides", "[path]") {
  PathFailures failures;
  failures.note(finding(Errc::issuer_unknown, 3), Progress::no_issuer, 4);
  failures.note(finding(Errc::certificate_expired, 1), Progress::reached_anchor, 2);
  failures.note(finding(Errc::certificate_signature_mismatch, 0), Progress::no_issuer, 1);
  failures.note(finding(Errc::issuer_is_not_a_ca, 1), Progress::refused_issuer, 1);
  auto const failure = std::move(failures).to_failure();
  REQUIRE(failure.findings().size() == 4);
  CHECK(failure.code() == Errc::certificate_expired);
  CHECK(failure.findings()[1].code == Errc::issuer_is_not_a_ca);
  CHECK(failure.findings()[2].code == Errc::issuer_unknown);
  CHECK(failure.findings()[3].code == Errc::certificate_signature_mismatch);
}

TEST_CASE("of two that came equally far the longer path decides, then the earlier one", "[path]") {
  PathFailures failures;
  failures.note(finding(Errc::issuer_unknown, 0), Progress::no_issuer, 1);
  failures.note(finding(Errc::issuer_unknown, 2), Progress::no_issuer, 3);
  failures.note(finding(Errc::issuer_unknown, 2, "CN=b"), Progress::no_issuer, 3);
  auto const failure = std::move(failures).to_failure();
  CHECK(failure.decisive().depth == 2U);
  CHECK(failure.decisive().subject == "CN=a");
}

TEST_CASE("the same finding is told once and at most eight are told beside the first", "[path]") {
  PathFailures failures;
  for (int i = 0; i != 40; ++i)
    failures.note(finding(Errc::certificate_expired, 1, "CN=" + std::to_string(i % 20)), Progress::refused_issuer, 1);
  failures.note(finding(Errc::key_refused), Progress::reached_anchor, 1);
  auto const failure = std::move(failures).to_failure();
  CHECK(failure.findings().size() == PathFailures::limit + 1);
  CHECK(failure.code() == Errc::key_refused);
}

TEST_CASE("a decision from elsewhere comes before all attempts", "[path]") {
  PathFailures failures;
  failures.note(finding(Errc::key_refused), Progress::reached_anchor, 1);
  auto const failure = std::move(failures).to_failure_after({Errc::budget_exceeded});
  CHECK(failure.code() == Errc::budget_exceeded);
  CHECK(failure.findings()[1].code == Errc::key_refused);
}
