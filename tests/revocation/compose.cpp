// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/compose.hpp>

#include "fake_checkers.hpp"
#include "issuance.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace {

using test::Fetches;
using test::Says;
using test::State;
using vidimus::AllOf;
using vidimus::Evidence;
using vidimus::FirstConclusive;
using Good = Says<State::good, 1>;
using Unknown = Says<State::unknown, 2>;
using Revoked = Says<State::revoked, 3>;

static_assert(vidimus::RevocationChecker<AllOf<Good, Revoked>>);
static_assert(vidimus::RevocationChecker<FirstConclusive<Good, Revoked>>);
static_assert(!vidimus::FetchingRevocationChecker<AllOf<Good, Revoked>>);
static_assert(!vidimus::FetchingRevocationChecker<FirstConclusive<Good>>);
static_assert(vidimus::FetchingRevocationChecker<AllOf<Good, Fetches>>);
static_assert(vidimus::FetchingRevocationChecker<FirstConclusive<Fetches, Good>>);
static_assert(!vidimus::RevocationChecker<AllOf<Good, int>>);
static_assert(sizeof(AllOf<Good, Unknown, Revoked>) == 1, "empty checkers take no bytes");
static_assert(sizeof(FirstConclusive<Good, Unknown>) == 1);

auto issuance() -> test::Issuance const& {
  static test::Issuance const one{{test::certificate("qm_good.pem"), test::certificate("root.pem")},
                                  test::while_current};
  return one;
}
template <class Checker>
auto ask(Checker const& checker, Evidence const& evidence = {}) -> vidimus::RevocationStatus {
  return checker.status(issuance().at(0), evidence);
}
auto sources(vidimus::RevocationStatus const& status) -> std::vector<std::string> {
  std::vector<std::string> names;
  for (auto const& answer : status.answers()) names.push_back(answer.source);
  return names;
}
template <class Checker>
auto keys_wanted(Checker const& checker, Evidence const& evidence = {}) -> std::vector<std::string> {
  std::vector<std::string> keys;
  for (auto const& request : checker.wants(issuance().at(0), evidence)) keys.push_back(request.key);
  return keys;
}
auto answered(std::string const& key) -> Evidence {
  Evidence evidence;
  evidence.add({{key, ""}, {}, {}});
  return evidence;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("Of all checkers the worst status counts: revoked, then unknown, then good", "[revocation]") {
  CHECK(ask(AllOf<Good>{}).is_good());
  CHECK(ask(AllOf<Good, Good>{}).is_good());
  CHECK(ask(AllOf<Good, Unknown>{}).is_unknown());
  CHECK(ask(AllOf<Unknown, Good>{}).is_unknown());
  CHECK(ask(AllOf<Unknown, Revoked, Good>{}).is_revoked());
  CHECK(ask(AllOf<Revoked, Unknown>{}).finding().code == vidimus::Errc::certificate_revoked);
}

TEST_CASE("All checkers are asked and all answers kept, in order", "[revocation]") {
  CHECK(sources(ask(AllOf<Revoked, Good, Unknown>{})) == Texts{"checker 3", "checker 1", "checker 2"});
}

TEST_CASE("The first conclusive answer counts, whatever would come after it", "[revocation]") {
  CHECK(ask(FirstConclusive<Good, Revoked>{}).is_good());
  CHECK(ask(FirstConclusive<Revoked, Good>{}).is_revoked());
  CHECK(ask(FirstConclusive<Unknown, Revoked, Good>{}).is_revoked());
  CHECK(sources(ask(FirstConclusive<Unknown, Good, Revoked>{})) == Texts{"checker 2", "checker 1"});
}

TEST_CASE("Where no checker knows, the first one's reason is given and every answer kept", "[revocation]") {
  auto const status = ask(FirstConclusive<Says<State::unknown, 8>, Says<State::unknown, 9>>{});
  REQUIRE(status.is_unknown());
  CHECK(std::get<vidimus::Note>(status.finding().detail).text == "checker 8");
  CHECK(sources(status) == Texts{"checker 8", "checker 9"});
  CHECK(status.answers()[0].outcome == vidimus::Outcome::refused);
}

TEST_CASE("An inconclusive answer that did not matter is a warning in the report", "[revocation]") {
  auto const status = ask(FirstConclusive<Unknown, Good>{});
  REQUIRE(status.answers().size() == 2);
  CHECK(status.answers()[0].outcome == vidimus::Outcome::noted);
  CHECK(status.answers()[0].finding.value().severity == vidimus::Severity::warning);
  CHECK(status.answers()[1].outcome == vidimus::Outcome::accepted);
}

TEST_CASE("All checkers' fetches are wanted at once, and none twice", "[revocation]") {
  AllOf<Fetches, Good, Fetches> const all{Fetches{"a"}, Good{}, Fetches{"b"}};
  CHECK(keys_wanted(all) == Texts{"a", "b"});
  CHECK(keys_wanted(all, answered("a")) == Texts{"b"});
  CHECK(ask(all).is_unknown());
}

TEST_CASE("A later checker is fetched for only when the earlier ones do not know", "[revocation]") {
  auto const walk = [](State first) {
    return FirstConclusive<Fetches, Good, Fetches>{Fetches{"a", first}, Good{}, Fetches{"b"}};
  };
  CHECK(keys_wanted(walk(State::good)) == Texts{"a"});
  CHECK(keys_wanted(walk(State::good), answered("a")).empty());
  CHECK(keys_wanted(walk(State::revoked), answered("a")).empty());
  FirstConclusive<Fetches, Unknown, Fetches> const further{Fetches{"a", State::unknown}, Unknown{}, Fetches{"b"}};
  CHECK(keys_wanted(further, answered("a")) == Texts{"b"});
}

TEST_CASE("A composition of checkers says what its parts demand", "[revocation]") {
  CHECK(AllOf<Good, Unknown>{}.describe() == "all of (checker 1, checker 2)");
  CHECK(FirstConclusive<Good, Fetches>{Good{}, Fetches{"a"}}.describe() ==
        "the first that knows of (checker 1, a checker of the program)");
}

TEST_CASE("Checkers that hold something are joined by value, without naming their types", "[revocation]") {
  AllOf const all{Good{}, Fetches{"a"}};
  static_assert(std::same_as<decltype(all), AllOf<Good, Fetches> const>);
  FirstConclusive const first{Fetches{"a", State::revoked}, Good{}};
  CHECK(ask(first, answered("a")).is_revoked());
}
