// SPDX-License-Identifier: Apache-2.0
// What was measured: a table for people, with what each figure was to be, and JSON for scripts.
#pragma once

#include "arguments.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace bench {

struct Row {
  std::string workload, implementation;
  double value;
  std::string unit;
};
/// A figure that was promised.
struct Target {
  std::string what;
  double measured, limit;
  bool at_least;
  std::string unit;

  [[nodiscard]] auto is_met() const -> bool { return at_least ? measured >= limit : measured <= limit; }
};

class Report {
 public:
  void add(Row row) { rows_.push_back(std::move(row)); }
  void add(Target target) { targets_.push_back(std::move(target)); }
  void note(std::string text) { notes_.push_back(std::move(text)); }
  [[nodiscard]] auto value(std::string const& workload, std::string const& implementation,
                           std::string const& unit) const -> double {
    for (auto const& row : rows_)
      if (row.workload == workload && row.implementation == implementation && row.unit == unit) return row.value;
    throw std::logic_error{"nothing was measured of " + workload + ", " + implementation + ", " + unit};
  }

  void print() const {
    print_rows();
    if (!targets_.empty()) std::printf("\n");
    for (auto const& target : targets_)
      std::printf("%-7s %-78s %10.3g %s (%s %g)\n", target.is_met() ? "met" : "MISSED", target.what.c_str(),
                  target.measured, target.unit.c_str(), target.at_least ? "at least" : "at most", target.limit);
    for (auto const& note : notes_) std::printf("\n%s\n", note.c_str());
  }

  void write_json(std::string const& path) const {
    auto rows = nlohmann::json::array(), targets = nlohmann::json::array();
    for (auto const& [workload, implementation, value, unit] : rows_)
      rows.push_back({{"workload", workload}, {"implementation", implementation}, {"value", value}, {"unit", unit}});
    for (auto const& [what, measured, limit, at_least, unit] : targets_)
      targets.push_back(
          {{"what", what}, {"measured", measured}, {"limit", limit}, {"at_least", at_least}, {"unit", unit}});
    nlohmann::json const all{
        {"machine", machine()}, {"rows", std::move(rows)}, {"targets", std::move(targets)}, {"notes", notes_}};
    if (!(std::ofstream{path} << all.dump(1) << '\n')) throw std::runtime_error{path + " cannot be written"};
  }

 private:
  /// `Intel …, 2 cores; g++ 12.2.0`, as far as it is known.
  static auto machine() -> std::string {
    std::string processor = "a processor";
    std::ifstream cpuinfo{"/proc/cpuinfo"};
    for (std::string line; std::getline(cpuinfo, line);)
      if (auto const at = line.find(": "); line.starts_with("model name") && at != line.npos)
        processor = line.substr(at + 2);
    auto const cores = std::to_string(std::thread::hardware_concurrency());
#if defined(__clang__)
    return processor + ", " + cores + " cores; Clang " + __clang_version__;
#else
    return processor + ", " + cores + " cores; g++ " + __VERSION__;
#endif
  }

  /// One line for a workload and unit, with every implementation in it.
  void print_rows() const {
    std::string workload, unit;
    for (auto const& row : rows_) {
      if (row.workload != workload || row.unit != unit)
        std::printf("%s%-52s", workload.empty() ? "" : "\n", (row.workload + ", " + row.unit).c_str());
      std::printf("  %s %.4g", row.implementation.c_str(), row.value);
      workload = row.workload;
      unit = row.unit;
    }
    std::printf("\n");
  }

  std::vector<Row> rows_;
  std::vector<Target> targets_;
  std::vector<std::string> notes_;
};

}  // namespace bench
