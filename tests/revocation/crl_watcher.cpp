// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_watcher.hpp>

#include "crl_directory.hpp"
#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

namespace {

using namespace std::chrono_literals;
using test::CrlDirectory;
using test::SmallCa;
using vidimus::CrlStore;
using vidimus::CrlWatcher;
using vidimus::Errc;

/// What a watcher told, waited for.
class Told {
 public:
  [[nodiscard]] auto report() -> CrlWatcher::Report {
    return [this](vidimus::Result<void> const& reloaded) {
      std::lock_guard const lock{mutex_};
      codes_.push_back(reloaded ? std::nullopt : std::optional{reloaded.error().code()});
      came_.notify_all();
    };
  }
  /// Whether this came within a time that no healthy machine needs; an empty one: success.
  [[nodiscard]] auto waits_for(std::optional<Errc> code) -> bool {
    std::unique_lock lock{mutex_};
    return came_.wait_for(lock, 20s, [&] { return !codes_.empty() && codes_.back() == code; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<std::optional<Errc>> codes_;
};

}  // namespace

TEST_CASE("A watcher reloads a store whose file was replaced", "[revocation]") {
  SmallCa const one{"CN=One"};
  CrlDirectory const directory;
  auto const path = directory.write("one.crl", one.crl({.number = 1}));
  auto const store = CrlStore::from_file(path).value();
  Told told;
  CrlWatcher const watcher{store, 5ms, told.report()};
  directory.replace("one.crl", one.crl({.number = 2}));
  REQUIRE(told.waits_for(std::nullopt));
  for (int i = 0; i != 4000 && store.crls()->all().front()->list().to_text() != "CRL 2 of CN=One"; ++i)
    std::this_thread::sleep_for(5ms);
  CHECK(store.crls()->all().front()->list().to_text() == "CRL 2 of CN=One");
}

TEST_CASE("A watcher tells why the CRLs stay as they were, and goes on", "[revocation]") {
  SmallCa const one{"CN=One"};
  CrlDirectory const directory;
  auto const path = directory.write("one.crl", one.crl({.number = 1}));
  auto const store = CrlStore::from_directory(directory.path()).value();
  Told told;
  CrlWatcher const watcher{store, 5ms, told.report()};
  auto const broken = directory.write("broken.crl", "not a CRL");
  REQUIRE(told.waits_for(Errc::pem_nothing_found));
  CHECK(store.size() == 1);
  std::filesystem::remove(broken);
  REQUIRE(told.waits_for(std::nullopt));
}

TEST_CASE("A watcher without files to watch tells nothing, and ends at once", "[revocation]") {
  SmallCa const one{"CN=One"};
  auto const store = CrlStore::from_bytes(one.crl()).value();
  bool told = false;
  auto const start = std::chrono::steady_clock::now();
  {
    CrlWatcher const quick{store, 1ms, [&](auto const&) { told = true; }};
    CrlWatcher const slow{store, 1h, {}};
    std::this_thread::sleep_for(30ms);
  }
  CHECK(!told);
  CHECK(std::chrono::steady_clock::now() - start < 20s);
}
