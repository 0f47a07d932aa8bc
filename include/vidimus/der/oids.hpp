// SPDX-License-Identifier: Apache-2.0
// The object identifiers that vidimus knows, by the names that the RFCs give them.
#pragma once

#include <vidimus/der/oid.hpp>

namespace vidimus::oid {

using der::make_oid;

// Attribute types (RFC 5280, A.1; RFC 4519; RFC 2985)
inline constexpr auto common_name = make_oid<"2.5.4.3">();
inline constexpr auto surname = make_oid<"2.5.4.4">();
inline constexpr auto serial_number = make_oid<"2.5.4.5">();
inline constexpr auto country_name = make_oid<"2.5.4.6">();
inline constexpr auto locality_name = make_oid<"2.5.4.7">();
inline constexpr auto state_or_province_name = make_oid<"2.5.4.8">();
inline constexpr auto street_address = make_oid<"2.5.4.9">();
inline constexpr auto organization_name = make_oid<"2.5.4.10">();
inline constexpr auto organizational_unit_name = make_oid<"2.5.4.11">();
inline constexpr auto title = make_oid<"2.5.4.12">();
inline constexpr auto postal_code = make_oid<"2.5.4.17">();
inline constexpr auto name = make_oid<"2.5.4.41">();
inline constexpr auto given_name = make_oid<"2.5.4.42">();
inline constexpr auto initials = make_oid<"2.5.4.43">();
inline constexpr auto generation_qualifier = make_oid<"2.5.4.44">();
inline constexpr auto unique_identifier = make_oid<"2.5.4.45">();
inline constexpr auto dn_qualifier = make_oid<"2.5.4.46">();
inline constexpr auto pseudonym = make_oid<"2.5.4.65">();
inline constexpr auto user_id = make_oid<"0.9.2342.19200300.100.1.1">();
inline constexpr auto domain_component = make_oid<"0.9.2342.19200300.100.1.25">();
inline constexpr auto email_address = make_oid<"1.2.840.113549.1.9.1">();
inline constexpr auto unstructured_name = make_oid<"1.2.840.113549.1.9.2">();
inline constexpr auto unstructured_address = make_oid<"1.2.840.113549.1.9.8">();

// Certificate extensions (RFC 5280, 4.2; RFC 6960, 4.2.2.2.1; RFC 6962, 3.3; RFC 7633)
inline constexpr auto subject_directory_attributes = make_oid<"2.5.29.9">();
inline constexpr auto subject_key_identifier = make_oid<"2.5.29.14">();
inline constexpr auto key_usage = make_oid<"2.5.29.15">();
inline constexpr auto subject_alt_name = make_oid<"2.5.29.17">();
inline constexpr auto issuer_alt_name = make_oid<"2.5.29.18">();
inline constexpr auto basic_constraints = make_oid<"2.5.29.19">();
inline constexpr auto name_constraints = make_oid<"2.5.29.30">();
inline constexpr auto crl_distribution_points = make_oid<"2.5.29.31">();
inline constexpr auto certificate_policies = make_oid<"2.5.29.32">();
inline constexpr auto policy_mappings = make_oid<"2.5.29.33">();
inline constexpr auto authority_key_identifier = make_oid<"2.5.29.35">();
inline constexpr auto policy_constraints = make_oid<"2.5.29.36">();
inline constexpr auto extended_key_usage = make_oid<"2.5.29.37">();
inline constexpr auto freshest_crl = make_oid<"2.5.29.46">();
inline constexpr auto inhibit_any_policy = make_oid<"2.5.29.54">();
inline constexpr auto authority_info_access = make_oid<"1.3.6.1.5.5.7.1.1">();
inline constexpr auto subject_info_access = make_oid<"1.3.6.1.5.5.7.1.11">();
inline constexpr auto tls_feature = make_oid<"1.3.6.1.5.5.7.1.24">();
inline constexpr auto ocsp_no_check = make_oid<"1.3.6.1.5.5.7.48.1.5">();
inline constexpr auto ct_precertificate_poison = make_oid<"1.3.6.1.4.1.11129.2.4.3">();
inline constexpr auto ct_signed_timestamps = make_oid<"1.3.6.1.4.1.11129.2.4.2">();

// CRL and CRL entry extensions (RFC 5280, 5.2 and 5.3)
inline constexpr auto crl_number = make_oid<"2.5.29.20">();
inline constexpr auto reason_code = make_oid<"2.5.29.21">();
inline constexpr auto invalidity_date = make_oid<"2.5.29.24">();
inline constexpr auto delta_crl_indicator = make_oid<"2.5.29.27">();
inline constexpr auto issuing_distribution_point = make_oid<"2.5.29.28">();
inline constexpr auto certificate_issuer = make_oid<"2.5.29.29">();
inline constexpr auto hold_instruction_code = make_oid<"2.5.29.23">();

// Values of those extensions (RFC 5280, 4.2.1.4, 4.2.1.12, 4.2.2; RFC 6960)
inline constexpr auto any_policy = make_oid<"2.5.29.32.0">();
inline constexpr auto policy_cps = make_oid<"1.3.6.1.5.5.7.2.1">();
inline constexpr auto policy_user_notice = make_oid<"1.3.6.1.5.5.7.2.2">();
inline constexpr auto any_extended_key_usage = make_oid<"2.5.29.37.0">();
inline constexpr auto server_auth = make_oid<"1.3.6.1.5.5.7.3.1">();
inline constexpr auto client_auth = make_oid<"1.3.6.1.5.5.7.3.2">();
inline constexpr auto code_signing = make_oid<"1.3.6.1.5.5.7.3.3">();
inline constexpr auto email_protection = make_oid<"1.3.6.1.5.5.7.3.4">();
inline constexpr auto time_stamping = make_oid<"1.3.6.1.5.5.7.3.8">();
inline constexpr auto ocsp_signing = make_oid<"1.3.6.1.5.5.7.3.9">();
inline constexpr auto access_ocsp = make_oid<"1.3.6.1.5.5.7.48.1">();
inline constexpr auto access_ca_issuers = make_oid<"1.3.6.1.5.5.7.48.2">();
inline constexpr auto access_time_stamping = make_oid<"1.3.6.1.5.5.7.48.3">();
inline constexpr auto access_ca_repository = make_oid<"1.3.6.1.5.5.7.48.5">();

// OtherName types (RFC 4985; RFC 8398; Microsoft)
inline constexpr auto service_name = make_oid<"1.3.6.1.5.5.7.8.7">();
inline constexpr auto smtp_utf8_mailbox = make_oid<"1.3.6.1.5.5.7.8.9">();
inline constexpr auto user_principal_name = make_oid<"1.3.6.1.4.1.311.20.2.3">();

// OCSP (RFC 6960, 4.2.1 and 4.4; RFC 6962, 3.3)
inline constexpr auto ocsp_basic = make_oid<"1.3.6.1.5.5.7.48.1.1">();
inline constexpr auto ocsp_nonce = make_oid<"1.3.6.1.5.5.7.48.1.2">();
inline constexpr auto ocsp_crl = make_oid<"1.3.6.1.5.5.7.48.1.3">();
inline constexpr auto ocsp_archive_cutoff = make_oid<"1.3.6.1.5.5.7.48.1.6">();
inline constexpr auto ocsp_preferred_signature_algorithms = make_oid<"1.3.6.1.5.5.7.48.1.8">();
inline constexpr auto ocsp_extended_revoke = make_oid<"1.3.6.1.5.5.7.48.1.9">();
inline constexpr auto ocsp_ct_signed_timestamps = make_oid<"1.3.6.1.4.1.11129.2.4.5">();

// Certificates in a message (RFC 5652, 5.1)
inline constexpr auto signed_data = make_oid<"1.2.840.113549.1.7.2">();

// Keys and curves (RFC 3279; RFC 4055; RFC 5480; RFC 8410)
inline constexpr auto rsa_encryption = make_oid<"1.2.840.113549.1.1.1">();
inline constexpr auto ec_public_key = make_oid<"1.2.840.10045.2.1">();
inline constexpr auto secp256r1 = make_oid<"1.2.840.10045.3.1.7">();
inline constexpr auto secp384r1 = make_oid<"1.3.132.0.34">();
inline constexpr auto secp521r1 = make_oid<"1.3.132.0.35">();
inline constexpr auto dsa = make_oid<"1.2.840.10040.4.1">();
inline constexpr auto ed25519 = make_oid<"1.3.101.112">();
inline constexpr auto ed448 = make_oid<"1.3.101.113">();

// Digests and signatures (RFC 3279; RFC 4055; RFC 5754; RFC 5758)
inline constexpr auto md5_with_rsa = make_oid<"1.2.840.113549.1.1.4">();
inline constexpr auto sha1_with_rsa = make_oid<"1.2.840.113549.1.1.5">();
inline constexpr auto mgf1 = make_oid<"1.2.840.113549.1.1.8">();
inline constexpr auto rsassa_pss = make_oid<"1.2.840.113549.1.1.10">();
inline constexpr auto sha256_with_rsa = make_oid<"1.2.840.113549.1.1.11">();
inline constexpr auto sha384_with_rsa = make_oid<"1.2.840.113549.1.1.12">();
inline constexpr auto sha512_with_rsa = make_oid<"1.2.840.113549.1.1.13">();
inline constexpr auto dsa_with_sha1 = make_oid<"1.2.840.10040.4.3">();
inline constexpr auto ecdsa_with_sha1 = make_oid<"1.2.840.10045.4.1">();
inline constexpr auto ecdsa_with_sha256 = make_oid<"1.2.840.10045.4.3.2">();
inline constexpr auto ecdsa_with_sha384 = make_oid<"1.2.840.10045.4.3.3">();
inline constexpr auto ecdsa_with_sha512 = make_oid<"1.2.840.10045.4.3.4">();
inline constexpr auto sha1 = make_oid<"1.3.14.3.2.26">();
inline constexpr auto sha256 = make_oid<"2.16.840.1.101.3.4.2.1">();
inline constexpr auto sha384 = make_oid<"2.16.840.1.101.3.4.2.2">();
inline constexpr auto sha512 = make_oid<"2.16.840.1.101.3.4.2.3">();

}  // namespace vidimus::oid
