// SPDX-License-Identifier: Apache-2.0
// A verdict on a name: accepted, or refused with the finding that says why; either may warn. It has no default and cannot be
// made from a bool, so neither silence nor a slip can accept anybody.
#pragma once

#include <vidimus/core/finding.hpp>

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

class [[nodiscard]] Verdict {
 public:
  /// Accepted; `because` names what matched, for the report.
  static auto accepted(std::string because = {}) -> Verdict { return Verdict{std::nullopt, std::move(because)}; }
  static auto refused(Finding finding) -> Verdict { return Verdict{std::move(finding), {}}; }

  [[nodiscard]] auto is_accepted() const -> bool { return !finding_; }
  /// Only of a refusal.
  [[nodiscard]] auto finding() const -> Finding const& { return *finding_; }
  [[nodiscard]] auto because() const -> std::string const& { return because_; }

  /// The same verdict, which warns of `finding` as well: the report shows it, and it decides nothing.
  [[nodiscard]] auto warned(Finding finding) && -> Verdict {
    finding.severity = Severity::warning;
    warnings_.push_back(std::move(finding));
    return std::move(*this);
  }
  /// The same, of everything that another verdict warned of.
  [[nodiscard]] auto warned_as(Verdict const& other) && -> Verdict {
    warnings_.insert(warnings_.end(), other.warnings_.begin(), other.warnings_.end());
    return std::move(*this);
  }
  [[nodiscard]] auto warnings() const -> std::span<Finding const> { return warnings_; }

 private:
  Verdict(std::optional<Finding> finding, std::string because)
      : finding_{std::move(finding)}, because_{std::move(because)} {}

  std::optional<Finding> finding_;
  std::string because_;
  std::vector<Finding> warnings_;
};

}  // namespace vidimus
