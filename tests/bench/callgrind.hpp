// SPDX-License-Identifier: Apache-2.0
// Instructions, counted by valgrind: they do not depend on what else the machine does.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace bench {

/// What is counted, and nothing around it.
extern "C" void vidimus_bench_counted(void (*run)(void*, std::size_t), void* with, std::size_t i);

/// Instructions of each call of `vidimus_bench_counted` that this program makes when it is started with `arguments`. Empty
/// where there is no valgrind. `folder` is for its files.
auto count_instructions(std::filesystem::path const& folder, std::string const& arguments)
    -> std::optional<std::vector<double>>;

}  // namespace bench
