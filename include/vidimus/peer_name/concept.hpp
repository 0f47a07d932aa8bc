// SPDX-License-Identifier: Apache-2.0
// Step 6 of the job: what a PeerNameFilter is.
#pragma once

#include <vidimus/core/role.hpp>
#include <vidimus/core/verdict.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <concepts>

namespace vidimus {

/// Accepts or refuses a peer by its names. `accepts` is const and is called from several threads.
template <class P>
concept PeerNameFilter = HasRole<P, role::peer_name_filter> && requires(P const& policy, EndEntity const& peer) {
  { policy.accepts(peer) } -> std::same_as<Verdict>;
};

}  // namespace vidimus
