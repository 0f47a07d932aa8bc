// SPDX-License-Identifier: Apache-2.0
// What a policy costs, and what cannot be made by hand: facts that the compiler checks.
#include <catch2/catch_test_macros.hpp>
#include <vidimus/vidimus.hpp>

#include <type_traits>

using namespace vidimus;

namespace {
using Names = AllOf<DnsId<"qm1.acme.example">, SslPeer<"CN=QM1*, O=Acme">>;
using Plain =
    SecureChannel<MemoryTransport, Rfc5280, danger::NoRevocation, SslPeer<"CN=QM1*, O=Acme">, SslCiph<"ANY_TLS13">>;
using Joined = SecureChannel<MemoryTransport, Rfc5280, AllOf<danger::NoRevocation, danger::NoRevocation>, Names,
                             SslCiph<"ANY_TLS12_OR_HIGHER">>;
using Heavy = SecureChannel<MemoryTransport, Rfc5280, CrlChecker<>, SslPeer<dynamic>, SslCiph<dynamic>>;
}  // namespace

TEST_CASE("static policies are empty", "[static]") {
  STATIC_REQUIRE(std::is_empty_v<Rfc5280>);
  STATIC_REQUIRE(std::is_empty_v<SslPeer<"CN=QM1*, O=Acme">>);
  STATIC_REQUIRE(std::is_empty_v<DnsId<"qm1.acme.example">>);
  STATIC_REQUIRE(std::is_empty_v<SslCiph<"ANY_TLS13">>);
  STATIC_REQUIRE(std::is_empty_v<danger::NoRevocation>);
  STATIC_REQUIRE(std::is_empty_v<Names>);
  STATIC_REQUIRE(std::is_empty_v<detail::PolicySet<Rfc5280, danger::NoRevocation, Names>>);
}

TEST_CASE("names that the compiler has read take no room", "[static]") {
  STATIC_REQUIRE(std::is_empty_v<IpId<"2001:db8::1">>);
  STATIC_REQUIRE(std::is_empty_v<UriId<"urn:acme:qm1">>);
  STATIC_REQUIRE(std::is_empty_v<EmailId<"mq@acme.example">>);
  STATIC_REQUIRE(std::is_empty_v<SpiffeId<"acme.example", "/payments/*">>);
  STATIC_REQUIRE(std::is_empty_v<CertificateSerial<"05:A1">>);
  STATIC_REQUIRE(std::is_empty_v<StrictSslPeer<"CN=QM1">>);
  STATIC_REQUIRE(std::is_empty_v<SslCertIssuer<"O=Acme">>);
  STATIC_REQUIRE(sizeof(IpId<dynamic>) <= 3 * sizeof(std::size_t));
  STATIC_REQUIRE(sizeof(DnsId<dynamic>) == sizeof(std::string));
}

TEST_CASE("a channel has the size of its core and its accepted peer, whatever its policies", "[static]") {
  STATIC_REQUIRE(sizeof(Plain) == sizeof(Joined));
  STATIC_REQUIRE(sizeof(Plain) == sizeof(Heavy));
  STATIC_REQUIRE(sizeof(Plain) == sizeof(detail::ChannelCore<MemoryTransport>) + sizeof(AcceptedPeer) +
                                      sizeof(detail::KeptChecks) + sizeof(detail::Bindings) +
                                      3 * sizeof(void*));  // records of one kind or the other, a cork
}

TEST_CASE("channels move and are not copied", "[static]") {
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<Plain>);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Plain>);
}

TEST_CASE("neither a path nor an accepted peer nor a channel is made by hand", "[static]") {
  STATIC_REQUIRE_FALSE(std::is_constructible_v<VerifiedPath, std::vector<Certificate>, TrustAnchor, Sha256>);
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<VerifiedPath>);
  STATIC_REQUIRE_FALSE(
      std::is_constructible_v<AcceptedPeer, std::optional<VerifiedPath>, Negotiated, std::vector<Check>>);
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<AcceptedPeer>);
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<Plain>);
}
