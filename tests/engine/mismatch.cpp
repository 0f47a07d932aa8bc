// SPDX-License-Identifier: Apache-2.0
#include <vidimus/engine/mismatch.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace vidimus::engine;
using namespace vidimus::engine::detail;
using vidimus::Errc;
using vidimus::Mismatch;
using vidimus::ProtocolVersion;

namespace {

auto ours() -> Settings {
  Settings settings;
  settings.minimum = ProtocolVersion::tls12;
  settings.suites = {0x1301, 0xC02B};
  settings.groups = {0x0017};
  return settings;
}
auto detail_of(vidimus::Finding const& finding) -> Mismatch { return std::get<Mismatch>(finding.detail); }

}  // namespace

TEST_CASE("a server names the first thing that keeps the ends apart", "[engine]") {
  auto const versions = server_mismatch(ours(), {.versions = {0x0301}, .suites = {0x1301}, .groups = {0x0017}});
  CHECK(versions.code == Errc::protocol_version_unsupported);
  CHECK(detail_of(versions).wanted == "TLS 1.3, TLS 1.2");
  CHECK(detail_of(versions).presented == std::vector<std::string>{"TLS 1.0"});

  auto const groups = server_mismatch(ours(), {.versions = {0x0304}, .suites = {0x1301}, .groups = {0x001D}});
  CHECK(groups.code == Errc::no_common_cipher_suite);
  CHECK(detail_of(groups).wanted == "secp256r1");
  CHECK(detail_of(groups).presented == std::vector<std::string>{"x25519"});

  auto const suites = server_mismatch(ours(), {.versions = {0x0304}, .suites = {0x1302}, .groups = {0x001D}});
  CHECK(suites.code == Errc::no_common_cipher_suite);
  CHECK(detail_of(suites).presented == std::vector<std::string>{"TLS_AES_256_GCM_SHA384"});
}

TEST_CASE("a client names all that it offered", "[engine]") {
  auto const finding = client_mismatch(ours(), Errc::alert_received, "alert handshake_failure(40)");
  CHECK(detail_of(finding).wanted ==
        "TLS 1.3, TLS 1.2 with TLS_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 and groups secp256r1");
  CHECK(detail_of(finding).presented == std::vector<std::string>{"alert handshake_failure(40)"});
}
