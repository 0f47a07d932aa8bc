// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/secret_key_reset.hpp>

#include <catch2/catch_test_macros.hpp>

#include <type_traits>

using namespace vidimus;

static_assert(SecretKeyResetPolicy<SecretKeyReset<Bytes<32768>>> && SecretKeyResetPolicy<NoSecretKeyReset>);
static_assert(!SecretKeyResetPolicy<Bytes<32768>>);
static_assert(std::is_empty_v<SecretKeyReset<Bytes<32768>, Every<60>>>);
static_assert(!SecretKeyReset<Bytes<32768>>::reconnects_under_tls12);
static_assert(SecretKeyReset<Bytes<32768>, ReconnectUnderTls12>::reconnects_under_tls12);

TEST_CASE("a secret key reset is the limits that its type names", "[core]") {
  constexpr auto limits = SecretKeyReset<Every<3600>, Bytes<65536>, Records<1000>>::limits();
  STATIC_REQUIRE(limits.octets == 65536);
  STATIC_REQUIRE(limits.records == 1000);
  STATIC_REQUIRE(limits.age == std::chrono::hours{1});
  STATIC_REQUIRE(NoSecretKeyReset::limits().octets == 0);
}
