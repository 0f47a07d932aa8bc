// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/http_limits.hpp>

#include <catch2/catch_test_macros.hpp>

using vidimus::Access;
using vidimus::AddressKind;
using vidimus::HttpLimits;

TEST_CASE("each kind of address is allowed by its own name, and some by none", "[transport]") {
  constexpr HttpLimits strict;
  constexpr HttpLimits open{.loopback = Access::allowed, .private_use = Access::allowed, .link_local = Access::allowed};
  using enum AddressKind;
  for (auto const one : {loopback, private_use, link_local, unspecified, multicast, reserved}) {
    INFO(name_of(one));
    CHECK_FALSE(strict.permits(one));
    CHECK(open.permits(one) == (one == loopback || one == private_use || one == link_local));
    CHECK(HttpLimits{.loopback = Access::allowed}.permits(one) == (one == loopback));
    CHECK(HttpLimits{.private_use = Access::allowed}.permits(one) == (one == private_use));
    CHECK(HttpLimits{.link_local = Access::allowed}.permits(one) == (one == link_local));
  }
  CHECK(strict.permits(global));
  STATIC_REQUIRE(strict.are_usable());
  STATIC_REQUIRE_FALSE(HttpLimits{.total_milliseconds = 0}.are_usable());
  STATIC_REQUIRE_FALSE(HttpLimits{.body_octets = 0}.are_usable());
}
