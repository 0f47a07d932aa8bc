// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/pipeline/explain_policies.hpp>
#include <vidimus/pipeline/policy_set.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <concepts>

using namespace vidimus;

namespace {
struct Trusting {
  using role = vidimus::role::validator;
  [[nodiscard]] auto validate(PeerChain const&, ValidationContext const&) const -> Result<VerifiedPath>;
};
struct NotAPolicy {};
}  // namespace

TEST_CASE("a policy is found by its role, wherever it stands", "[pipeline]") {
  detail::PolicySet<FixedClock, Trusting> const policies{std::in_place, FixedClock{Time{std::chrono::seconds{5}}},
                                                         Trusting{}};
  CHECK(policies.get<role::clock>().now() == Time{std::chrono::seconds{5}});
  STATIC_REQUIRE(std::same_as<detail::policy_for<role::validator, FixedClock, Trusting>, Trusting>);
}

TEST_CASE("a role that is not named is filled with its strict default", "[pipeline]") {
  STATIC_REQUIRE(std::same_as<detail::policy_for<role::clock, Trusting>, SystemClock>);
  STATIC_REQUIRE(std::same_as<detail::policy_for<role::client_authentication, Trusting>, RequireClientCertificate>);
  STATIC_REQUIRE(detail::policy_for<role::cipher_spec, Trusting>::minimum() == ProtocolVersion::tls13);
}

TEST_CASE("a set of policies is complete with one of each required role", "[pipeline]") {
  using Nobody = danger::NoRevocation;
  using Anybody = danger::AnyPeerName;
  STATIC_REQUIRE(detail::is_complete<Trusting, Nobody, Anybody>);
  STATIC_REQUIRE(detail::is_complete<Anybody, SystemClock, Trusting, Nobody>);
  STATIC_REQUIRE_FALSE(detail::is_complete<Trusting, Nobody>);
  STATIC_REQUIRE_FALSE(detail::is_complete<Trusting, Anybody>);
  STATIC_REQUIRE_FALSE(detail::is_complete<Nobody, Anybody>);
  STATIC_REQUIRE_FALSE(detail::is_complete<Trusting, Trusting, Nobody, Anybody>);
  STATIC_REQUIRE_FALSE(detail::is_complete<Trusting, Nobody, Anybody, NotAPolicy>);
  STATIC_REQUIRE_FALSE(detail::is_complete<>);
}
