// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/ocsp_checker.hpp>

#include "ocsp_scene.hpp"

#include <vidimus/revocation/compose.hpp>
#include <vidimus/revocation/crl_checker.hpp>
#include <vidimus/revocation/unknown.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace std::chrono_literals;
using test::always;
using test::Bytes;
using test::never;
using test::nonce_of;
using test::OcspScene;
using test::OcspStatus;
using test::reason;
using test::sides;
using vidimus::Errc;
using vidimus::MaximumAge;
using vidimus::NonceIfEchoed;
using vidimus::NonceRequired;
using vidimus::NoNonce;
using vidimus::OcspChecker;
using vidimus::OcspResponder;
using vidimus::Outcome;

static_assert(vidimus::FetchingRevocationChecker<OcspChecker<>>);
static_assert(vidimus::FetchingRevocationChecker<vidimus::WarnUnknown<OcspChecker<vidimus::EndEntityOnly>>>);
static_assert(std::is_default_constructible_v<OcspChecker<>>);
static_assert(std::is_same_v<decltype(OcspChecker{OcspResponder{"http://a"}}), OcspChecker<>>);
static_assert(std::is_same_v<decltype(OcspChecker{vidimus::OcspCache{16}}), OcspChecker<>>);

/// A responder that echoes the nonce.
auto echoing(OcspScene const& scene) -> test::Responder {
  return [&](vidimus::FetchRequest const& request) { return scene.response({.nonce_extension = nonce_of(request)}); };
}
auto with_other_nonce(OcspScene const& scene) -> test::Responder {
  return always(scene.response({.nonce_extension = small_ca::der::octet_string(Bytes(32))}));
}
auto times(vidimus::RevocationStatus const& status) -> vidimus::OutOfTime const& {
  return std::get<vidimus::OutOfTime>(status.finding().detail);
}
auto timed(OcspScene const& scene, vidimus::Time this_update, std::optional<vidimus::Time> next_update,
           OcspStatus status = OcspStatus::good) -> small_ca::OcspEntry {
  auto entry = scene.entry(status);
  entry.this_update = this_update, entry.next_update = next_update;
  return entry;
}

}  // namespace

// ---- the four statuses --------------------------------------------------------------------------------------------------

TEST_CASE("A certificate is good if its issuer says so", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const status = scene.ask(scene.response());
  REQUIRE(status.is_good());
  REQUIRE(status.answers().size() == 1);
  CHECK(status.answers()[0].step == vidimus::Step::check_ocsp);
  CHECK(status.answers()[0].source == "OCSP responder CN=Acme Root,O=Acme at http://ocsp.acme.example");
  CHECK(status.answers()[0].outcome == Outcome::accepted);
  CHECK(!status.answers()[0].finding);
}

TEST_CASE("A certificate is revoked if its issuer says so, and the finding says by whom, since when and why",
          "[revocation][ocsp]") {
  OcspScene const scene;
  auto entry = scene.entry(OcspStatus::revoked);
  entry.reason = 1;
  auto const status = scene.ask(scene.response_about(entry));
  REQUIRE(status.is_revoked());
  CHECK(reason(status) == Errc::certificate_revoked);
  auto const& revoked = std::get<vidimus::Revoked>(status.finding().detail);
  CHECK(revoked.serial_number == "51A3");
  CHECK(revoked.source == "OCSP responder CN=Acme Root,O=Acme at http://ocsp.acme.example");
  CHECK(revoked.since == entry.since);
  CHECK(revoked.reason == "keyCompromise");
  CHECK(status.answers()[0].outcome == Outcome::refused);
}

TEST_CASE("A certificate that the responder does not know is unknown", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const status = scene.ask(scene.response_about(scene.entry(OcspStatus::unknown)));
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::ocsp_certificate_unknown);
  CHECK(status.answers()[0].outcome == Outcome::refused);
}

