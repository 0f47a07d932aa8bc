// SPDX-License-Identifier: Apache-2.0
// The policies that the command line or a file says, and what they are used with.
#pragma once

#include "arguments.hpp"

#include <vidimus/adapters/json.hpp>
#include <vidimus/channel/credentials.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/compose.hpp>
#include <vidimus/peer_name/dns_id.hpp>
#include <vidimus/peer_name/ip_id.hpp>
#include <vidimus/peer_name/spiffe_id.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
#include <vidimus/revocation/compose.hpp>
#include <vidimus/revocation/crl_checker.hpp>
#include <vidimus/revocation/no_revocation.hpp>
#include <vidimus/revocation/ocsp_checker.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace probe {

using namespace vidimus;

struct Posture {
  LoadedPolicy policy;
  TrustAnchors anchors;
  Credentials own;
};

/// Every name that was asked for has to be there.
class NamesWanted {
 public:
  template <class Filter>
  void add(std::string const& text, Result<Filter> filter) {
    if (!filter) return fail(std::move(filter.error()), text);
    AnyPeerNameFilter next{*std::move(filter)};
    filter_ = filter_ ? AnyPeerNameFilter{AllOf{*filter_, next}} : next;
  }
  /// At least one was added.
  [[nodiscard]] auto take() && -> Result<AnyPeerNameFilter> {
    if (failure_) return refuse(*std::move(failure_));
    return *std::move(filter_);
  }

 private:
  void fail(Failure failure, std::string const& text) {
    if (!failure_) failure_ = std::move(failure.about(text));
  }
  std::optional<AnyPeerNameFilter> filter_;
  std::optional<Failure> failure_;
};

/// `spiffe://acme.example/payments/*`.
inline auto spiffe_filter(std::string_view text) -> Result<SpiffeId<dynamic>> {
  constexpr std::string_view scheme = "spiffe://";
  auto const rest = text.starts_with(scheme) ? text.substr(scheme.size()) : std::string_view{};
  auto const slash = rest.find('/');
  if (slash == std::string_view::npos)
    return refuse(Errc::bad_argument, Note{"write it as spiffe://acme.example/payments/*"});
  return SpiffeId<dynamic>::parse(rest.substr(0, slash), rest.substr(slash));
}

inline auto names_wanted(Arguments const& given, Target const& target) -> Result<AnyPeerNameFilter> {
  NamesWanted wanted;
  for (auto const& text : given.dns) wanted.add(text, DnsId<dynamic>::parse(text));
  for (auto const& text : given.ip) wanted.add(text, IpId<dynamic>::parse(text));
  for (auto const& text : given.ssl_peer) wanted.add(text, SslPeer<dynamic>::parse(text));
  for (auto const& text : given.spiffe) wanted.add(text, spiffe_filter(text));
  if (given.names_anybody()) return std::move(wanted).take();
  if (target.is_address())
    wanted.add(target.host, IpId<dynamic>::parse(target.host));
  else
    wanted.add(target.host, DnsId<dynamic>::parse(target.host));
  return std::move(wanted).take();
}

inline auto crl_checker(Arguments const& given) -> Result<AnyRevocationChecker> {
  CrlStore store;
  for (auto const& path : given.crl) {
    auto const more = CrlStore::from_file(path);
    if (!more) return refuse(more.error());
    store = store.joined_with(*more);
  }
  if (given.fetches_crls) return AnyRevocationChecker{CrlChecker<FromDistributionPoints>{std::move(store)}};
  return AnyRevocationChecker{CrlChecker<>{std::move(store)}};
}

/// OCSP first where both were asked for; the CRLs decide where it does not know.
inline auto revocation_checker(Arguments const& given) -> Result<AnyRevocationChecker> {
  if (given.without_revocation) return AnyRevocationChecker{danger::NoRevocation{}};
  AnyRevocationChecker const ocsp{OcspChecker<>{}};
  if (given.crl.empty() && !given.fetches_crls) return ocsp;
  auto crls = crl_checker(given);
  if (!crls || !given.asks_ocsp) return crls;
  return AnyRevocationChecker{FirstConclusive{ocsp, *std::move(crls)}};
}

inline auto policy_of_flags(Arguments const& given, Target const& target) -> Result<LoadedPolicy> {
  auto names = names_wanted(given, target);
  if (!names) return refuse(std::move(names.error()));
  auto revocation = revocation_checker(given);
  if (!revocation) return refuse(std::move(revocation.error()));
  auto ciph = SslCiph<dynamic>::parse(given.ciph.empty() ? "ANY_TLS12_OR_HIGHER" : given.ciph);
  if (!ciph) return refuse(std::move(ciph.error().about("--ciph " + given.ciph)));
  return LoadedPolicy{AnyValidator{Rfc5280{}}, *std::move(revocation), *std::move(names), *std::move(ciph)};
}

inline auto anchors_of(std::vector<std::string> const& paths) -> Result<TrustAnchors> {
  std::vector<Certificate> all;
  for (auto const& path : paths) {
    auto some = read_certificates_file(path);
    if (!some) return refuse(std::move(some.error()));
    all.insert(all.end(), some->begin(), some->end());
  }
  return TrustAnchors::from_certificates(std::move(all));
}

/// Everything that can be said before a connection. Errors: whatever a file or a name has against it.
inline auto posture_of(Arguments const& given, Target const& target) -> Result<Posture> {
  auto policy = given.policy.empty() ? policy_of_flags(given, target) : load_policy_file(given.policy);
  if (!policy) return refuse(std::move(policy.error()));
  auto anchors = anchors_of(given.ca);
  if (!anchors) return refuse(std::move(anchors.error()));
  auto own = given.certificate.empty() ? Result<Credentials>{Credentials::none()}
                                       : Credentials::from_files(given.certificate, given.key);
  if (!own) return refuse(std::move(own.error()));
  return Posture{*std::move(policy), *std::move(anchors), *std::move(own)};
}

}  // namespace probe
