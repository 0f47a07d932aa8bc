// SPDX-License-Identifier: Apache-2.0
// One certificate of an accepted path with its issuer: what a RevocationChecker is asked about.
#pragma once

#include <vidimus/x509/validation_context.hpp>
#include <vidimus/x509/verified_path.hpp>

namespace vidimus {

struct IssuedCertificate {
  Certificate const& certificate;
  Certificate const& issuer;  ///< the next certificate of the path, or the trust anchor's
  unsigned depth;             ///< 0: the end entity
  VerifiedPath const& path;
  ValidationContext const& context;
};

}  // namespace vidimus
