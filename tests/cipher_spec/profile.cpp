// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/concept.hpp>
#include <vidimus/cipher_spec/profile.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <type_traits>

using namespace vidimus;

namespace {

template <class P>
constexpr bool is_sound =
    CipherSpec<P> && std::is_empty_v<P> && !P::groups().empty() && !P::signature_schemes().empty() &&
    std::ranges::none_of(P::suites(), [](auto code_point) { return find_suite(code_point)->is_weak(); });
static_assert(is_sound<profile::tls13_only> && is_sound<profile::modern_2026> && is_sound<profile::fips_140_3>);
static_assert(is_sound<profile::suite_b_128> && is_sound<profile::suite_b_192> && is_sound<profile::mq_default>);

static_assert(profile::tls13_only::minimum() == ProtocolVersion::tls13);
static_assert(profile::suite_b_192::maximum() == ProtocolVersion::tls12);
static_assert(profile::modern_2026::minimum() == ProtocolVersion::tls12 &&
              profile::modern_2026::maximum() == ProtocolVersion::tls13);
// IBM MQ, "CipherSpec order in TLS handshake": ChaCha20 first
static_assert(profile::mq_default::suites().front() == 0x1303);

TEST_CASE("A profile admits what it names and tells what it wanted of anything else", "[cipher_spec]") {
  using P = profile::suite_b_192;
  Negotiated negotiated{ProtocolVersion::tls12, 0xC02C, End::client};
  negotiated.named_group = 0x0018;
  CHECK(P::accepts(negotiated).is_accepted());
  negotiated.named_group = 0x0017;
  CHECK(P::accepts(negotiated).finding().code == Errc::named_group_refused);
  negotiated.cipher_suite = 0xC02B;
  CHECK(P::accepts(negotiated).finding().code == Errc::cipher_suite_refused);
  negotiated.protocol_version = ProtocolVersion::tls13;
  CHECK(P::accepts(negotiated).finding().code == Errc::protocol_version_refused);
  CHECK(P::describe() == "profile suite_b_192");
}

}  // namespace
