// SPDX-License-Identifier: Apache-2.0
// Our end of a channel and OpenSSL's, stepped in turn in one thread until neither goes on.
#pragma once

#include "openssl_peer.hpp"
#include "peer_ends.hpp"

namespace vidimus_test {

template <class Channel>
using OpensslEnds = PeerEnds<Channel, OpensslPeer>;

/// The handshake of one of our endpoints with OpenSSL at the other end.
template <class... Ps>
auto meet_openssl(vidimus::Endpoint<Ps...> const& endpoint, OpensslSettings const& settings,
                  vidimus::MemoryOptions options = {}) {
  return meet_peer<OpensslPeer>(endpoint, settings, options);
}

}  // namespace vidimus_test
