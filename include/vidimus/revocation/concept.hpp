// SPDX-License-Identifier: Apache-2.0
// Steps 4 and 5 of the job: what a RevocationChecker is.
#pragma once

#include <vidimus/core/fetch.hpp>
#include <vidimus/core/revocation_status.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/x509/issued_certificate.hpp>

#include <concepts>
#include <vector>

namespace vidimus {

/// Says of one certificate whether it is revoked. `status` is const and is called from several threads. A checker that
/// needs something fetched has `wants` too: what it returns is fetched, and it is asked again with the evidence.
template <class P>
concept RevocationChecker = HasRole<P, role::revocation_checker> &&
                            requires(P const& policy, IssuedCertificate const& certificate, Evidence const& evidence) {
                              { policy.status(certificate, evidence) } -> std::same_as<RevocationStatus>;
                            };

/// A RevocationChecker that may want something fetched; an empty answer means: nothing more.
template <class P>
concept FetchingRevocationChecker =
    RevocationChecker<P> && requires(P const& policy, IssuedCertificate const& certificate, Evidence const& evidence) {
      { policy.wants(certificate, evidence) } -> std::same_as<std::vector<FetchRequest>>;
    };

}  // namespace vidimus
