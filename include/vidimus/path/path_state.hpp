// SPDX-License-Identifier: Apache-2.0
// The state variables of path processing, by their names in RFC 5280, 6.1.2, and what they are before the first certificate.
#pragma once

#include <vidimus/path/name_limits.hpp>
#include <vidimus/path/policy_graph.hpp>
#include <vidimus/path/prospective_path.hpp>
#include <vidimus/x509/certificate_policies.hpp>
#include <vidimus/x509/policy_constraints.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace vidimus::detail {

struct PathState {
  /// RFC 5280, 6.1.2, from the path and the inputs alone.
  PathState(ProspectivePath const& path, InputValues const& inputs)
      : explicit_policy{inputs.initial_explicit_policy ? 0 : path.n() + 1},
        inhibit_any_policy{inputs.initial_any_policy_inhibit ? 0 : path.n() + 1},
        policy_mapping{inputs.initial_policy_mapping_inhibit ? 0 : path.n() + 1},
        working_public_key{&path.anchor.spki()},
        working_issuer_name{path.anchor.name()},
        max_path_length{inputs.max_path_length.value_or(path.n())} {}

  PolicyGraph valid_policy_graph;                  // (a), as RFC 9618 has it
  NameLimits name_limits;                          // (b) permitted_subtrees, (c) excluded_subtrees
  std::size_t explicit_policy;                     // (d)
  std::size_t inhibit_any_policy;                  // (e)
  std::size_t policy_mapping;                      // (f)
  SubjectPublicKeyInfo const* working_public_key;  // (g) algorithm, (h) key, (i) parameters
  Name working_issuer_name;                        // (j)
  std::size_t max_path_length;                     // (k)

  // Not the RFC's: who set max_path_length last, and to what, for the finding.
  Name path_length_set_by{};
  std::size_t path_length_limit = max_path_length;
};

/// RFC 5280, 6.1.4 (i): requireExplicitPolicy and inhibitPolicyMapping.
inline void lower_policy_counters(PathState& state, Certificate const& certificate) {
  auto const constraints = certificate.policy_constraints();
  if (!constraints) return;
  if (auto const skip = constraints->require_explicit_policy)
    state.explicit_policy = std::min<std::size_t>(state.explicit_policy, *skip);
  if (auto const skip = constraints->inhibit_policy_mapping)
    state.policy_mapping = std::min<std::size_t>(state.policy_mapping, *skip);
}

/// RFC 5280, 6.1.4 (j): inhibitAnyPolicy.
inline void lower_any_policy_counter(PathState& state, Certificate const& certificate) {
  if (auto const inhibit = certificate.inhibit_any_policy())
    state.inhibit_any_policy = std::min<std::size_t>(state.inhibit_any_policy, inhibit->skip_certs);
}

/// RFC 5280, 6.1.4 (m): pathLenConstraint.
inline void lower_path_length(PathState& state, Certificate const& certificate) {
  auto const constraints = certificate.basic_constraints();
  if (!constraints || !constraints->path_len_constraint) return;
  if (*constraints->path_len_constraint >= state.max_path_length) return;
  state.max_path_length = state.path_length_limit = *constraints->path_len_constraint;
  state.path_length_set_by = certificate.subject();
}

/// The policies of a certificate; empty where it has no such extension.
inline auto policies_of(Certificate const& certificate) -> std::vector<der::Oid> {
  std::vector<der::Oid> policies;
  if (auto const extension = certificate.certificate_policies())
    for (auto const& policy : *extension) policies.push_back(policy.id);
  return policies;
}

/// For people; up to eight.
inline auto texts_of(std::span<der::Oid const> policies) -> std::vector<std::string> {
  std::vector<std::string> texts;
  for (auto const policy : policies.first(std::min<std::size_t>(policies.size(), 8)))
    texts.push_back(policy == oid::any_policy ? "anyPolicy" : policy.to_text());
  return texts;
}

}  // namespace vidimus::detail
