// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/unknown.hpp>

#include "fake_checkers.hpp"
#include "issuance.hpp"

#include <catch2/catch_test_macros.hpp>

namespace {

using test::Fetches;
using test::Says;
using test::State;
using vidimus::WarnUnknown;
using vidimus::danger::AllowUnknown;
using Good = Says<State::good, 1>;
using Unknown = Says<State::unknown, 2>;
using Revoked = Says<State::revoked, 3>;

static_assert(vidimus::RevocationChecker<WarnUnknown<Unknown>> && vidimus::RevocationChecker<AllowUnknown<Unknown>>);
static_assert(!vidimus::FetchingRevocationChecker<WarnUnknown<Unknown>>);
static_assert(vidimus::FetchingRevocationChecker<WarnUnknown<Fetches>>);
static_assert(sizeof(WarnUnknown<Unknown>) == 1 && sizeof(AllowUnknown<Unknown>) == 1);

template <class Checker>
auto ask(Checker const& checker) -> vidimus::RevocationStatus {
  test::Issuance const issuance{{test::certificate("qm_good.pem"), test::certificate("root.pem")}, test::while_current};
  return checker.status(issuance.at(0), {});
}

}  // namespace

TEST_CASE("WarnUnknown accepts an unknown status and leaves a warning that says why", "[revocation]") {
  auto const status = ask(WarnUnknown<Unknown>{});
  REQUIRE(status.is_good());
  REQUIRE(status.answers().size() == 1);
  CHECK(status.answers()[0].outcome == vidimus::Outcome::noted);
  CHECK(status.answers()[0].finding.value().code == vidimus::Errc::crl_not_found);
  CHECK(status.answers()[0].finding.value().severity == vidimus::Severity::warning);
}

TEST_CASE("AllowUnknown accepts an unknown status and says only that the check was skipped", "[revocation]") {
  auto const status = ask(AllowUnknown<Unknown>{});
  REQUIRE(status.is_good());
  REQUIRE(status.answers().size() == 1);
  CHECK(status.answers()[0].outcome == vidimus::Outcome::skipped);
  CHECK(!status.answers()[0].finding);
}

TEST_CASE("Neither of them accepts a revoked certificate", "[revocation]") {
  CHECK(ask(WarnUnknown<Revoked>{}).is_revoked());
  CHECK(ask(AllowUnknown<Revoked>{}).is_revoked());
}

TEST_CASE("Neither of them touches a good status", "[revocation]") {
  CHECK(ask(WarnUnknown<Good>{}).answers()[0].outcome == vidimus::Outcome::accepted);
  CHECK(ask(AllowUnknown<Good>{}).answers()[0].outcome == vidimus::Outcome::accepted);
}

TEST_CASE("What is wrapped is still fetched for", "[revocation]") {
  test::Issuance const issuance{{test::certificate("qm_good.pem"), test::certificate("root.pem")}, test::while_current};
  CHECK(WarnUnknown{Fetches{"a"}}.wants(issuance.at(0), {}).size() == 1);
  CHECK(AllowUnknown{Fetches{"a"}}.wants(issuance.at(0), {}).front().key == "a");
}

TEST_CASE("The wrapping is part of what a channel says of itself", "[revocation]") {
  CHECK(WarnUnknown<Unknown>{}.describe() == "checker 2, unknown is a warning");
  CHECK(AllowUnknown<Unknown>{}.describe() == "checker 2, unknown is accepted");
  CHECK(WarnUnknown{Fetches{"a"}}.describe() == "unknown is a warning");
}
