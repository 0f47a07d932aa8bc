// SPDX-License-Identifier: Apache-2.0
// A certificate's status by the complete CRLs of its issuer (RFC 5280, 6.3.3). Nothing here is trusted before it is
// checked: scope, signer, signature, time; a CRL that fails is passed over with its reason.
//
// A CRL's silence counts only while the CRL is current. Its word counts longer: a certificate that an authentic CRL lists
// is revoked although the CRL is stale, unless it is only on hold, since nothing but a hold is ever taken back.
#pragma once

#include <vidimus/revocation/answers.hpp>
#include <vidimus/revocation/crl_scope.hpp>
#include <vidimus/revocation/crl_signer.hpp>
#include <vidimus/revocation/crl_store.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// How far a CRL came: of several that could not be used, the reason of the furthest is the one to tell.
enum class CrlProgress : unsigned char { found, usable, in_scope, authentic, current };

/// What one CRL says.
struct CrlOpinion {
  CrlProgress progress;
  std::optional<Finding> finding{};  ///< why it does not count; or that the certificate is revoked
  ReasonFlags reasons{};             ///< that it covers; only of one that counts
  [[nodiscard]] auto is_revoked() const -> bool { return finding && finding->code == Errc::certificate_revoked; }
};

[[nodiscard]] inline auto usable(CertificateList const& crl) -> std::optional<Finding> {
  if (auto finding = crl.unusable()) return finding;
  if (!crl.delta_crl_indicator()) return std::nullopt;
  return Finding{Errc::crl_out_of_scope, Mismatch{"a complete CRL", {scope_text(crl)}}, {}, crl.to_text()};
}

/// 5.1.2.4 and 5.1.2.5. A CRL without nextUpdate never says when it ends, so it is not known to be current.
[[nodiscard]] inline auto current(CertificateList const& crl, Time now) -> std::optional<Finding> {
  auto const next_update = crl.next_update();
  if (now < crl.this_update())
    return Finding{Errc::crl_not_yet_valid, OutOfTime{"thisUpdate", now, crl.this_update()}, {}, crl.to_text()};
  if (!next_update) return Finding{Errc::crl_stale, Mismatch{"nextUpdate", {}}, {}, crl.to_text()};
  if (now > *next_update)
    return Finding{Errc::crl_stale, OutOfTime{"nextUpdate", now, *next_update}, {}, crl.to_text()};
  return std::nullopt;
}

/// The entry that revokes the certificate: its serial number, and its issuer where entries have their own (5.3.3).
[[nodiscard]] inline auto find_entry(CertificateList const& crl, Certificate const& certificate)
    -> std::optional<RevokedCertificate> {
  std::optional<RevokedCertificate> found;
  GeneralName const issuer{GeneralNameKind::directory_name, certificate.issuer().der()};
  crl.find(certificate.serial_number(), [&](RevokedCertificate const& entry) {
    bool is_ours = !entry.certificate_issuer;
    if (entry.certificate_issuer)
      for (auto const name : *entry.certificate_issuer) is_ours = is_ours || same_general_name(name, issuer);
    bool const is_worse = !found || found->reason == ReasonCode::certificate_hold;
    if (is_ours && is_worse) found = entry;
  });
  return found;
}

[[nodiscard]] inline auto revoked_finding(CertificateList const& crl, RevokedCertificate const& entry) -> Finding {
  return Finding{Errc::certificate_revoked, Revoked{entry.serial_number.to_hex(), crl.to_text(), entry.revocation_date,
                                                    std::string{entry.reason ? name_of(*entry.reason) : ""}}};
}

