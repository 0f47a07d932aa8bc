// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/insertion_sort.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace {

using vidimus::detail::insertion_sort;
using Element = std::pair<int, std::string>;

TEST_CASE("Elements that are as good stay in their order") {
  std::vector<Element> all{{2, "first"}, {1, "second"}, {2, "third"}, {0, "fourth"}, {1, "fifth"}};
  insertion_sort(all, {}, &Element::first);
  CHECK(all == std::vector<Element>{{0, "fourth"}, {1, "second"}, {1, "fifth"}, {2, "first"}, {2, "third"}});
}

TEST_CASE("The order may be another, of no, one and many elements") {
  std::vector<int> none;
  insertion_sort(none);
  CHECK(none.empty());
  std::vector one{7};
  insertion_sort(one);
  CHECK(one == std::vector{7});
  std::vector<int> many;
  for (int i = 0; i != 1'000; ++i) many.push_back(i * 7'919 % 1'009);
  insertion_sort(many, std::greater{});
  CHECK(std::ranges::is_sorted(many, std::greater{}));
}

}  // namespace
