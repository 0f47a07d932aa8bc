// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_checker.hpp>

#include "crl_directory.hpp"
#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using small_ca::Issued;
using small_ca::SmallCa;
using vidimus::CertificateList;
using vidimus::CrlChecker;
using vidimus::CrlStore;
using vidimus::EndEntityOnly;
using vidimus::Errc;
using vidimus::Outcome;
using vidimus::RevocationStatus;

static_assert(vidimus::RevocationChecker<CrlChecker<>>);
static_assert(vidimus::RevocationChecker<CrlChecker<EndEntityOnly>>);
static_assert(!vidimus::FetchingRevocationChecker<CrlChecker<>>);
static_assert(!std::is_default_constructible_v<CrlChecker<>>, "no CRL checker without CRLs");
static_assert(sizeof(CrlChecker<>) == sizeof(CrlStore));
using Fetching = CrlChecker<vidimus::FromDistributionPoints>;
static_assert(vidimus::FetchingRevocationChecker<Fetching>);
static_assert(!vidimus::FetchingRevocationChecker<CrlChecker<vidimus::FromStore>>);
static_assert(std::is_default_constructible_v<Fetching>, "all CRLs may be fetched");
static_assert(vidimus::RevocationChecker<
              CrlChecker<vidimus::MaximumAge<60>, EndEntityOnly, vidimus::GracePeriod<60>, vidimus::FromStore>>);

// ---- with the CRLs of tests/data/revocation ---------------------------------------------------------------------------

struct Question {
  std::string peer = "qm_good.pem";
  std::string root = "root.pem";
  vidimus::Time now = test::while_current;
};

auto ask(std::vector<std::string> const& crls, Question const& question = {}) -> RevocationStatus {
  CrlStore store;
  for (auto const& crl : crls) store = store.joined_with(CrlStore::from_bytes(test::data(crl)).value());
  test::Issuance const issuance{{test::certificate(question.peer), test::certificate(question.root)}, question.now};
  return CrlChecker<>{store}.status(issuance.at(0), {});
}

auto reason(RevocationStatus const& status) -> Errc { return status.finding().code; }
auto revoked(RevocationStatus const& status) -> vidimus::Revoked const& {
  return std::get<vidimus::Revoked>(status.finding().detail);
}
auto sides(RevocationStatus const& status) -> vidimus::Mismatch const& {
  return std::get<vidimus::Mismatch>(status.finding().detail);
}
auto times(RevocationStatus const& status) -> vidimus::OutOfTime const& {
  return std::get<vidimus::OutOfTime>(status.finding().detail);
}

// ---- with CRLs made on the spot ---------------------------------------------------------------------------------------

auto parsed(Issued const& issued) -> vidimus::Certificate { return test::read_certificate(issued); }
auto parsed(SmallCa const& authority) -> vidimus::Certificate { return test::read_certificate(authority); }
using test::store_of;

/// QM2 below Acme Root, and Acme Root's CRLs.
struct Scene {
  SmallCa root{"CN=Acme Root,O=Acme"};
  Issued qm2 = root.issue({.subject = "CN=QM2,O=Acme"});

  [[nodiscard]] auto ask(std::vector<small_ca::Bytes> const& crls, vidimus::Time now = small_ca::now()) const
      -> RevocationStatus {
    test::Issuance const issuance{{parsed(qm2), parsed(root)}, now};
    return CrlChecker<>{store_of(crls)}.status(issuance.at(0), {});
  }
  [[nodiscard]] auto listed(unsigned why) const -> std::vector<small_ca::RevokedEntry> {
    return {{.serial_number = qm2.serial_number, .reason = why}};
  }
};

auto only_attribute_certificates() -> std::vector<small_ca::Extension> { return {test::scope(test::flag(5))}; }
auto only_reasons(std::uint32_t flags) -> std::vector<small_ca::Extension> {
  return {test::scope(test::only_reasons(flags))};
}

}  // namespace

