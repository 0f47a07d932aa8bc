// SPDX-License-Identifier: Apache-2.0
// mbedTLS 3.6 as an Engine.
#pragma once

#include <vidimus/engine/concept.hpp>
#include <vidimus/engine/mbedtls_session.hpp>
#include <vidimus/engine/mbedtls_setup.hpp>

namespace vidimus::engine {

struct Mbedtls {
  using Setup = MbedtlsSetup;
  template <class Permit>
  using Session = MbedtlsSession<Permit>;
};
static_assert(Engine<Mbedtls, struct AnyPermit>);

}  // namespace vidimus::engine
