// SPDX-License-Identifier: Apache-2.0
// A certificate of the peer for each way to be refused, whichever library shows it.
#pragma once

#include "company.hpp"

#include <vidimus/core/errc.hpp>

#include <array>
#include <chrono>
#include <string_view>

namespace vidimus_test {

/// The company, a stranger's authority, and the peers.
struct Cast {
  using Hours = std::chrono::hours;
  Company acme{};
  small_ca::SmallCa stranger{"CN=Other Root,O=Other"};
  Company impostor{};  // the company's names, other keys
  small_ca::Issued own = acme.issue("CN=QM1,O=Acme");
  small_ca::Issued good = acme.issue("CN=QM2,O=Acme");
  small_ca::Issued other_name = acme.issue("CN=QM3,O=Acme");
  small_ca::Issued revoked = acme.issue("CN=QM2,O=Acme");
  small_ca::Issued untrusted = stranger.issue({.subject = "CN=QM2,O=Acme"});
  small_ca::Issued expired = acme.issuing.issue({.subject = "CN=QM2,O=Acme",
                                                 .not_before = small_ca::now() - Hours{48},
                                                 .not_after = small_ca::now() - Hours{24}});
  small_ca::Issued early = acme.issuing.issue({.subject = "CN=QM2,O=Acme",
                                               .not_before = small_ca::now() + Hours{24},
                                               .not_after = small_ca::now() + Hours{48}});
  small_ca::Issued forged = impostor.issue("CN=QM2,O=Acme");
  small_ca::Issued responder =
      acme.issuing.issue({.subject = "CN=QM2,O=Acme", .extended_key_usage = {small_ca::oid::ocsp_signing}});

  /// What the peer shows: its certificate and that of the authority it names.
  [[nodiscard]] auto chain(small_ca::Issued const& shown) const -> std::string {
    return shown.pem() + (&shown == &forged ? impostor : acme).issuing.pem();
  }
};
[[nodiscard]] inline auto cast() -> Cast const& {
  static Cast const all;
  return all;
}

/// How a peer is refused by us.
struct RefusedPeer {
  std::string_view why;
  vidimus::Errc code;
  small_ca::Issued Cast::* certificate;
};
inline constexpr std::array<RefusedPeer, 7> refused_peers{{
    {"untrusted CA", vidimus::Errc::issuer_unknown, &Cast::untrusted},
    {"our CA's name, another key", vidimus::Errc::certificate_signature_mismatch, &Cast::forged},
    {"expired", vidimus::Errc::certificate_expired, &Cast::expired},
    {"not valid yet", vidimus::Errc::certificate_not_yet_valid, &Cast::early},
    {"another purpose", vidimus::Errc::extended_key_usage_refused, &Cast::responder},
    {"revoked in the CRL", vidimus::Errc::certificate_revoked, &Cast::revoked},
    {"wrong peer name", vidimus::Errc::peer_name_mismatch, &Cast::other_name},
}};

}  // namespace vidimus_test
