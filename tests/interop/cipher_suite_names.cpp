// SPDX-License-Identifier: Apache-2.0
// Names, code points and properties of the cipher suites, as OpenSSL knows them.
#include <vidimus/cipher_spec/table.hpp>

#include <openssl/ssl.h>

#include <catch2/catch_test_macros.hpp>

#include <memory>
#include <string_view>

using namespace vidimus;

namespace {

struct FreeSession {
  void operator()(SSL* session) const { SSL_free(session); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

auto version_of(SSL_CIPHER const* cipher) -> std::string_view {
  return std::string_view{SSL_CIPHER_get_version(cipher)} == "TLSv1.3" ? "TLS 1.3" : "TLS 1.2";
}

auto certificate_key_of(SSL_CIPHER const* cipher) -> CertificateKey {
  switch (SSL_CIPHER_get_auth_nid(cipher)) {
    case NID_auth_rsa: return CertificateKey::rsa;
    case NID_auth_ecdsa: return CertificateKey::ecdsa;
    default: return CertificateKey::any;
  }
}

auto key_exchange_of(SSL_CIPHER const* cipher) -> KeyExchange {
  switch (SSL_CIPHER_get_kx_nid(cipher)) {
    case NID_kx_rsa: return KeyExchange::rsa;
    case NID_kx_ecdhe: return KeyExchange::ecdhe;
    default: return KeyExchange::tls13;
  }
}

}  // namespace

TEST_CASE("OpenSSL knows every suite of the table by the same name and number", "[interop][cipher_spec]") {
  std::unique_ptr<SSL_CTX, FreeSession> const context{SSL_CTX_new(TLS_method())};
  REQUIRE(context);
  std::unique_ptr<SSL, FreeSession> const session{SSL_new(context.get())};
  REQUIRE(session);
  for (auto const& suite : cipher_suites) {
    INFO(suite.iana_name);
    unsigned char const code_point[]{static_cast<unsigned char>(suite.code_point >> 8U),
                                     static_cast<unsigned char>(suite.code_point & 0xFFU)};
    auto const* const cipher = SSL_CIPHER_find(session.get(), code_point);
    REQUIRE(cipher != nullptr);
    CHECK(SSL_CIPHER_standard_name(cipher) == suite.iana_name);
    CHECK(SSL_CIPHER_get_protocol_id(cipher) == suite.code_point);
    CHECK(version_of(cipher) == name_of(suite.protocol_version));
    CHECK((SSL_CIPHER_is_aead(cipher) == 1) == suite.is_aead());
    CHECK(certificate_key_of(cipher) == suite.certificate_key);
    CHECK(key_exchange_of(cipher) == suite.key_exchange);
  }
}
