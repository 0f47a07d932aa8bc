// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/ocsp_delegate.hpp>

#include "ocsp_scene.hpp"

#include <vidimus/revocation/crl_checker.hpp>
#include <vidimus/revocation/unknown.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <type_traits>
#include <vector>

namespace {

using small_ca::Issued;
using small_ca::ocsp_delegate;
using test::always;
using test::OcspScene;
using test::reason;
using vidimus::CertificateList;
using vidimus::CrlChecker;
using vidimus::CrlStore;
using vidimus::DelegateChecked;
using vidimus::Errc;
using vidimus::OcspChecker;

using WithCrls = OcspChecker<DelegateChecked<CrlChecker<>>>;
using WithOcsp = OcspChecker<DelegateChecked<OcspChecker<>>>;
static_assert(!std::is_default_constructible_v<WithCrls>, "no checker of delegates without its CRLs");
static_assert(vidimus::FetchingRevocationChecker<WithOcsp>);

auto store_of(small_ca::Bytes const& crl) -> CrlStore {
  return CrlStore::from_crls({CertificateList::parse(crl).value()});
}

}  // namespace

TEST_CASE("A delegate without ocsp-nocheck is refused, unless the checker's type says otherwise",
          "[revocation][ocsp]") {
  OcspScene const scene;
  auto const delegate = scene.root.issue(ocsp_delegate("CN=Acme OCSP", false));
  auto const response = scene.response({.signer = delegate});
  auto const status = scene.ask(OcspChecker<>{}, always(response));
  REQUIRE(status.is_unknown());
  CHECK(reason(status) == Errc::ocsp_responder_refused);
  CHECK(status.finding().subject == "CN=Acme OCSP");
  CHECK(test::sides(status).wanted == "ocsp-nocheck in the responder's certificate");
  CHECK(scene.ask(OcspChecker<vidimus::DelegateNoCheck>{}, always(response)).is_unknown());
  CHECK(scene.ask(OcspChecker<vidimus::danger::DelegateUnchecked>{}, always(response)).is_good());
}

TEST_CASE("A delegate without ocsp-nocheck is looked up in CRLs where there are any", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const delegate = scene.root.issue(ocsp_delegate("CN=Acme OCSP", false));
  auto const ask = [&](CrlStore const& store, Issued const& signer) {
    return scene.ask(WithCrls{DelegateChecked<CrlChecker<>>{CrlChecker<>{store}}},
                     always(scene.response({.signer = signer})));
  };
  CHECK(ask(store_of(scene.root.crl()), delegate).is_good());
  auto const listed = store_of(scene.root.crl({.revoked = {{.serial_number = delegate.serial_number}}}));
  auto const revoked = ask(listed, delegate);
  REQUIRE(revoked.is_unknown());
  CHECK(reason(revoked) == Errc::ocsp_responder_refused);
  CHECK(std::get<vidimus::Note>(revoked.finding().detail).text.starts_with("certificate_revoked: "));
  auto const nowhere = ask(CrlStore{}, delegate);
  CHECK(reason(nowhere) == Errc::ocsp_responder_refused);
  CHECK(std::get<vidimus::Note>(nowhere.finding().detail).text.starts_with("crl_not_found: "));
  // with ocsp-nocheck nobody asks
  CHECK(ask(CrlStore{}, scene.root.issue(ocsp_delegate("CN=Acme OCSP"))).is_good());
}

TEST_CASE("A delegate of an issuing authority is looked up in that authority's CRLs", "[revocation][ocsp]") {
  small_ca::SmallCa const root{"CN=Acme Root"};
  auto const issuing = root.issue_ca("CN=Acme Issuing CA 2");
  auto const peer = issuing.issue({.subject = "CN=QM2", .ocsp_urls = {"http://ocsp.acme.example"}});
  auto const delegate = issuing.issue(ocsp_delegate("CN=Acme OCSP", false));
  test::Issuance const issuance{{test::read(peer.der), test::read(issuing.der()), test::read(root.der())},
                                small_ca::now()};
  auto const response =
      ocsp_response(issuing, {.entries = {{.serial_number = peer.serial_number}}, .signer = delegate});
  auto const ask = [&](small_ca::Bytes const& crl) {
    return test::Inquiry{always(response)}(WithCrls{DelegateChecked<CrlChecker<>>{CrlChecker<>{store_of(crl)}}},
                                           issuance.at(0));
  };
  CHECK(ask(issuing.crl()).is_good());
  CHECK(ask(issuing.crl({.revoked = {{.serial_number = delegate.serial_number}}})).is_unknown());
  CHECK(ask(root.crl()).is_unknown());
}

