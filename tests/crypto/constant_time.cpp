// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/constant_time.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;

TEST_CASE("equal secrets are equal and a difference anywhere shows", "[crypto]") {
  Buffer const secret(64, std::byte{0x5a});
  CHECK(constant_time_equal(secret, Buffer(secret)));
  CHECK(constant_time_equal({}, {}));
  for (std::size_t at = 0; at != secret.size(); ++at)
    for (unsigned bit = 0; bit != 8; ++bit) {
      auto other = secret;
      other[at] ^= std::byte{1} << bit;
      CHECK_FALSE(constant_time_equal(secret, other));
    }
}

TEST_CASE("secrets of different lengths differ", "[crypto]") {
  Buffer const secret(8, std::byte{0});
  CHECK_FALSE(constant_time_equal(secret, ByteView{secret}.first(7)));
  CHECK_FALSE(constant_time_equal({}, secret));
}
