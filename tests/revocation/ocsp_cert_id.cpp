// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/ocsp_cert_id.hpp>

#include "ocsp_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <vector>

namespace {

using test::Bytes;
using vidimus::CertIdHash;
using vidimus::OcspCertId;
namespace der = small_ca::der;

auto parsed(Bytes const& encoded) -> OcspCertId {
  vidimus::der::Reader reader{encoded};
  return OcspCertId::read(reader).value();
}

}  // namespace

TEST_CASE("A certificate is named as RFC 6960 has it, by either digest", "[revocation][ocsp]") {
  test::OcspScene const scene;
  auto const peer = test::read(scene.qm2.der), root = test::read(scene.root.der());
  auto const by = [&](CertIdHash hash) { return vidimus::detail::CertIdMaker{peer, root}.write(hash).value(); };
  auto entry = scene.entry();
  CHECK(by(CertIdHash::sha1) == ocsp_cert_id(scene.root, entry));
  entry.hash = small_ca::oid::sha256;
  CHECK(by(CertIdHash::sha256) == ocsp_cert_id(scene.root, entry));
  CHECK(parsed(by(CertIdHash::sha384)).issuer_key_hash.size() == 48);
  CHECK(parsed(by(CertIdHash::sha512)).issuer_name_hash.size() == 64);
}

TEST_CASE("A CertID is a certificate's if all four of its fields are", "[revocation][ocsp]") {
  test::OcspScene const scene;
  auto const peer = test::read(scene.qm2.der), root = test::read(scene.root.der());
  vidimus::detail::CertIdMaker ids{peer, root};
  auto const is_ours = [&](OcspCertId const& id) { return ids.matches(id); };
  auto const matches = [&](test::OcspEntry const& entry) { return is_ours(parsed(ocsp_cert_id(scene.root, entry))); };
  auto entry = scene.entry();
  CHECK(matches(entry));
  entry.hash = small_ca::oid::sha256;
  CHECK(matches(entry));
  for (auto const hash : {CertIdHash::sha384, CertIdHash::sha512, CertIdHash::sha1})
    CHECK(is_ours(parsed(vidimus::detail::CertIdMaker{peer, root}.write(hash).value())));

  auto other_serial = scene.entry();
  other_serial.serial_number = 0x51a4;
  CHECK(!matches(other_serial));
  auto other_name = scene.entry();
  other_name.issuer_name = "CN=Acme Root 2,O=Acme";
  CHECK(!matches(other_name));
  auto other_key = scene.entry();
  other_key.issuer_key = small_ca::Key::generate(small_ca::KeyKind::ec_p256);
  CHECK(!matches(other_key));
}

TEST_CASE("The digest is the one that the CertID says", "[revocation][ocsp]") {
  test::OcspScene const scene;
  auto const peer = test::read(scene.qm2.der), root = test::read(scene.root.der());
  vidimus::detail::CertIdMaker ids{peer, root};
  auto const encoded = ocsp_cert_id(scene.root, scene.entry());
  auto const known = parsed(encoded);
  auto const with = [&](Bytes const& algorithm) {
    auto const serial = der::integer(0x51a3);
    auto const id = der::sequence(algorithm, der::octet_string(known.issuer_name_hash),
                                  der::octet_string(known.issuer_key_hash), serial);
    return ids.matches(parsed(id));
  };
  CHECK(with(der::sequence(der::oid(small_ca::oid::sha1), der::null())));
  CHECK(with(der::sequence(der::oid(small_ca::oid::sha1))));
  CHECK(!with(der::sequence(der::oid(small_ca::oid::sha1), der::integer(0))));
  CHECK(!with(der::sequence(der::oid(small_ca::oid::sha256), der::null())));
  CHECK(!with(der::sequence(der::oid("1.2.840.113549.2.5"), der::null())));  // MD5
}
