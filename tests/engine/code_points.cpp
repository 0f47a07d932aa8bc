// SPDX-License-Identifier: Apache-2.0
#include <vidimus/engine/code_points.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>

using namespace vidimus::engine::detail;

TEST_CASE("suites have IANA's names", "[engine]") {
  CHECK(suite_text(0x1301) == "TLS_AES_128_GCM_SHA256");
  CHECK(suite_text(0x1305) == "TLS_AES_128_CCM_8_SHA256");
  CHECK(suite_text(0xC02B) == "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
  CHECK(suite_text(0xCCA8) == "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
  CHECK(suite_text(0x00FF) == "TLS_EMPTY_RENEGOTIATION_INFO_SCSV");
  CHECK(suite_text(0x5600) == "TLS_FALLBACK_SCSV");
  CHECK(suite_text(0x0A0A) == "0x0A0A");  // GREASE (RFC 8701)
}

TEST_CASE("versions and groups have names, and numbers where they have none", "[engine]") {
  CHECK(version_text(0x0304) == "TLS 1.3");
  CHECK(version_text(0x0301) == "TLS 1.0");
  CHECK(version_text(0x7F1C) == "0x7F1C");
  CHECK(group_text(0x001D) == "x25519");
  CHECK(group_text(0x11EC) == "X25519MLKEM768");
  CHECK(group_text(0x00FF) == "0x00FF");
}

TEST_CASE("a list is written with commas", "[engine]") {
  CHECK(joined(texts_of(std::array<std::uint16_t, 2>{0x0304, 0x0303}, version_text)) == "TLS 1.3, TLS 1.2");
  CHECK(joined({}).empty());
}
