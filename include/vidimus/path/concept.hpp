// SPDX-License-Identifier: Apache-2.0
// Step 3 of the job: what a Validator is.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/fetch.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/x509/peer_chain.hpp>
#include <vidimus/x509/validation_context.hpp>
#include <vidimus/x509/verified_path.hpp>

#include <concepts>
#include <vector>

namespace vidimus {

/// Proves that a chain leads to a trust anchor, or says why not. `validate` is const and is called from several threads. It
/// must refuse critical extensions that it does not process: with `vidimus::engine_wrap` nobody else does.
template <class P>
concept Validator =
    HasRole<P, role::validator> && requires(P const& policy, PeerChain const& chain, ValidationContext const& context) {
      { policy.validate(chain, context) } -> std::same_as<Result<VerifiedPath>>;
    };

/// A Validator that may want something fetched: what `wants` returns is fetched, it is asked again with the evidence in the
/// context, and once it wants nothing more, `validate` decides.
template <class P>
concept FetchingValidator =
    Validator<P> && requires(P const& policy, PeerChain const& chain, ValidationContext const& context) {
      { policy.wants(chain, context) } -> std::same_as<std::vector<FetchRequest>>;
    };

}  // namespace vidimus
