// SPDX-License-Identifier: Apache-2.0
// A directory that goes away with the test.
#pragma once

#include "small_ca.hpp"

#include <vidimus/core/bytes.hpp>

#include <sys/stat.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace test {

class CrlDirectory {
 public:
  CrlDirectory()
      : path_{std::filesystem::temp_directory_path() /
              ("vidimus-crls-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))} {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  CrlDirectory(CrlDirectory const&) = delete;
  ~CrlDirectory() { std::filesystem::remove_all(path_); }

  [[nodiscard]] auto path() const -> std::string { return path_.string(); }
  auto write(std::string const& name, std::string_view text) const -> std::string {
    std::ofstream{path_ / name, std::ios::binary} << text;
    return (path_ / name).string();
  }
  auto write(std::string const& name, small_ca::Bytes const& bytes) const -> std::string {
    return write(name, vidimus::text_of(bytes));
  }
  /// As a program does that wants nobody to see half a file: what is being written is hidden.
  void replace(std::string const& name, small_ca::Bytes const& bytes) const {
    auto const beside = path_ / ("." + name);
    std::ofstream{beside, std::ios::binary} << vidimus::text_of(bytes);
    std::filesystem::rename(beside, path_ / name);
  }
  /// Waits until a change of the file cannot be mistaken for none. The time of change can't be set, so this takes time.
  static void make_older(std::string const& path) {
    using namespace std::chrono;
    struct ::stat status{};
    for (;;) {
      if (::stat(path.c_str(), &status) != 0) throw std::runtime_error{"there is no " + path};
      auto const changed = seconds{status.st_ctim.tv_sec} + nanoseconds{status.st_ctim.tv_nsec};
      if (system_clock::now().time_since_epoch() - changed > 2100ms) return;
      std::this_thread::sleep_for(50ms);
    }
  }

 private:
  std::filesystem::path path_;
};

}  // namespace test
