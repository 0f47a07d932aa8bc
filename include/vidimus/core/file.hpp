// SPDX-License-Identifier: Apache-2.0
// Reading a file whole, with a bound, and listing a directory. POSIX only for now; names are those of the operating system
// (a std::filesystem::path converts to one).
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>

#include <dirent.h>
#include <sys/stat.h>
#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace vidimus {

namespace detail {

inline auto unreadable(std::string const& path, int error) -> tl::unexpected<Failure> {
  return refuse(Finding{
      Errc::file_unreadable, Underlying{"cannot read it", std::error_code{error, std::generic_category()}}, {}, path});
}

[[nodiscard]] inline auto is_regular_file(std::string const& path) -> bool {
  struct ::stat status{};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

/// What a regular file is likely to hold, so that little is moved while it is read.
[[nodiscard]] inline auto expected_size(std::FILE& file, std::size_t limit) -> std::size_t {
  struct ::stat status{};
  if (::fstat(::fileno(&file), &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  auto const size = static_cast<std::uint64_t>(status.st_size);
  return size <= limit ? static_cast<std::size_t>(size) : 0;
}

struct CloseFile {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
  void operator()(::DIR* directory) const { (void)::closedir(directory); }
};

}  // namespace detail

/// The bytes of a file. Errors: `file_unreadable` with the operating system's reason, `file_too_large` beyond `limit`
/// octets; both name the file.
[[nodiscard]] inline auto read_file(std::string const& path, std::size_t limit) -> Result<Buffer> {
  std::unique_ptr<std::FILE, detail::CloseFile> const file{std::fopen(path.c_str(), "rb")};
  if (!file) return detail::unreadable(path, errno);
  Buffer bytes;
  bytes.reserve(detail::expected_size(*file, limit) + 1);  // one more, to meet the end
  constexpr std::size_t step = 65536;
  for (;;) {
    auto const old = bytes.size();
    auto const room = bytes.capacity() > old ? (std::min)(step, bytes.capacity() - old) : step;
    bytes.resize(old + room);
    auto const got = std::fread(bytes.data() + old, 1, room, file.get());
    bytes.resize(old + got);
    if (bytes.size() > limit)
      return refuse(Finding{Errc::file_too_large, OverLimit{"octets", limit, bytes.size()}, {}, path});
    if (got < room) break;
  }
  if (std::ferror(file.get()) != 0) return detail::unreadable(path, errno);
  return bytes;
}

namespace detail {

/// The regular files of a directory (not below it), by name. Those whose names begin with a dot are left out: they are what
/// programs write before they rename them, and may be gone before they are read.
[[nodiscard]] inline auto regular_files(std::string const& path) -> Result<std::vector<std::string>> {
  std::unique_ptr<::DIR, CloseFile> const directory{::opendir(path.c_str())};
  if (!directory) return unreadable(path, errno);
  std::vector<std::string> files;
  for (;;) {
    errno = 0;
    auto const* const entry = ::readdir(directory.get());
    if (entry == nullptr) break;
    if (entry->d_name[0] == '.') continue;
    if (auto file = path + '/' + entry->d_name; is_regular_file(file)) files.push_back(std::move(file));
  }
  if (errno != 0) return unreadable(path, errno);
  std::ranges::sort(files);
  return files;
}

}  // namespace detail

}  // namespace vidimus
