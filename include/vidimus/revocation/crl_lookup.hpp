// SPDX-License-Identifier: Apache-2.0
// What a complete CRL and the delta CRL that continues it say of a certificate (RFC 5280, 6.3.3 (i), (j) and (k)).
#pragma once

#include <vidimus/revocation/crl_scope.hpp>
#include <vidimus/revocation/crl_time.hpp>

#include <optional>
#include <string>

namespace vidimus::detail {

/// What an entry weighs beside another one for the same certificate: nothing where it is removed, little where it is held.
[[nodiscard]] inline auto weight_of(RevokedCertificate const& entry) -> int {
  if (entry.reason == ReasonCode::remove_from_crl) return 0;
  return entry.reason == ReasonCode::certificate_hold ? 1 : 2;
}

/// The entry for a certificate: its serial number, and its issuer, which is the CRL's own where entries name none (5.3.3).
[[nodiscard]] inline auto find_entry(CertificateList const& crl, Certificate const& certificate)
    -> std::optional<RevokedCertificate> {
  std::optional<RevokedCertificate> found;
  crl.find(certificate.serial_number(), [&](RevokedCertificate const& entry) {
    bool const is_ours = entry.certificate_issuer ? contains_name(*entry.certificate_issuer, certificate.issuer())
                                                  : same_name(crl.issuer(), certificate.issuer());
    bool const is_worse = !found || weight_of(entry) > weight_of(*found);
    if (is_ours && is_worse) found = entry;
  });
  return found;
}

[[nodiscard]] inline auto revoked_finding(CertificateList const& crl, RevokedCertificate const& entry) -> Finding {
  return Finding{Errc::certificate_revoked, Revoked{entry.serial_number.to_hex(), crl.to_text(), entry.revocation_date,
                                                    std::string{entry.reason ? name_of(*entry.reason) : ""}}};
}

/// A CRL whose signature is its issuer's, with the delta CRL of the same signer that continues it.
class BelievedCrl {
 public:
  BelievedCrl(CertificateList const& complete, CertificateList const* delta, Time now, CrlTiming timing)
      : complete_{complete},
        delta_{delta},
        complete_ends_{out_of_time(complete, now, timing)},
        delta_ends_{delta != nullptr ? out_of_time(*delta, now, timing) : std::nullopt} {
    timing.grace = {};
    has_fresh_delta_ = delta != nullptr && !out_of_time(*delta, now, timing);
    is_fresh_ = has_fresh_delta_ || !out_of_time(complete, now, timing);
  }

  /// Why it says nothing now: with a current delta CRL, the complete one may be old (6.3.3 (a)(1)(i)).
  [[nodiscard]] auto out_of_time_finding() const -> std::optional<Finding> {
    bool const has_current_delta = delta_ != nullptr && !delta_ends_;
    return has_current_delta ? std::nullopt : complete_ends_;
  }
  /// It needs no grace, so that there is nothing newer to look for.
  [[nodiscard]] auto is_fresh() const -> bool { return is_fresh_; }
  [[nodiscard]] auto has_fresh_delta() const -> bool { return has_fresh_delta_; }

  /// That the certificate is revoked. What is revoked for good stays so when the CRL is stale; a hold may have ended since.
  [[nodiscard]] auto revoked(Certificate const& certificate) const -> std::optional<Finding> {
    if (auto const entry = delta_ != nullptr ? find_entry(*delta_, certificate) : std::nullopt) {
      if (entry->reason != ReasonCode::remove_from_crl) return counted(*delta_, *entry);
      if (!delta_ends_) return std::nullopt;  // (k)
    }
    auto const entry = find_entry(complete_, certificate);
    return entry ? counted(complete_, *entry) : std::nullopt;
  }

 private:
  [[nodiscard]] auto counted(CertificateList const& crl, RevokedCertificate const& entry) const
      -> std::optional<Finding> {
    if (out_of_time_finding() && entry.reason == ReasonCode::certificate_hold) return std::nullopt;
    return revoked_finding(crl, entry);
  }

  CertificateList const& complete_;
  CertificateList const* delta_;
  std::optional<Finding> complete_ends_, delta_ends_;
  bool is_fresh_, has_fresh_delta_;
};

}  // namespace vidimus::detail
