// SPDX-License-Identifier: Apache-2.0
// Archetypes of the four policy concepts: the least that is one, and what misses it by one thing.
#include <catch2/catch_test_macros.hpp>
#include <vidimus/policies.hpp>

using namespace vidimus;

namespace {

struct LeastValidator {
  using role = vidimus::role::validator;
  [[nodiscard]] auto validate(PeerChain const&, ValidationContext const&) const -> Result<VerifiedPath>;
};
struct ValidatorOfAnotherRole {
  using role = vidimus::role::peer_name_filter;
  [[nodiscard]] auto validate(PeerChain const&, ValidationContext const&) const -> Result<VerifiedPath>;
};
struct ValidatorThatSaysYes {
  using role = vidimus::role::validator;
  [[nodiscard]] auto validate(PeerChain const&, ValidationContext const&) const -> bool;
};
struct ValidatorThatChanges {
  using role = vidimus::role::validator;
  [[nodiscard]] auto validate(PeerChain const&, ValidationContext const&) -> Result<VerifiedPath>;
};

struct LeastChecker {
  using role = vidimus::role::revocation_checker;
  [[nodiscard]] auto status(IssuedCertificate const&, Evidence const&) const -> RevocationStatus;
};
struct CheckerThatFetches : LeastChecker {
  [[nodiscard]] auto wants(IssuedCertificate const&, Evidence const&) const -> std::vector<FetchRequest>;
};
struct CheckerThatSaysYes {
  using role = vidimus::role::revocation_checker;
  [[nodiscard]] auto status(IssuedCertificate const&, Evidence const&) const -> bool;
};

struct LeastFilter {
  using role = vidimus::role::peer_name_filter;
  [[nodiscard]] auto accepts(EndEntity const&) const -> Verdict;
};
struct FilterWithoutRole {
  [[nodiscard]] auto accepts(EndEntity const&) const -> Verdict;
};

struct LeastCipherSpec {
  using role = vidimus::role::cipher_spec;
  [[nodiscard]] auto suites() const -> std::span<std::uint16_t const>;
  [[nodiscard]] auto groups() const -> std::span<std::uint16_t const>;
  [[nodiscard]] auto minimum() const -> ProtocolVersion;
  [[nodiscard]] auto maximum() const -> ProtocolVersion;
};
struct CipherSpecWithoutBounds {
  using role = vidimus::role::cipher_spec;
  [[nodiscard]] auto suites() const -> std::span<std::uint16_t const>;
  [[nodiscard]] auto groups() const -> std::span<std::uint16_t const>;
};

}  // namespace

TEST_CASE("a Validator is its role and validate", "[static]") {
  STATIC_REQUIRE(Validator<LeastValidator>);
  STATIC_REQUIRE_FALSE(Validator<ValidatorOfAnotherRole>);
  STATIC_REQUIRE_FALSE(Validator<ValidatorThatSaysYes>);
  STATIC_REQUIRE_FALSE(Validator<ValidatorThatChanges>);
  STATIC_REQUIRE_FALSE(Validator<int>);
}

TEST_CASE("a RevocationChecker is its role and status, and may want fetches", "[static]") {
  STATIC_REQUIRE(RevocationChecker<LeastChecker>);
  STATIC_REQUIRE_FALSE(FetchingRevocationChecker<LeastChecker>);
  STATIC_REQUIRE(FetchingRevocationChecker<CheckerThatFetches>);
  STATIC_REQUIRE_FALSE(RevocationChecker<CheckerThatSaysYes>);
}

TEST_CASE("a PeerNameFilter is its role and accepts", "[static]") {
  STATIC_REQUIRE(PeerNameFilter<LeastFilter>);
  STATIC_REQUIRE_FALSE(PeerNameFilter<FilterWithoutRole>);
  STATIC_REQUIRE_FALSE(PeerNameFilter<LeastChecker>);
}

TEST_CASE("a CipherSpec is its role, two lists and two bounds", "[static]") {
  STATIC_REQUIRE(CipherSpec<LeastCipherSpec>);
  STATIC_REQUIRE_FALSE(CipherSpec<CipherSpecWithoutBounds>);
}

TEST_CASE("policies of different roles are no policy together", "[static]") {
  STATIC_REQUIRE(PeerNameFilter<AllOf<LeastFilter, danger::AnyPeerName>>);
  STATIC_REQUIRE(RevocationChecker<AllOf<LeastChecker, danger::NoRevocation>>);
  STATIC_REQUIRE_FALSE(Policy<AllOf<LeastFilter, LeastChecker>>);
  STATIC_REQUIRE_FALSE(Policy<AnyOf<LeastChecker, LeastChecker>>);
}
