// SPDX-License-Identifier: Apache-2.0
// Profiles between two ends of ours: what they name is what is agreed on, and a certificate of another kind is not.
#include <vidimus/channel/connect.hpp>
#include <vidimus/cipher_spec/profile.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/pipeline/posture.hpp>
#include <vidimus/revocation/no_revocation.hpp>
#include <vidimus/transport/memory_pair.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <thread>
#include <utility>

#include "company.hpp"

using namespace vidimus;
using Kind = small_ca::KeyKind;
using vidimus_test::Company;

namespace {

template <class Profile>
auto endpoint_of(Company const& acme, char const* subject) {
  return make_endpoint(acme.credentials(subject), acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                       danger::AnyPeerName{}, Profile{})
      .value();
}

struct Outcomes {
  Result<std::string> client, server;
};

template <class Client, class Server>
auto meet(Company const& acme) -> Outcomes {
  auto pair = MemoryPair::make();
  auto const suite_of = [](auto const& channel) -> Result<std::string> {
    if (!channel) return refuse(channel.error());
    return suite_text(channel->negotiated().cipher_suite);
  };
  Outcomes outcomes{refuse(Errc::bad_argument), refuse(Errc::bad_argument)};
  std::thread server{[&, transport = std::move(pair.second)]() mutable {
    outcomes.server = suite_of(accept(std::move(transport), endpoint_of<Server>(acme, "CN=QM2,O=Acme")));
  }};
  outcomes.client = suite_of(connect(std::move(pair.first), endpoint_of<Client>(acme, "CN=QM1,O=Acme")));
  server.join();
  return outcomes;
}

template <class Client, class Server = Client>
void check_agreed(Company const& acme, std::string const& suite) {
  auto const [client, server] = meet<Client, Server>(acme);
  INFO((client ? *client : explain(client.error())));
  INFO((server ? *server : explain(server.error())));
  REQUIRE((client && server));
  CHECK(*client == suite);
  CHECK(*server == suite);
}

}  // namespace

TEST_CASE("Each profile agrees with itself on its best suite", "[channel]") {
  Company const acme, with_p384{Kind::ec_p384};
  check_agreed<profile::tls13_only>(acme, "TLS_AES_256_GCM_SHA384");
  check_agreed<profile::modern_2026>(acme, "TLS_AES_256_GCM_SHA384");
  check_agreed<profile::fips_140_3>(acme, "TLS_AES_256_GCM_SHA384");
  check_agreed<profile::suite_b_128>(acme, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
  check_agreed<profile::suite_b_192>(with_p384, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
}

TEST_CASE("The client's order of preference counts, as far as the server's suites go", "[channel]") {
  Company const acme;
  check_agreed<profile::modern_2026, profile::suite_b_128>(acme, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
  check_agreed<profile::fips_140_3, profile::modern_2026>(acme, "TLS_AES_256_GCM_SHA384");
}

TEST_CASE("A profile that the other end's certificate does not fit opens no channel", "[channel]") {
  Company const with_rsa{Kind::rsa_2048};
  auto const [client, server] = meet<profile::suite_b_128, profile::suite_b_128>(with_rsa);
  REQUIRE_FALSE((client || server));
  Company const with_p256;
  auto const other = meet<profile::suite_b_192, profile::suite_b_192>(with_p256);
  REQUIRE_FALSE((other.client || other.server));
}

TEST_CASE("A channel type answers for its posture", "[channel]") {
  using Channel =
      SecureChannel<MemoryTransport, Rfc5280, danger::NoRevocation, danger::AnyPeerName, profile::suite_b_128>;
  STATIC_REQUIRE(is_suite_b_128<Channel>);
  STATIC_REQUIRE_FALSE(checks_revocation<Channel>);
  CHECK(describe<Channel>().find("CipherSpec: profile suite_b_128") != std::string::npos);
}
