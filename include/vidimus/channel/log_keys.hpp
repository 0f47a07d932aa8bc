// SPDX-License-Identifier: Apache-2.0
// The secrets of a handshake in the NSS key log format, for the policies that ask for them.
#pragma once

#include <vidimus/channel/engine_choice.hpp>
#include <vidimus/core/key_log.hpp>

namespace vidimus::detail {

/// What is derived so far, a line each. Wireshark follows key updates by itself.
template <KeyLogPolicy Log>
void log_keys(Log const& log, EngineSession const& session) {
  if constexpr (Log::is_logging) {
    using enum engine::SecretKind;
    auto const say = [&](char const* label, ByteView secret) {
      if (!secret.empty()) log.log(key_log_line(label, session.client_random(), secret));
    };
    say("CLIENT_RANDOM", session.master_secret());
    say("CLIENT_HANDSHAKE_TRAFFIC_SECRET", session.secret(End::client, handshake).bytes());
    say("SERVER_HANDSHAKE_TRAFFIC_SECRET", session.secret(End::server, handshake).bytes());
    say("CLIENT_TRAFFIC_SECRET_0", session.secret(End::client, application).bytes());
    say("SERVER_TRAFFIC_SECRET_0", session.secret(End::server, application).bytes());
  }
}

}  // namespace vidimus::detail
