// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/peer_name/concept.hpp>

#include "named_peers.hpp"

#include <type_traits>

using namespace vidimus;

static_assert(PeerNameFilter<danger::AnyPeerName>);
static_assert(std::is_empty_v<danger::AnyPeerName>);

TEST_CASE("AnyPeerName accepts every peer and says that it is dangerous", "[peer_name]") {
  for (auto const* const label : {"john", "empty-subject", "dns-none", "two-names"})
    CHECK(danger::AnyPeerName::accepts(peer(label)).is_accepted());
  CHECK(danger::AnyPeerName::describe() == "any peer name (danger)");
}
