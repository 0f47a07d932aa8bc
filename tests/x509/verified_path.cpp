// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/verified_path.hpp>

#include "parts.hpp"

#include <catch2/catch_test_macros.hpp>

#include <type_traits>

using namespace vidimus;
using namespace x509_tests;

// No path without an end entity, and none that is made in any other way.
static_assert(!std::is_default_constructible_v<VerifiedPath>);
static_assert(!std::is_constructible_v<VerifiedPath, std::vector<Certificate>, TrustAnchor, Sha256>);
static_assert(std::is_invocable_v<decltype(danger::assert_verified), Certificate const&, std::vector<Certificate>,
                                  TrustAnchor, Sha256>);
static_assert(!std::is_invocable_v<decltype(danger::assert_verified), std::vector<Certificate>, TrustAnchor, Sha256>);

namespace {
auto named(std::string_view name) -> Certificate {
  Parts parts;
  parts.subject = small_ca::name(name);
  return Certificate::parse(parts.encoding()).value();
}
}  // namespace

TEST_CASE("an asserted path goes from the end entity up, the anchor excluded", "[x509]") {
  auto const peer = named("CN=QM2"), sub = named("CN=Sub"), issuing = named("CN=Issuing"), root = named("CN=Root");
  auto const path = danger::assert_verified(peer, {sub, issuing}, TrustAnchor{root}, Sha256{std::byte{7}});
  REQUIRE(path.certificates().size() == 3);
  CHECK(path.certificates()[0] == peer);
  CHECK(path.certificates()[2] == issuing);
  CHECK(path.end_entity().certificate == peer);
  CHECK(path.end_entity().spki_sha256 == Sha256{std::byte{7}});
  CHECK(path.issuer_of(0) == sub);
  CHECK(path.issuer_of(2) == root);
  CHECK(path.signatures_verified() == 0);
}

TEST_CASE("an end entity below the anchor, or the anchor itself, is a path of one", "[x509]") {
  auto const peer = named("CN=QM2"), root = named("CN=Root");
  auto const below = danger::assert_verified(peer, {}, TrustAnchor{root}, {});
  auto const itself = danger::assert_verified(root, {}, TrustAnchor{root}, {});
  CHECK(below.certificates().size() == 1);
  CHECK(below.issuer_of(0) == root);
  CHECK(itself.certificates().size() == 1);
  CHECK(itself.end_entity().certificate == root);
}
