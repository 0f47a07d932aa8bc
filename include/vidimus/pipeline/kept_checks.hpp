// SPDX-License-Identifier: Apache-2.0
// The checks of a handshake as a channel keeps them while it lives: their words in one block, and findings, which few have,
// beside it. That is a third of what they take as they are.
#pragma once

#include <vidimus/core/check.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// Immutable; copies share what is kept.
class KeptChecks {
 public:
  explicit KeptChecks(std::vector<Check> checks) : kept_{keep(std::move(checks))} {}

  /// As they were, in order.
  [[nodiscard]] auto all() const -> std::vector<Check> {
    std::vector<Check> checks;
    if (!kept_) return checks;  // moved from
    checks.reserve(kept_->lines.size());
    std::string_view words{kept_->words.data(), kept_->words.size()};
    auto const next = [&](std::size_t size) {
      std::string const word{words.substr(0, size)};
      words.remove_prefix(size);
      return word;
    };
    for (auto const& [took, what, input, because, step, stage, outcome] : kept_->lines) {
      Check check{step, stage, outcome, next(what), next(input), took};
      check.because = next(because);
      checks.push_back(std::move(check));
    }
    for (auto const& [number, finding] : kept_->findings) checks[number].finding = finding;
    return checks;
  }

 private:
  /// One check; of its words, how long they are.
  struct Line {
    std::chrono::nanoseconds took;
    std::uint32_t what, input, because;
    Step step;
    Stage stage;
    Outcome outcome;
  };
  struct Kept {
    std::vector<Line> lines;
    std::vector<char> words;
    std::vector<std::pair<std::size_t, Finding>> findings;
  };

  static auto keep(std::vector<Check> checks) -> std::shared_ptr<Kept const> {
    auto kept = std::make_shared<Kept>();
    kept->lines.reserve(checks.size());
    std::size_t octets = 0;
    for (auto const& check : checks) octets += check.what.size() + check.input.size() + check.because.size();
    kept->words.reserve(octets);
    for (std::size_t number = 0; number != checks.size(); ++number) {
      auto& check = checks[number];
      auto const put = [&](std::string const& word) {
        kept->words.insert(kept->words.end(), word.begin(), word.end());
        return static_cast<std::uint32_t>(word.size());
      };
      kept->lines.push_back(
          {check.took, put(check.what), put(check.input), put(check.because), check.step, check.stage, check.outcome});
      if (check.finding) kept->findings.emplace_back(number, *std::move(check.finding));
    }
    return kept;
  }

  std::shared_ptr<Kept const> kept_;
};

}  // namespace vidimus::detail
