// SPDX-License-Identifier: Apache-2.0
// RFC 5280, 6.3.3 for one certificate: its places one after another, at each the CRLs that cover it, the newest first, until
// every reason is covered or the certificate is found revoked. A CRL that fails is passed over with its reason.
#pragma once

#include <vidimus/core/insertion_sort.hpp>
#include <vidimus/revocation/crl_answers.hpp>
#include <vidimus/revocation/crl_delta.hpp>
#include <vidimus/revocation/crl_locations.hpp>
#include <vidimus/revocation/crl_lookup.hpp>
#include <vidimus/revocation/crl_place.hpp>
#include <vidimus/revocation/crl_signer_search.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// What one CRL, with its delta CRL, says of the certificate, wherever it was found.
struct CrlOpinion {
  SignedCrl const* crl;
  CrlProgress progress;
  std::optional<Finding> finding{};  ///< why it does not count; or that the certificate is revoked
  bool is_fresh = false;             ///< nothing newer is to be looked for
  std::string with_delta{};          ///< for people
  [[nodiscard]] auto is_revoked() const -> bool { return finding && finding->code == Errc::certificate_revoked; }
};

class CrlInquiry {
 public:
  CrlInquiry(CrlSources const& sources, IssuedCertificate const& target, CrlEffort& effort)
      : sources_{sources}, target_{target}, effort_{effort}, question_{effort, target.certificate} {}

  [[nodiscard]] auto run() && -> RevocationStatus {
    auto const places = places_of(target_.certificate);
    for (auto const& place : places)
      if (!consult(place)) break;
    if (revoked_) return std::move(answers_).revoked(*std::move(revoked_));
    for (auto const& place : places)
      if (!fresh_.is_all() && !(place.reasons() - fresh_).is_empty()) locations_.want(place.urls(sources_.locator));
    if (covered_.is_all()) return std::move(answers_).good();
    return std::move(answers_).unknown(target_.certificate.issuer());
  }

 private:
  using Crls = std::vector<SignedCrl const*>;

  /// False once nothing more needs to be known.
  auto consult(CrlPlace const& place) -> bool {
    for (auto const* const crl : candidates(place)) {
      auto const reasons = place.reasons_covered(crl->list());
      if (reasons.is_empty()) answers_.note_out_of_scope(crl->list());
      if ((reasons - covered_).is_empty()) continue;  // (e)
      auto const& opinion = opinion_of(*crl);
      if (opinion.is_revoked()) return revoked_ = opinion.finding, false;
      if (opinion.progress == CrlProgress::current) covered_ = covered_ | reasons;  // (l)
      if (opinion.is_fresh) fresh_ = fresh_ | reasons;
    }
    return !covered_.is_all();
  }

  /// The complete CRLs that may be a place's, the newest first.
  [[nodiscard]] auto candidates(CrlPlace const& place) -> Crls {
    Crls all;
    auto const add = [&](SignedCrl const* crl) {
      if (crl->list().delta_crl_indicator())
        answers_.note_delta(crl->list());
      else if (std::ranges::find(all, crl) == all.end())
        all.push_back(crl);
    };
    for (auto const& url : place.urls(sources_.locator))
      for (auto const* const crl : fetched(url)) add(crl);
    auto const issuers = place.issuers();
    bool const is_sorted = all.empty() && issuers.size() == 1;
    for (auto const& issuer : issuers)
      for (auto const& crl : sources_.set.issued_by(issuer)) add(crl.get());
    if (!is_sorted) sort_newest_first(all);
    return all;
  }
  static void sort_newest_first(Crls& crls) {
    insertion_sort(crls, [](SignedCrl const* a, SignedCrl const* b) { return is_newer(a->list(), b->list()); });
  }
  [[nodiscard]] auto fetched(std::string const& url) -> Crls {
    return locations_.fetched(url, [&](Finding const& why) { answers_.tell_unreachable(url, why); });
  }

