// SPDX-License-Identifier: Apache-2.0
// Archetypes of the policies that core defines, right and wrong.
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/client_authentication.hpp>
#include <vidimus/core/observer.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/threading.hpp>

using namespace vidimus;

namespace {
struct Listens {
  using role = vidimus::role::observer;
  void observe(Check const&) const {}
};
struct ListensButChanges {
  using role = vidimus::role::observer;
  void observe(Check const&) {}
};
struct SaysNoRole {
  void observe(Check const&) const {}
};
struct WantsNothing {
  using role = vidimus::role::client_authentication;
};
}  // namespace

TEST_CASE("an observer is a role and one const member function", "[core]") {
  STATIC_REQUIRE(Observer<Listens>);
  STATIC_REQUIRE(Observer<NoObserver>);
  STATIC_REQUIRE_FALSE(Observer<ListensButChanges>);
  STATIC_REQUIRE_FALSE(Observer<SaysNoRole>);
}

TEST_CASE("client authentication is required unless a type says otherwise", "[core]") {
  STATIC_REQUIRE(RequireClientCertificate::client_authentication == ClientAuthentication::required);
  STATIC_REQUIRE(ClientAuthenticationPolicy<OptionalClientCertificate>);
  STATIC_REQUIRE(ClientAuthenticationPolicy<danger::NoClientCertificate>);
  STATIC_REQUIRE_FALSE(ClientAuthenticationPolicy<WantsNothing>);
}

TEST_CASE("an endpoint is for several threads unless a type says otherwise", "[core]") {
  STATIC_REQUIRE(ThreadingPolicy<MultiThreaded>);
  STATIC_REQUIRE_FALSE(MultiThreaded::is_single_threaded);
  STATIC_REQUIRE(danger::SingleThreaded::is_single_threaded);
  STATIC_REQUIRE_FALSE(ThreadingPolicy<Listens>);
}

TEST_CASE("the ends of a channel are each other's other", "[core]") {
  STATIC_REQUIRE(other(End::client) == End::server);
  STATIC_REQUIRE(other(End::server) == End::client);
}
