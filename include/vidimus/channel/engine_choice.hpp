// SPDX-License-Identifier: Apache-2.0
// The one place that says which TLS engine runs channels. Another engine that models `engine::Engine` goes here.
#pragma once

#include <vidimus/engine/mbedtls_session.hpp>
#include <vidimus/engine/mbedtls_setup.hpp>
#include <vidimus/pipeline/accepted_peer.hpp>

namespace vidimus::detail {

using EngineSetup = engine::MbedtlsSetup;
using EngineSession = engine::MbedtlsSession<AcceptedPeer>;

}  // namespace vidimus::detail
