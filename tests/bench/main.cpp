// SPDX-License-Identifier: Apache-2.0
// The benchmarks: `vidimus_bench [NAME…] [--json OUT]`, each beside its peers, in one run. Progress goes to stderr.
// `vidimus_bench NAME --once CASE [--inputs FILE]` runs one case and nothing else, once for each input: what an
// instruction counter is given.
#include "arguments.hpp"
#include "channel.hpp"
#include "names.hpp"
#include "ocsp.hpp"
#include "path.hpp"
#include "report.hpp"
#include "revocation.hpp"

#include <cstdio>
#include <exception>

namespace {

struct Benchmark {
  char const* name;
  void (*run)(bench::Report&);
  void (*run_once)(std::string const& which, std::string const& inputs);
};
constexpr Benchmark benchmarks[] = {{"channel", &bench::run_channel, &bench::run_channel_once},
                                    {"names", &bench::run_names, &bench::run_names_once},
                                    {"ocsp", &bench::run_ocsp, &bench::run_ocsp_once},
                                    {"path", &bench::run_path, &bench::run_path_once},
                                    {"revocation", &bench::run_revocation, &bench::run_revocation_once}};

auto find(std::string const& name) -> Benchmark const& {
  std::string known;
  for (auto const& benchmark : benchmarks) {
    if (name == benchmark.name) return benchmark;
    known += std::string{known.empty() ? "" : ", "} + benchmark.name;
  }
  throw bench::Wrong{"there is no benchmark named " + name + "; there is " + known};
}

void run(bench::Arguments const& arguments) {
  if (!arguments.once.empty()) return find(arguments.names.at(0)).run_once(arguments.once, arguments.inputs);
  bench::Report report;
  for (auto const& name : arguments.names) static_cast<void>(find(name));  // a wrong one is told before hours of work
  if (arguments.names.empty())
    for (auto const& benchmark : benchmarks) benchmark.run(report);
  for (auto const& name : arguments.names) find(name).run(report);
  report.print();
  if (!arguments.json.empty()) report.write_json(arguments.json);
}

}  // namespace

auto main(int count, char** words) -> int try {
  run(bench::Arguments::read({words + 1, words + count}));
  return 0;
} catch (bench::Wrong const& wrong) {
  std::fprintf(stderr, "vidimus_bench: %s\n", wrong.what());
  return 2;
} catch (std::exception const& failed) {
  std::fprintf(stderr, "vidimus_bench: %s\n", failed.what());
  return 1;
}
