// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/case_folding_table.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus::detail;

TEST_CASE("the folding tables are in order, as searching them needs", "[x509]") {
  for (std::size_t i = 1; i != folding_ranges.size(); ++i) CHECK(folding_ranges[i - 1].last < folding_ranges[i].first);
  for (std::size_t i = 1; i != folding_expansions.size(); ++i)
    CHECK(folding_expansions[i - 1].from < folding_expansions[i].from);
  for (auto const& range : folding_ranges) CHECK((range.last - range.first) % range.stride == 0);
}
