// SPDX-License-Identifier: Apache-2.0
// Who signed a CRL (RFC 5280, 6.3.3 (f) and (g)). First those of the peer's path that have the issuer's name: they have been
// validated to the same trust anchor already. Then every other certificate at hand with that name, each with a path of its
// own and, where the whole path is asked about, with a status of its own.
#pragma once

#include <vidimus/core/explain.hpp>
#include <vidimus/core/revocation_status.hpp>
#include <vidimus/revocation/crl_effort.hpp>
#include <vidimus/revocation/crl_signer.hpp>
#include <vidimus/revocation/crl_signer_path.hpp>
#include <vidimus/revocation/crl_sources.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// The status of a certificate by CRLs; defined in crl_status.hpp, which needs this.
[[nodiscard]] auto ask_crls(CrlSources const& sources, IssuedCertificate const& certificate, CrlEffort& effort)
    -> RevocationStatus;

class SignerSearch {
 public:
  SignerSearch(SignedCrl const& crl, IssuedCertificate const& target, CrlSources const& sources, CrlEffort& effort)
      : crl_{crl}, target_{target}, sources_{sources}, effort_{effort} {}

  /// The signer's certificate, or why the one that came closest is not believed.
  [[nodiscard]] auto run() && -> tl::expected<Certificate, Finding> {
    for (std::size_t depth = target_.depth + 1; !found_ && depth <= path().size(); ++depth)
      try_path(depth == path().size() ? target_.path.anchor().certificate() : path()[depth]);
    for (auto const& candidate : target_.context.intermediates) try_other(candidate);
    for (auto const& candidate : sources_.signers) try_other(candidate);
    if (found_) return *std::move(found_);
    if (closest_) return tl::unexpected<Finding>{*std::move(closest_)};
    return tl::unexpected<Finding>{not_found()};
  }

 private:
  enum class Progress : unsigned char { refused, signature, path, status };

  [[nodiscard]] auto path() const -> std::span<Certificate const> { return target_.path.certificates(); }
  [[nodiscard]] auto has_issuers_name(Certificate const& candidate) const -> bool {
    return same_name(candidate.subject(), crl_.list().issuer());
  }
  void note(Finding finding, Progress progress) {
    if (closest_ && progress <= progress_) return;
    closest_ = std::move(finding);
    progress_ = progress;
  }
  static auto progress_of(Finding const& finding) -> Progress {
    return finding.code == Errc::crl_signer_refused ? Progress::refused : Progress::signature;
  }

  void try_path(Certificate const& candidate) {
    if (!has_issuers_name(candidate)) return;
    tried_.push_back(candidate);
    if (auto finding = check_signer(crl_, candidate))
      note(*finding, progress_of(*finding));
    else
      found_ = candidate;
  }

  void try_other(Certificate const& candidate) {
    if (found_ || !has_issuers_name(candidate)) return;
    if (std::ranges::find(tried_, candidate) != tried_.end()) return;
    tried_.push_back(candidate);
    if (auto finding = effort_.spend_signer()) return note(*std::move(finding), Progress::status);
    if (auto finding = check_signer(crl_, candidate)) return note(*finding, progress_of(*finding));
    auto const proved = signer_path(candidate, target_, sources_.signers);
    if (!proved) return note(refused_path(candidate, proved.error()), Progress::path);
    if (auto finding = sources_.asks_about_signers ? check_statuses(*proved) : std::nullopt)
      return note(*std::move(finding), Progress::status);
    found_ = candidate;
  }

  static auto refused_path(Certificate const& signer, Failure const& failure) -> Finding {
    return {Errc::crl_signer_refused, Note{explain(failure.decisive())}, {}, signer.subject().to_text()};
  }

  /// 6.1.3 (a)(3) of the signer's path, from the anchor down. Those above the target have been asked about already, or are
  /// about to be. A signer may be covered by its own CRL, which then says of it what it says of others (PKITS 4.14.30); it
  /// must not owe its certificate, or its own status, to one whose status its CRL is to tell.
  [[nodiscard]] auto check_statuses(VerifiedPath const& signers) -> std::optional<Finding> {
    for (auto depth = signers.certificates().size(); depth-- != 0;) {
      auto const& certificate = signers.certificates()[depth];
      bool const is_its_own = depth == 0 && certificate == target_.certificate;
      if (is_its_own || is_above_target(certificate) || effort_.is_good(certificate)) continue;
      if (auto finding = check_status(
              {certificate, signers.issuer_of(depth), static_cast<unsigned>(depth), signers, target_.context}))
        return finding;
      effort_.found_good(certificate);
    }
    return std::nullopt;
  }
  [[nodiscard]] auto is_above_target(Certificate const& certificate) const -> bool {
    auto const above = path().subspan(target_.depth + 1);
    return std::ranges::find(above, certificate) != above.end();
  }

  [[nodiscard]] auto check_status(IssuedCertificate const& signer) -> std::optional<Finding> {
    auto const told = [&](Errc code, Detail detail) {
      return Finding{code, std::move(detail), {}, signer.certificate.subject().to_text()};
    };
    if (effort_.is_asked(signer.certificate))
      return told(Errc::crl_signer_status_unknown, Note{"its status would rest on itself"});
    if (effort_.is_too_deep())
      return told(Errc::budget_exceeded,
                  OverLimit{"CRL signers one above another", CrlEffort::nesting, CrlEffort::nesting + 1});
    auto const status = ask_crls(sources_, signer, effort_);
    if (status.is_good()) return std::nullopt;
    if (status.is_revoked()) return told(Errc::crl_signer_revoked, status.finding().detail);
    return told(Errc::crl_signer_status_unknown, Note{explain(status.finding())});
  }

  [[nodiscard]] auto not_found() const -> Finding {
    return {Errc::crl_signer_not_found,
            Mismatch{"a certificate of " + crl_.list().issuer().to_text(), {}},
            {},
            crl_.list().to_text()};
  }

  SignedCrl const& crl_;
  IssuedCertificate const& target_;
  CrlSources const& sources_;
  CrlEffort& effort_;
  std::vector<Certificate> tried_;
  std::optional<Certificate> found_;
  std::optional<Finding> closest_;
  Progress progress_{};
};

}  // namespace vidimus::detail
