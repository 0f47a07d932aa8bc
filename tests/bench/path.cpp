// SPDX-License-Identifier: Apache-2.0
#include "path.hpp"

#include "allocations.hpp"
#include "callgrind.hpp"
#include "clock.hpp"
#include "path_mbedtls.hpp"
#include "path_openssl.hpp"
#include "path_vidimus.hpp"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bench {

namespace {

/// One workload by one implementation.
struct Case {
  std::string workload, implementation;
  std::function<void(std::size_t)> run;  ///< with the i-th chain of its kind
  bool is_counted;                       ///< its instructions too

  [[nodiscard]] auto name() const -> std::string { return workload + ": " + implementation; }
};

/// Every implementation with the chains of one kind.
class Contest {
 public:
  Contest(Inputs const& inputs, Kind const& kind)
      : kind_{kind.name}, vidimus_{inputs, kind}, mbedtls_{inputs, kind}, openssl_{inputs, kind} {}

  void add_reading(std::vector<Case>& cases, std::string const& algorithm) const {
    auto const workload = "path: read a certificate, " + algorithm;
    cases.push_back({workload, "vidimus in place", [this](std::size_t i) { vidimus_.read(i); }, true});
    cases.push_back({workload, "vidimus", [this](std::size_t i) { vidimus_.parse(i); }, true});
    cases.push_back({workload, "mbedTLS", [this](std::size_t i) { mbedtls_.parse(i); }, true});
    cases.push_back({workload, "OpenSSL", [this](std::size_t i) { openssl_.parse(i); }, false});
  }
  void add_validating(std::vector<Case>& cases) const {
    auto const workload = "path: validate " + kind_;
    cases.push_back({workload, "vidimus cold", [this](std::size_t i) { vidimus_.validate<Cold>(i); }, true});
    cases.push_back({workload, "vidimus warm", [this](std::size_t i) { vidimus_.validate<Warm>(i); }, true});
    cases.push_back({workload, "mbedTLS", [this](std::size_t i) { mbedtls_.validate(i); }, true});
    cases.push_back({workload, "OpenSSL", [this](std::size_t i) { openssl_.validate(i); }, false});
  }
  void add_both(std::vector<Case>& cases) const {
    auto const workload = "path: read and validate " + kind_;
    cases.push_back({workload, "vidimus cold", [this](std::size_t i) { vidimus_.parse_and_validate<Cold>(i); }, true});
    cases.push_back({workload, "vidimus warm", [this](std::size_t i) { vidimus_.parse_and_validate<Warm>(i); }, false});
    cases.push_back({workload, "mbedTLS", [this](std::size_t i) { mbedtls_.parse_and_validate(i); }, true});
    cases.push_back({workload, "OpenSSL", [this](std::size_t i) { openssl_.parse_and_validate(i); }, false});
  }

