// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_files.hpp>

#include "crl_directory.hpp"
#include "crl_scene.hpp"
#include "unsigned_crl.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
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

TEST_CASE("The CRLs of a directory have an octet limit of their own", "[revocation]") {
  namespace der = small_ca::der;
  CrlDirectory const directory;
  // a signature of zeros that are not in the file system either
  constexpr std::uint32_t zeros = 255U << 20U;
  auto const of_length = [](unsigned tag, std::uint64_t length) {
    auto header = test::raw({tag, 0x84});
    for (unsigned shift = 32; shift != 0;) header.push_back(static_cast<std::byte>(length >> (shift -= 8U)));
    return header;
  };
  test::UnsignedCrl const crl;
  auto const inside = der::concatenation({crl.tbs(), crl.outer_algorithm, of_length(0x03, zeros)});
  auto const start = der::concatenation({of_length(0x30, inside.size() + zeros), inside});
  auto const add = [&](std::string const& name) {
    std::filesystem::resize_file(directory.write(name, start), start.size() + zeros);
  };
  for (auto const* const name : {"1.crl", "2.crl", "3.crl", "4.crl"}) add(name);
  auto source = CrlSource::directory(directory.path(), FileAccess::mapped);
  REQUIRE(source.read());
  CHECK(source.files().size() == 4);
  add("5.crl");
  auto const refused = source.read();
  REQUIRE(!refused);
  CHECK(refused.error().code() == vidimus::Errc::file_too_large);
  CHECK(refused.error().decisive().subject == directory.path());
  CHECK(source.files().size() == 4);
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
