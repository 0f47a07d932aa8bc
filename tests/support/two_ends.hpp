// SPDX-License-Identifier: Apache-2.0
// Both ends of a channel in one thread: two handshakes over non-blocking memory, stepped in turn until neither goes on.
#pragma once

#include <vidimus/channel/connect.hpp>
#include <vidimus/transport/memory_pair.hpp>

#include <optional>
#include <utility>

namespace vidimus_test {

template <class Channel>
struct EndResult {
  std::optional<Channel> channel{};
  std::optional<vidimus::Failure> failure{};
};

// Whether the end is finished, one way or the other.
template <class Handshake, class Channel>
auto step(Handshake& handshake, EndResult<Channel>& end) -> bool {
  if (end.channel || end.failure) return true;
  auto const next = handshake.step();
  if (!next) {
    end.failure = next.error();
    return true;
  }
  if (*next != vidimus::HandshakeStep::done) return false;
  end.channel.emplace(std::move(handshake).finish().value());
  return true;
}

/// What comes of a handshake between two endpoints. Under TLS 1.3 a client may have a channel although its server refused.
template <class... Cs, class... Ss>
auto two_ends(vidimus::Endpoint<Cs...> const& client, vidimus::Endpoint<Ss...> const& server,
              vidimus::MemoryOptions options = {}, vidimus::HandshakeOptions handshake_options = {}) {
  using vidimus::MemoryTransport;
  options.blocking = false;
  auto pair = vidimus::MemoryPair::make(options);
  auto connecting = vidimus::start_connecting(std::move(pair.first), client, std::move(handshake_options)).value();
  auto accepting = vidimus::start_accepting(std::move(pair.second), server).value();
  std::pair<EndResult<vidimus::SecureChannel<MemoryTransport, Cs...>>,
            EndResult<vidimus::SecureChannel<MemoryTransport, Ss...>>>
      ends;
  for (int round = 0; round != 20000; ++round) {
    bool const client_finished = step(connecting, ends.first);
    bool const server_finished = step(accepting, ends.second);
    if (client_finished && server_finished) break;
    if (ends.first.failure) connecting.transport().close();
    if (ends.second.failure) accepting.transport().close();
  }
  return ends;
}

}  // namespace vidimus_test
