// SPDX-License-Identifier: Apache-2.0
// For which reasons of revocation a CRL speaks of a certificate (RFC 5280, 6.3.3 (b) and (d)). The CRL's issuer is the
// certificate's; CRLs of other issuers are not asked.
//
// A certificate's distribution points are those of its extension and, as 6.3.3 ends with, one more: a point with the
// issuer's name, all reasons and no cRLIssuer. So a CRL without an issuing distribution point covers everything.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/revocation/certificate_list.hpp>
#include <vidimus/x509/certificate.hpp>
#include <vidimus/x509/name_match.hpp>
#include <vidimus/x509/name_with_rdn.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// The same kind and value; directory names as RFC 5280, 7.1 compares them, others octet by octet.
[[nodiscard]] inline auto same_general_name(GeneralName const& a, GeneralName const& b) -> bool {
  if (a.kind != b.kind) return false;
  if (a.kind == GeneralNameKind::directory_name) return same_name(a.directory_name(), b.directory_name());
  return same_bytes(a.value, b.value);
}

/// A distribution point's name written out: a relative one is below its authority's name (RFC 5280, 4.2.1.13).
class PointNames {
 public:
  PointNames(DistributionPointName const& name, Name const& authority) : name_{name} {
    if (name.relative_name) full_relative_name_ = name_with_rdn(authority, *name.relative_name);
  }
  [[nodiscard]] auto contains(GeneralName const& wanted) const -> bool {
    if (name_.relative_name) return same_general_name({GeneralNameKind::directory_name, full_relative_name_}, wanted);
    for (auto const name : *name_.full_name)
      if (same_general_name(name, wanted)) return true;
    return false;
  }
  [[nodiscard]] auto meets(PointNames const& other) const -> bool {
    if (name_.relative_name) return other.contains({GeneralNameKind::directory_name, full_relative_name_});
    for (auto const name : *name_.full_name)
      if (other.contains(name)) return true;
    return false;
  }

 private:
  DistributionPointName const& name_;
  Buffer full_relative_name_;
};

/// 6.3.3 (b)(2)(ii) to (iv). 5.2.5: where a CRL is of one kind only, "the scope of the CRL MUST NOT include any version 1
/// or version 2 certificates".
[[nodiscard]] inline auto covers_kind(IssuingDistributionPoint const& scope, Certificate const& certificate) -> bool {
  auto const constraints = certificate.basic_constraints();
  bool const is_ca = constraints && constraints->is_ca;
  if (scope.only_contains_attribute_certs) return false;
  if (scope.only_contains_user_certs) return certificate.version() == 3 && !is_ca;
  if (scope.only_contains_ca_certs) return certificate.version() == 3 && is_ca;
  return true;
}

/// 6.3.3 (b)(1): a point of another issuer's CRLs is met only by an indirect CRL of that issuer.
[[nodiscard]] inline auto is_of_issuer(DistributionPoint const& point, CertificateList const& crl,
                                       IssuingDistributionPoint const& scope) -> bool {
  if (!point.crl_issuer) return true;
  if (!scope.indirect_crl) return false;
  GeneralName const issuer{GeneralNameKind::directory_name, crl.issuer().der()};
  for (auto const name : *point.crl_issuer)
    if (same_general_name(name, issuer)) return true;
  return false;
}

/// 6.3.3 (b)(2)(i): one name of the CRL's scope is one of the point's, or of its cRLIssuer where it has no place.
[[nodiscard]] inline auto names_meet(DistributionPoint const& point, CertificateList const& crl,
                                     DistributionPointName const& scope_name) -> bool {
  PointNames const scope{scope_name, crl.issuer()};
  if (point.name) return scope.meets(PointNames{*point.name, crl.issuer()});
  for (auto const name : *point.crl_issuer)
    if (scope.contains(name)) return true;
  return false;
}

/// 6.3.3 (d), over all of the certificate's points; empty where the CRL does not cover it.
[[nodiscard]] inline auto reasons_covered(CertificateList const& crl, Certificate const& certificate) -> ReasonFlags {
  auto const& scope = crl.issuing_distribution_point();
  if (!scope) return ReasonFlags::all();
  if (!covers_kind(*scope, certificate)) return {};
  auto const reasons = scope->only_some_reasons.value_or(ReasonFlags::all());
  GeneralName const issuer{GeneralNameKind::directory_name, crl.issuer().der()};
  if (!scope->name || PointNames{*scope->name, crl.issuer()}.contains(issuer)) return reasons;
  ReasonFlags covered;
  if (auto const points = certificate.crl_distribution_points())
    for (auto const point : *points)
      if (is_of_issuer(point, crl, *scope) && names_meet(point, crl, *scope->name))
        covered = covered | (reasons & point.reasons.value_or(ReasonFlags::all()));
  return covered;
}

/// What a CRL covers, for people.
[[nodiscard]] inline auto scope_text(CertificateList const& crl) -> std::string {
  auto const& scope = crl.issuing_distribution_point();
  if (crl.delta_crl_indicator()) return "only changes since CRL " + crl.delta_crl_indicator()->to_text();
  if (!scope) return "everything";
  std::string text;
  auto const add = [&](bool holds, std::string const& words) {
    if (holds) text += (text.empty() ? "" : ", ") + words;
  };
  add(scope->only_contains_user_certs, "only end-entity certificates");
  add(scope->only_contains_ca_certs, "only CA certificates");
  add(scope->only_contains_attribute_certs, "only attribute certificates");
  add(scope->only_some_reasons.has_value(), "only some reasons");
  add(scope->indirect_crl, "certificates of several issuers");
  if (scope->name && scope->name->full_name)
    for (auto const name : *scope->name->full_name) add(true, "distribution point " + name.to_text());
  add(scope->name && scope->name->relative_name, "a distribution point below its issuer's name");
  return text;
}

}  // namespace vidimus::detail
