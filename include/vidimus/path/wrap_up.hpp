// SPDX-License-Identifier: Apache-2.0
// RFC 5280, 6.1.5: the wrap-up procedure, for the final certificate. One function a lettered step; (g) is RFC 9618's.
#pragma once

#include <vidimus/path/critical_extensions.hpp>
#include <vidimus/path/path_state.hpp>
#include <vidimus/path/usage.hpp>

#include <array>
#include <string>
#include <utility>

namespace vidimus::detail {

/// (a) explicit_policy goes down.
inline auto step_5a(PathState& state, CurrentCertificate const&, Task const&) -> Result<void> {
  if (state.explicit_policy > 0) --state.explicit_policy;
  return {};
}

/// (b) requireExplicitPolicy of zero counts at once.
inline auto step_5b(PathState& state, CurrentCertificate const& current, Task const&) -> Result<void> {
  auto const constraints = current.certificate.policy_constraints();
  if (constraints && constraints->require_explicit_policy == 0U) state.explicit_policy = 0;
  return {};
}

/// (c) (d) (e) The working public key is the end entity's: what the peer proved in the handshake that it holds.
inline auto step_5c(PathState& state, CurrentCertificate const& current, Task const& task) -> Result<void> {
  state.working_public_key = &current.certificate.spki();
  return check_key(current.certificate.spki(), task);
}

/// (f) Every other critical extension is processed.
inline auto step_5f(PathState&, CurrentCertificate const& current, Task const&) -> Result<void> {
  return check_critical_extensions(current.certificate);
}

/// (g) explicit_policy is above zero, or a policy that the caller wants holds for the whole path.
inline auto step_5g(PathState& state, CurrentCertificate const&, Task const& task) -> Result<void> {
  if (state.explicit_policy > 0) return {};
  auto const wanted = task.inputs.user_initial_policy_set;
  if (!state.valid_policy_graph.user_constrained(wanted).empty()) return {};
  std::string text;
  for (auto const& policy : texts_of(wanted)) text += (text.empty() ? "a policy among " : ", ") + policy;
  auto const held = state.valid_policy_graph.user_constrained(std::array{oid::any_policy});
  return refuse(Errc::certificate_policy_missing, Mismatch{std::move(text), texts_of(held)});
}

}  // namespace vidimus::detail
