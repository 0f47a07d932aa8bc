// SPDX-License-Identifier: Apache-2.0
// SslPeer<"CN=QM2*, OU=Payments, O=Acme">: IBM MQ's SSLPEER, a filter on the subject of the peer's certificate.
//
// When to use: peers are queue managers or people that a CA of yours names by distinguished names. For hosts use DnsId.
// The grammar stands in dn_grammar.hpp, what matches in dn_filter_match.hpp. In short: attributes that the filter names must be
// there and match, others do not matter; "*" at the ends of a value; OU and DC from the highest level down; SERIALNUMBER is
// the certificate's serial number. Letter case is ignored.
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
class SslPeer {
  using Filter = detail::CheckedDnFilter<Pattern, detail::DnOf::subject>;

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_mismatch`, `peer_name_ambiguous`, `peer_name_absent`, each with the first attribute of the filter
  /// that failed and what the subject has of it. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    if (matches(peer)) return Verdict::accepted(std::string{Pattern.view()});
    return detail::judge_dn(Filter::view, peer.certificate.subject(), peer.certificate);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing, but for a serial number and for values
  /// that are long and must be folded.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::filter_matches<Filter>(peer.certificate.subject(), peer.certificate);
  }
  /// `SSLPEER CN=QM2*, OU=Payments, O=Acme`.
  [[nodiscard]] static auto describe() -> std::string { return "SSLPEER " + std::string{Pattern.view()}; }
};

namespace danger {
[[nodiscard]] auto parse_ssl_peer_or_any(std::string_view text) -> Result<SslPeer<dynamic>>;
}  // namespace danger

/// The same filter, read at run time.
template <>
class SslPeer<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `ssl_peer_malformed` with the reason and its offset in octets. A blank text is refused too: where it comes from
  /// a file or the environment, it is most often a mistake, and it would accept everybody.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<SslPeer> {
    auto filter = detail::parse_dn_filter(text, detail::DnOf::subject);
    if (!filter) return refuse(std::move(filter.error()));
    return SslPeer{*std::move(filter)};
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_dn(filter_.view(), peer.certificate.subject(), peer.certificate);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::filter_matches(filter_.view(), peer.certificate.subject(), peer.certificate);
  }
  [[nodiscard]] auto describe() const -> std::string {
    return filter_.text().empty() ? "SSLPEER blank: any peer name (danger)" : "SSLPEER " + filter_.text();
  }

 private:
  friend auto danger::parse_ssl_peer_or_any(std::string_view text) -> Result<SslPeer<dynamic>>;
  explicit SslPeer(detail::DynamicDnFilter filter) : filter_{std::move(filter)} {}

  detail::DynamicDnFilter filter_;
};

namespace danger {

/// As `SslPeer<dynamic>::parse`, but a blank text accepts everybody, as it does in IBM MQ: for channel definitions that come
/// from there. Errors: `ssl_peer_malformed`.
[[nodiscard]] inline auto parse_ssl_peer_or_any(std::string_view text) -> Result<SslPeer<dynamic>> {
  if (text.find_first_not_of(' ') == std::string_view::npos) return SslPeer<dynamic>{detail::DynamicDnFilter{}};
  return SslPeer<dynamic>::parse(text);
}

}  // namespace danger

}  // namespace vidimus
