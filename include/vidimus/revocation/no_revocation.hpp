// SPDX-License-Identifier: Apache-2.0
// No revocation check at all. When to use: never against a peer whose key can be stolen; for tests, and for certificates
// that live only hours.
#pragma once

#include <vidimus/revocation/concept.hpp>

#include <string>

namespace vidimus::danger {

/// Good, whatever the certificate; the trace says that nobody was asked.
struct NoRevocation {
  using role = vidimus::role::revocation_checker;
  [[nodiscard]] static auto describe() -> std::string { return "no revocation check"; }
  [[nodiscard]] auto status(IssuedCertificate const&, Evidence const&) const -> RevocationStatus {
    return RevocationStatus::good({Step::check_crl, describe(), Outcome::skipped});
  }
};

}  // namespace vidimus::danger
