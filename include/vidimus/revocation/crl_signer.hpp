// SPDX-License-Identifier: Apache-2.0
// Who signed a CRL (RFC 5280, 6.3.3 (f) and (g)): a certificate of the accepted path, or its anchor, with the CRL's issuer
// as its subject. Those have been validated already, to the same trust anchor, as (f) demands; so an authority that
// changed its key is found too where its other certificate is in the path.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/revocation/signed_crl.hpp>
#include <vidimus/x509/issued_certificate.hpp>
#include <vidimus/x509/name_match.hpp>

#include <cstddef>
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

/// Whether this certificate's key signed the CRL and might.
[[nodiscard]] inline auto check_signer(SignedCrl const& crl, Certificate const& signer) -> std::optional<Finding> {
  if (auto finding = check_crl_sign(signer)) return finding;
  if (auto finding = check_authority_key(crl.list(), signer)) return finding;
  auto const verified = crl.verify(signer.spki());
  if (verified) return std::nullopt;
  auto finding = verified.error().decisive();
  if (finding.code == Errc::signature_mismatch)
    finding = Finding{Errc::crl_signature_mismatch, Note{"tried the key of " + signer.subject().to_text()}};
  finding.subject = crl.list().to_text();
  return finding;
}

/// Nothing, if one of the path's certificates signed the CRL and might; else the reason of the one that came closest.
[[nodiscard]] inline auto find_crl_signer(SignedCrl const& crl, IssuedCertificate const& certificate)
    -> std::optional<Finding> {
  auto const issuer = crl.list().issuer();
  auto closest = check_signer(crl, certificate.issuer);
  auto const path = certificate.path.certificates();
  for (std::size_t above = certificate.depth + 1; closest && above <= path.size(); ++above) {
    auto const& signer = above == path.size() ? certificate.path.anchor().certificate() : path[above];
    if (signer == certificate.issuer || !same_name(signer.subject(), issuer)) continue;
    auto finding = check_signer(crl, signer);
    if (!finding || closest->code == Errc::crl_signer_refused) closest = std::move(finding);
  }
  return closest;
}

}  // namespace vidimus::detail
