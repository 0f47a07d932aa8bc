// SPDX-License-Identifier: Apache-2.0
#include "small_ca.hpp"
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

/// Of a path of authorities, the one below the root first, and an end entity below the last.
auto outcome_below(small_ca::SmallCa const& root, std::vector<small_ca::SmallCa> const& authorities) -> std::string {
  std::vector<small_ca::Bytes> presented{authorities.back().issue({.subject = "CN=QM2"}).der};
  for (auto const& authority : authorities) presented.push_back(authority.der());
  auto const chain = PeerChain::parse(presented);
  auto const anchors = TrustAnchors::from_bytes(root.der());
  REQUIRE(chain);
  REQUIRE(anchors);
  return outcome_of(Rfc5280{}.validate(*chain, {small_ca::now(), End::server, *anchors}));
}
auto explicit_policy_after(unsigned certificates) -> small_ca::Extension {
  return {"2.5.29.36", true, small_ca::der::sequence(small_ca::der::integer(certificates, 0x80))};
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

TEST_CASE("a pathLenConstraint does not lift one above it", "[path]") {
  small_ca::SmallCa const root{"CN=Acme Root"};
  auto const first = root.issue_ca("CN=First", {.path_len = 1});
  auto const second = first.issue_ca("CN=Second", {.path_len = 5});
  CHECK(outcome_below(root, {first, second}) == "accepted 3");
  CHECK(outcome_below(root, {first, second, second.issue_ca("CN=Third")}) == "path_length_exceeded 1");
}

TEST_CASE("certificates are counted until a policy must be there, but for self-issued ones", "[path]") {
  small_ca::SmallCa const root{"CN=Acme Root"};
  auto const outcome_after = [&](unsigned certificates, char const* second) {
    auto const first = root.issue_ca("CN=First", {.extra = {explicit_policy_after(certificates)}});
    return outcome_below(root, {first, first.issue_ca(second)});
  };
  CHECK(outcome_after(3, "CN=Second") == "accepted 3");
  CHECK(outcome_after(2, "CN=Second") == "certificate_policy_missing 0");
  CHECK(outcome_after(2, "CN=First") == "accepted 3");
  CHECK(outcome_after(1, "CN=First") == "certificate_policy_missing 0");
}

// RFC 5280, 6.1.3 (d)(2): anyPolicy counts where inhibit_anyPolicy is zero too, of a self-issued certificate that is not the
// final one.
TEST_CASE("anyPolicy counts until it is inhibited, and then of self-issued authorities only", "[path]") {
  small_ca::SmallCa const root{"CN=Acme Root"};
  auto const policy = [](char const* id) {
    return small_ca::Extension{"2.5.29.32", false,
                               small_ca::der::sequence(small_ca::der::sequence(small_ca::der::oid(id)))};
  };
  small_ca::Extension const inhibited{"2.5.29.54", true, small_ca::der::integer(0)};
  constexpr auto const *any = "2.5.29.32.0", *named = "1.3.6.1.4.1.99999.1.1";
  auto const first = root.issue_ca("CN=First", {.extra = {policy(named), explicit_policy_after(0), inhibited}});
  auto const outcome = [&](char const* subject, char const* of_second, char const* of_end_entity) {
    auto const second = first.issue_ca(subject, {.extra = {policy(of_second)}});
    auto const own = second.issue({.subject = "CN=QM2", .extra = {policy(of_end_entity)}});
    auto const chain = PeerChain::parse(std::vector{own.der, second.der(), first.der()});
    auto const anchors = TrustAnchors::from_bytes(root.der());
    REQUIRE(chain);
    REQUIRE(anchors);
    return outcome_of(Rfc5280{}.validate(*chain, {small_ca::now(), End::server, *anchors}));
  };
  CHECK(outcome("CN=Second", named, named) == "accepted 3");
  CHECK(outcome("CN=Second", any, named) == "certificate_policy_missing 1");
  CHECK(outcome("CN=First", any, named) == "accepted 3");
  CHECK(outcome("CN=First", any, any) == "certificate_policy_missing 0");
}
