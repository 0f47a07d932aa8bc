// SPDX-License-Identifier: Apache-2.0
// The one error table: code, name, stage, alert, permanence, clause, sentence. `std::error_code`, `explain()`, the alert on
// the wire and the documentation all come from it, so they cannot drift apart.
#pragma once

#include <vidimus/core/alert.hpp>
#include <vidimus/core/errc.hpp>
#include <vidimus/core/stage.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

namespace vidimus {

/// Whether the same attempt can end otherwise later: a revoked peer stays revoked, a timeout may not come again.
enum class Permanence : std::uint8_t { permanent, transient };

/// What is known of an error before it happens.
struct ErrcRow {
  Errc code;
  std::string_view name;
  Stage stage;
  Alert alert;  ///< what a peer is told when this ends a handshake
  Permanence permanence;
  std::string_view clause;    ///< where the rule stands; empty for a rule of our own
  std::string_view sentence;  ///< what happened, without a full stop
};

// clang-format off
inline constexpr std::array<ErrcRow, 175> errc_table{{
  {Errc::file_unreadable, "file_unreadable", Stage::core, Alert::internal_error, Permanence::permanent,
   "", "the file cannot be read"},
  {Errc::file_too_large, "file_too_large", Stage::core, Alert::internal_error, Permanence::permanent,
   "", "the file is larger than its limit"},
  {Errc::bad_argument, "bad_argument", Stage::core, Alert::internal_error, Permanence::permanent,
   "", "the argument is not usable"},
  {Errc::der_truncated, "der_truncated", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 8.1", "the encoding ends before its length is reached"},
  {Errc::der_trailing_data, "der_trailing_data", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 8.1", "bytes follow where the encoding should end"},
  {Errc::der_unexpected_tag, "der_unexpected_tag", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 8.1.2", "another tag was required here"},
  {Errc::der_long_tag, "der_long_tag", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 8.1.2.4", "a tag number above 30 occurs in nothing that is read here"},
  {Errc::der_indefinite_length, "der_indefinite_length", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 10.1", "DER has no indefinite lengths"},
  {Errc::der_non_minimal_length, "der_non_minimal_length", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 10.1", "the length is not in its shortest form"},
  {Errc::der_length_too_large, "der_length_too_large", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 8.1.3", "the length is beyond what is read here"},
  {Errc::der_bad_boolean, "der_bad_boolean", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 11.1", "a BOOLEAN is 00 or FF"},
  {Errc::der_default_encoded, "der_default_encoded", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 11.5", "a DEFAULT value must be left out"},
  {Errc::der_bad_integer, "der_bad_integer", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 8.3.2", "the INTEGER is empty or not in its shortest form"},
  {Errc::der_integer_out_of_range, "der_integer_out_of_range", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "", "the INTEGER is outside the range allowed here"},
  {Errc::der_bad_bit_string, "der_bad_bit_string", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 11.2", "the BIT STRING's unused bits are wrong"},
  {Errc::der_bad_oid, "der_bad_oid", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 8.19", "the OBJECT IDENTIFIER is malformed"},
  {Errc::der_bad_null, "der_bad_null", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 8.8", "a NULL has no contents"},
  {Errc::der_bad_time, "der_bad_time", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.1.2.5", "the time is not in the form that RFC 5280 requires"},
  {Errc::der_bad_string, "der_bad_string", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.680, 41", "the string holds a character that its type does not have"},
  {Errc::der_unsorted_set, "der_unsorted_set", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "X.690, 11.6", "the elements of a SET OF are not in ascending order"},
  {Errc::der_empty, "der_empty", Stage::der, Alert::bad_certificate, Permanence::permanent,
   "", "an element that must not be empty is empty"},
  {Errc::pem_malformed, "pem_malformed", Stage::x509, Alert::internal_error, Permanence::permanent,
   "RFC 7468, 2", "the PEM text is malformed"},
  {Errc::pem_nothing_found, "pem_nothing_found", Stage::x509, Alert::internal_error, Permanence::permanent,
   "RFC 7468, 2", "the text holds no PEM block of the kind wanted"},
  {Errc::certificate_malformed, "certificate_malformed", Stage::x509, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.1", "the certificate is malformed"},
  {Errc::certificate_too_large, "certificate_too_large", Stage::x509, Alert::bad_certificate, Permanence::permanent,
   "", "the certificate is larger than its limit"},
  {Errc::certificate_version_unsupported, "certificate_version_unsupported", Stage::x509, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.1.2.1", "the certificate's version is none of v1 to v3, or does not fit its contents"},
  {Errc::serial_number_unacceptable, "serial_number_unacceptable", Stage::x509, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.1.2.2", "the serial number is not positive or longer than 20 octets"},
  {Errc::signature_algorithm_disagrees, "signature_algorithm_disagrees", Stage::x509, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.1.1.2", "signatureAlgorithm and tbsCertificate.signature differ"},
  {Errc::issuer_name_empty, "issuer_name_empty", Stage::x509, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.1.2.4", "the issuer must be a non-empty distinguished name"},
  {Errc::subject_name_empty, "subject_name_empty", Stage::x509, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.1.2.6", "the subject is empty where it must not be"},
  {Errc::duplicate_extension, "duplicate_extension", Stage::x509, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.2", "an extension occurs twice"},
  {Errc::extension_malformed, "extension_malformed", Stage::x509, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.2", "an extension's value is malformed"},
  {Errc::extension_criticality_wrong, "extension_criticality_wrong", Stage::x509, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.2", "an extension's criticality is not what RFC 5280 requires"},
  {Errc::crl_malformed, "crl_malformed", Stage::x509, Alert::certificate_unknown, Permanence::permanent,
   "RFC 5280, 5.1", "the CRL is malformed"},
  {Errc::crypto_unavailable, "crypto_unavailable", Stage::crypto, Alert::internal_error, Permanence::permanent,
   "", "the cryptographic library could not be started"},
  {Errc::crypto_failed, "crypto_failed", Stage::crypto, Alert::internal_error, Permanence::permanent,
   "", "the cryptographic library reported a fault"},
  {Errc::unsupported_algorithm, "unsupported_algorithm", Stage::crypto, Alert::unsupported_certificate, Permanence::permanent,
   "", "the algorithm is not one of those that vidimus verifies"},
  {Errc::unsupported_key, "unsupported_key", Stage::crypto, Alert::unsupported_certificate, Permanence::permanent,
   "", "the public key is of a kind or size that vidimus does not use"},
  {Errc::key_malformed, "key_malformed", Stage::crypto, Alert::bad_certificate, Permanence::permanent,
   "", "the key is malformed"},
  {Errc::signature_mismatch, "signature_mismatch", Stage::crypto, Alert::bad_certificate, Permanence::permanent,
   "", "the signature does not belong to these bytes and this key"},
  {Errc::private_key_unreadable, "private_key_unreadable", Stage::crypto, Alert::internal_error, Permanence::permanent,
   "", "the private key cannot be read"},
  {Errc::private_key_password_wrong, "private_key_password_wrong", Stage::crypto, Alert::internal_error, Permanence::permanent,
   "", "the private key is encrypted and the password does not open it"},
  {Errc::name_resolution_failed, "name_resolution_failed", Stage::transport, Alert::internal_error, Permanence::transient,
   "", "the host name could not be resolved"},
  {Errc::connect_failed, "connect_failed", Stage::transport, Alert::internal_error, Permanence::transient,
   "", "the connection could not be opened"},
  {Errc::listen_failed, "listen_failed", Stage::transport, Alert::internal_error, Permanence::permanent,
   "", "the address cannot be listened on"},
  {Errc::timed_out, "timed_out", Stage::transport, Alert::internal_error, Permanence::transient,
   "", "the deadline passed"},
  {Errc::connection_lost, "connection_lost", Stage::transport, Alert::internal_error, Permanence::transient,
   "", "the connection broke"},
  {Errc::url_malformed, "url_malformed", Stage::transport, Alert::internal_error, Permanence::permanent,
   "RFC 3986, 3", "the URL is malformed"},
  {Errc::url_refused, "url_refused", Stage::transport, Alert::internal_error, Permanence::permanent,
   "", "the URL is not one that may be fetched"},
  {Errc::address_refused, "address_refused", Stage::transport, Alert::internal_error, Permanence::permanent,
   "RFC 6890, 2.2", "the address is not one that may be connected to"},
  {Errc::http_response_malformed, "http_response_malformed", Stage::transport, Alert::internal_error, Permanence::permanent,
   "RFC 9112, 2 to 7", "the HTTP response is malformed"},
  {Errc::http_response_incomplete, "http_response_incomplete", Stage::transport, Alert::internal_error, Permanence::transient,
   "RFC 9112, 8", "the HTTP response ends before it is whole"},
  {Errc::http_status_refused, "http_status_refused", Stage::transport, Alert::internal_error, Permanence::transient,
   "RFC 9110, 15", "the HTTP status is not one that brings an answer"},
  {Errc::response_too_large, "response_too_large", Stage::transport, Alert::internal_error, Permanence::permanent,
   "", "the response is larger than its limit"},
  {Errc::redirect_refused, "redirect_refused", Stage::transport, Alert::internal_error, Permanence::permanent,
   "RFC 9110, 15.4", "the redirect is not one that is followed"},
  {Errc::engine_version_unsupported, "engine_version_unsupported", Stage::engine, Alert::internal_error, Permanence::permanent,
   "", "the TLS library is older than vidimus supports"},
  {Errc::engine_build_mismatch, "engine_build_mismatch", Stage::engine, Alert::internal_error, Permanence::permanent,
   "", "the TLS library was built differently from the headers in use"},
  {Errc::engine_not_thread_safe, "engine_not_thread_safe", Stage::engine, Alert::internal_error, Permanence::permanent,
   "", "the TLS library was built without threading"},
  {Errc::engine_failed, "engine_failed", Stage::engine, Alert::internal_error, Permanence::permanent,
   "", "the TLS library reported a fault"},
  {Errc::out_of_memory, "out_of_memory", Stage::engine, Alert::internal_error, Permanence::transient,
   "", "memory ran out"},
  {Errc::handshake_interrupted, "handshake_interrupted", Stage::engine, Alert::internal_error, Permanence::transient,
   "RFC 8446, 4", "the connection ended during the handshake"},
  {Errc::alert_received, "alert_received", Stage::engine, Alert::handshake_failure, Permanence::permanent,
   "RFC 8446, 6", "the peer refused and said so with an alert"},
  {Errc::protocol_version_unsupported, "protocol_version_unsupported", Stage::engine, Alert::protocol_version, Permanence::permanent,
   "RFC 8446, 4.2.1", "no protocol version is in common"},
  {Errc::no_common_cipher_suite, "no_common_cipher_suite", Stage::engine, Alert::handshake_failure, Permanence::permanent,
   "RFC 8446, 4.1.1", "no cipher suite or group is in common"},
  {Errc::no_application_protocol, "no_application_protocol", Stage::engine, Alert::no_application_protocol, Permanence::permanent,
   "RFC 7301, 3.2", "no application protocol is in common"},
  {Errc::peer_message_malformed, "peer_message_malformed", Stage::engine, Alert::decode_error, Permanence::permanent,
   "RFC 8446, 6.2", "the peer sent a malformed handshake message"},
  {Errc::peer_message_unexpected, "peer_message_unexpected", Stage::engine, Alert::unexpected_message, Permanence::permanent,
   "RFC 8446, 6.2", "the peer sent a message out of order"},
  {Errc::peer_parameter_illegal, "peer_parameter_illegal", Stage::engine, Alert::illegal_parameter, Permanence::permanent,
   "RFC 8446, 6.2", "the peer sent a parameter that is not allowed"},
  {Errc::peer_record_unauthentic, "peer_record_unauthentic", Stage::engine, Alert::bad_record_mac, Permanence::permanent,
   "RFC 8446, 5.2", "a record of the peer could not be authenticated"},
  {Errc::peer_signature_mismatch, "peer_signature_mismatch", Stage::engine, Alert::decrypt_error, Permanence::permanent,
   "RFC 8446, 4.4.3", "the peer did not prove that it holds its certificate's key"},
  {Errc::peer_certificate_unreadable, "peer_certificate_unreadable", Stage::engine, Alert::bad_certificate, Permanence::permanent,
   "", "the TLS library refused to read the peer's certificates"},
  {Errc::peer_certificate_required, "peer_certificate_required", Stage::engine, Alert::certificate_required, Permanence::permanent,
   "RFC 8446, 4.4.2.4", "the peer sent no certificate and one is required"},
  {Errc::engine_alert, "engine_alert", Stage::engine, Alert::internal_error, Permanence::permanent,
   "", "the TLS library ended the handshake with an alert of its own"},
  {Errc::engine_feature_missing, "engine_feature_missing", Stage::engine, Alert::internal_error, Permanence::permanent,
   "", "the TLS library was built without something that the channel needs"},
  {Errc::peer_extension_not_admitted, "peer_extension_not_admitted", Stage::engine, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.2", "the TLS library did not let a certificate of the peer pass, for a critical extension"},
  {Errc::certification_path_empty, "certification_path_empty", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 6.1", "the peer showed no certificate"},
  {Errc::issuer_unknown, "issuer_unknown", Stage::path, Alert::unknown_ca, Permanence::permanent,
   "RFC 5280, 6.1", "no certification path leads to a trust anchor"},
  {Errc::certificate_expired, "certificate_expired", Stage::path, Alert::certificate_expired, Permanence::permanent,
   "RFC 5280, 6.1.3 (a)(2)", "the certificate has expired"},
  {Errc::certificate_not_yet_valid, "certificate_not_yet_valid", Stage::path, Alert::bad_certificate, Permanence::transient,
   "RFC 5280, 6.1.3 (a)(2)", "the certificate is not valid yet"},
  {Errc::certificate_signature_mismatch, "certificate_signature_mismatch", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 6.1.3 (a)(1)", "the issuer's key did not make the certificate's signature"},
  {Errc::signature_algorithm_refused, "signature_algorithm_refused", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 6.1.3 (a)(1)", "the certificate is signed with an algorithm that is not permitted"},
  {Errc::key_refused, "key_refused", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 6.1.3 (a)(1)", "the public key's kind or size is not permitted"},
  {Errc::issuer_is_not_a_ca, "issuer_is_not_a_ca", Stage::path, Alert::unknown_ca, Permanence::permanent,
   "RFC 5280, 6.1.4 (k)", "an issuer is not a certification authority"},
  {Errc::path_length_exceeded, "path_length_exceeded", Stage::path, Alert::unknown_ca, Permanence::permanent,
   "RFC 5280, 6.1.4 (l)(m)", "the certification path is longer than an issuer permits"},
  {Errc::key_cert_sign_missing, "key_cert_sign_missing", Stage::path, Alert::unknown_ca, Permanence::permanent,
   "RFC 5280, 6.1.4 (n)", "an issuer's key may not sign certificates"},
  {Errc::critical_extension_unknown, "critical_extension_unknown", Stage::path, Alert::unsupported_certificate, Permanence::permanent,
   "RFC 5280, 6.1.4 (o), 6.1.5 (f)", "a critical extension is not one that vidimus processes"},
  {Errc::key_usage_refused, "key_usage_refused", Stage::path, Alert::unsupported_certificate, Permanence::permanent,
   "RFC 5280, 4.2.1.3", "the end entity's key usage does not permit TLS authentication"},
  {Errc::extended_key_usage_refused, "extended_key_usage_refused", Stage::path, Alert::unsupported_certificate, Permanence::permanent,
   "RFC 5280, 4.2.1.12", "the extended key usage does not permit this end of a channel"},
  {Errc::constraint_not_processed, "constraint_not_processed", Stage::path, Alert::unsupported_certificate, Permanence::permanent,
   "RFC 5280, 6.1.3", "a constraint in the path is not one that this Validator processes"},
  {Errc::budget_exceeded, "budget_exceeded", Stage::path, Alert::internal_error, Permanence::permanent,
   "", "validating the peer's certificates needs more work than the budget allows"},
  {Errc::key_identifier_missing, "key_identifier_missing", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.2.1.1, 4.2.1.2", "a certificate has no key identifier where it must have one"},
  {Errc::key_cert_sign_without_ca, "key_cert_sign_without_ca", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.2.1.3, 4.2.1.9", "a key may sign certificates although its owner is not a certification authority"},
  {Errc::name_constraints_without_ca, "name_constraints_without_ca", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 4.2.1.10", "name constraints stand in the certificate of no certification authority"},
  {Errc::name_not_permitted, "name_not_permitted", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 6.1.3 (b)", "a name is outside what an issuer is permitted to certify"},
  {Errc::name_excluded, "name_excluded", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 6.1.3 (c)", "a name is one that an issuer must not certify"},
  {Errc::certificate_policy_missing, "certificate_policy_missing", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 6.1.3 (f), 6.1.5 (g)", "no certificate policy holds for the whole path and one is required"},
  {Errc::policy_mapping_refused, "policy_mapping_refused", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "RFC 5280, 6.1.4 (a)", "a policy is mapped to or from anyPolicy"},
  {Errc::subject_alt_name_missing, "subject_alt_name_missing", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "CA/Browser Forum BR, 7.1.2.7.12", "the end entity has no DNS name or IP address among its subject alternative names"},
  {Errc::subject_alt_name_refused, "subject_alt_name_refused", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "CA/Browser Forum BR, 7.1.2.7.12, 3.2.2.6", "a subject alternative name is of a form or a value that is not permitted"},
  {Errc::common_name_refused, "common_name_refused", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "CA/Browser Forum BR, 7.1.4.3", "the common name is not a copy of one of the subject alternative names"},
  {Errc::end_entity_is_a_ca, "end_entity_is_a_ca", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "CA/Browser Forum BR, 7.1.2.7.8", "the end entity is a certification authority"},
  {Errc::key_usage_forbidden, "key_usage_forbidden", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "CA/Browser Forum BR, 7.1.2.7.11, 7.1.2.10.7", "the key usage is not one that the kind of certificate may have"},
  {Errc::extended_key_usage_forbidden, "extended_key_usage_forbidden", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "CA/Browser Forum BR, 7.1.2.1.2, 7.1.2.7.10, 7.1.2.10.6", "the extended key usage is not one that the kind of certificate may have"},
  {Errc::key_identifier_refused, "key_identifier_refused", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "CA/Browser Forum BR, 7.1.2.1.3, 7.1.2.11.1", "the authority key identifier is not the issuer's subject key identifier and nothing else"},
  {Errc::certificate_revoked, "certificate_revoked", Stage::revocation, Alert::certificate_revoked, Permanence::permanent,
   "RFC 5280, 6.3.3", "the certificate is revoked"},
  {Errc::crl_not_found, "crl_not_found", Stage::revocation, Alert::certificate_unknown, Permanence::transient,
   "RFC 5280, 6.3.3", "no CRL of the certificate's issuer is at hand"},
  {Errc::crl_not_yet_valid, "crl_not_yet_valid", Stage::revocation, Alert::certificate_unknown, Permanence::transient,
   "RFC 5280, 5.1.2.4", "the CRL's thisUpdate lies in the future"},
  {Errc::crl_stale, "crl_stale", Stage::revocation, Alert::certificate_unknown, Permanence::transient,
   "RFC 5280, 5.1.2.5", "the CRL's nextUpdate has passed"},
  {Errc::crl_signer_refused, "crl_signer_refused", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 5280, 6.3.3 (f)", "the CRL's signer may not sign CRLs"},
  {Errc::crl_signature_mismatch, "crl_signature_mismatch", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 5280, 6.3.3 (g)", "the issuer's key did not make the CRL's signature"},
  {Errc::crl_critical_extension_unknown, "crl_critical_extension_unknown", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 5280, 5.2", "the CRL has a critical extension that is not processed"},
  {Errc::crl_out_of_scope, "crl_out_of_scope", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 5280, 6.3.3 (b)", "the CRL does not cover this certificate"},
  {Errc::ocsp_responder_unknown, "ocsp_responder_unknown", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 6960, 3.1", "no OCSP responder that can be asked is known for the certificate"},
  {Errc::ocsp_unreachable, "ocsp_unreachable", Stage::revocation, Alert::certificate_unknown, Permanence::transient,
   "", "no answer of the OCSP responder could be had"},
  {Errc::ocsp_response_malformed, "ocsp_response_malformed", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 6960, 4.2.1", "the OCSP response is malformed"},
  {Errc::ocsp_response_unsuccessful, "ocsp_response_unsuccessful", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 6960, 2.3", "the OCSP responder refuses to answer"},
  {Errc::ocsp_try_later, "ocsp_try_later", Stage::revocation, Alert::certificate_unknown, Permanence::transient,
   "RFC 6960, 2.3", "the OCSP responder cannot answer at the moment"},
  {Errc::ocsp_responder_refused, "ocsp_responder_refused", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 6960, 4.2.2.2", "who signed the OCSP response may not answer for the certificate's issuer"},
  {Errc::ocsp_signature_mismatch, "ocsp_signature_mismatch", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 6960, 3.2 (2)", "the responder's key did not make the OCSP response's signature"},
  {Errc::ocsp_certificate_not_answered, "ocsp_certificate_not_answered", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 6960, 3.2 (1)", "the OCSP response says nothing of the certificate"},
  {Errc::ocsp_certificate_unknown, "ocsp_certificate_unknown", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 6960, 2.2", "the OCSP responder does not know the certificate"},
  {Errc::ocsp_not_yet_valid, "ocsp_not_yet_valid", Stage::revocation, Alert::certificate_unknown, Permanence::transient,
   "RFC 6960, 3.2 (5)", "the OCSP response is from the future"},
  {Errc::ocsp_stale, "ocsp_stale", Stage::revocation, Alert::certificate_unknown, Permanence::transient,
   "RFC 6960, 3.2 (5), (6)", "the OCSP response is too old"},
  {Errc::ocsp_nonce_mismatch, "ocsp_nonce_mismatch", Stage::revocation, Alert::certificate_unknown, Permanence::transient,
   "RFC 9654, 2.1", "the OCSP response's nonce is not the request's"},
  {Errc::ocsp_critical_extension_unknown, "ocsp_critical_extension_unknown", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 6960, 4.4", "the OCSP response has a critical extension that is not processed"},
  {Errc::crl_unreachable, "crl_unreachable", Stage::revocation, Alert::certificate_unknown, Permanence::transient,
   "RFC 5280, 6.3.3 (a)", "the CRL could not be fetched from its distribution point"},
  {Errc::crl_signer_not_found, "crl_signer_not_found", Stage::revocation, Alert::certificate_unknown, Permanence::transient,
   "RFC 5280, 6.3.3 (f)", "no certificate of the CRL's issuer is at hand"},
  {Errc::crl_signer_revoked, "crl_signer_revoked", Stage::revocation, Alert::certificate_unknown, Permanence::permanent,
   "RFC 5280, 6.3.3 (f)", "the certificate of the CRL's issuer is revoked"},
  {Errc::crl_signer_status_unknown, "crl_signer_status_unknown", Stage::revocation, Alert::certificate_unknown, Permanence::transient,
   "RFC 5280, 6.3.3 (f)", "whether the certificate of the CRL's issuer is revoked is not known"},
  {Errc::delta_crl_without_base, "delta_crl_without_base", Stage::revocation, Alert::certificate_unknown, Permanence::transient,
   "RFC 5280, 5.2.4", "no complete CRL that the delta CRL continues is at hand"},
  {Errc::peer_name_mismatch, "peer_name_mismatch", Stage::peer_name, Alert::access_denied, Permanence::permanent,
   "", "the peer's name is not one that the channel accepts"},
  {Errc::peer_name_absent, "peer_name_absent", Stage::peer_name, Alert::access_denied, Permanence::permanent,
   "RFC 9525, 6", "the peer's certificate has no name of the kind wanted"},
  {Errc::ssl_peer_malformed, "ssl_peer_malformed", Stage::peer_name, Alert::internal_error, Permanence::permanent,
   "", "the SSLPEER filter does not parse"},
  {Errc::dns_name_malformed, "dns_name_malformed", Stage::peer_name, Alert::internal_error, Permanence::permanent,
   "RFC 9525, 2", "the DNS name is malformed"},
  {Errc::peer_name_ambiguous, "peer_name_ambiguous", Stage::peer_name, Alert::access_denied, Permanence::permanent,
   "", "the peer's name cannot be compared: it repeats or garbles the attribute wanted"},
  {Errc::ip_address_malformed, "ip_address_malformed", Stage::peer_name, Alert::internal_error, Permanence::permanent,
   "RFC 4291, 2.2", "the IP address is malformed"},
  {Errc::email_address_malformed, "email_address_malformed", Stage::peer_name, Alert::internal_error, Permanence::permanent,
   "RFC 5321, 4.1.2", "the e-mail address is malformed"},
  {Errc::cipher_spec_unknown, "cipher_spec_unknown", Stage::cipher_spec, Alert::internal_error, Permanence::permanent,
   "", "there is no CipherSpec of that name"},
  {Errc::protocol_version_refused, "protocol_version_refused", Stage::cipher_spec, Alert::protocol_version, Permanence::permanent,
   "", "the negotiated protocol version is not one that the channel accepts"},
  {Errc::cipher_suite_refused, "cipher_suite_refused", Stage::cipher_spec, Alert::insufficient_security, Permanence::permanent,
   "", "the negotiated cipher suite is not one that the channel accepts"},
  {Errc::named_group_refused, "named_group_refused", Stage::cipher_spec, Alert::insufficient_security, Permanence::permanent,
   "", "the negotiated group is not one that the channel accepts"},
  {Errc::cipher_spec_weak, "cipher_spec_weak", Stage::cipher_spec, Alert::internal_error, Permanence::permanent,
   "", "the CipherSpec is weak (CBC, static RSA or CCM_8): only danger::WeakSslCiph admits it"},
  {Errc::fetch_rounds_exceeded, "fetch_rounds_exceeded", Stage::pipeline, Alert::certificate_unknown, Permanence::transient,
   "", "the policies ask for ever more fetches"},
  {Errc::fetch_failed, "fetch_failed", Stage::pipeline, Alert::certificate_unknown, Permanence::transient,
   "", "a fetch that a policy asked for failed"},
  {Errc::refused_by_policy, "refused_by_policy", Stage::pipeline, Alert::access_denied, Permanence::permanent,
   "", "a policy of the program refused the peer"},
  {Errc::path_of_another_peer, "path_of_another_peer", Stage::pipeline, Alert::internal_error, Permanence::permanent,
   "", "the Validator's path does not begin with the certificate whose key the peer has proved to hold"},
  {Errc::record_failed, "record_failed", Stage::record, Alert::internal_error, Permanence::permanent,
   "RFC 8446, 5", "the record could not be protected or opened"},
  {Errc::record_unauthentic, "record_unauthentic", Stage::record, Alert::bad_record_mac, Permanence::permanent,
   "RFC 8446, 5.2", "the record does not authenticate: it was changed on its way, or sealed under another key"},
  {Errc::record_too_long, "record_too_long", Stage::record, Alert::record_overflow, Permanence::permanent,
   "RFC 8446, 5.2", "the record is longer than TLS allows"},
  {Errc::record_too_short, "record_too_short", Stage::record, Alert::bad_record_mac, Permanence::permanent,
   "RFC 8446, 5.2", "the record has no room for a content type and a tag"},
  {Errc::record_type_unexpected, "record_type_unexpected", Stage::record, Alert::unexpected_message, Permanence::permanent,
   "RFC 8446, 5", "a record of this type may not come once application keys are in use"},
  {Errc::record_content_unexpected, "record_content_unexpected", Stage::record, Alert::unexpected_message, Permanence::permanent,
   "RFC 8446, 5.1", "the sealed content is of a type that may not come here"},
  {Errc::record_all_zeros, "record_all_zeros", Stage::record, Alert::unexpected_message, Permanence::permanent,
   "RFC 8446, 5.4", "the record holds padding and no content type"},
  {Errc::record_content_missing, "record_content_missing", Stage::record, Alert::unexpected_message, Permanence::permanent,
   "RFC 8446, 5.4", "an alert or handshake record is empty"},
  {Errc::record_sequence_exhausted, "record_sequence_exhausted", Stage::record, Alert::internal_error, Permanence::permanent,
   "RFC 8446, 5.3", "the sequence numbers of this key are used up"},
  {Errc::record_key_exhausted, "record_key_exhausted", Stage::record, Alert::internal_error, Permanence::permanent,
   "RFC 8446, 5.5", "this key has protected as many records as it safely can"},
  {Errc::alert_malformed, "alert_malformed", Stage::record, Alert::decode_error, Permanence::permanent,
   "RFC 8446, 6", "the alert is not two octets"},
  {Errc::post_handshake_malformed, "post_handshake_malformed", Stage::record, Alert::decode_error, Permanence::permanent,
   "RFC 8446, 4.6", "a message after the handshake is not in its form"},
  {Errc::post_handshake_too_long, "post_handshake_too_long", Stage::record, Alert::decode_error, Permanence::permanent,
   "", "a message after the handshake is longer than is read here"},
  {Errc::post_handshake_unexpected, "post_handshake_unexpected", Stage::record, Alert::unexpected_message, Permanence::permanent,
   "RFC 8446, 4.6", "a handshake message of this type may not come after the handshake"},
  {Errc::post_handshake_interleaved, "post_handshake_interleaved", Stage::record, Alert::unexpected_message, Permanence::permanent,
   "RFC 8446, 5.1", "a record of another type stands between the parts of a handshake message"},
  {Errc::key_update_illegal, "key_update_illegal", Stage::record, Alert::illegal_parameter, Permanence::permanent,
   "RFC 8446, 4.6.3", "a KeyUpdate asks for neither of the two things it can ask for"},
  {Errc::key_update_misplaced, "key_update_misplaced", Stage::record, Alert::unexpected_message, Permanence::permanent,
   "RFC 8446, 5.1", "more follows a KeyUpdate in the record that ends its key"},
  {Errc::records_without_data, "records_without_data", Stage::record, Alert::unexpected_message, Permanence::permanent,
   "", "too many records in a row carried no application data"},
  {Errc::secret_key_reset_due, "secret_key_reset_due", Stage::record, Alert::close_notify, Permanence::transient,
   "", "the secret key reset is due, and in TLS 1.2 it takes a new connection"},
  {Errc::no_trust_anchors, "no_trust_anchors", Stage::channel, Alert::internal_error, Permanence::permanent,
   "RFC 5280, 6.1.1 (d)", "there is no trust anchor: no peer could ever be accepted"},
  {Errc::own_certificate_missing, "own_certificate_missing", Stage::channel, Alert::internal_error, Permanence::permanent,
   "", "a server needs a certificate of its own"},
  {Errc::own_certificate_expired, "own_certificate_expired", Stage::channel, Alert::internal_error, Permanence::permanent,
   "", "our own certificate has expired"},
  {Errc::own_certificate_not_yet_valid, "own_certificate_not_yet_valid", Stage::channel, Alert::internal_error, Permanence::transient,
   "", "our own certificate is not valid yet"},
  {Errc::private_key_mismatch, "private_key_mismatch", Stage::channel, Alert::internal_error, Permanence::permanent,
   "", "the private key does not belong to the certificate"},
  {Errc::channel_truncated, "channel_truncated", Stage::channel, Alert::internal_error, Permanence::transient,
   "RFC 8446, 6.1", "the connection ended without close_notify: data may be missing"},
  {Errc::channel_closed, "channel_closed", Stage::channel, Alert::internal_error, Permanence::permanent,
   "RFC 8446, 6.1", "the channel is closed"},
  {Errc::would_block, "would_block", Stage::channel, Alert::internal_error, Permanence::transient,
   "", "the operation would block; try again when the transport is ready"},
  {Errc::message_too_large, "message_too_large", Stage::message, Alert::internal_error, Permanence::permanent,
   "", "the message is larger than its limit"},
  {Errc::message_truncated, "message_truncated", Stage::message, Alert::internal_error, Permanence::transient,
   "", "the channel ended in the middle of a message"},
}};
// clang-format on

namespace detail {

consteval auto errc_table_is_in_order() -> bool {
  for (std::size_t i = 0; i != errc_table.size(); ++i)
    if (static_cast<std::size_t>(errc_table[i].code) != i + 1) return false;
  return true;
}
static_assert(errc_table_is_in_order(),
              "vidimus: errc_table has one row for each Errc, in the order of the enumeration");

// A number that names no enumerator is printed as a cast: "(vidimus::Errc)117".
template <Errc Code>
consteval auto is_enumerator() -> bool {
  std::string_view const text{__PRETTY_FUNCTION__};
  auto const at = text.find("Code = ");
  return at != std::string_view::npos && text[at + 7] != '(';
}
static_assert(is_enumerator<Errc{1}>() && is_enumerator<errc_table.back().code>());
static_assert(!is_enumerator<Errc{errc_table.size() + 1}>(), "vidimus: the last Errc has no row in errc_table");

}  // namespace detail

/// The row of an error.
[[nodiscard]] constexpr auto row_of(Errc code) -> ErrcRow const& {
  return errc_table[static_cast<std::size_t>(code) - 1];
}
[[nodiscard]] constexpr auto name_of(Errc code) -> std::string_view { return row_of(code).name; }
[[nodiscard]] constexpr auto stage_of(Errc code) -> Stage { return row_of(code).stage; }
[[nodiscard]] constexpr auto alert_of(Errc code) -> Alert { return row_of(code).alert; }
[[nodiscard]] constexpr auto is_transient(Errc code) -> bool {
  return row_of(code).permanence == Permanence::transient;
}

/// The category of vidimus's `std::error_code`s. One instance a program (with hidden visibility: one a shared object).
[[nodiscard]] inline auto error_category() -> std::error_category const& {
  struct Category final : std::error_category {
    [[nodiscard]] auto name() const noexcept -> char const* override { return "vidimus"; }
    [[nodiscard]] auto message(int value) const -> std::string override {
      bool const known = value >= 1 && static_cast<std::size_t>(value) <= errc_table.size();
      return std::string{known ? errc_table[static_cast<std::size_t>(value) - 1].sentence : "unknown error"};
    }
  };
  static Category const category;
  return category;
}
[[nodiscard]] inline auto make_error_code(Errc code) -> std::error_code {
  return {static_cast<int>(code), error_category()};
}

}  // namespace vidimus

template <>
struct std::is_error_code_enum<vidimus::Errc> : std::true_type {};
