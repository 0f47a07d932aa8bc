// SPDX-License-Identifier: Apache-2.0
// Bugs that OCSP clients have had, one test each: what they accepted, refused here.
#include "ocsp_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using test::always;
using test::OcspScene;
using test::OcspStatus;
using test::reason;
using vidimus::Errc;
using vidimus::OcspChecker;
namespace der = small_ca::der;

auto other_certificate(OcspScene const& scene) -> small_ca::OcspEntry {
  auto entry = scene.entry();
  entry.serial_number = 0x7777;
  return entry;
}

}  // namespace

TEST_CASE("CVE-2026-3832, GnuTLS: the first of several entries was taken for the certificate's", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const revoked = scene.entry(OcspStatus::revoked);
  CHECK(scene.ask(scene.response({.entries = {other_certificate(scene), revoked}})).is_revoked());
  CHECK(reason(scene.ask(scene.response({.entries = {other_certificate(scene)}}))) ==
        Errc::ocsp_certificate_not_answered);
}

TEST_CASE("openssl 32376: of two entries for one certificate, good and revoked, the first was taken",
          "[revocation][ocsp]") {
  OcspScene const scene;
  auto const good = scene.entry(), revoked = scene.entry(OcspStatus::revoked);
  CHECK(scene.ask(scene.response({.entries = {good, revoked}})).is_revoked());
  CHECK(scene.ask(scene.response({.entries = {revoked, good}})).is_revoked());
}

TEST_CASE("openssl 32377: times in a form that RFC 5280 has not were not compared", "[revocation][ocsp]") {
  OcspScene const scene;
  auto response = scene.response();
  auto const this_update = der::generalized_time(scene.entry().this_update);
  // without its Z
  auto const at = std::ranges::search(response, this_update);
  REQUIRE(!at.empty());
  *(at.end() - 1) = std::byte{'0'};
  CHECK(reason(scene.ask(response)) == Errc::ocsp_response_malformed);
}

TEST_CASE("GnuTLS 1810: a purpose that begins like OCSPSigning's was taken for it", "[revocation][ocsp]") {
  OcspScene const scene;
  auto profile = small_ca::ocsp_delegate("CN=Acme OCSP");
  profile.extended_key_usage = {std::string{small_ca::oid::ocsp_signing} + ".1"};
  CHECK(reason(scene.ask(scene.response({.signer = scene.root.issue(profile)}))) == Errc::ocsp_responder_refused);
}

TEST_CASE("An answer of another issuer, or of another day, is not taken for this one's", "[revocation][ocsp]") {
  OcspScene const scene;
  auto other_issuer = scene.entry();
  other_issuer.issuer_key = small_ca::Key::generate(small_ca::KeyKind::ec_p256);
  CHECK(reason(scene.ask(scene.response_about(other_issuer))) == Errc::ocsp_certificate_not_answered);
  auto old = scene.entry();
  old.this_update = scene.now - 72h, old.next_update = scene.now - 48h;
  CHECK(reason(scene.ask(scene.response_about(old))) == Errc::ocsp_stale);
}

TEST_CASE("A certificate with odd signature parameters beside the answer ends nothing but itself",
          "[revocation][ocsp]") {
  OcspScene const scene;
  auto const odd =
      der::sequence(der::sequence(), der::sequence(der::oid("1.2.840.113549.1.1.10"), der::sequence(der::null())),
                    der::bit_string(small_ca::Bytes(8)));
  CHECK(scene.ask(scene.response({.certificates = std::vector{odd, odd}})).is_good());
}

TEST_CASE("A responder that answers to everybody with one response replays nothing past its time",
          "[revocation][ocsp]") {
  OcspScene const scene;
  auto const good = scene.response();
  OcspChecker<> const first, later;
  CHECK(scene.ask_at(scene.now, first, always(good)).is_good());
  CHECK(reason(scene.ask_at(scene.now + 48h, later, always(good))) == Errc::ocsp_stale);
}
