// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_signer_search.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace {

using test::Case;
using test::code_of;
using test::read_certificate;
using test::SmallCa;
using vidimus::Certificate;
using vidimus::Errc;

auto crl_signing(std::string subject) -> small_ca::CertificateProfile {
  return {.subject = std::move(subject), .key_usage = small_ca::crl_sign, .extended_key_usage = {}};
}
auto with_key(small_ca::CertificateProfile profile, small_ca::Key const& key) -> small_ca::CertificateProfile {
  profile.key = key;
  return profile;
}

/// QM2, whose certificate says that CN=CRL Issuer publishes the CRLs; that issuer's certificate is Acme Root's.
struct Scene {
  SmallCa root{"CN=Acme Root,O=Acme"};
  small_ca::CertificateProfile naming{.subject = "CN=QM2,O=Acme",
                                      .extra = {test::points({{{}, {}, "CN=CRL Issuer,O=Acme"}})}};
  small_ca::Issued qm2 = root.issue(naming);
  SmallCa issuer = root.issue_ca("CN=CRL Issuer,O=Acme", {.key_usage = small_ca::crl_sign, .serial_number = 0x77});

  [[nodiscard]] auto indirect_crl(small_ca::CrlProfile profile = {}) const -> test::Bytes {
    profile.extra.push_back(test::scope(test::indirect()));
    return issuer.crl(profile);
  }
  /// The root's, which covers the CRL issuer's certificate and not QM2's.
  [[nodiscard]] auto of_authorities(std::vector<small_ca::RevokedEntry> const& revoked = {}) const -> test::Bytes {
    return root.crl({.revoked = revoked, .extra = {test::scope(test::flag(2))}});
  }
  [[nodiscard]] auto ask(std::vector<test::Bytes> const& crls, std::vector<Certificate> const& signers,
                         bool asks_about_signers = true) const -> vidimus::RevocationStatus {
    return Case{.path = {read_certificate(qm2), read_certificate(root)},
                .crls = crls,
                .signers = signers,
                .asks_about_signers = asks_about_signers}
        .ask();
  }
};

}  // namespace

TEST_CASE("The CRL of another issuer counts where that issuer's certificate is at hand and good", "[revocation]") {
  Scene const scene;
  std::vector<Certificate> const signers{read_certificate(scene.issuer)};
  CHECK(scene.ask({scene.indirect_crl(), scene.of_authorities()}, signers).is_good());
  small_ca::RevokedEntry listed{.serial_number = scene.qm2.serial_number, .reason = 1};
  listed.extra = {test::entry_of("CN=Acme Root,O=Acme")};
  CHECK(scene.ask({scene.indirect_crl({.revoked = {listed}}), scene.of_authorities()}, signers).is_revoked());
  CHECK(code_of(scene.ask({scene.of_authorities()}, signers)) == Errc::crl_out_of_scope);
}

TEST_CASE("A CRL issuer without a certificate at hand is not found", "[revocation]") {
  Scene const scene;
  auto const status = scene.ask({scene.indirect_crl()}, {});
  REQUIRE(status.is_unknown());
  CHECK(status.finding().code == Errc::crl_signer_not_found);
  CHECK(std::get<vidimus::Mismatch>(status.finding().detail).wanted == "a certificate of CN=CRL Issuer,O=Acme");
}

TEST_CASE("A CRL issuer's certificate that leads to no anchor, or to another one, is refused with its path's reason",
          "[revocation]") {
  Scene const scene;
  SmallCa const other_root{"CN=Other Root"};
  auto const elsewhere = other_root.issue(with_key(crl_signing("CN=CRL Issuer,O=Acme"), scene.issuer.key()));
  auto const another = scene.root.issue_ca("CN=CRL Issuer,O=Acme", crl_signing(""));  // it has not even signed
  auto const status = scene.ask({scene.indirect_crl()},
                                {read_certificate(elsewhere), read_certificate(other_root), read_certificate(another)});
  REQUIRE(status.is_unknown());
  CHECK(status.finding().code == Errc::crl_signer_refused);
  CHECK(std::get<vidimus::Note>(status.finding().detail).text.starts_with("issuer_unknown: "));
  CHECK(status.finding().subject == "CN=CRL Issuer,O=Acme");
}

