// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_files.hpp>

#include "crl_directory.hpp"
#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using test::CrlDirectory;
using test::SmallCa;
using vidimus::FileAccess;
using vidimus::detail::CrlSource;

auto texts(CrlSource const& source) -> std::vector<std::string> {
  std::vector<std::string> all;
  for (auto const& file : source.files())
    for (auto const& crl : file.crls) all.push_back(crl->list().to_text());
  return all;
}

}  // namespace

TEST_CASE("A file that has not changed is not read again", "[revocation]") {
  SmallCa const root{"CN=One"};
  CrlDirectory const directory;
  for (auto const access : {FileAccess::read, FileAccess::mapped}) {
    auto const path = directory.write("one.crl", root.crl({.number = 1}));
    directory.make_older(path);
    auto source = CrlSource::file(path, access);
    REQUIRE(source.read());
    CHECK(!source.has_changed());
    auto const before = source.files().at(0).crls.at(0);
    REQUIRE(source.read());
    CHECK(source.files().at(0).crls.at(0) == before);

    directory.replace("one.crl", root.crl({.number = 2}));
    CHECK(source.has_changed());
    REQUIRE(source.read());
    CHECK(texts(source) == std::vector<std::string>{"CRL 2 of CN=One"});
    CHECK(before->list().to_text() == "CRL 1 of CN=One");  // it stays what it was
  }
}

TEST_CASE("A file that was changed just before it was read may change again unseen, and is read again",
          "[revocation]") {
  SmallCa const root{"CN=One"};
  CrlDirectory const directory;
  auto source = CrlSource::file(directory.write("one.crl", root.crl()), FileAccess::read);
  REQUIRE(source.read());
  CHECK(source.has_changed());
}

TEST_CASE("A directory's files come and go", "[revocation]") {
  SmallCa const root{"CN=One"};
  CrlDirectory const directory;
  directory.make_older(directory.write("1.crl", root.crl({.number = 1})));
  auto source = CrlSource::directory(directory.path(), FileAccess::read);
  REQUIRE(source.read());
  CHECK(!source.has_changed());
  auto const path = directory.write("2.crl", root.crl({.number = 2}));
  CHECK(source.has_changed());
  REQUIRE(source.read());
  CHECK(texts(source) == std::vector<std::string>{"CRL 1 of CN=One", "CRL 2 of CN=One"});
  std::filesystem::remove(path);
  CHECK(source.has_changed());
  REQUIRE(source.read());
  CHECK(texts(source) == std::vector<std::string>{"CRL 1 of CN=One"});
  CHECK(!source.has_changed());
}

TEST_CASE("A source that cannot be read again keeps what it had", "[revocation]") {
  SmallCa const root{"CN=One"};
  CrlDirectory const directory;
  directory.make_older(directory.write("1.crl", root.crl({.number = 1})));
  auto source = CrlSource::directory(directory.path(), FileAccess::read);
  REQUIRE(source.read());
  auto const broken = directory.write("2.crl", std::string{"not a CRL"});
  auto const failure = source.read().error();
  CHECK(failure.code() == vidimus::Errc::pem_nothing_found);
  CHECK(failure.decisive().subject == broken);
  CHECK(texts(source) == std::vector<std::string>{"CRL 1 of CN=One"});
}

TEST_CASE("PEM in a file that is to be mapped is decoded", "[revocation]") {
  SmallCa const root{"CN=One"};
  CrlDirectory const directory;
  auto const both =
      small_ca::to_pem("X509 CRL", root.crl({.number = 1})) + small_ca::to_pem("X509 CRL", root.crl({.number = 2}));
  auto source = CrlSource::file(directory.write("both.pem", both), FileAccess::mapped);
  REQUIRE(source.read());
  CHECK(texts(source) == std::vector<std::string>{"CRL 1 of CN=One", "CRL 2 of CN=One"});
}
