// SPDX-License-Identifier: Apache-2.0
// What a run found, suite by suite: a table for people and JSON for scripts.
#pragma once

#include "divergences.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace conformance {

enum class Agreement { agreed, false_accept, false_refusal, skipped };

/// One case against its expectation.
struct Comparison {
  std::string id;
  Agreement agreement;
  std::string expected, got;
  std::string why;  ///< our finding, or the reason to skip
};

class Suite {
 public:
  Suite(std::string file, std::string name) : file_{std::move(file)}, name_{std::move(name)} {}

  [[nodiscard]] auto is(std::string const& file, std::string const& name) const -> bool {
    return file_ == file && name_ == name;
  }
  void add(Comparison comparison) {
    bool const disagrees =
        comparison.agreement == Agreement::false_accept || comparison.agreement == Agreement::false_refusal;
    bool const skipped = comparison.agreement == Agreement::skipped;
    has_surprise_ = has_surprise_ || (!skipped && disagrees == divergence(comparison.id).empty());
    ++counts_[static_cast<std::size_t>(comparison.agreement)];
    if (comparison.agreement != Agreement::agreed) others_.push_back(std::move(comparison));
  }
  [[nodiscard]] auto count(Agreement agreement) const -> std::size_t {
    return counts_[static_cast<std::size_t>(agreement)];
  }

  /// A disagreement that is not known, or a known one that is none.
  [[nodiscard]] auto has_surprise() const -> bool { return has_surprise_; }

  void print_row() const {
    std::printf("%-44s %7zu %7zu %7zu %7zu\n", name_.c_str(), count(Agreement::agreed), count(Agreement::false_accept),
                count(Agreement::false_refusal), count(Agreement::skipped));
  }
  void print_disagreements() const {
    for (auto const& other : others_) {
      if (other.agreement == Agreement::skipped) continue;
      auto const reason = std::string{divergence(other.id)};
      std::printf("  %s: expected %s, got %s: %s%s\n", other.id.c_str(), other.expected.c_str(), other.got.c_str(),
                  other.why.c_str(), reason.empty() ? "" : (" [on purpose: " + reason + ']').c_str());
    }
  }
  [[nodiscard]] auto to_json() const -> nlohmann::json {
    auto disagreements = nlohmann::json::array(), skipped = nlohmann::json::array();
    for (auto const& other : others_)
      if (other.agreement == Agreement::skipped)
        skipped.push_back({{"id", other.id}, {"why", other.why}});
      else
        disagreements.push_back(
            {{"id", other.id}, {"expected", other.expected}, {"got", other.got}, {"why", other.why}});
    return {{"file", file_},
            {"suite", name_},
            {"agreed", count(Agreement::agreed)},
            {"false_accepts", count(Agreement::false_accept)},
            {"false_refusals", count(Agreement::false_refusal)},
            {"skipped", count(Agreement::skipped)},
            {"disagreements", std::move(disagreements)},
            {"skipped_cases", std::move(skipped)}};
  }

 private:
  std::string file_, name_;
  std::size_t counts_[4] = {};
  bool has_surprise_ = false;
  std::vector<Comparison> others_;
};

class Report {
 public:
  void add(std::string const& file, std::string const& suite, Comparison comparison) {
    for (auto& known : suites_)
      if (known.is(file, suite)) return known.add(std::move(comparison));
    suites_.emplace_back(file, suite);
    suites_.back().add(std::move(comparison));
  }

  void print() const {
    std::printf("%-44s %7s %7s %7s %7s\n", "suite", "agreed", "accept!", "refuse!", "skipped");
    std::size_t totals[4] = {};
    for (auto const& suite : suites_) {
      suite.print_row();
      for (std::size_t i = 0; i != 4; ++i) totals[i] += suite.count(static_cast<Agreement>(i));
    }
    std::printf("%-44s %7zu %7zu %7zu %7zu\n", "all", totals[0], totals[1], totals[2], totals[3]);
    for (auto const& suite : suites_) suite.print_disagreements();
  }
  [[nodiscard]] auto has_surprise() const -> bool {
    for (auto const& suite : suites_)
      if (suite.has_surprise()) return true;
    return false;
  }
  [[nodiscard]] auto to_json() const -> nlohmann::json {
    auto suites = nlohmann::json::array();
    for (auto const& suite : suites_) suites.push_back(suite.to_json());
    return {{"suites", std::move(suites)}};
  }

 private:
  std::vector<Suite> suites_;
};

}  // namespace conformance