TEST_CASE("A CRL issuer outside of the path may sign CRLs, and did", "[revocation]") {
  Scene const scene;
  auto const ask = [&](test::Bytes const& crl, Certificate const& signer) {
    return code_of(scene.ask({crl}, {signer}, false));
  };
  auto const for_crls = with_key(crl_signing("CN=CRL Issuer,O=Acme"), scene.issuer.key());
  auto only_certificates = for_crls;
  only_certificates.key_usage = small_ca::key_cert_sign;
  CHECK(!ask(scene.indirect_crl(), read_certificate(scene.root.issue(for_crls))));
  CHECK(ask(scene.indirect_crl(), read_certificate(scene.root.issue(only_certificates))) == Errc::crl_signer_refused);
  CHECK(ask(scene.indirect_crl({.wrong_signature = true}), read_certificate(scene.issuer)) ==
        Errc::crl_signature_mismatch);
  auto const another = scene.root.issue_ca("CN=CRL Issuer,O=Acme", crl_signing(""));
  CHECK(ask(scene.indirect_crl(), read_certificate(another)) == Errc::crl_signer_refused);  // not of this key
  auto const renamed = with_key(crl_signing("CN=CRL Issuer 2,O=Acme"), scene.issuer.key());
  CHECK(ask(scene.indirect_crl(), read_certificate(scene.root.issue(renamed))) == Errc::crl_signer_not_found);
}

TEST_CASE("The status of a CRL issuer's own certificate counts, unless the end entity alone is asked about",
          "[revocation]") {
  Scene const scene;
  std::vector<Certificate> const signers{read_certificate(scene.issuer)};
  auto const only_authorities = scene.of_authorities({{.serial_number = 0x77, .reason = 1}});
  auto const status = scene.ask({scene.indirect_crl(), only_authorities}, signers);
  REQUIRE(status.is_unknown());
  CHECK(status.finding().code == Errc::crl_signer_revoked);
  CHECK(std::get<vidimus::Revoked>(status.finding().detail).reason == "keyCompromise");
  CHECK(scene.ask({scene.indirect_crl(), only_authorities}, signers, false).is_good());
  CHECK(code_of(scene.ask({scene.indirect_crl()}, signers)) == Errc::crl_signer_status_unknown);
  CHECK(scene.ask({scene.indirect_crl()}, signers, false).is_good());
}

TEST_CASE("A CRL issuer's certificate may be covered by its own CRL", "[revocation]") {
  // as in PKITS 4.14.30
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const naming = test::points({{{}, {}, "CN=CRL Issuer,O=Acme"}});
  auto const qm2 = root.issue({.subject = "CN=QM2,O=Acme", .extra = {naming}});
  auto profile = crl_signing("");
  profile.extra = {naming};
  profile.serial_number = 0x77;
  auto const issuer = root.issue_ca("CN=CRL Issuer,O=Acme", profile);
  auto const ask = [&](std::vector<small_ca::RevokedEntry> entries) {
    for (auto& entry : entries) entry.extra = {test::entry_of("CN=Acme Root,O=Acme")};
    return Case{.path = {read_certificate(qm2), read_certificate(root)},
                .crls = {issuer.crl({.revoked = entries, .extra = {test::scope(test::indirect())}})},
                .signers = {read_certificate(issuer)}}
        .ask();
  };
  CHECK(ask({}).is_good());
  CHECK(code_of(ask({{.serial_number = 0x77}})) == Errc::crl_signer_revoked);
}

TEST_CASE("A CRL issuer that owes its certificate to the one that is asked about cannot speak for it", "[revocation]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const naming = test::points({{{}, {}, "CN=CRL Issuer,O=Acme"}});
  auto const issuing = root.issue_ca("CN=Acme Issuing,O=Acme", {.extra = {naming}});
  auto const issuer = issuing.issue_ca("CN=CRL Issuer,O=Acme", crl_signing(""));
  auto const status = Case{.path = {read_certificate(issuing.issue({.subject = "CN=QM2,O=Acme"})),
                                    read_certificate(issuing), read_certificate(root)},
                           .crls = {issuer.crl({.extra = {test::scope(test::indirect())}})},
                           .signers = {read_certificate(issuer)},
                           .depth = 1}
                          .ask();
  REQUIRE(status.is_unknown());
  CHECK(status.finding().code == Errc::crl_signer_status_unknown);
  CHECK(std::get<vidimus::Note>(status.finding().detail).text == "its status would rest on itself");
}

TEST_CASE("Two CRL issuers do not vouch for each other", "[revocation]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const naming = [](char const* issuer) { return test::points({{{}, {}, issuer}}); };
  auto const issuer_with = [&](std::string subject, char const* status_of) {
    auto profile = crl_signing("");
    profile.extra = {naming(status_of)};
    return root.issue_ca(std::move(subject), profile);
  };
  auto const first = issuer_with("CN=First", "CN=Second"), second = issuer_with("CN=Second", "CN=First");
  auto const qm2 = root.issue({.subject = "CN=QM2,O=Acme", .extra = {naming("CN=First")}});
  auto const status = Case{.path = {read_certificate(qm2), read_certificate(root)},
                           .crls = {first.crl({.extra = {test::scope(test::indirect())}}),
                                    second.crl({.extra = {test::scope(test::indirect())}})},
                           .signers = {read_certificate(first), read_certificate(second)}}
                          .ask();
  REQUIRE(status.is_unknown());
  CHECK(status.finding().code == Errc::crl_signer_status_unknown);
  CHECK(std::get<vidimus::Note>(status.finding().detail).text.find("would rest on itself") != std::string::npos);
}

