// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/revocation_status.hpp>
#include <vidimus/core/verdict.hpp>

#include <type_traits>

using namespace vidimus;

namespace {
auto answer(char const* source) -> SourceAnswer { return {Step::check_crl, source, Outcome::accepted}; }
auto good() { return RevocationStatus::good(answer("good")); }
auto unknown() { return RevocationStatus::unknown({Errc::crl_stale}, answer("unknown")); }
auto revoked() { return RevocationStatus::revoked({Errc::certificate_revoked}, answer("revoked")); }
}  // namespace

TEST_CASE("neither silence nor a bool is a status or a verdict", "[core]") {
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<RevocationStatus>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<RevocationStatus, bool>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<RevocationStatus, bool>);
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<Verdict>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Verdict, bool>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Verdict, bool>);
}

TEST_CASE("the worst of two statuses counts, whatever their order, and both answers are kept", "[core]") {
  using State = RevocationStatus::State;
  auto const worst = [](RevocationStatus a, RevocationStatus b) {
    auto const status = RevocationStatus::worst_of(std::move(a), std::move(b));
    CHECK(status.answers().size() == 2);
    return status.state();
  };
  CHECK(worst(good(), good()) == State::good);
  CHECK(worst(good(), unknown()) == State::unknown);
  CHECK(worst(unknown(), good()) == State::unknown);
  CHECK(worst(unknown(), revoked()) == State::revoked);
  CHECK(worst(revoked(), unknown()) == State::revoked);
  CHECK(worst(revoked(), good()) == State::revoked);
}

TEST_CASE("answers stay in the order in which they were given", "[core]") {
  auto const status = RevocationStatus::worst_of(good(), revoked());
  CHECK(status.answers()[0].source == "good");
  CHECK(status.answers()[1].source == "revoked");
  CHECK(status.finding().code == Errc::certificate_revoked);
}

TEST_CASE("a verdict is accepted with a reason or refused with a finding", "[core]") {
  auto const yes = Verdict::accepted("CN=QM1");
  CHECK(yes.is_accepted());
  CHECK(yes.because() == "CN=QM1");
  auto const no = Verdict::refused({Errc::peer_name_mismatch});
  CHECK_FALSE(no.is_accepted());
  CHECK(no.finding().code == Errc::peer_name_mismatch);
}