TEST_CASE("A checker that was told to skip what it is asked has not checked the delegate", "[revocation][ocsp]") {
  OcspScene const scene;
  struct Skipping {
    using role = vidimus::role::revocation_checker;
    static auto status(vidimus::IssuedCertificate const&, vidimus::Evidence const&) -> vidimus::RevocationStatus {
      return vidimus::RevocationStatus::good({vidimus::Step::check_crl, "nobody", vidimus::Outcome::skipped});
    }
  };
  auto const delegate = scene.root.issue(ocsp_delegate("CN=Acme OCSP", false));
  auto const status = scene.ask(OcspChecker<DelegateChecked<Skipping>>{}, always(scene.response({.signer = delegate})));
  CHECK(reason(status) == Errc::ocsp_responder_refused);
  CHECK(std::get<vidimus::Note>(status.finding().detail).text == "not checked by nobody");
}

TEST_CASE("A delegate may be asked about at a responder of its own", "[revocation][ocsp]") {
  OcspScene const scene;
  auto profile = ocsp_delegate("CN=Acme OCSP", false);
  profile.ocsp_urls = {"http://delegates.acme.example"};
  auto const delegate = scene.root.issue(profile);
  auto const ask = [&](small_ca::OcspStatus what) {
    test::Inquiry inquiry{[&](vidimus::FetchRequest const& request) {
      if (request.url == "http://ocsp.acme.example") return scene.response({.signer = delegate});
      return scene.response_about({.serial_number = delegate.serial_number, .status = what});
    }};
    auto status = inquiry(WithOcsp{}, scene.issuance.at(0));
    CHECK(inquiry.asked().size() == 2);
    return status;
  };
  CHECK(ask(small_ca::OcspStatus::good).is_good());
  CHECK(reason(ask(small_ca::OcspStatus::revoked)) == Errc::ocsp_responder_refused);
  CHECK(reason(ask(small_ca::OcspStatus::unknown)) == Errc::ocsp_responder_refused);

  profile = ocsp_delegate("CN=Acme OCSP");  // with ocsp-nocheck nobody asks
  profile.ocsp_urls = {"http://delegates.acme.example"};
  test::Inquiry inquiry{always(scene.response({.signer = scene.root.issue(profile)}))};
  CHECK(inquiry(WithOcsp{}, scene.issuance.at(0)).is_good());
  CHECK(inquiry.asked().size() == 1);
}

TEST_CASE("Where a delegate does not know, the next responder is asked", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const peer = scene.root.issue({.subject = "CN=QM3", .ocsp_urls = {"http://a.example", "http://b.example"}});
  test::Issuance const issuance{{test::read(peer.der), test::read(scene.root.der())}, scene.now};
  auto const delegate = scene.root.issue(ocsp_delegate("CN=Acme OCSP"));
  test::Inquiry inquiry{[&](vidimus::FetchRequest const& request) {
    auto const what = request.url == "http://a.example" ? small_ca::OcspStatus::unknown : small_ca::OcspStatus::good;
    return scene.response({.entries = {{.serial_number = peer.serial_number, .status = what}}, .signer = delegate});
  }};
  CHECK(inquiry(WithOcsp{}, issuance.at(0)).is_good());
  CHECK(inquiry.asked().size() == 2);
}

TEST_CASE("An answer from before is not believed once its delegate is revoked", "[revocation][ocsp]") {
  OcspScene const scene;
  auto const delegate = scene.root.issue(ocsp_delegate("CN=Acme OCSP", false));
  vidimus::OcspCache const cache;
  auto const checker = [&](small_ca::Bytes const& crl) {
    return WithCrls{DelegateChecked<CrlChecker<>>{CrlChecker<>{store_of(crl)}}, {}, cache};
  };
  CHECK(scene.ask(checker(scene.root.crl()), always(scene.response({.signer = delegate}))).is_good());
  CHECK(checker(scene.root.crl()).status(scene.issuance.at(0), {}).is_good());
  auto const listed = scene.root.crl({.revoked = {{.serial_number = delegate.serial_number}}});
  CHECK(!checker(listed).wants(scene.issuance.at(0), {}).empty());
  CHECK(checker(listed).status(scene.issuance.at(0), {}).is_unknown());
}
