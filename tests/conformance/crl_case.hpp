// SPDX-License-Identifier: Apache-2.0
// Cases about CRLs: `crl` gives a certificate, its issuers, which are taken as proved, and one CRL; `path+crl` a peer and
// CRLs with options; `crl-parse` a CRL alone.
#pragma once

#include "case_revocation.hpp"
#include "case_rules.hpp"
#include "judgement.hpp"
#include "report.hpp"

#include <vidimus/revocation/crl_checker.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace conformance {

namespace detail {

inline auto agreed_or(Agreement otherwise, json const& test, std::string expected, std::string got, std::string why)
    -> Comparison {
  auto const agreement = expected == got ? Agreement::agreed : otherwise;
  return {test.at("id"), agreement, std::move(expected), std::move(got), std::move(why)};
}

/// Of base64 without PEM's lines.
inline auto crl_of(json const& test) -> Result<CertificateList> {
  auto const der = parse_pem(
      "-----BEGIN X509 CRL-----\n" + test.at("crl").get<std::string>() + "\n-----END X509 CRL-----\n", "X509 CRL");
  if (!der) return refuse(der.error());
  return CertificateList::parse(der->front());
}

/// RFC 5280, 5.1.2.5, 5.2.1 and 5.2.3: what a conforming issuer's CRL has. A CRL without it is read all the same, since
/// there are such; a reader that wants more asks for it like this.
inline auto keeps_to_the_profile(CertificateList const& crl) -> bool {
  return crl.next_update() && crl.version() == 2 && crl.authority_key_identifier() && crl.crl_number();
}

// ---- crl ---------------------------------------------------------------------------------------------------------------

inline auto status_of(json const& test, CrlStore const& store) -> RevocationStatus {
  std::vector<Certificate> issuers;
  for (auto const& pem : texts(test.at("issuer_chain"))) issuers.push_back(Certificate::from_pem(pem).value());
  TrustAnchor const anchor{issuers.back()};
  issuers.pop_back();
  auto const anchors = TrustAnchors::from_certificates({anchor.certificate()});
  auto const path = danger::assert_verified(Certificate::from_pem(test.at("target").get<std::string>()).value(),
                                            std::move(issuers), anchor, {});
  ValidationContext const context{time_of(test.at("time")), End::server, anchors};
  auto const crls = store.crls();
  vidimus::detail::CrlSources sources{*crls};
  sources.timing.maximum_age = std::chrono::seconds{test.at("max_age_seconds").get<std::int64_t>()};
  vidimus::detail::CrlEffort effort;
  return vidimus::detail::ask_crls(sources, {path.certificates()[0], path.issuer_of(0), 0, path, context}, effort);
}

inline auto compare_crl(json const& test) -> Comparison {
  auto const expected = test.at("expected_status").get<std::string>();
  auto const crl = crl_of(test);
  auto const status = status_of(test, crl ? CrlStore::from_crls({*crl}) : CrlStore{});
  std::string const got = status.is_good() ? "GOOD" : status.is_revoked() ? "REVOKED" : "UNKNOWN";
  auto const why = status.is_good() ? "" : describe(crl ? status.finding() : crl.error().decisive());
  return agreed_or(got == "GOOD" ? Agreement::false_accept : Agreement::false_refusal, test, expected, got, why);
}

// ---- path+crl ----------------------------------------------------------------------------------------------------------

/// The case's anchors are names and keys, and its certificates are not made with care.
struct OfNamesAndKeys : OfAnOlderProfile {
  static constexpr AnchorRules anchor_rules = AnchorRules::name_and_key;
};

/// What the case calls unknown is a certificate for which no CRL speaks; a CRL that speaks and cannot be believed, or is
/// stale, is never let pass there.
inline auto is_nobodys(Finding const& finding) -> bool {
  return finding.code == Errc::crl_not_found || finding.code == Errc::crl_out_of_scope;
}

template <class Checker>
auto judge_statuses(Checker const& checker, bool allows_unknown, VerifiedPath const& path,
                    ValidationContext const& context) -> Judgement {
  for (unsigned depth = 0; depth != path.certificates().size(); ++depth) {
    auto const status =
        checker.status({path.certificates()[depth], path.issuer_of(depth), depth, path, context}, Evidence{});
    bool const passes = status.is_good() || (status.is_unknown() && allows_unknown && is_nobodys(status.finding()));
    if (!passes) return Judgement::refused(describe(status.finding()));
  }
  return Judgement::accepted();
}

template <class Depth>
auto judge_by_expiration(json const& options, CrlStore const& store, VerifiedPath const& path,
                         ValidationContext const& context) -> Judgement {
  using Ignored = GracePeriod<std::numeric_limits<std::uint32_t>::max()>;
  bool const allows_unknown = options.at("unknown_status") == "allow";
  if (options.at("crl_expiration") == "ignore")
    return judge_statuses(CrlChecker<Depth, Ignored>{store}, allows_unknown, path, context);
  return judge_statuses(CrlChecker<Depth>{store}, allows_unknown, path, context);
}

inline auto judge_path_and_crls(json const& test) -> Judgement {
  auto const chain = PeerChain::parse(presented(test));
  if (!chain) return Judgement::refused(chain.error());
  std::string unreadable;
  auto const anchors = anchors_of(test, unreadable);
  auto const end = test.at("validation_kind") == "CLIENT" ? End::client : End::server;
  ValidationContext const context{time_of(test.at("time")), end, anchors};
  auto const path = Rfc5280With<Budget{}, OfNamesAndKeys>{}.validate(*chain, context);
  if (!path) return Judgement::refused(describe(path.error().decisive()) + unreadable);
  auto const& options = test.at("options");
  if (!options.at("revocation").get<bool>()) return Judgement::accepted();
  auto const judge_with =
      options.at("depth") == "chain" ? &judge_by_expiration<WholeChain> : &judge_by_expiration<EndEntityOnly>;
  return judge_with(options, crls_of(test, unreadable), *path, context);
}

inline auto compare_path_and_crls(json const& test) -> Comparison {
  auto const judgement = judge_path_and_crls(test);
  bool const accepted = judgement.is_accepted();
  return agreed_or(accepted ? Agreement::false_accept : Agreement::false_refusal, test, test.at("expected_result"),
                   accepted ? "SUCCESS" : "FAILURE", judgement.why);
}

// ---- crl-parse ---------------------------------------------------------------------------------------------------------

inline auto compare_crl_parse(json const& test) -> Comparison {
  auto const crl = crl_of(test);
  auto const unusable = crl ? crl->unusable() : std::nullopt;
  bool const accepted = crl && !unusable && keeps_to_the_profile(*crl);
  auto why = !crl ? describe(crl.error().decisive()) : unusable ? describe(*unusable) : "breaks RFC 5280, 5's profile";
  return agreed_or(accepted ? Agreement::false_accept : Agreement::false_refusal, test, test.at("expected_result"),
                   accepted ? "SUCCESS" : "FAILURE", accepted ? "" : std::move(why));
}

}  // namespace detail

/// Nothing for a case that is not about CRLs alone.
inline auto compare_crl_case(json const& test) -> std::optional<Comparison> {
  auto const kind = test.value("kind", std::string{});
  if (kind == "crl") return detail::compare_crl(test);
  if (kind == "path+crl") return detail::compare_path_and_crls(test);
  if (kind == "crl-parse") return detail::compare_crl_parse(test);
  return std::nullopt;
}

}  // namespace conformance
