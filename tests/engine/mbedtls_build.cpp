// SPDX-License-Identifier: Apache-2.0
#include <vidimus/engine/mbedtls_build.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <variant>

using namespace vidimus::engine::detail;
using vidimus::Errc;
using vidimus::Mismatch;

TEST_CASE("the library that these tests run with is the one they were compiled with", "[engine]") {
  CHECK(check_build(false));
}

TEST_CASE("a library below the floor is refused with both versions", "[engine]") {
  auto const checked = check_version(0x03060600, 0x03060300);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().code() == Errc::engine_version_unsupported);
  auto const& detail = std::get<Mismatch>(checked.error().decisive().detail);
  CHECK(detail.wanted == "mbedTLS 3.6.4 or later");
  CHECK(detail.presented == std::vector<std::string>{"mbedTLS 3.6.3"});
}

TEST_CASE("another branch than the headers' is refused, another patch is not", "[engine]") {
  CHECK(check_version(0x03060400, 0x03060600));
  CHECK(check_version(0x03060600, 0x03060400));
  auto const checked = check_version(0x03060600, 0x04000000);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().code() == Errc::engine_build_mismatch);
}

TEST_CASE("an option on which headers and library disagree is named, with both sides", "[engine]") {
  std::array const options{BuildOption{"MBEDTLS_ONE", true}, BuildOption{"MBEDTLS_TWO", false}};
  auto const library = [](std::string name) { return [name](char const* option) { return name == option; }; };
  CHECK(check_options(options, library("MBEDTLS_ONE")));
  for (std::string const name : {"MBEDTLS_TWO", "none"}) {
    auto const checked = check_options(options, library(name));
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code() == Errc::engine_build_mismatch);
    auto const& detail = std::get<Mismatch>(checked.error().decisive().detail);
    CHECK(detail.wanted == "MBEDTLS_ONE on");
    CHECK(detail.presented == std::vector<std::string>{"MBEDTLS_ONE off"});
  }
  auto const extra = check_options(options, [](char const*) { return true; });
  CHECK(std::get<Mismatch>(extra.error().decisive().detail).presented == std::vector<std::string>{"MBEDTLS_TWO on"});
}

TEST_CASE("what the headers say of their options is read from their macros", "[engine]") {
  auto const is_on = [](std::string_view name) {
    auto const at = std::ranges::find(build_options, name, &BuildOption::name);
    REQUIRE(at != build_options.end());
    return at->is_on;
  };
  CHECK(is_on("MBEDTLS_SSL_CLI_C"));
  CHECK(is_on("MBEDTLS_SSL_PROTO_TLS1_3"));
#if defined(MBEDTLS_SSL_RECORD_SIZE_LIMIT)
  CHECK(is_on("MBEDTLS_SSL_RECORD_SIZE_LIMIT"));
#else
  CHECK_FALSE(is_on("MBEDTLS_SSL_RECORD_SIZE_LIMIT"));
#endif
}

TEST_CASE("a library without threading is refused unless one thread alone uses it", "[engine]") {
  CHECK(check_threading(true, false));
  CHECK(check_threading(false, true));
  auto const checked = check_threading(false, false);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().code() == Errc::engine_not_thread_safe);
}
