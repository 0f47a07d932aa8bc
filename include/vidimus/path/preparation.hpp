// SPDX-License-Identifier: Apache-2.0
// RFC 5280, 6.1.4: preparation for the next certificate, for each but the final one. One function a lettered step; (b) is
// RFC 9618's.
#pragma once

#include <vidimus/path/authority.hpp>
#include <vidimus/path/critical_extensions.hpp>
#include <vidimus/path/path_state.hpp>
#include <vidimus/path/usage.hpp>

#include <vector>

namespace vidimus::detail {

inline auto mappings_of(Certificate const& certificate) -> std::vector<PolicyMapping> {
  std::vector<PolicyMapping> mappings;
  if (auto const extension = certificate.policy_mappings())
    for (auto const& mapping : *extension) mappings.push_back(mapping);
  return mappings;
}

/// (a) anyPolicy is not mapped, on either side.
inline auto step_4a(PathState&, CurrentCertificate const& current, Task const&) -> Result<void> {
  for (auto const& mapping : mappings_of(current.certificate))
    if (mapping.issuer_domain_policy == oid::any_policy || mapping.subject_domain_policy == oid::any_policy)
      return refuse(Errc::policy_mapping_refused, Mismatch{"mappings without anyPolicy",
                                                           {mapping.issuer_domain_policy.to_text() + " to " +
                                                            mapping.subject_domain_policy.to_text()}});
  return {};
}

/// (b) Policies are mapped, or what is mapped is deleted where policy_mapping is zero.
inline auto step_4b(PathState& state, CurrentCertificate const& current, Task const& task) -> Result<void> {
  auto const mappings = mappings_of(current.certificate);
  if (state.policy_mapping > 0)
    state.valid_policy_graph.map(mappings);
  else
    state.valid_policy_graph.forbid(mappings);
  return task.effort.check_policy_nodes(state.valid_policy_graph.nodes());
}

/// (c) working_issuer_name is the subject.
inline auto step_4c(PathState& state, CurrentCertificate const& current, Task const&) -> Result<void> {
  state.working_issuer_name = current.certificate.subject();
  return {};
}

/// (d) (e) (f) The working public key is the subject's. Keys that inherit parameters (DSA) are not used here.
inline auto step_4d(PathState& state, CurrentCertificate const& current, Task const& task) -> Result<void> {
  state.working_public_key = &current.certificate.spki();
  return check_key(current.certificate.spki(), task);
}

/// (g) nameConstraints narrow the names below.
inline auto step_4g(PathState& state, CurrentCertificate const& current, Task const&) -> Result<void> {
  auto const constraints = current.certificate.name_constraints();
  if (!constraints) return {};
  return state.name_limits.add(*constraints);
}

/// (h) The three counters go down, unless the certificate is self-issued.
inline auto step_4h(PathState& state, CurrentCertificate const& current, Task const&) -> Result<void> {
  if (current.is_self_issued) return {};
  for (auto* const counter : {&state.explicit_policy, &state.policy_mapping, &state.inhibit_any_policy})
    if (*counter > 0) --*counter;
  return {};
}

/// (i) policyConstraints lower explicit_policy and policy_mapping.
inline auto step_4i(PathState& state, CurrentCertificate const& current, Task const&) -> Result<void> {
  lower_policy_counters(state, current.certificate);
  return {};
}

/// (j) inhibitAnyPolicy lowers its counter.
inline auto step_4j(PathState& state, CurrentCertificate const& current, Task const&) -> Result<void> {
  lower_any_policy_counter(state, current.certificate);
  return {};
}

/// (k) The certificate is a CA's.
inline auto step_4k(PathState&, CurrentCertificate const& current, Task const&) -> Result<void> {
  return check_is_ca(current.certificate);
}

/// (l) max_path_length goes down and must not have been zero, unless the certificate is self-issued.
inline auto step_4l(PathState& state, CurrentCertificate const& current, Task const&) -> Result<void> {
  if (current.is_self_issued) return {};
  if (state.max_path_length > 0) return --state.max_path_length, Result<void>{};
  auto const& set_by = state.path_length_set_by;
  auto what = "CA certificates " + (set_by.is_empty() ? "between anchor and end entity" : "below " + set_by.to_text());
  return refuse(Errc::path_length_exceeded,
                OverLimit{std::move(what), state.path_length_limit, state.path_length_limit + 1});
}

/// (m) pathLenConstraint lowers max_path_length.
inline auto step_4m(PathState& state, CurrentCertificate const& current, Task const&) -> Result<void> {
  lower_path_length(state, current.certificate);
  return {};
}

/// (n) keyUsage, where there is one, has keyCertSign.
inline auto step_4n(PathState&, CurrentCertificate const& current, Task const&) -> Result<void> {
  return check_key_cert_sign(current.certificate);
}

/// (o) Every other critical extension is processed.
inline auto step_4o(PathState&, CurrentCertificate const& current, Task const&) -> Result<void> {
  return check_critical_extensions(current.certificate);
}

}  // namespace vidimus::detail
