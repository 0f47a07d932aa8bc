// SPDX-License-Identifier: Apache-2.0
// The policies that are still valid while a path is processed: valid_policy_graph of RFC 9618, which replaces RFC 5280's
// valid_policy_tree. A tree doubles with every certificate that maps two policies to two others; in the graph a policy has
// one node a certificate, so it stays as small as the certificates are.
//
// Only `valid_policy` and the way up are kept: qualifiers say something to people and decide nothing.
#pragma once

#include <vidimus/der/oids.hpp>
#include <vidimus/x509/policy_mappings.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// An order of OIDs, for searching; it means nothing else.
struct OidLess {
  constexpr auto operator()(der::Oid a, der::Oid b) const -> bool {
    return std::ranges::lexicographical_compare(a.contents(), b.contents());
  }
};

class PolicyGraph {
 public:
  /// RFC 9618, 5.2 (a): one node of depth 0, anyPolicy, which expects anyPolicy.
  PolicyGraph() { levels_.push_back({{oid::any_policy, {oid::any_policy}, {}, true}}); }

  [[nodiscard]] auto is_null() const -> bool { return levels_.empty(); }
  /// How many nodes it has, those that were deleted included: what it costs.
  [[nodiscard]] auto nodes() const -> std::size_t {
    std::size_t count = 0;
    for (auto const& level : levels_) count += level.size();
    return count;
  }
  /// RFC 5280, 6.1.3 (e).
  void clear() { levels_.clear(); }

  /// RFC 9618, 5.3 (d): the policies of a certificate, each once. `any_counts` is the condition of (d)(2), that anyPolicy
  /// is among them and may be used.
  void accept(std::span<der::Oid const> policies, bool any_counts) {
    if (is_null()) return;
    Level next;
    auto const expected = expectations();
    for (auto const policy : policies)
      if (!(policy == oid::any_policy)) add_named(next, policy, expected);  // (d)(1)
    if (any_counts) add_expected(next, expected);                           // (d)(2)
    std::ranges::sort(next, OidLess{}, &Node::valid_policy);
    levels_.push_back(std::move(next));
    prune();  // (d)(3)
  }

  /// RFC 9618, 5.4 (b)(1), while policy_mapping is above zero: what the issuer calls A, the subject calls B.
  void map(std::span<PolicyMapping const> mappings) {
    if (is_null()) return;
    Level added;
    each_issuer_policy(mappings, [&](der::Oid issuer, std::vector<der::Oid> subject) {
      if (auto* const node = find_last(issuer))
        node->expected_policy_set = std::move(subject);
      else if (auto const* const any = find_last(oid::any_policy))  // a sibling of anyPolicy
        added.push_back({issuer, std::move(subject), any->parents, true});
    });
    auto& level = levels_.back();
    std::ranges::move(added, std::back_inserter(level));
    std::ranges::sort(level, OidLess{}, &Node::valid_policy);
  }

  /// RFC 9618, 5.4 (b)(2), once policy_mapping is zero: what is mapped is valid no longer.
  void forbid(std::span<PolicyMapping const> mappings) {
    if (is_null()) return;
    for (auto const& mapping : mappings)
      if (auto* const node = find_last(mapping.issuer_domain_policy)) node->is_alive = false;
    prune();
  }

  /// RFC 9618, 5.5 (g): the user-constrained-policy-set. `user_initial_policy_set` may hold anyPolicy.
  [[nodiscard]] auto user_constrained(std::span<der::Oid const> user_initial_policy_set) const
      -> std::vector<der::Oid> {
    auto const authority = authority_constrained();
    if (contains(user_initial_policy_set, oid::any_policy)) return authority;
    if (contains(authority, oid::any_policy)) return {user_initial_policy_set.begin(), user_initial_policy_set.end()};
    std::vector<der::Oid> both;
    for (auto const policy : authority)
      if (contains(user_initial_policy_set, policy)) both.push_back(policy);
    return both;
  }

 private:
  struct Node {
    der::Oid valid_policy;
    std::vector<der::Oid> expected_policy_set;
    std::vector<std::size_t>
        parents;  // positions in the level above, which is in order of policies and no longer changes
    bool is_alive;
  };
  using Level = std::vector<Node>;
  struct Expectation {
    der::Oid policy;
    std::size_t node;
  };

  static auto contains(std::span<der::Oid const> policies, der::Oid policy) -> bool {
    return std::ranges::find(policies, policy) != policies.end();
  }