TEST_CASE("A responder that cannot be reached leaves the status unknown, in the words of the fetch",
          "[revocation][ocsp]") {
  OcspScene const scene;
  auto const status = scene.ask(OcspChecker<>{}, never());
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::ocsp_unreachable);
  CHECK(std::get<vidimus::Note>(status.finding().detail).text ==
        "connect_failed: the connection could not be opened: nobody is there");
  CHECK(vidimus::is_transient(reason(status)));
  CHECK(status.finding().subject == "OCSP responder at http://ocsp.acme.example");
}

TEST_CASE("A responder that nobody asked leaves the status unknown", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const status = OcspChecker<>{}.status(scene.issuance.at(0), {});
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::ocsp_unreachable);
}

TEST_CASE("An unreadable or unsuccessful response leaves the status unknown", "[revocation][ocsp]") {
  OcspScene const scene;
  CHECK(reason(scene.ask(small_ca::der::bytes("<html>"))) == Errc::ocsp_response_malformed);
  CHECK(reason(scene.ask(Bytes{})) == Errc::ocsp_response_malformed);
  CHECK(reason(scene.ask(small_ca::ocsp_unsuccessful(3))) == Errc::ocsp_try_later);
  CHECK(reason(scene.ask(small_ca::ocsp_unsuccessful(6))) == Errc::ocsp_response_unsuccessful);
}

TEST_CASE("An unknown critical extension makes an answer useless, even one that revokes", "[revocation][ocsp]") {
  OcspScene const scene;
  small_ca::Extension const unknown{"1.3.6.1.4.1.99999.7", true, small_ca::der::null()};
  for (auto const what : {OcspStatus::good, OcspStatus::revoked}) {
    CHECK(reason(scene.ask(scene.response({.entries = {scene.entry(what)}, .extra = {unknown}}))) ==
          Errc::ocsp_critical_extension_unknown);
    auto entry = scene.entry(what);
    entry.extra = {unknown};
    CHECK(reason(scene.ask(scene.response_about(entry))) == Errc::ocsp_critical_extension_unknown);
  }
  // of another certificate's entry it does not matter
  auto other = scene.entry();
  other.serial_number = 7, other.extra = {unknown};
  CHECK(scene.ask(scene.response({.entries = {other, scene.entry()}})).is_good());
}

// ---- whose answer, about whom -------------------------------------------------------------------------------------------

TEST_CASE("Of several entries the one whose whole CertID is the certificate's counts", "[revocation][ocsp]") {
  OcspScene const scene;
  auto other_serial = scene.entry(), other_issuer = scene.entry(), other_key = scene.entry();
  other_serial.serial_number = 0x51a4;
  other_issuer.issuer_name = "CN=Another Root";
  other_key.issuer_key = small_ca::Key::generate(small_ca::KeyKind::ec_p256);
  auto const revoked = scene.entry(OcspStatus::revoked);
  CHECK(scene.ask(scene.response({.entries = {other_serial, other_issuer, other_key, revoked}})).is_revoked());
  CHECK(scene.ask(scene.response({.entries = {revoked, other_serial, other_issuer, other_key}})).is_revoked());
  auto const none = scene.ask(scene.response({.entries = {other_serial, other_issuer, other_key}}));
  REQUIRE(none.is_unknown());
  CHECK(reason(none) == Errc::ocsp_certificate_not_answered);
  CHECK(sides(none).wanted == "serial number 51A3 of CN=Acme Root,O=Acme");
  CHECK(sides(none).presented.size() == 3);
  auto const empty = ocsp_response(scene.root, {});
  CHECK(reason(scene.ask(empty)) == Errc::ocsp_certificate_not_answered);
}

