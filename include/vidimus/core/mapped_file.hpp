// SPDX-License-Identifier: Apache-2.0
// A file's bytes where they are: mapped into memory, not copied. And what tells that a file is still the one that was read.
// POSIX only for now.
#pragma once

#include <vidimus/core/file.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <memory>
#include <string>
#include <utility>

namespace vidimus {

/// Which file it is and when it was last changed. Two that are equal are the same file, unchanged.
struct FileIdentity {
  std::uint64_t device = 0, number = 0, size = 0;
  std::int64_t modified = 0, changed = 0;  ///< nanoseconds

  friend auto operator==(FileIdentity const&, FileIdentity const&) -> bool = default;
};

namespace detail {

[[nodiscard]] inline auto nanoseconds_of(::timespec const& time) -> std::int64_t {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}
[[nodiscard]] inline auto identity_of(struct ::stat const& status) -> FileIdentity {
  return {static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino),
          static_cast<std::uint64_t>(status.st_size), nanoseconds_of(status.st_mtim), nanoseconds_of(status.st_ctim)};
}

/// A descriptor that closes itself.
class OpenFile {
 public:
  explicit OpenFile(std::string const& path) : descriptor_{::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {}
  OpenFile(OpenFile const&) = delete;
  auto operator=(OpenFile const&) -> OpenFile& = delete;
  ~OpenFile() {
    if (is_open()) (void)::close(descriptor_);
  }
  [[nodiscard]] auto is_open() const -> bool { return descriptor_ >= 0; }
  [[nodiscard]] auto descriptor() const -> int { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace detail

/// Errors: `file_unreadable`.
[[nodiscard]] inline auto file_identity(std::string const& path) -> Result<FileIdentity> {
  struct ::stat status{};
  if (::stat(path.c_str(), &status) != 0) return detail::unreadable(path, errno);
  return detail::identity_of(status);
}

/// Immutable as long as nobody writes to the file; one that is replaced by another of its name (renamed onto it) stays as it
/// was. A file that is shortened in place ends the program that looks at what is gone (SIGBUS).
class MappedFile {
 public:
  /// Errors: `file_unreadable` with the operating system's reason, `file_too_large` beyond `limit` octets; both name the
  /// file.
  [[nodiscard]] static auto open(std::string const& path, std::size_t limit)
      -> Result<std::shared_ptr<MappedFile const>> {
    detail::OpenFile const file{path};
    struct ::stat status{};
    if (!file.is_open() || ::fstat(file.descriptor(), &status) != 0) return detail::unreadable(path, errno);
    if (!S_ISREG(status.st_mode)) return detail::unreadable(path, EINVAL);
    auto const size = static_cast<std::uint64_t>(status.st_size);
    if (size > limit) return refuse(Finding{Errc::file_too_large, OverLimit{"octets", limit, size}, {}, path});
    void* const start = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
    if (start == MAP_FAILED) return detail::unreadable(path, errno);
    return std::shared_ptr<MappedFile const>{new MappedFile{start, size}};
  }
  MappedFile(MappedFile const&) = delete;
  auto operator=(MappedFile const&) -> MappedFile& = delete;
  ~MappedFile() {
    if (start_ != nullptr) (void)::munmap(start_, size_);
  }

  [[nodiscard]] auto bytes() const -> ByteView { return {static_cast<std::byte const*>(start_), size_}; }

 private:
  MappedFile(void* start, std::size_t size) : start_{start}, size_{size} {}

  void* start_;
  std::size_t size_;
};

}  // namespace vidimus
