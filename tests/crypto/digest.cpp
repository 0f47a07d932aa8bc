// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/digest.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace vidimus;

// FIPS 180-4's examples "abc" and, for SHA-256, the empty message
TEST_CASE("digests are those of the standard's examples", "[crypto]") {
  auto const message = bytes_of("abc");
  CHECK(to_hex(sha256(message)) == "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");
  CHECK(to_hex(sha256({})) == "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");
  CHECK(to_hex(*digest(HashAlgorithm::sha256, message)) == to_hex(sha256(message)));
  CHECK(to_hex(*digest(HashAlgorithm::sha384, message)) ==
        "CB00753F45A35E8BB5A03D699AC65007272C32AB0EDED1631A8B605A43FF5BED8086072BA1E7CC2358BAECA134C825A7");
  CHECK(to_hex(*digest(HashAlgorithm::sha512, message)) ==
        "DDAF35A193617ABACC417349AE20413112E6FA4E89A97EA20A9EEEE64B55D39A"
        "2192992A274FC1A836BA3C23A3FEEBBD454D4423643CE80E2A9AC94FA54CA49F");
  CHECK(to_hex(*sha1_identifier(message)) == "A9993E364706816ABA3E25717850C26C9CD0D89D");
}

TEST_CASE("a digest of a million octets is the standard's", "[crypto]") {
  std::string const message(1'000'000, 'a');
  CHECK(to_hex(sha256(bytes_of(message))) == "CDC76E5C9914FB9281A1C7E284D73E67F1809A48A497200E046D39CCC7112CD0");
}
