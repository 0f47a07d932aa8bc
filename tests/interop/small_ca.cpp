// SPDX-License-Identifier: Apache-2.0
// What the small certification authority makes is what OpenSSL takes it for.
#include "small_ca.hpp"

#include <vidimus/x509/certificate.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <catch2/catch_test_macros.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

using small_ca::Bytes;
using small_ca::KeyKind;
using small_ca::SmallCa;

template <class T>
using Owned = std::unique_ptr<T, void (*)(T*)>;

auto read_certificate(Bytes const& der) -> Owned<X509> {
  auto const* at = reinterpret_cast<unsigned char const*>(der.data());
  auto* const certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
  REQUIRE(certificate != nullptr);
  REQUIRE(at == reinterpret_cast<unsigned char const*>(der.data()) + der.size());
  return {certificate, X509_free};
}

auto read_crl(Bytes const& der) -> Owned<X509_CRL> {
  auto const* at = reinterpret_cast<unsigned char const*>(der.data());
  auto* const crl = d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size()));
  REQUIRE(crl != nullptr);
  REQUIRE(at == reinterpret_cast<unsigned char const*>(der.data()) + der.size());
  return {crl, X509_CRL_free};
}

/// X509_verify_cert in its strict mode; X509_V_OK is 0.
auto verify(SmallCa const& root, std::vector<Bytes> const& between, Bytes const& end_entity,
            std::vector<Bytes> const& crls = {}) -> int {
  Owned<X509_STORE> const store{X509_STORE_new(), X509_STORE_free};
  X509_STORE_add_cert(store.get(), read_certificate(root.der()).get());
  for (auto const& crl : crls) X509_STORE_add_crl(store.get(), read_crl(crl).get());
  X509_STORE_set_flags(
      store.get(), X509_V_FLAG_X509_STRICT | (crls.empty() ? 0UL : X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL));
  std::vector<Owned<X509>> intermediates;
  auto* const untrusted = sk_X509_new_null();
  for (auto const& der : between) {
    intermediates.push_back(read_certificate(der));
    sk_X509_push(untrusted, intermediates.back().get());
  }
  auto const certificate = read_certificate(end_entity);
  Owned<X509_STORE_CTX> const context{X509_STORE_CTX_new(), X509_STORE_CTX_free};
  X509_STORE_CTX_init(context.get(), store.get(), certificate.get(), untrusted);
  X509_verify_cert(context.get());
  sk_X509_free(untrusted);
  ERR_clear_error();
  return X509_STORE_CTX_get_error(context.get());
}

auto subject_of(X509* certificate) -> std::string {
  Owned<BIO> const out{BIO_new(BIO_s_mem()), [](BIO* bio) { BIO_free(bio); }};
  X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253);
  char* text = nullptr;
  auto const length = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace

TEST_CASE("OpenSSL accepts the certificates of the small authority, whatever its keys", "[interop][small_ca]") {
  for (auto const kind : {KeyKind::ec_p256, KeyKind::ec_p384, KeyKind::rsa_2048}) {
    SmallCa const root{"CN=Acme Root,O=Acme", {.key_kind = kind}};
    auto const issuing = root.issue_ca("CN=Acme Issuing CA 2,O=Acme", {.key_kind = kind, .path_len = 0});
    auto const qm2 = issuing.issue({.subject = "CN=QM2,OU=Payments,O=Acme",
                                    .alt_names = {"DNS:qm2.example", "IP:127.0.0.1", "IP:::1", "URI:spiffe://acme/qm2"},
                                    .key_kind = kind});
    CHECK(verify(root, {issuing.der()}, qm2.der) == X509_V_OK);
    CHECK(subject_of(read_certificate(qm2.der).get()) == "CN=QM2,OU=Payments,O=Acme");
  }
}

TEST_CASE("OpenSSL refuses the small authority's odd certificates for the reason they were made for",
          "[interop][small_ca]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const now = small_ca::now();
  auto const refusal = [&](small_ca::CertificateProfile profile) {
    profile.subject = "CN=QM2,O=Acme";
    return verify(root, {}, root.issue(profile).der);
  };
  CHECK(refusal({}) == X509_V_OK);
  CHECK(refusal({.wrong_signature = true}) == X509_V_ERR_CERT_SIGNATURE_FAILURE);
  CHECK(refusal({.not_after = now - std::chrono::minutes{1}}) == X509_V_ERR_CERT_HAS_EXPIRED);
  CHECK(refusal({.not_before = now + std::chrono::hours{1}}) == X509_V_ERR_CERT_NOT_YET_VALID);
  CHECK(refusal({.omit = {small_ca::oid::authority_key_identifier}}) == X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER);
  CHECK(refusal({.extra = {{"1.3.6.1.4.1.99999.1", true, small_ca::der::null()}}}) ==
        X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION);
  CHECK(X509_get_version(read_certificate(root.issue({.subject = "CN=Old", .is_v1 = true}).der).get()) == 0);
}

