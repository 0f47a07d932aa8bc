// SPDX-License-Identifier: Apache-2.0
// What RFC 5280, 4 demands of those who issue certificates and its algorithm (6.1) does not ask again. A certificate that
// breaks it was not made with care, and what else is wrong with it nobody knows.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/der/oids.hpp>
#include <vidimus/path/rules.hpp>
#include <vidimus/x509/certificate.hpp>

#include <array>
#include <string>
#include <string_view>

namespace vidimus::detail {

enum class Criticality : unsigned char { critical, not_critical };

struct CriticalityRule {
  KnownRow row;
  std::string_view name;
  Criticality wanted;
};
/// Every extension that RFC 5280, 4.2 says MUST be one or the other, but for nameConstraints, which other profiles see
/// otherwise, and basicConstraints, where the algorithm is meant to accept both (PKITS 4.6.4): see `check_anchor_profile`.
inline constexpr std::array<CriticalityRule, 8> criticality_rules{{
    {oid::authority_key_identifier, "authorityKeyIdentifier", Criticality::not_critical},
    {oid::subject_key_identifier, "subjectKeyIdentifier", Criticality::not_critical},
    {oid::subject_directory_attributes, "subjectDirectoryAttributes", Criticality::not_critical},
    {oid::policy_constraints, "policyConstraints", Criticality::critical},
    {oid::inhibit_any_policy, "inhibitAnyPolicy", Criticality::critical},
    {oid::freshest_crl, "freshestCRL", Criticality::not_critical},
    {oid::authority_info_access, "authorityInfoAccess", Criticality::not_critical},
    {oid::subject_info_access, "subjectInfoAccess", Criticality::not_critical},
}};

inline auto wrong_criticality(std::string_view name, Criticality wanted) -> tl::unexpected<Failure> {
  bool const critical = wanted == Criticality::critical;
  return refuse(Errc::extension_criticality_wrong,
                Mismatch{std::string{name} + (critical ? " critical" : " not critical"),
                         {critical ? "not critical" : "critical"}});
}

inline auto check_criticality(Certificate const& certificate) -> Result<void> {
  for (auto const& rule : criticality_rules)
    if (auto const* const extension = certificate.find(rule.row))
      if (extension->critical != (rule.wanted == Criticality::critical))
        return wrong_criticality(rule.name, rule.wanted);
  return {};
}

/// RFC 5280, 4.2.1.10, where the rules keep to it.
inline auto check_name_constraints_criticality(Certificate const& certificate, NameConstraintsCriticality wanted)
    -> Result<void> {
  auto const* const constraints = certificate.find(oid::name_constraints);
  if (constraints == nullptr || constraints->critical || wanted == NameConstraintsCriticality::either) return {};
  return wrong_criticality("nameConstraints", Criticality::critical);
}

inline auto is_ca(Certificate const& certificate) -> bool {
  auto const constraints = certificate.basic_constraints();
  return constraints && constraints->is_ca;
}

/// RFC 5280, 4.1.2.6: a CA has a subject; anybody else has a subject or alternative names, which are then critical.
inline auto check_subject(Certificate const& certificate) -> Result<void> {
  if (!certificate.subject().is_empty()) return {};
  auto const* const names = certificate.find(oid::subject_alt_name);
  if (is_ca(certificate) || names == nullptr)
    return refuse(Errc::subject_name_empty, Mismatch{"a subject", {"an empty one"}});
  return names->critical ? Result<void>{}
                         : wrong_criticality("subjectAltName without a subject", Criticality::critical);
}

/// RFC 5280, 4.2.1.3, 4.2.1.9 and 4.2.1.10: keyCertSign and nameConstraints are for CAs.
inline auto check_reserved_for_ca(Certificate const& certificate) -> Result<void> {
  if (is_ca(certificate)) return {};
  auto const usage = certificate.key_usage();
  if (usage && usage->contains(KeyUsageBit::key_cert_sign))
    return refuse(Errc::key_cert_sign_without_ca, Mismatch{"cA TRUE with keyCertSign", {"cA FALSE"}});
  if (certificate.name_constraints())
    return refuse(Errc::name_constraints_without_ca, Mismatch{"cA TRUE with nameConstraints", {"cA FALSE"}});
  return {};
}

inline auto missing_identifier(std::string wanted) -> tl::unexpected<Failure> {
  return refuse(Errc::key_identifier_missing, Mismatch{std::move(wanted), {}});
}

/// RFC 5280, 4.2.1.1: the keyIdentifier of authorityKeyIdentifier MUST be in all certificates that are not self-signed.
inline auto check_authority_key_identifier(Certificate const& certificate) -> Result<void> {
  auto const identifier = certificate.authority_key_identifier();
  if (identifier && identifier->key_identifier) return {};
  return missing_identifier("keyIdentifier of authorityKeyIdentifier");
}

/// RFC 5280, 4.2.1.2: subjectKeyIdentifier MUST appear in all CA certificates.
inline auto check_subject_key_identifier(Certificate const& certificate) -> Result<void> {
  if (!is_ca(certificate) || certificate.subject_key_identifier()) return {};
  return missing_identifier("subjectKeyIdentifier");
}

/// All of the above, for a certificate of a path.
inline auto check_issuer_profile(Certificate const& certificate) -> Result<void> {
  for (auto* const check : {&check_criticality, &check_subject, &check_reserved_for_ca, &check_authority_key_identifier,
                            &check_subject_key_identifier})
    if (auto kept = check(certificate); !kept) return kept;
  return {};
}

}  // namespace vidimus::detail
