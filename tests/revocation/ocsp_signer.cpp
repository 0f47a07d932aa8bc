// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/ocsp_signer.hpp>

#include "ocsp_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using small_ca::Issued;
using small_ca::ocsp_delegate;
using test::always;
using test::Bytes;
using test::OcspScene;
using test::reason;
using test::sides;
using vidimus::Errc;
using vidimus::OcspChecker;
using vidimus::OcspResponder;

/// QM2's status by a response of this signer.
auto ask_delegate(OcspScene const& scene, Issued const& delegate, vidimus::Time moment) {
  return scene.ask_at(moment, OcspChecker<>{}, always(scene.response({.signer = delegate})));
}
auto ask_delegate(OcspScene const& scene, Issued const& delegate) { return ask_delegate(scene, delegate, scene.now); }
auto refusal(OcspScene const& scene, Issued const& delegate) -> vidimus::Mismatch {
  auto const status = ask_delegate(scene, delegate);
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::ocsp_responder_refused);
  CHECK(status.finding().subject == "CN=Acme OCSP");
  return sides(status);
}

}  // namespace

TEST_CASE("A response may be signed by the issuer, named by its name or by its key", "[revocation][ocsp]") {
  OcspScene const scene;
  CHECK(scene.ask(scene.response()).is_good());
  CHECK(scene.ask(scene.response({.signer_name = "CN=Acme Root,O=Acme"})).is_good());
  CHECK(scene.ask(scene.response({.signer_name = "CN=ACME  root,O=acme"})).is_good());  // RFC 5280, 7.1
  CHECK(scene.ask(scene.response({.certificates = std::vector<Bytes>{scene.root.der(), scene.qm2.der}})).is_good());
  auto const misnamed = scene.ask(scene.response({.signer_name = "CN=Acme Root 2,O=Acme"}));
  CHECK(reason(misnamed) == Errc::ocsp_responder_refused);
  CHECK(sides(misnamed).presented == std::vector<std::string>{"CN=Acme Root 2,O=Acme"});
  CHECK(sides(misnamed).wanted.starts_with("CN=Acme Root,O=Acme or a delegate"));
}

TEST_CASE("A delegate that the response does not name is not its signer", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const delegate = scene.root.issue(ocsp_delegate("CN=Acme OCSP"));
  auto const ask = [&](char const* name) {
    return scene.ask(scene.response({.signer = delegate, .signer_name = name}));
  };
  CHECK(ask("CN=Acme OCSP").is_good());
  CHECK(reason(ask("CN=Acme OCSP 2")) == Errc::ocsp_responder_refused);
}

TEST_CASE("A signature that the issuer did not make is not believed", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const status = scene.ask(scene.response({.wrong_signature = true}));
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::ocsp_signature_mismatch);
  CHECK(status.finding().subject == "CN=Acme Root,O=Acme");
  // another authority with the same name
  small_ca::SmallCa const impostor{"CN=Acme Root,O=Acme"};
  auto const forged = ocsp_response(impostor, {.entries = {scene.entry()}, .signer_name = "CN=Acme Root,O=Acme"});
  CHECK(reason(scene.ask(forged)) == Errc::ocsp_signature_mismatch);
}

TEST_CASE("An issuer whose keyUsage is for certificates and CRLs may sign responses all the same",
          "[revocation][ocsp]") {
  OcspScene const scene;  // RFC 6960 asks the issuer for nothing
  CHECK(!test::read(scene.root.der()).key_usage()->contains(vidimus::KeyUsageBit::digital_signature));
  CHECK(scene.ask(scene.response()).is_good());
}

TEST_CASE("A response may be signed by a delegate of the issuer", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const delegate = scene.root.issue(ocsp_delegate("CN=Acme OCSP"));
  auto const status = ask_delegate(scene, delegate);
  REQUIRE(status.is_good());
  CHECK(status.answers()[0].source == "OCSP responder CN=Acme OCSP at http://ocsp.acme.example");
  CHECK(scene.ask(scene.response({.signer = delegate, .signer_name = "CN=Acme OCSP"})).is_good());
  CHECK(
      scene
          .ask(scene.response({.signer = delegate, .certificates = std::vector<Bytes>{scene.root.der(), delegate.der}}))
          .is_good());
  CHECK(reason(scene.ask(scene.response({.signer = delegate, .certificates = std::vector<Bytes>{}}))) ==
        Errc::ocsp_responder_refused);
  CHECK(reason(scene.ask(scene.response({.signer = delegate, .wrong_signature = true}))) ==
        Errc::ocsp_signature_mismatch);
  auto profile = ocsp_delegate("CN=Acme OCSP");
  profile.key_kind = small_ca::KeyKind::rsa_2048;
  CHECK(ask_delegate(scene, scene.root.issue(profile)).is_good());
}