TEST_CASE("Of several entries for one certificate the worst counts, in any order and by any digest",
          "[revocation][ocsp]") {
  OcspScene const scene;
  auto const good = scene.entry(), unknown = scene.entry(OcspStatus::unknown);
  auto revoked = scene.entry(OcspStatus::revoked);
  auto const all = [&](std::vector<small_ca::OcspEntry> const& entries) {
    return scene.ask(scene.response({.entries = entries}));
  };
  for (auto const* const hash : {small_ca::oid::sha1, small_ca::oid::sha256}) {
    revoked.hash = hash;
    CHECK(all({good, revoked}).is_revoked());
    CHECK(all({revoked, good}).is_revoked());
    CHECK(all({unknown, revoked, good}).is_revoked());
  }
  CHECK(reason(all({good, unknown})) == Errc::ocsp_certificate_unknown);
  CHECK(reason(all({unknown, good})) == Errc::ocsp_certificate_unknown);
  CHECK(all({good, good}).is_good());
  // an entry that is not current says nothing beside one that is
  auto const stale = timed(scene, scene.now - 3h, scene.now - 2h);
  CHECK(all({stale, good}).is_good());
  CHECK(all({good, stale}).is_good());
  CHECK(reason(all({stale, stale})) == Errc::ocsp_stale);
}

// ---- times --------------------------------------------------------------------------------------------------------------

TEST_CASE("A response counts from thisUpdate to nextUpdate, with the skew on both sides", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const response = scene.response_about(timed(scene, scene.now - 10min, scene.now + 10min));
  auto const at = [&](std::chrono::seconds from_now) {
    return scene.ask_at(scene.now + from_now, OcspChecker<>{}, always(response));
  };
  // it was produced an hour before
  CHECK(at(0s).is_good());
  CHECK(at(-15min).is_good());
  CHECK(at(15min).is_good());
  auto const early = at(-15min - 1s);
  CHECK(reason(early) == Errc::ocsp_not_yet_valid);
  CHECK(times(early).what == "thisUpdate");
  CHECK(times(early).bound == scene.now - 10min);
  auto const late = at(15min + 1s);
  CHECK(reason(late) == Errc::ocsp_stale);
  CHECK(times(late).what == "nextUpdate");
  CHECK(times(late).bound == scene.now + 10min);

  auto const without_skew = [&](std::chrono::seconds from_now) {
    return scene.ask_at(scene.now + from_now, OcspChecker<vidimus::Skew<0>>{}, always(response));
  };
  CHECK(without_skew(10min).is_good());
  CHECK(reason(without_skew(10min + 1s)) == Errc::ocsp_stale);
  CHECK(without_skew(-10min).is_good());
  CHECK(reason(without_skew(-10min - 1s)) == Errc::ocsp_not_yet_valid);
}

TEST_CASE("A response that was produced in the future, or before the certificate's validity, is not used",
          "[revocation][ocsp]") {
  OcspScene const scene;
  CHECK(scene.ask(scene.response({.produced_at = scene.now + 4min})).is_good());
  auto const future = scene.ask(scene.response({.produced_at = scene.now + 6min}));
  CHECK(reason(future) == Errc::ocsp_not_yet_valid);
  CHECK(times(future).what == "producedAt");
  auto const before = scene.ask(scene.response({.produced_at = scene.now - 2h}));
  CHECK(reason(before) == Errc::ocsp_stale);
  CHECK(sides(before).wanted.starts_with("producedAt after notBefore, "));
}

TEST_CASE("A response whose nextUpdate lies before its thisUpdate is not used", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const status = scene.ask(scene.response_about(timed(scene, scene.now + 1min, scene.now - 1min)));
  CHECK(reason(status) == Errc::ocsp_stale);
  CHECK(sides(status).wanted.starts_with("nextUpdate after thisUpdate, "));
}

TEST_CASE("A maximum age limits what nextUpdate allows, and stands in for one that is missing", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const at = [&](vidimus::Time this_update, std::optional<vidimus::Time> next_update) {
    return scene.ask(OcspChecker<MaximumAge<3600>>{},
                     always(scene.response_about(timed(scene, this_update, next_update))));
  };
  CHECK(at(scene.now - 1h, scene.now + 24h).is_good());
  auto const old = at(scene.now - 1h - 1s, scene.now + 24h);
  CHECK(reason(old) == Errc::ocsp_stale);
  CHECK(times(old).bound == scene.now - 1s);
  CHECK(at(scene.now - 1h, std::nullopt).is_good());
  CHECK(reason(at(scene.now - 1h - 1s, std::nullopt)) == Errc::ocsp_stale);
  CHECK(reason(at(scene.now - 10min, scene.now - 6min)) == Errc::ocsp_stale);
  auto const endless = scene.ask(scene.response_about(timed(scene, scene.now, std::nullopt)));
  CHECK(reason(endless) == Errc::ocsp_stale);
  CHECK(sides(endless).wanted == "nextUpdate or a maximum age");
}

