// SPDX-License-Identifier: Apache-2.0
// Every alias against every fixed CipherSpec, in both roles: what is agreed on, as docs/cipherspecs.md says.
#include <vidimus/channel/connect.hpp>
#include <vidimus/cipher_spec/ssl_ciph.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/core/file.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/revocation/no_revocation.hpp>
#include <vidimus/transport/memory_pair.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "company.hpp"

using namespace vidimus;
using vidimus_test::Company;

namespace {

using Weak = danger::WeakSslCiph<dynamic>;

constexpr std::array<std::string_view, 5> aliases{"ANY", "ANY_TLS12_OR_HIGHER", "ANY_TLS12", "ANY_TLS13_OR_HIGHER",
                                                  "ANY_TLS13"};

/// Who has a certificate that the suite can be used with.
auto company_for(CipherSuite const& suite) -> Company const& {
  static Company const with_ec, with_rsa{small_ca::KeyKind::rsa_2048};
  return suite.certificate_key == CertificateKey::rsa ? with_rsa : with_ec;
}

auto endpoint_of(Company const& acme, std::string_view names) {
  return make_endpoint(acme.credentials("CN=QM1,O=Acme"), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                       danger::AnyPeerName{}, Weak::parse(names).value())
      .value();
}

/// The suite that both ends agreed on; 0: no channel at either end.
auto agreed(Company const& acme, std::string_view client, std::string_view server) -> std::uint16_t {
  auto pair = MemoryPair::make();
  std::uint16_t at_server = 0;
  std::thread other{[&, transport = std::move(pair.second)]() mutable {
    if (auto const channel = accept(std::move(transport), endpoint_of(acme, server)))
      at_server = channel->negotiated().cipher_suite;
  }};
  auto const channel = connect(std::move(pair.first), endpoint_of(acme, client));
  other.join();
  auto const at_client = channel ? channel->negotiated().cipher_suite : std::uint16_t{0};
  CHECK(at_client == at_server);
  return at_client;
}

/// The row of the page: the suite, its code point, and by alias whether there is a channel.
auto row(CipherSuite const& suite) -> std::string {
  auto const& acme = company_for(suite);
  auto const name = suite.mq_name.empty() ? suite.iana_name : suite.mq_name;
  auto text = "| " + std::string{name} + " | " + hex_text(suite.code_point);
  for (auto const alias : aliases) {
    INFO(alias << " and " << name);
    auto const as_client = agreed(acme, alias, name), as_server = agreed(acme, name, alias);
    CHECK(as_client == as_server);
    CHECK((as_client == 0 || as_client == suite.code_point));
    text += as_client != 0 ? " | yes" : " | no";
  }
  return text + " |";
}

}  // namespace

TEST_CASE("Every alias against every fixed CipherSpec is as the documentation says", "[channel]") {
  auto const page = read_file(VIDIMUS_TEST_DATA_DIR "/../../docs/cipherspecs.md", 1U << 20U);
  REQUIRE(page);
  for (auto const& suite : cipher_suites) {
    auto const wanted = row(suite);
    INFO(wanted);
    CHECK(text_of(*page).find(wanted) != std::string_view::npos);
  }
}
