// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/signature_algorithm.hpp>
#include <vidimus/crypto/verify.hpp>

#include "vectors.hpp"

#include <atomic>
#include <thread>

using namespace vidimus;

namespace {

auto verify(vectors::Block const& block) -> Result<void> {
  auto const spki_der = block.bytes("spki"), algorithm_der = block.bytes("algorithm"), message = block.bytes("message"),
             signature = block.bytes("signature");
  der::Reader spki_reader{spki_der}, algorithm_reader{algorithm_der};
  auto const spki = SubjectPublicKeyInfo::read(spki_reader);
  auto const algorithm = AlgorithmIdentifier::read(algorithm_reader);
  if (!spki || !algorithm) return refuse(Errc::bad_argument);
  auto const known = signature_algorithm_of(*algorithm);
  if (!known) return refuse(known.error());
  return verify_signature(*known, *spki, message, signature);
}

auto outcome_of(Result<void> const& verified) -> std::string {
  return verified ? "accepted" : std::string{row_of(verified.error().code()).name};
}

}  // namespace

TEST_CASE("good signatures are accepted and every other is refused", "[crypto]") {
  for (int turn = 0; turn != 2; ++turn) {  // with keys that were not seen before, and with keys that were
    std::map<std::string, int> outcomes;
    for (auto const& block : vectors::blocks_of("signatures.txt")) {
      INFO(block.text("name") << ", turn " << turn);
      auto const outcome = outcome_of(verify(block));
      CHECK(outcome == block.text("expect"));
      ++outcomes[outcome];
    }
    CHECK(outcomes["accepted"] == 34);
    CHECK(outcomes["signature_mismatch"] == 38);
    CHECK(outcomes["key_malformed"] == 1);
  }
}

TEST_CASE("a signature that a key of this kind cannot have made is refused with both sides", "[crypto]") {
  for (auto const& block : vectors::blocks_of("signatures.txt")) {
    if (block.text("name") != "RSA PKCS#1 as ECDSA") continue;
    auto const verified = verify(block);
    REQUIRE_FALSE(verified);
    auto const& mismatch = std::get<Mismatch>(verified.error().decisive().detail);
    CHECK(mismatch.wanted == "ECDSA key");
    CHECK(mismatch.presented == std::vector<std::string>{"RSA 2048"});
  }
}

TEST_CASE("threads verify side by side", "[crypto]") {
  auto const blocks = vectors::blocks_of("signatures.txt");
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int i = 0; i != 4; ++i)
    threads.emplace_back([&] {
      for (auto const& block : blocks) wrong += outcome_of(verify(block)) == block.text("expect") ? 0 : 1;
    });
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
}