TEST_CASE("A certificate that its issuer's current CRL does not list is good", "[revocation]") {
  for (auto const* const crl :
       {"openssl_v2.der", "openssl_v2.pem", "openssl_empty.der", "openssl_v1.der", "python_v2.der",
        "python_unknown_extension.der", "openssl_aki_with_issuer.der", "python_freshest.der"}) {
    CAPTURE(crl);
    auto const status = ask({crl});
    REQUIRE(status.is_good());
    REQUIRE(status.answers().size() == 1);
    CHECK(status.answers()[0].step == vidimus::Step::check_crl);
    CHECK(status.answers()[0].outcome == Outcome::accepted);
    CHECK(status.answers()[0].source.ends_with("of CN=Acme Root,O=Acme"));
    CHECK(!status.answers()[0].finding);
  }
}

TEST_CASE("A certificate that its issuer's CRL lists is revoked, and the finding says by whom, since when and why",
          "[revocation]") {
  auto const status = ask({"openssl_v2.der"}, {.peer = "qm_key_compromise.pem"});
  REQUIRE(status.is_revoked());
  CHECK(reason(status) == Errc::certificate_revoked);
  CHECK(revoked(status).serial_number == "51A3");
  CHECK(revoked(status).source == "CRL 4711 of CN=Acme Root,O=Acme");
  CHECK(vidimus::to_text(revoked(status).since) == "2026-01-12T07:30:00Z");
  CHECK(revoked(status).reason == "keyCompromise");
  CHECK(status.answers()[0].outcome == Outcome::refused);
}

TEST_CASE("A certificate on hold is revoked", "[revocation]") {
  CHECK(revoked(ask({"python_v2.der"}, {.peer = "qm_hold.pem"})).reason == "certificateHold");
}

TEST_CASE("A certificate that is listed without a reason is revoked", "[revocation]") {
  CHECK(revoked(ask({"python_v2.der"}, {.peer = "qm_no_reason.pem"})).reason.empty());
}

TEST_CASE("CRLs signed with RSA, PKCS #1 and PSS, are believed", "[revocation]") {
  CHECK(ask({"python_rsa.der"}, {.root = "root_rsa.pem"}).is_good());
  CHECK(ask({"python_pss.der"}, {.root = "root_rsa.pem"}).is_good());
  CHECK(ask({"python_pss.der"}, {.peer = "qm_superseded.pem", .root = "root_rsa.pem"}).is_revoked());
}

TEST_CASE("Without a CRL of the issuer the status is unknown", "[revocation]") {
  for (auto const& status : {ask({}), Scene{}.ask({SmallCa{"CN=Other Root"}.crl()})}) {
    REQUIRE(status.is_unknown());
    CHECK(reason(status) == Errc::crl_not_found);
    CHECK(sides(status).wanted == "a CRL of CN=Acme Root,O=Acme");
    CHECK(sides(status).presented.empty());
    CHECK(status.answers()[0].source == "CRL of CN=Acme Root,O=Acme");
  }
}

TEST_CASE("A CRL is current from thisUpdate to nextUpdate, both included", "[revocation]") {
  auto const this_update = CertificateList::parse(test::data("python_v2.der"))->this_update();
  auto const next_update = CertificateList::parse(test::data("python_v2.der"))->next_update().value();
  CHECK(ask({"python_v2.der"}, {.now = this_update}).is_good());
  CHECK(ask({"python_v2.der"}, {.now = next_update}).is_good());

  auto const early = ask({"python_v2.der"}, {.now = this_update - 1s});
  REQUIRE(early.is_unknown());
  CHECK(reason(early) == Errc::crl_not_yet_valid);
  CHECK(times(early).what == "thisUpdate");
  CHECK(times(early).now == this_update - 1s);
  CHECK(times(early).bound == this_update);

  auto const late = ask({"python_v2.der"}, {.now = next_update + 1s});
  REQUIRE(late.is_unknown());
  CHECK(reason(late) == Errc::crl_stale);
  CHECK(times(late).what == "nextUpdate");
  CHECK(times(late).now == next_update + 1s);
  CHECK(times(late).bound == next_update);
  CHECK(late.finding().subject == "CRL 4711 of CN=Acme Root,O=Acme");
}

TEST_CASE("A CRL that does not say when it ends is stale", "[revocation]") {
  Scene const scene;
  auto const status = scene.ask({scene.root.crl({.next_update = std::nullopt})});
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::crl_stale);
  CHECK(sides(status).wanted == "nextUpdate");
}

