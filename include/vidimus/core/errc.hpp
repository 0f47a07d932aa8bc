// SPDX-License-Identifier: Apache-2.0
// Everything that can be wrong, by name. What is known of each stands in `errc_table`.
//
// To add an error: a name here and a row in `errc_table`, both at the end of their stage. The compiler checks that the two
// agree. Compare with the enumerator, never with its number: numbers move when a stage gains a row.
#pragma once

#include <vidimus/core/config.hpp>

#include <cstdint>

namespace vidimus {

enum class Errc : std::uint16_t {
  // core
  file_unreadable = 1,
  file_too_large,
  bad_argument,
  // der
  der_truncated,
  der_trailing_data,
  der_unexpected_tag,
  der_long_tag,
  der_indefinite_length,
  der_non_minimal_length,
  der_length_too_large,
  der_bad_boolean,
  der_default_encoded,
  der_bad_integer,
  der_integer_out_of_range,
  der_bad_bit_string,
  der_bad_oid,
  der_bad_null,
  der_bad_time,
  der_bad_string,
  der_unsorted_set,
  der_empty,
  // x509
  pem_malformed,
  pem_nothing_found,
  certificate_malformed,
  certificate_too_large,
  certificate_version_unsupported,
  serial_number_unacceptable,
  signature_algorithm_disagrees,
  issuer_name_empty,
  subject_name_empty,
  duplicate_extension,
  extension_malformed,
  extension_criticality_wrong,
  crl_malformed,
  // crypto
  crypto_unavailable,
  crypto_failed,
  unsupported_algorithm,
  unsupported_key,
  key_malformed,
  signature_mismatch,
  private_key_unreadable,
  private_key_password_wrong,
  // transport
  name_resolution_failed,
  connect_failed,
  listen_failed,
  timed_out,
  connection_lost,
  // engine
  engine_version_unsupported,
  engine_build_mismatch,
  engine_not_thread_safe,
  engine_failed,
  out_of_memory,
  handshake_interrupted,
  alert_received,
  protocol_version_unsupported,
  no_common_cipher_suite,
  no_application_protocol,
  peer_message_malformed,
  peer_message_unexpected,
  peer_parameter_illegal,
  peer_record_unauthentic,
  peer_signature_mismatch,
  peer_certificate_unreadable,
  peer_certificate_required,
  engine_alert,
  engine_feature_missing,
  // path
  certification_path_empty,
  issuer_unknown,
  certificate_expired,
  certificate_not_yet_valid,
  certificate_signature_mismatch,
  signature_algorithm_refused,
  key_refused,
  issuer_is_not_a_ca,
  path_length_exceeded,
  key_cert_sign_missing,
  critical_extension_unknown,
  key_usage_refused,
  extended_key_usage_refused,
  constraint_not_processed,
  budget_exceeded,
  key_identifier_missing,
  key_cert_sign_without_ca,
  name_constraints_without_ca,
  name_not_permitted,
  name_excluded,
  certificate_policy_missing,
  policy_mapping_refused,
  // revocation
  certificate_revoked,
  crl_not_found,
  crl_not_yet_valid,
  crl_stale,
  crl_signer_refused,
  crl_signature_mismatch,
  crl_critical_extension_unknown,
  crl_out_of_scope,
  // peer_name
  peer_name_mismatch,
  peer_name_absent,
  ssl_peer_malformed,
  dns_name_malformed,
  peer_name_ambiguous,
  // cipher_spec
  cipher_spec_unknown,
  protocol_version_refused,
  cipher_suite_refused,
  named_group_refused,
  cipher_spec_weak,
  // pipeline
  fetch_rounds_exceeded,
  fetch_failed,
  refused_by_policy,
  path_of_another_peer,
  // record
  record_failed,
  // channel
  no_trust_anchors,
  own_certificate_missing,
  own_certificate_expired,
  own_certificate_not_yet_valid,
  private_key_mismatch,
  channel_truncated,
  channel_closed,
  would_block,
  // message
  message_too_large,
  message_truncated,
};

}  // namespace vidimus
