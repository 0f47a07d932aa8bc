// SPDX-License-Identifier: Apache-2.0
// RFC 5280, 6.1.4 (k) and (n): whether a certificate's owner may issue certificates. The search asks too, before it verifies
// a signature.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/x509/certificate.hpp>

#include <string>

namespace vidimus::detail {

/// RFC 5280, 6.1.4 (k): version 3, basicConstraints, cA TRUE. Versions 1 and 2 cannot say so and nobody says it for them.
inline auto check_is_ca(Certificate const& certificate) -> Result<void> {
  auto const constraints = certificate.basic_constraints();
  if (constraints && constraints->is_ca) return {};
  auto presented =
      constraints ? std::string{"cA FALSE"} : "no basicConstraints in version " + std::to_string(certificate.version());
  return refuse(Errc::issuer_is_not_a_ca, Mismatch{"basicConstraints with cA TRUE", {std::move(presented)}});
}

/// RFC 5280, 6.1.4 (n): keyUsage, where there is one, has keyCertSign.
inline auto check_key_cert_sign(Certificate const& certificate) -> Result<void> {
  auto const usage = certificate.key_usage();
  if (!usage || usage->contains(KeyUsageBit::key_cert_sign)) return {};
  return refuse(Errc::key_cert_sign_missing, Mismatch{"keyCertSign", {usage->to_text()}});
}

}  // namespace vidimus::detail
