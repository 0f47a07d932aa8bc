// SPDX-License-Identifier: Apache-2.0
// mbedTLS's error numbers as ours.
#pragma once

#include <vidimus/core/failure.hpp>

#include <mbedtls/asn1.h>
#include <mbedtls/bignum.h>
#include <mbedtls/ecp.h>
#include <mbedtls/error.h>
#include <mbedtls/pk.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509.h>

#include <string>

namespace vidimus::engine::detail {

/// Where a connection stands, which tells whose doing an error is.
enum class Exchange : unsigned char {
  greeting,    ///< no ServerHello yet
  agreed,      ///< we have a flight of our own to finish, and to sign
  expecting,   ///< the peer's Certificate has not come
  proving,     ///< it has: a signature that does not fit is the peer's
  finishing,   ///< all that is left of the peer's is Finished
  conversing,  ///< the handshake is over
};

[[nodiscard]] inline auto is_out_of_memory(int error) -> bool {
  switch (error) {
    case MBEDTLS_ERR_SSL_ALLOC_FAILED:
    case MBEDTLS_ERR_X509_ALLOC_FAILED:
    case MBEDTLS_ERR_PK_ALLOC_FAILED:
    case MBEDTLS_ERR_ECP_ALLOC_FAILED:
    case MBEDTLS_ERR_MPI_ALLOC_FAILED:
    case MBEDTLS_ERR_ASN1_ALLOC_FAILED: return true;
    default: return false;
  }
}

// mbedTLS gives each module a range; a lower module's number may be added in the last seven bits.
[[nodiscard]] inline auto is_x509_error(int error) -> bool { return error <= -0x2080 && error >= -0x3000; }
/// A critical extension that is not processed, among others.
[[nodiscard]] inline auto is_extension_error(int error) -> bool {
  return error == MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG ||
         error == MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE;  // policies other than anyPolicy
}
[[nodiscard]] inline auto is_signature_error(int error) -> bool {
  return (error <= -0x3880 && error > -0x4000) || (error <= -0x4080 && error > -0x4500) ||
         (error <= -0x4B00 && error > -0x5000);
}

/// What of TLS's own errors needs no knowledge of the moment; `engine_failed` for the rest.
[[nodiscard]] inline auto errc_of_tls_error(int error) -> Errc {
  switch (error) {
    case MBEDTLS_ERR_SSL_CONN_EOF:
    case MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY: return Errc::handshake_interrupted;
    case MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE: return Errc::alert_received;
    case MBEDTLS_ERR_SSL_INVALID_MAC: return Errc::peer_record_unauthentic;
    case MBEDTLS_ERR_SSL_INVALID_RECORD:
    case MBEDTLS_ERR_SSL_DECODE_ERROR: return Errc::peer_message_malformed;
    case MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE:
    case MBEDTLS_ERR_SSL_UNEXPECTED_RECORD: return Errc::peer_message_unexpected;
    case MBEDTLS_ERR_SSL_ILLEGAL_PARAMETER:
    case MBEDTLS_ERR_SSL_UNSUPPORTED_EXTENSION:
    case MBEDTLS_ERR_SSL_PK_TYPE_MISMATCH:
    case MBEDTLS_ERR_SSL_UNRECOGNIZED_NAME: return Errc::peer_parameter_illegal;
    case MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION: return Errc::protocol_version_unsupported;
    case MBEDTLS_ERR_SSL_NO_APPLICATION_PROTOCOL: return Errc::no_application_protocol;
    case MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE: return Errc::peer_certificate_required;
    case MBEDTLS_ERR_SSL_BAD_CERTIFICATE: return Errc::peer_certificate_unreadable;
    default: return Errc::engine_failed;
  }
}

/// mbedTLS's general "the handshake failed".
[[nodiscard]] inline auto errc_of_handshake_failure(Exchange exchange) -> Errc {
  switch (exchange) {
    case Exchange::greeting:
    case Exchange::agreed: return Errc::no_common_cipher_suite;  // or no signature algorithm
    case Exchange::expecting: return Errc::peer_parameter_illegal;
    case Exchange::proving: return Errc::peer_signature_mismatch;    // CertificateVerify
    case Exchange::finishing: return Errc::peer_record_unauthentic;  // Finished
    case Exchange::conversing: break;
  }
  return Errc::engine_failed;
}

[[nodiscard]] inline auto errc_of(int error, Exchange exchange) -> Errc {
  if (is_out_of_memory(error)) return Errc::out_of_memory;
  if (error == MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE) return errc_of_handshake_failure(exchange);
  if (exchange == Exchange::conversing) return errc_of_tls_error(error);
  // the key in a certificate, or a signature by it
  if (is_signature_error(error) && exchange == Exchange::expecting) return Errc::peer_certificate_unreadable;
  if (is_signature_error(error) && exchange == Exchange::proving) return Errc::peer_signature_mismatch;
  if (is_x509_error(error)) return Errc::peer_certificate_unreadable;
  // said of a key share that is no key, for example
  if (error == MBEDTLS_ERR_SSL_BAD_INPUT_DATA) return Errc::peer_parameter_illegal;
  return errc_of_tls_error(error);
}

/// A fault of which the library says more by the alert that it sends.
[[nodiscard]] inline auto errc_of_own_alert(Alert alert) -> Errc {
  switch (alert) {
    case Alert::bad_certificate:
    case Alert::unsupported_certificate: return Errc::peer_certificate_unreadable;
    case Alert::illegal_parameter: return Errc::peer_parameter_illegal;
    case Alert::decode_error: return Errc::peer_message_malformed;
    case Alert::unexpected_message: return Errc::peer_message_unexpected;
    default: return Errc::engine_alert;
  }
}

/// The library's own words, where it was built with them.
[[nodiscard]] inline auto underlying(char const* doing, int error) -> Underlying {
  std::string what = doing;
#if defined(MBEDTLS_ERROR_C)
  char words[128] = "";
  mbedtls_strerror(error, words, sizeof words);
  what += std::string{": "} + words;
#endif
  return {std::move(what), {}, error};
}

}  // namespace vidimus::engine::detail
