// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

using namespace vidimus;
using vectors::outcome_of;
using vectors::Vector;

namespace {

using WithPolicies = Rfc5280With<Budget{}, StandardRules, PolicyInputs>;
constexpr auto one = der::make_oid<"1.3.6.1.4.1.99999.1.1">();
constexpr auto two = der::make_oid<"1.3.6.1.4.1.99999.1.2">();

auto outcome(std::string const& title, PolicyInputs inputs) -> std::string {
  return outcome_of(vectors::validate(Vector{title}, WithPolicies{std::move(inputs)}));
}

}  // namespace

TEST_CASE("without inputs the outcome is the default Validator's", "[path]") {
  for (auto const* const title : {"one-intermediate", "policies-one", "policies-missing", "path-too-long"})
    CHECK(outcome(title, {}) == Vector{title}.expect());
}

TEST_CASE("a caller may require a policy", "[path]") {
  CHECK(outcome("policies-one", {.policies = {one}, .initial_explicit_policy = true}) == "accepted 2");
  CHECK(outcome("policies-one", {.policies = {one, two}, .initial_explicit_policy = true}) == "accepted 2");
  CHECK(outcome("policies-one", {.policies = {two}, .initial_explicit_policy = true}) ==
        "certificate_policy_missing 0");
  CHECK(outcome("one-intermediate", {.initial_explicit_policy = true}) == "certificate_policy_missing 1");
}

TEST_CASE("an issuer's explicit policy meets the caller's set", "[path]") {
  CHECK(outcome("policies-one", {.policies = {two}}) == "certificate_policy_missing 0");
  CHECK(outcome("policies-mapped", {.policies = {one}}) == "accepted 2");
  CHECK(outcome("policies-mapped", {.policies = {two}}) == "certificate_policy_missing 0");
}

TEST_CASE("a caller may forbid mapping and anyPolicy", "[path]") {
  CHECK(outcome("policies-mapped", {.initial_policy_mapping_inhibit = true}) == "certificate_policy_missing 0");
  CHECK(outcome("policies-any", {.initial_any_policy_inhibit = true}) == "certificate_policy_missing 0");
  CHECK(outcome("policies-one", {.initial_policy_mapping_inhibit = true, .initial_any_policy_inhibit = true}) ==
        "accepted 2");
}

TEST_CASE("a caller may limit the path's length", "[path]") {
  CHECK(outcome("direct", {.max_path_length = 0}) == "accepted 1");
  CHECK(outcome("one-intermediate", {.max_path_length = 0}) == "path_length_exceeded 1");
  CHECK(outcome("one-intermediate", {.max_path_length = 1}) == "accepted 2");
  CHECK(outcome("self-issued-rollover", {.max_path_length = 1}) == "accepted 3");
}
