// SPDX-License-Identifier: Apache-2.0
// One endpoint, many threads: endpoints are shared, channels are not.
#include "company.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/vidimus.hpp>

#include <atomic>
#include <thread>
#include <vector>

using namespace vidimus;
using vidimus_test::Company;

TEST_CASE("an endpoint opens channels on several threads at once", "[channel]") {
  Company const acme;
  auto const endpoint = make_endpoint(acme.credentials("CN=QM1"), acme.anchors(), Rfc5280{}, CrlChecker<>{acme.crls()},
                                      SslPeer<"CN=QM1">{}, SslCiph<"ANY_TLS12_OR_HIGHER">{})
                            .value();
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int pair = 0; pair != 4; ++pair) {
    auto ends = std::make_shared<MemoryPair>(MemoryPair::make());
    threads.emplace_back([&, ends] {
      auto channel = accept(std::move(ends->second), endpoint);
      std::array<std::byte, 16> bytes;
      if (channel && channel->read(bytes) && channel->write(bytes)) ++good;
    });
    threads.emplace_back([&, ends] {
      auto channel = connect(std::move(ends->first), endpoint);
      std::array<std::byte, 16> bytes{};
      if (channel && channel->write(bytes) && channel->read(bytes)) ++good;
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(good == 8);
}
