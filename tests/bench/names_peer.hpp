// SPDX-License-Identifier: Apache-2.0
// The certificate whose names are decided on, in DER.
#pragma once

#include <small_ca.hpp>

#include <cstddef>
#include <vector>

namespace bench {

inline auto names_peer() -> std::vector<std::byte> {
  small_ca::CertificateProfile profile;
  profile.subject = "CN=QM2,OU=Payments,O=Acme,C=GB";
  profile.alt_names = {"DNS:qm2.payments.acme.example", "DNS:*.pool.acme.example", "IP:192.0.2.7",
                       "URI:spiffe://acme.example/payments/qm2"};
  return small_ca::SmallCa{"CN=Acme Issuing CA 2,O=Acme,C=GB"}.issue(profile).der;
}

}  // namespace bench
