// SPDX-License-Identifier: Apache-2.0
// What a run found, suite by suite: a table for people and JSON for scripts.
#pragma once

#include "divergences.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
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
  /// `known`: why it is meant to disagree; empty: it is not.
  void add(Comparison comparison, std::string known) {
    bool const agrees = comparison.agreement == Agreement::agreed;
    bool const skipped = comparison.agreement == Agreement::skipped;
    bool const is_surprise = !skipped && agrees != known.empty();
    has_surprise_ = has_surprise_ || is_surprise;
    ++counts_[static_cast<std::size_t>(comparison.agreement)];
    if (!agrees || is_surprise) told_.push_back({std::move(comparison), std::move(known)});
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
    for (auto const& [comparison, known] : told_) {
      if (comparison.agreement == Agreement::skipped) continue;
      bool const agrees = comparison.agreement == Agreement::agreed;
      auto const purpose =
          known.empty() ? "" : (agrees ? "; unexpected agreement, listed as: " : "; on purpose: ") + known;
      std::printf("  %s: expected %s, got %s: %s%s\n", comparison.id.c_str(), comparison.expected.c_str(),
                  comparison.got.c_str(), comparison.why.c_str(), purpose.c_str());
    }
  }
  [[nodiscard]] auto to_json() const -> nlohmann::json {
    auto disagreements = nlohmann::json::array(), skipped = nlohmann::json::array();
    for (auto const& [comparison, known] : told_)
      if (comparison.agreement == Agreement::skipped)
        skipped.push_back({{"id", comparison.id}, {"why", comparison.why}});
      else if (comparison.agreement != Agreement::agreed)
        disagreements.push_back({{"id", comparison.id},
                                 {"expected", comparison.expected},
                                 {"got", comparison.got},
                                 {"why", comparison.why},
                                 {"on_purpose", known}});
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
  std::vector<std::pair<Comparison, std::string>> told_;
};

class Report {
 public:
  explicit Report(Divergences divergences) : divergences_{std::move(divergences)} {}

  void add(std::string const& file, std::string const& name, Comparison comparison) {
    auto suite = std::ranges::find_if(suites_, [&](Suite const& one) { return one.is(file, name); });
    if (suite == suites_.end()) suite = suites_.emplace(suites_.end(), file, name);
    auto known = divergences_.find(comparison.id);
    suite->add(std::move(comparison), std::move(known));
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
  Divergences divergences_;
  std::vector<Suite> suites_;
};

}  // namespace conformance
