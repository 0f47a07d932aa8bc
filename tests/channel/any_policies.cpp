// SPDX-License-Identifier: Apache-2.0
// A channel whose type settles nothing, or all but the name, and which is as strict as what it was made of.
#include <vidimus/channel/connect.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/path/any_validator.hpp>
#include <vidimus/path/fetch_issuers.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name_filter.hpp>
#include <vidimus/peer_name/audited.hpp>
#include <vidimus/peer_name/compose.hpp>
#include <vidimus/peer_name/dns_id.hpp>
#include <vidimus/peer_name/expected.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
#include <vidimus/revocation/any_revocation_checker.hpp>
#include <vidimus/revocation/crl_checker.hpp>
#include <vidimus/revocation/no_revocation.hpp>
#include <vidimus/transport/memory_pair.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

#include "asking_ends.hpp"
#include "company.hpp"

using namespace vidimus;
using vidimus_test::Company;

namespace {

static_assert(PeerNameFilter<AnyPeerNameFilter> && FetchingRevocationChecker<AnyRevocationChecker>);
static_assert(FetchingValidator<AnyValidator>);
static_assert(!std::is_default_constructible_v<AnyPeerNameFilter> && !std::is_default_constructible_v<AnyValidator>);
static_assert(!std::is_constructible_v<AnyPeerNameFilter, int> && !std::is_constructible_v<AnyValidator, Tls13Only>);
static_assert(!std::is_constructible_v<AnyRevocationChecker, danger::AnyPeerName>);

auto connect_with(Company const& acme, small_ca::Issued const& peer, AnyValidator validator,
                  AnyRevocationChecker checker, AnyPeerNameFilter filter) -> Result<std::string> {
  auto const endpoint = make_endpoint(acme.credentials("CN=QM1,O=Acme"), acme.anchors(), std::move(validator),
                                      std::move(checker), std::move(filter))
                            .value();
  return vidimus_test::connect_to(acme, peer, endpoint);
}

}  // namespace

TEST_CASE("Policies that are settled at run time decide as they would in the type", "[channel]") {
  Company const acme;
  auto const qm2 = acme.issue("CN=QM2,O=Acme");
  AnyPeerNameFilter const names{SslPeer<dynamic>::parse("CN=QM2").value()};
  AnyRevocationChecker const crls{CrlChecker{acme.crls()}};
  vidimus_test::check_accepted(connect_with(acme, qm2, AnyValidator{Rfc5280{}}, crls, names),
                               {"certification path (RFC 5280)", "CRL 1 of CN=Acme Issuing CA", "SSLPEER CN=QM2"});
  vidimus_test::check_refused(connect_with(acme, acme.issue("CN=QM3,O=Acme"), AnyValidator{Rfc5280{}}, crls, names),
                              Errc::peer_name_mismatch, {"QM3"});
  AnyRevocationChecker const revoking{CrlChecker{acme.crls({qm2.serial_number})}};
  vidimus_test::check_refused(connect_with(acme, qm2, AnyValidator{Rfc5280{}}, revoking, names),
                              Errc::certificate_revoked);
  Company const stranger;
  vidimus_test::check_refused(
      connect_with(acme, qm2, AnyValidator{Rfc5280{}}, AnyRevocationChecker{CrlChecker<EndEntityOnly>{stranger.crls()}},
                   AnyPeerNameFilter{Not{SslPeer<"CN=QM2">{}}}),
      Errc::crl_signer_refused);
}

TEST_CASE("What is wanted of the network is wanted through them too", "[channel]") {
  Company const acme;
  auto const qm2 = acme.issuing.issue({.subject = "CN=QM2,O=Acme", .crl_urls = {"http://127.0.0.1:1/issuing.crl"}});
  AnyRevocationChecker const fetching{CrlChecker<EndEntityOnly, FromDistributionPoints>{}};
  vidimus_test::check_refused(
      connect_with(acme, qm2, AnyValidator{FetchIssuers{Rfc5280{}}}, fetching, AnyPeerNameFilter{SslPeer<"CN=QM2">{}}),
      Errc::crl_unreachable, {"address_refused"});
}

TEST_CASE("They say of themselves what they hold", "[channel]") {
  CHECK(AnyPeerNameFilter{DnsId<"qm2.acme.example">{}}.describe() == "DNS-ID qm2.acme.example");
  CHECK(AnyRevocationChecker{danger::NoRevocation{}}.describe() == "no revocation check");
  CHECK(AnyValidator{Rfc5280{}}.describe() == "certification path (RFC 5280)");
}

