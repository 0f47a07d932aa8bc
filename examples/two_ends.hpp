// SPDX-License-Identifier: Apache-2.0
// Both ends of a channel in one process, over memory: what the small examples have in common.
#pragma once

#include "small_ca.hpp"

#include <vidimus/channel/connect.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/transport/memory_pair.hpp>

#include <array>
#include <cstdio>
#include <future>
#include <string>
#include <utility>

namespace two_ends {

using namespace vidimus;

inline auto anchors(small_ca::SmallCa const& authority) { return TrustAnchors::from_pem(authority.pem()).value(); }
inline auto credentials(small_ca::Issued const& own) { return Credentials::from_pem(own.pem(), own.key_pem()).value(); }

/// A channel, or why there is none, at each end.
template <class... Ps>
struct Meeting {
  Result<SecureChannel<MemoryTransport, Ps...>> client, server;
};

/// The two ends meet; the accepting one on a thread of its own.
template <class... Ps>
auto meet(Endpoint<Ps...> const& client, Endpoint<Ps...> const& server) -> Meeting<Ps...> {
  auto [ours, theirs] = MemoryPair::make();
  auto accepted = std::async(std::launch::async, [&server, transport = std::move(theirs)]() mutable {
    return accept(std::move(transport), server);
  });
  auto connected = connect(std::move(ours), client);
  return {std::move(connected), accepted.get()};
}

/// What one end knows, for people.
template <class Channel>
void tell(char const* who, Result<Channel> const& channel) {
  auto const text = channel ? channel->report().to_text() : explain(channel.error());
  std::printf("%s\n%s\n\n", who, text.c_str());
}

/// Whether this end refused for this reason.
template <class Channel>
auto is_refused(Result<Channel> const& channel, Errc code) -> bool {
  return !channel && channel.error().code() == code;
}

}  // namespace two_ends
