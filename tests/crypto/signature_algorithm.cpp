// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/signature_algorithm.hpp>

#include "vectors.hpp"

using namespace vidimus;

namespace {

auto read(ByteView der) -> AlgorithmIdentifier {
  der::Reader reader{der};
  auto const algorithm = AlgorithmIdentifier::read(reader);
  REQUIRE(algorithm);
  return *algorithm;
}

/// What a refusal says was presented, or the field that it could not read.
auto presented(Finding const& finding) -> std::string {
  if (auto const* const mismatch = std::get_if<Mismatch>(&finding.detail)) {
    REQUIRE(mismatch->presented.size() == 1);
    CHECK_FALSE(mismatch->wanted.empty());
    return mismatch->presented.front();
  }
  return std::get<Malformed>(finding.detail).what;
}

}  // namespace

TEST_CASE("every signature algorithm is known, or refused by name or by the parameter that is wrong", "[crypto]") {
  int known = 0, refused = 0;
  for (auto const& block : vectors::blocks_of("signature_algorithms.txt")) {
    INFO(block.text("name"));
    auto const der = block.bytes("algorithm");
    auto const algorithm = signature_algorithm_of(read(der));
    auto const expected = block.text("expect");
    if (algorithm) {
      CHECK(to_text(*algorithm) == expected);
      ++known;
    } else {
      CHECK(algorithm.error().code() == Errc::unsupported_algorithm);
      auto const said = "unsupported_algorithm " + presented(algorithm.error().decisive());
      CHECK(said.starts_with(expected));
      ++refused;
    }
  }
  CHECK(known == 15);
  CHECK(refused == 33);
}

TEST_CASE("RSA-PSS carries the length of its salt and the others none", "[crypto]") {
  for (auto const& block : vectors::blocks_of("signature_algorithms.txt")) {
    auto const der = block.bytes("algorithm");
    auto const algorithm = signature_algorithm_of(read(der));
    if (!algorithm) continue;
    bool const is_pss = algorithm->scheme == SignatureAlgorithm::Scheme::rsa_pss;
    CHECK(algorithm->salt_octets == (is_pss ? octets_of(algorithm->hash) : 0));
  }
}
