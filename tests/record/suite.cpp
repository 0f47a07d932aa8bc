// SPDX-License-Identifier: Apache-2.0
#include <vidimus/record/suite.hpp>

#include <catch2/catch_test_macros.hpp>

namespace detail = vidimus::detail;

static_assert(detail::record_suite(0x1301)->key_octets == 16);
static_assert(detail::record_suite(0x1305)->tag_octets == 8);
static_assert(detail::record_suite(0x1306) == nullptr);
static_assert(detail::record_suite(0xC02B) == nullptr);

TEST_CASE("the library agrees about the size of every suite's parts", "[record]") {
  for (auto const& suite : detail::record_suites) {
    CHECK(PSA_HASH_LENGTH(suite.hash) == suite.hash_octets);
    CHECK(PSA_AEAD_TAG_LENGTH(suite.key_type, suite.key_octets * 8, suite.aead) == suite.tag_octets);
  }
}
