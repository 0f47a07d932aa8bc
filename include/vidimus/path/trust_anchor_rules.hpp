// SPDX-License-Identifier: Apache-2.0
// A trust anchor is a name and a key (RFC 5280, 6.1.1 (d)). Where it was given as a certificate, that certificate says more:
// how long it is good for, and what paths it may head. RFC 5937 says how that enters into the algorithm; the rules say
// whether.
#pragma once

#include <vidimus/path/authority.hpp>
#include <vidimus/path/critical_extensions.hpp>
#include <vidimus/path/issuer_profile.hpp>
#include <vidimus/path/path_state.hpp>
#include <vidimus/path/usage.hpp>
#include <vidimus/path/validity.hpp>

namespace vidimus::detail {

/// RFC 5280, 4.2.1.9: "CAs MUST mark the extension as critical" in certificates whose key verifies certificates.
inline auto check_basic_constraints_critical(Certificate const& certificate) -> Result<void> {
  auto const* const constraints = certificate.find(oid::basic_constraints);
  if (constraints == nullptr || constraints->critical) return {};
  return wrong_criticality("basicConstraints", Criticality::critical);
}

/// RFC 5280, 4.2.1.1: only a self-signed certificate may lack it. One that names itself as its issuer is one; of another the
/// signature tells.
inline auto check_anchor_authority_key_identifier(Certificate const& anchor, Effort& effort) -> Result<void> {
  auto missing = check_authority_key_identifier(anchor);
  if (missing || same_name(anchor.subject(), anchor.issuer())) return {};
  auto const algorithm = signature_algorithm_of(anchor.signature_algorithm());
  if (!algorithm) return missing;
  if (auto affordable = effort.spend_signature(); !affordable) return affordable;
  if (verify_signature(*algorithm, anchor.spki(), anchor.tbs(), anchor.signature())) return {};
  return missing;
}

/// RFC 5280, 4, for the certificate of an anchor.
inline auto check_anchor_profile(Certificate const& anchor, Task const& task) -> Result<void> {
  for (auto* const check : {&check_criticality, &check_basic_constraints_critical, &check_subject,
                            &check_reserved_for_ca, &check_subject_key_identifier})
    if (auto kept = check(anchor); !kept) return kept;
  if (auto kept = check_name_constraints_criticality(anchor, task.rules.name_constraints); !kept) return kept;
  return check_anchor_authority_key_identifier(anchor, task.effort);
}

/// Whether the anchor's certificate may head paths.
inline auto check_anchor_certificate(Certificate const& anchor, Task const& task) -> Result<void> {
  if (auto valid = check_validity(anchor, task.context.now); !valid) return valid;
  for (auto* const check : {&check_is_ca, &check_key_cert_sign, &check_critical_extensions})
    if (auto accepted = check(anchor); !accepted) return accepted;
  if (auto purpose = check_purpose(anchor, task); !purpose) return purpose;
  bool const asks_profile = task.rules.issuer_profile == IssuerProfile::required;
  if (auto kept = asks_profile ? check_anchor_profile(anchor, task) : Result<void>{}; !kept) return kept;
  return task.rules.check({anchor, PathPlace::trust_anchor, task.context.peer_end, nullptr});
}

/// RFC 5280, 6.1.1 (d), and what the rules make of the certificate.
inline auto check_anchor(TrustAnchor const& anchor, Task const& task) -> Result<void> {
  if (auto key = check_key(anchor.spki(), task); !key) return key;
  if (task.rules.anchor_rules == AnchorRules::name_and_key) return {};
  return check_anchor_certificate(anchor.certificate(), task);
}

/// RFC 5937, 3.2: the constraints in an anchor's certificate are inputs of the algorithm.
inline auto apply_anchor_constraints(PathState& state, TrustAnchor const& anchor, Task const& task) -> Result<void> {
  if (task.rules.anchor_rules == AnchorRules::name_and_key) return {};
  auto const& certificate = anchor.certificate();
  lower_policy_counters(state, certificate);
  lower_any_policy_counter(state, certificate);
  lower_path_length(state, certificate);
  if (auto const policies = policies_of(certificate); !policies.empty())
    state.valid_policy_graph.accept(policies, std::ranges::find(policies, oid::any_policy) != policies.end());
  if (auto const constraints = certificate.name_constraints()) return state.name_limits.add(*constraints);
  return {};
}

}  // namespace vidimus::detail
