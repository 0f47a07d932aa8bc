// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/guard.hpp>

#include <catch2/catch_test_macros.hpp>

#include <new>

using vidimus::detail::is_completed;

TEST_CASE("what is thrown below a C frame ends at the guard", "[core]") {
  static_assert(noexcept(is_completed([] { throw std::bad_alloc{}; })));
  CHECK_FALSE(is_completed([] { throw std::bad_alloc{}; }));
  CHECK_FALSE(is_completed([] { throw 1; }));
  int calls = 0;
  CHECK(is_completed([&] { ++calls; }));
  CHECK(calls == 1);
}
