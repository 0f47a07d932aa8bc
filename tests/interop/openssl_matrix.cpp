// SPDX-License-Identifier: Apache-2.0
// What two ends agree on when OpenSSL is one of them: both versions, both kinds of keys, both roles, with and without a
// client certificate, and every CipherSpec.
#include "openssl_company.hpp"
#include "openssl_ends.hpp"

#include <vidimus/vidimus.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace vidimus;
using Keys = small_ca::KeyKind;
using vidimus_test::Company;
using vidimus_test::OpensslPeer;
using vidimus_test::OpensslSettings;

namespace {

constexpr std::array<std::size_t, 6> sizes{0, 1, 16383, 16384, 16385, 1'000'000};

/// Both queue managers of the companies, made once.
auto qm1(Keys kind) -> small_ca::Issued const& {
  static auto const ec = vidimus_test::company(Keys::ec_p256).issue("CN=QM1,O=Acme");
  static auto const rsa = vidimus_test::company(Keys::rsa_2048).issue("CN=QM1,O=Acme");
  return kind == Keys::rsa_2048 ? rsa : ec;
}
auto qm2(Keys kind) -> small_ca::Issued const& {
  static auto const ec = vidimus_test::company(Keys::ec_p256).issue("CN=QM2,O=Acme");
  static auto const rsa = vidimus_test::company(Keys::rsa_2048).issue("CN=QM2,O=Acme");
  return kind == Keys::rsa_2048 ? rsa : ec;
}

template <class Authentication = RequireClientCertificate>
auto endpoint(Company const& acme, Credentials own, std::string_view specs, Authentication authentication = {}) {
  return make_endpoint(std::move(own), acme.anchors(), Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{},
                       SslCiph<dynamic>::parse(specs).value(), authentication)
      .value();
}

/// IANA's number of a group as OpenSSL's; 0: none of those we offer.
auto nid_of(std::uint16_t group) -> int {
  switch (group) {
    case 0x0017: return NID_X9_62_prime256v1;
    case 0x0018: return NID_secp384r1;
    case 0x001D: return NID_X25519;
    default: return 0;
  }
}

template <class Ends>
void check_agreed(Ends& ends) {
  if (ends.ours.failure) FAIL(explain(*ends.ours.failure));
  REQUIRE(ends.theirs.reason_text().empty());
  REQUIRE(ends.theirs.state() == OpensslPeer::State::established);
  REQUIRE(ends.ours.channel);
  auto const& negotiated = ends.ours.channel->negotiated();
  CHECK(static_cast<std::uint16_t>(negotiated.protocol_version) == ends.theirs.protocol_version());
  CHECK(suite_text(negotiated.cipher_suite) == suite_text(ends.theirs.cipher_suite()));
  CHECK(nid_of(negotiated.named_group) == ends.theirs.group());
}

template <class Ends>
void check_conversation(Ends& ends, bool we_close_first) {
  for (auto const size : sizes) vidimus_test::exchange(ends, size);
  vidimus_test::close_properly(ends, we_close_first);
}

/// What a client's certificate is to a server, and whether the client has one.
struct Meeting {
  ProtocolVersion version;
  Keys kind;
  ClientAuthentication authentication;
  bool client_has_certificate;
};

auto every_meeting() -> std::vector<Meeting> {
  std::vector<Meeting> meetings;
  for (auto const version : vidimus_test::both_versions)
    for (auto const kind : {Keys::rsa_2048, Keys::ec_p256})
      for (auto const authentication :
           {ClientAuthentication::required, ClientAuthentication::optional, ClientAuthentication::off})
        for (bool const has_certificate : {true, false})
          if (has_certificate || authentication != ClientAuthentication::required)
            meetings.push_back({version, kind, authentication, has_certificate});
  return meetings;
}

auto openssl_verify(ClientAuthentication authentication) -> int {
  switch (authentication) {
    case ClientAuthentication::required: return SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    case ClientAuthentication::optional: return SSL_VERIFY_PEER;
    case ClientAuthentication::off: return SSL_VERIFY_NONE;
  }
  return SSL_VERIFY_NONE;
}

template <class Ends>
void check_server(Ends ends, Meeting const& meeting) {
  check_agreed(ends);
  bool const shown = meeting.client_has_certificate && meeting.authentication != ClientAuthentication::off;
  auto const& path = ends.ours.channel->peer().path();
  REQUIRE(path.has_value() == shown);
  if (shown) CHECK(path->end_entity().certificate.subject().to_text() == "CN=QM1,O=Acme");
  CHECK(ends.theirs.has_verified_peer());
  check_conversation(ends, false);
}

}  // namespace

