// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/core/file.hpp>

#include <filesystem>
#include <fstream>
#include <string>

using namespace vidimus;

namespace {

struct TemporaryDirectory {
  std::filesystem::path path;
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "vidimus-file-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path); }
  TemporaryDirectory(TemporaryDirectory const&) = delete;
  auto operator=(TemporaryDirectory const&) -> TemporaryDirectory& = delete;

  auto write(char const* name, std::string const& text) const -> std::filesystem::path {
    std::ofstream{path / name, std::ios::binary} << text;
    return path / name;
  }
};

}  // namespace

TEST_CASE("a file is read whole", "[core]") {
  TemporaryDirectory const directory;
  for (std::size_t const size : {0U, 1U, 65535U, 65536U, 65537U, 200000U}) {
    std::string text(size, 'x');
    if (size != 0) text.back() = 'z';
    auto const bytes = read_file(directory.write("file", text), 1U << 20U);
    REQUIRE(bytes);
    CHECK(text_of(*bytes) == text);
  }
}

TEST_CASE("a file that is not there says so, with its name and the system's reason", "[core]") {
  auto const bytes = read_file("/nowhere/at/all.pem", 100);
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().code() == Errc::file_unreadable);
  CHECK(bytes.error().decisive().subject == "/nowhere/at/all.pem");
  CHECK(std::get<Underlying>(bytes.error().decisive().detail).code == std::errc::no_such_file_or_directory);
}

TEST_CASE("a directory is not a file", "[core]") {
  auto const bytes = read_file("/", 100);
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().code() == Errc::file_unreadable);
}

TEST_CASE("a file beyond its limit is refused with both numbers", "[core]") {
  TemporaryDirectory const directory;
  auto const path = directory.write("big", std::string(101, 'x'));
  CHECK(read_file(path, 101));
  auto const bytes = read_file(path, 100);
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().code() == Errc::file_too_large);
  auto const& over = std::get<OverLimit>(bytes.error().decisive().detail);
  CHECK(over.limit == 100);
  CHECK(over.presented == 101);
}

TEST_CASE("the regular files of a directory come by name, without hidden ones", "[core]") {
  TemporaryDirectory const directory;
  directory.write(".a.being-written", "");
  directory.write("b", "");
  directory.write("a", "");
  std::filesystem::create_directory(directory.path / "c");
  auto const files = detail::regular_files(directory.path);
  REQUIRE(files);
  REQUIRE(files->size() == 2);
  CHECK((*files)[0] == directory.path / "a");
  CHECK((*files)[1] == directory.path / "b");
  auto const none = detail::regular_files(directory.path / "nowhere");
  REQUIRE_FALSE(none);
  CHECK(none.error().code() == Errc::file_unreadable);
}
