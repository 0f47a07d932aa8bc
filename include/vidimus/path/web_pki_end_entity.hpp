// SPDX-License-Identifier: Apache-2.0
// What the Baseline Requirements demand of the certificate of a subscriber, the end entity, besides its names. One function
// a rule.
#pragma once

#include <vidimus/path/web_pki_authority.hpp>

#include <array>

namespace vidimus::detail::web_pki {

/// BR, 7.1.2.7.8: "cA MUST be FALSE".
inline auto check_is_no_ca(Certificate const& certificate) -> Result<void> {
  if (!is_ca(certificate)) return {};
  return refuse(Errc::end_entity_is_a_ca, Mismatch{"cA FALSE", {"cA TRUE"}});
}

/// BR, 7.1.2.7.10: serverAuth is there, of a client's certificate clientAuth, and anyExtendedKeyUsage is not.
inline auto check_purpose(Certificate const& certificate, End end) -> Result<void> {
  auto const wanted = end == End::server ? oid::server_auth : oid::client_auth;
  auto const purposes = certificate.extended_key_usage();
  if (!purposes) return refuse(Errc::extended_key_usage_refused, Mismatch{name_of_purpose(wanted), {}});
  if (purposes->contains(oid::any_extended_key_usage))
    return refuse(Errc::extended_key_usage_forbidden,
                  Mismatch{name_of_purpose(wanted) + " without anyExtendedKeyUsage", names_of_purposes(*purposes)});
  if (purposes->contains(wanted)) return {};
  return refuse(Errc::extended_key_usage_refused, Mismatch{name_of_purpose(wanted), names_of_purposes(*purposes)});
}

/// BR, 7.1.2.7.11, by the kind of key. That an RSA key's usage is not empty is asked where the extension is read.
inline auto check_end_entity_key_usage(Certificate const& certificate) -> Result<void> {
  static constexpr std::array rsa{KeyUsageBit::digital_signature, KeyUsageBit::key_encipherment,
                                  KeyUsageBit::data_encipherment};
  static constexpr std::array elliptic{KeyUsageBit::digital_signature, KeyUsageBit::key_agreement};
  auto const usage = certificate.key_usage();
  auto const key = describe_key(certificate.spki());
  if (!usage || !key) return {};
  if (!is_elliptic(key->kind)) return check_key_usage_profile(*usage, {rsa, {}});
  return check_key_usage_profile(*usage, {elliptic, std::span{elliptic}.first(1)});
}

inline auto check_end_entity(PlacedCertificate const& placed) -> Result<void> {
  if (auto kept = check_is_no_ca(placed.certificate); !kept) return kept;
  if (auto kept = check_purpose(placed.certificate, placed.peer_end); !kept) return kept;
  return check_end_entity_key_usage(placed.certificate);
}

}  // namespace vidimus::detail::web_pki
