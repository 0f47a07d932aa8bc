// SPDX-License-Identifier: Apache-2.0
#include <vidimus/path/effort.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using detail::Effort;

TEST_CASE("each bound can be reached and not crossed", "[path]") {
  Effort effort{{.signatures = 2, .candidates = 1, .name_comparisons = 3}};
  CHECK(effort.spend_signature());
  CHECK(effort.spend_signature());
  CHECK(effort.spend_candidate());
  for (int i = 0; i != 3; ++i) CHECK(effort.spend_comparison());
  CHECK_FALSE(effort.is_exhausted());
  CHECK(effort.signatures() == 2);
}

TEST_CASE("crossing a bound is refused with what, how many were allowed and how many it would be", "[path]") {
  using Spend = Result<void> (Effort::*)();
  for (auto const& [spend, what] : {std::pair<Spend, char const*>{&Effort::spend_signature, "signature verifications"},
                                    {&Effort::spend_candidate, "issuer candidates"},
                                    {&Effort::spend_comparison, "comparisons with name constraints"}}) {
    Effort effort{{.signatures = 0, .candidates = 0, .name_comparisons = 0}};
    auto const refused = (effort.*spend)();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code() == Errc::budget_exceeded);
    auto const& limit = std::get<OverLimit>(refused.error().decisive().detail);
    CHECK(limit.what == what);
    CHECK(limit.limit == 0);
    CHECK(limit.presented == 1);
    CHECK(effort.is_exhausted());
  }
}

TEST_CASE("a policy graph may be as large as the budget and no larger", "[path]") {
  Effort effort{{.policy_nodes = 3}};
  CHECK(effort.check_policy_nodes(3));
  CHECK_FALSE(effort.is_exhausted());
  auto const refused = effort.check_policy_nodes(5);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::budget_exceeded);
  CHECK(std::get<OverLimit>(refused.error().decisive().detail).presented == 5);
  CHECK(effort.is_exhausted());
}
