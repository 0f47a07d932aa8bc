// SPDX-License-Identifier: Apache-2.0
// What the CRLs said, in order, and which of their reasons is the one to tell where none of them settled it.
#pragma once

#include <vidimus/core/explain.hpp>
#include <vidimus/revocation/answers.hpp>
#include <vidimus/revocation/crl_scope.hpp>
#include <vidimus/revocation/signed_crl.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// How far a CRL came: of several that could not be used, the reason of the furthest is the one to tell.
enum class CrlProgress : unsigned char { found, usable, sought, in_scope, authentic, current };

class CrlAnswers {
 public:
  void tell(SourceAnswer answer, CrlProgress progress) {
    if (answer.finding && answer.outcome == Outcome::refused && (!closest_ || progress > progress_))
      progress_ = progress, closest_ = answer.finding;
    answers_.push_back(std::move(answer));
  }
  void tell(CertificateList const& crl, SourceAnswer answer, CrlProgress progress) {
    told_.push_back(&crl);
    tell(std::move(answer), progress);
  }
  /// Once for each location.
  void tell_unreachable(std::string const& url, Finding const& why) {
    auto const source = "CRL at " + url;
    if (std::ranges::find(answers_, source, &SourceAnswer::source) != answers_.end()) return;
    tell({Step::check_crl, source, Outcome::refused, Finding{Errc::crl_unreachable, Note{explain(why, url)}, {}, url}},
         CrlProgress::sought);
  }
  /// Told only where nothing settles it, and not for every partition of an authority that has a thousand.
  void note_out_of_scope(CertificateList const& crl) {
    constexpr std::size_t limit = 8;
    if (out_of_scope_.size() != limit && !is_among(out_of_scope_, crl)) out_of_scope_.push_back(&crl);
  }
  /// A CRL that changes another one, which is not there.
  void note_delta(CertificateList const& crl) { delta_ = &crl; }

  [[nodiscard]] auto revoked(Finding finding) && -> RevocationStatus {
    return with_others(RevocationStatus::revoked(std::move(finding), answers_.front()));
  }
  [[nodiscard]] auto good() && -> RevocationStatus { return good_in_spite_of(answers_); }
  /// About a certificate of this issuer.
  [[nodiscard]] auto unknown(Name const& issuer) && -> RevocationStatus {
    for (auto const* const crl : out_of_scope_) tell_out_of_scope(*crl);
    if (answers_.empty()) return nothing_found(issuer);
    if (!closest_) closest_ = Finding{Errc::crl_out_of_scope, Mismatch{"CRLs for all reasons", {"CRLs for some"}}};
    return with_others(RevocationStatus::unknown(*std::move(closest_), answers_.front()));
  }

 private:
  using Crls = std::vector<CertificateList const*>;
  static auto is_among(Crls const& crls, CertificateList const& crl) -> bool {
    return std::ranges::any_of(crls, [&](CertificateList const* one) { return one == &crl; });
  }

  void tell_out_of_scope(CertificateList const& crl) {
    if (is_among(told_, crl)) return;  // it was in scope at another place
    auto text = crl.to_text();
    if (auto finding = crl.unusable())
      return tell({Step::check_crl, std::move(text), Outcome::refused, std::move(finding)}, CrlProgress::found);
    Finding finding{
        Errc::crl_out_of_scope, Mismatch{"a CRL that covers the certificate", {scope_text(crl)}}, {}, crl.to_text()};
    tell({Step::check_crl, std::move(text), Outcome::refused, std::move(finding)}, CrlProgress::usable);
  }
  [[nodiscard]] auto nothing_found(Name const& issuer) const -> RevocationStatus {
    auto const wanted = "CRL of " + issuer.to_text();
    Finding finding{Errc::crl_not_found, Mismatch{"a " + wanted, {}}};
    if (delta_ != nullptr)
      finding = {
          Errc::delta_crl_without_base, Mismatch{"a complete " + wanted, {scope_text(*delta_)}}, {}, delta_->to_text()};
    return RevocationStatus::unknown(finding, {Step::check_crl, wanted, Outcome::refused, finding});
  }
  [[nodiscard]] auto with_others(RevocationStatus with_first) const -> RevocationStatus {
    for (std::size_t i = 1; i != answers_.size(); ++i)
      with_first = RevocationStatus::worst_of(std::move(with_first), RevocationStatus::good(answers_[i]));
    return with_first;
  }

  std::vector<SourceAnswer> answers_;
  Crls told_, out_of_scope_;
  CertificateList const* delta_ = nullptr;
  std::optional<Finding> closest_;
  CrlProgress progress_ = CrlProgress::found;
};

}  // namespace vidimus::detail