  /// Which nodes of the last level expect which policy, in order of policies.
  [[nodiscard]] auto expectations() const -> std::vector<Expectation> {
    std::vector<Expectation> all;
    auto const& level = levels_.back();
    for (std::size_t node = 0; node != level.size(); ++node)
      for (auto const policy : level[node].expected_policy_set)
        if (level[node].is_alive) all.push_back({policy, node});
    std::ranges::sort(all, OidLess{}, &Expectation::policy);
    return all;
  }

  static auto nodes_expecting(der::Oid policy, std::span<Expectation const> expected) -> std::vector<std::size_t> {
    std::vector<std::size_t> nodes;
    for (auto const& row : std::ranges::equal_range(expected, policy, OidLess{}, &Expectation::policy))
      nodes.push_back(row.node);
    return nodes;
  }

  static void add_named(Level& next, der::Oid policy, std::span<Expectation const> expected) {
    auto parents = nodes_expecting(policy, expected);                           // (d)(1)(i)
    if (parents.empty()) parents = nodes_expecting(oid::any_policy, expected);  // (d)(1)(ii)
    if (!parents.empty()) next.push_back({policy, {policy}, std::move(parents), true});
  }

  static void add_expected(Level& next, std::span<Expectation const> expected) {
    std::vector<der::Oid> named;
    for (auto const& node : next) named.push_back(node.valid_policy);
    std::ranges::sort(named, OidLess{});
    for (auto row = expected.begin(); row != expected.end();) {
      auto const policy = row->policy;
      if (!std::ranges::binary_search(named, policy, OidLess{}))
        next.push_back({policy, {policy}, nodes_expecting(policy, expected), true});
      row = std::ranges::upper_bound(row, expected.end(), policy, OidLess{}, &Expectation::policy);
    }
  }

  /// Deletes nodes that nothing below depends on, from the last level upwards; a graph without a root is none.
  void prune() {
    for (auto below = levels_.size() - 1; below != 0; --below) {
      auto& level = levels_[below - 1];
      std::vector<bool> has_child(level.size(), false);
      for (auto const& node : levels_[below])
        for (auto const parent : node.parents) has_child[parent] = has_child[parent] || node.is_alive;
      for (std::size_t node = 0; node != level.size(); ++node) level[node].is_alive &= has_child[node];
    }
    if (std::ranges::none_of(levels_.front(), &Node::is_alive)) clear();
  }

  /// The living node of the last level with this policy.
  auto find_last(der::Oid policy) -> Node* {
    auto& level = levels_.back();
    auto const node = std::ranges::lower_bound(level, policy, OidLess{}, &Node::valid_policy);
    return node != level.end() && node->valid_policy == policy && node->is_alive ? &*node : nullptr;
  }

  /// Calls `use` once with every issuerDomainPolicy and all that it is mapped to.
  template <class Use>
  static void each_issuer_policy(std::span<PolicyMapping const> mappings, Use use) {
    std::vector<PolicyMapping> sorted_mappings{mappings.begin(), mappings.end()};
    std::ranges::sort(sorted_mappings, OidLess{}, &PolicyMapping::issuer_domain_policy);
    for (auto row = sorted_mappings.begin(); row != sorted_mappings.end();) {
      auto const issuer = row->issuer_domain_policy;
      std::vector<der::Oid> subject;
      for (; row != sorted_mappings.end() && row->issuer_domain_policy == issuer; ++row)
        subject.push_back(row->subject_domain_policy);
      use(issuer, std::move(subject));
    }
  }

  /// RFC 9618, 5.5 (g)(1) to (4): the policies that hang on anyPolicy, and anyPolicy itself if it came all the way.
  [[nodiscard]] auto authority_constrained() const -> std::vector<der::Oid> {
    std::vector<der::Oid> policies;
    for (std::size_t depth = 1; depth < levels_.size(); ++depth)
      for (auto const& node : levels_[depth])
        if (node.is_alive && !(node.valid_policy == oid::any_policy) && hangs_on_any(node, depth))
          policies.push_back(node.valid_policy);
    if (!is_null() && std::ranges::any_of(levels_.back(), is_living_any)) policies.push_back(oid::any_policy);
    return policies;
  }
  [[nodiscard]] auto hangs_on_any(Node const& node, std::size_t depth) const -> bool {
    return node.parents.size() == 1 && levels_[depth - 1][node.parents.front()].valid_policy == oid::any_policy;
  }
  static auto is_living_any(Node const& node) -> bool { return node.is_alive && node.valid_policy == oid::any_policy; }

  std::vector<Level> levels_;
};

}  // namespace vidimus::detail
