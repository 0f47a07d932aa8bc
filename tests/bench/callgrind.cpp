// SPDX-License-Identifier: Apache-2.0
#include "callgrind.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

extern "C" [[gnu::noinline]] void bench::vidimus_bench_counted(void (*run)(void*, std::size_t), void* with,
                                                               std::size_t i) {
  run(with, i);
}

namespace bench {

namespace {

/// The count of one dump.
auto total_of(std::filesystem::path const& dump) -> std::optional<double> {
  std::ifstream file{dump};
  for (std::string line; std::getline(file, line);)
    for (std::string const mark : {"totals: ", "summary: "})
      if (line.starts_with(mark)) return std::stod(line.substr(mark.size()));
  return std::nullopt;
}

}  // namespace

auto count_instructions(std::filesystem::path const& folder, std::string const& arguments)
    -> std::optional<std::vector<double>> {
  if (std::system("command -v valgrind >/dev/null") != 0) return std::nullopt;
  auto const dump = (folder / "counted").string(), function = std::string{"vidimus_bench_counted"};
  auto const self = std::filesystem::read_symlink("/proc/self/exe").string();
  auto const line = "valgrind -q --tool=callgrind --collect-atstart=no --toggle-collect=" + function +
                    " --dump-after=" + function + " --callgrind-out-file='" + dump + "' '" + self + "' " + arguments +
                    " >&2";
  if (std::system(line.c_str()) != 0) throw std::runtime_error{"this failed: " + line};
  std::vector<double> counts;
  for (int number = 1;; ++number) {
    auto const name = dump + '.' + std::to_string(number);
    auto const total = total_of(name);
    if (!total) return counts;
    counts.push_back(*total);
    std::filesystem::remove(name);
  }
}

}  // namespace bench
