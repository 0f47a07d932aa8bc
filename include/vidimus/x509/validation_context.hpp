// SPDX-License-Identifier: Apache-2.0
// What a Validator and a RevocationChecker are told besides the certificates.
#pragma once

#include <vidimus/core/fetch.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/time.hpp>
#include <vidimus/x509/trust_anchors.hpp>

#include <span>

namespace vidimus {

struct ValidationContext {
  Time now;                     ///< from the channel's clock, read once a handshake
  End peer_end;                 ///< the end that the peer is: a server must be allowed to be one
  TrustAnchors const& anchors;  ///< outlives the handshake
  /// Issuers that the peer did not present and a path may lead through all the same: trusted no more than those it did.
  std::span<Certificate const> intermediates{};
  Evidence const* evidence = nullptr;  ///< what was fetched for this peer until now; nullptr: nothing
};

}  // namespace vidimus