TEST_CASE("A stale CRL is still believed about what it revokes for good, and not about a hold", "[revocation]") {
  auto const late = test::while_current + 365 * 24h;
  CHECK(ask({"python_v2.der"}, {.peer = "qm_key_compromise.pem", .now = late}).is_revoked());
  auto const hold = ask({"python_v2.der"}, {.peer = "qm_hold.pem", .now = late});
  REQUIRE(hold.is_unknown());
  CHECK(reason(hold) == Errc::crl_stale);
}

TEST_CASE("A CRL that somebody else signed is not believed, whatever it says", "[revocation]") {
  Scene const scene;
  SmallCa const impostor{"CN=Acme Root,O=Acme"};
  auto const forged =
      scene.ask({impostor.crl({.revoked = scene.listed(1), .omit = {small_ca::oid::authority_key_identifier}})});
  REQUIRE(forged.is_unknown());
  CHECK(reason(forged) == Errc::crl_signature_mismatch);
  CHECK(std::get<vidimus::Note>(forged.finding().detail).text == "tried the key of CN=Acme Root,O=Acme");
  CHECK(forged.finding().subject == "CRL 1 of CN=Acme Root,O=Acme");
  CHECK(reason(scene.ask({scene.root.crl({.wrong_signature = true})})) == Errc::crl_signature_mismatch);
}

TEST_CASE("A CRL that names another key as its signer's is not tried with this one", "[revocation]") {
  auto const status = ask({"openssl_v2.der"}, {.root = "root_other_key.pem"});
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::crl_signer_refused);
  CHECK(sides(status).wanted.starts_with("key identifier "));
  CHECK(status.finding().subject == "CN=Acme Root,O=Acme");
}

TEST_CASE("An issuer whose key may not sign CRLs is not believed", "[revocation]") {
  auto const status = ask({"openssl_v2.der"}, {.root = "root_without_crl_sign.pem"});
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::crl_signer_refused);
  CHECK(sides(status).wanted == "key usage cRLSign");
  CHECK(sides(status).presented == std::vector<std::string>{"keyCertSign"});
}

TEST_CASE("An issuer without a key usage extension may sign CRLs", "[revocation]") {
  SmallCa const root{"CN=Old Root", {.omit = {small_ca::oid::key_usage}}};
  auto const peer = root.issue({.subject = "CN=QM2"});
  test::Issuance const issuance{{parsed(peer), parsed(root)}, small_ca::now()};
  CHECK(CrlChecker<>{store_of({root.crl()})}.status(issuance.at(0), {}).is_good());
}

TEST_CASE("A CRL signed with an algorithm that is not verified is not believed", "[revocation]") {
  Scene const scene;
  auto crl = scene.root.crl();
  auto const with_sha256 = small_ca::der::oid("1.2.840.10045.4.3.2");
  for (auto at = crl.begin(); (at = std::search(at, crl.end(), with_sha256.begin(), with_sha256.end())) != crl.end();)
    *(at + 9) = std::byte{1};  // ecdsa-with-SHA224
  auto const status = scene.ask({crl});
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::unsupported_algorithm);
  CHECK(status.finding().subject == "CRL 1 of CN=Acme Root,O=Acme");
}

TEST_CASE("A CRL with a critical extension that is not processed is not used, even for what it lists", "[revocation]") {
  for (auto const* const crl : {"python_unknown_critical.der", "python_unknown_critical_entry.der"})
    for (auto const* const peer : {"qm_good.pem", "qm_key_compromise.pem"}) {
      auto const status = ask({crl}, {.peer = peer});
      REQUIRE(status.is_unknown());
      CHECK(reason(status) == Errc::crl_critical_extension_unknown);
    }
}

TEST_CASE("A delta CRL alone says nothing", "[revocation]") {
  for (auto const* const crl : {"openssl_delta.der", "python_delta.der"}) {
    auto const status = ask({crl}, {.peer = "qm_key_compromise.pem"});
    REQUIRE(status.is_unknown());
    CHECK(reason(status) == Errc::delta_crl_without_base);
    CHECK(sides(status).wanted == "a complete CRL of CN=Acme Root,O=Acme");
  }
  CHECK(ask({"python_delta.der", "python_v2.der"}).is_good());
}

