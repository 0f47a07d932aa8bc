// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_store.hpp>

#include "issuance.hpp"
#include "small_ca.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace std::chrono_literals;
using small_ca::SmallCa;
using small_ca::to_pem;
using vidimus::CrlStore;
using vidimus::Errc;
namespace fs = std::filesystem;

/// A directory that goes away with the test.
class Directory {
 public:
  Directory()
      : path_{fs::temp_directory_path() /
              ("vidimus-crl-store-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))} {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Directory(Directory const&) = delete;
  ~Directory() { fs::remove_all(path_); }

  [[nodiscard]] auto path() const -> fs::path const& { return path_; }
  auto write(std::string const& name, std::string_view text) const -> fs::path {
    std::ofstream{path_ / name, std::ios::binary} << text;
    return path_ / name;
  }
  auto write(std::string const& name, small_ca::Bytes const& bytes) const -> fs::path {
    return write(name, vidimus::text_of(bytes));
  }

 private:
  fs::path path_;
};

auto issued_by(CrlStore const& store, std::string_view name) -> std::vector<std::string> {
  std::vector<std::string> texts;
  auto const der = small_ca::name(name);
  for (auto const& crl : store.issued_by(vidimus::Name{der})) texts.push_back(crl->list().to_text());
  return texts;
}
using Texts = std::vector<std::string>;

auto crl(SmallCa const& authority, std::uint64_t number) -> small_ca::Bytes {
  return authority.crl({.number = number});
}

}  // namespace

TEST_CASE("A store without CRLs has none", "[revocation]") {
  CHECK(CrlStore{}.is_empty());
  CHECK(CrlStore{}.size() == 0);
  CHECK(issued_by(CrlStore{}, "CN=Acme Root").empty());
}

TEST_CASE("CRLs are read from DER and from PEM text with several of them", "[revocation]") {
  SmallCa const one{"CN=One"}, two{"CN=Two"};
  auto const der = CrlStore::from_bytes(crl(one, 7));
  CHECK(issued_by(der.value(), "CN=One") == Texts{"CRL 7 of CN=One"});
  auto const pem = CrlStore::from_pem("kept by hand\n" + to_pem("X509 CRL", crl(one, 1)) + one.pem() +
                                      to_pem("X509 CRL", crl(two, 2)));
  REQUIRE(pem);
  CHECK(pem->size() == 2);
  CHECK(issued_by(*pem, "CN=Two") == Texts{"CRL 2 of CN=Two"});
  CHECK(!pem->is_empty());
}

TEST_CASE("What is no CRL is refused, not skipped", "[revocation]") {
  SmallCa const one{"CN=One"};
  CHECK(CrlStore::from_pem("").error().code() == Errc::pem_nothing_found);
  CHECK(CrlStore::from_pem(one.pem()).error().code() == Errc::pem_nothing_found);
  CHECK(CrlStore::from_bytes(one.der()).error().code() == Errc::crl_malformed);
  auto const broken = to_pem("X509 CRL", crl(one, 1)) + to_pem("X509 CRL", one.der());
  CHECK(CrlStore::from_pem(broken).error().code() == Errc::crl_malformed);
  auto cut = to_pem("X509 CRL", crl(one, 1));
  cut.resize(cut.size() / 2);
  CHECK(CrlStore::from_pem(cut).error().code() == Errc::pem_malformed);
}

TEST_CASE("A CRL file is read, and a broken one is an error that names it", "[revocation]") {
  SmallCa const one{"CN=One"};
  Directory const directory;
  CHECK(CrlStore::from_file(directory.write("one.crl", crl(one, 1))).value().size() == 1);
  CHECK(CrlStore::from_file(directory.write("one.pem", to_pem("X509 CRL", crl(one, 1)))).value().size() == 1);

  auto const missing = CrlStore::from_file(directory.path() / "missing.crl");
  CHECK(missing.error().code() == Errc::file_unreadable);
  CHECK(missing.error().decisive().subject == (directory.path() / "missing.crl").string());
  auto const broken = CrlStore::from_file(directory.write("broken.crl", one.der()));
  CHECK(broken.error().code() == Errc::crl_malformed);
  CHECK(broken.error().decisive().subject == (directory.path() / "broken.crl").string());
}

TEST_CASE("A file beyond the limit is not read", "[revocation]") {
  Directory const directory;
  auto const path = directory.write("large.crl", "");
  fs::resize_file(path, CrlStore::file_limit + 1);  // takes no room on the disk
  CHECK(CrlStore::from_file(path).error().code() == Errc::file_too_large);
}

TEST_CASE("A directory's CRLs are read from its regular files, and one broken file refuses them all", "[revocation]") {
  SmallCa const one{"CN=One"}, two{"CN=Two"};
  Directory const directory;
  CHECK(CrlStore::from_directory(directory.path()).value().is_empty());
  directory.write("one.crl", crl(one, 1));
  directory.write("two.pem", to_pem("X509 CRL", crl(two, 2)));
  fs::create_directory(directory.path() / "below");
  CHECK(CrlStore::from_directory(directory.path()).value().size() == 2);

  auto const broken = directory.write("broken.crl", "not a CRL");
  auto const failure = CrlStore::from_directory(directory.path()).error();
  CHECK(failure.code() == Errc::pem_nothing_found);
  CHECK(failure.decisive().subject == broken.string());
  CHECK(CrlStore::from_directory(directory.path() / "missing").error().code() == Errc::file_unreadable);
}

TEST_CASE("An issuer's CRLs are found by a name that is the same by RFC 5280, the newest first", "[revocation]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const now = small_ca::now();
  std::vector<vidimus::CertificateList> lists;
  for (auto const& [age, number] : {std::pair{3h, 8U}, {1h, 9U}, {2h, 7U}, {1h, 10U}})
    lists.push_back(vidimus::CertificateList::parse(root.crl({.this_update = now - age, .number = number})).value());
  lists.push_back(vidimus::CertificateList::parse(SmallCa{"CN=Other,O=Acme"}.crl()).value());
  auto const store = CrlStore::from_crls(lists);
  Texts const newest_first{"CRL 10 of CN=Acme Root,O=Acme", "CRL 9 of CN=Acme Root,O=Acme",
                           "CRL 7 of CN=Acme Root,O=Acme", "CRL 8 of CN=Acme Root,O=Acme"};
  CHECK(issued_by(store, "CN=Acme Root,O=Acme") == newest_first);
  CHECK(issued_by(store, "CN=ACME  root,O=acme") == newest_first);
  CHECK(issued_by(store, "CN=Acme,O=Acme").empty());
  CHECK(store.size() == 5);
}

TEST_CASE("Stores are joined, and share what they know of signatures", "[revocation]") {
  SmallCa const one{"CN=One"}, two{"CN=Two"};
  auto const first = CrlStore::from_bytes(crl(one, 1)).value();
  auto const joined = first.joined_with(CrlStore::from_bytes(crl(two, 2)).value());
  CHECK(first.size() == 1);
  CHECK(joined.size() == 2);
  auto const name = small_ca::name("CN=One");
  CHECK(first.issued_by(vidimus::Name{name}).front() == joined.issued_by(vidimus::Name{name}).front());
}
