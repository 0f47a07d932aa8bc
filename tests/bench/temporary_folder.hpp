// SPDX-License-Identifier: Apache-2.0
// A folder that lives as long as an object.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace bench {

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

}  // namespace bench