TEST_CASE("removeFromCRL in a complete CRL takes nothing back", "[revocation]") {
  Scene const scene;
  CHECK(scene.ask({scene.root.crl({.revoked = scene.listed(8)})}).is_revoked());
}

TEST_CASE("A CRL of one kind of certificate says nothing of the other", "[revocation]") {
  CHECK(ask({"openssl_idp_user.der"}).is_good());
  CHECK(ask({"python_idp_user.der"}, {.peer = "qm_hold.pem"}).is_revoked());
  CHECK(reason(ask({"openssl_idp_user.der"}, {.peer = "sub_ca.pem"})) == Errc::crl_out_of_scope);
  CHECK(ask({"openssl_idp_ca.der"}, {.peer = "sub_ca.pem"}).is_good());
  auto const status = ask({"openssl_idp_ca.der"});
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::crl_out_of_scope);
  CHECK(sides(status).presented == std::vector<std::string>{"only CA certificates"});
  CHECK(reason(ask({"openssl_idp_attribute.der"})) == Errc::crl_out_of_scope);
}

TEST_CASE("A CRL of some reasons can revoke and cannot acquit", "[revocation]") {
  CHECK(ask({"openssl_idp_reasons.der"}, {.peer = "qm_key_compromise.pem"}).is_revoked());
  auto const status = ask({"openssl_idp_reasons.der"});
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::crl_out_of_scope);
  CHECK(sides(status).wanted == "CRLs for all reasons");
}

TEST_CASE("CRLs that cover all reasons between them acquit", "[revocation]") {
  Scene const scene;
  auto const first = scene.root.crl({.extra = only_reasons(0x06)});
  auto const others = scene.root.crl({.extra = only_reasons(0x1f8)});
  CHECK(scene.ask({first}).is_unknown());
  CHECK(scene.ask({others}).is_unknown());
  auto const both = scene.ask({first, others});
  CHECK(both.is_good());
  CHECK(both.answers().size() == 2);
}

TEST_CASE("A CRL of a distribution point counts for certificates that name the point", "[revocation]") {
  for (auto const* const crl : {"openssl_idp_url.der", "python_idp_two_urls.der"}) {
    CHECK(ask({crl}, {.peer = "qm_with_point.pem"}).is_good());
    CHECK(reason(ask({crl})) == Errc::crl_out_of_scope);
  }
  CHECK(reason(ask({"openssl_idp_relative.der"}, {.peer = "qm_with_point.pem"})) == Errc::crl_out_of_scope);
}

TEST_CASE("In an indirect CRL only the entries of the certificate's own issuer count", "[revocation]") {
  CHECK(ask({"openssl_idp_indirect.der"}).is_good());
  CHECK(ask({"python_indirect.der"}, {.peer = "qm_key_compromise.pem"}).is_revoked());
  CHECK(ask({"python_indirect.der"}, {.peer = "qm_hold.pem"}).is_good());
  CHECK(ask({"python_indirect.der"}, {.peer = "qm_superseded.pem"}).is_good());
  CHECK(ask({"python_indirect.der"}, {.peer = "qm_no_reason.pem"}).is_revoked());
}

TEST_CASE("Of several CRLs of one scope the newest current one counts", "[revocation]") {
  Scene const scene;
  auto const now = small_ca::now();
  auto const with_hold = scene.root.crl({.revoked = scene.listed(6), .this_update = now - 3h, .number = 1});
  auto const released = scene.root.crl({.this_update = now - 2h, .number = 2});
  CHECK(scene.ask({with_hold}).is_revoked());
  CHECK(scene.ask({with_hold, released}).is_good());
  CHECK(scene.ask({released, with_hold}).is_good());
  auto const same_moment = scene.root.crl({.revoked = scene.listed(6), .this_update = now - 2h, .number = 3});
  CHECK(scene.ask({released, same_moment}).is_revoked());
  auto const of_tomorrow = scene.root.crl({.this_update = now + 1h, .number = 9});
  CHECK(scene.ask({with_hold, of_tomorrow}).is_revoked());
}