TEST_CASE("A delegate's certificate has the purpose OCSPSigning, itself and not another", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const with = [&](std::vector<std::string> const& purposes) {
    auto profile = ocsp_delegate("CN=Acme OCSP");
    profile.extended_key_usage = purposes;
    return scene.root.issue(profile);
  };
  CHECK(ask_delegate(scene, with({small_ca::oid::server_auth, small_ca::oid::ocsp_signing})).is_good());
  for (auto const* const other :
       {"2.5.29.37.0", "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.9.1", "1.3.6.1.5.5.7.3.90", "1.3.6.1.5.5.7.3"}) {
    CAPTURE(other);
    CHECK(refusal(scene, with({other})).wanted == "extended key usage OCSPSigning");
  }
  auto const none = refusal(scene, with({}));
  CHECK(none.wanted == "extended key usage OCSPSigning");
  CHECK(none.presented.empty());
}

TEST_CASE("A delegate's key may sign", "[revocation][ocsp]") {
  OcspScene const scene;
  auto profile = ocsp_delegate("CN=Acme OCSP");
  profile.key_usage = small_ca::key_encipherment;
  CHECK(refusal(scene, scene.root.issue(profile)).wanted == "key usage digitalSignature");
  profile.omit = {small_ca::oid::key_usage};
  CHECK(ask_delegate(scene, scene.root.issue(profile)).is_good());
}

TEST_CASE("A delegate's certificate is issued directly by the certificate's issuer, with the same key",
          "[revocation][ocsp]") {
  OcspScene const scene;
  small_ca::SmallCa const another{"CN=Another Root"};
  CHECK(refusal(scene, another.issue(ocsp_delegate("CN=Acme OCSP"))).wanted == "issued by CN=Acme Root,O=Acme");
  // one step too far
  auto const below = scene.root.issue_ca("CN=Acme Issuing CA 2");
  auto const far = below.issue(ocsp_delegate("CN=Acme OCSP"));
  CHECK(refusal(scene, far).presented == std::vector<std::string>{"issued by CN=Acme Issuing CA 2"});
  // the same name with another key
  small_ca::SmallCa const impostor{"CN=Acme Root,O=Acme"};
  auto const forged = refusal(scene, impostor.issue(ocsp_delegate("CN=Acme OCSP")));
  CHECK(forged.wanted == "issued with the key of CN=Acme Root,O=Acme");
  auto profile = ocsp_delegate("CN=Acme OCSP");
  profile.wrong_signature = true;
  CHECK(refusal(scene, scene.root.issue(profile)).wanted == "issued with the key of CN=Acme Root,O=Acme");
}

TEST_CASE("A delegate's certificate is valid at the time", "[revocation][ocsp]") {
  OcspScene const scene;
  auto profile = ocsp_delegate("CN=Acme OCSP");
  profile.not_before = scene.now - 30min, profile.not_after = scene.now + 30min;
  auto const delegate = scene.root.issue(profile);
  CHECK(ask_delegate(scene, delegate, scene.now - 30min).is_good());
  CHECK(ask_delegate(scene, delegate, scene.now + 30min).is_good());
  for (auto const moment : {scene.now - 30min - 1s, scene.now + 30min + 1s}) {
    auto const status = ask_delegate(scene, delegate, moment);
    CHECK(reason(status) == Errc::ocsp_responder_refused);
    CHECK(std::holds_alternative<vidimus::OutOfTime>(status.finding().detail));
    // nor is what it revokes believed
    auto const revoked = scene.response({.entries = {scene.entry(small_ca::OcspStatus::revoked)}, .signer = delegate});
    CHECK(reason(scene.ask_at(moment, OcspChecker<>{}, always(revoked))) == Errc::ocsp_responder_refused);
  }
}

TEST_CASE("A delegate's certificate with a critical extension that is not processed is refused", "[revocation][ocsp]") {
  OcspScene const scene;
  auto profile = ocsp_delegate("CN=Acme OCSP", false);
  profile.extra = {{small_ca::oid::ocsp_no_check, true, small_ca::der::null()}};
  CHECK(ask_delegate(scene, scene.root.issue(profile)).is_good());
  profile.extra.push_back({"1.3.6.1.4.1.99999.7", true, small_ca::der::null()});
  CHECK(refusal(scene, scene.root.issue(profile)).wanted == "critical extensions that are processed");
}

TEST_CASE("What cannot be read, or is not the signer's, among a response's certificates is passed over",
          "[revocation][ocsp]") {
  OcspScene const scene;
  auto const delegate = scene.root.issue(ocsp_delegate("CN=Acme OCSP"));
  auto const with = [&](std::vector<Bytes> const& certificates) {
    return scene.ask(scene.response({.signer = delegate, .certificates = certificates}));
  };
  CHECK(with({small_ca::der::sequence(), scene.qm2.der, delegate.der}).is_good());
  CHECK(with({scene.qm2.der, scene.qm2.der, scene.qm2.der, scene.qm2.der, delegate.der}).is_good());
  for (auto const& other : {small_ca::der::sequence(), scene.qm2.der}) {
    auto const status = with(std::vector<Bytes>{other});
    REQUIRE(reason(status) == Errc::ocsp_responder_refused);
    CHECK(sides(status).wanted.ends_with("or a delegate whose certificate it issued and the response brings along"));
  }
}

