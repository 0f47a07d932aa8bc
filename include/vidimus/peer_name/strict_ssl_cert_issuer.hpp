// SPDX-License-Identifier: Apache-2.0
// StrictSslCertIssuer<"CN=Acme Issuing CA 2, O=Acme">: SSLCERTI read as narrowly as its words allow, as `StrictSslPeer` reads
// SSLPEER.
//
// When to use: for filters that are written for vidimus, beside a filter of the peer's own name, in AllOf. Beyond `SslCertIssuer`:
// the issuer's name has as many OUs, and DCs, as the filter names of them; it repeats no other attribute that a filter can
// name, named or not; each "*" stands for a character at least.
#pragma once

#include <vidimus/core/fixed_string.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/peer_name/dn_filter_policy.hpp>
#include <vidimus/peer_name/strict_dn.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

/// A peer-name filter that the compiler reads. Empty type; a mistake is one error that shows its offset.
template <FixedString Pattern>
class StrictSslCertIssuer {
  using Filter = detail::CheckedDnFilter<Pattern, detail::DnOf::issuer>;

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: those of `SslPeer`, with what the issuer's name has. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_dn_strictly(Filter::view, peer.certificate.issuer(), peer.certificate);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing, but for a serial number and for values
  /// that are long and must be folded.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::matches_strictly(Filter::view, peer.certificate.issuer(), peer.certificate);
  }
  /// `strict SSLCERTI CN=Acme Issuing CA 2, O=Acme`.
  [[nodiscard]] static auto describe() -> std::string { return "strict SSLCERTI " + std::string{Pattern.view()}; }
};

/// The same filter, read at run time.
template <>
class StrictSslCertIssuer<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `ssl_peer_malformed` with the reason and its offset in octets; a blank text is refused.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<StrictSslCertIssuer> {
    auto filter = detail::parse_dn_filter(text, detail::DnOf::issuer);
    if (!filter) return refuse(std::move(filter.error()));
    return StrictSslCertIssuer{*std::move(filter)};
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_dn_strictly(filter_.view(), peer.certificate.issuer(), peer.certificate);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::matches_strictly(filter_.view(), peer.certificate.issuer(), peer.certificate);
  }
  [[nodiscard]] auto describe() const -> std::string { return "strict SSLCERTI " + filter_.text(); }

 private:
  explicit StrictSslCertIssuer(detail::DynamicDnFilter filter) : filter_{std::move(filter)} {}

  detail::DynamicDnFilter filter_;
};

}  // namespace vidimus
