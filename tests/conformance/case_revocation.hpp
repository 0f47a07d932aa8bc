// SPDX-License-Identifier: Apache-2.0
// The CRLs of a case: where there are any, every certificate of the path needs good status.
#pragma once

#include "judgement.hpp"

#include <vidimus/revocation/crl_checker.hpp>
#include <vidimus/x509/verified_path.hpp>

#include <algorithm>
#include <string>

namespace conformance::detail {

/// Delta CRLs and CRLs of another issuer's certificates are not read yet: PKITS's cases of them decide nothing here.
inline auto has_crls_of_a_later_kind(json const& test) -> bool {
  for (auto const& pem : texts(test.at("crls")))
    if (auto const blocks = parse_pem(pem, "X509 CRL"))
      for (auto const id : {oid::delta_crl_indicator, oid::certificate_issuer})
        if (auto const in = std::ranges::search(blocks->front(), id.contents()); !in.empty()) return true;
  return false;
}

/// Whether a certificate says that its CRLs are signed by somebody else.
inline auto points_to_another_issuer(VerifiedPath const& path) -> bool {
  for (auto const& certificate : path.certificates())
    if (auto const points = certificate.crl_distribution_points())
      for (auto const& point : *points)
        if (point.crl_issuer) return true;
  return false;
}

/// What a status is unknown for because the checker does not do everything yet.
inline auto is_of_a_later_kind(Errc code) -> bool {
  return code == Errc::crl_critical_extension_unknown || code == Errc::crl_out_of_scope ||
         code == Errc::crl_signer_refused || code == Errc::crl_not_found;
}

/// The CRLs that can be read.
inline auto crls_of(json const& test, std::string& unreadable) -> CrlStore {
  CrlStore store;
  for (auto const& pem : texts(test.at("crls"))) {
    auto read = CrlStore::from_pem(pem);
    if (read)
      store = store.joined_with(*read);
    else
      unreadable += "; CRL: " + describe(read.error().decisive());
  }
  return store;
}

inline auto judge_status(RevocationStatus const& status, json const& test, std::string const& unreadable) -> Judgement {
  bool const wants_acceptance = test.at("expected_result") == "SUCCESS";
  bool const later =
      test.contains("pkits") && status.is_unknown() && wants_acceptance && is_of_a_later_kind(status.finding().code);
  auto why = describe(status.finding()) + unreadable;
  return later ? Judgement::undecided("needs the whole of RFC 5280, 6.3: " + why) : Judgement::refused(std::move(why));
}

inline auto judge_revocation(json const& test, VerifiedPath const& path, ValidationContext const& context)
    -> Judgement {
  if (test.contains("pkits") && (has_crls_of_a_later_kind(test) || points_to_another_issuer(path)))
    return Judgement::undecided("needs delta or indirect CRLs");
  std::string unreadable;
  CrlChecker<> const checker{crls_of(test, unreadable)};
  for (unsigned depth = 0; depth != path.certificates().size(); ++depth) {
    auto const status =
        checker.status({path.certificates()[depth], path.issuer_of(depth), depth, path, context}, Evidence{});
    if (!status.is_good()) return judge_status(status, test, unreadable);
  }
  return Judgement::accepted();
}

}  // namespace conformance::detail