TEST_CASE("Of several certificates of the signer's name each is tried", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const old = scene.root.issue(ocsp_delegate("CN=Acme OCSP")),
             current = scene.root.issue(ocsp_delegate("CN=Acme OCSP"));
  auto const response = scene.response(
      {.signer = current, .signer_name = "CN=Acme OCSP", .certificates = std::vector<Bytes>{old.der, current.der}});
  CHECK(scene.ask(response).is_good());
  auto const with_old_only =
      scene.response({.signer = current, .signer_name = "CN=Acme OCSP", .certificates = std::vector<Bytes>{old.der}});
  CHECK(reason(scene.ask(with_old_only)) == Errc::ocsp_signature_mismatch);
}

TEST_CASE("At most four certificates of the signer's name are tried", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const current = scene.root.issue(ocsp_delegate("CN=Acme OCSP"));
  auto const behind = [&](std::size_t others) {
    auto profile = ocsp_delegate("CN=Acme OCSP");
    profile.extended_key_usage = {};
    std::vector<Bytes> certificates(others, scene.root.issue(profile).der);
    certificates.push_back(current.der);
    return scene.ask(scene.response({.signer = current, .signer_name = "CN=Acme OCSP", .certificates = certificates}));
  };
  CHECK(behind(3).is_good());
  auto const status = behind(4);
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::ocsp_responder_refused);
  CHECK(std::get<vidimus::OverLimit>(status.finding().detail).limit == 4);
}

TEST_CASE("Where the program names the responder's certificate, nobody else may answer", "[revocation][ocsp]") {
  OcspScene const scene;
  small_ca::SmallCa const elsewhere{"CN=Elsewhere"};
  auto const responder = elsewhere.issue({.subject = "CN=Our OCSP"});
  auto const ask = [&](small_ca::OcspProfile const& profile) {
    return scene.ask(OcspChecker{OcspResponder{"http://ocsp.acme.example", test::read(responder.der)}},
                     always(scene.response(profile)));
  };
  CHECK(ask({.signer = responder}).is_good());
  CHECK(ask({.signer = responder, .certificates = std::vector<Bytes>{}}).is_good());
  CHECK(reason(ask({.signer = responder, .wrong_signature = true})) == Errc::ocsp_signature_mismatch);
  auto const by_issuer = ask({});
  CHECK(reason(by_issuer) == Errc::ocsp_responder_refused);
  CHECK(sides(by_issuer).wanted == "CN=Our OCSP, whom the program names");
  auto const delegate = scene.root.issue(ocsp_delegate("CN=Acme OCSP"));
  CHECK(reason(ask({.signer = delegate})) == Errc::ocsp_responder_refused);
}

TEST_CASE("A responder's certificate that the program names is valid, and its key may sign", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const ask = [&](small_ca::CertificateProfile profile) {
    profile.subject = "CN=Our OCSP";
    auto const responder = scene.root.issue(profile);
    return scene.ask(OcspChecker{OcspResponder{"http://ocsp.acme.example", test::read(responder.der)}},
                     always(scene.response({.signer = responder})));
  };
  CHECK(ask({}).is_good());
  auto const expired = ask({.not_after = scene.now - 1s});
  CHECK(reason(expired) == Errc::ocsp_responder_refused);
  CHECK(std::get<vidimus::OutOfTime>(expired.finding().detail).what == "notAfter");
  CHECK(sides(ask({.key_usage = small_ca::key_encipherment})).wanted == "key usage digitalSignature");
  // the issuer itself may be named
  CHECK(scene
            .ask(OcspChecker{OcspResponder{"http://ocsp.acme.example", test::read(scene.root.der())}},
                 always(scene.response()))
            .is_good());
}

TEST_CASE("A response signed with an algorithm that is not verified is not believed", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const with_sha256 = small_ca::der::oid("1.2.840.10045.4.3.2");
  // the issuer's own certificate beside it is no delegate's
  for (auto response : {scene.response(), scene.response({.certificates = std::vector<Bytes>{scene.root.der()}})}) {
    auto const at = std::ranges::search(response, with_sha256);
    REQUIRE(!at.empty());
    *(at.begin() + 8) = std::byte{4}, *(at.begin() + 9) = std::byte{1};  // 1.2.840.10045.4.4.1, which is nothing
    auto const status = scene.ask(response);
    REQUIRE(status.is_unknown());
    CHECK(reason(status) == Errc::unsupported_algorithm);
  }
}