TEST_CASE("A CRL that cannot be used does not stop another one from counting, and is reported as a warning",
          "[revocation]") {
  Scene const scene;
  auto const forged = scene.root.crl({.this_update = small_ca::now() - 1min, .wrong_signature = true});
  auto const status = scene.ask({forged, scene.root.crl()});
  REQUIRE(status.is_good());
  REQUIRE(status.answers().size() == 2);
  CHECK(status.answers()[0].outcome == Outcome::noted);
  CHECK(status.answers()[0].finding.value().code == Errc::crl_signature_mismatch);
  CHECK(status.answers()[0].finding.value().severity == vidimus::Severity::warning);
  CHECK(status.answers()[1].outcome == Outcome::accepted);
}

TEST_CASE("Of several CRLs that cannot be used, the one that came closest says why", "[revocation]") {
  Scene const scene;
  auto const now = small_ca::now();
  auto const stale = scene.root.crl({.this_update = now - 3h, .next_update = now - 1h});
  auto const forged = scene.root.crl({.this_update = now - 2h, .wrong_signature = true});
  auto const elsewhere = scene.root.crl({.this_update = now - 1h, .extra = only_attribute_certificates()});
  CHECK(reason(scene.ask({elsewhere})) == Errc::crl_out_of_scope);
  CHECK(reason(scene.ask({elsewhere, forged})) == Errc::crl_signature_mismatch);
  auto const all = scene.ask({elsewhere, forged, stale});
  CHECK(reason(all) == Errc::crl_stale);
  CHECK(all.answers().size() == 3);
}

TEST_CASE("The CRL of an authority that changed its key is believed where its other certificate is in the path",
          "[revocation]") {
  SmallCa const old_root{"CN=Acme Root,O=Acme"};
  SmallCa const new_root{"CN=Acme Root,O=Acme"};
  auto const new_by_old = old_root.cross_certify(new_root);
  auto const peer = new_root.issue({.subject = "CN=QM2,O=Acme"});
  test::Issuance const issuance{{parsed(peer), parsed(new_by_old), parsed(old_root)}, small_ca::now()};
  auto const ask_with = [&](small_ca::Bytes const& crl) {
    return CrlChecker<>{store_of({crl})}.status(issuance.at(0), {});
  };
  CHECK(ask_with(old_root.crl()).is_good());
  CHECK(ask_with(new_root.crl()).is_good());
  CHECK(ask_with(old_root.crl({.revoked = {{.serial_number = peer.serial_number}}})).is_revoked());
  CHECK(reason(ask_with(SmallCa{"CN=Acme Root,O=Acme"}.crl())) == Errc::crl_signer_refused);
}

TEST_CASE("An option changes what a CRL checker accepts", "[revocation]") {
  Scene const scene;
  auto const now = small_ca::now();
  auto const store = store_of({scene.root.crl({.this_update = now - 3h, .next_update = now - 1h})});
  test::Issuance const issuance{{parsed(scene.qm2), parsed(scene.root)}, now};
  auto const ask_with = [&](auto checker) { return test::code_of(checker.status(issuance.at(0), {})); };
  CHECK(ask_with(CrlChecker<>{store}) == Errc::crl_stale);
  CHECK(ask_with(CrlChecker<vidimus::RefuseStale>{store}) == Errc::crl_stale);
  CHECK(ask_with(CrlChecker<vidimus::GracePeriod<3599>>{store}) == Errc::crl_stale);
  CHECK(!ask_with(CrlChecker<vidimus::GracePeriod<3601>>{store}));
  CHECK(ask_with(CrlChecker<vidimus::GracePeriod<7200>, vidimus::MaximumAge<7200>>{store}) == Errc::crl_stale);
  CHECK(!ask_with(CrlChecker<vidimus::GracePeriod<7200>, vidimus::MaximumAge<14400>>{store}));
  CHECK(!ask_with(CrlChecker<vidimus::GracePeriod<7200>, vidimus::AnyAge>{store}));
}

