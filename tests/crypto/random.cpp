// SPDX-License-Identifier: Apache-2.0
#include <vidimus/crypto/random.hpp>

#include <catch2/catch_test_macros.hpp>

#include <set>
#include <vector>

using namespace vidimus;

TEST_CASE("random bytes fill what they are given and do not come twice", "[crypto]") {
  std::set<std::vector<std::byte>> seen;
  for (int i = 0; i != 100; ++i) {
    Buffer bytes(16);
    REQUIRE(fill_random(bytes));
    CHECK(seen.insert(bytes).second);
  }
  CHECK(fill_random({}));
}

TEST_CASE("random bytes reach both ends", "[crypto]") {
  bool first = false, last = false;
  for (int i = 0; i != 100; ++i) {
    Buffer bytes(33);
    REQUIRE(fill_random(bytes));
    first = first || bytes.front() != std::byte{0};
    last = last || bytes.back() != std::byte{0};
  }
  CHECK(first);
  CHECK(last);
}
