// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/reason_code.hpp>

#include <catch2/catch_test_macros.hpp>

#include <set>
#include <string_view>

TEST_CASE("Every reason of RFC 5280 has its number and its own name", "[revocation]") {
  std::set<std::string_view> names;
  for (std::uint32_t number = 0; number != 11; ++number) {
    auto const reason = vidimus::to_reason_code(number);
    CHECK(reason.has_value() == (number != 7));
    if (reason) names.insert(name_of(*reason));
  }
  CHECK(names.size() == 10);
  CHECK(!names.contains(""));
  CHECK(name_of(vidimus::ReasonCode::key_compromise) == "keyCompromise");
}

TEST_CASE("A number that is no reason is not taken for one", "[revocation]") {
  CHECK(!vidimus::to_reason_code(7));
  CHECK(!vidimus::to_reason_code(11));
  CHECK(!vidimus::to_reason_code(0xffffffff));
}