TEST_CASE("Within a time of grace a stale response still counts, with a warning", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const ask = [&](vidimus::Time next_update) {
    return scene.ask(OcspChecker<vidimus::GracePeriod<3600>, vidimus::Skew<0>>{},
                     always(scene.response_about(timed(scene, scene.now - 3h, next_update))));
  };
  auto const graced = ask(scene.now - 1h);
  REQUIRE(graced.is_good());
  CHECK(graced.answers()[0].outcome == Outcome::noted);
  CHECK(graced.answers()[0].finding.value().code == Errc::ocsp_stale);
  CHECK(graced.answers()[0].finding.value().severity == vidimus::Severity::warning);
  CHECK(reason(ask(scene.now - 1h - 1s)) == Errc::ocsp_stale);
}

TEST_CASE("A stale response is still believed about what it revokes for good, and not about a hold",
          "[revocation][ocsp]") {
  OcspScene const scene;
  auto entry = timed(scene, scene.now - 3h, scene.now - 2h, OcspStatus::revoked);
  CHECK(scene.ask(scene.response_about(entry)).is_revoked());
  entry.reason = 6;
  CHECK(reason(scene.ask(scene.response_about(entry))) == Errc::ocsp_stale);
  entry.next_update = scene.now + 1h;
  CHECK(scene.ask(scene.response_about(entry)).is_revoked());
}

// ---- nonces -------------------------------------------------------------------------------------------------------------

TEST_CASE("A nonce is sent and compared where it is echoed", "[revocation][ocsp]") {
  OcspScene const scene;
  CHECK(scene.ask(OcspChecker<NonceIfEchoed>{}, echoing(scene)).is_good());
  CHECK(scene.ask(OcspChecker<NonceIfEchoed>{}, always(scene.response())).is_good());
  auto const other = scene.ask(OcspChecker<>{}, with_other_nonce(scene));
  REQUIRE(other.is_unknown());
  CHECK(reason(other) == Errc::ocsp_nonce_mismatch);
  CHECK(sides(other).wanted.starts_with("nonce 0420"));
  CHECK(sides(other).presented == std::vector<std::string>{"0420" + std::string(64, '0')});
}

TEST_CASE("An answer that is refused for its nonce is not remembered either", "[revocation][ocsp]") {
  OcspScene const scene;
  OcspChecker<> const checker;
  for (int handshake = 0; handshake != 2; ++handshake)
    CHECK(reason(scene.ask(checker, with_other_nonce(scene))) == Errc::ocsp_nonce_mismatch);
  CHECK(scene.ask(checker, never()).is_unknown());
  CHECK(scene.ask(checker, echoing(scene)).is_good());
  CHECK(scene.ask(checker, never()).is_good());  // which is remembered

  auto const peer = scene.root.issue({.subject = "CN=QM3", .ocsp_urls = {"http://a.example", "http://b.example"}});
  test::Issuance const issuance{{test::read(peer.der), test::read(scene.root.der())}, scene.now};
  auto const replayed = ocsp_response(scene.root, {.entries = {{.serial_number = peer.serial_number}},
                                                   .nonce_extension = small_ca::der::octet_string(Bytes(32))});
  CHECK(reason(test::Inquiry{always(replayed)}(OcspChecker<>{}, issuance.at(0))) == Errc::ocsp_nonce_mismatch);
}