TEST_CASE("A name that is given at connect is whom the channel leads to", "[channel]") {
  Company const acme;
  auto const qm2 = acme.issuing.issue({.subject = "CN=QM2,O=Acme", .alt_names = {"DNS:qm2.acme.example"}});
  auto const client = make_endpoint(acme.credentials("CN=QM1,O=Acme"), acme.anchors(), Rfc5280{},
                                    danger::NoRevocation{}, AllOf<SslPeer<"O=Acme">, ExpectedDnsId>{})
                          .value();
  vidimus_test::check_accepted(vidimus_test::connect_to(acme, qm2, client, expect("QM2.acme.example")),
                               {"SSLPEER O=Acme and the expected DNS-ID", "DNS:qm2.acme.example"});
  vidimus_test::check_refused(vidimus_test::connect_to(acme, qm2, client, expect("qm1.acme.example")),
                              Errc::peer_name_mismatch, {"qm1.acme.example", "qm2.acme.example"});
}

TEST_CASE("A name that the filter cannot use is refused before anything is sent", "[channel]") {
  Company const acme;
  auto const client = make_endpoint(acme.credentials("CN=QM1,O=Acme"), acme.anchors(), Rfc5280{},
                                    danger::NoRevocation{}, ExpectedDnsId{})
                          .value();
  auto pair = MemoryPair::make();
  auto const handshake = start_connecting(std::move(pair.first), client, expect("192.0.2.1"));
  REQUIRE_FALSE(handshake);
  CHECK(handshake.error().code() == Errc::dns_name_malformed);
}

TEST_CASE("Whom an audited filter would have refused is let in, and the report warns", "[channel]") {
  Company const acme;
  using Filter = AllOf<SslPeer<"O=Acme">, danger::Audited<SslPeer<"CN=QM1">>>;
  auto const client =
      make_endpoint(acme.credentials("CN=QM1,O=Acme"), acme.anchors(), Rfc5280{}, danger::NoRevocation{}, Filter{})
          .value();
  vidimus_test::check_accepted(vidimus_test::connect_to(acme, acme.issue("CN=QM2,O=Acme"), client),
                               {"audit of SSLPEER CN=QM1", "peer_name noted", "presented CN=QM2"});
}

TEST_CASE("A server can expect its client too, and the name that a client expects is its SNI", "[channel]") {
  Company const acme;
  auto const qm1 = acme.issuing.issue({.subject = "CN=QM1", .alt_names = {"DNS:qm1.acme.example"}});
  auto const qm2 = acme.issuing.issue({.subject = "CN=QM2", .alt_names = {"DNS:qm2.acme.example"}});
  auto const end = [&](small_ca::Issued const& own) {
    return make_endpoint(acme.credentials(own), acme.anchors(), Rfc5280{}, danger::NoRevocation{}, ExpectedDnsId{})
        .value();
  };
  auto const met = [&](char const* expected_client) {
    auto pair = MemoryPair::make();
    std::thread client{[&, transport = std::move(pair.first)]() mutable {
      auto channel = connect(std::move(transport), end(qm1), expect("qm2.acme.example"));
      std::array<std::byte, 1> byte;
      if (channel) (void)channel->read(byte);
    }};
    auto outcome = [&]() -> Result<std::string> {
      auto const channel = accept(std::move(pair.second), end(qm2), expect(expected_client));
      if (!channel) return refuse(channel.error());
      return channel->negotiated().server_name;
    }();
    client.join();
    return outcome;
  };
  CHECK(met("qm1.acme.example").value() == "qm2.acme.example");
  vidimus_test::check_refused(met("qm3.acme.example"), Errc::peer_name_mismatch, {"qm3.acme.example"});
}

TEST_CASE("Only a host is an SNI, and another that was asked for stays", "[channel]") {
  auto const sni = [](char const* expected, HandshakeOptions options = {}) {
    return detail::with_server_name(std::move(options), expected).server_name;
  };
  CHECK(sni("qm2.acme.example.") == "qm2.acme.example");
  CHECK(sni("192.0.2.1").empty());
  CHECK(sni("qm2@acme.example").empty());
  CHECK(sni("qm2.acme.example", {"front.acme.example"}) == "front.acme.example");
}
