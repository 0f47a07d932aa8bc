// SPDX-License-Identifier: Apache-2.0
// A stable sort of few elements. The standard's takes memory for them, with libstdc++ 12 by a function that C++17 deprecates.
#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <vector>

namespace vidimus::detail {

/// Elements that are as good stay in the order in which they were. Quadratic: for lists that a `Budget` keeps short.
template <class Element, class Less = std::ranges::less, class Projection = std::identity>
void insertion_sort(std::vector<Element>& elements, Less less = {}, Projection projection = {}) {
  for (auto next = elements.begin(); next != elements.end(); ++next) {
    auto const place =
        std::ranges::upper_bound(elements.begin(), next, std::invoke(projection, *next), less, projection);
    std::rotate(place, next, std::next(next));
  }
}

}  // namespace vidimus::detail
