// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/cipher_spec/concept.hpp>
#include <vidimus/cipher_spec/judge_negotiated.hpp>

using namespace vidimus;

namespace {
/// TLS 1.2 only, one suite.
struct OneSuite {
  using role = vidimus::role::cipher_spec;
  static constexpr std::uint16_t suite = 0xC02B, group = 0x0017;
  [[nodiscard]] static auto suites() -> std::span<std::uint16_t const> { return {&suite, 1}; }
  [[nodiscard]] static auto groups() -> std::span<std::uint16_t const> { return {&group, 1}; }
  [[nodiscard]] static auto minimum() -> ProtocolVersion { return ProtocolVersion::tls12; }
  [[nodiscard]] static auto maximum() -> ProtocolVersion { return ProtocolVersion::tls12; }
};

static_assert(CipherSpec<OneSuite>);

auto check(ProtocolVersion version, std::uint16_t suite, std::uint16_t group = 0) -> Verdict {
  return detail::judge_negotiated(
      OneSuite{}, {.protocol_version = version, .cipher_suite = suite, .end = End::client, .named_group = group});
}
}  // namespace

TEST_CASE("what was asked for is accepted", "[cipher_spec]") {
  CHECK(check(ProtocolVersion::tls12, 0xC02B).is_accepted());
}

TEST_CASE("another version is refused with both sides", "[cipher_spec]") {
  auto const verdict = check(ProtocolVersion::tls13, 0xC02B);
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::protocol_version_refused);
  CHECK(std::get<Mismatch>(verdict.finding().detail).wanted == "TLS 1.2");
  CHECK(std::get<Mismatch>(verdict.finding().detail).presented == std::vector<std::string>{"TLS 1.3"});
}

TEST_CASE("another suite is refused with both names", "[cipher_spec]") {
  auto const verdict = check(ProtocolVersion::tls12, 0xC02C);
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::cipher_suite_refused);
  auto const& mismatch = std::get<Mismatch>(verdict.finding().detail);
  CHECK(mismatch.wanted == "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
  CHECK(mismatch.presented == std::vector<std::string>{"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 with TLS 1.2"});
}

TEST_CASE("another group is refused with both names, and none is not another", "[cipher_spec]") {
  CHECK(check(ProtocolVersion::tls12, 0xC02B, 0x0017).is_accepted());
  CHECK(check(ProtocolVersion::tls12, 0xC02B, 0).is_accepted());
  auto const verdict = check(ProtocolVersion::tls12, 0xC02B, 0x0018);
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::named_group_refused);
  auto const& mismatch = std::get<Mismatch>(verdict.finding().detail);
  CHECK(mismatch.wanted == "secp256r1");
  CHECK(mismatch.presented == std::vector<std::string>{"secp384r1"});
}
