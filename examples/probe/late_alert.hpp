// SPDX-License-Identifier: Apache-2.0
// Under TLS 1.3 a client finishes first (RFC 8446, 4.4): whether the server takes our certificate, or that we have none, is
// heard after the handshake, or it breaks off without a word. So the probe listens for a moment.
#pragma once

#include "timeline.hpp"

#include <vidimus/core/failure.hpp>

#include <poll.h>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

namespace probe {

/// The error that reading ended with, if it did: an alert, how the connection broke off, or what we do not take. `channel` does not block, and `descriptor` is its socket.
template <class Channel>
auto late_alert(Channel& channel, int descriptor, std::chrono::milliseconds longest)
    -> std::optional<vidimus::Failure> {
  auto const until = Clock::now() + longest;
  std::array<std::byte, 256> bytes;
  for (auto now = Clock::now(); now < until; now = Clock::now()) {
    auto const read = channel.read(bytes);
    if (read) return std::nullopt;  // it says something or closes in order: then it has taken us
    if (read.error().code() != vidimus::Errc::would_block) return read.error();
    ::pollfd wait{descriptor, POLLIN, 0};
    ::poll(&wait, 1, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(until - now).count()));
  }
  return std::nullopt;
}

}  // namespace probe
