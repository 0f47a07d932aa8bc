// SPDX-License-Identifier: Apache-2.0
// Step 4 of the job: revocation by OCSP (RFC 6960). When to use: where the peers' authorities run responders, which know of a
// revocation sooner than the next CRL does. An answer is remembered until half of its time has passed: with `NonceRequired`,
// or an `OcspCache{0}`, each handshake asks anew.
//
//   vidimus::OcspChecker<>{}                                                the responder that each certificate names
//   vidimus::OcspChecker{vidimus::OcspResponder{"http://ocsp.acme.example"}}  the program's: whatever certificates say
//   vidimus::OcspChecker<vidimus::EndEntityOnly, vidimus::MaximumAge<86400>>{}
//
// Good: the certificate's issuer, or who may answer for it, says so, in a current response. Revoked: it says that. Unknown:
// neither, and the finding says why:
//   unreachable            `ocsp_responder_unknown`, `ocsp_unreachable`
//   unverifiable           `ocsp_response_malformed`, `ocsp_critical_extension_unknown`, `ocsp_responder_refused`,
//                          `ocsp_signature_mismatch`, `unsupported_algorithm`, `ocsp_certificate_not_answered`
//   stale                  `ocsp_stale`, `ocsp_not_yet_valid`, `ocsp_nonce_mismatch`
//   no answer              `ocsp_try_later`, `ocsp_response_unsuccessful`
//   unknown to responder   `ocsp_certificate_unknown`
//
// Stapled responses are not had from mbedTLS: everything is fetched.
#pragma once

#include <vidimus/revocation/concept.hpp>
#include <vidimus/revocation/ocsp_delegate.hpp>
#include <vidimus/revocation/ocsp_inquiry.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

/// A FetchingRevocationChecker; thread-safe. Copies share the cache. Options, one of a kind: `WholeChain`, `EndEntityOnly`;
/// `RefuseStale`, `GracePeriod`; `AnyAge`, `MaximumAge`; `NonceIfEchoed`, `NonceRequired`, `NoNonce`; `Skew`; `CertIdSha1`,
/// `CertIdSha256`; `DelegateNoCheck`, `DelegateChecked`, `danger::DelegateUnchecked`.
template <class... Options>
class OcspChecker {
  template <class Option>
  static constexpr int count = detail::options_of_kind<Option, Options...>;
  static_assert(count<detail::DepthOption> + count<detail::StaleOption> + count<detail::MaximumAgeOption> +
                        count<detail::NonceOption> + count<detail::SkewOption> + count<detail::CertIdOption> +
                        count<detail::DelegateOption> ==
                    int{sizeof...(Options)},
                "vidimus: OcspChecker takes options about depth, stale answers, maximum age, nonces, skew, CertIDs and "
                "delegates, for example vidimus::OcspChecker<vidimus::EndEntityOnly, vidimus::NonceRequired>");
  static_assert(count<detail::DepthOption> <= 1 && count<detail::StaleOption> <= 1 &&
                    count<detail::MaximumAgeOption> <= 1 && count<detail::NonceOption> <= 1 &&
                    count<detail::SkewOption> <= 1 && count<detail::CertIdOption> <= 1 &&
                    count<detail::DelegateOption> <= 1,
                "vidimus: OcspChecker takes one option of a kind");

  using Depth = detail::chosen_option<detail::DepthOption, WholeChain, Options...>;
  using Stale = detail::chosen_option<detail::StaleOption, RefuseStale, Options...>;
  using Age = detail::chosen_option<detail::MaximumAgeOption, AnyAge, Options...>;
  using Nonce = detail::chosen_option<detail::NonceOption, NonceIfEchoed, Options...>;
  using ClockSkew = detail::chosen_option<detail::SkewOption, Skew<300>, Options...>;
  using CertId = detail::chosen_option<detail::CertIdOption, CertIdSha1, Options...>;
  using Delegates = detail::chosen_option<detail::DelegateOption, DelegateNoCheck, Options...>;
  static constexpr detail::OcspRules rules{Nonce::rule, ClockSkew::skew, Stale::grace, Age::maximum_age, CertId::hash};

 public:
  using role = vidimus::role::revocation_checker;

  /// Asks the responder that each certificate names.
  OcspChecker()
    requires std::default_initializable<Delegates>
  = default;
  explicit OcspChecker(OcspCache cache)
    requires std::default_initializable<Delegates>
      : cache_{std::move(cache)} {}
  /// Asks this responder about every certificate.
  explicit OcspChecker(OcspResponder responder, OcspCache cache = OcspCache{})
    requires std::default_initializable<Delegates>
      : responder_{std::move(responder)}, cache_{std::move(cache)} {}
  /// With `DelegateChecked<…>{checker}`.
  explicit OcspChecker(Delegates delegates, std::optional<OcspResponder> responder = {}, OcspCache cache = OcspCache{})
      : delegates_{std::move(delegates)}, responder_{std::move(responder)}, cache_{std::move(cache)} {}

  [[nodiscard]] auto cache() const -> OcspCache const& { return cache_; }
  [[nodiscard]] auto describe() const -> std::string {
    return "OCSP (RFC 6960) for " + std::string{Depth::words} + (responder_ ? " at " + responder_->url : "") +
           std::string{Nonce::words} + Age::describe() + Stale::describe() + std::string{Delegates::words};
  }

  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    if (Depth::covers(certificate.depth)) return inquiry(certificate, evidence).status();
    return RevocationStatus::good({Step::check_ocsp, describe(), Outcome::skipped});
  }

  [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> std::vector<FetchRequest> {
    if (!Depth::covers(certificate.depth)) return {};
    auto asked = inquiry(certificate, evidence);
    auto wanted = asked.wants();
    if constexpr (requires(Certificate const& delegate) { delegates_.wants(delegate, certificate, evidence); }) {
      if (!wanted.empty()) return wanted;
      if (auto const delegate = asked.delegate()) return delegates_.wants(*delegate, certificate, evidence);
    }
    return wanted;
  }

 private:
  [[nodiscard]] auto inquiry(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> detail::OcspInquiry {
    detail::DelegateCheck const check{
        &delegates_,
        [](void const* policy, Certificate const& delegate, IssuedCertificate const& about, Evidence const& seen)
            -> std::optional<Finding> { return static_cast<Delegates const*>(policy)->refuse(delegate, about, seen); }};
    return {{rules, responder_, cache_, check}, certificate, evidence};
  }

  [[no_unique_address]] Delegates delegates_{};
  std::optional<OcspResponder> responder_;
  OcspCache cache_;
};
OcspChecker(OcspResponder) -> OcspChecker<>;
OcspChecker(OcspResponder, OcspCache) -> OcspChecker<>;
OcspChecker(OcspCache) -> OcspChecker<>;

}  // namespace vidimus
