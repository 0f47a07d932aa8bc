// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_store.hpp>

#include "crl_directory.hpp"
#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using small_ca::to_pem;
using test::CrlDirectory;
using test::SmallCa;
using vidimus::CrlStore;
using vidimus::Errc;
using vidimus::FileAccess;
namespace fs = std::filesystem;

auto issued_by(CrlStore const& store, std::string_view name) -> std::vector<std::string> {
  std::vector<std::string> texts;
  auto const der = small_ca::name(name);
  auto const crls = store.crls();
  for (auto const& crl : crls->issued_by(vidimus::Name{der})) texts.push_back(crl->list().to_text());
  return texts;
}
using Texts = std::vector<std::string>;

// All of one age, whenever the clock strikes.
auto crl(SmallCa const& authority, std::uint64_t number) -> small_ca::Bytes {
  static small_ca::CrlProfile const first;
  return authority.crl({.this_update = first.this_update, .number = number});
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
  CrlDirectory const directory;
  for (auto const access : {FileAccess::read, FileAccess::mapped}) {
    CHECK(CrlStore::from_file(directory.write("one.crl", crl(one, 1)), access).value().size() == 1);
    CHECK(CrlStore::from_file(directory.write("one.pem", to_pem("X509 CRL", crl(one, 1))), access).value().size() == 1);

    auto const missing = CrlStore::from_file(directory.path() + "/missing.crl", access);
    CHECK(missing.error().code() == Errc::file_unreadable);
    CHECK(missing.error().decisive().subject == directory.path() + "/missing.crl");
    auto const broken = CrlStore::from_file(directory.write("broken.crl", one.der()), access);
    CHECK(broken.error().code() == Errc::crl_malformed);
    CHECK(broken.error().decisive().subject == directory.path() + "/broken.crl");
    CHECK(CrlStore::from_file(directory.write("empty.crl", ""), access).error().code() == Errc::pem_nothing_found);
  }
}

TEST_CASE("A file beyond the limit is not read", "[revocation]") {
  CrlDirectory const directory;
  auto const path = directory.write("large.crl", "");
  fs::resize_file(path, CrlStore::file_limit + 1);  // takes no room on the disk
  CHECK(CrlStore::from_file(path).error().code() == Errc::file_too_large);
  CHECK(CrlStore::from_file(path, FileAccess::mapped).error().code() == Errc::file_too_large);
}

TEST_CASE("A directory's CRLs are read from its regular files, and one broken file refuses them all", "[revocation]") {
  SmallCa const one{"CN=One"}, two{"CN=Two"};
  CrlDirectory const directory;
  CHECK(CrlStore::from_directory(directory.path()).value().is_empty());
  directory.write("one.crl", crl(one, 1));
  directory.write("two.pem", to_pem("X509 CRL", crl(two, 2)));
  fs::create_directory(directory.path() + "/below");
  CHECK(CrlStore::from_directory(directory.path()).value().size() == 2);

  auto const broken = directory.write("broken.crl", "not a CRL");
  auto const failure = CrlStore::from_directory(directory.path()).error();
  CHECK(failure.code() == Errc::pem_nothing_found);
  CHECK(failure.decisive().subject == broken);
  CHECK(CrlStore::from_directory(directory.path() + "/missing").error().code() == Errc::file_unreadable);
}

TEST_CASE("Stores are joined, and share what they know of signatures", "[revocation]") {
  SmallCa const one{"CN=One"}, two{"CN=Two"};
  auto const first = CrlStore::from_bytes(crl(one, 1)).value();
  auto const joined = first.joined_with(CrlStore::from_bytes(crl(two, 2)).value());
  CHECK(first.size() == 1);
  CHECK(joined.size() == 2);
  auto const name = small_ca::name("CN=One");
  CHECK(first.crls()->issued_by(vidimus::Name{name}).front() == joined.crls()->issued_by(vidimus::Name{name}).front());
  CHECK(first.joined_with(first).size() == 2);
}

TEST_CASE("A store can have certificates of CRL signers", "[revocation]") {
  SmallCa const one{"CN=One"}, two{"CN=Two"};
  auto const store = CrlStore::from_bytes(crl(one, 1)).value();
  CHECK(store.signers().empty());
  auto const with_one = store.with_signers(vidimus::Intermediates::from_pem(one.pem()).value());
  CHECK(with_one.signers().size() == 1);
  CHECK(with_one.size() == 1);
  auto const with_both =
      with_one.joined_with(CrlStore{}.with_signers(vidimus::Intermediates::from_pem(two.pem()).value()));
  CHECK(with_both.signers().size() == 2);
}

TEST_CASE("Every copy of a store sees what one of them reloads, and nobody else", "[revocation]") {
  SmallCa const one{"CN=One"};
  CrlDirectory const directory;
  auto store = CrlStore::from_file(directory.write("one.crl", crl(one, 1))).value();
  auto const copy = store;
  auto const before = copy.crls();
  auto joined = copy.joined_with(CrlStore::from_bytes(crl(one, 7)).value());
  directory.replace("one.crl", crl(one, 2));
  CHECK(store.is_outdated());
  REQUIRE(store.reload());
  CHECK(issued_by(copy, "CN=One") == Texts{"CRL 2 of CN=One"});
  CHECK(before->all().front()->list().to_text() == "CRL 1 of CN=One");
  CHECK(joined.size() == 2);
  CHECK(issued_by(joined, "CN=One").back() == "CRL 1 of CN=One");
  REQUIRE(joined.reload());
  CHECK(issued_by(joined, "CN=One") == Texts{"CRL 7 of CN=One", "CRL 2 of CN=One"});
}

TEST_CASE("Where something cannot be read again the old CRLs stay, and the file is named", "[revocation]") {
  SmallCa const one{"CN=One"};
  CrlDirectory const directory;
  auto const path = directory.write("one.crl", crl(one, 1));
  auto store = CrlStore::from_directory(directory.path()).value();
  auto const before = store.crls();
  directory.replace("one.crl", one.der());
  auto const failure = store.reload().error();
  CHECK(failure.code() == Errc::crl_malformed);
  CHECK(failure.decisive().subject == path);
  CHECK(store.crls() == before);
  CHECK(store.is_outdated());
  fs::remove_all(directory.path());
  CHECK(store.reload().error().code() == Errc::file_unreadable);
  CHECK(store.crls() == before);
}

TEST_CASE("A store of CRLs from memory is never outdated", "[revocation]") {
  SmallCa const one{"CN=One"};
  auto store = CrlStore::from_bytes(crl(one, 1)).value();
  CHECK(!store.is_outdated());
  auto const crls = store.crls()->all().front();
  REQUIRE(store.reload());
  CHECK(store.crls()->all().front() == crls);
}

TEST_CASE("A store is read and reloaded from several threads", "[revocation]") {
  SmallCa const one{"CN=One"};
  CrlDirectory const directory;
  directory.write("one.crl", crl(one, 1));
  auto const store = CrlStore::from_directory(directory.path()).value();
  std::atomic<int> as_expected = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i != 4; ++i)
    threads.emplace_back([&, i] {
      auto own = store;
      for (int j = 0; j != 50; ++j) {
        if (i == 0) directory.replace("one.crl", crl(one, static_cast<std::uint64_t>(j)));
        if (i < 2 && !own.reload()) return;
        auto const crls = own.crls();
        as_expected += int{crls->all().size() == 1 && !own.is_empty()};
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(as_expected == 4 * 50);
}
