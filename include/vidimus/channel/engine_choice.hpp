// SPDX-License-Identifier: Apache-2.0
// The one place that says which TLS engine runs channels. Another one that models `engine::Engine` would go here.
#pragma once

#include <vidimus/engine/mbedtls.hpp>
#include <vidimus/pipeline/accepted_peer.hpp>

namespace vidimus::detail {

using EngineOfChoice = engine::Mbedtls;
static_assert(engine::Engine<EngineOfChoice, AcceptedPeer>);

using EngineSetup = EngineOfChoice::Setup;
using EngineSession = EngineOfChoice::Session<AcceptedPeer>;

}  // namespace vidimus::detail
