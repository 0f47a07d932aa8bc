// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/psa.hpp>

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <thread>
#include <vector>

using namespace vidimus;

TEST_CASE("the cryptography starts once, from any thread", "[crypto]") {
  std::atomic<int> started{0};
  std::vector<std::thread> threads;
  for (int i = 0; i != 8; ++i) threads.emplace_back([&] { started += start_crypto() ? 1 : 0; });
  for (auto& thread : threads) thread.join();
  CHECK(started == 8);
}

TEST_CASE("what PSA says becomes a finding with its number", "[crypto]") {
  Result<void> const failed =
      detail::psa_failure(Errc::crypto_unavailable, "psa_crypto_init", PSA_ERROR_INSUFFICIENT_ENTROPY);
  CHECK(failed.error().code() == Errc::crypto_unavailable);
  auto const& underlying = std::get<Underlying>(failed.error().decisive().detail);
  CHECK(underlying.what == "psa_crypto_init");
  CHECK(underlying.native == PSA_ERROR_INSUFFICIENT_ENTROPY);
}
