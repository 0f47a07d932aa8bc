// SPDX-License-Identifier: Apache-2.0
// The certification path of a CRL's signer that is not in the peer's path (RFC 5280, 6.3.3 (f)): found and proved as any
// other, to the same trust anchor.
#pragma once

#include <vidimus/path/rfc5280.hpp>
#include <vidimus/x509/issued_certificate.hpp>

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace vidimus {

/// What is asked of the certificates of a CRL signer's path: RFC 5280, 6.1, and algorithms and keys as of any other. That
/// its key may sign CRLs is asked beside; no extended key usage is one for CRLs.
struct CrlSignerRules : StandardRules {
  static constexpr IssuerProfile issuer_profile = IssuerProfile::ignored;
  static constexpr EndEntityKeyUsage end_entity_key_usage = EndEntityKeyUsage::any;
  static constexpr PurposeRules purpose_rules = PurposeRules::any;
};

namespace detail {

/// "The trust anchor for the certification path MUST be the same as the trust anchor used to validate the target
/// certificate." `more`: certificates to build it of, beside those of the peer's path and the context's.
[[nodiscard]] inline auto signer_path(Certificate const& signer, IssuedCertificate const& target,
                                      std::span<Certificate const> more) -> Result<VerifiedPath> {
  auto const chain = PeerChain::parse(std::array{Buffer{signer.der().begin(), signer.der().end()}});
  if (!chain) return refuse(chain.error());
  auto const anchors = TrustAnchors::from_certificates({target.path.anchor().certificate()});
  auto const own = target.path.certificates(), given = target.context.intermediates;
  std::vector<Certificate> material{own.begin(), own.end()};
  material.insert(material.end(), given.begin(), given.end());
  material.insert(material.end(), more.begin(), more.end());
  ValidationContext const context{target.context.now, target.context.peer_end, anchors, material};
  return Rfc5280With<Budget{}, CrlSignerRules>{}.validate(*chain, context);
}

}  // namespace detail

}  // namespace vidimus
