// SPDX-License-Identifier: Apache-2.0
// Keeps the checks of one handshake in order, times them and tells the observer of each as it happens.
#pragma once

#include <vidimus/core/observer.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

template <Observer O>
class Trace {
 public:
  explicit Trace(O const& observer) : observer_{&observer} {}

  /// The time of the next check counts from here.
  void begin() { began_ = std::chrono::steady_clock::now(); }

  void add(Step step, Stage stage, Outcome outcome, std::string what, std::string input,
           std::optional<Finding> finding = {}, std::string because = {}) {
    auto const now = std::chrono::steady_clock::now();
    checks_.push_back({step, stage, outcome, std::move(what), std::move(input), now - began_, std::move(finding),
                       std::move(because)});
    began_ = now;
    observer_->observe(checks_.back());
  }

  [[nodiscard]] auto take() -> std::vector<Check> { return std::move(checks_); }

 private:
  O const* observer_;
  std::vector<Check> checks_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace vidimus::detail
