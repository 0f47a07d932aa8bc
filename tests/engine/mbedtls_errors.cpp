// SPDX-License-Identifier: Apache-2.0
#include <vidimus/engine/mbedtls_errors.hpp>

#include <catch2/catch_test_macros.hpp>

#include <mbedtls/oid.h>
#include <mbedtls/rsa.h>

using namespace vidimus::engine::detail;
using vidimus::Errc;

TEST_CASE("an error number is read with the moment in which it came", "[engine]") {
  struct {
    int number;
    Exchange exchange;
    Errc code;
  } const rows[]{
      {MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE, Exchange::greeting, Errc::no_common_cipher_suite},
      {MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE, Exchange::agreed, Errc::no_common_cipher_suite},
      {MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE, Exchange::expecting, Errc::peer_parameter_illegal},
      {MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE, Exchange::conversing, Errc::engine_failed},
      {MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE, Exchange::proving, Errc::peer_signature_mismatch},
      {MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE, Exchange::finishing, Errc::peer_record_unauthentic},
      {MBEDTLS_ERR_RSA_VERIFY_FAILED, Exchange::proving, Errc::peer_signature_mismatch},
      {MBEDTLS_ERR_RSA_PRIVATE_FAILED, Exchange::agreed, Errc::engine_failed},  // our own signature
      {MBEDTLS_ERR_ECP_INVALID_KEY, Exchange::expecting, Errc::peer_certificate_unreadable},
      {MBEDTLS_ERR_RSA_PRIVATE_FAILED, Exchange::finishing, Errc::engine_failed},
      {MBEDTLS_ERR_ECP_VERIFY_FAILED, Exchange::proving, Errc::peer_signature_mismatch},
      {MBEDTLS_ERR_PK_SIG_LEN_MISMATCH, Exchange::proving, Errc::peer_signature_mismatch},
      {MBEDTLS_ERR_X509_FATAL_ERROR, Exchange::agreed, Errc::peer_certificate_unreadable},
      {MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG, Exchange::agreed,
       Errc::peer_certificate_unreadable},
      {MBEDTLS_ERR_X509_UNKNOWN_SIG_ALG + MBEDTLS_ERR_OID_NOT_FOUND, Exchange::finishing,
       Errc::peer_certificate_unreadable},
      {MBEDTLS_ERR_SSL_BAD_CERTIFICATE, Exchange::agreed, Errc::peer_certificate_unreadable},
      {MBEDTLS_ERR_SSL_CONN_EOF, Exchange::greeting, Errc::handshake_interrupted},
      {MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY, Exchange::proving, Errc::handshake_interrupted},
      {MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE, Exchange::conversing, Errc::alert_received},
      {MBEDTLS_ERR_SSL_INVALID_MAC, Exchange::conversing, Errc::peer_record_unauthentic},
      {MBEDTLS_ERR_SSL_INVALID_RECORD, Exchange::greeting, Errc::peer_message_malformed},
      {MBEDTLS_ERR_SSL_DECODE_ERROR, Exchange::greeting, Errc::peer_message_malformed},
      {MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE, Exchange::conversing, Errc::peer_message_unexpected},
      {MBEDTLS_ERR_SSL_ILLEGAL_PARAMETER, Exchange::greeting, Errc::peer_parameter_illegal},
      {MBEDTLS_ERR_SSL_UNSUPPORTED_EXTENSION, Exchange::agreed, Errc::peer_parameter_illegal},
      {MBEDTLS_ERR_SSL_PK_TYPE_MISMATCH, Exchange::proving, Errc::peer_parameter_illegal},
      {MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION, Exchange::greeting, Errc::protocol_version_unsupported},
      {MBEDTLS_ERR_SSL_NO_APPLICATION_PROTOCOL, Exchange::greeting, Errc::no_application_protocol},
      {MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE, Exchange::agreed, Errc::peer_certificate_required},
      {MBEDTLS_ERR_SSL_INTERNAL_ERROR, Exchange::proving, Errc::engine_failed},
      {MBEDTLS_ERR_SSL_BAD_INPUT_DATA, Exchange::agreed, Errc::peer_parameter_illegal},
      {MBEDTLS_ERR_SSL_BAD_INPUT_DATA, Exchange::conversing, Errc::engine_failed},
      {MBEDTLS_ERR_SSL_COUNTER_WRAPPING, Exchange::conversing, Errc::engine_failed},
      {-1, Exchange::conversing, Errc::engine_failed},
  };
  for (auto const& [number, exchange, code] : rows) {
    INFO(number << " in exchange " << static_cast<int>(exchange));
    CHECK(errc_of(number, exchange) == code);
  }
}

TEST_CASE("an extension's error is told from others", "[engine]") {
  CHECK(is_extension_error(MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG));
  CHECK(is_extension_error(MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE));
  CHECK_FALSE(is_extension_error(MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_LENGTH_MISMATCH));
  CHECK_FALSE(is_extension_error(MBEDTLS_ERR_X509_UNKNOWN_SIG_ALG + MBEDTLS_ERR_OID_NOT_FOUND));
}

TEST_CASE("memory that ran out is that, whatever the moment", "[engine]") {
  for (int const number : {MBEDTLS_ERR_SSL_ALLOC_FAILED, MBEDTLS_ERR_X509_ALLOC_FAILED, MBEDTLS_ERR_PK_ALLOC_FAILED,
                           MBEDTLS_ERR_ECP_ALLOC_FAILED, MBEDTLS_ERR_MPI_ALLOC_FAILED, MBEDTLS_ERR_ASN1_ALLOC_FAILED})
    for (auto const exchange : {Exchange::greeting, Exchange::proving, Exchange::conversing})
      CHECK(errc_of(number, exchange) == Errc::out_of_memory);
}

TEST_CASE("the library's number and words are kept", "[engine]") {
  auto const said = underlying("reading", MBEDTLS_ERR_SSL_INVALID_MAC);
  CHECK(said.native == MBEDTLS_ERR_SSL_INVALID_MAC);
  CHECK(said.what.starts_with("reading"));
  CHECK_FALSE(said.code);
}

TEST_CASE("an alert that the library sends tells what it means by a general fault", "[engine]") {
  CHECK(errc_of_own_alert(vidimus::Alert::bad_certificate) == Errc::peer_certificate_unreadable);
  CHECK(errc_of_own_alert(vidimus::Alert::illegal_parameter) == Errc::peer_parameter_illegal);
  CHECK(errc_of_own_alert(vidimus::Alert::decode_error) == Errc::peer_message_malformed);
  CHECK(errc_of_own_alert(vidimus::Alert::unexpected_message) == Errc::peer_message_unexpected);
  CHECK(errc_of_own_alert(vidimus::Alert::internal_error) == Errc::engine_alert);
}
