// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/fetched_crls.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;
using test::SmallCa;
using vidimus::detail::FetchedCrls;

std::string const here = "http://crl.example/1.crl";

}  // namespace

TEST_CASE("An answer is read once, and kept for others only when it was proven", "[revocation]") {
  SmallCa const root{"CN=Acme Root"};
  auto const answer = root.crl({.number = 7});
  FetchedCrls fetched;
  auto const crl = fetched.take(here, answer).value();
  CHECK(crl->list().to_text() == "CRL 7 of CN=Acme Root");
  CHECK(fetched.take(here, answer).value() == crl);
  CHECK(fetched.find(here) == nullptr);
  fetched.prove(here, crl);
  CHECK(fetched.find(here) == crl);
  CHECK(fetched.find("http://crl.example/2.crl") == nullptr);
  CHECK(fetched.take(here, answer).value() == crl);
  CHECK(fetched.size() == 1);
}

TEST_CASE("An answer that is no CRL is refused with its location", "[revocation]") {
  FetchedCrls fetched;
  auto const failure = fetched.take(here, vidimus::bytes_of("<html>")).error();
  CHECK(failure.code() == vidimus::Errc::crl_malformed);
  CHECK(failure.decisive().subject == here);
  CHECK(fetched.size() == 0);
}

TEST_CASE("A newer CRL takes the place of an older one, and not the other way round", "[revocation]") {
  SmallCa const root{"CN=Acme Root"};
  auto const now = small_ca::now();
  FetchedCrls fetched;
  auto const prove = [&](std::chrono::seconds age, unsigned number) {
    auto const crl = fetched.take(here, root.crl({.this_update = now - age, .number = number})).value();
    fetched.prove(here, crl);
    return crl;
  };
  auto const first = prove(2h, 1), second = prove(1h, 2);
  CHECK(fetched.find(here) == second);
  CHECK(prove(3h, 3) != second);
  CHECK(fetched.find(here) == second);
}

TEST_CASE("A stranger's answer does not displace what was proven", "[revocation]") {
  SmallCa const root{"CN=Acme Root"};
  FetchedCrls fetched;
  auto const good = fetched.take(here, root.crl()).value();
  fetched.prove(here, good);
  for (unsigned number = 0; number != 10; ++number)
    CHECK(fetched.take(here, root.crl({.number = number, .wrong_signature = true})).has_value());
  CHECK(fetched.find(here) == good);
  CHECK(fetched.size() == 2);
}

TEST_CASE("Fetched CRLs are bounded in number, and the one that was not used for longest goes first", "[revocation]") {
  SmallCa const root{"CN=Acme Root"};
  FetchedCrls fetched;
  auto const answer = root.crl();
  auto const keep = [&](std::size_t number) {
    auto const url = here + std::to_string(number);
    fetched.prove(url, fetched.take(url, answer).value());
  };
  for (std::size_t i = 0; i != FetchedCrls::crls_limit; ++i) keep(i);
  CHECK(fetched.find(here + "0") != nullptr);
  keep(FetchedCrls::crls_limit);
  CHECK(fetched.size() == FetchedCrls::crls_limit);
  CHECK(fetched.find(here + "0") != nullptr);
  CHECK(fetched.find(here + "1") == nullptr);
}

TEST_CASE("Many threads that got the same answer read it once", "[revocation]") {
  SmallCa const root{"CN=Acme Root"};
  auto const answer = root.crl();
  FetchedCrls fetched;
  auto const first = fetched.take(here, answer).value();
  std::atomic<int> same = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i != 8; ++i)
    threads.emplace_back([&] {
      for (int j = 0; j != 50; ++j) {
        auto const crl = fetched.take(here, answer).value();
        fetched.prove(here, crl);
        same += int{crl == first && fetched.find(here) == first};
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(same == 8 * 50);
}
