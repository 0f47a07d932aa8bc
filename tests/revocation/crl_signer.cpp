// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_signer.hpp>

#include "issuance.hpp"
#include "small_ca.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace {

namespace der = small_ca::der;
using small_ca::Bytes;
using small_ca::SmallCa;
using vidimus::CertificateList;
using vidimus::Errc;

auto with_authority_key(SmallCa const& root, Bytes const& inside) -> CertificateList {
  return CertificateList::parse(
             root.crl({.omit = {small_ca::oid::authority_key_identifier},
                       .extra = {{small_ca::oid::authority_key_identifier, false, der::sequence(inside)}}}))
      .value();
}
auto issuer_and_serial(std::string const& issuer, std::uint64_t serial) -> Bytes {
  auto inside = der::element(0xa1, small_ca::general_name("DN:" + issuer));
  der::append(inside, der::integer(serial, 0x82));
  return inside;
}

}  // namespace

TEST_CASE("A CRL's signer is told by its key identifier, or else by its certificate's serial number", "[revocation]") {
  SmallCa const root{"CN=Acme Root", {.serial_number = 77}};
  SmallCa const without_identifier{"CN=Acme Root",
                                   {.serial_number = 77, .omit = {small_ca::oid::subject_key_identifier}}};
  auto const check = [&](SmallCa const& signer, Bytes const& inside) {
    auto const certificate = vidimus::Certificate::parse(signer.der()).value();
    auto const finding = vidimus::detail::check_authority_key(with_authority_key(root, inside), certificate);
    return finding ? std::optional{finding->code} : std::nullopt;
  };
  auto const identifier = der::element(0x80, root.key().identifier());
  auto const other_identifier = der::element(0x80, Bytes(20));
  CHECK(!check(root, {}));
  CHECK(!check(root, identifier));
  CHECK(check(root, other_identifier) == Errc::crl_signer_refused);
  CHECK(!check(without_identifier, other_identifier));

  CHECK(!check(root, issuer_and_serial("CN=Acme Root", 77)));
  CHECK(check(root, issuer_and_serial("CN=Acme Root", 78)) == Errc::crl_signer_refused);
  // the key identifier decides where both have one: a cross-certified key has several certificates
  auto both = identifier;
  der::append(both, issuer_and_serial("CN=Bridge", 78));
  CHECK(!check(root, both));
}

TEST_CASE("The fault of the signer that came closest is told", "[revocation]") {
  SmallCa const old_root{"CN=Acme Root"};
  SmallCa const new_root{"CN=Acme Root"};
  auto const new_by_old = vidimus::Certificate::parse(old_root.cross_certify(new_root).der).value();
  auto const peer = vidimus::Certificate::parse(new_root.issue({.subject = "CN=QM2"}).der).value();
  test::Issuance const issuance{{peer, new_by_old, vidimus::Certificate::parse(old_root.der()).value()},
                                small_ca::now()};
  auto const find = [&](small_ca::CrlProfile const& profile) {
    vidimus::detail::SignedCrl const crl{CertificateList::parse(old_root.crl(profile)).value()};
    auto const finding = vidimus::detail::find_crl_signer(crl, issuance.at(0));
    return finding ? std::optional{finding->code} : std::nullopt;
  };
  CHECK(!find({}));
  CHECK(find({.wrong_signature = true}) == Errc::crl_signature_mismatch);
  CHECK(find({.key = small_ca::Key::generate(small_ca::KeyKind::ec_p256)}) == Errc::crl_signer_refused);
}

TEST_CASE("A certificate of the path with another name than the CRL's issuer is no signer", "[revocation]") {
  SmallCa const root{"CN=Acme Root"};
  auto const issuing = root.issue_ca("CN=Acme Issuing CA 2");
  auto const read = [](Bytes const& der) { return vidimus::Certificate::parse(der).value(); };
  test::Issuance const issuance{{read(issuing.issue({.subject = "CN=QM2"}).der), read(issuing.der()), read(root.der())},
                                small_ca::now()};
  vidimus::detail::SignedCrl const crl{
      CertificateList::parse(
          root.crl({.issuer = "CN=Acme Issuing CA 2", .omit = {small_ca::oid::authority_key_identifier}}))
          .value()};
  auto const finding = vidimus::detail::find_crl_signer(crl, issuance.at(0));
  REQUIRE(finding);
  CHECK(finding->code == Errc::crl_signature_mismatch);
}
