// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <vidimus/pipeline/check_negotiated.hpp>

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

auto check(ProtocolVersion version, std::uint16_t suite) -> Verdict {
  return detail::check_negotiated(OneSuite{}, Negotiated{version, suite, End::client});
}
}  // namespace

TEST_CASE("what was asked for is accepted", "[pipeline]") {
  CHECK(check(ProtocolVersion::tls12, 0xC02B).is_accepted());
}

TEST_CASE("another version is refused with both sides", "[pipeline]") {
  auto const verdict = check(ProtocolVersion::tls13, 0xC02B);
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::protocol_version_refused);
  CHECK(std::get<Mismatch>(verdict.finding().detail).wanted == "TLS 1.2 to TLS 1.2");
  CHECK(std::get<Mismatch>(verdict.finding().detail).presented == std::vector<std::string>{"TLS 1.3"});
}

TEST_CASE("another suite is refused with both names", "[pipeline]") {
  auto const verdict = check(ProtocolVersion::tls12, 0xC02C);
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::cipher_suite_refused);
  auto const& mismatch = std::get<Mismatch>(verdict.finding().detail);
  CHECK(mismatch.wanted == "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
  CHECK(mismatch.presented == std::vector<std::string>{"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"});
}
