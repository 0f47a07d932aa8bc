// SPDX-License-Identifier: Apache-2.0
// What a path's keys may be used for: authenticating one end of a TLS channel (RFC 5280, 4.2.1.3 and 4.2.1.12).
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/crypto/public_key.hpp>
#include <vidimus/der/oids.hpp>
#include <vidimus/path/prospective_path.hpp>
#include <vidimus/path/rules.hpp>
#include <vidimus/x509/certificate.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace vidimus::detail {

struct PurposeName {
  der::Oid id;
  std::string_view name;
};
inline constexpr std::array<PurposeName, 7> purpose_names{{
    {oid::server_auth, "serverAuth"},
    {oid::client_auth, "clientAuth"},
    {oid::any_extended_key_usage, "anyExtendedKeyUsage"},
    {oid::code_signing, "codeSigning"},
    {oid::email_protection, "emailProtection"},
    {oid::time_stamping, "timeStamping"},
    {oid::ocsp_signing, "OCSPSigning"},
}};

inline auto name_of_purpose(der::Oid purpose) -> std::string {
  for (auto const& row : purpose_names)
    if (row.id == purpose) return std::string{row.name};
  return purpose.to_text();
}

/// Up to eight of them.
inline auto names_of_purposes(ExtendedKeyUsage const& purposes) -> std::vector<std::string> {
  std::vector<std::string> names;
  for (auto const& purpose : purposes)
    if (names.size() != 8) names.push_back(name_of_purpose(purpose));
  return names;
}

/// RFC 5280, 4.2.1.12: extKeyUsage, where there is one, names the purpose, or any. On an issuer's certificate it limits what
/// its certificates are for, as every implementation in use reads it (CA/Browser Forum BR, 7.1.2.10.6).
inline auto check_extended_key_usage(Certificate const& certificate, End end) -> Result<void> {
  auto const purposes = certificate.extended_key_usage();
  auto const wanted = end == End::server ? oid::server_auth : oid::client_auth;
  if (!purposes || purposes->contains(wanted) || purposes->contains(oid::any_extended_key_usage)) return {};
  return refuse(Errc::extended_key_usage_refused, Mismatch{name_of_purpose(wanted), names_of_purposes(*purposes)});
}

/// The same, where the rules ask for it.
inline auto check_purpose(Certificate const& certificate, Task const& task) -> Result<void> {
  if (task.rules.purpose_rules == PurposeRules::any) return {};
  return check_extended_key_usage(certificate, task.context.peer_end);
}

/// RFC 5280, 4.2.1.3: the key signs in the handshake. keyEncipherment is for RSA key transport and keyAgreement for static
/// Diffie-Hellman, neither of which is forward secret.
inline auto check_key_usage(Certificate const& certificate, EndEntityKeyUsage wanted) -> Result<void> {
  auto const usage = certificate.key_usage();
  bool const asked = wanted == EndEntityKeyUsage::digital_signature;
  if (!asked || !usage || usage->contains(KeyUsageBit::digital_signature)) return {};
  return refuse(Errc::key_usage_refused, Mismatch{"digitalSignature", {usage->to_text()}});
}

inline auto check_described(Result<PublicKeyInfo> const& key, RuleValues const& rules) -> Result<void> {
  if (!key) return refuse(key.error());
  if (!rules.permits_key(*key)) return refuse(Errc::key_refused, Mismatch{rules.describe(), {to_text(*key)}});
  return {};
}

/// The key is of a kind and size that the rules permit. Errors: `key_refused`; of `crypto`.
inline auto check_key(SubjectPublicKeyInfo const& spki, RuleValues const& rules) -> Result<void> {
  return check_described(describe_key(spki), rules);
}
/// The same, of a key of a path that is searched for: it is looked at once.
inline auto check_key(SubjectPublicKeyInfo const& spki, Task const& task) -> Result<void> {
  return check_described(task.ledger.describe(spki), task.rules);
}

}  // namespace vidimus::detail