TEST_CASE("A CRL's signer is found among those given to the store, and in the context", "[revocation]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const issuing = root.issue_ca("CN=Acme Issuing,O=Acme", {.key_usage = small_ca::key_cert_sign});
  auto const for_crls = root.issue_ca("CN=Acme Issuing,O=Acme", {.key_usage = small_ca::crl_sign});
  auto const store = store_of({for_crls.crl(), root.crl()});
  test::Issuance const issuance{{parsed(issuing.issue({.subject = "CN=QM2"})), parsed(issuing), parsed(root)},
                                small_ca::now()};
  CHECK(test::code_of(CrlChecker<>{store}.status(issuance.at(0), {})) == Errc::crl_signer_refused);
  auto const signers = vidimus::Intermediates::from_pem(for_crls.pem()).value();
  CHECK(CrlChecker<>{store.with_signers(signers)}.status(issuance.at(0), {}).is_good());
  auto asked = issuance.at(0);
  auto context = asked.context;
  context.intermediates = signers.all();
  CHECK(CrlChecker<>{store}.status({asked.certificate, asked.issuer, 0, asked.path, context}, {}).is_good());
}

TEST_CASE("A checker that asks about the end entity alone does not ask about CRL signers either", "[revocation]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const issuing = root.issue_ca("CN=Acme Issuing,O=Acme", {.key_usage = small_ca::key_cert_sign});
  auto const for_crls = root.issue_ca("CN=Acme Issuing,O=Acme", {.key_usage = small_ca::crl_sign});
  auto const store = store_of({for_crls.crl()}).with_signers(vidimus::Intermediates::from_pem(for_crls.pem()).value());
  test::Issuance const issuance{{parsed(issuing.issue({.subject = "CN=QM2"})), parsed(issuing), parsed(root)},
                                small_ca::now()};
  CHECK(CrlChecker<EndEntityOnly>{store}.status(issuance.at(0), {}).is_good());
  CHECK(test::code_of(CrlChecker<>{store}.status(issuance.at(0), {})) == Errc::crl_signer_status_unknown);
}

TEST_CASE("A checker sees what its store reloads", "[revocation]") {
  Scene const scene;
  test::CrlDirectory const directory;
  auto const now = small_ca::now();
  auto store = CrlStore::from_file(directory.write("root.crl", scene.root.crl({.this_update = now - 2h}))).value();
  CrlChecker<> const checker{store};
  test::Issuance const issuance{{parsed(scene.qm2), parsed(scene.root)}, now};
  CHECK(checker.status(issuance.at(0), {}).is_good());
  directory.replace("root.crl", scene.root.crl({.revoked = scene.listed(1), .number = 2}));
  REQUIRE(store.reload());
  CHECK(checker.status(issuance.at(0), {}).is_revoked());
}

TEST_CASE("A CRL checker asks about every certificate of the path, or about the end entity's alone", "[revocation]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const issuing = root.issue_ca("CN=Acme Issuing CA 2,O=Acme");
  auto const peer = issuing.issue({.subject = "CN=QM2,O=Acme"});
  auto const store =
      store_of({root.crl({.revoked = {{.serial_number = issuing.certificate().serial_number}}}), issuing.crl()});
  test::Issuance const issuance{{parsed(peer), parsed(issuing), parsed(root)}, small_ca::now()};
  CHECK(CrlChecker<>{store}.status(issuance.at(0), {}).is_good());
  CHECK(CrlChecker<>{store}.status(issuance.at(1), {}).is_revoked());
  CHECK(CrlChecker<vidimus::WholeChain>{store}.status(issuance.at(1), {}).is_revoked());

  CrlChecker<EndEntityOnly> const end_entity{store};
  CHECK(end_entity.status(issuance.at(0), {}).answers()[0].outcome == Outcome::accepted);
  auto const skipped = end_entity.status(issuance.at(1), {});
  CHECK(skipped.is_good());
  CHECK(skipped.answers()[0].outcome == Outcome::skipped);
}

TEST_CASE("A CRL checker says what it demands", "[revocation]") {
  CHECK(CrlChecker<>::describe() == "CRLs (RFC 5280, 6.3) for every certificate of the path");
  CHECK(CrlChecker<EndEntityOnly>::describe() == "CRLs (RFC 5280, 6.3) for the end entity's certificate alone");
  CHECK(CrlChecker<vidimus::MaximumAge<60>, EndEntityOnly, vidimus::GracePeriod<5>>::describe() ==
        "CRLs (RFC 5280, 6.3) for the end entity's certificate alone, 5 s of grace, at most 60 s old");
  CHECK(Fetching::describe() ==
        "CRLs (RFC 5280, 6.3) for every certificate of the path, fetched from their distribution points by http");
}
