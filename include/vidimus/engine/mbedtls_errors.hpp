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
  agreed,      ///< the peer's Certificate has not come
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

[[nodiscard]] inline auto errc_of(int error, Exchange exchange) -> Errc {
  if (is_out_of_memory(error)) return Errc::out_of_memory;
  if (exchange == Exchange::proving && (error == MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE || is_signature_error(error)))
    return Errc::peer_signature_mismatch;
  if (exchange != Exchange::conversing && is_x509_error(error)) return Errc::peer_certificate_unreadable;
  if (error == MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE && exchange == Exchange::greeting) return Errc::no_common_cipher_suite;
  if (error == MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE && exchange == Exchange::finishing)
    return Errc::peer_record_unauthentic;
  return errc_of_tls_error(error);
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
