// SPDX-License-Identifier: Apache-2.0
// Refusals between us and OpenSSL: OpenSSL hears exactly the alert that our report claims and the error table names, and
// what OpenSSL refuses is told by our report. Both versions, both roles.
#include "openssl_company.hpp"
#include "openssl_ends.hpp"
#include "refused_peers.hpp"

#include <vidimus/vidimus.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>
#include <utility>

using namespace vidimus;
using vidimus_test::cast;
using vidimus_test::OpensslPeer;
using vidimus_test::OpensslSettings;

namespace {

/// Our endpoint: the whole posture, so that each refusal has to find its own stage.
auto endpoint(std::string_view specs) {
  auto const& acme = cast().acme;
  return make_endpoint(acme.credentials(cast().own), acme.anchors(), Rfc5280{},
                       CrlChecker<>{acme.crls({cast().revoked.serial_number.magnitude})},
                       SslPeer<dynamic>::parse("CN=QM2, O=Acme").value(), SslCiph<dynamic>::parse(specs).value())
      .value();
}

auto openssl(End end, ProtocolVersion version, small_ca::Issued const& shown) -> OpensslSettings {
  auto settings = vidimus_test::openssl_of(cast().acme, end, version, shown);
  settings.certificates = cast().chain(shown);
  return settings;
}

/// OpenSSL has heard `alert` and nothing else: as fatal, by its own reading of the record, and under TLS 1.3 encrypted once
/// keys are there.
auto has_heard(OpensslPeer& theirs, Alert alert, bool sealed) -> bool {
  return theirs.listen() == OpensslPeer::State::failed && theirs.alert_received() == alert &&
         theirs.reason() == SSL_AD_REASON_OFFSET + static_cast<int>(alert) && theirs.alert_was_sealed() == sealed &&
         !theirs.alert_sent();
}

auto what_came(OpensslPeer const& theirs) -> std::string {
  auto const alert = theirs.alert_received();
  return (alert ? to_text(*alert) : std::string{"no alert"}) +
         (theirs.alert_was_sealed() ? ", encrypted" : ", in plaintext") + ", OpenSSL says " + theirs.reason_text();
}

/// No alert certificate_required is known to TLS 1.2; there it is handshake_failure (RFC 5246, 7.4.6).
constexpr auto no_certificate_alert(ProtocolVersion version) -> Alert {
  return version == ProtocolVersion::tls13 ? Alert::certificate_required : Alert::handshake_failure;
}

}  // namespace

TEST_CASE("OpenSSL hears the alert that our refusal reports and the table names", "[interop][openssl]") {
  for (auto const& refusal : vidimus_test::refused_peers)
    for (auto const our_end : vidimus_test::both_ends)
      for (auto const version : vidimus_test::both_versions) {
        CAPTURE(refusal.why, name_of(our_end), name_of(version));
        auto ends = vidimus_test::meet_openssl(endpoint(vidimus_test::only(version)),
                                               openssl(other(our_end), version, cast().*refusal.certificate));
        REQUIRE(ends.ours.failure);
        auto const& failure = *ends.ours.failure;
        CAPTURE(explain(failure));
        CHECK(failure.code() == refusal.code);
        REQUIRE(failure.alert_sent() == alert_of(failure.code()));
        bool const heard = has_heard(ends.theirs, alert_of(failure.code()), version == ProtocolVersion::tls13);
        CAPTURE(what_came(ends.theirs));
        CHECK(heard);
      }
}

TEST_CASE("whom our posture accepts OpenSSL has a channel with", "[interop][openssl]") {
  for (auto const our_end : vidimus_test::both_ends)
    for (auto const version : vidimus_test::both_versions) {
      CAPTURE(name_of(our_end), name_of(version));
      auto ends = vidimus_test::meet_openssl(endpoint(vidimus_test::only(version)),
                                             openssl(other(our_end), version, cast().good));
      if (ends.ours.failure) FAIL(explain(*ends.ours.failure));
      REQUIRE(ends.theirs.state() == OpensslPeer::State::established);
      vidimus_test::exchange(ends, 1000);
    }
}

TEST_CASE("OpenSSL without a certificate hears that one is required", "[interop][openssl]") {
  for (auto const version : vidimus_test::both_versions) {
    CAPTURE(name_of(version));
    auto ends = vidimus_test::meet_openssl(endpoint(vidimus_test::only(version)),
                                           vidimus_test::openssl_of(cast().acme, End::client, version));
    REQUIRE(ends.ours.failure);
    CAPTURE(explain(*ends.ours.failure));
    CHECK(ends.ours.failure->code() == Errc::peer_certificate_required);
    CHECK(ends.ours.failure->alert_sent() == no_certificate_alert(version));
    bool const heard = has_heard(ends.theirs, no_certificate_alert(version), version == ProtocolVersion::tls13);
    CAPTURE(what_came(ends.theirs));
    CHECK(heard);
  }
}

TEST_CASE("an OpenSSL client with no CipherSpec in common hears handshake_failure", "[interop][openssl]") {
  for (auto const version : vidimus_test::both_versions) {
    bool const is_tls13 = version == ProtocolVersion::tls13;
    CAPTURE(name_of(version));
    auto settings = openssl(End::client, version, cast().good);
    settings.suites = {is_tls13 ? "TLS_AES_128_GCM_SHA256" : "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"};
    auto ends = vidimus_test::meet_openssl(
        endpoint(is_tls13 ? "TLS_AES_256_GCM_SHA384" : "ECDHE_ECDSA_AES_256_GCM_SHA384"), settings);
    REQUIRE(ends.ours.failure);
    CAPTURE(explain(*ends.ours.failure), what_came(ends.theirs));
    CHECK(ends.ours.failure->code() == Errc::no_common_cipher_suite);
    CHECK(ends.ours.failure->alert_sent() == Alert::handshake_failure);
    CHECK(explain(*ends.ours.failure).find(settings.suites.front()) != std::string::npos);
    CHECK(has_heard(ends.theirs, Alert::handshake_failure, false));
  }
}