TEST_CASE("A required nonce must be echoed", "[revocation][ocsp]") {
  OcspScene const scene;
  CHECK(scene.ask(OcspChecker<NonceRequired>{}, echoing(scene)).is_good());
  CHECK(reason(scene.ask(OcspChecker<NonceRequired>{}, with_other_nonce(scene))) == Errc::ocsp_nonce_mismatch);
  auto const absent = scene.ask(OcspChecker<NonceRequired>{}, always(scene.response()));
  CHECK(reason(absent) == Errc::ocsp_nonce_mismatch);
  CHECK(sides(absent).presented.empty());
}

TEST_CASE("A required nonce is that of the request as it was sent", "[revocation][ocsp]") {
  OcspScene const scene;
  OcspChecker<NonceRequired> const checker;
  auto request = checker.wants(scene.issuance.at(0), {}).at(0);
  request.body.clear();  // a fetcher that asked without it
  vidimus::Evidence evidence;
  evidence.add({request, scene.response({.nonce_extension = small_ca::der::octet_string(Bytes(32))})});
  CHECK(reason(checker.status(scene.issuance.at(0), evidence)) == Errc::ocsp_nonce_mismatch);
}

TEST_CASE("Without a nonce none is compared", "[revocation][ocsp]") {
  OcspScene const scene;
  CHECK(scene.ask(OcspChecker<NoNonce>{}, with_other_nonce(scene)).is_good());
  auto const wanted = OcspChecker<NoNonce>{}.wants(scene.issuance.at(0), {});
  REQUIRE(wanted.size() == 1);
  CHECK(wanted[0].body.empty());
}

TEST_CASE("What revokes for good is believed with any nonce", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const replayed = scene.response(
      {.entries = {scene.entry(OcspStatus::revoked)}, .nonce_extension = small_ca::der::octet_string(Bytes(32))});
  CHECK(scene.ask(OcspChecker<NonceRequired>{}, always(replayed)).is_revoked());
}

// ---- whom it asks -------------------------------------------------------------------------------------------------------

TEST_CASE("The responder that the certificate names is asked", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const wanted = OcspChecker<>{}.wants(scene.issuance.at(0), {});
  REQUIRE(wanted.size() == 1);
  CHECK(wanted[0].url == "http://ocsp.acme.example");
  CHECK(wanted[0].content_type == "application/ocsp-request");
  CHECK(wanted[0].key.starts_with("OCSP http://ocsp.acme.example 30"));
  CHECK(vidimus::detail::nonce_sent_in(wanted[0].body));
  CHECK(OcspChecker<>{}.wants(scene.issuance.at(0), {})[0].key == wanted[0].key);
}

TEST_CASE("The digest of the CertID is the one that was chosen", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const by = [&](auto const& checker) { return checker.wants(scene.issuance.at(0), {}).at(0).key; };
  auto const has = [](std::string const& key, vidimus::der::Oid id) {
    return key.find(vidimus::to_hex(id.contents())) != std::string::npos;
  };
  CHECK(has(by(OcspChecker<>{}), vidimus::oid::sha1));
  CHECK(has(by(OcspChecker<vidimus::CertIdSha1>{}), vidimus::oid::sha1));
  CHECK(has(by(OcspChecker<vidimus::CertIdSha256>{}), vidimus::oid::sha256));
  auto entry = scene.entry();
  entry.hash = small_ca::oid::sha256;
  CHECK(scene.ask(OcspChecker<vidimus::CertIdSha256>{}, always(scene.response_about(entry))).is_good());
}

TEST_CASE("The responder that the program names wins over the certificate's", "[revocation][ocsp]") {
  OcspScene const scene;
  OcspChecker const checker{OcspResponder{"http://127.0.0.1:9080/ocsp"}};
  CHECK(checker.wants(scene.issuance.at(0), {})[0].url == "http://127.0.0.1:9080/ocsp");
  auto const status = scene.ask(checker, always(scene.response()));
  REQUIRE(status.is_good());
  CHECK(status.answers()[0].source == "OCSP responder CN=Acme Root,O=Acme at http://127.0.0.1:9080/ocsp");
}

