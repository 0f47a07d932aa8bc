// SPDX-License-Identifier: Apache-2.0
// Where CRLs of a certificate are looked for (RFC 5280, 6.3.3): at each of its distribution points and, as the section ends
// with, at one more, "with both the reasons and the cRLIssuer fields omitted and a distribution point name of the
// certificate issuer".
#pragma once

#include <vidimus/revocation/crl_locator.hpp>
#include <vidimus/revocation/crl_scope.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// One such place of one certificate, which it views.
class CrlPlace {
 public:
  CrlPlace(Certificate const& certificate, DistributionPoint const& point)
      : certificate_{&certificate}, point_{point} {}
  /// The one that no certificate names.
  explicit CrlPlace(Certificate const& certificate) : certificate_{&certificate} {}

  /// The reasons for which CRLs can be found here.
  [[nodiscard]] auto reasons() const -> ReasonFlags {
    return point_ && point_->reasons ? *point_->reasons : ReasonFlags::all();
  }
  /// Ways to them, of which one is enough.
  [[nodiscard]] auto urls(CrlLocator const& locator) const -> std::vector<std::string> {
    if (!locator.has_directory()) return point_ ? locator.urls_of(*point_) : std::vector<std::string>{};
    std::vector<std::string> urls;
    for (auto const& issuer : issuers())
      for (auto& url : locator.urls_in_directory(issuer, *certificate_)) urls.push_back(std::move(url));
    return urls;
  }
  /// Whose CRLs are to be found here: cRLIssuer's, or the certificate's own issuer's.
  [[nodiscard]] auto issuers() const -> std::vector<Name> {
    if (!has_other_issuer()) return {certificate_->issuer()};
    std::vector<Name> names;
    for (auto const name : *point_->crl_issuer)
      if (name.kind == GeneralNameKind::directory_name) names.push_back(name.directory_name());
    return names;
  }
  /// 6.3.3 (d), the interim_reasons_mask; empty where the CRL does not cover the certificate here (b).
  [[nodiscard]] auto reasons_covered(CertificateList const& crl) const -> ReasonFlags {
    auto const& scope = crl.issuing_distribution_point();
    if (!is_of_issuer(crl) || (scope && !covers(crl, *scope))) return {};
    return reasons() & (scope && scope->only_some_reasons ? *scope->only_some_reasons : ReasonFlags::all());
  }

 private:
  [[nodiscard]] auto has_other_issuer() const -> bool { return point_ && point_->crl_issuer; }

  /// (b)(1): another issuer's CRLs are indirect, and of one that the point names.
  [[nodiscard]] auto is_of_issuer(CertificateList const& crl) const -> bool {
    if (!has_other_issuer()) return same_name(crl.issuer(), certificate_->issuer());
    auto const& scope = crl.issuing_distribution_point();
    return scope && scope->indirect_crl && contains_name(*point_->crl_issuer, crl.issuer());
  }
  /// (b)(2).
  [[nodiscard]] auto covers(CertificateList const& crl, IssuingDistributionPoint const& scope) const -> bool {
    if (!covers_kind(scope, *certificate_)) return false;
    return !scope.name || PlaceNames{*scope.name, crl.issuer()}.meets(names(crl));
  }
  /// (b)(2)(i): the point's names, or those of its cRLIssuer where it has none.
  [[nodiscard]] auto names(CertificateList const& crl) const -> PlaceNames {
    if (!point_) return PlaceNames{certificate_->issuer()};
    return point_->name ? PlaceNames{*point_->name, crl.issuer()} : PlaceNames{*point_->crl_issuer};
  }

  Certificate const* certificate_;
  std::optional<DistributionPoint> point_;
};

/// A certificate's places, the unnamed one last. More points than any authority issues are not looked at.
[[nodiscard]] inline auto places_of(Certificate const& certificate) -> std::vector<CrlPlace> {
  constexpr std::size_t limit = 16;
  std::vector<CrlPlace> places;
  if (auto const points = certificate.crl_distribution_points())
    for (auto const point : *points)
      if (places.size() != limit) places.emplace_back(certificate, point);
  places.emplace_back(certificate);
  return places;
}

}  // namespace vidimus::detail
