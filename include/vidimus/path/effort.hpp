// SPDX-License-Identifier: Apache-2.0
// Counts the work of one validation against its budget. Once a bound is crossed everything is refused.
#pragma once

#include <vidimus/core/budget.hpp>
#include <vidimus/core/failure.hpp>

#include <cstddef>

namespace vidimus::detail {

class Effort {
 public:
  explicit constexpr Effort(Budget const& budget) : budget_{budget} {}

  auto spend_signature() -> Result<void> { return spend(signatures_, budget_.signatures, "signature verifications"); }
  auto spend_candidate() -> Result<void> { return spend(candidates_, budget_.candidates, "issuer candidates"); }
  auto spend_comparison() -> Result<void> {
    return spend(comparisons_, budget_.name_comparisons, "comparisons with name constraints");
  }
  /// Of the policy graph of the path at hand.
  auto check_policy_nodes(std::size_t nodes) -> Result<void> {
    if (nodes <= budget_.policy_nodes) return {};
    return exhaust("nodes of a policy graph", budget_.policy_nodes, nodes);
  }

  [[nodiscard]] auto budget() const -> Budget const& { return budget_; }
  /// Signatures that were verified, or begun to be.
  [[nodiscard]] auto signatures() const -> std::size_t { return signatures_; }
  [[nodiscard]] auto is_exhausted() const -> bool { return exhausted_; }

 private:
  auto spend(std::size_t& spent, std::size_t limit, char const* what) -> Result<void> {
    if (spent != limit) {
      ++spent;
      return {};
    }
    return exhaust(what, limit, limit + 1);
  }

  auto exhaust(char const* what, std::size_t limit, std::size_t presented) -> Result<void> {
    exhausted_ = true;
    return refuse(Errc::budget_exceeded, OverLimit{what, limit, presented});
  }

  Budget budget_;
  std::size_t signatures_ = 0, candidates_ = 0, comparisons_ = 0;
  bool exhausted_ = false;
};

}  // namespace vidimus::detail
