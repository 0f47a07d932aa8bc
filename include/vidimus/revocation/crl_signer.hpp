// SPDX-License-Identifier: Apache-2.0
// Whether a certificate's key signed a CRL and might (RFC 5280, 6.3.3 (f) and (g)), the certificate's own path aside.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/revocation/signed_crl.hpp>
#include <vidimus/x509/certificate.hpp>

#include <optional>
#include <string>
#include <utility>

namespace vidimus::detail {

/// 6.3.3 (f): "If a key usage extension is present in the CRL issuer's certificate, verify that the cRLSign bit is set."
[[nodiscard]] inline auto check_crl_sign(Certificate const& signer) -> std::optional<Finding> {
  auto const usage = signer.key_usage();
  if (!usage || usage->contains(KeyUsageBit::crl_sign)) return std::nullopt;
  return Finding{
      Errc::crl_signer_refused, Mismatch{"key usage cRLSign", {usage->to_text()}}, {}, signer.subject().to_text()};
}

/// Where the CRL says which key signed it (5.2.1), that key: by its identifier, or else by its certificate's issuer and
/// serial number.
[[nodiscard]] inline auto check_authority_key(CertificateList const& crl, Certificate const& signer)
    -> std::optional<Finding> {
  auto const& wanted = crl.authority_key_identifier();
  if (!wanted) return std::nullopt;
  auto const refused = [&](std::string expected, std::string presented) {
    return Finding{Errc::crl_signer_refused,
                   Mismatch{std::move(expected), {std::move(presented)}},
                   {},
                   signer.subject().to_text()};
  };
  if (auto const known = signer.subject_key_identifier(); known && wanted->key_identifier) {
    if (same_bytes(*known, *wanted->key_identifier)) return std::nullopt;
    return refused("key identifier " + to_hex(*wanted->key_identifier), to_hex(*known));
  }
  if (!wanted->serial_number || *wanted->serial_number == signer.serial_number()) return std::nullopt;
  return refused("signer's serial number " + wanted->serial_number->to_hex(), signer.serial_number().to_hex());
}

/// 6.3.3 (g), and (h) for a delta CRL.
[[nodiscard]] inline auto check_crl_signature(SignedCrl const& crl, Certificate const& signer)
    -> std::optional<Finding> {
  auto const verified = crl.verify(signer.spki());
  if (verified) return std::nullopt;
  auto finding = verified.error().decisive();
  if (finding.code == Errc::signature_mismatch)
    finding = Finding{Errc::crl_signature_mismatch, Note{"tried the key of " + signer.subject().to_text()}};
  finding.subject = crl.list().to_text();
  return finding;
}

[[nodiscard]] inline auto check_signer(SignedCrl const& crl, Certificate const& signer) -> std::optional<Finding> {
  if (auto finding = check_crl_sign(signer)) return finding;
  if (auto finding = check_authority_key(crl.list(), signer)) return finding;
  return check_crl_signature(crl, signer);
}

}  // namespace vidimus::detail
