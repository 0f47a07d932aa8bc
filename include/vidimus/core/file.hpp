// SPDX-License-Identifier: Apache-2.0
// Reading a file whole, with a bound.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

namespace vidimus {

namespace detail {
inline auto unreadable(std::filesystem::path const& path, int error) -> tl::unexpected<Failure> {
  return refuse(Finding{Errc::file_unreadable,
                        Underlying{"cannot read it", std::error_code{error, std::generic_category()}}, {}, path.string()});
}
}  // namespace detail

/// The bytes of a regular file. Errors: `file_unreadable` with the operating system's reason, `file_too_large` beyond
/// `limit` octets.
[[nodiscard]] inline auto read_file(std::filesystem::path const& path, std::size_t limit) -> Result<Buffer> {
  std::error_code status_error;
  if (std::filesystem::is_directory(path, status_error)) return detail::unreadable(path, EISDIR);
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file{std::fopen(path.c_str(), "rb"), &std::fclose};
  if (!file) return detail::unreadable(path, errno);
  Buffer bytes;
  std::size_t constexpr step = 65536;
  for (;;) {
    auto const old = bytes.size();
    bytes.resize(old + step);
    auto const got = std::fread(bytes.data() + old, 1, step, file.get());
    bytes.resize(old + got);
    if (bytes.size() > limit)
      return refuse(Finding{Errc::file_too_large, OverLimit{"octets", limit, bytes.size()}, {}, path.string()});
    if (got < step) break;
  }
  if (std::ferror(file.get())) return detail::unreadable(path, errno);
  return bytes;
}

namespace detail {

/// The regular files of a directory (not below it), by name.
[[nodiscard]] inline auto regular_files(std::filesystem::path const& directory)
    -> Result<std::vector<std::filesystem::path>> {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  std::filesystem::directory_iterator entries{directory, error};
  for (; !error && entries != std::filesystem::directory_iterator{}; entries.increment(error))
    if (entries->is_regular_file(error) && !error) files.push_back(entries->path());
  if (error) return unreadable(directory, error.value());
  std::ranges::sort(files);
  return files;
}

}  // namespace detail

}  // namespace vidimus
