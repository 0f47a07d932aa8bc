// SPDX-License-Identifier: Apache-2.0
#include <vidimus/engine/mbedtls_abilities.hpp>
#include <vidimus/engine/settings_check.hpp>

#include <initializer_list>
#include <variant>

#include "engine_fixture.hpp"

using namespace engine_test;
using vidimus::Mismatch;
using vidimus::engine::detail::check_settings;

namespace {

constexpr auto tls12 = ProtocolVersion::tls12, tls13 = ProtocolVersion::tls13;

template <class Change>
auto refusal_after(Change change) -> Failure {
  auto made = settings(End::server, "ec-server", tls12, tls13);
  REQUIRE(check_settings(made));
  change(made);
  auto const checked = check_settings(made);
  REQUIRE_FALSE(checked);
  return checked.error();
}
auto wanted(Failure const& failure) -> std::string { return std::get<Mismatch>(failure.decisive().detail).wanted; }

}  // namespace

TEST_CASE("settings that ask for what the library lacks are refused by name", "[engine]") {
  auto const suite = refusal_after([](Settings& made) { made.suites.push_back(0x0A0A); });
  CHECK(suite.code() == Errc::engine_feature_missing);
  CHECK(wanted(suite) == "cipher suite 0x0A0A");
  auto const group = refusal_after([](Settings& made) { made.groups.push_back(0x11EC); });
  CHECK(group.code() == Errc::engine_feature_missing);
  CHECK(wanted(group) == "group X25519MLKEM768");
  auto const scheme = refusal_after([](Settings& made) { made.signature_schemes = {0x0403, 0x0807}; });  // ed25519
  CHECK(scheme.code() == Errc::engine_feature_missing);
  CHECK(wanted(scheme) == "signature scheme 0x0807");
}

TEST_CASE("settings that contradict themselves are refused", "[engine]") {
  auto const versions = refusal_after([](Settings& made) { made.minimum = tls13, made.maximum = tls12; });
  CHECK(versions.code() == Errc::bad_argument);
  CHECK(wanted(versions) == "at least TLS 1.3");
  auto const lacking = refusal_after([](Settings& made) { made.suites = {0x1301}; });
  CHECK(lacking.code() == Errc::bad_argument);
  CHECK(wanted(lacking) == "a cipher suite for TLS 1.2");
  CHECK(wanted(refusal_after([](Settings& made) { made.suites = {0xC02B}; })) == "a cipher suite for TLS 1.3");
  auto const idle = refusal_after([](Settings& made) { made.maximum = tls12; });
  CHECK(idle.code() == Errc::bad_argument);
  CHECK(std::get<Mismatch>(idle.decisive().detail).presented == std::vector<std::string>{"TLS_AES_128_GCM_SHA256"});
  CHECK(refusal_after([](Settings& made) { made.groups.clear(); }).code() == Errc::bad_argument);
}

TEST_CASE("a certificate and its key belong together", "[engine]") {
  CHECK(refusal_after([](Settings& made) { made.private_key.reset(); }).code() == Errc::bad_argument);
  CHECK(refusal_after([](Settings& made) { made.end = End::client, made.certificates.clear(); }).code() ==
        Errc::bad_argument);
  CHECK(refusal_after([](Settings& made) { made.certificates.clear(); }).code() == Errc::own_certificate_missing);
  auto client = settings(End::client, "", tls13);
  CHECK(check_settings(client));
}

TEST_CASE("an application protocol's name fits its field", "[engine]") {
  for (auto const& name : {std::string{}, std::string(256, 'a'), std::string{"a\0b", 3}})
    CHECK(refusal_after([&](Settings& made) { made.application_protocols = {"mq", name}; }).code() ==
          Errc::bad_argument);
  auto made = settings(End::client, "", tls13);
  made.application_protocols = {std::string(255, 'a')};
  CHECK(check_settings(made));
}

TEST_CASE("what the compiler knows of the library's suites and groups is what the library says", "[engine]") {
  using namespace vidimus::engine::detail;
  for (unsigned suite = 0x1300; suite != 0x1400; ++suite) {
    auto const code_point = static_cast<std::uint16_t>(suite);
    CHECK(lacks_suite(code_point) == (mbedtls_ssl_ciphersuite_from_id(code_point) == nullptr));
  }
  for (std::uint16_t const suite :
       std::initializer_list<std::uint16_t>{0xC02C, 0xC030, 0xC02B, 0xC02F, 0xCCA9, 0xCCA8, 0xC024, 0xC028, 0xC023,
                                            0xC027, 0x009D, 0x009C, 0x003D, 0x003C})
    CHECK(lacks_suite(suite) == (mbedtls_ssl_ciphersuite_from_id(suite) == nullptr));
  CHECK_FALSE(lacks_suite(0xC0AC));  // of TLS 1.2 there are others
  for (std::uint16_t const group :
       std::initializer_list<std::uint16_t>{0x0017, 0x0018, 0x0019, 0x001D, 0x001E, 0x11EB, 0x11EC, 0x11ED})
    CHECK(lacks_group(group) == !can_do_group(group));
  CHECK_FALSE(lacks_group(0x0100));
}
