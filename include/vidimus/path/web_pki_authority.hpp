// SPDX-License-Identifier: Apache-2.0
// What the Baseline Requirements demand of every certificate in a path, of those of CAs, and of roots. One function a rule.
#pragma once

#include <vidimus/crypto/public_key.hpp>
#include <vidimus/crypto/signature_algorithm.hpp>
#include <vidimus/path/issuer_profile.hpp>
#include <vidimus/path/rules.hpp>
#include <vidimus/path/usage.hpp>

#include <array>
#include <span>
#include <string>
#include <vector>

namespace vidimus::detail::web_pki {

/// BR, 7.1.1: "Certificates MUST be of type X.509 v3."
inline auto check_version(Certificate const& certificate) -> Result<void> {
  if (certificate.version() == 3) return {};
  return refuse(Errc::certificate_version_unsupported,
                Mismatch{"version 3", {"version " + std::to_string(certificate.version())}});
}

/// The only hash that goes with a curve.
[[nodiscard]] constexpr auto hash_of(KeyKind curve) -> HashAlgorithm {
  return curve == KeyKind::ec_p256   ? HashAlgorithm::sha256
         : curve == KeyKind::ec_p384 ? HashAlgorithm::sha384
                                     : HashAlgorithm::sha512;
}

/// BR, 7.1.3.2.2: "If the signing key is P-256, the signature MUST use ECDSA with SHA-256", and so on.
inline auto check_hash_of_curve(Certificate const& certificate, Certificate const& issuer) -> Result<void> {
  auto const key = describe_key(issuer.spki());
  auto const algorithm = signature_algorithm_of(certificate.signature_algorithm());
  if (!key || !algorithm || !is_elliptic(key->kind) || algorithm->hash == hash_of(key->kind)) return {};
  return refuse(
      Errc::signature_algorithm_refused,
      Mismatch{std::string{name_of(hash_of(key->kind))} + " with a key on " + to_text(*key), {to_text(*algorithm)}});
}

/// BR, 7.1.2.11.1 and 7.1.2.1.3: of authorityKeyIdentifier, "authorityCertIssuer MUST NOT be present,
/// authorityCertSerialNumber MUST NOT be present".
inline auto check_key_identifier_alone(Certificate const& certificate) -> Result<void> {
  auto const identifier = certificate.authority_key_identifier();
  if (!identifier || (!identifier->issuer && !identifier->serial_number)) return {};
  return refuse(Errc::key_identifier_refused, Mismatch{"an authorityKeyIdentifier with a keyIdentifier only",
                                                       {"authorityCertIssuer and authorityCertSerialNumber"}});
}

/// BR, 7.1.2.11.1: keyIdentifier "MUST be identical to the subjectKeyIdentifier field of the Issuing CA".
inline auto check_key_identifier_of(Certificate const& certificate, Certificate const& issuer) -> Result<void> {
  auto const identifier = certificate.authority_key_identifier();
  auto const wanted = issuer.subject_key_identifier();
  if (!identifier || !identifier->key_identifier || !wanted) return {};
  if (same_bytes(*identifier->key_identifier, *wanted)) return {};
  return refuse(Errc::key_identifier_refused, Mismatch{"the issuer's subjectKeyIdentifier, " + to_hex(*wanted),
                                                       {to_hex(*identifier->key_identifier)}});
}

/// BR, 7.1.2.5.1, 7.1.2.6.1 and 7.1.2.7.6: extKeyUsage is not critical.
inline auto check_purposes_not_critical(Certificate const& certificate) -> Result<void> {
  auto const* const extension = certificate.find(oid::extended_key_usage);
  if (extension == nullptr || !extension->critical) return {};
  return wrong_criticality("extKeyUsage", Criticality::not_critical);
}

/// RFC 6962, 3.1.
inline constexpr auto precertificate_signing = der::make_oid<"1.3.6.1.4.1.11129.2.4.4">();

/// BR, 7.1.2.7.10 and 7.1.2.10.6, but for anyExtendedKeyUsage, which some CAs may have.
inline constexpr std::array<der::Oid, 5> forbidden_purposes{
    oid::code_signing, oid::email_protection, oid::time_stamping, oid::ocsp_signing, precertificate_signing};

inline auto check_no_forbidden_purpose(Certificate const& certificate) -> Result<void> {
  auto const purposes = certificate.extended_key_usage();
  if (!purposes) return {};
  for (auto const& forbidden : forbidden_purposes)
    if (purposes->contains(forbidden))
      return refuse(Errc::extended_key_usage_forbidden,
                    Mismatch{"no purpose but serverAuth and clientAuth", names_of_purposes(*purposes)});
  return {};
}

/// The bits that a kind of certificate may have, and must.
struct KeyUsageProfile {
  std::span<KeyUsageBit const> permitted, required;
};

[[nodiscard]] inline auto to_text(std::span<KeyUsageBit const> bits) -> std::string {
  std::string text;
  for (auto const bit : bits) text.append(text.empty() ? "" : ", ").append(name_of(bit));
  return text;
}

inline auto check_key_usage_profile(KeyUsage usage, KeyUsageProfile const& profile) -> Result<void> {
  for (auto const bit : profile.required)
    if (!usage.contains(bit))
      return refuse(Errc::key_usage_forbidden, Mismatch{to_text(profile.required), {usage.to_text()}});
  for (unsigned i = 0; i <= static_cast<unsigned>(KeyUsageBit::decipher_only); ++i)
    if (auto const bit = static_cast<KeyUsageBit>(i);
        usage.contains(bit) && std::ranges::find(profile.permitted, bit) == profile.permitted.end())
      return refuse(Errc::key_usage_forbidden,
                    Mismatch{"nothing but " + to_text(profile.permitted), {usage.to_text()}});
  return {};
}

/// BR, 7.1.2.10.7, of CAs; "keyUsage MUST" be there (7.1.2.1.2, 7.1.2.6.1).
inline auto check_authority_key_usage(Certificate const& certificate) -> Result<void> {
  static constexpr std::array required{KeyUsageBit::key_cert_sign, KeyUsageBit::crl_sign};
  static constexpr std::array permitted{KeyUsageBit::digital_signature, KeyUsageBit::key_cert_sign,
                                        KeyUsageBit::crl_sign};
  auto const usage = certificate.key_usage();
  if (!usage) return refuse(Errc::key_usage_forbidden, Mismatch{to_text(required), {}});
  return check_key_usage_profile(*usage, {permitted, required});
}

/// BR, 7.1.2.2.4: a CA's anyExtendedKeyUsage stands alone.
inline auto check_any_purpose_alone(Certificate const& certificate) -> Result<void> {
  auto const purposes = certificate.extended_key_usage();
  if (!purposes || !purposes->contains(oid::any_extended_key_usage)) return {};
  auto names = names_of_purposes(*purposes);
  if (names.size() == 1) return {};
  return refuse(Errc::extended_key_usage_forbidden, Mismatch{"anyExtendedKeyUsage alone", std::move(names)});
}

/// BR, 7.1.2.1.2: of a root, "extKeyUsage MUST NOT" be there.
inline auto check_root_without_purposes(Certificate const& root) -> Result<void> {
  auto const purposes = root.extended_key_usage();
  if (!purposes) return {};
  return refuse(Errc::extended_key_usage_forbidden,
                Mismatch{"a root without extKeyUsage", names_of_purposes(*purposes)});
}

/// BR, 7.1.2.1.3: of a root's authorityKeyIdentifier, "keyIdentifier MUST be present. MUST be identical to the
/// subjectKeyIdentifier field."
inline auto check_root_key_identifier(Certificate const& root) -> Result<void> {
  auto const identifier = root.authority_key_identifier();
  if (!identifier) return {};
  if (!identifier->key_identifier) return missing_identifier("keyIdentifier of authorityKeyIdentifier");
  return check_key_identifier_of(root, root);
}

/// Of every certificate.
inline auto check_any(PlacedCertificate const& placed) -> Result<void> {
  auto const& certificate = placed.certificate;
  for (auto* const check :
       {&check_version, &check_key_identifier_alone, &check_purposes_not_critical, &check_no_forbidden_purpose})
    if (auto kept = check(certificate); !kept) return kept;
  if (placed.issuer == nullptr) return {};
  if (auto kept = check_key_identifier_of(certificate, *placed.issuer); !kept) return kept;
  return check_hash_of_curve(certificate, *placed.issuer);
}

/// BR, 7.1.2.2 to 7.1.2.6: subordinate CAs.
inline auto check_subordinate(Certificate const& certificate) -> Result<void> {
  if (auto kept = check_authority_key_usage(certificate); !kept) return kept;
  return check_any_purpose_alone(certificate);
}

/// BR, 7.1.2.1: roots. An anchor that somebody else issued is a subordinate CA's.
inline auto check_anchor(Certificate const& anchor) -> Result<void> {
  if (!anchor.is_self_issued()) return check_subordinate(anchor);
  for (auto* const check : {&check_authority_key_usage, &check_root_without_purposes, &check_root_key_identifier})
    if (auto kept = check(anchor); !kept) return kept;
  return {};
}

}  // namespace vidimus::detail::web_pki
