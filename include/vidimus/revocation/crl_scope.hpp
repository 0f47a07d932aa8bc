// SPDX-License-Identifier: Apache-2.0
// Comparing what a certificate's distribution point says with what a CRL says of its own scope (RFC 5280, 6.3.3 (b)).
#pragma once

#include <vidimus/revocation/certificate_list.hpp>
#include <vidimus/x509/certificate.hpp>
#include <vidimus/x509/name_match.hpp>
#include <vidimus/x509/name_with_rdn.hpp>
#include <vidimus/x509/uri_match.hpp>

#include <optional>
#include <string>
#include <utility>

namespace vidimus::detail {

/// The same kind and value: directory names and URIs as RFC 5280, 7.1 and 7.4 compare them, others octet by octet.
[[nodiscard]] inline auto same_general_name(GeneralName const& a, GeneralName const& b) -> bool {
  if (a.kind != b.kind) return false;
  if (a.kind == GeneralNameKind::directory_name) return same_name(a.directory_name(), b.directory_name());
  if (a.kind == GeneralNameKind::uri) return same_uri(a.text(), b.text());
  return same_bytes(a.value, b.value);
}
[[nodiscard]] inline auto as_general_name(Name const& name) -> GeneralName {
  return {GeneralNameKind::directory_name, name.der()};
}
/// Whether a directory name is one of them.
[[nodiscard]] inline auto contains_name(GeneralNames const& names, Name const& wanted) -> bool {
  for (auto const name : names)
    if (same_general_name(name, as_general_name(wanted))) return true;
  return false;
}

/// The names of a place: a distribution point's, written out, since a relative one is below its CRL issuer's name (RFC 5280,
/// 4.2.1.13); or a directory name alone. They view what they were made of.
class PlaceNames {
 public:
  PlaceNames(DistributionPointName const& name, Name const& authority) : full_name_{name.full_name} {
    if (name.relative_name) full_relative_name_ = name_with_rdn(authority, *name.relative_name);
  }
  explicit PlaceNames(GeneralNames const& names) : full_name_{names} {}
  explicit PlaceNames(Name const& only) : full_relative_name_(only.der().begin(), only.der().end()) {}

  [[nodiscard]] auto contains(GeneralName const& wanted) const -> bool {
    if (!full_name_) return same_general_name({GeneralNameKind::directory_name, full_relative_name_}, wanted);
    for (auto const name : *full_name_)
      if (same_general_name(name, wanted)) return true;
    return false;
  }
  /// Whether they have one in common.
  [[nodiscard]] auto meets(PlaceNames const& other) const -> bool {
    if (!full_name_) return other.contains({GeneralNameKind::directory_name, full_relative_name_});
    for (auto const name : *full_name_)
      if (other.contains(name)) return true;
    return false;
  }

 private:
  std::optional<GeneralNames> full_name_;
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

/// What a CRL covers, for people.
[[nodiscard]] inline auto scope_text(CertificateList const& crl) -> std::string {
  auto const& scope = crl.issuing_distribution_point();
  if (crl.delta_crl_indicator()) return "only changes since CRL " + crl.delta_crl_indicator()->to_text();
  if (!scope) return "everything of its issuer";
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