[[nodiscard]] inline auto opinion_of(SignedCrl const& crl, IssuedCertificate const& certificate) -> CrlOpinion {
  auto const& list = crl.list();
  if (auto finding = usable(list)) return {CrlProgress::found, std::move(finding)};
  auto const reasons = reasons_covered(list, certificate.certificate);
  if (reasons.is_empty())
    return {CrlProgress::usable, Finding{Errc::crl_out_of_scope,
                                         Mismatch{"a CRL that covers the certificate", {scope_text(list)}},
                                         {},
                                         list.to_text()}};
  if (auto finding = find_crl_signer(crl, certificate)) return {CrlProgress::in_scope, std::move(finding)};
  auto out_of_time = current(list, certificate.context.now);
  auto const entry = find_entry(list, certificate.certificate);
  if (entry && (!out_of_time || entry->reason != ReasonCode::certificate_hold))
    return {CrlProgress::current, revoked_finding(list, *entry)};
  if (out_of_time) return {CrlProgress::authentic, std::move(out_of_time)};
  return {CrlProgress::current, std::nullopt, reasons};
}

/// The opinions on one certificate as they come, newest CRL first.
class CrlInquiry {
 public:
  explicit CrlInquiry(IssuedCertificate const& certificate) : certificate_{certificate} {}

  /// False once the certificate is known to be revoked.
  auto consult(SignedCrl const& crl) -> bool {
    if (is_superseded(crl.list())) return true;
    auto opinion = opinion_of(crl, certificate_);
    answers_.push_back({Step::check_crl, crl.list().to_text(), opinion.finding ? Outcome::refused : Outcome::accepted,
                        opinion.finding});
    if (opinion.is_revoked()) return revoked_ = std::move(opinion.finding), false;
    if (opinion.progress == CrlProgress::current) spoken_.push_back(&crl.list());
    if (opinion.finding && (!closest_ || opinion.progress > progress_))
      progress_ = opinion.progress, closest_ = std::move(opinion.finding);
    covered_ = covered_ | opinion.reasons;
    return true;
  }

  [[nodiscard]] auto conclude() && -> RevocationStatus {
    if (answers_.empty()) return nothing_found();
    if (revoked_) return with_answers(RevocationStatus::revoked(*std::move(revoked_), answers_.front()));
    if (covered_.is_all()) return good_in_spite_of(answers_);
    if (!closest_) closest_ = Finding{Errc::crl_out_of_scope, Mismatch{"CRLs for all reasons", {"CRLs for some"}}};
    return with_answers(RevocationStatus::unknown(*std::move(closest_), answers_.front()));
  }

 private:
  // An older CRL of the same scope has nothing to add to a current one.
  [[nodiscard]] auto is_superseded(CertificateList const& crl) const -> bool {
    auto const scope_of = [](CertificateList const& list) {
      auto const& scope = list.issuing_distribution_point();
      return scope ? scope->der : ByteView{};
    };
    return !crl.delta_crl_indicator() && std::ranges::any_of(spoken_, [&](CertificateList const* newer) {
      return same_bytes(scope_of(*newer), scope_of(crl));
    });
  }
  [[nodiscard]] auto nothing_found() const -> RevocationStatus {
    auto const wanted = "CRL of " + certificate_.certificate.issuer().to_text();
    Finding const finding{Errc::crl_not_found, Mismatch{"a " + wanted, {}}};
    return RevocationStatus::unknown(finding, {Step::check_crl, wanted, Outcome::refused, finding});
  }
  [[nodiscard]] auto with_answers(RevocationStatus with_first) const -> RevocationStatus {
    for (std::size_t i = 1; i != answers_.size(); ++i)
      with_first = RevocationStatus::worst_of(std::move(with_first), RevocationStatus::good(answers_[i]));
    return with_first;
  }

  IssuedCertificate const& certificate_;
  std::vector<SourceAnswer> answers_;
  std::vector<CertificateList const*> spoken_;
  std::optional<Finding> revoked_, closest_;
  CrlProgress progress_ = CrlProgress::found;
  ReasonFlags covered_;
};

[[nodiscard]] inline auto crl_status(CrlStore const& store, IssuedCertificate const& certificate) -> RevocationStatus {
  CrlInquiry inquiry{certificate};
  for (auto const& crl : store.issued_by(certificate.certificate.issuer()))
    if (!inquiry.consult(*crl)) break;
  return std::move(inquiry).conclude();
}

}  // namespace vidimus::detail
