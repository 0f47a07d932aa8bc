// SPDX-License-Identifier: Apache-2.0
// A certificate in the words in which paths are told.
#pragma once

#include <vidimus/core/tried_path.hpp>
#include <vidimus/x509/certificate.hpp>

namespace vidimus {

/// The label of a certificate.
[[nodiscard]] inline auto label_of(Certificate const& certificate) -> CertificateLabel {
  return {certificate.subject().to_text(), certificate.issuer().to_text(), certificate.serial_number().to_hex()};
}

}  // namespace vidimus
