// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/public_key.hpp>

#include "vectors.hpp"

using namespace vidimus;

TEST_CASE("every public key is described, or refused as malformed or of a kind that is not used", "[crypto]") {
  std::map<std::string, int> outcomes;
  for (auto const& block : vectors::blocks_of("public_keys.txt")) {
    INFO(block.text("name"));
    auto const der = block.bytes("spki");
    der::Reader reader{der};
    auto const spki = SubjectPublicKeyInfo::read(reader);
    REQUIRE(spki);
    auto const info = describe_key(*spki);
    auto const outcome = info ? to_text(*info) : std::string{row_of(info.error().code()).name};
    CHECK(outcome == block.text("expect"));
    ++outcomes[info ? "described" : outcome];
  }
  CHECK(outcomes["described"] == 9);
  CHECK(outcomes["unsupported_key"] == 11);
  CHECK(outcomes["key_malformed"] == 22);
}

TEST_CASE("a key of another world is refused by its name", "[crypto]") {
  for (auto const& block : vectors::blocks_of("public_keys.txt")) {
    if (block.text("name") != "Ed25519") continue;
    auto const der = block.bytes("spki");
    der::Reader reader{der};
    auto const info = describe_key(*SubjectPublicKeyInfo::read(reader));
    REQUIRE_FALSE(info);
    auto const& mismatch = std::get<Mismatch>(info.error().decisive().detail);
    CHECK(mismatch.presented.front() == "id-Ed25519 (1.3.101.112)");
    CHECK(mismatch.wanted == "an RSA key or an EC key on P-256, P-384 or P-521");
  }
}
