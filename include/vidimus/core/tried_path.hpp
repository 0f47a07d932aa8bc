// SPDX-License-Identifier: Apache-2.0
// A path that a Validator tried and gave up: which certificates it went through and why it went no further.
#pragma once

#include <vidimus/core/finding.hpp>

#include <string>
#include <vector>

namespace vidimus {

/// A certificate in words. Issuer and serial number make it unique (RFC 5280, 4.1.2.2).
struct CertificateLabel {
  std::string subject;
  std::string issuer;
  std::string serial_number;  ///< upper-case hexadecimal
  friend auto operator==(CertificateLabel const&, CertificateLabel const&) -> bool = default;
};

/// One path that was tried.
struct TriedPath {
  std::vector<CertificateLabel> certificates;  ///< from the end entity up, with the issuer that was refused, if one was
  bool reaches_anchor = false;                 ///< the last of them is a trust anchor
  Finding finding;                             ///< why it ended
};

}  // namespace vidimus