TEST_CASE("an OpenSSL client with no group in common hears handshake_failure", "[interop][openssl]") {
  for (auto const version : vidimus_test::both_versions) {
    CAPTURE(name_of(version));
    auto settings = openssl(End::client, version, cast().good);
    settings.groups = "P-521";
    auto ends = vidimus_test::meet_openssl(endpoint(vidimus_test::only(version)), settings);
    REQUIRE(ends.ours.failure);
    CAPTURE(explain(*ends.ours.failure), what_came(ends.theirs));
    CHECK(ends.ours.failure->code() == Errc::no_common_cipher_suite);
    CHECK(ends.ours.failure->alert_sent() == Alert::handshake_failure);
    CHECK(explain(*ends.ours.failure).find("secp521r1") != std::string::npos);
    CHECK(has_heard(ends.theirs, Alert::handshake_failure, false));
  }
}

TEST_CASE("an OpenSSL client with no version in common hears protocol_version", "[interop][openssl]") {
  for (auto const version : vidimus_test::both_versions) {
    auto const ours = version == ProtocolVersion::tls13 ? ProtocolVersion::tls12 : ProtocolVersion::tls13;
    CAPTURE(name_of(version));
    auto ends =
        vidimus_test::meet_openssl(endpoint(vidimus_test::only(ours)), openssl(End::client, version, cast().good));
    REQUIRE(ends.ours.failure);
    CAPTURE(explain(*ends.ours.failure), what_came(ends.theirs));
    CHECK(ends.ours.failure->code() == Errc::protocol_version_unsupported);
    CHECK(ends.ours.failure->alert_sent() == Alert::protocol_version);
    CHECK(explain(*ends.ours.failure).find(name_of(version)) != std::string::npos);
    CHECK(has_heard(ends.theirs, Alert::protocol_version, false));
  }
}

namespace {

/// OpenSSL has refused us with `alert`, and our report says so by name.
template <class Ends>
void check_told(Ends& ends, Alert alert) {
  REQUIRE(ends.theirs.state() == OpensslPeer::State::failed);
  CHECK(ends.theirs.alert_sent() == alert);
  auto const failure = ends.our_failure();
  REQUIRE(failure);
  CAPTURE(explain(*failure));
  CHECK(failure->alert_received() == alert);
  CHECK_FALSE(failure->alert_sent());
  CHECK(explain(*failure).find("received alert " + to_text(alert)) != std::string::npos);
}

}  // namespace

TEST_CASE("what OpenSSL says of our certificate reaches our report by name", "[interop][openssl]") {
  for (auto const our_end : vidimus_test::both_ends)
    for (auto const version : vidimus_test::both_versions) {
      CAPTURE(name_of(our_end), name_of(version));
      auto settings = openssl(other(our_end), version, cast().good);
      settings.anchors = cast().stranger.pem();
      auto ends = vidimus_test::meet_openssl(endpoint(vidimus_test::only(version)), settings);
      check_told(ends, Alert::unknown_ca);
      CHECK(ends.our_failure()->code() == Errc::alert_received);
      // under TLS 1.3 a client has finished before the server looks at its certificate
      CHECK(ends.ours.channel.has_value() == (version == ProtocolVersion::tls13 && our_end == End::client));
    }
}

TEST_CASE("an OpenSSL server tells our client that it needs a certificate", "[interop][openssl]") {
  for (auto const version : vidimus_test::both_versions) {
    CAPTURE(name_of(version));
    auto const nameless =
        make_endpoint(Credentials::none(), cast().acme.anchors(), Rfc5280{}, danger::NoRevocation{},
                      danger::AnyPeerName{}, SslCiph<dynamic>::parse(vidimus_test::only(version)).value())
            .value();
    auto ends = vidimus_test::meet_openssl(nameless, openssl(End::server, version, cast().good));
    check_told(ends, no_certificate_alert(version));
  }
}

TEST_CASE("an OpenSSL server with nothing in common tells our client so, and our report names what we offered",
          "[interop][openssl]") {
  for (auto const version : vidimus_test::both_versions) {
    bool const is_tls13 = version == ProtocolVersion::tls13;
    CAPTURE(name_of(version));
    auto settings = openssl(End::server, version, cast().good);
    settings.suites = {is_tls13 ? "TLS_AES_128_GCM_SHA256" : "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"};
    std::string_view const offered = is_tls13 ? "TLS_AES_256_GCM_SHA384" : "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    auto ends = vidimus_test::meet_openssl(endpoint(offered), settings);
    check_told(ends, Alert::handshake_failure);
    CHECK(explain(*ends.our_failure()).find(offered) != std::string::npos);
  }
}

TEST_CASE("an OpenSSL server of another version tells our client so, and our report names what we offered",
          "[interop][openssl]") {
  for (auto const version : vidimus_test::both_versions) {
    auto const ours = version == ProtocolVersion::tls13 ? ProtocolVersion::tls12 : ProtocolVersion::tls13;
    CAPTURE(name_of(version));
    auto ends =
        vidimus_test::meet_openssl(endpoint(vidimus_test::only(ours)), openssl(End::server, version, cast().good));
    check_told(ends, Alert::protocol_version);
    CHECK(explain(*ends.our_failure()).find(name_of(ours)) != std::string::npos);
  }
}