TEST_CASE("OpenSSL follows a cross certificate of the small authority", "[interop][small_ca]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  SmallCa const other{"CN=Other Root,O=Other", {.key_kind = KeyKind::ec_p384}};
  auto const peer = other.issue({.subject = "CN=QM9,O=Other"});
  CHECK(verify(root, {}, peer.der) == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
  CHECK(verify(root, {root.cross_certify(other).der}, peer.der) == X509_V_OK);
}

TEST_CASE("OpenSSL reads the small authority's CRLs", "[interop][small_ca]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const qm2 = root.issue({.subject = "CN=QM2,O=Acme"});
  CHECK(verify(root, {}, qm2.der, {root.crl()}) == X509_V_OK);
  CHECK(verify(root, {}, qm2.der,
               {root.crl({.revoked = {{.serial_number = 7, .reason = 1}, {.serial_number = qm2.serial_number}}})}) ==
        X509_V_ERR_CERT_REVOKED);
  CHECK(verify(root, {}, qm2.der, {root.crl({.wrong_signature = true})}) == X509_V_ERR_CRL_SIGNATURE_FAILURE);
  CHECK(verify(root, {}, qm2.der, {root.crl({.next_update = small_ca::now() - std::chrono::minutes{1}})}) ==
        X509_V_ERR_CRL_HAS_EXPIRED);
  CHECK(X509_CRL_get_version(read_crl(root.crl({.is_v1 = true})).get()) == 0);
}

TEST_CASE("OpenSSL reads the small authority's private keys, and they fit", "[interop][small_ca]") {
  for (auto const kind : {KeyKind::ec_p256, KeyKind::ec_p384, KeyKind::rsa_2048}) {
    SmallCa const root{"CN=Acme Root", {.key_kind = kind}};
    auto const text = root.key().pem();
    Owned<BIO> const in{BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), [](BIO* bio) { BIO_free(bio); }};
    Owned<EVP_PKEY> const key{PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
    REQUIRE(key != nullptr);
    CHECK(X509_check_private_key(read_certificate(root.der()).get(), key.get()) == 1);
  }
}

TEST_CASE("vidimus reads in the small authority's certificates what was asked for", "[interop][small_ca]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  auto const issued =
      root.issue({.subject = "CN=QM2+UID=q2,OU=Payments\\, EU,O=Acme,C=DE",
                  .alt_names = {"DNS:qm2.example", "IP:192.0.2.1", "URI:spiffe://acme/qm2", "EMAIL:a@b.example"},
                  .crl_urls = {"http://crl.example/1.crl"},
                  .serial_number = 0x51A3});
  auto const certificate = vidimus::Certificate::parse(issued.der).value();
  CHECK(certificate.subject().to_text() == "CN=QM2+UID=q2,OU=Payments\\, EU,O=Acme,C=DE");
  CHECK(certificate.issuer().to_text() == "CN=Acme Root,O=Acme");
  CHECK(certificate.serial_number().to_hex() == "51A3");
  CHECK(!certificate.basic_constraints().value().is_ca);
  CHECK(certificate.key_usage().value().to_text() == "digitalSignature");
  CHECK(certificate.extended_key_usage().value().contains(vidimus::oid::client_auth));
  std::vector<std::string> names;
  auto const alt_names = certificate.subject_alt_names();
  for (auto const name : *alt_names) names.push_back(name.to_text());
  CHECK(names ==
        std::vector<std::string>{"DNS:qm2.example", "IP:192.0.2.1", "URI:spiffe://acme/qm2", "email:a@b.example"});
  CHECK(certificate.crl_distribution_points().value().count() == 1);
  auto const authority = vidimus::Certificate::parse(root.issue_ca("CN=Issuing", {.path_len = 3}).der()).value();
  CHECK(authority.basic_constraints().value().path_len_constraint == 3);
  CHECK(authority.key_usage().value().to_text() == "keyCertSign, cRLSign");
}

TEST_CASE("OpenSSL reads the small authority's PEM", "[interop][small_ca]") {
  SmallCa const root{"CN=Acme Root,O=Acme"};
  for (std::uint64_t length = 0; length != 4; ++length) {  // every way a group of base64 can end
    auto const issued = root.issue({.subject = "CN=" + std::string(length + 1, 'q')});
    auto const text = issued.pem();
    Owned<BIO> const in{BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), [](BIO* bio) { BIO_free(bio); }};
    Owned<X509> const certificate{PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr), X509_free};
    REQUIRE(certificate != nullptr);
    CHECK(X509_cmp(certificate.get(), read_certificate(issued.der).get()) == 0);
  }
}