TEST_CASE("A certificate without a responder that can be asked is unknown", "[revocation][ocsp]") {
  small_ca::SmallCa const root{"CN=Acme Root"};
  auto const ask = [&](std::vector<std::string> const& urls) {
    test::Issuance const issuance{
        {test::read(root.issue({.subject = "CN=QM2", .ocsp_urls = urls}).der), test::read(root.der())},
        small_ca::now()};
    test::Inquiry inquiry{never()};
    auto const status = inquiry(OcspChecker<>{}, issuance.at(0));
    CHECK(inquiry.asked().empty());
    CHECK(reason(status) == Errc::ocsp_responder_unknown);
    return sides(status).presented;
  };
  CHECK(ask({}).empty());
  CHECK(ask({"https://ocsp.acme.example", "ldap://ocsp.acme.example"}).size() == 2);
  OcspScene const scene;
  auto const named = scene.ask(OcspChecker{OcspResponder{"ftp://ocsp.acme.example"}}, never());
  CHECK(reason(named) == Errc::ocsp_responder_unknown);
  CHECK(sides(named).presented == std::vector<std::string>{"ftp://ocsp.acme.example"});
}

TEST_CASE("Further responders are asked while the earlier ones do not know, and all are in the report",
          "[revocation][ocsp]") {
  small_ca::SmallCa const root{"CN=Acme Root"};
  auto const peer = root.issue({.subject = "CN=QM2", .ocsp_urls = {"http://a.example", "http://b.example"}});
  test::Issuance const issuance{{test::read(peer.der), test::read(root.der())}, small_ca::now()};
  auto const of = [&](OcspStatus what) {
    return ocsp_response(root, {.entries = {{.serial_number = peer.serial_number, .status = what}}});
  };
  auto const ask = [&](std::optional<Bytes> const& first, std::optional<Bytes> const& second, std::size_t requests) {
    test::Inquiry inquiry{
        [&](vidimus::FetchRequest const& request) { return request.url == "http://a.example" ? first : second; }};
    auto status = inquiry(OcspChecker<>{}, issuance.at(0));
    CHECK(inquiry.asked().size() == requests);
    return status;
  };
  CHECK(ask(of(OcspStatus::good), {}, 1).answers().size() == 1);
  CHECK(ask(of(OcspStatus::revoked), of(OcspStatus::good), 1).is_revoked());
  for (auto const& nothing : {std::optional<Bytes>{}, std::optional{of(OcspStatus::unknown)},
                              std::optional{small_ca::ocsp_unsuccessful(3)}}) {
    auto const good = ask(nothing, of(OcspStatus::good), 2);
    REQUIRE(good.is_good());
    REQUIRE(good.answers().size() == 2);
    CHECK(good.answers()[0].outcome == Outcome::noted);
    CHECK(good.answers()[0].finding.value().severity == vidimus::Severity::warning);
    CHECK(ask(nothing, of(OcspStatus::revoked), 2).is_revoked());
  }
  auto const neither = ask({}, of(OcspStatus::unknown), 2);
  CHECK(reason(neither) == Errc::ocsp_unreachable);
  CHECK(neither.answers().size() == 2);
}

TEST_CASE("At most four responders of a certificate are asked", "[revocation][ocsp]") {
  small_ca::SmallCa const root{"CN=Acme Root"};
  std::vector<std::string> urls;
  for (char c = 'a'; c != 'j'; ++c) urls.push_back(std::string{"http://"} + c + ".example");
  auto const peer = root.issue({.subject = "CN=QM2", .ocsp_urls = urls});
  test::Issuance const issuance{{test::read(peer.der), test::read(root.der())}, small_ca::now()};
  test::Inquiry inquiry{never()};
  CHECK(inquiry(OcspChecker<>{}, issuance.at(0)).is_unknown());
  CHECK(inquiry.asked().size() == 4);
}

// ---- with other checkers ------------------------------------------------------------------------------------------------

