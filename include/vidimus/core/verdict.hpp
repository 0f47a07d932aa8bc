// SPDX-License-Identifier: Apache-2.0
// A verdict on a name: accepted, or refused with the finding that says why. It has no default and cannot be made from a
// bool, so neither silence nor a slip can accept anybody.
#pragma once

#include <vidimus/core/finding.hpp>

#include <optional>
#include <string>
#include <utility>

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

 private:
  Verdict(std::optional<Finding> finding, std::string because)
      : finding_{std::move(finding)}, because_{std::move(because)} {}

  std::optional<Finding> finding_;
  std::string because_;
};

}  // namespace vidimus
