// SPDX-License-Identifier: Apache-2.0
#include <vidimus/cipher_spec/judge_negotiated.hpp>
#include <vidimus/cipher_spec/suite_list.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using detail::SuiteList;

namespace {

auto list_of(std::initializer_list<std::uint16_t> code_points) -> SuiteList {
  SuiteList list;
  for (auto const code_point : code_points) list.add(*find_suite(code_point));
  return list;
}
auto code_points(SuiteList const& list) -> std::vector<std::uint16_t> {
  return {list.suites().begin(), list.suites().end()};
}
auto negotiated(ProtocolVersion version, std::uint16_t suite) -> Negotiated { return {version, suite, End::client}; }

}  // namespace

TEST_CASE("suites keep their order, with TLS 1.3 before TLS 1.2", "[cipher_spec]") {
  auto const list = list_of({0xC02F, 0x1301, 0xC030, 0x1303});
  CHECK(code_points(list) == std::vector<std::uint16_t>{0x1301, 0x1303, 0xC02F, 0xC030});
}

TEST_CASE("a suite stands in the list once, where it was named first", "[cipher_spec]") {
  auto const list = list_of({0x1302, 0x1301, 0x1302, 0x1301});
  CHECK(code_points(list) == std::vector<std::uint16_t>{0x1302, 0x1301});
}

TEST_CASE("the list holds every suite of the table", "[cipher_spec]") {
  SuiteList list;
  for (int i = 0; i != 2; ++i)
    for (auto const& suite : cipher_suites) list.add(suite);
  CHECK(list.suites().size() == cipher_suites.size());
}

TEST_CASE("the bounds are the versions of the suites", "[cipher_spec]") {
  CHECK(list_of({0x1301}).minimum() == ProtocolVersion::tls13);
  CHECK(list_of({0x1301}).maximum() == ProtocolVersion::tls13);
  CHECK(list_of({0xC030}).minimum() == ProtocolVersion::tls12);
  CHECK(list_of({0xC030}).maximum() == ProtocolVersion::tls12);
  CHECK(list_of({0xC030, 0x1301}).minimum() == ProtocolVersion::tls12);
  CHECK(list_of({0xC030, 0x1301}).maximum() == ProtocolVersion::tls13);
}

TEST_CASE("a negotiated suite of the list is accepted and named", "[cipher_spec]") {
  auto const verdict = judge_negotiated(list_of({0xC030, 0x1301}), negotiated(ProtocolVersion::tls12, 0xC030));
  REQUIRE(verdict.is_accepted());
  CHECK(verdict.because() == "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
}

TEST_CASE("a protocol version outside the bounds is refused with both versions", "[cipher_spec]") {
  auto const too_low = judge_negotiated(list_of({0x1301}), negotiated(ProtocolVersion::tls12, 0xC030));
  REQUIRE_FALSE(too_low.is_accepted());
  CHECK(too_low.finding().code == Errc::protocol_version_refused);
  auto const* const mismatch = std::get_if<Mismatch>(&too_low.finding().detail);
  REQUIRE(mismatch != nullptr);
  CHECK(mismatch->wanted == "TLS 1.3");
  CHECK(mismatch->presented == std::vector<std::string>{"TLS 1.2"});

  auto const too_high = judge_negotiated(list_of({0xC030}), negotiated(ProtocolVersion::tls13, 0x1301));
  REQUIRE_FALSE(too_high.is_accepted());
  CHECK(too_high.finding().code == Errc::protocol_version_refused);

  // a version that no end of ours knows
  auto const unknown = judge_negotiated(list_of({0xC030, 0x1301}), negotiated(ProtocolVersion{0x0302}, 0xC030));
  REQUIRE_FALSE(unknown.is_accepted());
  CHECK(unknown.finding().code == Errc::protocol_version_refused);
  CHECK(std::get<Mismatch>(unknown.finding().detail).wanted == "TLS 1.2 or TLS 1.3");
}

TEST_CASE("a suite that was not named is refused with both sides' names", "[cipher_spec]") {
  auto const verdict = judge_negotiated(list_of({0x1302, 0x1301}), negotiated(ProtocolVersion::tls13, 0x1303));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::cipher_suite_refused);
  auto const* const mismatch = std::get_if<Mismatch>(&verdict.finding().detail);
  REQUIRE(mismatch != nullptr);
  CHECK(mismatch->wanted == "TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256");
  CHECK(mismatch->presented == std::vector<std::string>{"TLS_CHACHA20_POLY1305_SHA256 with TLS 1.3"});
}

TEST_CASE("a suite that is in no table is refused by its number", "[cipher_spec]") {
  auto const verdict = judge_negotiated(list_of({0x1301}), negotiated(ProtocolVersion::tls13, 0xFAFA));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::cipher_suite_refused);
  CHECK(std::get<Mismatch>(verdict.finding().detail).presented == std::vector<std::string>{"0xFAFA with TLS 1.3"});
}

TEST_CASE("a suite of the other protocol version is refused", "[cipher_spec]") {
  auto const list = list_of({0x1301, 0xC030});
  auto const verdict = judge_negotiated(list, negotiated(ProtocolVersion::tls12, 0x1301));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::cipher_suite_refused);
}