TEST_CASE("a client of ours and an OpenSSL server agree, with and without our certificate", "[interop][openssl]") {
  auto const meeting = GENERATE(from_range(every_meeting()));
  CAPTURE(meeting.version, meeting.kind, meeting.authentication, meeting.client_has_certificate);
  auto const& acme = vidimus_test::company(meeting.kind);
  auto settings = vidimus_test::openssl_of(acme, End::server, meeting.version, qm2(meeting.kind));
  settings.verify = openssl_verify(meeting.authentication);
  auto own = meeting.client_has_certificate ? acme.credentials(qm1(meeting.kind)) : Credentials::none();
  auto ends = vidimus_test::meet_openssl(endpoint(acme, std::move(own), vidimus_test::only(meeting.version)), settings);

  check_agreed(ends);
  CHECK(ends.ours.channel->negotiated().protocol_version == meeting.version);
  CHECK(ends.ours.channel->peer().path()->end_entity().certificate.subject().to_text() == "CN=QM2,O=Acme");
  CHECK(ends.theirs.has_verified_peer() ==
        (meeting.client_has_certificate && meeting.authentication != ClientAuthentication::off));
  check_conversation(ends, true);
}

TEST_CASE("a server of ours and an OpenSSL client agree, with and without its certificate", "[interop][openssl]") {
  auto const meeting = GENERATE(from_range(every_meeting()));
  CAPTURE(meeting.version, meeting.kind, meeting.authentication, meeting.client_has_certificate);
  auto const& acme = vidimus_test::company(meeting.kind);
  auto const settings = meeting.client_has_certificate
                            ? vidimus_test::openssl_of(acme, End::client, meeting.version, qm1(meeting.kind))
                            : vidimus_test::openssl_of(acme, End::client, meeting.version);
  auto const meet = [&](auto authentication) {
    auto const specs = vidimus_test::only(meeting.version);
    check_server(vidimus_test::meet_openssl(endpoint(acme, acme.credentials(qm2(meeting.kind)), specs, authentication),
                                            settings),
                 meeting);
  };
  switch (meeting.authentication) {
    case ClientAuthentication::required: return meet(RequireClientCertificate{});
    case ClientAuthentication::optional: return meet(OptionalClientCertificate{});
    case ClientAuthentication::off: return meet(danger::NoClientCertificate{});
  }
}

TEST_CASE("every CipherSpec that is not weak is negotiated with OpenSSL in both roles", "[interop][openssl]") {
  std::size_t agreed = 0;
  for (auto const& suite : cipher_suites) {
    std::string const name{suite.iana_name};
    if (suite.is_weak() || vidimus_test::detail::openssl_name(name).empty()) continue;
    auto const kind = suite.certificate_key == CertificateKey::rsa ? Keys::rsa_2048 : Keys::ec_p256;
    auto const& acme = vidimus_test::company(kind);
    for (auto const our_end : vidimus_test::both_ends) {
      CAPTURE(name, name_of(our_end));
      auto settings = vidimus_test::openssl_of(acme, other(our_end), suite.protocol_version, qm1(kind));
      settings.suites = {name};
      auto ends = vidimus_test::meet_openssl(endpoint(acme, acme.credentials(qm2(kind)), name), settings);
      check_agreed(ends);
      CHECK(suite_text(ends.ours.channel->negotiated().cipher_suite) == name);
      vidimus_test::exchange(ends, 16385);
      ++agreed;
    }
  }
  CHECK(agreed == 20);  // ten CipherSpecs: OpenSSL 3 has them all
}