 private:
  std::string kind_;
  Vidimus vidimus_;
  MbedTls mbedtls_;
  OpenSsl openssl_;
};

struct Contests {
  explicit Contests(Inputs const& inputs) {
    for (auto const& kind : inputs.kinds) all.push_back(std::make_unique<Contest>(inputs, kind));
    all[0]->add_reading(cases, "ECDSA P-256");
    all[2]->add_reading(cases, "RSA-2048");
    for (auto const& contest : all) contest->add_validating(cases);
    for (auto const& contest : all) contest->add_both(cases);
  }
  std::vector<std::unique_ptr<Contest>> all;
  std::vector<Case> cases;
};

constexpr std::size_t runs = 9;

/// Medians of runs in which the cases take turns, and what one call allocates.
void measure_times(std::vector<Case> const& cases, Report& report) {
  std::vector<std::size_t> calls;
  for (auto const& one : cases) {
    for (std::size_t i = 0; i != Inputs::chains_of_a_kind; ++i) one.run(i);  // so that a cache is warm
    calls.push_back(calls_in(one.run, 0.04));
  }
  std::vector<std::vector<double>> seconds(cases.size());
  for (std::size_t run = 0; run != runs; ++run) {
    std::fprintf(stderr, "path: run %zu of %zu\n", run + 1, runs);
    for (std::size_t i = 0; i != cases.size(); ++i)
      seconds[i].push_back(seconds_of(cases[i].run, calls[i]) / static_cast<double>(calls[i]));
  }
  for (std::size_t i = 0; i != cases.size(); ++i)
    report.add(Row{cases[i].workload, cases[i].implementation, median(seconds[i]) * 1e6, "us"});
}

void count_allocations(std::vector<Case> const& cases, Report& report) {
  for (auto const& one : cases) {
    if (!one.implementation.starts_with("vidimus")) continue;
    auto const before = allocations();
    one.run(0);
    auto const calls = static_cast<double>(allocations() - before);
    report.add(Row{one.workload, one.implementation, calls, "calls of operator new"});
  }
}

/// A folder that lives as long as this.
struct TemporaryFolder {
  TemporaryFolder() {
    auto name = (std::filesystem::temp_directory_path() / "vidimus_bench.XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
    path = name;
  }
  TemporaryFolder(TemporaryFolder const&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  std::filesystem::path path;
};

/// Instructions of each case, chain by chain.
using Counts = std::map<std::string, std::vector<double>>;

/// Empty where there is no valgrind to count.
auto count_instructions(std::vector<Case> const& cases, Inputs const& inputs, Report& report) -> Counts {
  TemporaryFolder const folder;
  auto const file = (folder.path / "inputs.json").string();
  inputs.write(file);
  Counts all;
  for (auto const& one : cases) {
    if (!one.is_counted) continue;
    std::fprintf(stderr, "path: counting instructions: %s\n", one.name().c_str());
    auto const counts =
        bench::count_instructions(folder.path, "path --once '" + one.name() + "' --inputs '" + file + '\'');
    if (!counts) return {};
    if (counts->size() != Inputs::chains_of_a_kind) throw std::runtime_error{"valgrind counted something else"};
    report.add(Row{one.workload, one.implementation, median(*counts), "instructions"});
    all[one.name()] = *counts;
  }
  return all;
}

/// The median of what one takes of the other's instructions for the same signatures.
auto median_ratio(Counts const& counts, std::string const& one, std::string const& other) -> double {
  std::vector<double> ratios;
  for (std::size_t i = 0; i != Inputs::chains_of_a_kind; ++i) ratios.push_back(counts.at(one)[i] / counts.at(other)[i]);
  return median(std::move(ratios));
}

void add_targets(Inputs const& inputs, Counts const& counts, Report& report) {
  for (auto const* const algorithm : {"ECDSA P-256", "RSA-2048"}) {
    auto const reading = std::string{"path: read a certificate, "} + algorithm;
    report.add(Target{reading, report.value(reading, "vidimus in place", "us"), 0.3, false, "us"});
    report.add(Target{reading, report.value(reading, "vidimus in place", "calls of operator new"), 0, false,
                      "calls of operator new"});
  }
  for (auto const& kind : inputs.kinds) {
    auto const workload = "path: validate " + kind.name;
    auto const warm = report.value(workload, "vidimus warm", "us");
    auto const fastest = std::min(report.value(workload, "mbedTLS", "us"), report.value(workload, "OpenSSL", "us"));
    report.add(Target{workload + ", outside signature checks", warm, 3, false, "us"});
    report.add(Target{workload + ", warm", fastest / warm, 10, true, "times the fastest peer"});
    if (counts.empty()) continue;
    for (auto const& cold : {workload, "path: read and validate " + kind.name}) {
      auto const ratio = median_ratio(counts, cold + ": vidimus cold", cold + ": mbedTLS");
      report.add(Target{cold + ", cold", ratio, 1.02, false, "of mbedTLS's instructions"});
    }
  }
}

}  // namespace

void run_path(Report& report) {
  std::fprintf(stderr, "path: making chains\n");
  auto const inputs = Inputs::make();
  Contests const contests{inputs};
  measure_times(contests.cases, report);
  count_allocations(contests.cases, report);
  auto const counts = count_instructions(contests.cases, inputs, report);
  add_targets(inputs, counts, report);
  report.note("path (./dev bench path): " + MbedTls::name() + ", " + OpenSsl::name() + ", " +
              std::to_string(inputs.anchors.size()) +
              " anchors; the anchor is one of a chain's certificates; medians of " + std::to_string(runs) +
              " runs, in time on the processor" +
              (counts.empty() ? "; there is no valgrind here, so no instructions were counted"
                              : "; instructions as valgrind --tool=callgrind counts them"));
}

void run_path_once(std::string const& which, std::string const& inputs_file) {
  auto const inputs = inputs_file.empty() ? Inputs::make() : Inputs::read(inputs_file);
  Contests contests{inputs};
  for (auto& one : contests.cases) {
    if (one.name() != which) continue;
    for (std::size_t i = 0; i != Inputs::chains_of_a_kind; ++i) one.run(i);
    for (std::size_t i = 0; i != Inputs::chains_of_a_kind; ++i)
      vidimus_bench_counted([](void* with, std::size_t number) { static_cast<Case*>(with)->run(number); }, &one, i);
    return;
  }
  std::string known;
  for (auto const& one : contests.cases) known += "\n  " + one.name();
  throw Wrong{"there is no case " + which + "; there are" + known};
}

}  // namespace bench
