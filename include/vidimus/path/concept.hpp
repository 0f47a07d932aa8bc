// SPDX-License-Identifier: Apache-2.0
// Step 3 of the job: what a Validator is.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/x509/peer_chain.hpp>
#include <vidimus/x509/validation_context.hpp>
#include <vidimus/x509/verified_path.hpp>

#include <concepts>

namespace vidimus {

/// Proves that a chain leads to a trust anchor, or says why not. `validate` is const and is called from several threads.
template <class P>
concept Validator =
    HasRole<P, role::validator> && requires(P const& policy, PeerChain const& chain, ValidationContext const& context) {
      { policy.validate(chain, context) } -> std::same_as<Result<VerifiedPath>>;
    };

}  // namespace vidimus
