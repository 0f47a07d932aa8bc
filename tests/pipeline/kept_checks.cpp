// SPDX-License-Identifier: Apache-2.0
// What a channel keeps of its handshake's checks is all of them, word for word.
#include <vidimus/pipeline/kept_checks.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

using namespace vidimus;
using vidimus::detail::KeptChecks;

TEST_CASE("checks that are kept come back as they were", "[pipeline]") {
  using std::chrono::nanoseconds;
  std::string const with_zero{"CN=\0QM1", 7};
  std::vector<Check> checks{
      {Step::connect, Stage::transport, Outcome::accepted, "connected", "", nanoseconds{1}},
      {Step::check_crl, Stage::revocation, Outcome::noted, "", with_zero, nanoseconds{2},
       Finding{Errc::crl_stale, Note{"late"}, 1U, "CN=CA", Severity::warning}},
      {Step::filter_peer_name, Stage::peer_name, Outcome::accepted, "names", "CN=QM1", nanoseconds{3}, std::nullopt,
       "CN=QM*"},
  };
  KeptChecks kept{checks};
  auto const copy = kept;
  auto const moved_to = std::move(kept);
  CHECK(kept.all().empty());  // NOLINT(bugprone-use-after-move)
  for (auto const& back : {copy.all(), moved_to.all()}) {
    REQUIRE(back.size() == checks.size());
    for (std::size_t i = 0; i != back.size(); ++i) {
      CHECK(back[i].step == checks[i].step);
      CHECK(back[i].stage == checks[i].stage);
      CHECK(back[i].outcome == checks[i].outcome);
      CHECK(back[i].what == checks[i].what);
      CHECK(back[i].input == checks[i].input);
      CHECK(back[i].took == checks[i].took);
      CHECK(back[i].because == checks[i].because);
      CHECK(back[i].finding.has_value() == checks[i].finding.has_value());
    }
    CHECK(back[1].finding->code == Errc::crl_stale);
    CHECK(std::get<Note>(back[1].finding->detail).text == "late");
    CHECK(back[1].finding->depth == 1U);
    CHECK(back[1].finding->subject == "CN=CA");
    CHECK(back[1].finding->severity == Severity::warning);
  }
}