TEST_CASE("where both versions are permitted the newer one is agreed on with OpenSSL", "[interop][openssl]") {
  auto const& acme = vidimus_test::company(Keys::ec_p256);
  for (auto const our_end : vidimus_test::both_ends) {
    for (auto const version : vidimus_test::both_versions) {  // the newest that OpenSSL knows
      CAPTURE(name_of(our_end), name_of(version));
      auto settings = vidimus_test::openssl_of(acme, other(our_end), version, qm1(Keys::ec_p256));
      settings.minimum = TLS1_2_VERSION;
      auto own = acme.credentials(qm2(Keys::ec_p256));
      auto ends = vidimus_test::meet_openssl(endpoint(acme, std::move(own), "ANY_TLS12_OR_HIGHER"), settings);
      check_agreed(ends);
      CHECK(ends.ours.channel->negotiated().protocol_version == version);
    }
  }
}

TEST_CASE("every group that we offer is agreed on with OpenSSL, in both versions and both roles",
          "[interop][openssl]") {
  auto const kind = Keys::rsa_2048;  // with ECDSA the groups of TLS 1.2 bind the certificates' keys too (RFC 8422, 4)
  auto const& acme = vidimus_test::company(kind);
  for (auto const& [name, nid] :
       {std::pair{"P-256", NID_X9_62_prime256v1}, {"X25519", NID_X25519}, {"P-384", NID_secp384r1}})
    for (auto const our_end : vidimus_test::both_ends)
      for (auto const version : vidimus_test::both_versions) {
        CAPTURE(name, name_of(our_end), name_of(version));
        auto settings = vidimus_test::openssl_of(acme, other(our_end), version, qm1(kind));
        settings.groups = name;  // a server that has not our first one asks for another ClientHello (RFC 8446, 4.1.4)
        auto const ours = endpoint(acme, acme.credentials(qm2(kind)), vidimus_test::only(version));
        auto ends = vidimus_test::meet_openssl(ours, settings);
        check_agreed(ends);
        CHECK(ends.theirs.group() == nid);
      }
}

TEST_CASE("ends with keys of different kinds agree", "[interop][openssl]") {
  auto const& acme = vidimus_test::company(Keys::ec_p256);
  auto const rsa = acme.issuing.issue({.subject = "CN=QM1,O=Acme", .key_kind = Keys::rsa_2048});
  for (auto const our_end : vidimus_test::both_ends)
    for (auto const version : vidimus_test::both_versions)
      for (bool const ours_is_rsa : {true, false}) {
        CAPTURE(name_of(our_end), name_of(version), ours_is_rsa);
        auto const settings =
            vidimus_test::openssl_of(acme, other(our_end), version, ours_is_rsa ? qm2(Keys::ec_p256) : rsa);
        auto own = acme.credentials(ours_is_rsa ? rsa : qm2(Keys::ec_p256));
        auto ends = vidimus_test::meet_openssl(endpoint(acme, std::move(own), vidimus_test::only(version)), settings);
        check_agreed(ends);
        CHECK(ends.theirs.has_verified_peer());
        vidimus_test::exchange(ends, 1);
      }
}

TEST_CASE("messages pass whole through a transport that takes little at a time", "[interop][openssl]") {
  auto const& acme = vidimus_test::company(Keys::ec_p256);
  for (auto const our_end : vidimus_test::both_ends)
    for (auto const version : vidimus_test::both_versions) {
      CAPTURE(name_of(our_end), name_of(version));
      auto const settings = vidimus_test::openssl_of(acme, other(our_end), version, qm1(Keys::ec_p256));
      auto own = acme.credentials(qm2(Keys::ec_p256));
      auto ends = vidimus_test::meet_openssl(endpoint(acme, std::move(own), vidimus_test::only(version)), settings,
                                             {.capacity = 1000});
      check_agreed(ends);
      vidimus_test::exchange(ends, 100'000);
    }
}