  /// Asked for once, however many places it covers.
  auto opinion_of(SignedCrl const& crl) -> CrlOpinion const& {
    auto const known = std::ranges::find(opinions_, &crl, &CrlOpinion::crl);
    if (known != opinions_.end()) return *known;
    auto const& opinion = opinions_.emplace_back(examine(crl));
    auto const outcome = opinion.finding ? Outcome::refused : Outcome::accepted;
    answers_.tell(crl.list(), {Step::check_crl, crl.list().to_text() + opinion.with_delta, outcome, opinion.finding},
                  opinion.progress);
    return opinion;
  }

  /// (f) to (k).
  [[nodiscard]] auto examine(SignedCrl const& crl) -> CrlOpinion {
    if (auto finding = crl.list().unusable()) return {&crl, CrlProgress::found, std::move(finding)};
    if (auto finding = effort_.spend_crl()) return {&crl, CrlProgress::in_scope, std::move(finding)};
    auto const signer = SignerSearch{crl, target_, sources_, effort_}.run();
    if (!signer) return {&crl, CrlProgress::in_scope, signer.error()};
    locations_.prove(crl);
    auto const* const delta = delta_of(crl, *signer);
    BelievedCrl const believed{crl.list(), delta, target_.context.now, sources_.timing};
    auto const says = [&](CrlProgress progress, std::optional<Finding> finding) {
      return CrlOpinion{&crl, progress, std::move(finding), believed.is_fresh(),
                        delta != nullptr ? " with " + delta->to_text() : ""};
    };
    if (auto finding = believed.revoked(target_.certificate)) return says(CrlProgress::current, std::move(finding));
    if (!believed.has_fresh_delta()) locations_.want(freshest_urls(crl.list()));
    if (auto finding = believed.out_of_time_finding()) return says(CrlProgress::authentic, std::move(finding));
    return says(CrlProgress::current, std::nullopt);
  }

  /// The newest delta CRL that continues the complete one and has the same signer (c) (h); null: none.
  [[nodiscard]] auto delta_of(SignedCrl const& complete, Certificate const& signer) -> CertificateList const* {
    for (auto const* const delta : deltas_of(complete)) {
      if (auto finding = check_delta(*delta, signer)) {
        answers_.tell(as_warning({Step::check_crl, delta->list().to_text(), Outcome::refused, std::move(finding)}),
                      CrlProgress::found);
        continue;
      }
      locations_.prove(*delta);
      return &delta->list();
    }
    return nullptr;
  }
  [[nodiscard]] auto check_delta(SignedCrl const& delta, Certificate const& signer) -> std::optional<Finding> {
    if (auto finding = delta.list().unusable()) return finding;
    if (auto finding = effort_.spend_crl()) return finding;
    return check_crl_signature(delta, signer);
  }

  [[nodiscard]] auto deltas_of(SignedCrl const& complete) -> Crls {
    Crls deltas;
    auto const add = [&](SignedCrl const* crl) {
      if (continues(crl->list(), complete.list()) && crl->list().this_update() <= target_.context.now)
        deltas.push_back(crl);
    };
    for (auto const& crl : sources_.set.issued_by(complete.list().issuer())) add(crl.get());
    for (auto const& url : freshest_urls(complete.list()))
      for (auto const* const crl : fetched(url)) add(crl);
    sort_newest_first(deltas);
    return deltas;
  }
  /// Where the complete CRL (5.2.6) and the certificate (4.2.1.15) say that delta CRLs are.
  [[nodiscard]] auto freshest_urls(CertificateList const& complete) const -> std::vector<std::string> {
    std::vector<std::string> urls;
    for (auto const& points : {complete.freshest_crl(), target_.certificate.freshest_crl()}) {
      if (!points) continue;
      for (auto const& point : *points)
        for (auto& url : sources_.locator.urls_of(point)) urls.push_back(std::move(url));
    }
    return urls;
  }

  CrlSources const& sources_;
  IssuedCertificate const& target_;
  CrlEffort& effort_;
  CrlEffort::Question question_;
  CrlLocations locations_{sources_, effort_};
  CrlAnswers answers_;
  std::vector<CrlOpinion> opinions_;
  std::optional<Finding> revoked_;
  ReasonFlags covered_, fresh_;
};

inline auto ask_crls(CrlSources const& sources, IssuedCertificate const& certificate, CrlEffort& effort)
    -> RevocationStatus {
  return CrlInquiry{sources, certificate, effort}.run();
}

}  // namespace vidimus::detail