TEST_CASE("An authority may sign CRLs with another key than certificates", "[revocation]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const issuing = root.issue_ca("CN=Acme Issuing,O=Acme", {.key_usage = small_ca::key_cert_sign});
  auto const for_crls = root.issue_ca("CN=Acme Issuing,O=Acme", {.key_usage = small_ca::crl_sign});
  auto const qm2 = issuing.issue({.subject = "CN=QM2,O=Acme"});
  Case asked{.path = {read_certificate(qm2), read_certificate(issuing), read_certificate(root)},
             .crls = {for_crls.crl(), root.crl()}};
  CHECK(code_of(asked.ask()) == Errc::crl_signer_refused);
  asked.signers = {read_certificate(for_crls)};
  CHECK(asked.ask().is_good());
  asked.crls = {for_crls.crl(), root.crl({.revoked = {{.serial_number = for_crls.certificate().serial_number}}})};
  CHECK(code_of(asked.ask()) == Errc::crl_signer_revoked);
}

TEST_CASE("The fault of the signer that came closest is told", "[revocation]") {
  SmallCa const old_root{"CN=Acme Root"}, new_root{"CN=Acme Root"};
  auto const new_by_old = read_certificate(old_root.cross_certify(new_root));
  auto const peer = read_certificate(new_root.issue({.subject = "CN=QM2"}));
  auto const ask = [&](small_ca::CrlProfile const& profile) {
    return code_of(Case{.path = {peer, new_by_old, read_certificate(old_root)}, .crls = {old_root.crl(profile)}}.ask());
  };
  CHECK(!ask({}));
  CHECK(ask({.wrong_signature = true}) == Errc::crl_signature_mismatch);
  CHECK(ask({.key = small_ca::Key::generate(small_ca::KeyKind::ec_p256)}) == Errc::crl_signer_refused);
}

TEST_CASE("A certificate of the path with another name than the CRL's issuer is no signer", "[revocation]") {
  SmallCa const root{"CN=Acme Root"};
  auto const issuing = root.issue_ca("CN=Acme Issuing CA 2");
  auto const status =
      Case{.path = {read_certificate(issuing.issue({.subject = "CN=QM2"})), read_certificate(issuing),
                    read_certificate(root)},
           .crls = {root.crl({.issuer = "CN=Acme Issuing CA 2", .omit = {small_ca::oid::authority_key_identifier}})}}
          .ask();
  CHECK(code_of(status) == Errc::crl_signature_mismatch);
}

TEST_CASE("No more signers are tried than the effort allows, and none goes on for ever", "[revocation]") {
  Scene const scene;
  std::vector<Certificate> many;
  for (int i = 0; i != 10; ++i) many.push_back(read_certificate(SmallCa{"CN=CRL Issuer,O=Acme"}));
  auto const crl = scene.indirect_crl({.omit = {small_ca::oid::authority_key_identifier}});
  CHECK(code_of(scene.ask({crl}, many)) == Errc::budget_exceeded);
  many.erase(many.begin() + 7, many.end());
  many.push_back(read_certificate(scene.issuer));
  CHECK(scene.ask({crl}, many, false).is_good());
  std::vector<Certificate> repeated(10, many.front());  // costs one
  repeated.push_back(read_certificate(scene.issuer));
  CHECK(scene.ask({crl}, repeated, false).is_good());

  // the CRL issuer of each certificate has a certificate that names the next one
  SmallCa const root{"CN=Acme Root,O=Acme"};
  std::vector<SmallCa> issuers;
  std::vector<test::Bytes> crls;
  std::vector<Certificate> signers;
  for (int i = 0; i != 6; ++i) {
    auto profile = crl_signing("");
    profile.extra = {test::points({{{}, {}, "CN=Issuer " + std::to_string(i + 1)}})};
    issuers.push_back(root.issue_ca("CN=Issuer " + std::to_string(i), profile));
    crls.push_back(issuers.back().crl({.extra = {test::scope(test::indirect())}}));
    signers.push_back(read_certificate(issuers.back()));
  }
  auto const qm2 = root.issue({.subject = "CN=QM2", .extra = {test::points({{{}, {}, "CN=Issuer 0"}})}});
  auto const status =
      Case{.path = {read_certificate(qm2), read_certificate(root)}, .crls = crls, .signers = signers}.ask();
  REQUIRE(status.is_unknown());
  CHECK(status.finding().code == Errc::crl_signer_status_unknown);
  CHECK(std::get<vidimus::Note>(status.finding().detail).text.find("budget_exceeded") != std::string::npos);
}
