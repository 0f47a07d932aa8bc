// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

#include <set>

using namespace vidimus;
using vectors::outcome_of;
using vectors::Vector;

static_assert(Validator<Rfc5280>);
static_assert(std::is_empty_v<Rfc5280> && !std::is_empty_v<Rfc5280With<Budget{}, StandardRules, PolicyInputs>>);

TEST_CASE("every path of the vectors is accepted or refused for the reason that it was made for", "[path]") {
  auto const titles = vectors::titles();
  CHECK(titles.size() > 140);
  for (auto const& title : titles) DYNAMIC_SECTION(title) {
      Vector const vector{title};
      CHECK(outcome_of(vectors::validate(vector)) == vector.expect());
    }
}

TEST_CASE("the Validator says what it is, and what rules of a program's own want", "[path]") {
  struct Own : StandardRules {
    static auto describe() -> std::string { return "EC P-384 only"; }
  };
  CHECK(Rfc5280::describe() == "certification path (RFC 5280)");
  CHECK(Rfc5280With<Budget{.signatures = 3}>::describe() == Rfc5280::describe());
  CHECK(Rfc5280With<Budget{}, Own>::describe() == "certification path (RFC 5280); EC P-384 only");
}
