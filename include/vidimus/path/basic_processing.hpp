// SPDX-License-Identifier: Apache-2.0
// RFC 5280, 6.1.3: basic certificate processing, for each certificate of the path. One function a lettered step; (a)(3),
// revocation, is the next stage's: it needs a path that is proved. (d) to (f) are RFC 9618's.
#pragma once

#include <vidimus/path/path_state.hpp>
#include <vidimus/path/validity.hpp>

namespace vidimus::detail {

/// (a)(1) The signature was made with working_public_key.
inline auto step_3a1(PathState& state, CurrentCertificate const& current, Task const& task) -> Result<void> {
  return task.ledger.verify(current.position, *state.working_public_key);
}

/// (a)(2) The certificate is valid now.
inline auto step_3a2(PathState&, CurrentCertificate const& current, Task const& task) -> Result<void> {
  return check_validity(current.certificate, task.context.now);
}

/// (a)(4) The issuer is working_issuer_name.
inline auto step_3a4(PathState& state, CurrentCertificate const& current, Task const&) -> Result<void> {
  if (same_name(current.certificate.issuer(), state.working_issuer_name)) return {};
  return refuse(Errc::issuer_unknown,
                Mismatch{current.certificate.issuer().to_text(), {state.working_issuer_name.to_text()}});
}

/// (b) Every name is within permitted_subtrees; not of a self-issued certificate, unless it is the final one.
inline auto step_3b(PathState& state, CurrentCertificate const& current, Task const& task) -> Result<void> {
  if (current.is_self_issued && !current.is_final()) return {};
  return state.name_limits.check_permitted(current.certificate, task.effort);
}

/// (c) No name is within excluded_subtrees; of the same certificates.
inline auto step_3c(PathState& state, CurrentCertificate const& current, Task const& task) -> Result<void> {
  if (current.is_self_issued && !current.is_final()) return {};
  return state.name_limits.check_excluded(current.certificate, task.effort);
}

/// (d) and (e) The certificate's policies go into valid_policy_graph; without any, it is NULL from here on.
inline auto step_3d(PathState& state, CurrentCertificate const& current, Task const& task) -> Result<void> {
  auto const policies = policies_of(current.certificate);
  bool const any_may_be_used = state.inhibit_any_policy > 0 || (current.is_self_issued && !current.is_final());
  bool const has_any = std::ranges::find(policies, oid::any_policy) != policies.end();
  if (policies.empty())
    state.valid_policy_graph.clear();
  else
    state.valid_policy_graph.accept(policies, has_any && any_may_be_used);
  return task.effort.check_policy_nodes(state.valid_policy_graph.nodes());
}

/// (f) explicit_policy is above zero, or valid_policy_graph is not NULL.
inline auto step_3f(PathState& state, CurrentCertificate const& current, Task const&) -> Result<void> {
  if (state.explicit_policy > 0 || !state.valid_policy_graph.is_null()) return {};
  return refuse(Errc::certificate_policy_missing, Mismatch{"a policy that every certificate from the anchor on has",
                                                           texts_of(policies_of(current.certificate))});
}

}  // namespace vidimus::detail
