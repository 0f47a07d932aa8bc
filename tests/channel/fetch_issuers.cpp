// SPDX-License-Identifier: Apache-2.0
// A peer that presents its own certificate alone: the handshake waits while the missing issuer is fetched.
#include "company.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/vidimus.hpp>

using namespace vidimus;
using vidimus_test::Company;

namespace {

constexpr auto location = "http://ca.example/issuing.cer";

auto alone(Company const& acme) -> Credentials {
  namespace der = small_ca::der;
  auto const access = der::sequence(
      der::sequence(der::oid("1.3.6.1.5.5.7.48.2"), small_ca::general_name(std::string{"URI:"} + location)));
  auto const own = acme.issuing.issue({.subject = "CN=QM2", .extra = {{"1.3.6.1.5.5.7.1.1", false, access}}});
  return Credentials::from_pem(own.pem(), own.key_pem()).value();
}

/// How a client's handshake ends whose fetches are answered with `served`.
auto connect_fetching(Company const& acme, Buffer const& served) -> Result<HandshakeStep> {
  auto pair = MemoryPair::make({.blocking = false});
  auto const ours = make_endpoint(acme.credentials("CN=QM1"), acme.anchors(), FetchIssuers<>{}, danger::NoRevocation{},
                                  SslPeer<"CN=QM2">{})
                        .value();
  auto const theirs =
      make_endpoint(alone(acme), acme.anchors(), Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{}).value();
  auto connecting = start_connecting(std::move(pair.first), ours).value();
  auto accepting = start_accepting(std::move(pair.second), theirs).value();
  for (int round = 0; round != 1000; ++round) {
    auto const next = connecting.step();
    if (!next || *next == HandshakeStep::done) return next;
    if (*next == HandshakeStep::wants_fetch) {
      REQUIRE(connecting.wanted().size() == 1);
      CHECK(connecting.wanted().front().url == location);
      connecting.provide({connecting.wanted().front(), served});
    }
    REQUIRE(accepting.step());
  }
  return refuse(Errc::timed_out);
}

}  // namespace

TEST_CASE("an issuer that was fetched completes a peer's path", "[channel]") {
  Company const acme;
  CHECK(connect_fetching(acme, acme.issuing.der()).value() == HandshakeStep::done);
}

TEST_CASE("an issuer that cannot be had leaves the peer refused, and says where it was sought", "[channel]") {
  Company const acme;
  auto const refused = connect_fetching(acme, Buffer{std::byte{'?'}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::issuer_unknown);
  CHECK(explain(refused.error()).find(location) != std::string::npos);
}
