// SPDX-License-Identifier: Apache-2.0
// SslCertIssuer<"CN=Acme Issuing CA 2, O=Acme">: IBM MQ's SSLCERTI, a filter on the issuer of the peer's certificate.
//
// When to use: beside SslPeer, in AllOf, where more than one CA is trusted, since two CAs can issue the same subject.
// The grammar and what matches are those of SslPeer, without SERIALNUMBER.
#pragma once

#include <vidimus/core/fixed_string.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/peer_name/dn_filter_decision.hpp>
#include <vidimus/peer_name/dn_filter_policy.hpp>
#include <vidimus/x509/end_entity.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

/// A peer-name filter that the compiler reads. Empty type; a mistake is one error that shows its offset.
template <FixedString Pattern>
class SslCertIssuer {
  using Filter = detail::CheckedDnFilter<Pattern, detail::DnOf::issuer>;

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: those of `SslPeer`, with what the issuer's name has.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    if (matches(peer)) return Verdict::accepted(std::string{Pattern.view()});
    return detail::judge_dn(Filter::view, peer.certificate.issuer(), peer.certificate);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing, but for a serial number and for values
  /// that are long and must be folded.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::filter_matches<Filter>(peer.certificate.issuer(), peer.certificate);
  }
  /// `SSLCERTI CN=Acme Issuing CA 2, O=Acme`.
  [[nodiscard]] static auto describe() -> std::string { return "SSLCERTI " + std::string{Pattern.view()}; }
};

/// The same filter, read at run time.
template <>
class SslCertIssuer<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `ssl_peer_malformed` with the reason and its offset in octets. A blank text is refused: leave the filter out.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<SslCertIssuer> {
    auto filter = detail::parse_dn_filter(text, detail::DnOf::issuer);
    if (!filter) return refuse(std::move(filter.error()));
    return SslCertIssuer{*std::move(filter)};
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_dn(filter_.view(), peer.certificate.issuer(), peer.certificate);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::filter_matches(filter_.view(), peer.certificate.issuer(), peer.certificate);
  }
  [[nodiscard]] auto describe() const -> std::string { return "SSLCERTI " + filter_.text(); }

 private:
  explicit SslCertIssuer(detail::DynamicDnFilter filter) : filter_{std::move(filter)} {}

  detail::DynamicDnFilter filter_;
};

}  // namespace vidimus
