// SPDX-License-Identifier: Apache-2.0
// A handshake that is used wrongly says so.
#include "company.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/channel/connect.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/revocation/no_revocation.hpp>
#include <vidimus/transport/memory_pair.hpp>

using namespace vidimus;

namespace {
auto endpoint() {
  vidimus_test::Company const acme;
  return make_endpoint(acme.credentials("CN=QM1"), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                       danger::AnyPeerName{})
      .value();
}
}  // namespace

TEST_CASE("no channel comes of a handshake that is not done", "[channel]") {
  auto pair = MemoryPair::make({.blocking = false});
  auto connecting = start_connecting(std::move(pair.first), endpoint()).value();
  CHECK(std::move(connecting).finish().error().code() == Errc::bad_argument);
  CHECK(connecting.step().value() == HandshakeStep::wants_read);
  CHECK(std::move(connecting).finish().error().code() == Errc::bad_argument);
}

TEST_CASE("a handshake gives one channel, and is over then", "[channel]") {
  auto const both = endpoint();
  auto pair = MemoryPair::make({.blocking = false});
  auto connecting = start_connecting(std::move(pair.first), both).value();
  auto accepting = start_accepting(std::move(pair.second), both).value();
  connecting.provide({{"nobody", "http://nobody.example/"}, {}});
  for (int round = 0; round != 100 && connecting.step().value() != HandshakeStep::done; ++round)
    REQUIRE(accepting.step());
  CHECK(std::move(connecting).finish());
  CHECK(connecting.step().error().code() == Errc::bad_argument);
  CHECK(std::move(connecting).finish().error().code() == Errc::bad_argument);
}

TEST_CASE("a failed handshake says the same failure again", "[channel]") {
  auto pair = MemoryPair::make({.blocking = false});
  auto connecting = start_connecting(std::move(pair.first), endpoint()).value();
  REQUIRE(connecting.step());
  pair.second.close();
  auto const first = connecting.step();
  REQUIRE_FALSE(first);
  CHECK(first.error().code() == Errc::handshake_interrupted);
  CHECK(connecting.step().error().code() == Errc::handshake_interrupted);
}
