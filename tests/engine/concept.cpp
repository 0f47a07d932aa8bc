// SPDX-License-Identifier: Apache-2.0
#include <vidimus/engine/concept.hpp>
#include <vidimus/engine/mbedtls.hpp>

#include <catch2/catch_test_macros.hpp>

#include <type_traits>

using namespace vidimus::engine;

namespace {

struct Permit {};
struct Other {};

static_assert(Engine<Mbedtls, Permit>);
static_assert(Session<MbedtlsSession<Permit>, Permit>);
static_assert(!Session<MbedtlsSession<Permit>, Other>, "a session goes on with its own permit alone");
static_assert(!Session<int, Permit>);
static_assert(!std::is_copy_constructible_v<MbedtlsSession<Permit>>);
static_assert(std::is_nothrow_move_constructible_v<MbedtlsSession<Permit>>);

// proceed() without a permit does not exist
template <class S>
concept GoesOnByItself = requires(S& session) { session.proceed(); };
static_assert(!GoesOnByItself<MbedtlsSession<Permit>>);

}  // namespace

TEST_CASE("a session is no larger than a pointer", "[engine]") {
  CHECK(sizeof(MbedtlsSession<Permit>) == sizeof(void*));
}
