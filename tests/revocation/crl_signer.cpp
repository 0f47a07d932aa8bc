// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_signer.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <string>

namespace {

namespace der = test::der;
using test::Bytes;
using test::SmallCa;
using vidimus::Errc;

auto with_authority_key(SmallCa const& root, Bytes const& inside) -> vidimus::CertificateList {
  return test::read_crl(root.crl({.omit = {small_ca::oid::authority_key_identifier},
                                  .extra = {{small_ca::oid::authority_key_identifier, false, der::sequence(inside)}}}));
}
auto issuer_and_serial(std::string const& issuer, std::uint64_t serial) -> Bytes {
  auto inside = der::element(0xa1, small_ca::general_name("DN:" + issuer));
  der::append(inside, der::integer(serial, 0x82));
  return inside;
}
auto code_of(std::optional<vidimus::Finding> const& finding) -> std::optional<Errc> {
  return finding ? std::optional{finding->code} : std::nullopt;
}

}  // namespace

TEST_CASE("A CRL's signer is told by its key identifier, or else by its certificate's serial number", "[revocation]") {
  SmallCa const root{"CN=Acme Root", {.serial_number = 77}};
  SmallCa const without_identifier{"CN=Acme Root",
                                   {.serial_number = 77, .omit = {small_ca::oid::subject_key_identifier}}};
  auto const check = [&](SmallCa const& signer, Bytes const& inside) {
    return code_of(
        vidimus::detail::check_authority_key(with_authority_key(root, inside), test::read_certificate(signer)));
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

TEST_CASE("A CRL's signer may sign CRLs, and did", "[revocation]") {
  SmallCa const root{"CN=Acme Root"}, only_certificates{"CN=Acme Root", {.key_usage = small_ca::key_cert_sign}};
  SmallCa const without_usage{"CN=Acme Root", {.omit = {small_ca::oid::key_usage}}};
  auto const check = [](SmallCa const& signer, small_ca::CrlProfile const& profile) {
    vidimus::detail::SignedCrl const crl{test::read_crl(signer.crl(profile))};
    return code_of(vidimus::detail::check_signer(crl, test::read_certificate(signer)));
  };
  CHECK(!check(root, {}));
  CHECK(!check(without_usage, {}));
  CHECK(check(only_certificates, {}) == Errc::crl_signer_refused);
  CHECK(check(root, {.wrong_signature = true}) == Errc::crl_signature_mismatch);
  CHECK(check(root, {.key = small_ca::Key::generate(small_ca::KeyKind::ec_p256)}) == Errc::crl_signer_refused);
}
