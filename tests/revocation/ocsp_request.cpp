// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/ocsp_request.hpp>

#include "ocsp_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <set>
#include <string>

namespace {

using vidimus::detail::make_ocsp_nonce;
using vidimus::detail::nonce_sent_in;
using vidimus::detail::write_ocsp_request;
namespace der = small_ca::der;

}  // namespace

TEST_CASE("A request is what another implementation makes of the same certificates", "[revocation][ocsp]") {
  auto const root = test::certificate("ocsp/root.pem"), peer = test::certificate("ocsp/revoked.pem");
  for (auto const& [hash, file] : {std::pair{vidimus::CertIdHash::sha1, "ocsp/openssl_request_sha1.der"},
                                   std::pair{vidimus::CertIdHash::sha256, "ocsp/openssl_request_sha256.der"}}) {
    auto const cert_id = vidimus::detail::CertIdMaker{peer, root}.write(hash).value();
    CHECK(vidimus::to_hex(write_ocsp_request(cert_id)) == vidimus::to_hex(test::data(file)));
  }
}

TEST_CASE("A nonce has 32 octets, no two are the same, and the request carries it", "[revocation][ocsp]") {
  std::set<vidimus::detail::OcspNonce> seen;
  for (int i = 0; i != 64; ++i) seen.insert(make_ocsp_nonce().value());
  CHECK(seen.size() == 64);

  auto const nonce = *seen.begin();
  auto const request = write_ocsp_request(test::Bytes{std::byte{5}, std::byte{0}}, nonce);
  CHECK(nonce.size() == 32);
  CHECK(vidimus::same_bytes(nonce_sent_in(request).value(), der::octet_string(nonce)));
  CHECK(!nonce_sent_in(write_ocsp_request(test::Bytes{std::byte{5}, std::byte{0}})));
}

TEST_CASE("The signatures that we verify are preferred, those with SHA-1 are not among them", "[revocation][ocsp]") {
  auto const request =
      vidimus::to_hex(write_ocsp_request(test::Bytes{std::byte{5}, std::byte{0}}, make_ocsp_nonce().value()));
  auto const has = [&](vidimus::der::Oid id) {
    return request.find(vidimus::to_hex(der::element(0x06, id.contents()))) != std::string::npos;
  };
  CHECK(has(vidimus::oid::ocsp_preferred_signature_algorithms));
  CHECK(has(vidimus::oid::ecdsa_with_sha256));
  CHECK(has(vidimus::oid::sha256_with_rsa));
  CHECK(!has(vidimus::oid::sha1_with_rsa));
  CHECK(!has(vidimus::oid::ecdsa_with_sha1));
}

TEST_CASE("In what is no request there is no nonce", "[revocation][ocsp]") {
  auto const request = write_ocsp_request(test::Bytes{std::byte{5}, std::byte{0}}, make_ocsp_nonce().value());
  for (std::size_t size = 0; size != request.size(); ++size)
    CHECK(!nonce_sent_in(vidimus::ByteView{request}.first(size)));
  CHECK(!nonce_sent_in(der::sequence()));
  auto const extensions = vidimus::detail::write_request_extensions({});
  CHECK(nonce_sent_in(der::sequence(der::sequence(der::sequence(), extensions))));
  CHECK(!nonce_sent_in(der::sequence(der::sequence(extensions))));  // it asks about nothing
  CHECK(!nonce_sent_in(der::sequence(der::sequence(der::sequence(), der::element(0xa2, der::sequence(der::null()))))));
}
