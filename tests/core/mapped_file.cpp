// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/mapped_file.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace {

namespace fs = std::filesystem;
using vidimus::Errc;
using vidimus::file_identity;
using vidimus::MappedFile;

/// A file that goes away with the test.
class File {
 public:
  explicit File(std::string_view text)
      : path_{fs::temp_directory_path() /
              ("vidimus-mapped-file-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))} {
    write(text);
  }
  File(File const&) = delete;
  ~File() { fs::remove(path_); }
  [[nodiscard]] auto path() const -> std::string { return path_.string(); }
  void write(std::string_view text) const { std::ofstream{path_, std::ios::binary} << text; }
  void replace(std::string_view text) const {
    auto const other = path() + ".new";
    std::ofstream{other, std::ios::binary} << text;
    fs::rename(other, path_);
  }

 private:
  fs::path path_;
};

}  // namespace

TEST_CASE("A mapped file shows its bytes, and goes on showing them when another takes its name", "[core]") {
  File const file{"as it was"};
  auto const mapped = MappedFile::open(file.path(), 100).value();
  CHECK(vidimus::text_of(mapped->bytes()) == "as it was");
  file.replace("as it is");
  CHECK(vidimus::text_of(mapped->bytes()) == "as it was");
  CHECK(vidimus::text_of(MappedFile::open(file.path(), 100).value()->bytes()) == "as it is");
}

TEST_CASE("An empty file is mapped as no bytes", "[core]") {
  CHECK(MappedFile::open(File{""}.path(), 0).value()->bytes().empty());
}

TEST_CASE("What cannot be mapped is refused by its name", "[core]") {
  File const file{"0123456789"};
  CHECK(MappedFile::open(file.path(), 10).has_value());
  auto const too_large = MappedFile::open(file.path(), 9).error();
  CHECK(too_large.code() == Errc::file_too_large);
  CHECK(too_large.decisive().subject == file.path());
  auto const missing = MappedFile::open(file.path() + ".missing", 10).error();
  CHECK(missing.code() == Errc::file_unreadable);
  CHECK(missing.decisive().subject == file.path() + ".missing");
  CHECK(MappedFile::open(fs::temp_directory_path().string(), 10).error().code() == Errc::file_unreadable);
}

TEST_CASE("A file's identity changes with its contents, its time and its place", "[core]") {
  File const file{"one"};
  auto const before = file_identity(file.path()).value();
  CHECK(before.size == 3);
  CHECK(file_identity(file.path()).value() == before);
  file.write("three");
  auto const longer = file_identity(file.path()).value();
  CHECK(longer != before);
  fs::last_write_time(file.path(), fs::last_write_time(file.path()) + std::chrono::seconds{5});
  auto const later = file_identity(file.path()).value();
  CHECK(later != longer);
  file.replace("three");
  CHECK(file_identity(file.path()).value().number != later.number);
  CHECK(file_identity(file.path() + ".missing").error().code() == Errc::file_unreadable);
}