TEST_CASE("IBM MQ's walk: where OCSP does not know, the CRLs decide", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const store = [](Bytes const& crl) {
    return vidimus::CrlStore::from_crls({vidimus::CertificateList::parse(crl).value()});
  };
  auto const listed = scene.root.crl({.revoked = {{.serial_number = scene.qm2.serial_number}}});
  auto const walk = [&](Bytes const& crl, test::Responder responder) {
    vidimus::FirstConclusive const checker{OcspChecker<>{}, vidimus::CrlChecker<>{store(crl)}};
    return scene.ask(checker, std::move(responder));
  };
  CHECK(walk(listed, never()).is_revoked());
  CHECK(walk(listed, always(scene.response())).is_good());
  CHECK(walk(scene.root.crl(), always(scene.response_about(scene.entry(OcspStatus::unknown)))).is_good());
  auto const both = [&](Bytes const& crl, test::Responder responder) {
    vidimus::AllOf const checker{OcspChecker<>{}, vidimus::CrlChecker<>{store(crl)}};
    return scene.ask(checker, std::move(responder));
  };
  CHECK(both(scene.root.crl(), always(scene.response())).is_good());
  CHECK(both(listed, always(scene.response())).is_revoked());
  CHECK(reason(both(scene.root.crl(), never())) == Errc::ocsp_unreachable);
}

TEST_CASE("A warning lets an unreachable responder pass, and a revoked peer not", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const warned = scene.ask(vidimus::WarnUnknown{OcspChecker<>{}}, never());
  REQUIRE(warned.is_good());
  CHECK(warned.answers()[0].outcome == Outcome::noted);
  CHECK(warned.answers()[0].finding.value().code == Errc::ocsp_unreachable);
  CHECK(scene.ask(vidimus::WarnUnknown{OcspChecker<>{}}, always(scene.response_about(scene.entry(OcspStatus::revoked))))
            .is_revoked());
}

// ---- depth and words ----------------------------------------------------------------------------------------------------

TEST_CASE("An OCSP checker asks about every certificate of the path, or about the end entity's alone",
          "[revocation][ocsp]") {
  small_ca::SmallCa const root{"CN=Acme Root"};
  auto const issuing = root.issue_ca("CN=Acme Issuing CA 2", {.ocsp_urls = {"http://root.example"}});
  auto const peer = issuing.issue({.subject = "CN=QM2", .ocsp_urls = {"http://issuing.example"}});
  test::Issuance const issuance{{test::read(peer.der), test::read(issuing.der()), test::read(root.der())},
                                small_ca::now()};
  auto const revoked = ocsp_response(
      root, {.entries = {{.serial_number = issuing.certificate().serial_number, .status = OcspStatus::revoked}}});
  CHECK(test::Inquiry{always(revoked)}(OcspChecker<>{}, issuance.at(1)).is_revoked());
  auto const good = ocsp_response(issuing, {.entries = {{.serial_number = peer.serial_number}}});
  CHECK(test::Inquiry{always(good)}(OcspChecker<>{}, issuance.at(0)).is_good());

  OcspChecker<vidimus::EndEntityOnly> const end_entity;
  CHECK(test::Inquiry{always(good)}(end_entity, issuance.at(0)).answers()[0].outcome == Outcome::accepted);
  CHECK(end_entity.wants(issuance.at(1), {}).empty());
  auto const skipped = end_entity.status(issuance.at(1), {});
  CHECK(skipped.is_good());
  CHECK(skipped.answers()[0].outcome == Outcome::skipped);
}

TEST_CASE("An OCSP checker says what it demands", "[revocation][ocsp]") {
  CHECK(OcspChecker<>{}.describe() == "OCSP (RFC 6960) for every certificate of the path");
  CHECK(OcspChecker{OcspResponder{"http://a.example"}}.describe() ==
        "OCSP (RFC 6960) for every certificate of the path at http://a.example");
  CHECK(OcspChecker<vidimus::EndEntityOnly, NonceRequired, MaximumAge<60>, vidimus::GracePeriod<30>,
                    vidimus::danger::DelegateUnchecked>{}
            .describe() ==
        "OCSP (RFC 6960) for the end entity's certificate alone, nonce required, at most 60 s old, 30 s of grace, "
        "delegates unchecked");
}
