// SPDX-License-Identifier: Apache-2.0
// <vidimus/policies.hpp> and all it includes, made by single_include/amalgamate.py; change the headers, not this.
#pragma once

#include <range/v3/range_fwd.hpp>

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <chrono>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

// ---- vidimus/core/config.hpp
#ifndef VIDIMUS_SINGLE_core_config_hpp
#define VIDIMUS_SINGLE_core_config_hpp
// The compilers that vidimus is tested with; an older one is refused here, in one sentence, instead of deep in a template.

#if defined(__clang__)
#if __clang_major__ < 18 && !defined(__apple_build_version__)
#error "vidimus needs Clang 18 or later"
#endif
#elif defined(__GNUC__)
#if __GNUC__ < 12
#error "vidimus needs GCC 12 or later"
#endif
#endif
#if __cplusplus < 202002L
#error "vidimus needs C++20: compile with -std=c++20 or later"
#endif

namespace vidimus {

/// The version of these headers, by semantic versioning.
struct Version {
  unsigned major_number, minor_number, patch_number;
};
inline constexpr Version library_version{0, 1, 0};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/config.hpp

// ---- vidimus/core/role.hpp
#ifndef VIDIMUS_SINGLE_core_role_hpp
#define VIDIMUS_SINGLE_core_role_hpp
// The roles a policy can play. A policy says which with one line: `using role = vidimus::role::peer_name_filter;`
// Structure alone never makes a policy, so a mistake can be explained: we know what its author meant.

namespace vidimus {

/// The end of a channel that somebody is.
enum class End : unsigned char { client, server };

/// The end at the other side, and the name of one.
[[nodiscard]] constexpr auto other(End end) -> End { return end == End::client ? End::server : End::client; }
[[nodiscard]] constexpr auto name_of(End end) -> char const* { return end == End::client ? "client" : "server"; }

namespace role {

// Named in every channel type: nothing is permitted by silence.
struct validator {};
struct revocation_checker {};
struct peer_name_filter {};

// Defaulted where a channel type does not name them.
struct cipher_spec {};
struct client_authentication {};
struct clock {};
struct observer {};
struct threading {};
struct fetcher {};
struct secret_key_reset {};
struct record_aead {};
struct resumption {};
struct key_log {};
struct padding {};
struct exporter {};

/// Of a type whose mistake has been reported: later checks stay quiet.
struct explained_above {};

}  // namespace role

/// P says that it plays Role.
template <class P, class Role>
concept HasRole = std::same_as<typename P::role, Role>;

}  // namespace vidimus
#endif
// ---- end of vidimus/core/role.hpp

// ---- vidimus/core/negotiated.hpp
#ifndef VIDIMUS_SINGLE_core_negotiated_hpp
#define VIDIMUS_SINGLE_core_negotiated_hpp
// What a handshake agreed on, in the numbers of the IANA registries.

namespace vidimus {

enum class ProtocolVersion : std::uint16_t { tls12 = 0x0303, tls13 = 0x0304 };

/// `TLS 1.2` or `TLS 1.3`.
[[nodiscard]] constexpr auto name_of(ProtocolVersion version) -> char const* {
  return version == ProtocolVersion::tls13 ? "TLS 1.3" : "TLS 1.2";
}

/// The outcome of the negotiation.
struct Negotiated {
  ProtocolVersion protocol_version;
  std::uint16_t cipher_suite;          ///< TLS Cipher Suites registry
  End end;                             ///< which end we are
  std::string server_name{};           ///< the SNI that was sent or received; empty if none
  std::string application_protocol{};  ///< ALPN; empty if none
  std::uint16_t named_group = 0;       ///< TLS Supported Groups registry; 0: none (a key exchange without one)
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/negotiated.hpp

// ---- vidimus/cipher_spec/concept.hpp
#ifndef VIDIMUS_SINGLE_cipher_spec_concept_hpp
#define VIDIMUS_SINGLE_cipher_spec_concept_hpp
// What a CipherSpec is: the cipher suites, groups and protocol versions that a channel offers and accepts.

namespace vidimus {

/// `suites` and `groups` are code points of the IANA registries, best first; suites of both protocol versions stand in one
/// list. `signature_schemes()`, where there is one, is of the same kind; without one the engine's own are offered. What they return must live as long as the policy.
template <class P>
concept CipherSpec = HasRole<P, role::cipher_spec> && requires(P const& policy) {
  { policy.suites() } -> std::convertible_to<std::span<std::uint16_t const>>;
  { policy.groups() } -> std::convertible_to<std::span<std::uint16_t const>>;
  { policy.minimum() } -> std::same_as<ProtocolVersion>;
  { policy.maximum() } -> std::same_as<ProtocolVersion>;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/cipher_spec/concept.hpp

// ---- vidimus/core/bytes.hpp
#ifndef VIDIMUS_SINGLE_core_bytes_hpp
#define VIDIMUS_SINGLE_core_bytes_hpp
// Bytes: views, owned buffers, digests, and the two ways people write them down.

namespace vidimus {

/// Bytes that somebody else owns. The owner must outlive the view.
using ByteView = std::span<std::byte const>;

/// Bytes that this object owns.
using Buffer = std::vector<std::byte>;

/// A SHA-256 digest.
using Sha256 = std::array<std::byte, 32>;

/// The bytes of a text, as they are in memory.
[[nodiscard]] inline auto bytes_of(std::string_view text) -> ByteView { return std::as_bytes(std::span{text}); }

/// Bytes as characters. No conversion: the caller knows that they are text.
[[nodiscard]] inline auto text_of(ByteView bytes) -> std::string_view {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

/// Whether two views hold the same bytes. Not constant-time: for public data only.
[[nodiscard]] constexpr auto same_bytes(ByteView a, ByteView b) -> bool {
  if (std::is_constant_evaluated()) return std::ranges::equal(a, b);
  return a.size() == b.size() && (a.data() == b.data() || a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

/// Upper-case hexadecimal; with a separator, `05:A1:…` as IBM MQ prints serial numbers.
[[nodiscard]] inline auto to_hex(ByteView bytes, std::string_view separator = {}) -> std::string {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  text.reserve(bytes.size() * (2 + separator.size()));
  for (auto const byte : bytes) {
    if (!text.empty()) text += separator;
    text += digits[std::to_integer<std::size_t>(byte >> 4)];
    text += digits[std::to_integer<std::size_t>(byte & std::byte{15})];
  }
  return text;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/core/bytes.hpp

// ---- vidimus/core/code_point.hpp
#ifndef VIDIMUS_SINGLE_core_code_point_hpp
#define VIDIMUS_SINGLE_core_code_point_hpp
// IANA's code points in words, for reports.

namespace vidimus {

/// `0x1301`.
[[nodiscard]] inline auto hex_text(std::uint16_t value) -> std::string {
  std::array const bytes{static_cast<std::byte>(value >> 8), static_cast<std::byte>(value)};
  return "0x" + to_hex(bytes);
}

/// The name of a group in the TLS Supported Groups registry, or its number.
[[nodiscard]] inline auto group_text(std::uint16_t group) -> std::string {
  static constexpr std::array<std::pair<std::uint16_t, std::string_view>, 11> names{{{0x0017, "secp256r1"},
                                                                                     {0x0018, "secp384r1"},
                                                                                     {0x0019, "secp521r1"},
                                                                                     {0x001D, "x25519"},
                                                                                     {0x001E, "x448"},
                                                                                     {0x0100, "ffdhe2048"},
                                                                                     {0x0101, "ffdhe3072"},
                                                                                     {0x0102, "ffdhe4096"},
                                                                                     {0x0103, "ffdhe6144"},
                                                                                     {0x0104, "ffdhe8192"},
                                                                                     {0x11EC, "X25519MLKEM768"}}};
  for (auto const& [code_point, name] : names)
    if (code_point == group) return std::string{name};
  return hex_text(group);
}

}  // namespace vidimus
#endif
// ---- end of vidimus/core/code_point.hpp

// ---- vidimus/cipher_spec/table.hpp
#ifndef VIDIMUS_SINGLE_cipher_spec_table_hpp
#define VIDIMUS_SINGLE_cipher_spec_table_hpp
// The cipher suites that vidimus has a name for: one table, from which names, code points, admission and order all come.
//
// Rows stand in the order of preference: forward secrecy and authenticated encryption first, TLS 1.3 before 1.2, AES-256-GCM
// before AES-128-GCM before ChaCha20-Poly1305. IBM MQ orders otherwise (ChaCha20 first, static RSA above ECDHE in TLS 1.2).
// Code points: IANA "TLS Cipher Suites"; MQ's names: IBM MQ, "Enabling CipherSpecs".

namespace vidimus {

enum class KeyExchange : unsigned char {
  tls13,  ///< (EC)DHE, negotiated apart from the suite (RFC 8446, 4.1.1)
  ecdhe,
  rsa,  ///< static RSA: who gets the key later can read everything recorded before
};

/// The kind of certificate key that a suite needs; a TLS 1.3 suite does not say.
enum class CertificateKey : unsigned char { any, ecdsa, rsa };

/// How records are protected. `ccm_8` has a tag of 8 octets; `cbc` is not authenticated encryption.
enum class Protection : unsigned char { gcm, chacha20_poly1305, ccm, ccm_8, cbc };

/// The level of Suite B (RFC 6460) that a suite belongs to.
enum class SuiteB : unsigned char { none, level_128, level_192 };

/// FIPS: whether the suite's algorithms are FIPS 140 approved ones.
enum class Fips : unsigned char { not_approved, approved };

/// A row of the table.
struct CipherSuite {
  std::uint16_t code_point;
  std::string_view iana_name;
  std::string_view mq_name;  ///< empty: IBM MQ has no CipherSpec for it
  ProtocolVersion protocol_version;
  KeyExchange key_exchange;
  CertificateKey certificate_key;
  Protection protection;
  Fips fips;
  SuiteB suite_b;

  [[nodiscard]] constexpr auto is_aead() const -> bool { return protection != Protection::cbc; }
  [[nodiscard]] constexpr auto has_forward_secrecy() const -> bool { return key_exchange != KeyExchange::rsa; }
  /// Whether only `danger::WeakSslCiph` admits it: CBC, static RSA, or a tag of 8 octets.
  [[nodiscard]] constexpr auto is_weak() const -> bool {
    return !is_aead() || !has_forward_secrecy() || protection == Protection::ccm_8;
  }
};

// clang-format off
/// Best first.
inline constexpr std::array<CipherSuite, 19> cipher_suites{{
  {0x1302, "TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384",
   ProtocolVersion::tls13, KeyExchange::tls13, CertificateKey::any, Protection::gcm, Fips::approved, SuiteB::none},
  {0x1301, "TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256",
   ProtocolVersion::tls13, KeyExchange::tls13, CertificateKey::any, Protection::gcm, Fips::approved, SuiteB::none},
  {0x1303, "TLS_CHACHA20_POLY1305_SHA256", "TLS_CHACHA20_POLY1305_SHA256",
   ProtocolVersion::tls13, KeyExchange::tls13, CertificateKey::any, Protection::chacha20_poly1305, Fips::not_approved, SuiteB::none},
  {0x1304, "TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_SHA256",
   ProtocolVersion::tls13, KeyExchange::tls13, CertificateKey::any, Protection::ccm, Fips::approved, SuiteB::none},
  {0xC02C, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "ECDHE_ECDSA_AES_256_GCM_SHA384",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::ecdsa, Protection::gcm, Fips::approved, SuiteB::level_192},
  {0xC030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "ECDHE_RSA_AES_256_GCM_SHA384",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::rsa, Protection::gcm, Fips::approved, SuiteB::none},
  {0xC02B, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ECDHE_ECDSA_AES_128_GCM_SHA256",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::ecdsa, Protection::gcm, Fips::approved, SuiteB::level_128},
  {0xC02F, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ECDHE_RSA_AES_128_GCM_SHA256",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::rsa, Protection::gcm, Fips::approved, SuiteB::none},
  {0xCCA9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::ecdsa, Protection::chacha20_poly1305, Fips::not_approved, SuiteB::none},
  {0xCCA8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::rsa, Protection::chacha20_poly1305, Fips::not_approved, SuiteB::none},
  {0x1305, "TLS_AES_128_CCM_8_SHA256", "TLS_AES_128_CCM_8_SHA256",
   ProtocolVersion::tls13, KeyExchange::tls13, CertificateKey::any, Protection::ccm_8, Fips::approved, SuiteB::none},
  {0xC024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", "ECDHE_ECDSA_AES_256_CBC_SHA384",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::ecdsa, Protection::cbc, Fips::approved, SuiteB::none},
  {0xC028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "ECDHE_RSA_AES_256_CBC_SHA384",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::rsa, Protection::cbc, Fips::approved, SuiteB::none},
  {0xC023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "ECDHE_ECDSA_AES_128_CBC_SHA256",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::ecdsa, Protection::cbc, Fips::approved, SuiteB::none},
  {0xC027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "ECDHE_RSA_AES_128_CBC_SHA256",
   ProtocolVersion::tls12, KeyExchange::ecdhe, CertificateKey::rsa, Protection::cbc, Fips::approved, SuiteB::none},
  {0x009D, "TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_256_GCM_SHA384",
   ProtocolVersion::tls12, KeyExchange::rsa, CertificateKey::rsa, Protection::gcm, Fips::approved, SuiteB::none},
  {0x009C, "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256",
   ProtocolVersion::tls12, KeyExchange::rsa, CertificateKey::rsa, Protection::gcm, Fips::approved, SuiteB::none},
  {0x003D, "TLS_RSA_WITH_AES_256_CBC_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA256",
   ProtocolVersion::tls12, KeyExchange::rsa, CertificateKey::rsa, Protection::cbc, Fips::approved, SuiteB::none},
  {0x003C, "TLS_RSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA256",
   ProtocolVersion::tls12, KeyExchange::rsa, CertificateKey::rsa, Protection::cbc, Fips::approved, SuiteB::none},
}};
// clang-format on

/// The row of a code point; nullptr if it is not in the table.
[[nodiscard]] constexpr auto find_suite(std::uint16_t code_point) -> CipherSuite const* {
  for (auto const& suite : cipher_suites)
    if (suite.code_point == code_point) return &suite;
  return nullptr;
}

/// The row with this name, IBM MQ's or IANA's, in the letter case of the registries; nullptr if there is none.
[[nodiscard]] constexpr auto find_suite(std::string_view name) -> CipherSuite const* {
  if (name.empty()) return nullptr;
  for (auto const& suite : cipher_suites)
    if (suite.mq_name == name || suite.iana_name == name) return &suite;
  return nullptr;
}

/// IANA's name of a cipher suite; empty if it is not in the table.
[[nodiscard]] constexpr auto suite_name(std::uint16_t code_point) -> std::string_view {
  auto const* const suite = find_suite(code_point);
  return suite != nullptr ? suite->iana_name : std::string_view{};
}

/// IANA's name of a cipher suite, or `0xC0AC` of one that is not in the table.
[[nodiscard]] inline auto suite_text(std::uint16_t code_point) -> std::string {
  if (auto const name = suite_name(code_point); !name.empty()) return std::string{name};
  return hex_text(code_point);
}

namespace detail {

consteval auto cipher_suites_are_unique() -> bool {
  for (auto const& suite : cipher_suites)
    if (find_suite(suite.code_point) != &suite || find_suite(suite.iana_name) != &suite) return false;
  return true;
}
static_assert(cipher_suites_are_unique(), "vidimus: each code point and each IANA name has one row in cipher_suites");

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/cipher_spec/table.hpp

// ---- vidimus/core/errc.hpp
#ifndef VIDIMUS_SINGLE_core_errc_hpp
#define VIDIMUS_SINGLE_core_errc_hpp
// Everything that can be wrong, by name. What is known of each stands in `errc_table`.
//
// To add an error: a name here and a row in `errc_table`, both at the end of their stage. The compiler checks that the two
// agree. Compare with the enumerator, never with its number: numbers move when a stage gains a row.

namespace vidimus {

enum class Errc : std::uint16_t {
  // core
  file_unreadable = 1,
  file_too_large,
  bad_argument,
  policy_file_malformed,
  policy_file_refused,
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
  url_malformed,
  url_refused,
  address_refused,
  http_response_malformed,
  http_response_incomplete,
  http_status_refused,
  response_too_large,
  redirect_refused,
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
  peer_extension_not_admitted,
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
  subject_alt_name_missing,
  subject_alt_name_refused,
  common_name_refused,
  end_entity_is_a_ca,
  key_usage_forbidden,
  extended_key_usage_forbidden,
  key_identifier_refused,
  // revocation
  certificate_revoked,
  crl_not_found,
  crl_not_yet_valid,
  crl_stale,
  crl_signer_refused,
  crl_signature_mismatch,
  crl_critical_extension_unknown,
  crl_out_of_scope,
  ocsp_responder_unknown,
  ocsp_unreachable,
  ocsp_response_malformed,
  ocsp_response_unsuccessful,
  ocsp_try_later,
  ocsp_responder_refused,
  ocsp_signature_mismatch,
  ocsp_certificate_not_answered,
  ocsp_certificate_unknown,
  ocsp_not_yet_valid,
  ocsp_stale,
  ocsp_nonce_mismatch,
  ocsp_critical_extension_unknown,
  crl_unreachable,
  crl_signer_not_found,
  crl_signer_revoked,
  crl_signer_status_unknown,
  delta_crl_without_base,
  // peer_name
  peer_name_mismatch,
  peer_name_absent,
  ssl_peer_malformed,
  dns_name_malformed,
  peer_name_ambiguous,
  ip_address_malformed,
  email_address_malformed,
  uri_malformed,
  certificate_serial_malformed,
  spki_pin_malformed,
  spki_pin_mismatch,
  peer_blocked,
  peer_not_mapped,
  peer_map_ambiguous,
  peer_map_unreachable,
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
  record_unauthentic,
  record_too_long,
  record_too_short,
  record_type_unexpected,
  record_content_unexpected,
  record_all_zeros,
  record_content_missing,
  record_sequence_exhausted,
  record_key_exhausted,
  alert_malformed,
  post_handshake_malformed,
  post_handshake_too_long,
  post_handshake_unexpected,
  post_handshake_interleaved,
  key_update_illegal,
  key_update_misplaced,
  records_without_data,
  secret_key_reset_due,
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
#endif
// ---- end of vidimus/core/errc.hpp

// ---- vidimus/core/time.hpp
#ifndef VIDIMUS_SINGLE_core_time_hpp
#define VIDIMUS_SINGLE_core_time_hpp
// Points in time as certificates have them: UTC, whole seconds.

namespace vidimus {

/// UTC without leap seconds, whole seconds (RFC 5280, 4.1.2.5).
using Time = std::chrono::sys_seconds;

/// `2026-01-12T08:00:00Z`.
[[nodiscard]] inline auto to_text(Time time) -> std::string {
  auto const day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day const date{day};
  std::chrono::hh_mm_ss const clock{time - day};
  char text[48];
  auto const length = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                    static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                                    static_cast<int>(clock.seconds().count()));
  return {text, static_cast<std::size_t>(length)};
}

/// A distance in the largest unit that leaves a number people can feel: `3 days`, `2 hours`, `41 seconds`.
[[nodiscard]] inline auto to_text(std::chrono::seconds distance) -> std::string {
  auto const seconds = distance < distance.zero() ? -distance.count() : distance.count();
  auto const say = [](long long count, char const* unit) {
    return std::to_string(count) + ' ' + unit + (count == 1 ? "" : "s");
  };
  if (seconds >= 2 * 86400) return say(seconds / 86400, "day");
  if (seconds >= 2 * 3600) return say(seconds / 3600, "hour");
  if (seconds >= 2 * 60) return say(seconds / 60, "minute");
  return say(seconds, "second");
}

}  // namespace vidimus
#endif
// ---- end of vidimus/core/time.hpp

// ---- vidimus/core/finding.hpp
#ifndef VIDIMUS_SINGLE_core_finding_hpp
#define VIDIMUS_SINGLE_core_finding_hpp
// A finding: one thing that was checked and was not as it should be. It carries both sides of the comparison as typed
// values, so that a program can act on them and a person can read them.

namespace vidimus {

/// What was wanted and what was presented.
struct Mismatch {
  std::string wanted;
  std::vector<std::string> presented;  ///< empty: nothing of the kind
};

/// A moment outside its bound: `bound` is notBefore, notAfter, thisUpdate, nextUpdate …, which `what` names.
struct OutOfTime {
  std::string what;
  Time now;
  Time bound;
};

/// More than a limit allows.
struct OverLimit {
  std::string what;
  std::uint64_t limit;
  std::uint64_t presented;  ///< where counting stopped, if it did not go on
};

/// A place in an encoding, a text or a pattern where reading stopped.
struct Malformed {
  std::string what;    ///< the field or grammar rule being read
  std::size_t offset;  ///< in bytes, from the start of the input named by the finding's subject
  Errc rule;           ///< the rule of the encoding that was broken
};

/// A revoked certificate.
struct Revoked {
  std::string serial_number;  ///< upper-case hexadecimal
  std::string source;         ///< which CRL or responder says so
  Time since;
  std::string reason;  ///< RFC 5280, 5.3.1; empty if none is given
};

/// What the operating system or the TLS library said.
struct Underlying {
  std::string what;
  std::error_code code;  ///< empty where `native` is not the operating system's
  int native = 0;        ///< the TLS library's own number; never compare with it
};

/// Anything that has no two sides.
struct Note {
  std::string text;
};

/// What a finding carries beside its code.
using Detail = std::variant<std::monostate, Mismatch, OutOfTime, OverLimit, Malformed, Revoked, Underlying, Note>;

/// A warning is reported and does not refuse.
enum class Severity : unsigned char { error, warning };

/// One thing that was not as it should be.
struct Finding {
  Errc code;
  Detail detail{};
  std::optional<unsigned> depth{};  ///< of the certificate in its path or chain: 0 is the end entity; empty: none
  std::string subject{};            ///< what it is about: a certificate's subject, a file's name
  Severity severity = Severity::error;

  /// The same finding, said of a certificate.
  [[nodiscard]] auto about(unsigned certificate_depth, std::string certificate_subject) && -> Finding {
    depth = certificate_depth;
    subject = std::move(certificate_subject);
    return std::move(*this);
  }
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/finding.hpp

// ---- vidimus/core/stage.hpp
#ifndef VIDIMUS_SINGLE_core_stage_hpp
#define VIDIMUS_SINGLE_core_stage_hpp
// The stages of the job. Each is a folder of this library and they stand in the order in which bytes meet them.

namespace vidimus {

enum class Stage : std::uint8_t {
  core,
  der,
  x509,
  crypto,
  transport,
  engine,
  path,
  revocation,
  peer_name,
  cipher_spec,
  pipeline,
  record,
  channel,
  message,
};

namespace detail {
inline constexpr std::array<std::string_view, 14> stage_names{
    "core",       "der",       "x509",        "crypto",   "transport", "engine",  "path",
    "revocation", "peer_name", "cipher_spec", "pipeline", "record",    "channel", "message"};
}

/// `path`, `revocation` and so on.
[[nodiscard]] constexpr auto name_of(Stage stage) -> std::string_view {
  return detail::stage_names[static_cast<std::size_t>(stage)];
}
static_assert(name_of(Stage::message) == "message");

}  // namespace vidimus
#endif
// ---- end of vidimus/core/stage.hpp

// ---- vidimus/core/check.hpp
#ifndef VIDIMUS_SINGLE_core_check_hpp
#define VIDIMUS_SINGLE_core_check_hpp
// One line of a channel's trace: what was checked, on what, with which outcome and in what time.

namespace vidimus {

/// The eight steps of the job, as IBM MQ tells them of two queue managers.
enum class Step : unsigned char {
  connect = 1,
  receive_certificate = 2,
  authenticate_chain = 3,
  check_ocsp = 4,
  check_crl = 5,
  filter_peer_name = 6,
  accept_certificate = 7,
  secure_connection = 8,
};

/// What a check came to: `skipped` was not needed, `noted` is a warning.
enum class Outcome : unsigned char { accepted, refused, skipped, noted };

/// One check.
struct Check {
  Step step;
  Stage stage;
  Outcome outcome;
  std::string what;   ///< the check or its policy: "certification path (RFC 5280)"
  std::string input;  ///< what it looked at: names, serial numbers, negotiated values
  std::chrono::nanoseconds took{0};
  std::optional<Finding> finding{};  ///< of a refusal or a warning
  std::string because{};             ///< of an acceptance: what matched, where `what` does not say it
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/check.hpp

// ---- vidimus/core/alert.hpp
#ifndef VIDIMUS_SINGLE_core_alert_hpp
#define VIDIMUS_SINGLE_core_alert_hpp
// TLS alert descriptions (RFC 8446, 6; RFC 5246, 7.2). An alert is all that a peer ever learns from us about a refusal.

namespace vidimus {

enum class Alert : std::uint8_t {
  close_notify = 0,
  unexpected_message = 10,
  bad_record_mac = 20,
  record_overflow = 22,
  handshake_failure = 40,
  bad_certificate = 42,
  unsupported_certificate = 43,
  certificate_revoked = 44,
  certificate_expired = 45,
  certificate_unknown = 46,
  illegal_parameter = 47,
  unknown_ca = 48,
  access_denied = 49,
  decode_error = 50,
  decrypt_error = 51,
  protocol_version = 70,
  insufficient_security = 71,
  internal_error = 80,
  inappropriate_fallback = 86,
  user_canceled = 90,
  no_renegotiation = 100,
  missing_extension = 109,
  unsupported_extension = 110,
  unrecognized_name = 112,
  bad_certificate_status_response = 113,
  unknown_psk_identity = 115,
  certificate_required = 116,
  no_application_protocol = 120,
};

namespace detail {
struct AlertName {
  Alert alert;
  std::string_view name;
};
inline constexpr std::array<AlertName, 28> alert_names{{
    {Alert::close_notify, "close_notify"},
    {Alert::unexpected_message, "unexpected_message"},
    {Alert::bad_record_mac, "bad_record_mac"},
    {Alert::record_overflow, "record_overflow"},
    {Alert::handshake_failure, "handshake_failure"},
    {Alert::bad_certificate, "bad_certificate"},
    {Alert::unsupported_certificate, "unsupported_certificate"},
    {Alert::certificate_revoked, "certificate_revoked"},
    {Alert::certificate_expired, "certificate_expired"},
    {Alert::certificate_unknown, "certificate_unknown"},
    {Alert::illegal_parameter, "illegal_parameter"},
    {Alert::unknown_ca, "unknown_ca"},
    {Alert::access_denied, "access_denied"},
    {Alert::decode_error, "decode_error"},
    {Alert::decrypt_error, "decrypt_error"},
    {Alert::protocol_version, "protocol_version"},
    {Alert::insufficient_security, "insufficient_security"},
    {Alert::internal_error, "internal_error"},
    {Alert::inappropriate_fallback, "inappropriate_fallback"},
    {Alert::user_canceled, "user_canceled"},
    {Alert::no_renegotiation, "no_renegotiation"},
    {Alert::missing_extension, "missing_extension"},
    {Alert::unsupported_extension, "unsupported_extension"},
    {Alert::unrecognized_name, "unrecognized_name"},
    {Alert::bad_certificate_status_response, "bad_certificate_status_response"},
    {Alert::unknown_psk_identity, "unknown_psk_identity"},
    {Alert::certificate_required, "certificate_required"},
    {Alert::no_application_protocol, "no_application_protocol"},
}};
}  // namespace detail

/// The RFC's name; empty for a number that has none here (a peer may send any).
[[nodiscard]] constexpr auto name_of(Alert alert) -> std::string_view {
  for (auto const& row : detail::alert_names)
    if (row.alert == alert) return row.name;
  return {};
}

/// `certificate_revoked(44)`.
[[nodiscard]] inline auto to_text(Alert alert) -> std::string {
  auto const name = name_of(alert);
  std::string text{name.empty() ? std::string_view{"alert"} : name};
  return text + '(' + std::to_string(static_cast<unsigned>(alert)) + ')';
}

}  // namespace vidimus
#endif
// ---- end of vidimus/core/alert.hpp

// ---- vidimus/core/errc_table.hpp
#ifndef VIDIMUS_SINGLE_core_errc_table_hpp
#define VIDIMUS_SINGLE_core_errc_table_hpp
// The one error table: code, name, stage, alert, permanence, clause, sentence. `std::error_code`, `explain()`, the alert on
// the wire and the documentation all come from it, so they cannot drift apart.

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
/// A row for each error, in the order of `Errc`.
inline constexpr std::array<ErrcRow, 185> errc_table{{
  {Errc::file_unreadable, "file_unreadable", Stage::core, Alert::internal_error, Permanence::permanent,
   "", "the file cannot be read"},
  {Errc::file_too_large, "file_too_large", Stage::core, Alert::internal_error, Permanence::permanent,
   "", "the file is larger than its limit"},
  {Errc::bad_argument, "bad_argument", Stage::core, Alert::internal_error, Permanence::permanent,
   "", "the argument is not usable"},
  {Errc::policy_file_malformed, "policy_file_malformed", Stage::core, Alert::internal_error, Permanence::permanent,
   "RFC 8259, 2", "the policy file is not JSON, or larger or deeper than is read here"},
  {Errc::policy_file_refused, "policy_file_refused", Stage::core, Alert::internal_error, Permanence::permanent,
   "", "the policy file has an unknown key or value, or lacks a key"},
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
   "CA/Browser Forum BR, 7.1.2.7.8; X509-SVID, 5.2", "the end entity is a certification authority"},
  {Errc::key_usage_forbidden, "key_usage_forbidden", Stage::path, Alert::bad_certificate, Permanence::permanent,
   "CA/Browser Forum BR, 7.1.2.7.11, 7.1.2.10.7; X509-SVID, 5.2", "the key usage is not one that the kind of certificate may have"},
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
  {Errc::uri_malformed, "uri_malformed", Stage::peer_name, Alert::internal_error, Permanence::permanent,
   "RFC 3986, 3", "the URI is malformed"},
  {Errc::certificate_serial_malformed, "certificate_serial_malformed", Stage::peer_name, Alert::internal_error, Permanence::permanent,
   "RFC 5280, 4.1.2.2", "the serial number that is wanted is malformed"},
  {Errc::spki_pin_malformed, "spki_pin_malformed", Stage::peer_name, Alert::internal_error, Permanence::permanent,
   "RFC 7469, 2.1.1", "the pin of a public key is malformed"},
  {Errc::spki_pin_mismatch, "spki_pin_mismatch", Stage::peer_name, Alert::access_denied, Permanence::permanent,
   "RFC 7469, 2.6", "the peer's public key is none of those pinned"},
  {Errc::peer_blocked, "peer_blocked", Stage::peer_name, Alert::access_denied, Permanence::permanent,
   "", "a rule of the peer map blocks the peer"},
  {Errc::peer_not_mapped, "peer_not_mapped", Stage::peer_name, Alert::access_denied, Permanence::permanent,
   "", "no rule of the peer map is for the peer"},
  {Errc::peer_map_ambiguous, "peer_map_ambiguous", Stage::peer_name, Alert::internal_error, Permanence::permanent,
   "", "two rules of the peer map are for the same peers, and none of them is more specific"},
  {Errc::peer_map_unreachable, "peer_map_unreachable", Stage::peer_name, Alert::internal_error, Permanence::permanent,
   "", "a rule of the peer map never decides"},
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
#endif
// ---- end of vidimus/core/errc_table.hpp

// ---- vidimus/core/tried_path.hpp
#ifndef VIDIMUS_SINGLE_core_tried_path_hpp
#define VIDIMUS_SINGLE_core_tried_path_hpp
// A path that a Validator tried and gave up: which certificates it went through and why it went no further.

namespace vidimus {

/// A certificate in words. Issuer and serial number make it unique (RFC 5280, 4.1.2.2).
struct CertificateLabel {
  std::string subject;
  std::string issuer;
  std::string serial_number;  ///< upper-case hexadecimal
  friend auto operator==(CertificateLabel const&, CertificateLabel const&) -> bool = default;
};

/// One path that was tried.
struct TriedPath {
  std::vector<CertificateLabel> certificates;  ///< from the end entity up, with the issuer that was refused, if one was
  bool reaches_anchor = false;                 ///< the last of them is a trust anchor
  Finding finding;                             ///< why it ended
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/tried_path.hpp

// ---- tl/expected.hpp
///
// expected - An implementation of std::expected with extensions
// Written in 2017 by Simon Brand (simonrbrand@gmail.com, @TartanLlama)
//
// Documentation available at http://tl.tartanllama.xyz/
//
// To the extent possible under law, the author(s) have dedicated all
// copyright and related and neighboring rights to this software to the
// public domain worldwide. This software is distributed without any warranty.
//
// You should have received a copy of the CC0 Public Domain Dedication
// along with this software. If not, see
// <http://creativecommons.org/publicdomain/zero/1.0/>.
///

#ifndef TL_EXPECTED_HPP
#define TL_EXPECTED_HPP

#define TL_EXPECTED_VERSION_MAJOR 1
#define TL_EXPECTED_VERSION_MINOR 0
#define TL_EXPECTED_VERSION_PATCH 0

#include <exception>
#include <functional>
#include <type_traits>
#include <utility>

#if defined(__EXCEPTIONS) || defined(_CPPUNWIND)
#define TL_EXPECTED_EXCEPTIONS_ENABLED
#endif

#if (defined(_MSC_VER) && _MSC_VER == 1900)
#define TL_EXPECTED_MSVC2015
#define TL_EXPECTED_MSVC2015_CONSTEXPR
#else
#define TL_EXPECTED_MSVC2015_CONSTEXPR constexpr
#endif

#if (defined(__GNUC__) && __GNUC__ == 4 && __GNUC_MINOR__ <= 9 &&              \
     !defined(__clang__))
#define TL_EXPECTED_GCC49
#endif

#if (defined(__GNUC__) && __GNUC__ == 5 && __GNUC_MINOR__ <= 4 &&              \
     !defined(__clang__))
#define TL_EXPECTED_GCC54
#endif

#if (defined(__GNUC__) && __GNUC__ == 5 && __GNUC_MINOR__ <= 5 &&              \
     !defined(__clang__))
#define TL_EXPECTED_GCC55
#endif

#if (defined(__GNUC__) && __GNUC__ == 4 && __GNUC_MINOR__ <= 9 &&              \
     !defined(__clang__))
// GCC < 5 doesn't support overloading on const&& for member functions

#define TL_EXPECTED_NO_CONSTRR
// GCC < 5 doesn't support some standard C++11 type traits
#define TL_EXPECTED_IS_TRIVIALLY_COPY_CONSTRUCTIBLE(T)                         \
  std::has_trivial_copy_constructor<T>
#define TL_EXPECTED_IS_TRIVIALLY_COPY_ASSIGNABLE(T)                            \
  std::has_trivial_copy_assign<T>

// This one will be different for GCC 5.7 if it's ever supported
#define TL_EXPECTED_IS_TRIVIALLY_DESTRUCTIBLE(T)                               \
  std::is_trivially_destructible<T>

// GCC 5 < v < 8 has a bug in is_trivially_copy_constructible which breaks std::vector
// for non-copyable types
#elif (defined(__GNUC__) && __GNUC__ < 8 &&                                                \
     !defined(__clang__))
#ifndef TL_GCC_LESS_8_TRIVIALLY_COPY_CONSTRUCTIBLE_MUTEX
#define TL_GCC_LESS_8_TRIVIALLY_COPY_CONSTRUCTIBLE_MUTEX
namespace tl {
  namespace detail {
      template<class T>
      struct is_trivially_copy_constructible : std::is_trivially_copy_constructible<T>{};
#ifdef _GLIBCXX_VECTOR
      template<class T, class A>
      struct is_trivially_copy_constructible<std::vector<T,A>>
          : std::false_type{};
#endif
  }
}
#endif

#define TL_EXPECTED_IS_TRIVIALLY_COPY_CONSTRUCTIBLE(T)                                     \
  tl::detail::is_trivially_copy_constructible<T>
#define TL_EXPECTED_IS_TRIVIALLY_COPY_ASSIGNABLE(T)                                        \
  std::is_trivially_copy_assignable<T>
#define TL_EXPECTED_IS_TRIVIALLY_DESTRUCTIBLE(T) std::is_trivially_destructible<T>
#else
#define TL_EXPECTED_IS_TRIVIALLY_COPY_CONSTRUCTIBLE(T)                         \
  std::is_trivially_copy_constructible<T>
#define TL_EXPECTED_IS_TRIVIALLY_COPY_ASSIGNABLE(T)                            \
  std::is_trivially_copy_assignable<T>
#define TL_EXPECTED_IS_TRIVIALLY_DESTRUCTIBLE(T)                               \
  std::is_trivially_destructible<T>
#endif

#if __cplusplus > 201103L
#define TL_EXPECTED_CXX14
#endif

#ifdef TL_EXPECTED_GCC49
#define TL_EXPECTED_GCC49_CONSTEXPR
#else
#define TL_EXPECTED_GCC49_CONSTEXPR constexpr
#endif

#if (__cplusplus == 201103L || defined(TL_EXPECTED_MSVC2015) ||                \
     defined(TL_EXPECTED_GCC49))
#define TL_EXPECTED_11_CONSTEXPR
#else
#define TL_EXPECTED_11_CONSTEXPR constexpr
#endif

namespace tl {
template <class T, class E> class expected;

#ifndef TL_MONOSTATE_INPLACE_MUTEX
#define TL_MONOSTATE_INPLACE_MUTEX
class monostate {};

struct in_place_t {
  explicit in_place_t() = default;
};
static constexpr in_place_t in_place{};
#endif

template <class E> class unexpected {
public:
  static_assert(!std::is_same<E, void>::value, "E must not be void");

  unexpected() = delete;
  constexpr explicit unexpected(const E &e) : m_val(e) {}

  constexpr explicit unexpected(E &&e) : m_val(std::move(e)) {}

  constexpr const E &value() const & { return m_val; }
  TL_EXPECTED_11_CONSTEXPR E &value() & { return m_val; }
  TL_EXPECTED_11_CONSTEXPR E &&value() && { return std::move(m_val); }
  constexpr const E &&value() const && { return std::move(m_val); }

private:
  E m_val;
};

template <class E>
constexpr bool operator==(const unexpected<E> &lhs, const unexpected<E> &rhs) {
  return lhs.value() == rhs.value();
}
template <class E>
constexpr bool operator!=(const unexpected<E> &lhs, const unexpected<E> &rhs) {
  return lhs.value() != rhs.value();
}
template <class E>
constexpr bool operator<(const unexpected<E> &lhs, const unexpected<E> &rhs) {
  return lhs.value() < rhs.value();
}
template <class E>
constexpr bool operator<=(const unexpected<E> &lhs, const unexpected<E> &rhs) {
  return lhs.value() <= rhs.value();
}
template <class E>
constexpr bool operator>(const unexpected<E> &lhs, const unexpected<E> &rhs) {
  return lhs.value() > rhs.value();
}
template <class E>
constexpr bool operator>=(const unexpected<E> &lhs, const unexpected<E> &rhs) {
  return lhs.value() >= rhs.value();
}

template <class E>
unexpected<typename std::decay<E>::type> make_unexpected(E &&e) {
  return unexpected<typename std::decay<E>::type>(std::forward<E>(e));
}

struct unexpect_t {
  unexpect_t() = default;
};
static constexpr unexpect_t unexpect{};

namespace detail {
template<typename E>
[[noreturn]] TL_EXPECTED_11_CONSTEXPR void throw_exception(E &&e) {
#ifdef TL_EXPECTED_EXCEPTIONS_ENABLED
    throw std::forward<E>(e);
#else
  #ifdef _MSC_VER
    __assume(0);
  #else
    __builtin_unreachable();
  #endif
#endif
}

#ifndef TL_TRAITS_MUTEX
#define TL_TRAITS_MUTEX
// C++14-style aliases for brevity
template <class T> using remove_const_t = typename std::remove_const<T>::type;
template <class T>
using remove_reference_t = typename std::remove_reference<T>::type;
template <class T> using decay_t = typename std::decay<T>::type;
template <bool E, class T = void>
using enable_if_t = typename std::enable_if<E, T>::type;
template <bool B, class T, class F>
using conditional_t = typename std::conditional<B, T, F>::type;

// std::conjunction from C++17
template <class...> struct conjunction : std::true_type {};
template <class B> struct conjunction<B> : B {};
template <class B, class... Bs>
struct conjunction<B, Bs...>
  : std::conditional<bool(B::value), conjunction<Bs...>, B>::type {};

#if defined(_LIBCPP_VERSION) && __cplusplus == 201103L
#define TL_TRAITS_LIBCXX_MEM_FN_WORKAROUND
#endif

// In C++11 mode, there's an issue in libc++'s std::mem_fn
// which results in a hard-error when using it in a noexcept expression
// in some cases. This is a check to workaround the common failing case.
#ifdef TL_TRAITS_LIBCXX_MEM_FN_WORKAROUND
template <class T> struct is_pointer_to_non_const_member_func : std::false_type {};
template <class T, class Ret, class... Args>
struct is_pointer_to_non_const_member_func<Ret(T::*) (Args...)> : std::true_type {};
template <class T, class Ret, class... Args>
struct is_pointer_to_non_const_member_func<Ret(T::*) (Args...)&> : std::true_type {};
template <class T, class Ret, class... Args>
struct is_pointer_to_non_const_member_func<Ret(T::*) (Args...) &&> : std::true_type {};
template <class T, class Ret, class... Args>
struct is_pointer_to_non_const_member_func<Ret(T::*) (Args...) volatile> : std::true_type {};
template <class T, class Ret, class... Args>
struct is_pointer_to_non_const_member_func<Ret(T::*) (Args...) volatile &> : std::true_type {};
template <class T, class Ret, class... Args>
struct is_pointer_to_non_const_member_func<Ret(T::*) (Args...) volatile &&> : std::true_type {};

template <class T> struct is_const_or_const_ref : std::false_type {};
template <class T> struct is_const_or_const_ref<T const&> : std::true_type {};
template <class T> struct is_const_or_const_ref<T const> : std::true_type {};
#endif

// std::invoke from C++17
// https://stackoverflow.com/questions/38288042/c11-14-invoke-workaround
template <typename Fn, typename... Args,
#ifdef TL_TRAITS_LIBCXX_MEM_FN_WORKAROUND
  typename = enable_if_t<!(is_pointer_to_non_const_member_func<Fn>::value
    && is_const_or_const_ref<Args...>::value)>,
#endif
  typename = enable_if_t<std::is_member_pointer<decay_t<Fn>>::value>,
  int = 0>
  constexpr auto invoke(Fn && f, Args && ... args) noexcept(
    noexcept(std::mem_fn(f)(std::forward<Args>(args)...)))
  -> decltype(std::mem_fn(f)(std::forward<Args>(args)...)) {
  return std::mem_fn(f)(std::forward<Args>(args)...);
}

template <typename Fn, typename... Args,
  typename = enable_if_t<!std::is_member_pointer<decay_t<Fn>>::value>>
  constexpr auto invoke(Fn && f, Args && ... args) noexcept(
    noexcept(std::forward<Fn>(f)(std::forward<Args>(args)...)))
  -> decltype(std::forward<Fn>(f)(std::forward<Args>(args)...)) {
  return std::forward<Fn>(f)(std::forward<Args>(args)...);
}

// std::invoke_result from C++17
template <class F, class, class... Us> struct invoke_result_impl;

template <class F, class... Us>
struct invoke_result_impl<
  F, decltype(detail::invoke(std::declval<F>(), std::declval<Us>()...), void()),
  Us...> {
  using type = decltype(detail::invoke(std::declval<F>(), std::declval<Us>()...));
};

template <class F, class... Us>
using invoke_result = invoke_result_impl<F, void, Us...>;

template <class F, class... Us>
using invoke_result_t = typename invoke_result<F, Us...>::type;

#if defined(_MSC_VER) && _MSC_VER <= 1900
// TODO make a version which works with MSVC 2015
template <class T, class U = T> struct is_swappable : std::true_type {};

template <class T, class U = T> struct is_nothrow_swappable : std::true_type {};
#else
// https://stackoverflow.com/questions/26744589/what-is-a-proper-way-to-implement-is-swappable-to-test-for-the-swappable-concept
namespace swap_adl_tests {
  // if swap ADL finds this then it would call std::swap otherwise (same
  // signature)
  struct tag {};

  template <class T> tag swap(T&, T&);
  template <class T, std::size_t N> tag swap(T(&a)[N], T(&b)[N]);

  // helper functions to test if an unqualified swap is possible, and if it
  // becomes std::swap
  template <class, class> std::false_type can_swap(...) noexcept(false);
  template <class T, class U,
    class = decltype(swap(std::declval<T&>(), std::declval<U&>()))>
    std::true_type can_swap(int) noexcept(noexcept(swap(std::declval<T&>(),
      std::declval<U&>())));

  template <class, class> std::false_type uses_std(...);
  template <class T, class U>
  std::is_same<decltype(swap(std::declval<T&>(), std::declval<U&>())), tag>
    uses_std(int);

  template <class T>
  struct is_std_swap_noexcept
    : std::integral_constant<bool,
    std::is_nothrow_move_constructible<T>::value&&
    std::is_nothrow_move_assignable<T>::value> {};

  template <class T, std::size_t N>
  struct is_std_swap_noexcept<T[N]> : is_std_swap_noexcept<T> {};

  template <class T, class U>
  struct is_adl_swap_noexcept
    : std::integral_constant<bool, noexcept(can_swap<T, U>(0))> {};
} // namespace swap_adl_tests

template <class T, class U = T>
struct is_swappable
  : std::integral_constant<
  bool,
  decltype(detail::swap_adl_tests::can_swap<T, U>(0))::value &&
  (!decltype(detail::swap_adl_tests::uses_std<T, U>(0))::value ||
  (std::is_move_assignable<T>::value &&
    std::is_move_constructible<T>::value))> {};

template <class T, std::size_t N>
struct is_swappable<T[N], T[N]>
  : std::integral_constant<
  bool,
  decltype(detail::swap_adl_tests::can_swap<T[N], T[N]>(0))::value &&
  (!decltype(
    detail::swap_adl_tests::uses_std<T[N], T[N]>(0))::value ||
    is_swappable<T, T>::value)> {};

template <class T, class U = T>
struct is_nothrow_swappable
  : std::integral_constant<
  bool,
  is_swappable<T, U>::value &&
  ((decltype(detail::swap_adl_tests::uses_std<T, U>(0))::value
    && detail::swap_adl_tests::is_std_swap_noexcept<T>::value) ||
    (!decltype(detail::swap_adl_tests::uses_std<T, U>(0))::value &&
      detail::swap_adl_tests::is_adl_swap_noexcept<T,
      U>::value))> {
};
#endif
#endif

// Trait for checking if a type is a tl::expected
template <class T> struct is_expected_impl : std::false_type {};
template <class T, class E>
struct is_expected_impl<expected<T, E>> : std::true_type {};
template <class T> using is_expected = is_expected_impl<decay_t<T>>;

template <class T, class E, class U>
using expected_enable_forward_value = detail::enable_if_t<
    std::is_constructible<T, U &&>::value &&
    !std::is_same<detail::decay_t<U>, in_place_t>::value &&
    !std::is_same<expected<T, E>, detail::decay_t<U>>::value &&
    !std::is_same<unexpected<E>, detail::decay_t<U>>::value>;

template <class T, class E, class U, class G, class UR, class GR>
using expected_enable_from_other = detail::enable_if_t<
    std::is_constructible<T, UR>::value &&
    std::is_constructible<E, GR>::value &&
    !std::is_constructible<T, expected<U, G> &>::value &&
    !std::is_constructible<T, expected<U, G> &&>::value &&
    !std::is_constructible<T, const expected<U, G> &>::value &&
    !std::is_constructible<T, const expected<U, G> &&>::value &&
    !std::is_convertible<expected<U, G> &, T>::value &&
    !std::is_convertible<expected<U, G> &&, T>::value &&
    !std::is_convertible<const expected<U, G> &, T>::value &&
    !std::is_convertible<const expected<U, G> &&, T>::value>;

template <class T, class U>
using is_void_or = conditional_t<std::is_void<T>::value, std::true_type, U>;

template <class T>
using is_copy_constructible_or_void =
    is_void_or<T, std::is_copy_constructible<T>>;

template <class T>
using is_move_constructible_or_void =
    is_void_or<T, std::is_move_constructible<T>>;

template <class T>
using is_copy_assignable_or_void =
    is_void_or<T, std::is_copy_assignable<T>>;


template <class T>
using is_move_assignable_or_void =
    is_void_or<T, std::is_move_assignable<T>>;
    

} // namespace detail

namespace detail {
struct no_init_t {};
static constexpr no_init_t no_init{};

// Implements the storage of the values, and ensures that the destructor is
// trivial if it can be.
//
// This specialization is for where neither `T` or `E` is trivially
// destructible, so the destructors must be called on destruction of the
// `expected`
template <class T, class E, bool = std::is_trivially_destructible<T>::value,
          bool = std::is_trivially_destructible<E>::value>
struct expected_storage_base {
  constexpr expected_storage_base() : m_val(T{}), m_has_val(true) {}
  constexpr expected_storage_base(no_init_t) : m_no_init(), m_has_val(false) {}

  template <class... Args,
            detail::enable_if_t<std::is_constructible<T, Args &&...>::value> * =
                nullptr>
  constexpr expected_storage_base(in_place_t, Args &&... args)
      : m_val(std::forward<Args>(args)...), m_has_val(true) {}

  template <class U, class... Args,
            detail::enable_if_t<std::is_constructible<
                T, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  constexpr expected_storage_base(in_place_t, std::initializer_list<U> il,
                                  Args &&... args)
      : m_val(il, std::forward<Args>(args)...), m_has_val(true) {}
  template <class... Args,
            detail::enable_if_t<std::is_constructible<E, Args &&...>::value> * =
                nullptr>
  constexpr explicit expected_storage_base(unexpect_t, Args &&... args)
      : m_unexpect(std::forward<Args>(args)...), m_has_val(false) {}

  template <class U, class... Args,
            detail::enable_if_t<std::is_constructible<
                E, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  constexpr explicit expected_storage_base(unexpect_t,
                                           std::initializer_list<U> il,
                                           Args &&... args)
      : m_unexpect(il, std::forward<Args>(args)...), m_has_val(false) {}

  ~expected_storage_base() {
    if (m_has_val) {
      m_val.~T();
    } else {
      m_unexpect.~unexpected<E>();
    }
  }
  union {
    T m_val;
    unexpected<E> m_unexpect;
    char m_no_init;
  };
  bool m_has_val;
};

// This specialization is for when both `T` and `E` are trivially-destructible,
// so the destructor of the `expected` can be trivial.
template <class T, class E> struct expected_storage_base<T, E, true, true> {
  constexpr expected_storage_base() : m_val(T{}), m_has_val(true) {}
  constexpr expected_storage_base(no_init_t) : m_no_init(), m_has_val(false) {}

  template <class... Args,
            detail::enable_if_t<std::is_constructible<T, Args &&...>::value> * =
                nullptr>
  constexpr expected_storage_base(in_place_t, Args &&... args)
      : m_val(std::forward<Args>(args)...), m_has_val(true) {}

  template <class U, class... Args,
            detail::enable_if_t<std::is_constructible<
                T, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  constexpr expected_storage_base(in_place_t, std::initializer_list<U> il,
                                  Args &&... args)
      : m_val(il, std::forward<Args>(args)...), m_has_val(true) {}
  template <class... Args,
            detail::enable_if_t<std::is_constructible<E, Args &&...>::value> * =
                nullptr>
  constexpr explicit expected_storage_base(unexpect_t, Args &&... args)
      : m_unexpect(std::forward<Args>(args)...), m_has_val(false) {}

  template <class U, class... Args,
            detail::enable_if_t<std::is_constructible<
                E, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  constexpr explicit expected_storage_base(unexpect_t,
                                           std::initializer_list<U> il,
                                           Args &&... args)
      : m_unexpect(il, std::forward<Args>(args)...), m_has_val(false) {}

  ~expected_storage_base() = default;
  union {
    T m_val;
    unexpected<E> m_unexpect;
    char m_no_init;
  };
  bool m_has_val;
};

// T is trivial, E is not.
template <class T, class E> struct expected_storage_base<T, E, true, false> {
  constexpr expected_storage_base() : m_val(T{}), m_has_val(true) {}
  TL_EXPECTED_MSVC2015_CONSTEXPR expected_storage_base(no_init_t)
      : m_no_init(), m_has_val(false) {}

  template <class... Args,
            detail::enable_if_t<std::is_constructible<T, Args &&...>::value> * =
                nullptr>
  constexpr expected_storage_base(in_place_t, Args &&... args)
      : m_val(std::forward<Args>(args)...), m_has_val(true) {}

  template <class U, class... Args,
            detail::enable_if_t<std::is_constructible<
                T, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  constexpr expected_storage_base(in_place_t, std::initializer_list<U> il,
                                  Args &&... args)
      : m_val(il, std::forward<Args>(args)...), m_has_val(true) {}
  template <class... Args,
            detail::enable_if_t<std::is_constructible<E, Args &&...>::value> * =
                nullptr>
  constexpr explicit expected_storage_base(unexpect_t, Args &&... args)
      : m_unexpect(std::forward<Args>(args)...), m_has_val(false) {}

  template <class U, class... Args,
            detail::enable_if_t<std::is_constructible<
                E, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  constexpr explicit expected_storage_base(unexpect_t,
                                           std::initializer_list<U> il,
                                           Args &&... args)
      : m_unexpect(il, std::forward<Args>(args)...), m_has_val(false) {}

  ~expected_storage_base() {
    if (!m_has_val) {
      m_unexpect.~unexpected<E>();
    }
  }

  union {
    T m_val;
    unexpected<E> m_unexpect;
    char m_no_init;
  };
  bool m_has_val;
};

// E is trivial, T is not.
template <class T, class E> struct expected_storage_base<T, E, false, true> {
  constexpr expected_storage_base() : m_val(T{}), m_has_val(true) {}
  constexpr expected_storage_base(no_init_t) : m_no_init(), m_has_val(false) {}

  template <class... Args,
            detail::enable_if_t<std::is_constructible<T, Args &&...>::value> * =
                nullptr>
  constexpr expected_storage_base(in_place_t, Args &&... args)
      : m_val(std::forward<Args>(args)...), m_has_val(true) {}

  template <class U, class... Args,
            detail::enable_if_t<std::is_constructible<
                T, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  constexpr expected_storage_base(in_place_t, std::initializer_list<U> il,
                                  Args &&... args)
      : m_val(il, std::forward<Args>(args)...), m_has_val(true) {}
  template <class... Args,
            detail::enable_if_t<std::is_constructible<E, Args &&...>::value> * =
                nullptr>
  constexpr explicit expected_storage_base(unexpect_t, Args &&... args)
      : m_unexpect(std::forward<Args>(args)...), m_has_val(false) {}

  template <class U, class... Args,
            detail::enable_if_t<std::is_constructible<
                E, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  constexpr explicit expected_storage_base(unexpect_t,
                                           std::initializer_list<U> il,
                                           Args &&... args)
      : m_unexpect(il, std::forward<Args>(args)...), m_has_val(false) {}

  ~expected_storage_base() {
    if (m_has_val) {
      m_val.~T();
    }
  }
  union {
    T m_val;
    unexpected<E> m_unexpect;
    char m_no_init;
  };
  bool m_has_val;
};

// `T` is `void`, `E` is trivially-destructible
template <class E> struct expected_storage_base<void, E, false, true> {
  TL_EXPECTED_MSVC2015_CONSTEXPR expected_storage_base() : m_has_val(true) {}
  constexpr expected_storage_base(no_init_t) : m_val(), m_has_val(false) {}

  constexpr expected_storage_base(in_place_t) : m_has_val(true) {}

  template <class... Args,
            detail::enable_if_t<std::is_constructible<E, Args &&...>::value> * =
                nullptr>
  constexpr explicit expected_storage_base(unexpect_t, Args &&... args)
      : m_unexpect(std::forward<Args>(args)...), m_has_val(false) {}

  template <class U, class... Args,
            detail::enable_if_t<std::is_constructible<
                E, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  constexpr explicit expected_storage_base(unexpect_t,
                                           std::initializer_list<U> il,
                                           Args &&... args)
      : m_unexpect(il, std::forward<Args>(args)...), m_has_val(false) {}

  ~expected_storage_base() = default;
  struct dummy {};
  union {
    unexpected<E> m_unexpect;
    dummy m_val;
  };
  bool m_has_val;
};

// `T` is `void`, `E` is not trivially-destructible
template <class E> struct expected_storage_base<void, E, false, false> {
  constexpr expected_storage_base() : m_dummy(), m_has_val(true) {}
  constexpr expected_storage_base(no_init_t) : m_dummy(), m_has_val(false) {}

  constexpr expected_storage_base(in_place_t) : m_dummy(), m_has_val(true) {}

  template <class... Args,
            detail::enable_if_t<std::is_constructible<E, Args &&...>::value> * =
                nullptr>
  constexpr explicit expected_storage_base(unexpect_t, Args &&... args)
      : m_unexpect(std::forward<Args>(args)...), m_has_val(false) {}

  template <class U, class... Args,
            detail::enable_if_t<std::is_constructible<
                E, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  constexpr explicit expected_storage_base(unexpect_t,
                                           std::initializer_list<U> il,
                                           Args &&... args)
      : m_unexpect(il, std::forward<Args>(args)...), m_has_val(false) {}

  ~expected_storage_base() {
    if (!m_has_val) {
      m_unexpect.~unexpected<E>();
    }
  }

  union {
    unexpected<E> m_unexpect;
    char m_dummy;
  };
  bool m_has_val;
};

// This base class provides some handy member functions which can be used in
// further derived classes
template <class T, class E>
struct expected_operations_base : expected_storage_base<T, E> {
  using expected_storage_base<T, E>::expected_storage_base;

  template <class... Args> void construct(Args &&... args) noexcept {
    new (std::addressof(this->m_val)) T(std::forward<Args>(args)...);
    this->m_has_val = true;
  }

  template <class Rhs> void construct_with(Rhs &&rhs) noexcept {
    new (std::addressof(this->m_val)) T(std::forward<Rhs>(rhs).get());
    this->m_has_val = true;
  }

  template <class... Args> void construct_error(Args &&... args) noexcept {
    new (std::addressof(this->m_unexpect))
        unexpected<E>(std::forward<Args>(args)...);
    this->m_has_val = false;
  }

  #ifdef TL_EXPECTED_EXCEPTIONS_ENABLED

  // These assign overloads ensure that the most efficient assignment
  // implementation is used while maintaining the strong exception guarantee.
  // The problematic case is where rhs has a value, but *this does not.
  //
  // This overload handles the case where we can just copy-construct `T`
  // directly into place without throwing.
  template <class U = T,
            detail::enable_if_t<std::is_nothrow_copy_constructible<U>::value>
                * = nullptr>
  void assign(const expected_operations_base &rhs) noexcept {
    if (!this->m_has_val && rhs.m_has_val) {
      geterr().~unexpected<E>();
      construct(rhs.get());
    } else {
      assign_common(rhs);
    }
  }

  // This overload handles the case where we can attempt to create a copy of
  // `T`, then no-throw move it into place if the copy was successful.
  template <class U = T,
            detail::enable_if_t<!std::is_nothrow_copy_constructible<U>::value &&
                                std::is_nothrow_move_constructible<U>::value>
                * = nullptr>
  void assign(const expected_operations_base &rhs) noexcept {
    if (!this->m_has_val && rhs.m_has_val) {
      T tmp = rhs.get();
      geterr().~unexpected<E>();
      construct(std::move(tmp));
    } else {
      assign_common(rhs);
    }
  }

  // This overload is the worst-case, where we have to move-construct the
  // unexpected value into temporary storage, then try to copy the T into place.
  // If the construction succeeds, then everything is fine, but if it throws,
  // then we move the old unexpected value back into place before rethrowing the
  // exception.
  template <class U = T,
            detail::enable_if_t<!std::is_nothrow_copy_constructible<U>::value &&
                                !std::is_nothrow_move_constructible<U>::value>
                * = nullptr>
  void assign(const expected_operations_base &rhs) {
    if (!this->m_has_val && rhs.m_has_val) {
      auto tmp = std::move(geterr());
      geterr().~unexpected<E>();

#ifdef TL_EXPECTED_EXCEPTIONS_ENABLED
      try {
        construct(rhs.get());
      } catch (...) {
        geterr() = std::move(tmp);
        throw;
      }
#else
      construct(rhs.get());
#endif
    } else {
      assign_common(rhs);
    }
  }

  // These overloads do the same as above, but for rvalues
  template <class U = T,
            detail::enable_if_t<std::is_nothrow_move_constructible<U>::value>
                * = nullptr>
  void assign(expected_operations_base &&rhs) noexcept {
    if (!this->m_has_val && rhs.m_has_val) {
      geterr().~unexpected<E>();
      construct(std::move(rhs).get());
    } else {
      assign_common(std::move(rhs));
    }
  }

  template <class U = T,
            detail::enable_if_t<!std::is_nothrow_move_constructible<U>::value>
                * = nullptr>
  void assign(expected_operations_base &&rhs) {
    if (!this->m_has_val && rhs.m_has_val) {
      auto tmp = std::move(geterr());
      geterr().~unexpected<E>();
#ifdef TL_EXPECTED_EXCEPTIONS_ENABLED
      try {
        construct(std::move(rhs).get());
      } catch (...) {
        geterr() = std::move(tmp);
        throw;
      }
#else
      construct(std::move(rhs).get());
#endif
    } else {
      assign_common(std::move(rhs));
    }
  }

  #else

  // If exceptions are disabled then we can just copy-construct
  void assign(const expected_operations_base &rhs) noexcept {
    if (!this->m_has_val && rhs.m_has_val) {
      geterr().~unexpected<E>();
      construct(rhs.get());
    } else {
      assign_common(rhs);
    }
  }

  void assign(expected_operations_base &&rhs) noexcept {
    if (!this->m_has_val && rhs.m_has_val) {
      geterr().~unexpected<E>();
      construct(std::move(rhs).get());
    } else {
      assign_common(rhs);
    }
  }

  #endif

  // The common part of move/copy assigning
  template <class Rhs> void assign_common(Rhs &&rhs) {
    if (this->m_has_val) {
      if (rhs.m_has_val) {
        get() = std::forward<Rhs>(rhs).get();
      } else {
		destroy_val();
        construct_error(std::forward<Rhs>(rhs).geterr());
      }
    } else {
      if (!rhs.m_has_val) {
        geterr() = std::forward<Rhs>(rhs).geterr();
      }
    }
  }

  bool has_value() const { return this->m_has_val; }

  TL_EXPECTED_11_CONSTEXPR T &get() & { return this->m_val; }
  constexpr const T &get() const & { return this->m_val; }
  TL_EXPECTED_11_CONSTEXPR T &&get() && { return std::move(this->m_val); }
#ifndef TL_EXPECTED_NO_CONSTRR
  constexpr const T &&get() const && { return std::move(this->m_val); }
#endif

  TL_EXPECTED_11_CONSTEXPR unexpected<E> &geterr() & {
    return this->m_unexpect;
  }
  constexpr const unexpected<E> &geterr() const & { return this->m_unexpect; }
  TL_EXPECTED_11_CONSTEXPR unexpected<E> &&geterr() && {
    return std::move(this->m_unexpect);
  }
#ifndef TL_EXPECTED_NO_CONSTRR
  constexpr const unexpected<E> &&geterr() const && {
    return std::move(this->m_unexpect);
  }
#endif

  TL_EXPECTED_11_CONSTEXPR void destroy_val() {
	get().~T();
  }
};

// This base class provides some handy member functions which can be used in
// further derived classes
template <class E>
struct expected_operations_base<void, E> : expected_storage_base<void, E> {
  using expected_storage_base<void, E>::expected_storage_base;

  template <class... Args> void construct() noexcept { this->m_has_val = true; }

  // This function doesn't use its argument, but needs it so that code in
  // levels above this can work independently of whether T is void
  template <class Rhs> void construct_with(Rhs &&) noexcept {
    this->m_has_val = true;
  }

  template <class... Args> void construct_error(Args &&... args) noexcept {
    new (std::addressof(this->m_unexpect))
        unexpected<E>(std::forward<Args>(args)...);
    this->m_has_val = false;
  }

  template <class Rhs> void assign(Rhs &&rhs) noexcept {
    if (!this->m_has_val) {
      if (rhs.m_has_val) {
        geterr().~unexpected<E>();
        construct();
      } else {
        geterr() = std::forward<Rhs>(rhs).geterr();
      }
    } else {
      if (!rhs.m_has_val) {
        construct_error(std::forward<Rhs>(rhs).geterr());
      }
    }
  }

  bool has_value() const { return this->m_has_val; }

  TL_EXPECTED_11_CONSTEXPR unexpected<E> &geterr() & {
    return this->m_unexpect;
  }
  constexpr const unexpected<E> &geterr() const & { return this->m_unexpect; }
  TL_EXPECTED_11_CONSTEXPR unexpected<E> &&geterr() && {
    return std::move(this->m_unexpect);
  }
#ifndef TL_EXPECTED_NO_CONSTRR
  constexpr const unexpected<E> &&geterr() const && {
    return std::move(this->m_unexpect);
  }
#endif

  TL_EXPECTED_11_CONSTEXPR void destroy_val() {
	  //no-op
  }
};

// This class manages conditionally having a trivial copy constructor
// This specialization is for when T and E are trivially copy constructible
template <class T, class E,
          bool = is_void_or<T, TL_EXPECTED_IS_TRIVIALLY_COPY_CONSTRUCTIBLE(T)>::
              value &&TL_EXPECTED_IS_TRIVIALLY_COPY_CONSTRUCTIBLE(E)::value>
struct expected_copy_base : expected_operations_base<T, E> {
  using expected_operations_base<T, E>::expected_operations_base;
};

// This specialization is for when T or E are not trivially copy constructible
template <class T, class E>
struct expected_copy_base<T, E, false> : expected_operations_base<T, E> {
  using expected_operations_base<T, E>::expected_operations_base;

  expected_copy_base() = default;
  expected_copy_base(const expected_copy_base &rhs)
      : expected_operations_base<T, E>(no_init) {
    if (rhs.has_value()) {
      this->construct_with(rhs);
    } else {
      this->construct_error(rhs.geterr());
    }
  }

  expected_copy_base(expected_copy_base &&rhs) = default;
  expected_copy_base &operator=(const expected_copy_base &rhs) = default;
  expected_copy_base &operator=(expected_copy_base &&rhs) = default;
};

// This class manages conditionally having a trivial move constructor
// Unfortunately there's no way to achieve this in GCC < 5 AFAIK, since it
// doesn't implement an analogue to std::is_trivially_move_constructible. We
// have to make do with a non-trivial move constructor even if T is trivially
// move constructible
#ifndef TL_EXPECTED_GCC49
template <class T, class E,
          bool = is_void_or<T, std::is_trivially_move_constructible<T>>::value
              &&std::is_trivially_move_constructible<E>::value>
struct expected_move_base : expected_copy_base<T, E> {
  using expected_copy_base<T, E>::expected_copy_base;
};
#else
template <class T, class E, bool = false> struct expected_move_base;
#endif
template <class T, class E>
struct expected_move_base<T, E, false> : expected_copy_base<T, E> {
  using expected_copy_base<T, E>::expected_copy_base;

  expected_move_base() = default;
  expected_move_base(const expected_move_base &rhs) = default;

  expected_move_base(expected_move_base &&rhs) noexcept(
      std::is_nothrow_move_constructible<T>::value)
      : expected_copy_base<T, E>(no_init) {
    if (rhs.has_value()) {
      this->construct_with(std::move(rhs));
    } else {
      this->construct_error(std::move(rhs.geterr()));
    }
  }
  expected_move_base &operator=(const expected_move_base &rhs) = default;
  expected_move_base &operator=(expected_move_base &&rhs) = default;
};

// This class manages conditionally having a trivial copy assignment operator
template <class T, class E,
          bool = is_void_or<
              T, conjunction<TL_EXPECTED_IS_TRIVIALLY_COPY_ASSIGNABLE(T),
                             TL_EXPECTED_IS_TRIVIALLY_COPY_CONSTRUCTIBLE(T),
                             TL_EXPECTED_IS_TRIVIALLY_DESTRUCTIBLE(T)>>::value
              &&TL_EXPECTED_IS_TRIVIALLY_COPY_ASSIGNABLE(E)::value
                  &&TL_EXPECTED_IS_TRIVIALLY_COPY_CONSTRUCTIBLE(E)::value
                      &&TL_EXPECTED_IS_TRIVIALLY_DESTRUCTIBLE(E)::value>
struct expected_copy_assign_base : expected_move_base<T, E> {
  using expected_move_base<T, E>::expected_move_base;
};

template <class T, class E>
struct expected_copy_assign_base<T, E, false> : expected_move_base<T, E> {
  using expected_move_base<T, E>::expected_move_base;

  expected_copy_assign_base() = default;
  expected_copy_assign_base(const expected_copy_assign_base &rhs) = default;

  expected_copy_assign_base(expected_copy_assign_base &&rhs) = default;
  expected_copy_assign_base &operator=(const expected_copy_assign_base &rhs) {
    this->assign(rhs);
    return *this;
  }
  expected_copy_assign_base &
  operator=(expected_copy_assign_base &&rhs) = default;
};

// This class manages conditionally having a trivial move assignment operator
// Unfortunately there's no way to achieve this in GCC < 5 AFAIK, since it
// doesn't implement an analogue to std::is_trivially_move_assignable. We have
// to make do with a non-trivial move assignment operator even if T is trivially
// move assignable
#ifndef TL_EXPECTED_GCC49
template <class T, class E,
          bool =
              is_void_or<T, conjunction<std::is_trivially_destructible<T>,
                                        std::is_trivially_move_constructible<T>,
                                        std::is_trivially_move_assignable<T>>>::
                  value &&std::is_trivially_destructible<E>::value
                      &&std::is_trivially_move_constructible<E>::value
                          &&std::is_trivially_move_assignable<E>::value>
struct expected_move_assign_base : expected_copy_assign_base<T, E> {
  using expected_copy_assign_base<T, E>::expected_copy_assign_base;
};
#else
template <class T, class E, bool = false> struct expected_move_assign_base;
#endif

template <class T, class E>
struct expected_move_assign_base<T, E, false>
    : expected_copy_assign_base<T, E> {
  using expected_copy_assign_base<T, E>::expected_copy_assign_base;

  expected_move_assign_base() = default;
  expected_move_assign_base(const expected_move_assign_base &rhs) = default;

  expected_move_assign_base(expected_move_assign_base &&rhs) = default;

  expected_move_assign_base &
  operator=(const expected_move_assign_base &rhs) = default;

  expected_move_assign_base &
  operator=(expected_move_assign_base &&rhs) noexcept(
      std::is_nothrow_move_constructible<T>::value
          &&std::is_nothrow_move_assignable<T>::value) {
    this->assign(std::move(rhs));
    return *this;
  }
};

// expected_delete_ctor_base will conditionally delete copy and move
// constructors depending on whether T is copy/move constructible
template <class T, class E,
          bool EnableCopy = (is_copy_constructible_or_void<T>::value &&
                             std::is_copy_constructible<E>::value),
          bool EnableMove = (is_move_constructible_or_void<T>::value &&
                             std::is_move_constructible<E>::value)>
struct expected_delete_ctor_base {
  expected_delete_ctor_base() = default;
  expected_delete_ctor_base(const expected_delete_ctor_base &) = default;
  expected_delete_ctor_base(expected_delete_ctor_base &&) noexcept = default;
  expected_delete_ctor_base &
  operator=(const expected_delete_ctor_base &) = default;
  expected_delete_ctor_base &
  operator=(expected_delete_ctor_base &&) noexcept = default;
};

template <class T, class E>
struct expected_delete_ctor_base<T, E, true, false> {
  expected_delete_ctor_base() = default;
  expected_delete_ctor_base(const expected_delete_ctor_base &) = default;
  expected_delete_ctor_base(expected_delete_ctor_base &&) noexcept = delete;
  expected_delete_ctor_base &
  operator=(const expected_delete_ctor_base &) = default;
  expected_delete_ctor_base &
  operator=(expected_delete_ctor_base &&) noexcept = default;
};

template <class T, class E>
struct expected_delete_ctor_base<T, E, false, true> {
  expected_delete_ctor_base() = default;
  expected_delete_ctor_base(const expected_delete_ctor_base &) = delete;
  expected_delete_ctor_base(expected_delete_ctor_base &&) noexcept = default;
  expected_delete_ctor_base &
  operator=(const expected_delete_ctor_base &) = default;
  expected_delete_ctor_base &
  operator=(expected_delete_ctor_base &&) noexcept = default;
};

template <class T, class E>
struct expected_delete_ctor_base<T, E, false, false> {
  expected_delete_ctor_base() = default;
  expected_delete_ctor_base(const expected_delete_ctor_base &) = delete;
  expected_delete_ctor_base(expected_delete_ctor_base &&) noexcept = delete;
  expected_delete_ctor_base &
  operator=(const expected_delete_ctor_base &) = default;
  expected_delete_ctor_base &
  operator=(expected_delete_ctor_base &&) noexcept = default;
};

// expected_delete_assign_base will conditionally delete copy and move
// constructors depending on whether T and E are copy/move constructible +
// assignable
template <class T, class E,
          bool EnableCopy = (is_copy_constructible_or_void<T>::value &&
                             std::is_copy_constructible<E>::value &&
                             is_copy_assignable_or_void<T>::value &&
                             std::is_copy_assignable<E>::value),
          bool EnableMove = (is_move_constructible_or_void<T>::value &&
                             std::is_move_constructible<E>::value &&
                             is_move_assignable_or_void<T>::value &&
                             std::is_move_assignable<E>::value)>
struct expected_delete_assign_base {
  expected_delete_assign_base() = default;
  expected_delete_assign_base(const expected_delete_assign_base &) = default;
  expected_delete_assign_base(expected_delete_assign_base &&) noexcept =
      default;
  expected_delete_assign_base &
  operator=(const expected_delete_assign_base &) = default;
  expected_delete_assign_base &
  operator=(expected_delete_assign_base &&) noexcept = default;
};

template <class T, class E>
struct expected_delete_assign_base<T, E, true, false> {
  expected_delete_assign_base() = default;
  expected_delete_assign_base(const expected_delete_assign_base &) = default;
  expected_delete_assign_base(expected_delete_assign_base &&) noexcept =
      default;
  expected_delete_assign_base &
  operator=(const expected_delete_assign_base &) = default;
  expected_delete_assign_base &
  operator=(expected_delete_assign_base &&) noexcept = delete;
};

template <class T, class E>
struct expected_delete_assign_base<T, E, false, true> {
  expected_delete_assign_base() = default;
  expected_delete_assign_base(const expected_delete_assign_base &) = default;
  expected_delete_assign_base(expected_delete_assign_base &&) noexcept =
      default;
  expected_delete_assign_base &
  operator=(const expected_delete_assign_base &) = delete;
  expected_delete_assign_base &
  operator=(expected_delete_assign_base &&) noexcept = default;
};

template <class T, class E>
struct expected_delete_assign_base<T, E, false, false> {
  expected_delete_assign_base() = default;
  expected_delete_assign_base(const expected_delete_assign_base &) = default;
  expected_delete_assign_base(expected_delete_assign_base &&) noexcept =
      default;
  expected_delete_assign_base &
  operator=(const expected_delete_assign_base &) = delete;
  expected_delete_assign_base &
  operator=(expected_delete_assign_base &&) noexcept = delete;
};

// This is needed to be able to construct the expected_default_ctor_base which
// follows, while still conditionally deleting the default constructor.
struct default_constructor_tag {
  explicit constexpr default_constructor_tag() = default;
};

// expected_default_ctor_base will ensure that expected has a deleted default
// consturctor if T is not default constructible.
// This specialization is for when T is default constructible
template <class T, class E,
          bool Enable =
              std::is_default_constructible<T>::value || std::is_void<T>::value>
struct expected_default_ctor_base {
  constexpr expected_default_ctor_base() noexcept = default;
  constexpr expected_default_ctor_base(
      expected_default_ctor_base const &) noexcept = default;
  constexpr expected_default_ctor_base(expected_default_ctor_base &&) noexcept =
      default;
  expected_default_ctor_base &
  operator=(expected_default_ctor_base const &) noexcept = default;
  expected_default_ctor_base &
  operator=(expected_default_ctor_base &&) noexcept = default;

  constexpr explicit expected_default_ctor_base(default_constructor_tag) {}
};

// This specialization is for when T is not default constructible
template <class T, class E> struct expected_default_ctor_base<T, E, false> {
  constexpr expected_default_ctor_base() noexcept = delete;
  constexpr expected_default_ctor_base(
      expected_default_ctor_base const &) noexcept = default;
  constexpr expected_default_ctor_base(expected_default_ctor_base &&) noexcept =
      default;
  expected_default_ctor_base &
  operator=(expected_default_ctor_base const &) noexcept = default;
  expected_default_ctor_base &
  operator=(expected_default_ctor_base &&) noexcept = default;

  constexpr explicit expected_default_ctor_base(default_constructor_tag) {}
};
} // namespace detail

template <class E> class bad_expected_access : public std::exception {
public:
  explicit bad_expected_access(E e) : m_val(std::move(e)) {}

  virtual const char *what() const noexcept override {
    return "Bad expected access";
  }

  const E &error() const & { return m_val; }
  E &error() & { return m_val; }
  const E &&error() const && { return std::move(m_val); }
  E &&error() && { return std::move(m_val); }

private:
  E m_val;
};

/// An `expected<T, E>` object is an object that contains the storage for
/// another object and manages the lifetime of this contained object `T`.
/// Alternatively it could contain the storage for another unexpected object
/// `E`. The contained object may not be initialized after the expected object
/// has been initialized, and may not be destroyed before the expected object
/// has been destroyed. The initialization state of the contained object is
/// tracked by the expected object.
template <class T, class E>
class expected : private detail::expected_move_assign_base<T, E>,
                 private detail::expected_delete_ctor_base<T, E>,
                 private detail::expected_delete_assign_base<T, E>,
                 private detail::expected_default_ctor_base<T, E> {
  static_assert(!std::is_reference<T>::value, "T must not be a reference");
  static_assert(!std::is_same<T, std::remove_cv<in_place_t>>::value,
                "T must not be in_place_t");
  static_assert(!std::is_same<T, std::remove_cv<unexpect_t>>::value,
                "T must not be unexpect_t");
  static_assert(!std::is_same<T, std::remove_cv<unexpected<E>>>::value,
                "T must not be unexpected<E>");
  static_assert(!std::is_reference<E>::value, "E must not be a reference");

  T *valptr() { return std::addressof(this->m_val); }
  const T *valptr() const { return std::addressof(this->m_val); }    
  unexpected<E> *errptr() { return std::addressof(this->m_unexpect); }
  const unexpected<E> *errptr() const { return std::addressof(this->m_unexpect); }    

  template <class U = T,
            detail::enable_if_t<!std::is_void<U>::value> * = nullptr>
  TL_EXPECTED_11_CONSTEXPR U &val() {
    return this->m_val;
  }
  TL_EXPECTED_11_CONSTEXPR unexpected<E> &err() { return this->m_unexpect; }

  template <class U = T,
            detail::enable_if_t<!std::is_void<U>::value> * = nullptr>
  constexpr const U &val() const {
    return this->m_val;
  }
  constexpr const unexpected<E> &err() const { return this->m_unexpect; }

  using impl_base = detail::expected_move_assign_base<T, E>;
  using ctor_base = detail::expected_default_ctor_base<T, E>;

public:
  typedef T value_type;
  typedef E error_type;
  typedef unexpected<E> unexpected_type;

#if defined(TL_EXPECTED_CXX14) && !defined(TL_EXPECTED_GCC49) &&               \
    !defined(TL_EXPECTED_GCC54) && !defined(TL_EXPECTED_GCC55)
  template <class F> TL_EXPECTED_11_CONSTEXPR auto and_then(F &&f) & {
    return and_then_impl(*this, std::forward<F>(f));
  }
  template <class F> TL_EXPECTED_11_CONSTEXPR auto and_then(F &&f) && {
    return and_then_impl(std::move(*this), std::forward<F>(f));
  }
  template <class F> constexpr auto and_then(F &&f) const & {
    return and_then_impl(*this, std::forward<F>(f));
  }

#ifndef TL_EXPECTED_NO_CONSTRR
  template <class F> constexpr auto and_then(F &&f) const && {
    return and_then_impl(std::move(*this), std::forward<F>(f));
  }
#endif

#else
  template <class F>
  TL_EXPECTED_11_CONSTEXPR auto
  and_then(F &&f) & -> decltype(and_then_impl(std::declval<expected&>(), std::forward<F>(f))) {
    return and_then_impl(*this, std::forward<F>(f));
  }
  template <class F>
  TL_EXPECTED_11_CONSTEXPR auto and_then(F &&f) && -> decltype(
      and_then_impl(std::declval<expected&&>(), std::forward<F>(f))) {
    return and_then_impl(std::move(*this), std::forward<F>(f));
  }
  template <class F>
  constexpr auto and_then(F &&f) const & -> decltype(
      and_then_impl(std::declval<expected const&>(), std::forward<F>(f))) {
    return and_then_impl(*this, std::forward<F>(f));
  }

#ifndef TL_EXPECTED_NO_CONSTRR
  template <class F>
  constexpr auto and_then(F &&f) const && -> decltype(
      and_then_impl(std::declval<expected const&&>(), std::forward<F>(f))) {
    return and_then_impl(std::move(*this), std::forward<F>(f));
  }
#endif
#endif

#if defined(TL_EXPECTED_CXX14) && !defined(TL_EXPECTED_GCC49) &&               \
    !defined(TL_EXPECTED_GCC54) && !defined(TL_EXPECTED_GCC55)
    template <class F> TL_EXPECTED_11_CONSTEXPR auto map(F &&f) & {
    return expected_map_impl(*this, std::forward<F>(f));
  }
  template <class F> TL_EXPECTED_11_CONSTEXPR auto map(F &&f) && {
    return expected_map_impl(std::move(*this), std::forward<F>(f));
  }
  template <class F> constexpr auto map(F &&f) const & {
    return expected_map_impl(*this, std::forward<F>(f));
  }
  template <class F> constexpr auto map(F &&f) const && {
    return expected_map_impl(std::move(*this), std::forward<F>(f));
  }
#else
  template <class F>
  TL_EXPECTED_11_CONSTEXPR decltype(
      expected_map_impl(std::declval<expected &>(), std::declval<F &&>()))
  map(F &&f) & {
    return expected_map_impl(*this, std::forward<F>(f));
  }
  template <class F>
  TL_EXPECTED_11_CONSTEXPR decltype(
      expected_map_impl(std::declval<expected>(), std::declval<F &&>()))
  map(F &&f) && {
    return expected_map_impl(std::move(*this), std::forward<F>(f));
  }
  template <class F>
  constexpr decltype(expected_map_impl(std::declval<const expected &>(),
                                       std::declval<F &&>()))
  map(F &&f) const & {
    return expected_map_impl(*this, std::forward<F>(f));
  }

#ifndef TL_EXPECTED_NO_CONSTRR
  template <class F>
  constexpr decltype(expected_map_impl(std::declval<const expected &&>(),
                                       std::declval<F &&>()))
  map(F &&f) const && {
    return expected_map_impl(std::move(*this), std::forward<F>(f));
  }
#endif
#endif

#if defined(TL_EXPECTED_CXX14) && !defined(TL_EXPECTED_GCC49) &&               \
    !defined(TL_EXPECTED_GCC54) && !defined(TL_EXPECTED_GCC55)
    template <class F> TL_EXPECTED_11_CONSTEXPR auto transform(F &&f) & {
    return expected_map_impl(*this, std::forward<F>(f));
  }
  template <class F> TL_EXPECTED_11_CONSTEXPR auto transform(F &&f) && {
    return expected_map_impl(std::move(*this), std::forward<F>(f));
  }
  template <class F> constexpr auto transform(F &&f) const & {
    return expected_map_impl(*this, std::forward<F>(f));
  }
  template <class F> constexpr auto transform(F &&f) const && {
    return expected_map_impl(std::move(*this), std::forward<F>(f));
  }
#else
    template <class F>
  TL_EXPECTED_11_CONSTEXPR decltype(
      expected_map_impl(std::declval<expected &>(), std::declval<F &&>()))
  transform(F &&f) & {
    return expected_map_impl(*this, std::forward<F>(f));
  }
  template <class F>
  TL_EXPECTED_11_CONSTEXPR decltype(
      expected_map_impl(std::declval<expected>(), std::declval<F &&>()))
  transform(F &&f) && {
    return expected_map_impl(std::move(*this), std::forward<F>(f));
  }
  template <class F>
  constexpr decltype(expected_map_impl(std::declval<const expected &>(),
                                       std::declval<F &&>()))
  transform(F &&f) const & {
    return expected_map_impl(*this, std::forward<F>(f));
  }

#ifndef TL_EXPECTED_NO_CONSTRR
  template <class F>
  constexpr decltype(expected_map_impl(std::declval<const expected &&>(),
                                       std::declval<F &&>()))
  transform(F &&f) const && {
    return expected_map_impl(std::move(*this), std::forward<F>(f));
  }
#endif
#endif

#if defined(TL_EXPECTED_CXX14) && !defined(TL_EXPECTED_GCC49) &&               \
    !defined(TL_EXPECTED_GCC54) && !defined(TL_EXPECTED_GCC55)
  template <class F> TL_EXPECTED_11_CONSTEXPR auto map_error(F &&f) & {
    return map_error_impl(*this, std::forward<F>(f));
  }
  template <class F> TL_EXPECTED_11_CONSTEXPR auto map_error(F &&f) && {
    return map_error_impl(std::move(*this), std::forward<F>(f));
  }
  template <class F> constexpr auto map_error(F &&f) const & {
    return map_error_impl(*this, std::forward<F>(f));
  }
  template <class F> constexpr auto map_error(F &&f) const && {
    return map_error_impl(std::move(*this), std::forward<F>(f));
  }
#else
  template <class F>
  TL_EXPECTED_11_CONSTEXPR decltype(map_error_impl(std::declval<expected &>(),
                                                   std::declval<F &&>()))
  map_error(F &&f) & {
    return map_error_impl(*this, std::forward<F>(f));
  }
  template <class F>
  TL_EXPECTED_11_CONSTEXPR decltype(map_error_impl(std::declval<expected &&>(),
                                                   std::declval<F &&>()))
  map_error(F &&f) && {
    return map_error_impl(std::move(*this), std::forward<F>(f));
  }
  template <class F>
  constexpr decltype(map_error_impl(std::declval<const expected &>(),
                                    std::declval<F &&>()))
  map_error(F &&f) const & {
    return map_error_impl(*this, std::forward<F>(f));
  }

#ifndef TL_EXPECTED_NO_CONSTRR
  template <class F>
  constexpr decltype(map_error_impl(std::declval<const expected &&>(),
                                    std::declval<F &&>()))
  map_error(F &&f) const && {
    return map_error_impl(std::move(*this), std::forward<F>(f));
  }
#endif
#endif
  template <class F> expected TL_EXPECTED_11_CONSTEXPR or_else(F &&f) & {
    return or_else_impl(*this, std::forward<F>(f));
  }

  template <class F> expected TL_EXPECTED_11_CONSTEXPR or_else(F &&f) && {
    return or_else_impl(std::move(*this), std::forward<F>(f));
  }

  template <class F> expected constexpr or_else(F &&f) const & {
    return or_else_impl(*this, std::forward<F>(f));
  }

#ifndef TL_EXPECTED_NO_CONSTRR
  template <class F> expected constexpr or_else(F &&f) const && {
    return or_else_impl(std::move(*this), std::forward<F>(f));
  }
#endif
  constexpr expected() = default;
  constexpr expected(const expected &rhs) = default;
  constexpr expected(expected &&rhs) = default;
  expected &operator=(const expected &rhs) = default;
  expected &operator=(expected &&rhs) = default;

  template <class... Args,
            detail::enable_if_t<std::is_constructible<T, Args &&...>::value> * =
                nullptr>
  constexpr expected(in_place_t, Args &&... args)
      : impl_base(in_place, std::forward<Args>(args)...),
        ctor_base(detail::default_constructor_tag{}) {}

  template <class U, class... Args,
            detail::enable_if_t<std::is_constructible<
                T, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  constexpr expected(in_place_t, std::initializer_list<U> il, Args &&... args)
      : impl_base(in_place, il, std::forward<Args>(args)...),
        ctor_base(detail::default_constructor_tag{}) {}

  template <class G = E,
            detail::enable_if_t<std::is_constructible<E, const G &>::value> * =
                nullptr,
            detail::enable_if_t<!std::is_convertible<const G &, E>::value> * =
                nullptr>
  explicit constexpr expected(const unexpected<G> &e)
      : impl_base(unexpect, e.value()),
        ctor_base(detail::default_constructor_tag{}) {}

    template <
      class G = E,
      detail::enable_if_t<std::is_constructible<E, const G &>::value> * =
          nullptr,
      detail::enable_if_t<std::is_convertible<const G &, E>::value> * = nullptr>
  constexpr expected(unexpected<G> const &e)
      : impl_base(unexpect, e.value()),
        ctor_base(detail::default_constructor_tag{}) {}

  template <
      class G = E,
      detail::enable_if_t<std::is_constructible<E, G &&>::value> * = nullptr,
      detail::enable_if_t<!std::is_convertible<G &&, E>::value> * = nullptr>
  explicit constexpr expected(unexpected<G> &&e) noexcept(
      std::is_nothrow_constructible<E, G &&>::value)
      : impl_base(unexpect, std::move(e.value())),
        ctor_base(detail::default_constructor_tag{}) {}

    template <
      class G = E,
      detail::enable_if_t<std::is_constructible<E, G &&>::value> * = nullptr,
      detail::enable_if_t<std::is_convertible<G &&, E>::value> * = nullptr>
  constexpr expected(unexpected<G> &&e) noexcept(
      std::is_nothrow_constructible<E, G &&>::value)
      : impl_base(unexpect, std::move(e.value())),
        ctor_base(detail::default_constructor_tag{}) {}

  template <class... Args,
            detail::enable_if_t<std::is_constructible<E, Args &&...>::value> * =
                nullptr>
  constexpr explicit expected(unexpect_t, Args &&... args)
      : impl_base(unexpect, std::forward<Args>(args)...),
        ctor_base(detail::default_constructor_tag{}) {}

    template <class U, class... Args,
            detail::enable_if_t<std::is_constructible<
                E, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  constexpr explicit expected(unexpect_t, std::initializer_list<U> il,
                              Args &&... args)
      : impl_base(unexpect, il, std::forward<Args>(args)...),
        ctor_base(detail::default_constructor_tag{}) {}

  template <class U, class G,
            detail::enable_if_t<!(std::is_convertible<U const &, T>::value &&
                                  std::is_convertible<G const &, E>::value)> * =
                nullptr,
            detail::expected_enable_from_other<T, E, U, G, const U &, const G &>
                * = nullptr>
  explicit TL_EXPECTED_11_CONSTEXPR expected(const expected<U, G> &rhs)
      : ctor_base(detail::default_constructor_tag{}) {
    if (rhs.has_value()) {
      this->construct(*rhs);
    } else {
      this->construct_error(rhs.error());        
    }
  }

    template <class U, class G,
            detail::enable_if_t<(std::is_convertible<U const &, T>::value &&
                                 std::is_convertible<G const &, E>::value)> * =
                nullptr,
            detail::expected_enable_from_other<T, E, U, G, const U &, const G &>
                * = nullptr>
  TL_EXPECTED_11_CONSTEXPR expected(const expected<U, G> &rhs)
      : ctor_base(detail::default_constructor_tag{}) {
    if (rhs.has_value()) {
      this->construct(*rhs);
    } else {
      this->construct_error(rhs.error());        
    }      
  }

  template <
      class U, class G,
      detail::enable_if_t<!(std::is_convertible<U &&, T>::value &&
                            std::is_convertible<G &&, E>::value)> * = nullptr,
      detail::expected_enable_from_other<T, E, U, G, U &&, G &&> * = nullptr>
  explicit TL_EXPECTED_11_CONSTEXPR expected(expected<U, G> &&rhs)
      : ctor_base(detail::default_constructor_tag{}) {
    if (rhs.has_value()) {
      this->construct(std::move(*rhs));
    } else {
      this->construct_error(std::move(rhs.error()));        
    }            
  }

    template <
      class U, class G,
      detail::enable_if_t<(std::is_convertible<U &&, T>::value &&
                           std::is_convertible<G &&, E>::value)> * = nullptr,
      detail::expected_enable_from_other<T, E, U, G, U &&, G &&> * = nullptr>
  TL_EXPECTED_11_CONSTEXPR expected(expected<U, G> &&rhs)
      : ctor_base(detail::default_constructor_tag{}) {
    if (rhs.has_value()) {
      this->construct(std::move(*rhs));
    } else {
      this->construct_error(std::move(rhs.error()));        
    }                  
  }

  template <
      class U = T,
      detail::enable_if_t<!std::is_convertible<U &&, T>::value> * = nullptr,
      detail::expected_enable_forward_value<T, E, U> * = nullptr>
  explicit TL_EXPECTED_MSVC2015_CONSTEXPR expected(U &&v)
      : expected(in_place, std::forward<U>(v)) {}

    template <
      class U = T,
      detail::enable_if_t<std::is_convertible<U &&, T>::value> * = nullptr,
      detail::expected_enable_forward_value<T, E, U> * = nullptr>
  TL_EXPECTED_MSVC2015_CONSTEXPR expected(U &&v)
      : expected(in_place, std::forward<U>(v)) {}

  template <
      class U = T, class G = T,
      detail::enable_if_t<std::is_nothrow_constructible<T, U &&>::value> * =
          nullptr,
      detail::enable_if_t<!std::is_void<G>::value> * = nullptr,
      detail::enable_if_t<
          (!std::is_same<expected<T, E>, detail::decay_t<U>>::value &&
           !detail::conjunction<std::is_scalar<T>,
                                std::is_same<T, detail::decay_t<U>>>::value &&
           std::is_constructible<T, U>::value &&
           std::is_assignable<G &, U>::value &&
           std::is_nothrow_move_constructible<E>::value)> * = nullptr>
  expected &operator=(U &&v) {
    if (has_value()) {
      val() = std::forward<U>(v);
    } else {
      err().~unexpected<E>();
      ::new (valptr()) T(std::forward<U>(v));
      this->m_has_val = true;
    }

    return *this;
  }

    template <
      class U = T, class G = T,
      detail::enable_if_t<!std::is_nothrow_constructible<T, U &&>::value> * =
          nullptr,
      detail::enable_if_t<!std::is_void<U>::value> * = nullptr,
      detail::enable_if_t<
          (!std::is_same<expected<T, E>, detail::decay_t<U>>::value &&
           !detail::conjunction<std::is_scalar<T>,
                                std::is_same<T, detail::decay_t<U>>>::value &&
           std::is_constructible<T, U>::value &&
           std::is_assignable<G &, U>::value &&
           std::is_nothrow_move_constructible<E>::value)> * = nullptr>
  expected &operator=(U &&v) {
    if (has_value()) {
      val() = std::forward<U>(v);
    } else {
      auto tmp = std::move(err());
      err().~unexpected<E>();

      #ifdef TL_EXPECTED_EXCEPTIONS_ENABLED
      try {
        ::new (valptr()) T(std::forward<U>(v));
        this->m_has_val = true;
      } catch (...) {
        err() = std::move(tmp);
        throw;
      }
      #else
        ::new (valptr()) T(std::forward<U>(v));
        this->m_has_val = true;
      #endif
    }

    return *this;
  }

  template <class G = E,
            detail::enable_if_t<std::is_nothrow_copy_constructible<G>::value &&
                                std::is_assignable<G &, G>::value> * = nullptr>
  expected &operator=(const unexpected<G> &rhs) {
    if (!has_value()) {
      err() = rhs;
    } else {
      this->destroy_val();
      ::new (errptr()) unexpected<E>(rhs);
      this->m_has_val = false;
    }

    return *this;
  }

  template <class G = E,
            detail::enable_if_t<std::is_nothrow_move_constructible<G>::value &&
                                std::is_move_assignable<G>::value> * = nullptr>
  expected &operator=(unexpected<G> &&rhs) noexcept {
    if (!has_value()) {
      err() = std::move(rhs);
    } else {
      this->destroy_val();
      ::new (errptr()) unexpected<E>(std::move(rhs));
      this->m_has_val = false;
    }

    return *this;
  }

  template <class... Args, detail::enable_if_t<std::is_nothrow_constructible<
                               T, Args &&...>::value> * = nullptr>
  void emplace(Args &&... args) {
    if (has_value()) {
      val() = T(std::forward<Args>(args)...);
    } else {
      err().~unexpected<E>();
      ::new (valptr()) T(std::forward<Args>(args)...);
      this->m_has_val = true;
    }
  }

    template <class... Args, detail::enable_if_t<!std::is_nothrow_constructible<
                               T, Args &&...>::value> * = nullptr>
  void emplace(Args &&... args) {
    if (has_value()) {
      val() = T(std::forward<Args>(args)...);
    } else {
      auto tmp = std::move(err());
      err().~unexpected<E>();

      #ifdef TL_EXPECTED_EXCEPTIONS_ENABLED
      try {
        ::new (valptr()) T(std::forward<Args>(args)...);
        this->m_has_val = true;
      } catch (...) {
        err() = std::move(tmp);
        throw;
      }
      #else
      ::new (valptr()) T(std::forward<Args>(args)...);
      this->m_has_val = true;
      #endif
    }
  }

  template <class U, class... Args,
            detail::enable_if_t<std::is_nothrow_constructible<
                T, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  void emplace(std::initializer_list<U> il, Args &&... args) {
    if (has_value()) {
      T t(il, std::forward<Args>(args)...);
      val() = std::move(t);
    } else {
      err().~unexpected<E>();
      ::new (valptr()) T(il, std::forward<Args>(args)...);
      this->m_has_val = true;
    }
  }

    template <class U, class... Args,
            detail::enable_if_t<!std::is_nothrow_constructible<
                T, std::initializer_list<U> &, Args &&...>::value> * = nullptr>
  void emplace(std::initializer_list<U> il, Args &&... args) {
    if (has_value()) {
      T t(il, std::forward<Args>(args)...);
      val() = std::move(t);
    } else {
      auto tmp = std::move(err());
      err().~unexpected<E>();

      #ifdef TL_EXPECTED_EXCEPTIONS_ENABLED
      try {
        ::new (valptr()) T(il, std::forward<Args>(args)...);
        this->m_has_val = true;
      } catch (...) {
        err() = std::move(tmp);
        throw;
      }
      #else
      ::new (valptr()) T(il, std::forward<Args>(args)...);
      this->m_has_val = true;
      #endif
    }
  }

private:
  using t_is_void = std::true_type;
  using t_is_not_void = std::false_type;
  using t_is_nothrow_move_constructible = std::true_type;
  using move_constructing_t_can_throw = std::false_type;
  using e_is_nothrow_move_constructible = std::true_type;
  using move_constructing_e_can_throw = std::false_type;

  void swap_where_both_have_value(expected &/*rhs*/ , t_is_void) noexcept {
    // swapping void is a no-op
  }

  void swap_where_both_have_value(expected &rhs, t_is_not_void) {
    using std::swap;
    swap(val(), rhs.val());
  }

  void swap_where_only_one_has_value(expected &rhs, t_is_void) noexcept(
      std::is_nothrow_move_constructible<E>::value) {
    ::new (errptr()) unexpected_type(std::move(rhs.err()));
    rhs.err().~unexpected_type();
    std::swap(this->m_has_val, rhs.m_has_val);
  }

  void swap_where_only_one_has_value(expected &rhs, t_is_not_void) {
    swap_where_only_one_has_value_and_t_is_not_void(
        rhs, typename std::is_nothrow_move_constructible<T>::type{},
        typename std::is_nothrow_move_constructible<E>::type{});
  }

  void swap_where_only_one_has_value_and_t_is_not_void(
      expected &rhs, t_is_nothrow_move_constructible,
      e_is_nothrow_move_constructible) noexcept {
    auto temp = std::move(val());
    val().~T();
    ::new (errptr()) unexpected_type(std::move(rhs.err()));
    rhs.err().~unexpected_type();
    ::new (rhs.valptr()) T(std::move(temp));
    std::swap(this->m_has_val, rhs.m_has_val);
  }

  void swap_where_only_one_has_value_and_t_is_not_void(
      expected &rhs, t_is_nothrow_move_constructible,
      move_constructing_e_can_throw) {
    auto temp = std::move(val());
    val().~T();
#ifdef TL_EXPECTED_EXCEPTIONS_ENABLED
    try {
      ::new (errptr()) unexpected_type(std::move(rhs.err()));
      rhs.err().~unexpected_type();
      ::new (rhs.valptr()) T(std::move(temp));
      std::swap(this->m_has_val, rhs.m_has_val);
    } catch (...) {
      val() = std::move(temp);
      throw;
    }
#else
    ::new (errptr()) unexpected_type(std::move(rhs.err()));
    rhs.err().~unexpected_type();
    ::new (rhs.valptr()) T(std::move(temp));
    std::swap(this->m_has_val, rhs.m_has_val);
#endif
  }

  void swap_where_only_one_has_value_and_t_is_not_void(
      expected &rhs, move_constructing_t_can_throw,
      t_is_nothrow_move_constructible) {
    auto temp = std::move(rhs.err());
    rhs.err().~unexpected_type();
#ifdef TL_EXPECTED_EXCEPTIONS_ENABLED
    try {
      ::new (rhs.valptr()) T(val());
      val().~T();
      ::new (errptr()) unexpected_type(std::move(temp));
      std::swap(this->m_has_val, rhs.m_has_val);
    } catch (...) {
      rhs.err() = std::move(temp);
      throw;
    }
#else
    ::new (rhs.valptr()) T(val());
    val().~T();
    ::new (errptr()) unexpected_type(std::move(temp));
    std::swap(this->m_has_val, rhs.m_has_val);
#endif
  }

public:
  template <class OT = T, class OE = E>
  detail::enable_if_t<detail::is_swappable<OT>::value &&
                      detail::is_swappable<OE>::value &&
                      (std::is_nothrow_move_constructible<OT>::value ||
                       std::is_nothrow_move_constructible<OE>::value)>
  swap(expected &rhs) noexcept(
      std::is_nothrow_move_constructible<T>::value
          &&detail::is_nothrow_swappable<T>::value
              &&std::is_nothrow_move_constructible<E>::value
                  &&detail::is_nothrow_swappable<E>::value) {
    if (has_value() && rhs.has_value()) {
      swap_where_both_have_value(rhs, typename std::is_void<T>::type{});
    } else if (!has_value() && rhs.has_value()) {
      rhs.swap(*this);
    } else if (has_value()) {
      swap_where_only_one_has_value(rhs, typename std::is_void<T>::type{});
    } else {
      using std::swap;
      swap(err(), rhs.err());
    }
  }

  constexpr const T *operator->() const { return valptr(); }
  TL_EXPECTED_11_CONSTEXPR T *operator->() { return valptr(); }

  template <class U = T,
            detail::enable_if_t<!std::is_void<U>::value> * = nullptr>
  constexpr const U &operator*() const & {
    return val();
  }
  template <class U = T,
            detail::enable_if_t<!std::is_void<U>::value> * = nullptr>
  TL_EXPECTED_11_CONSTEXPR U &operator*() & {
    return val();
  }
  template <class U = T,
            detail::enable_if_t<!std::is_void<U>::value> * = nullptr>
  constexpr const U &&operator*() const && {
    return std::move(val());
  }
  template <class U = T,
            detail::enable_if_t<!std::is_void<U>::value> * = nullptr>
  TL_EXPECTED_11_CONSTEXPR U &&operator*() && {
    return std::move(val());
  }

  constexpr bool has_value() const noexcept { return this->m_has_val; }
  constexpr explicit operator bool() const noexcept { return this->m_has_val; }

  template <class U = T,
            detail::enable_if_t<!std::is_void<U>::value> * = nullptr>
  TL_EXPECTED_11_CONSTEXPR const U &value() const & {
    if (!has_value())
      detail::throw_exception(bad_expected_access<E>(err().value()));
    return val();
  }
  template <class U = T,
            detail::enable_if_t<!std::is_void<U>::value> * = nullptr>
  TL_EXPECTED_11_CONSTEXPR U &value() & {
    if (!has_value())
      detail::throw_exception(bad_expected_access<E>(err().value()));
    return val();
  }
  template <class U = T,
            detail::enable_if_t<!std::is_void<U>::value> * = nullptr>
  TL_EXPECTED_11_CONSTEXPR const U &&value() const && {
    if (!has_value())
      detail::throw_exception(bad_expected_access<E>(err().value()));
    return std::move(val());
  }
  template <class U = T,
            detail::enable_if_t<!std::is_void<U>::value> * = nullptr>
  TL_EXPECTED_11_CONSTEXPR U &&value() && {
    if (!has_value())
      detail::throw_exception(bad_expected_access<E>(err().value()));
    return std::move(val());
  }

  constexpr const E &error() const & { return err().value(); }
  TL_EXPECTED_11_CONSTEXPR E &error() & { return err().value(); }
  constexpr const E &&error() const && { return std::move(err().value()); }
  TL_EXPECTED_11_CONSTEXPR E &&error() && { return std::move(err().value()); }

  template <class U> constexpr T value_or(U &&v) const & {
    static_assert(std::is_copy_constructible<T>::value &&
                      std::is_convertible<U &&, T>::value,
                  "T must be copy-constructible and convertible to from U&&");
    return bool(*this) ? **this : static_cast<T>(std::forward<U>(v));
  }
  template <class U> TL_EXPECTED_11_CONSTEXPR T value_or(U &&v) && {
    static_assert(std::is_move_constructible<T>::value &&
                      std::is_convertible<U &&, T>::value,
                  "T must be move-constructible and convertible to from U&&");
    return bool(*this) ? std::move(**this) : static_cast<T>(std::forward<U>(v));
  }
};

namespace detail {
template <class Exp> using exp_t = typename detail::decay_t<Exp>::value_type;
template <class Exp> using err_t = typename detail::decay_t<Exp>::error_type;
template <class Exp, class Ret> using ret_t = expected<Ret, err_t<Exp>>;

#ifdef TL_EXPECTED_CXX14
template <class Exp, class F,
          detail::enable_if_t<!std::is_void<exp_t<Exp>>::value> * = nullptr,
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              *std::declval<Exp>()))>
constexpr auto and_then_impl(Exp &&exp, F &&f) {
  static_assert(detail::is_expected<Ret>::value, "F must return an expected");

  return exp.has_value()
             ? detail::invoke(std::forward<F>(f), *std::forward<Exp>(exp))
             : Ret(unexpect, std::forward<Exp>(exp).error());
}

template <class Exp, class F,
          detail::enable_if_t<std::is_void<exp_t<Exp>>::value> * = nullptr,
          class Ret = decltype(detail::invoke(std::declval<F>()))>
constexpr auto and_then_impl(Exp &&exp, F &&f) {
  static_assert(detail::is_expected<Ret>::value, "F must return an expected");

  return exp.has_value() ? detail::invoke(std::forward<F>(f))
                         : Ret(unexpect, std::forward<Exp>(exp).error());
}
#else
template <class> struct TC;
template <class Exp, class F,
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              *std::declval<Exp>())),
          detail::enable_if_t<!std::is_void<exp_t<Exp>>::value> * = nullptr>
auto and_then_impl(Exp &&exp, F &&f) -> Ret {
  static_assert(detail::is_expected<Ret>::value, "F must return an expected");

  return exp.has_value()
             ? detail::invoke(std::forward<F>(f), *std::forward<Exp>(exp))
             : Ret(unexpect, std::forward<Exp>(exp).error());
}

template <class Exp, class F,
          class Ret = decltype(detail::invoke(std::declval<F>())),
          detail::enable_if_t<std::is_void<exp_t<Exp>>::value> * = nullptr>
constexpr auto and_then_impl(Exp &&exp, F &&f) -> Ret {
  static_assert(detail::is_expected<Ret>::value, "F must return an expected");

  return exp.has_value() ? detail::invoke(std::forward<F>(f))
                         : Ret(unexpect, std::forward<Exp>(exp).error());
}
#endif

#ifdef TL_EXPECTED_CXX14
template <class Exp, class F,
          detail::enable_if_t<!std::is_void<exp_t<Exp>>::value> * = nullptr,          
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              *std::declval<Exp>())),
          detail::enable_if_t<!std::is_void<Ret>::value> * = nullptr>
constexpr auto expected_map_impl(Exp &&exp, F &&f) {
  using result = ret_t<Exp, detail::decay_t<Ret>>;
  return exp.has_value() ? result(detail::invoke(std::forward<F>(f),
                                                 *std::forward<Exp>(exp)))
                         : result(unexpect, std::forward<Exp>(exp).error());
}

template <class Exp, class F,
          detail::enable_if_t<!std::is_void<exp_t<Exp>>::value> * = nullptr,          
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              *std::declval<Exp>())),
          detail::enable_if_t<std::is_void<Ret>::value> * = nullptr>
auto expected_map_impl(Exp &&exp, F &&f) {
  using result = expected<void, err_t<Exp>>;
  if (exp.has_value()) {
    detail::invoke(std::forward<F>(f), *std::forward<Exp>(exp));
    return result();
  }

  return result(unexpect, std::forward<Exp>(exp).error());
}

template <class Exp, class F,
          detail::enable_if_t<std::is_void<exp_t<Exp>>::value> * = nullptr,
          class Ret = decltype(detail::invoke(std::declval<F>())),
          detail::enable_if_t<!std::is_void<Ret>::value> * = nullptr>
constexpr auto expected_map_impl(Exp &&exp, F &&f) {
  using result = ret_t<Exp, detail::decay_t<Ret>>;
  return exp.has_value() ? result(detail::invoke(std::forward<F>(f)))
                         : result(unexpect, std::forward<Exp>(exp).error());
}

template <class Exp, class F,
          detail::enable_if_t<std::is_void<exp_t<Exp>>::value> * = nullptr,          
          class Ret = decltype(detail::invoke(std::declval<F>())),
          detail::enable_if_t<std::is_void<Ret>::value> * = nullptr>
auto expected_map_impl(Exp &&exp, F &&f) {
  using result = expected<void, err_t<Exp>>;
  if (exp.has_value()) {
    detail::invoke(std::forward<F>(f));
    return result();
  }

  return result(unexpect, std::forward<Exp>(exp).error());
}    
#else
template <class Exp, class F,
          detail::enable_if_t<!std::is_void<exp_t<Exp>>::value> * = nullptr,          
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              *std::declval<Exp>())),
          detail::enable_if_t<!std::is_void<Ret>::value> * = nullptr>

constexpr auto expected_map_impl(Exp &&exp, F &&f)
    -> ret_t<Exp, detail::decay_t<Ret>> {
  using result = ret_t<Exp, detail::decay_t<Ret>>;

  return exp.has_value() ? result(detail::invoke(std::forward<F>(f),
                                                 *std::forward<Exp>(exp)))
                         : result(unexpect, std::forward<Exp>(exp).error());
}

template <class Exp, class F,
          detail::enable_if_t<!std::is_void<exp_t<Exp>>::value> * = nullptr,                    
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              *std::declval<Exp>())),
          detail::enable_if_t<std::is_void<Ret>::value> * = nullptr>

auto expected_map_impl(Exp &&exp, F &&f) -> expected<void, err_t<Exp>> {
  if (exp.has_value()) {
    detail::invoke(std::forward<F>(f), *std::forward<Exp>(exp));
    return {};
  }

  return unexpected<err_t<Exp>>(std::forward<Exp>(exp).error());
}

template <class Exp, class F,
          detail::enable_if_t<std::is_void<exp_t<Exp>>::value> * = nullptr,                              
          class Ret = decltype(detail::invoke(std::declval<F>())),
          detail::enable_if_t<!std::is_void<Ret>::value> * = nullptr>

constexpr auto expected_map_impl(Exp &&exp, F &&f)
    -> ret_t<Exp, detail::decay_t<Ret>> {
  using result = ret_t<Exp, detail::decay_t<Ret>>;

  return exp.has_value() ? result(detail::invoke(std::forward<F>(f)))
                         : result(unexpect, std::forward<Exp>(exp).error());
}

template <class Exp, class F,
          detail::enable_if_t<std::is_void<exp_t<Exp>>::value> * = nullptr,                                        
          class Ret = decltype(detail::invoke(std::declval<F>())),
          detail::enable_if_t<std::is_void<Ret>::value> * = nullptr>

auto expected_map_impl(Exp &&exp, F &&f) -> expected<void, err_t<Exp>> {
  if (exp.has_value()) {
    detail::invoke(std::forward<F>(f));
    return {};
  }

  return unexpected<err_t<Exp>>(std::forward<Exp>(exp).error());
}    
#endif

#if defined(TL_EXPECTED_CXX14) && !defined(TL_EXPECTED_GCC49) &&               \
    !defined(TL_EXPECTED_GCC54) && !defined(TL_EXPECTED_GCC55)
template <class Exp, class F,
          detail::enable_if_t<!std::is_void<exp_t<Exp>>::value> * = nullptr,          
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              std::declval<Exp>().error())),
          detail::enable_if_t<!std::is_void<Ret>::value> * = nullptr>
constexpr auto map_error_impl(Exp &&exp, F &&f) {
  using result = expected<exp_t<Exp>, detail::decay_t<Ret>>;
  return exp.has_value()
             ? result(*std::forward<Exp>(exp))
             : result(unexpect, detail::invoke(std::forward<F>(f),
                                               std::forward<Exp>(exp).error()));
}
template <class Exp, class F,
          detail::enable_if_t<!std::is_void<exp_t<Exp>>::value> * = nullptr,                    
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              std::declval<Exp>().error())),
          detail::enable_if_t<std::is_void<Ret>::value> * = nullptr>
auto map_error_impl(Exp &&exp, F &&f) {
  using result = expected<exp_t<Exp>, monostate>;
  if (exp.has_value()) {
    return result(*std::forward<Exp>(exp));
  }

  detail::invoke(std::forward<F>(f), std::forward<Exp>(exp).error());
  return result(unexpect, monostate{});
}
template <class Exp, class F,
          detail::enable_if_t<std::is_void<exp_t<Exp>>::value> * = nullptr,          
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              std::declval<Exp>().error())),
          detail::enable_if_t<!std::is_void<Ret>::value> * = nullptr>
constexpr auto map_error_impl(Exp &&exp, F &&f) {
  using result = expected<exp_t<Exp>, detail::decay_t<Ret>>;
  return exp.has_value()
             ? result()
             : result(unexpect, detail::invoke(std::forward<F>(f),
                                               std::forward<Exp>(exp).error()));
}
template <class Exp, class F,
          detail::enable_if_t<std::is_void<exp_t<Exp>>::value> * = nullptr,                    
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              std::declval<Exp>().error())),
          detail::enable_if_t<std::is_void<Ret>::value> * = nullptr>
auto map_error_impl(Exp &&exp, F &&f) {
  using result = expected<exp_t<Exp>, monostate>;
  if (exp.has_value()) {
    return result();
  }

  detail::invoke(std::forward<F>(f), std::forward<Exp>(exp).error());
  return result(unexpect, monostate{});
}    
#else
template <class Exp, class F,
          detail::enable_if_t<!std::is_void<exp_t<Exp>>::value> * = nullptr,                              
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              std::declval<Exp>().error())),
          detail::enable_if_t<!std::is_void<Ret>::value> * = nullptr>
constexpr auto map_error_impl(Exp &&exp, F &&f)
    -> expected<exp_t<Exp>, detail::decay_t<Ret>> {
  using result = expected<exp_t<Exp>, detail::decay_t<Ret>>;

  return exp.has_value()
             ? result(*std::forward<Exp>(exp))
             : result(unexpect, detail::invoke(std::forward<F>(f),
                                               std::forward<Exp>(exp).error()));
}

template <class Exp, class F,
          detail::enable_if_t<!std::is_void<exp_t<Exp>>::value> * = nullptr,                                        
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              std::declval<Exp>().error())),
          detail::enable_if_t<std::is_void<Ret>::value> * = nullptr>
auto map_error_impl(Exp &&exp, F &&f) -> expected<exp_t<Exp>, monostate> {
  using result = expected<exp_t<Exp>, monostate>;
  if (exp.has_value()) {
    return result(*std::forward<Exp>(exp));
  }

  detail::invoke(std::forward<F>(f), std::forward<Exp>(exp).error());
  return result(unexpect, monostate{});
}

template <class Exp, class F,
          detail::enable_if_t<std::is_void<exp_t<Exp>>::value> * = nullptr,                              
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              std::declval<Exp>().error())),
          detail::enable_if_t<!std::is_void<Ret>::value> * = nullptr>
constexpr auto map_error_impl(Exp &&exp, F &&f)
    -> expected<exp_t<Exp>, detail::decay_t<Ret>> {
  using result = expected<exp_t<Exp>, detail::decay_t<Ret>>;

  return exp.has_value()
             ? result()
             : result(unexpect, detail::invoke(std::forward<F>(f),
                                               std::forward<Exp>(exp).error()));
}

template <class Exp, class F,
          detail::enable_if_t<std::is_void<exp_t<Exp>>::value> * = nullptr,                                        
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              std::declval<Exp>().error())),
          detail::enable_if_t<std::is_void<Ret>::value> * = nullptr>
auto map_error_impl(Exp &&exp, F &&f) -> expected<exp_t<Exp>, monostate> {
  using result = expected<exp_t<Exp>, monostate>;
  if (exp.has_value()) {
    return result();
  }

  detail::invoke(std::forward<F>(f), std::forward<Exp>(exp).error());
  return result(unexpect, monostate{});
}    
#endif

#ifdef TL_EXPECTED_CXX14
template <class Exp, class F,
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              std::declval<Exp>().error())),
          detail::enable_if_t<!std::is_void<Ret>::value> * = nullptr>
constexpr auto or_else_impl(Exp &&exp, F &&f) {
  static_assert(detail::is_expected<Ret>::value, "F must return an expected");
  return exp.has_value()
  ? std::forward<Exp>(exp)
  : detail::invoke(std::forward<F>(f), std::forward<Exp>(exp).error());
}

template <class Exp, class F,
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              std::declval<Exp>().error())),
          detail::enable_if_t<std::is_void<Ret>::value> * = nullptr>
detail::decay_t<Exp> or_else_impl(Exp &&exp, F &&f) {
  return exp.has_value()
  ? std::forward<Exp>(exp)
  : (detail::invoke(std::forward<F>(f), std::forward<Exp>(exp).error()),
    std::forward<Exp>(exp));
}
#else
template <class Exp, class F,
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              std::declval<Exp>().error())),
  detail::enable_if_t<!std::is_void<Ret>::value> * = nullptr>
auto or_else_impl(Exp &&exp, F &&f) -> Ret {
  static_assert(detail::is_expected<Ret>::value, "F must return an expected");
  return exp.has_value()
         ? std::forward<Exp>(exp)
         : detail::invoke(std::forward<F>(f), std::forward<Exp>(exp).error());
}

template <class Exp, class F,
          class Ret = decltype(detail::invoke(std::declval<F>(),
                                              std::declval<Exp>().error())),
  detail::enable_if_t<std::is_void<Ret>::value> * = nullptr>
detail::decay_t<Exp> or_else_impl(Exp &&exp, F &&f) {
  return exp.has_value()
         ? std::forward<Exp>(exp)
         : (detail::invoke(std::forward<F>(f), std::forward<Exp>(exp).error()),
            std::forward<Exp>(exp));
}
#endif
} // namespace detail

template <class T, class E, class U, class F>
constexpr bool operator==(const expected<T, E> &lhs,
                          const expected<U, F> &rhs) {
  return (lhs.has_value() != rhs.has_value())
             ? false
             : (!lhs.has_value() ? lhs.error() == rhs.error() : *lhs == *rhs);
}
template <class T, class E, class U, class F>
constexpr bool operator!=(const expected<T, E> &lhs,
                          const expected<U, F> &rhs) {
  return (lhs.has_value() != rhs.has_value())
             ? true
             : (!lhs.has_value() ? lhs.error() != rhs.error() : *lhs != *rhs);
}

template <class T, class E, class U>
constexpr bool operator==(const expected<T, E> &x, const U &v) {
  return x.has_value() ? *x == v : false;
}
template <class T, class E, class U>
constexpr bool operator==(const U &v, const expected<T, E> &x) {
  return x.has_value() ? *x == v : false;
}
template <class T, class E, class U>
constexpr bool operator!=(const expected<T, E> &x, const U &v) {
  return x.has_value() ? *x != v : true;
}
template <class T, class E, class U>
constexpr bool operator!=(const U &v, const expected<T, E> &x) {
  return x.has_value() ? *x != v : true;
}

template <class T, class E>
constexpr bool operator==(const expected<T, E> &x, const unexpected<E> &e) {
  return x.has_value() ? false : x.error() == e.value();
}
template <class T, class E>
constexpr bool operator==(const unexpected<E> &e, const expected<T, E> &x) {
  return x.has_value() ? false : x.error() == e.value();
}
template <class T, class E>
constexpr bool operator!=(const expected<T, E> &x, const unexpected<E> &e) {
  return x.has_value() ? true : x.error() != e.value();
}
template <class T, class E>
constexpr bool operator!=(const unexpected<E> &e, const expected<T, E> &x) {
  return x.has_value() ? true : x.error() != e.value();
}

template <class T, class E,
          detail::enable_if_t<(std::is_void<T>::value ||
                               std::is_move_constructible<T>::value) &&
                              detail::is_swappable<T>::value &&
                              std::is_move_constructible<E>::value &&
                              detail::is_swappable<E>::value> * = nullptr>
void swap(expected<T, E> &lhs,
          expected<T, E> &rhs) noexcept(noexcept(lhs.swap(rhs))) {
  lhs.swap(rhs);
}
} // namespace tl

#endif
// ---- end of tl/expected.hpp

// ---- vidimus/core/failure.hpp
#ifndef VIDIMUS_SINGLE_core_failure_hpp
#define VIDIMUS_SINGLE_core_failure_hpp
// Why something did not happen: findings, where in the job, and what the peer was told. `Result<T>` is T or that.
//
// `Result` is always tl::expected: an alias that changed with -std would give one name two types in one program.

namespace vidimus {

/// What was being done.
enum class Occasion : unsigned char { reading, start_up, handshake, conversation };

/// Why something did not happen: at least one finding. A value; programs look at `code()`, people at `explain`.
class [[nodiscard]] Failure {
 public:
  /// The first finding is the one that decides; further ones explain it.
  explicit Failure(Finding decisive) { findings_.push_back(std::move(decisive)); }

  [[nodiscard]] auto code() const -> Errc { return findings_.front().code; }
  [[nodiscard]] auto stage() const -> Stage { return stage_of(code()); }
  [[nodiscard]] auto findings() const -> std::span<Finding const> { return findings_; }
  [[nodiscard]] auto decisive() const -> Finding const& { return findings_.front(); }

  /// Whether the same attempt can succeed later without anybody changing anything.
  [[nodiscard]] auto is_transient() const -> bool { return vidimus::is_transient(code()); }

  [[nodiscard]] auto occasion() const -> Occasion { return occasion_; }
  /// The alert that went to the peer, if one did.
  [[nodiscard]] auto alert_sent() const -> std::optional<Alert> { return alert_sent_; }
  /// The alert that came from the peer, if one did.
  [[nodiscard]] auto alert_received() const -> std::optional<Alert> { return alert_received_; }
  /// Everything that was checked until then, in order.
  [[nodiscard]] auto checks() const -> std::span<Check const> { return checks_; }
  /// Every path that a Validator tried, in order.
  [[nodiscard]] auto tried() const -> std::span<TriedPath const> { return tried_; }

  auto add(Finding finding) -> Failure& { return findings_.push_back(std::move(finding)), *this; }
  auto during(Occasion occasion) -> Failure& { return occasion_ = occasion, *this; }
  auto sent(Alert alert) -> Failure& { return alert_sent_ = alert, *this; }
  auto received(Alert alert) -> Failure& { return alert_received_ = alert, *this; }
  auto with_checks(std::vector<Check> checks) -> Failure& { return checks_ = std::move(checks), *this; }
  auto having_tried(std::vector<TriedPath> paths) -> Failure& { return tried_ = std::move(paths), *this; }

  /// Which certificate the findings are about, where they do not say so themselves.
  auto at_depth(unsigned depth) -> Failure& {
    for (auto& finding : findings_)
      if (!finding.depth) finding.depth = depth;
    return *this;
  }
  /// What the findings are about, where they do not say so themselves: a file's name, a certificate's subject.
  auto about(std::string const& subject) -> Failure& {
    for (auto& finding : findings_)
      if (finding.subject.empty()) finding.subject = subject;
    return *this;
  }

 private:
  std::vector<Finding> findings_;
  std::vector<Check> checks_;
  std::vector<TriedPath> tried_;
  std::optional<Alert> alert_sent_, alert_received_;
  Occasion occasion_ = Occasion::reading;
};

/// T, or why not.
template <class T>
using Result = tl::expected<T, Failure>;

/// `return refuse({Errc::issuer_unknown, Mismatch{…}});`
[[nodiscard]] inline auto refuse(Finding finding) -> tl::unexpected<Failure> {
  return tl::unexpected<Failure>{Failure{std::move(finding)}};
}
[[nodiscard]] inline auto refuse(Errc code, Detail detail = {}) -> tl::unexpected<Failure> {
  return refuse(Finding{code, std::move(detail)});
}
/// Hands on a failure: `if (!chain) return refuse(std::move(chain.error()));`
[[nodiscard]] inline auto refuse(Failure failure) -> tl::unexpected<Failure> {
  return tl::unexpected<Failure>{std::move(failure)};
}

}  // namespace vidimus
#endif
// ---- end of vidimus/core/failure.hpp

// ---- vidimus/core/explain.hpp
#ifndef VIDIMUS_SINGLE_core_explain_hpp
#define VIDIMUS_SINGLE_core_explain_hpp
// Findings, failures and checks in words. For people and logs only: programs compare `Errc`, and nothing of this goes to
// the peer.
//
//   handshake refused: certificate_revoked at stage revocation, sent alert certificate_revoked(44)
//     certificate 1 (CN=Acme Issuing CA 2)
//       error certificate_revoked: the certificate is revoked: serial 51A3, by CRL 4711 of CN=Acme Root since … [RFC 5280, 6.3.3]
//
// and where no certification path was found, those that were tried:
//
//   paths tried
//     1. CN=QM2 <- CN=Acme Issuing CA 2 (serial 51) <- anchor CN=Acme Root: certificate_expired at certificate 1
//     2. CN=QM2 <- CN=Acme Issuing CA 2 (serial 52): certificate_signature_mismatch at certificate 0

namespace vidimus {

namespace detail {

/// At most this many presented values are written out.
inline constexpr std::size_t most_values = 8;

[[nodiscard]] inline auto listed(std::span<std::string const> values) -> std::string {
  if (values.empty()) return "nothing";
  std::string text;
  for (std::size_t i = 0; i != (std::min)(values.size(), most_values); ++i) text += (i == 0 ? "" : ", ") + values[i];
  if (values.size() > most_values) text += " and " + std::to_string(values.size() - most_values) + " more";
  return text;
}

/// The part of a sentence that a detail adds; begins with its own separator.
struct DetailText {
  auto operator()(std::monostate) const -> std::string { return {}; }
  auto operator()(Mismatch const& it) const -> std::string {
    return ": wanted " + it.wanted + ", presented " + listed(it.presented);
  }
  auto operator()(OutOfTime const& it) const -> std::string {
    auto const distance = to_text(it.now - it.bound) + (it.now < it.bound ? " before it" : " after it");
    return ": " + it.what + " is " + to_text(it.bound) + ", now is " + to_text(it.now) + ", " + distance;
  }
  auto operator()(OverLimit const& it) const -> std::string {
    return ": " + it.what + ": at most " + std::to_string(it.limit) + ", presented " + std::to_string(it.presented);
  }
  auto operator()(Malformed const& it) const -> std::string {
    std::string text = ": " + it.what + " at offset " + std::to_string(it.offset);
    auto const& rule = row_of(it.rule);
    return text + ": " + std::string{rule.sentence} +
           (rule.clause.empty() ? "" : " (" + std::string{rule.clause} + ')');
  }
  auto operator()(Revoked const& it) const -> std::string {
    std::string const reason = it.reason.empty() ? std::string{} : " (" + it.reason + ')';
    return ": serial " + it.serial_number + ", by " + it.source + " since " + to_text(it.since) + reason;
  }
  auto operator()(Underlying const& it) const -> std::string {
    std::string text = it.what.empty() ? std::string{} : ": " + it.what;
    if (it.code) text += ": " + it.code.message();
    if (it.native != 0) text += " (library code " + std::to_string(it.native) + ')';
    return text;
  }
  auto operator()(Note const& it) const -> std::string { return ": " + it.text; }
};

[[nodiscard]] inline auto place_of(Finding const& finding) -> std::string {
  if (!finding.depth) return finding.subject;
  auto const name = finding.subject.empty() ? std::string{} : " (" + finding.subject + ')';
  return "certificate " + std::to_string(*finding.depth) + name;
}

[[nodiscard]] constexpr auto name_of(Occasion occasion) -> std::string_view {
  switch (occasion) {
    case Occasion::reading: return "not accepted";
    case Occasion::start_up: return "endpoint refused";
    case Occasion::handshake: return "handshake refused";
    case Occasion::conversation: return "channel failed";
  }
  return {};
}

}  // namespace detail

/// `certificate_expired: the certificate has expired: notAfter is …, now is … [RFC 5280, 6.1.3 (a)(2)]`.
[[nodiscard]] inline auto explain(Finding const& finding) -> std::string {
  auto const& row = row_of(finding.code);
  std::string text = std::string{row.name} + ": " + std::string{row.sentence};
  text += std::visit(detail::DetailText{}, finding.detail);
  return row.clause.empty() ? text : text + " [" + std::string{row.clause} + ']';
}

/// The same of what was asked for at `url`; where it is about another place, as after a redirect, that is named.
[[nodiscard]] inline auto explain(Finding const& finding, std::string_view url) -> std::string {
  auto text = explain(finding);
  return finding.subject.empty() || finding.subject == url ? text : text + ", at " + finding.subject;
}

/// The first line of an explanation: what ended, why in one word, where, and which alerts were exchanged.
[[nodiscard]] inline auto headline(Failure const& failure) -> std::string {
  std::string text{detail::name_of(failure.occasion())};
  text += ": " + std::string{name_of(failure.code())} + " at stage " + std::string{name_of(failure.stage())};
  if (auto const alert = failure.alert_sent()) text += ", sent alert " + to_text(*alert);
  if (auto const alert = failure.alert_received()) text += ", received alert " + to_text(*alert);
  return text;
}

namespace detail {

/// At most this many paths are written out; `Failure::tried` has them all.
inline constexpr std::size_t most_paths = 16;

/// The subject; where that does not say which certificate of `among` is meant, the serial number too, and then the issuer.
[[nodiscard]] inline auto in_words(CertificateLabel const& label, std::span<CertificateLabel const> among)
    -> std::string {
  bool is_shared = label.subject.empty(), is_number_shared = false;
  for (auto const& other : among) {
    if (other.subject != label.subject || other == label) continue;
    is_shared = true;
    is_number_shared = is_number_shared || other.serial_number == label.serial_number;
  }
  std::string const subject = label.subject.empty() ? "no name" : label.subject;
  if (!is_shared) return subject;
  return subject + " (serial " + label.serial_number + (is_number_shared ? " of " + label.issuer : "") + ')';
}

}  // namespace detail

/// `CN=QM2 <- CN=Issuing CA (serial 51) <- anchor CN=Acme Root`: the certificates that a path went through, from the end
/// entity up. `among` are all that are told of beside it: a serial number stands where two of them have one subject.
[[nodiscard]] inline auto to_text(TriedPath const& path, std::span<CertificateLabel const> among) -> std::string {
  std::string text;
  for (auto const& label : path.certificates) {
    bool const is_anchor = path.reaches_anchor && &label == &path.certificates.back();
    text += (text.empty() ? "" : " <- ") + std::string{is_anchor ? "anchor " : ""} + detail::in_words(label, among);
  }
  return text;
}

/// The same and what ended it: `…: certificate_expired at certificate 1`.
[[nodiscard]] inline auto explain(TriedPath const& path, std::span<CertificateLabel const> among) -> std::string {
  auto const text = to_text(path, among) + ": " + std::string{name_of(path.finding.code)};
  return path.finding.depth ? text + " at certificate " + std::to_string(*path.finding.depth) : text;
}

namespace detail {

/// One path is told in a line. More are numbered in the order in which they were tried. `among`: told of beside them.
[[nodiscard]] inline auto lines_of(std::span<TriedPath const> paths, std::string const& heading,
                                   std::vector<CertificateLabel> among = {}) -> std::string {
  auto const shown = paths.first((std::min)(paths.size(), most_paths));
  for (auto const& path : shown) among.insert(among.end(), path.certificates.begin(), path.certificates.end());
  if (shown.size() == 1) return "\n  path " + heading + ": " + explain(shown.front(), among);
  std::string text = shown.empty() ? "" : "\n  paths " + heading;
  for (std::size_t i = 0; i != shown.size(); ++i)
    text += "\n    " + std::to_string(i + 1) + ". " + explain(shown[i], among);
  auto const others = paths.size() - shown.size();
  return others == 0 ? text : text + "\n    and " + std::to_string(others) + " more";
}

}  // namespace detail

/// The headline and, below it, every finding under what it is about, then the paths that were tried. Several lines; no line
/// end at the end.
[[nodiscard]] inline auto explain(Failure const& failure) -> std::string {
  std::string text = headline(failure);
  std::string place;
  for (auto const& finding : failure.findings()) {
    if (auto next = detail::place_of(finding); next != place) {
      place = std::move(next);
      if (!place.empty()) text += "\n  " + place;
    }
    text += place.empty() ? "\n  " : "\n    ";
    text += (finding.severity == Severity::warning ? "warning " : "error ") + explain(finding);
  }
  return text + detail::lines_of(failure.tried(), "tried");
}

/// The outcome of a check, in a word.
[[nodiscard]] constexpr auto name_of(Outcome outcome) -> std::string_view {
  switch (outcome) {
    case Outcome::accepted: return "accepted";
    case Outcome::refused: return "refused";
    case Outcome::skipped: return "skipped";
    case Outcome::noted: return "noted";
  }
  return {};
}

/// `3 path accepted, 0.41 ms: Rfc5280: CN=QM2 <- CN=Acme Root`, with what matched behind it, or the finding of a refusal or a
/// warning.
[[nodiscard]] inline auto explain(Check const& check) -> std::string {
  char milliseconds[32];
  auto const length = std::snprintf(milliseconds, sizeof milliseconds, "%.2f ms",
                                    std::chrono::duration<double, std::milli>(check.took).count());
  std::string text = std::to_string(static_cast<unsigned>(check.step)) + ' ' + std::string{name_of(check.stage)} + ' ';
  text += std::string{name_of(check.outcome)} + ", " + std::string(milliseconds, static_cast<std::size_t>(length));
  text += ": " + check.what + (check.input.empty() ? "" : ": " + check.input);
  auto const why = check.finding ? explain(*check.finding) : check.because;
  return why.empty() ? text : text + " (" + why + ')';
}

}  // namespace vidimus
#endif
// ---- end of vidimus/core/explain.hpp

// ---- vidimus/core/verdict.hpp
#ifndef VIDIMUS_SINGLE_core_verdict_hpp
#define VIDIMUS_SINGLE_core_verdict_hpp
// A verdict on a name: accepted, or refused with the finding that says why; either may warn. It has no default and cannot be
// made from a bool, so neither silence nor a slip can accept anybody.

namespace vidimus {

class [[nodiscard]] Verdict {
 public:
  /// Accepted; `because` names what matched, for the report.
  static auto accepted(std::string because = {}) -> Verdict { return Verdict{std::nullopt, std::move(because)}; }
  static auto refused(Finding finding) -> Verdict { return Verdict{std::move(finding), {}}; }

  [[nodiscard]] auto is_accepted() const -> bool { return !finding_; }
  /// Only of a refusal.
  [[nodiscard]] auto finding() const -> Finding const& { return *finding_; }
  [[nodiscard]] auto because() const -> std::string const& { return because_; }

  /// The same verdict, which warns of `finding` as well: the report shows it, and it decides nothing.
  [[nodiscard]] auto warned(Finding finding) && -> Verdict {
    finding.severity = Severity::warning;
    warnings_.push_back(std::move(finding));
    return std::move(*this);
  }
  /// The same, of everything that another verdict warned of.
  [[nodiscard]] auto warned_as(Verdict const& other) && -> Verdict {
    warnings_.insert(warnings_.end(), other.warnings_.begin(), other.warnings_.end());
    return std::move(*this);
  }
  [[nodiscard]] auto warnings() const -> std::span<Finding const> { return warnings_; }

 private:
  Verdict(std::optional<Finding> finding, std::string because)
      : finding_{std::move(finding)}, because_{std::move(because)} {}

  std::optional<Finding> finding_;
  std::string because_;
  std::vector<Finding> warnings_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/verdict.hpp

// ---- vidimus/cipher_spec/judge_negotiated.hpp
#ifndef VIDIMUS_SINGLE_cipher_spec_judge_negotiated_hpp
#define VIDIMUS_SINGLE_cipher_spec_judge_negotiated_hpp
// Whether what a handshake agreed on is what a CipherSpec admits (IBM MQ: AMQ9631). The TLS library offers nothing else, so a
// mismatch means that it did not do what it was told: the channel must not open.

namespace vidimus::detail {

[[nodiscard]] inline auto holds(std::span<std::uint16_t const> code_points, std::uint16_t one) -> bool {
  return std::ranges::find(code_points, one) != code_points.end();
}

template <class ToText>
[[nodiscard]] auto listed(std::span<std::uint16_t const> code_points, ToText to_words) -> std::string {
  std::vector<std::string> names;
  for (auto const code_point : code_points) names.push_back(to_words(code_point));
  return listed(names);
}

[[nodiscard]] inline auto refused_version(ProtocolVersion minimum, ProtocolVersion maximum, ProtocolVersion version)
    -> Verdict {
  std::string wanted = name_of(minimum);
  if (minimum != maximum) wanted += std::string{" or "} + name_of(maximum);
  return Verdict::refused({Errc::protocol_version_refused, Mismatch{std::move(wanted), {name_of(version)}}});
}

/// The negotiated version, suite (which must belong to that version) and group against a CipherSpec, or a list of suites.
/// Errors: `protocol_version_refused`, `cipher_suite_refused`, `named_group_refused`, each with what was wanted and what was
/// negotiated.
template <class Spec>
[[nodiscard]] auto judge_negotiated(Spec const& spec, Negotiated const& negotiated) -> Verdict {
  auto const version = negotiated.protocol_version;
  if (version < spec.minimum() || spec.maximum() < version)
    return refused_version(spec.minimum(), spec.maximum(), version);
  auto const* const suite = find_suite(negotiated.cipher_suite);
  bool const is_of_version = suite == nullptr || suite->protocol_version == version;
  if (!holds(spec.suites(), negotiated.cipher_suite) || !is_of_version) {
    auto presented = suite_text(negotiated.cipher_suite) + " with " + name_of(version);
    return Verdict::refused(
        {Errc::cipher_suite_refused, Mismatch{listed(spec.suites(), suite_text), {std::move(presented)}}});
  }
  if constexpr (requires { spec.groups(); }) {
    bool const has_group = negotiated.named_group != 0;  // a key exchange without one has none to refuse
    if (has_group && !holds(spec.groups(), negotiated.named_group))
      return Verdict::refused({Errc::named_group_refused,
                               Mismatch{listed(spec.groups(), group_text), {group_text(negotiated.named_group)}}});
  }
  return Verdict::accepted(suite_text(negotiated.cipher_suite));
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/cipher_spec/judge_negotiated.hpp

// ---- vidimus/cipher_spec/suite_list.hpp
#ifndef VIDIMUS_SINGLE_cipher_spec_suite_list_hpp
#define VIDIMUS_SINGLE_cipher_spec_suite_list_hpp
// The suites that a CipherSpec admits, best first and each once: TLS 1.3 before TLS 1.2, whatever the order they were named
// in, since a handshake settles the protocol version before the suite. No heap, so the compiler can make one.

namespace vidimus::detail {

class SuiteList {
 public:
  /// Adds a suite behind those of its protocol version; one that is there already stays where it is.
  constexpr void add(CipherSuite const& suite) {
    if (contains(suite.code_point)) return;
    bool const is_tls13 = suite.protocol_version == ProtocolVersion::tls13;
    std::size_t const position = is_tls13 ? tls13_size_ : size_;
    for (std::size_t i = size_; i != position; --i) code_points_[i] = code_points_[i - 1];
    code_points_[position] = suite.code_point;
    ++size_;
    if (is_tls13) ++tls13_size_;
  }

  [[nodiscard]] constexpr auto suites() const -> std::span<std::uint16_t const> { return {code_points_.data(), size_}; }
  [[nodiscard]] constexpr auto contains(std::uint16_t code_point) const -> bool {
    return std::ranges::find(suites(), code_point) != suites().end();
  }
  /// The lowest and the highest protocol version of the suites in it.
  [[nodiscard]] constexpr auto minimum() const -> ProtocolVersion {
    return tls13_size_ == size_ ? ProtocolVersion::tls13 : ProtocolVersion::tls12;
  }
  [[nodiscard]] constexpr auto maximum() const -> ProtocolVersion {
    return tls13_size_ == 0 ? ProtocolVersion::tls12 : ProtocolVersion::tls13;
  }

 private:
  std::array<std::uint16_t, cipher_suites.size()> code_points_{};
  std::size_t size_ = 0;
  std::size_t tls13_size_ = 0;
};

/// The groups for the key exchange: P-256, X25519, P-384 (IANA "TLS Supported Groups"). All are in MQ's key exchange, and
/// no finite-field group is.
inline constexpr std::array<std::uint16_t, 3> ecdhe_groups{0x0017, 0x001D, 0x0018};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/cipher_spec/suite_list.hpp

// ---- vidimus/cipher_spec/profile.hpp
#ifndef VIDIMUS_SINGLE_cipher_spec_profile_hpp
#define VIDIMUS_SINGLE_cipher_spec_profile_hpp
// CipherSpecs that are whole postures: suites, groups, signature schemes and protocol versions together, under the name that
// an auditor asks for.
//
//   using Channel = SecureChannel<TcpTransport, ..., profile::suite_b_192>;

namespace vidimus {

namespace detail {

/// TLS Supported Groups, SignatureScheme (RFC 8446, 4.2.7 and 4.2.3).
inline constexpr std::uint16_t secp256r1 = 0x0017, secp384r1 = 0x0018, x25519 = 0x001D;
inline constexpr std::uint16_t ecdsa_p256_sha256 = 0x0403, ecdsa_p384_sha384 = 0x0503, ecdsa_p521_sha512 = 0x0603;
inline constexpr std::uint16_t rsa_pkcs1_sha256 = 0x0401, rsa_pkcs1_sha384 = 0x0501, rsa_pkcs1_sha512 = 0x0601;
inline constexpr std::uint16_t rsa_pss_sha256 = 0x0804, rsa_pss_sha384 = 0x0805, rsa_pss_sha512 = 0x0806;

/// A CipherSpec of what `Rows` lists; empty.
template <class Rows>
class Profile {
 public:
  using role = vidimus::role::cipher_spec;

  /// Code points, best first, as those of the groups and signature schemes.
  [[nodiscard]] static constexpr auto suites() -> std::span<std::uint16_t const> { return list.suites(); }
  [[nodiscard]] static constexpr auto groups() -> std::span<std::uint16_t const> { return Rows::groups; }
  [[nodiscard]] static constexpr auto signature_schemes() -> std::span<std::uint16_t const> { return Rows::schemes; }
  [[nodiscard]] static constexpr auto minimum() -> ProtocolVersion { return list.minimum(); }
  [[nodiscard]] static constexpr auto maximum() -> ProtocolVersion { return list.maximum(); }
  /// `profile suite_b_128`.
  [[nodiscard]] static auto describe() -> std::string { return "profile " + std::string{Rows::name}; }

  /// Whether what was negotiated is admitted. Errors: as `judge_negotiated`.
  [[nodiscard]] static auto accepts(Negotiated const& negotiated) -> Verdict {
    return judge_negotiated(Profile{}, negotiated);
  }

 private:
  static constexpr SuiteList list = [] {
    SuiteList all;
    for (auto const code_point : Rows::suites) all.add(*find_suite(code_point));
    return all;
  }();
};

struct Tls13OnlyRows {
  static constexpr std::string_view name = "tls13_only";
  static constexpr std::array<std::uint16_t, 3> suites{0x1302, 0x1301, 0x1303};
  static constexpr std::array groups{x25519, secp256r1, secp384r1};
  static constexpr std::array schemes{ecdsa_p256_sha256, ecdsa_p384_sha384, ecdsa_p521_sha512,
                                      rsa_pss_sha256,    rsa_pss_sha384,    rsa_pss_sha512};
};

struct Modern2026Rows {
  static constexpr std::string_view name = "modern_2026";
  static constexpr std::array<std::uint16_t, 9> suites{0x1302, 0x1301, 0x1303, 0xC02C, 0xC030,
                                                       0xC02B, 0xC02F, 0xCCA9, 0xCCA8};
  static constexpr std::array groups{x25519, secp256r1, secp384r1};
  static constexpr std::array schemes{ecdsa_p256_sha256, ecdsa_p384_sha384, ecdsa_p521_sha512,
                                      rsa_pkcs1_sha256,  rsa_pkcs1_sha384,  rsa_pkcs1_sha512,
                                      rsa_pss_sha256,    rsa_pss_sha384,    rsa_pss_sha512};
};

struct Fips1403Rows {
  static constexpr std::string_view name = "fips_140_3";
  static constexpr std::array<std::uint16_t, 6> suites{0x1302, 0x1301, 0xC02C, 0xC030, 0xC02B, 0xC02F};
  static constexpr std::array groups{secp256r1, secp384r1};
  static constexpr auto schemes = Modern2026Rows::schemes;
};

struct SuiteB128Rows {
  static constexpr std::string_view name = "suite_b_128";
  static constexpr std::array<std::uint16_t, 1> suites{0xC02B};
  static constexpr std::array groups{secp256r1, secp384r1};
  static constexpr std::array schemes{ecdsa_p256_sha256, ecdsa_p384_sha384};
};

struct SuiteB192Rows {
  static constexpr std::string_view name = "suite_b_192";
  static constexpr std::array<std::uint16_t, 1> suites{0xC02C};
  static constexpr std::array groups{secp384r1};
  static constexpr std::array schemes{ecdsa_p384_sha384};
};

struct MqDefaultRows {
  static constexpr std::string_view name = "mq_default";
  static constexpr std::array<std::uint16_t, 8> suites{0x1303, 0x1302, 0x1301, 0x1304, 0xC02C, 0xC030, 0xC02B, 0xC02F};
  static constexpr std::array groups{secp256r1, x25519, secp384r1};
  static constexpr auto schemes = Modern2026Rows::schemes;
};

}  // namespace detail

namespace profile {

/// TLS 1.3 with AES-GCM or ChaCha20-Poly1305; no PKCS#1 v1.5 signature.
class tls13_only : public detail::Profile<detail::Tls13OnlyRows> {};

/// TLS 1.3, and TLS 1.2 with ECDHE and authenticated encryption: whom a public service of today must still let in.
class modern_2026 : public detail::Profile<detail::Modern2026Rows> {};

/// What SP 800-52r2 allows of it: AES-GCM, P-256 and P-384, no X25519 and no ChaCha20. It is about algorithms alone: mbedTLS
/// is no validated module.
class fips_140_3 : public detail::Profile<detail::Fips1403Rows> {};

/// Suite B at 128 bits (RFC 6460, 3.1; IBM MQ's 128_BIT): TLS 1.2 and ECDHE_ECDSA_AES_128_GCM_SHA256 alone.
class suite_b_128 : public detail::Profile<detail::SuiteB128Rows> {};

/// Suite B at 192 bits (RFC 6460, 3.2; IBM MQ's 192_BIT): TLS 1.2, ECDHE_ECDSA_AES_256_GCM_SHA384 and P-384 alone.
class suite_b_192 : public detail::Profile<detail::SuiteB192Rows> {};

/// IBM MQ's ANY_TLS12_OR_HIGHER in MQ's own order of preference, without its suites of static RSA, CBC and CCM_8.
class mq_default : public detail::Profile<detail::MqDefaultRows> {};

}  // namespace profile

}  // namespace vidimus
#endif
// ---- end of vidimus/cipher_spec/profile.hpp

// ---- vidimus/cipher_spec/spec_reader.hpp
#ifndef VIDIMUS_SINGLE_cipher_spec_spec_reader_hpp
#define VIDIMUS_SINGLE_cipher_spec_spec_reader_hpp
// Reading what stands in SSLCIPH: aliases, IBM MQ names, IANA names, and lists of them. One constexpr reader serves the
// compiler and configuration files. Names are compared in the letter case of the registries; spaces around commas are ignored.

namespace vidimus {

/// What can be wrong with the text of an SSLCIPH. The compiler prints the name.
enum class SslCiphMistake : unsigned char { none, name_missing, name_unknown, suite_is_weak };

namespace detail {

/// An alias CipherSpec (IBM MQ, "Relationship between alias CipherSpec settings").
struct CipherSpecAlias {
  std::string_view name;
  ProtocolVersion minimum;
  ProtocolVersion maximum;
};
inline constexpr std::array<CipherSpecAlias, 5> cipher_spec_aliases{{
    {"ANY", ProtocolVersion::tls12, ProtocolVersion::tls13},
    {"ANY_TLS12", ProtocolVersion::tls12, ProtocolVersion::tls12},
    {"ANY_TLS12_OR_HIGHER", ProtocolVersion::tls12, ProtocolVersion::tls13},
    {"ANY_TLS13", ProtocolVersion::tls13, ProtocolVersion::tls13},
    {"ANY_TLS13_OR_HIGHER", ProtocolVersion::tls13, ProtocolVersion::tls13},
}};

enum class Admission : unsigned char { strong_only, weak_too };

struct SpecReading {
  SuiteList list{};
  SslCiphMistake mistake = SslCiphMistake::none;
  std::size_t offset = 0;   ///< of the name that is wrong
  std::string_view name{};  ///< that name; it lives in the text that was read
};

// An alias stands for MQ's CipherSpecs of its versions that are not weak.
constexpr auto add_alias(SuiteList& list, std::string_view name) -> bool {
  for (auto const& alias : cipher_spec_aliases) {
    if (alias.name != name) continue;
    for (auto const& suite : cipher_suites)
      if (!suite.is_weak() && !suite.mq_name.empty() && alias.minimum <= suite.protocol_version &&
          suite.protocol_version <= alias.maximum)
        list.add(suite);
    return true;
  }
  return false;
}

constexpr auto add_name(SuiteList& list, std::string_view name, Admission admission) -> SslCiphMistake {
  if (name.empty()) return SslCiphMistake::name_missing;
  if (add_alias(list, name)) return SslCiphMistake::none;
  auto const* const suite = find_suite(name);
  if (suite == nullptr) return SslCiphMistake::name_unknown;
  if (suite->is_weak() && admission == Admission::strong_only) return SslCiphMistake::suite_is_weak;
  list.add(*suite);
  return SslCiphMistake::none;
}

/// Reads a list; stops at the first mistake.
constexpr auto read_specs(std::string_view text, Admission admission) -> SpecReading {
  SpecReading reading;
  for (std::size_t at = 0;;) {
    auto const end = (std::min)(text.find(',', at), text.size());
    auto const first = (std::min)(text.find_first_not_of(' ', at), end);
    auto name = text.substr(first, end - first);
    while (name.ends_with(' ')) name.remove_suffix(1);
    reading.mistake = add_name(reading.list, name, admission);
    if (reading.mistake != SslCiphMistake::none) {
      reading.offset = first;
      reading.name = name;
      return reading;
    }
    if (end == text.size()) return reading;
    at = end + 1;
  }
}

/// How many characters of two names lie outside the beginning and the end that they share; letter case does not count, and
/// the hyphens of OpenSSL's names are taken for underscores.
constexpr auto difference(std::string_view a, std::string_view b) -> std::size_t {
  auto const is_same = [](char x, char y) {
    auto const plain = [](char c) {
      return c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    };
    return plain(x) == plain(y);
  };
  while (!a.empty() && !b.empty() && is_same(a.front(), b.front())) a.remove_prefix(1), b.remove_prefix(1);
  while (!a.empty() && !b.empty() && is_same(a.back(), b.back())) a.remove_suffix(1), b.remove_suffix(1);
  return a.size() + b.size();
}

/// The name that a misspelt one is likeliest meant to be.
constexpr auto nearest_spec_name(std::string_view name) -> std::string_view {
  std::string_view nearest = cipher_spec_aliases[0].name;
  auto smallest = static_cast<std::size_t>(-1);
  auto const consider = [&](std::string_view candidate) {
    auto const distance = candidate.empty() ? smallest : difference(name, candidate);
    if (distance < smallest) nearest = candidate, smallest = distance;
  };
  for (auto const& alias : cipher_spec_aliases) consider(alias.name);
  for (auto const& suite : cipher_suites) consider(suite.mq_name), consider(suite.iana_name);
  return nearest;
}

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/cipher_spec/spec_reader.hpp

// ---- vidimus/core/at.hpp
#ifndef VIDIMUS_SINGLE_core_at_hpp
#define VIDIMUS_SINGLE_core_at_hpp
// A place in a text, as a type: the compiler prints it beside our sentence when a pattern does not parse.

namespace vidimus {

/// `At<9>`: the tenth character.
template <std::size_t Offset>
struct At {
  static constexpr std::size_t offset = Offset;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/at.hpp

// ---- vidimus/core/fixed_string.hpp
#ifndef VIDIMUS_SINGLE_core_fixed_string_hpp
#define VIDIMUS_SINGLE_core_fixed_string_hpp
// Text as a template argument, and `dynamic`: the mark that says "given at run time", as mdspan's dynamic_extent does.

namespace vidimus {

struct Dynamic {};
inline constexpr Dynamic dynamic{};

/// A string literal that can be a template argument: `SslPeer<"CN=QM1*">`.
template <std::size_t Size>
struct FixedString {
  char characters[Size]{};

  consteval FixedString(char const (&literal)[Size]) {
    for (std::size_t i = 0; i != Size; ++i) characters[i] = literal[i];
  }
  [[nodiscard]] constexpr auto view() const -> std::string_view { return {characters, Size - 1}; }
  static constexpr bool is_dynamic = false;
};

/// `SslPeer<dynamic>`: there is no text yet.
template <>
struct FixedString<0> {
  consteval FixedString(Dynamic) {}
  [[nodiscard]] constexpr auto view() const -> std::string_view { return {}; }
  static constexpr bool is_dynamic = true;
};
FixedString(Dynamic) -> FixedString<0>;

}  // namespace vidimus
#endif
// ---- end of vidimus/core/fixed_string.hpp

// ---- vidimus/cipher_spec/spec_policy.hpp
#ifndef VIDIMUS_SINGLE_cipher_spec_spec_policy_hpp
#define VIDIMUS_SINGLE_cipher_spec_spec_policy_hpp
// What `SslCiph` and `danger::WeakSslCiph` have in common: read by the compiler, or at run time.

namespace vidimus {

namespace detail {

/// The name that was meant, in the compiler's message.
template <FixedString Name>
struct DidYouMean {};

template <std::size_t Length>
consteval auto fixed(std::string_view text) -> FixedString<Length + 1> {
  char characters[Length + 1]{};
  std::copy_n(text.data(), Length, characters);
  return FixedString<Length + 1>{characters};
}

// Its arguments are what the compiler shows of a mistake.
template <FixedString Names, class Position, SslCiphMistake Mistake, class Nearest>
struct ssl_ciph_error {
  static constexpr bool is_known = Mistake != SslCiphMistake::name_unknown;
  static constexpr bool is_named = Mistake != SslCiphMistake::name_missing;
  static constexpr bool is_strong = Mistake != SslCiphMistake::suite_is_weak;
};

// In a function, so that the class that calls it stays whole and a mistake is one error with Clang too.
template <class Error>
consteval auto explain_specs() {
  static_assert(
      Error::is_known,
      "vidimus: SSLCIPH names a CipherSpec that does not exist, at the offset shown in At<>; there are ANY_TLS13, "
      "ANY_TLS12_OR_HIGHER, ANY_TLS12, ANY_TLS13_OR_HIGHER, ANY, and the names of IBM MQ and IANA in "
      "vidimus/cipher_spec/table.hpp, such as TLS_AES_256_GCM_SHA384 and ECDHE_RSA_AES_256_GCM_SHA384");
  static_assert(Error::is_named,
                "vidimus: SSLCIPH lacks the name of a CipherSpec at the offset shown in At<>; write for example "
                "vidimus::SslCiph<\"ANY_TLS12_OR_HIGHER\">");
  static_assert(
      Error::is_strong,
      "vidimus: SSLCIPH names a weak CipherSpec (CBC, static RSA or CCM_8) at the offset shown in At<>; name it in "
      "vidimus::danger::WeakSslCiph<> and mean it");
}

template <FixedString Names, Admission Admitted>
struct CheckedSpecs {
  static constexpr SpecReading reading = read_specs(Names.view(), Admitted);
  static constexpr std::string_view nearest =
      reading.mistake == SslCiphMistake::name_unknown ? nearest_spec_name(reading.name) : reading.name;
  using Error = ssl_ciph_error<Names, At<reading.offset>, reading.mistake, DidYouMean<fixed<nearest.size()>(nearest)>>;
};

template <FixedString Names, Admission Admitted>
class StaticSslCiph {
  using Checked = CheckedSpecs<Names, Admitted>;
  using Explained = decltype(explain_specs<typename Checked::Error>());

 public:
  using role = vidimus::role::cipher_spec;

  /// Code points, best first.
  [[nodiscard]] static constexpr auto suites() -> std::span<std::uint16_t const> {
    return Checked::reading.list.suites();
  }
  /// P-256, X25519, P-384.
  [[nodiscard]] static constexpr auto groups() -> std::span<std::uint16_t const> { return ecdhe_groups; }
  [[nodiscard]] static constexpr auto minimum() -> ProtocolVersion { return Checked::reading.list.minimum(); }
  [[nodiscard]] static constexpr auto maximum() -> ProtocolVersion { return Checked::reading.list.maximum(); }
  /// `SSLCIPH ANY_TLS13`.
  [[nodiscard]] static auto describe() -> std::string { return "SSLCIPH " + std::string{Names.view()}; }

  /// Whether what was negotiated is admitted. Errors: as `judge_negotiated`.
  [[nodiscard]] static auto accepts(Negotiated const& negotiated) -> Verdict {
    return judge_negotiated(StaticSslCiph{}, negotiated);
  }
};

template <class Self, Admission Admitted>
class DynamicSslCiph {
 public:
  using role = vidimus::role::cipher_spec;

  /// Reads a list of names. Errors, with the offset of the name: `cipher_spec_unknown` with the nearest name there is;
  /// `cipher_spec_weak`.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<Self> {
    auto const reading = read_specs(text, Admitted);
    if (reading.mistake == SslCiphMistake::none) return Self{std::string{text}, reading.list};
    bool const is_weak = reading.mistake == SslCiphMistake::suite_is_weak;
    Finding finding{is_weak ? Errc::cipher_spec_weak : Errc::cipher_spec_unknown,
                    Mismatch{wanted(reading), {std::string{reading.name}}}};
    finding.subject = "SSLCIPH, offset " + std::to_string(reading.offset);
    return refuse(std::move(finding));
  }

  [[nodiscard]] auto suites() const -> std::span<std::uint16_t const> { return list_.suites(); }
  [[nodiscard]] auto groups() const -> std::span<std::uint16_t const> { return ecdhe_groups; }
  [[nodiscard]] auto minimum() const -> ProtocolVersion { return list_.minimum(); }
  [[nodiscard]] auto maximum() const -> ProtocolVersion { return list_.maximum(); }
  [[nodiscard]] auto describe() const -> std::string { return "SSLCIPH " + text_; }
  [[nodiscard]] auto accepts(Negotiated const& negotiated) const -> Verdict {
    return judge_negotiated(*this, negotiated);
  }

 private:
  friend Self;
  DynamicSslCiph(std::string text, SuiteList list) : text_{std::move(text)}, list_{list} {}

  static auto wanted(SpecReading const& reading) -> std::string {
    if (reading.mistake == SslCiphMistake::suite_is_weak) return "forward secrecy, an AEAD and a tag of 16 octets";
    if (reading.mistake == SslCiphMistake::name_missing) return "the name of a CipherSpec";
    return "a CipherSpec such as " + std::string{nearest_spec_name(reading.name)};
  }

  std::string text_;
  SuiteList list_;
};

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/cipher_spec/spec_policy.hpp

// ---- vidimus/cipher_spec/ssl_ciph.hpp
#ifndef VIDIMUS_SINGLE_cipher_spec_ssl_ciph_hpp
#define VIDIMUS_SINGLE_cipher_spec_ssl_ciph_hpp
// SslCiph<"ANY_TLS12_OR_HIGHER">: the CipherSpecs of a channel, IBM MQ's SSLCIPH, checked by the compiler.
//
// When to use: always name one, or take the default, `Tls13Only`.
// Guaranteed: what is offered and accepted has forward secrecy, authenticated encryption and a full-length tag. MQ's ANY
// means "whatever is enabled"; here it means TLS 1.2 or higher, because the engine has nothing older, and neither ANY nor
// ANY_…_OR_HIGHER ever offers CBC or static RSA. Those, and CCM_8, are named one by one in `danger::WeakSslCiph`.

namespace vidimus {

/// A CipherSpec from aliases (ANY, ANY_TLS12, ANY_TLS12_OR_HIGHER, ANY_TLS13, ANY_TLS13_OR_HIGHER), IBM MQ names and IANA
/// names, one or several with commas between them; a list is in the order of preference. An alias stands for the CipherSpecs
/// that MQ names; ChaCha20-Poly1305 in TLS 1.2, which MQ does not have, is admitted by its IANA name. Empty type.
template <FixedString Names>
class SslCiph : public detail::StaticSslCiph<Names, detail::Admission::strong_only> {};

/// The same, read at run time: `SslCiph<dynamic>::parse(text)`.
template <>
class SslCiph<dynamic> : public detail::DynamicSslCiph<SslCiph<dynamic>, detail::Admission::strong_only> {
  friend DynamicSslCiph;
  using DynamicSslCiph::DynamicSslCiph;
};

/// What a channel offers and accepts that names no CipherSpec.
using Tls13Only = SslCiph<"ANY_TLS13">;

namespace danger {

/// A CipherSpec that may also name CBC suites (not authenticated encryption), static RSA (no forward secrecy) and CCM_8 (a
/// tag of 8 octets). Only by name: the aliases mean here what they mean in `SslCiph`.
template <FixedString Names>
class WeakSslCiph : public detail::StaticSslCiph<Names, detail::Admission::weak_too> {};

template <>
class WeakSslCiph<dynamic> : public detail::DynamicSslCiph<WeakSslCiph<dynamic>, detail::Admission::weak_too> {
  friend DynamicSslCiph;
  using DynamicSslCiph::DynamicSslCiph;
};

}  // namespace danger

}  // namespace vidimus
#endif
// ---- end of vidimus/cipher_spec/ssl_ciph.hpp

// ---- vidimus/core/aead.hpp
#ifndef VIDIMUS_SINGLE_core_aead_hpp
#define VIDIMUS_SINGLE_core_aead_hpp
// The algorithm that protects records (RFC 8446, 5.2; RFC 5116), as a choice in the type. One object holds one key in one
// direction and is used for one record after another, so it can keep whatever its library prepares.

namespace vidimus {

/// RFC 8446, 5.3: twelve octets in each of its suites.
using RecordNonce = std::array<std::byte, 12>;

/// What one key is for.
enum class KeyDirection : unsigned char { sealing, opening };

/// What opening came to. `failed`: the library could not, which says nothing of the record.
enum class Authenticity : unsigned char { authentic, forged, failed };

/// * `A::make(suite, key, direction)`: the cipher suite by its code point, and a key of its length.
/// * `seal`: `body` ends with room for the tag; what stands before that is encrypted in place. False: the library failed.
/// * `open`: `body` ends with the tag; what stands before it is decrypted in place. Unless `authentic`, it is not plaintext.
///
/// `header` is authenticated and not encrypted. Neither allocates, where that can be helped. One thread at a time.
template <class A>
concept Aead = std::movable<A> && requires(A& aead, std::uint16_t suite, ByteView bytes, RecordNonce const& nonce,
                                           std::span<std::byte> body) {
  { A::make(suite, bytes, KeyDirection::sealing) } -> std::same_as<Result<A>>;
  { aead.seal(nonce, bytes, body) } -> std::same_as<bool>;
  { aead.open(nonce, bytes, body) } -> std::same_as<Authenticity>;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/aead.hpp

// ---- vidimus/core/budget.hpp
#ifndef VIDIMUS_SINGLE_core_budget_hpp
#define VIDIMUS_SINGLE_core_budget_hpp
// How much work a peer may cause before it is known. Crossing a bound ends the search with `Errc::budget_exceeded`.

namespace vidimus {

struct Budget {
  /// Signature verifications in one validation (webpki's bound; a path of 8 with two candidates a step needs 16).
  std::size_t signatures = 100;
  /// Issuer candidates looked at in one validation (Go's crypto/x509 allows 100 signature checks; candidates are cheaper).
  std::size_t candidates = 400;
  /// Comparisons of a name with a name constraint in one validation (webpki's bound).
  std::size_t name_comparisons = 250'000;
  /// Certificates between the end entity and the trust anchor (OpenSSL's default verify depth is 100, webpki's 6, GnuTLS's 16).
  std::size_t intermediates = 16;
  /// Nodes of the policy graph of one path (OpenSSL's bound since CVE-2023-0464).
  std::size_t policy_nodes = 1000;
  /// Certificates in a presented chain (mbedTLS reads at most 10).
  std::size_t presented = 32;
  /// Octets of a presented chain (OpenSSL's default, SSL_CTX_set_max_cert_list).
  std::size_t presented_octets = 102'400;
  /// Octets of one certificate (a Certificate message is at most 16 KiB in mbedTLS; a pool or file may hold larger ones).
  std::size_t certificate_octets = 65536;
  /// Pairs of certificate and issuer's key whose signature the process remembers as proven; 0: none. The number counts for
  /// all Validators that have the same one, together.
  std::size_t remembered_signatures = 1024;
  /// Rounds of fetches that a checker may ask for.
  std::size_t rounds = 8;
  friend constexpr auto operator==(Budget const&, Budget const&) -> bool = default;
};

/// The budget that a policy names as its `budget`, else the standard one.
template <class P>
inline constexpr Budget budget_of = [] {
  if constexpr (requires { Budget{P::budget}; })
    return P::budget;
  else
    return Budget{};
}();

}  // namespace vidimus
#endif
// ---- end of vidimus/core/budget.hpp

// ---- vidimus/core/client_authentication.hpp
#ifndef VIDIMUS_SINGLE_core_client_authentication_hpp
#define VIDIMUS_SINGLE_core_client_authentication_hpp
// Whether a server wants a certificate of its client. A policy of the accepting end; the default is Required (IBM MQ:
// SSLCAUTH(REQUIRED)).

namespace vidimus {

enum class ClientAuthentication : unsigned char { required, optional, off };

/// Says in its type what a server asks of its client.
template <class P>
concept ClientAuthenticationPolicy = HasRole<P, role::client_authentication> && requires {
  { P::client_authentication } -> std::convertible_to<ClientAuthentication>;
};

/// A client without a certificate is refused.
struct RequireClientCertificate {
  using role = vidimus::role::client_authentication;
  static constexpr auto client_authentication = ClientAuthentication::required;
};

/// A client without a certificate is accepted nameless; one that shows a certificate is judged in full (IBM MQ:
/// SSLCAUTH(OPTIONAL)). A channel that filters names cannot accept nameless peers, so it does not compile with this.
struct OptionalClientCertificate {
  using role = vidimus::role::client_authentication;
  static constexpr auto client_authentication = ClientAuthentication::optional;
};

namespace danger {
/// No certificate is asked for: anybody may be the client.
struct NoClientCertificate {
  using role = vidimus::role::client_authentication;
  static constexpr auto client_authentication = ClientAuthentication::off;
};
}  // namespace danger

}  // namespace vidimus
#endif
// ---- end of vidimus/core/client_authentication.hpp

// ---- vidimus/core/clock.hpp
#ifndef VIDIMUS_SINGLE_core_clock_hpp
#define VIDIMUS_SINGLE_core_clock_hpp
// Where a channel takes the time from. It is a policy, so that tests and replays decide it.

namespace vidimus {

/// Says what time it is; must be callable from several threads.
template <class P>
concept Clock = HasRole<P, role::clock> && requires(P const& clock) {
  { clock.now() } -> std::same_as<Time>;
};

/// The machine's clock. The default.
struct SystemClock {
  using role = vidimus::role::clock;
  [[nodiscard]] auto now() const -> Time {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
};

/// Always the same moment: for tests, replays and forensic checks of old chains.
struct FixedClock {
  using role = vidimus::role::clock;
  Time time;
  [[nodiscard]] auto now() const -> Time { return time; }
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/clock.hpp

// ---- vidimus/core/compose.hpp
#ifndef VIDIMUS_SINGLE_core_compose_hpp
#define VIDIMUS_SINGLE_core_compose_hpp
// The words that join policies of one role. What joining means stands with the role: `peer_name/compose.hpp`,
// `revocation/compose.hpp`. The primary templates here are reached only by a mistake: they are quiet, and
// `explain_policies` says which mistake it was.

namespace vidimus {

namespace detail {
template <class... Ps>
struct Unjoinable {
  using role = vidimus::role::explained_above;
  constexpr Unjoinable() = default;
  explicit constexpr Unjoinable(Ps const&...) {}
};
}  // namespace detail

/// Every part must accept; of revocation checkers the worst status counts (revoked, then unknown, then good).
template <class... Ps>
struct AllOf : detail::Unjoinable<Ps...> {
  using detail::Unjoinable<Ps...>::Unjoinable;
};
template <class... Ps>
AllOf(Ps...) -> AllOf<Ps...>;

/// One part must accept.
template <class... Ps>
struct AnyOf : detail::Unjoinable<Ps...> {
  using detail::Unjoinable<Ps...>::Unjoinable;
};
template <class... Ps>
AnyOf(Ps...) -> AnyOf<Ps...>;

}  // namespace vidimus
#endif
// ---- end of vidimus/core/compose.hpp

// ---- vidimus/core/description.hpp
#ifndef VIDIMUS_SINGLE_core_description_hpp
#define VIDIMUS_SINGLE_core_description_hpp
// What a policy says of itself, for reports. A policy need not say anything.

namespace vidimus::detail {

/// `describe()` of a policy, or `otherwise` where it has none.
template <class P>
[[nodiscard]] auto description_of(P const& policy, std::string_view otherwise) -> std::string {
  if constexpr (requires {
                  { policy.describe() } -> std::convertible_to<std::string>;
                }) {
    return policy.describe();
  } else {
    return std::string{otherwise};
  }
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/core/description.hpp

// ---- vidimus/core/exporter.hpp
#ifndef VIDIMUS_SINGLE_core_exporter_hpp
#define VIDIMUS_SINGLE_core_exporter_hpp
// Secrets that both ends of a TLS 1.3 channel can compute and nobody else (RFC 8446, 7.5; RFC 5705): a policy names the
// labels, and they are computed when the handshake ends.

namespace vidimus {

/// Octets of every exported secret, as RFC 9266 has it for `tls-exporter`.
inline constexpr std::size_t exported_octets = 32;

/// Names the labels of the secrets that a channel keeps for its program.
template <class P>
concept ExporterPolicy = HasRole<P, role::exporter> && requires {
  { P::labels() } -> std::convertible_to<std::span<std::string_view const>>;
};

/// `Exporters<"EXPORTER-my-protocol">`; without a context. `channel.exported("EXPORTER-my-protocol")`.
template <FixedString... Labels>
struct Exporters {
  using role = vidimus::role::exporter;
  [[nodiscard]] static auto labels() -> std::span<std::string_view const> {
    static_assert(
        (Labels.view().starts_with("EXP") && ...),
        "vidimus: a label begins with EXPORTER, or with EXPERIMENTAL where it is not registered (RFC 5705, 4)");
    static_assert(((Labels.view().size() <= 249) && ...), "vidimus: a label has at most 249 octets (RFC 8446, 7.1)");
    static constexpr std::array<std::string_view, sizeof...(Labels)> all{Labels.view()...};
    return all;
  }
};

/// The default: `tls-exporter` alone, which every TLS 1.3 channel has.
struct NoExporters {
  using role = vidimus::role::exporter;
  [[nodiscard]] static auto labels() -> std::span<std::string_view const> { return {}; }
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/exporter.hpp

// ---- vidimus/core/fetch.hpp
#ifndef VIDIMUS_SINGLE_core_fetch_hpp
#define VIDIMUS_SINGLE_core_fetch_hpp
// What a policy wants fetched, and what came of it. Checkers never open a socket: they say what they want, the channel
// fetches, and asks them again with the evidence.

namespace vidimus {

struct FetchRequest {
  std::string key;  ///< equal keys are the same fetch: method, URL and question without its nonce
  std::string url;
  std::string content_type{};  ///< of the body
  Buffer body{};               ///< empty: GET; else POST
};

/// A request as it was sent, with its answer.
struct FetchAnswer {
  FetchRequest request;
  Buffer response;                   ///< the body
  std::optional<Finding> failure{};  ///< why there is none
};

/// The answers so far.
class Evidence {
 public:
  void add(FetchAnswer answer) { answers_.push_back(std::move(answer)); }
  /// The answer to the fetch with this key; nullptr: not fetched yet.
  [[nodiscard]] auto find(std::string_view key) const -> FetchAnswer const* {
    auto const at = std::ranges::find(answers_, key,
                                      [](FetchAnswer const& answer) -> std::string_view { return answer.request.key; });
    return at == answers_.end() ? nullptr : &*at;
  }

 private:
  std::vector<FetchAnswer> answers_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/fetch.hpp

// ---- vidimus/core/fetcher.hpp
#ifndef VIDIMUS_SINGLE_core_fetcher_hpp
#define VIDIMUS_SINGLE_core_fetcher_hpp
// Who fetches what the policies of a channel want. A policy too, so that a channel's type says what it may reach.

namespace vidimus {

/// Performs one fetch: it waits, in bounded time, and never throws for what the network or the other side does. Where there
/// is no answer, `failure` says why. `fetch` is const and is called from several threads.
template <class P>
concept Fetcher = HasRole<P, role::fetcher> && requires(P const& fetcher, FetchRequest const& request) {
  { fetcher.fetch(request) } -> std::same_as<FetchAnswer>;
};

namespace detail {

/// An answer that is none.
[[nodiscard]] inline auto unanswered(FetchRequest request, Finding failure) -> FetchAnswer {
  return {std::move(request), {}, std::move(failure)};
}

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/core/fetcher.hpp

// ---- vidimus/core/file.hpp
#ifndef VIDIMUS_SINGLE_core_file_hpp
#define VIDIMUS_SINGLE_core_file_hpp
// Reading a file whole, with a bound, and listing a directory. POSIX only for now; names are those of the operating system
// (a std::filesystem::path converts to one).

namespace vidimus {

namespace detail {

inline auto unreadable(std::string const& path, int error) -> tl::unexpected<Failure> {
  return refuse(Finding{
      Errc::file_unreadable, Underlying{"cannot read it", std::error_code{error, std::generic_category()}}, {}, path});
}

[[nodiscard]] inline auto is_regular_file(std::string const& path) -> bool {
  struct ::stat status{};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

/// What a regular file is likely to hold, so that little is moved while it is read.
[[nodiscard]] inline auto expected_size(std::FILE& file, std::size_t limit) -> std::size_t {
  struct ::stat status{};
  if (::fstat(::fileno(&file), &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  auto const size = static_cast<std::uint64_t>(status.st_size);
  return size <= limit ? static_cast<std::size_t>(size) : 0;
}

struct CloseFile {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
  void operator()(::DIR* directory) const { (void)::closedir(directory); }
};

}  // namespace detail

/// The bytes of a file. Errors: `file_unreadable` with the operating system's reason, `file_too_large` beyond `limit`
/// octets; both name the file.
[[nodiscard]] inline auto read_file(std::string const& path, std::size_t limit) -> Result<Buffer> {
  std::unique_ptr<std::FILE, detail::CloseFile> const file{std::fopen(path.c_str(), "rb")};
  if (!file) return detail::unreadable(path, errno);
  Buffer bytes;
  bytes.reserve(detail::expected_size(*file, limit) + 1);  // one more, to meet the end
  constexpr std::size_t step = 65536;
  for (;;) {
    auto const old = bytes.size();
    auto const room = bytes.capacity() > old ? (std::min)(step, bytes.capacity() - old) : step;
    bytes.resize(old + room);
    auto const got = std::fread(bytes.data() + old, 1, room, file.get());
    bytes.resize(old + got);
    if (bytes.size() > limit)
      return refuse(Finding{Errc::file_too_large, OverLimit{"octets", limit, bytes.size()}, {}, path});
    if (got < room) break;
  }
  if (std::ferror(file.get()) != 0) return detail::unreadable(path, errno);
  return bytes;
}

namespace detail {

/// The regular files of a directory (not below it), by name. Those whose names begin with a dot are left out: they are what
/// programs write before they rename them, and may be gone before they are read.
[[nodiscard]] inline auto regular_files(std::string const& path) -> Result<std::vector<std::string>> {
  std::unique_ptr<::DIR, CloseFile> const directory{::opendir(path.c_str())};
  if (!directory) return unreadable(path, errno);
  std::vector<std::string> files;
  for (;;) {
    errno = 0;
    auto const* const entry = ::readdir(directory.get());
    if (entry == nullptr) break;
    if (entry->d_name[0] == '.') continue;
    if (auto file = path + '/' + entry->d_name; is_regular_file(file)) files.push_back(std::move(file));
  }
  if (errno != 0) return unreadable(path, errno);
  std::ranges::sort(files);
  return files;
}

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/core/file.hpp

// ---- vidimus/core/guard.hpp
#ifndef VIDIMUS_SINGLE_core_guard_hpp
#define VIDIMUS_SINGLE_core_guard_hpp
// Where exceptions end: one that left a callback would cross the TLS library's C frames, which is undefined, and a cache that
// has no memory for one more entry goes without it. The only place in vidimus where exceptions of any kind are caught.

namespace vidimus::detail {

/// Whether `body` came to its end; what it threw (memory ran out) ends here. Compiled without exceptions it always does, since
/// the program ends where it would have thrown.
template <class Body>
auto is_completed(Body body) noexcept -> bool {
#if defined(__cpp_exceptions)
  try {
    body();
  } catch (...) {
    return false;
  }
#else
  body();
#endif
  return true;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/core/guard.hpp

// ---- vidimus/core/insertion_sort.hpp
#ifndef VIDIMUS_SINGLE_core_insertion_sort_hpp
#define VIDIMUS_SINGLE_core_insertion_sort_hpp
// A stable sort of few elements. The standard's takes memory for them, with libstdc++ 12 by a function that C++17 deprecates.

namespace vidimus::detail {

/// Elements that are as good stay in the order in which they were. Quadratic: for lists that a `Budget` keeps short.
template <class Element, class Less = std::ranges::less, class Projection = std::identity>
void insertion_sort(std::vector<Element>& elements, Less less = {}, Projection projection = {}) {
  for (auto next = elements.begin(); next != elements.end(); ++next) {
    auto const place =
        std::ranges::upper_bound(elements.begin(), next, std::invoke(projection, *next), less, projection);
    std::rotate(place, next, std::next(next));
  }
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/core/insertion_sort.hpp

// ---- vidimus/core/json.hpp
#ifndef VIDIMUS_SINGLE_core_json_hpp
#define VIDIMUS_SINGLE_core_json_hpp
// Failures and checks as JSON text (RFC 8259), for logs. Writing only.

namespace vidimus {

/// A JSON string: quotes, backslashes and control characters escaped; other bytes as they are (names are UTF-8 here).
[[nodiscard]] inline auto json_string(std::string_view text) -> std::string {
  std::string out = "\"";
  for (char const c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += escaped;
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// Builds one JSON object, member by member.
class JsonObject {
 public:
  auto text(std::string_view name, std::string_view value) -> JsonObject& { return raw(name, json_string(value)); }
  auto number(std::string_view name, std::int64_t value) -> JsonObject& { return raw(name, std::to_string(value)); }
  auto flag(std::string_view name, bool value) -> JsonObject& { return raw(name, value ? "true" : "false"); }
  /// `json` is JSON already.
  auto raw(std::string_view name, std::string_view json) -> JsonObject& {
    out_ += (out_.size() == 1 ? "" : ",") + json_string(name) + ':' + std::string{json};
    return *this;
  }
  [[nodiscard]] auto str() const -> std::string { return out_ + '}'; }

 private:
  std::string out_ = "{";
};

namespace detail {
template <class T, class Write>
[[nodiscard]] auto json_array(std::span<T> values, Write write) -> std::string {
  std::string out = "[";
  for (auto const& value : values) out += (out.size() == 1 ? "" : ",") + write(value);
  return out + ']';
}
}  // namespace detail

/// As JSON, in one line, with the names that `Check`, `Finding` and `Failure` have for their members.
[[nodiscard]] inline auto json_of(Finding const& finding) -> std::string {
  auto const& row = row_of(finding.code);
  JsonObject object;
  object.text("code", row.name).text("severity", finding.severity == Severity::warning ? "warning" : "error");
  if (finding.depth) object.number("depth", static_cast<std::int64_t>(*finding.depth));
  if (!finding.subject.empty()) object.text("subject", finding.subject);
  return object.text("clause", row.clause).text("text", explain(finding)).str();
}

[[nodiscard]] inline auto json_of(Check const& check) -> std::string {
  JsonObject object;
  object.number("step", static_cast<std::int64_t>(check.step)).text("stage", name_of(check.stage));
  object.text("outcome", name_of(check.outcome)).text("what", check.what).text("input", check.input);
  object.number("nanoseconds", check.took.count());
  if (!check.because.empty()) object.text("because", check.because);
  if (check.finding) object.raw("finding", json_of(*check.finding));
  return object.str();
}

[[nodiscard]] inline auto json_of(std::span<Check const> checks) -> std::string {
  return detail::json_array(checks, [](Check const& check) { return json_of(check); });
}

[[nodiscard]] inline auto json_of(CertificateLabel const& label) -> std::string {
  JsonObject object;
  object.text("subject", label.subject).text("issuer", label.issuer);
  return object.text("serial_number", label.serial_number).str();
}

[[nodiscard]] inline auto json_of(TriedPath const& path) -> std::string {
  JsonObject object;
  object.raw("certificates", detail::json_array(std::span{path.certificates},
                                                [](CertificateLabel const& label) { return json_of(label); }));
  return object.flag("reaches_anchor", path.reaches_anchor).raw("finding", json_of(path.finding)).str();
}

[[nodiscard]] inline auto json_of(std::span<TriedPath const> paths) -> std::string {
  return detail::json_array(paths, [](TriedPath const& path) { return json_of(path); });
}

/// `{"outcome":"refused","code":…,"stage":…,"transient":…,"alert_sent":…,"findings":[…],"paths_tried":[…],"checks":[…]}`
[[nodiscard]] inline auto json_of(Failure const& failure) -> std::string {
  JsonObject object;
  object.text("outcome", "refused").text("code", name_of(failure.code())).text("stage", name_of(failure.stage()));
  object.flag("transient", failure.is_transient());
  if (auto const alert = failure.alert_sent()) object.text("alert_sent", to_text(*alert));
  if (auto const alert = failure.alert_received()) object.text("alert_received", to_text(*alert));
  object.raw("findings",
             detail::json_array(failure.findings(), [](Finding const& finding) { return json_of(finding); }));
  if (!failure.tried().empty()) object.raw("paths_tried", json_of(failure.tried()));
  return object.raw("checks", json_of(failure.checks())).str();
}

}  // namespace vidimus
#endif
// ---- end of vidimus/core/json.hpp

// ---- vidimus/core/key_limits.hpp
#ifndef VIDIMUS_SINGLE_core_key_limits_hpp
#define VIDIMUS_SINGLE_core_key_limits_hpp
// How far a channel's keys have been used, and when it renews them.

namespace vidimus {

/// How far a key has been used: in `channel.status()`.
struct KeyUse {
  std::uint64_t generation = 0;  ///< updates since the handshake
  std::uint64_t records = 0;     ///< protected by this generation
  std::uint64_t octets = 0;      ///< of application data, by this generation
};

/// What a channel has done with its keys.
struct ChannelStatus {
  KeyUse sending;
  KeyUse receiving;  ///< its `records` are 0 under TLS 1.2, whose records the TLS library keeps to itself
};

/// When a channel renews its keys; zero: never for that reason.
struct KeyLimits {
  std::uint64_t octets = 0;   ///< of application data, sent and received together
  std::uint64_t records = 0;  ///< of one direction
  std::chrono::seconds age{0};
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/key_limits.hpp

// ---- vidimus/core/key_log.hpp
#ifndef VIDIMUS_SINGLE_core_key_log_hpp
#define VIDIMUS_SINGLE_core_key_log_hpp
// Writing down a channel's secrets, so that Wireshark can read what was recorded of it: a policy, and a danger. Whoever has
// the log reads everything that those channels carried.

namespace vidimus {

/// `is_logging` false: nothing is ever handed out. `log` is called on the thread of the handshake, from any thread.
template <class P>
concept KeyLogPolicy = HasRole<P, role::key_log> && requires(P const& policy, std::string_view line) {
  { P::is_logging } -> std::convertible_to<bool>;
  { policy.log(line) } -> std::same_as<void>;
};

/// The default.
struct NoKeyLog {
  using role = vidimus::role::key_log;
  static constexpr bool is_logging = false;
  void log(std::string_view) const {}
};

namespace danger {
/// Hands each line of the NSS key log format, without its line end, to `sink(line)`: a callable that is const and safe to
/// call from several threads.
template <class Sink>
struct KeyLog {
  static_assert(std::invocable<Sink const&, std::string_view>,
                "vidimus: a key log's sink is called with a std::string_view: one line, without its end");
  using role = vidimus::role::key_log;
  static constexpr bool is_logging = true;
  [[no_unique_address]] Sink sink;
  void log(std::string_view line) const { sink(line); }
};
template <class Sink>
KeyLog(Sink) -> KeyLog<Sink>;
}  // namespace danger

namespace detail {
/// `CLIENT_TRAFFIC_SECRET_0 <client_random> <secret>`.
[[nodiscard]] inline auto key_log_line(std::string_view label, ByteView client_random, ByteView secret) -> std::string {
  return std::string{label} + ' ' + to_hex(client_random) + ' ' + to_hex(secret);
}
}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/core/key_log.hpp

// ---- vidimus/core/mapped_file.hpp
#ifndef VIDIMUS_SINGLE_core_mapped_file_hpp
#define VIDIMUS_SINGLE_core_mapped_file_hpp
// A file's bytes where they are: mapped into memory, not copied. And what tells that a file is still the one that was read.
// POSIX only for now.

namespace vidimus {

/// Which file it is and when it was last changed. Two that are equal are the same file, unchanged.
struct FileIdentity {
  std::uint64_t device = 0, number = 0, size = 0;
  std::int64_t modified = 0, changed = 0;  ///< nanoseconds

  friend auto operator==(FileIdentity const&, FileIdentity const&) -> bool = default;
};

namespace detail {

[[nodiscard]] inline auto nanoseconds_of(::timespec const& time) -> std::int64_t {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}
[[nodiscard]] inline auto identity_of(struct ::stat const& status) -> FileIdentity {
  return {static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino),
          static_cast<std::uint64_t>(status.st_size), nanoseconds_of(status.st_mtim), nanoseconds_of(status.st_ctim)};
}

/// A descriptor that closes itself.
class OpenFile {
 public:
  explicit OpenFile(std::string const& path) : descriptor_{::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {}
  OpenFile(OpenFile const&) = delete;
  auto operator=(OpenFile const&) -> OpenFile& = delete;
  ~OpenFile() {
    if (is_open()) (void)::close(descriptor_);
  }
  [[nodiscard]] auto is_open() const -> bool { return descriptor_ >= 0; }
  [[nodiscard]] auto descriptor() const -> int { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace detail

/// Errors: `file_unreadable`.
[[nodiscard]] inline auto file_identity(std::string const& path) -> Result<FileIdentity> {
  struct ::stat status{};
  if (::stat(path.c_str(), &status) != 0) return detail::unreadable(path, errno);
  return detail::identity_of(status);
}

/// Immutable as long as nobody writes to the file; one that is replaced by another of its name (renamed onto it) stays as it
/// was. A file that is shortened in place ends the program that looks at what is gone (SIGBUS).
class MappedFile {
 public:
  /// Errors: `file_unreadable` with the operating system's reason, `file_too_large` beyond `limit` octets; both name the
  /// file.
  [[nodiscard]] static auto open(std::string const& path, std::size_t limit)
      -> Result<std::shared_ptr<MappedFile const>> {
    detail::OpenFile const file{path};
    struct ::stat status{};
    if (!file.is_open() || ::fstat(file.descriptor(), &status) != 0) return detail::unreadable(path, errno);
    if (!S_ISREG(status.st_mode)) return detail::unreadable(path, EINVAL);
    auto const size = static_cast<std::uint64_t>(status.st_size);
    if (size > limit) return refuse(Finding{Errc::file_too_large, OverLimit{"octets", limit, size}, {}, path});
    void* const start = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
    if (start == MAP_FAILED) return detail::unreadable(path, errno);
    return std::shared_ptr<MappedFile const>{new MappedFile{start, size}};
  }
  MappedFile(MappedFile const&) = delete;
  auto operator=(MappedFile const&) -> MappedFile& = delete;
  ~MappedFile() {
    if (start_ != nullptr) (void)::munmap(start_, size_);
  }

  [[nodiscard]] auto bytes() const -> ByteView { return {static_cast<std::byte const*>(start_), size_}; }

 private:
  MappedFile(void* start, std::size_t size) : start_{start}, size_{size} {}

  void* start_;
  std::size_t size_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/mapped_file.hpp

// ---- vidimus/core/observer.hpp
#ifndef VIDIMUS_SINGLE_core_observer_hpp
#define VIDIMUS_SINGLE_core_observer_hpp
// Who hears of each check while it happens. A policy; the default hears nothing and costs nothing.

namespace vidimus {

/// Told of every check of every handshake, in order, on the thread that performs it; must be callable from several threads.
template <class P>
concept Observer = HasRole<P, role::observer> && requires(P const& observer, Check const& check) {
  { observer.observe(check) } -> std::same_as<void>;
};

/// The default.
struct NoObserver {
  using role = vidimus::role::observer;
  void observe(Check const&) const {}
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/observer.hpp

// ---- vidimus/core/padding.hpp
#ifndef VIDIMUS_SINGLE_core_padding_hpp
#define VIDIMUS_SINGLE_core_padding_hpp
// How long records are made to look (RFC 8446, 5.4): a policy. A record shows its length to whoever watches; zeros behind
// its content hide how much of that was said.

namespace vidimus {

/// `P::padded(content, most)`: how many octets content and zeros have together, between `content` and `most`. What lies
/// outside is taken for the nearer bound.
template <class P>
concept PaddingPolicy = HasRole<P, role::padding> && requires(std::size_t octets) {
  { P::padded(octets, octets) } -> std::same_as<std::size_t>;
};

/// The default.
struct NoPadding {
  using role = vidimus::role::padding;
  [[nodiscard]] static constexpr auto padded(std::size_t content, std::size_t) -> std::size_t { return content; }
};

/// When to use: messages of few different lengths, which a watcher should not tell apart. `Multiple`: 256, for example.
template <std::size_t Multiple>
struct PadToMultipleOf {
  static_assert(Multiple != 0 && Multiple <= 16384, "vidimus: a record holds 1 to 16384 octets");
  using role = vidimus::role::padding;
  [[nodiscard]] static constexpr auto padded(std::size_t content, std::size_t most) -> std::size_t {
    return (std::min)((content + Multiple - 1) / Multiple * Multiple, most);
  }
};

/// Every record as long as a record can be. When to use: where nothing may show but how many records there are.
struct PadToFull {
  using role = vidimus::role::padding;
  [[nodiscard]] static constexpr auto padded(std::size_t, std::size_t most) -> std::size_t { return most; }
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/padding.hpp

// ---- vidimus/core/proven_edges.hpp
#ifndef VIDIMUS_SINGLE_core_proven_edges_hpp
#define VIDIMUS_SINGLE_core_proven_edges_hpp
// Signatures that the TLS library has verified already while it received the peer's certificates, so that nobody verifies
// them twice. An edge says that one presented certificate's signature was made by another's key, and nothing more: whether
// the algorithm, the key and the issuer are permitted is the Validator's to decide.

namespace vidimus {

/// Positions in the peer's chain as it was presented.
struct ProvenEdge {
  std::size_t child, parent;
  friend auto operator==(ProvenEdge const&, ProvenEdge const&) -> bool = default;
};

/// A set of edges, from one handshake.
class ProvenEdges {
 public:
  void add(ProvenEdge edge) { edges_.push_back(edge); }
  [[nodiscard]] auto contains(ProvenEdge edge) const -> bool { return std::ranges::count(edges_, edge) != 0; }
  [[nodiscard]] auto size() const -> std::size_t { return edges_.size(); }

 private:
  std::vector<ProvenEdge> edges_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/proven_edges.hpp

// ---- vidimus/core/record_aead.hpp
#ifndef VIDIMUS_SINGLE_core_record_aead_hpp
#define VIDIMUS_SINGLE_core_record_aead_hpp
// Which library protects the records of a TLS 1.3 channel: a policy. The keys come from the handshake, which is mbedTLS's in
// any case.

namespace vidimus {

template <class P>
concept RecordAeadPolicy = HasRole<P, role::record_aead> && Aead<typename P::aead>;

/// `RecordAead<aead::Mbedtls>` (the default), `RecordAead<aead::Psa>`, or `RecordAead<aead::Libcrypto>` from
/// <vidimus/adapters/libcrypto.hpp>. Under TLS 1.2 records are mbedTLS's own, so an endpoint that names another one and may
/// negotiate TLS 1.2 does not start.
template <class A>
struct RecordAead {
  using role = vidimus::role::record_aead;
  using aead = A;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/record_aead.hpp

// ---- vidimus/core/revocation_status.hpp
#ifndef VIDIMUS_SINGLE_core_revocation_status_hpp
#define VIDIMUS_SINGLE_core_revocation_status_hpp
// The revocation status of one certificate: good, revoked or unknown (RFC 6960, 2.2). It has no default and no conversion
// from bool, since a bool cannot say `unknown`; unknown is refused unless a policy says otherwise in its type.

namespace vidimus {

/// Who was asked and what it said.
struct SourceAnswer {
  Step step;           ///< check_ocsp or check_crl
  std::string source;  ///< "CRL 4711 of CN=Acme Root"
  Outcome outcome;
  std::optional<Finding> finding{};
};

/// What a RevocationChecker says of one certificate: made by `good`, `revoked` or `unknown`, and with everybody who was asked.
class [[nodiscard]] RevocationStatus {
 public:
  enum class State : unsigned char { good, unknown, revoked };  // ascending: the worst of several is their maximum

  static auto good(SourceAnswer answer) -> RevocationStatus { return {State::good, std::nullopt, std::move(answer)}; }
  static auto revoked(Finding finding, SourceAnswer answer) -> RevocationStatus {
    return {State::revoked, std::move(finding), std::move(answer)};
  }
  static auto unknown(Finding finding, SourceAnswer answer) -> RevocationStatus {
    return {State::unknown, std::move(finding), std::move(answer)};
  }

  [[nodiscard]] auto state() const -> State { return state_; }
  [[nodiscard]] auto is_good() const -> bool { return state_ == State::good; }
  [[nodiscard]] auto is_revoked() const -> bool { return state_ == State::revoked; }
  [[nodiscard]] auto is_unknown() const -> bool { return state_ == State::unknown; }
  /// Why it is not good; only where it is not.
  [[nodiscard]] auto finding() const -> Finding const& { return *finding_; }
  /// Everyone who was asked, in order.
  [[nodiscard]] auto answers() const -> std::vector<SourceAnswer> const& { return answers_; }

  /// Revoked before unknown before good; every answer is kept.
  [[nodiscard]] static auto worst_of(RevocationStatus first, RevocationStatus second) -> RevocationStatus {
    auto& worse = second.state_ > first.state_ ? second : first;
    auto answers = std::move(first.answers_);
    for (auto& answer : second.answers_) answers.push_back(std::move(answer));
    auto result = std::move(worse);
    result.answers_ = std::move(answers);
    return result;
  }

 private:
  RevocationStatus(State state, std::optional<Finding> finding, SourceAnswer answer)
      : state_{state}, finding_{std::move(finding)} {
    answers_.push_back(std::move(answer));
  }

  State state_;
  std::optional<Finding> finding_;
  std::vector<SourceAnswer> answers_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/revocation_status.hpp

// ---- vidimus/core/secret_key_reset.hpp
#ifndef VIDIMUS_SINGLE_core_secret_key_reset_hpp
#define VIDIMUS_SINGLE_core_secret_key_reset_hpp
// When a channel takes new session keys: a policy. It is IBM MQ's secret key reset (SSLRKEYC): "bytes sent and received".
// Under TLS 1.3 the keys are updated in place (RFC 8446, 4.6.3). Under TLS 1.2 they cannot be: the channel ends with
// `secret_key_reset_due` and close_notify, and the program connects again; a type that may negotiate TLS 1.2 says so by
// `ReconnectUnderTls12`.
//
//   SecretKeyReset<Bytes<64 << 20>, Every<3600>>      SecretKeyReset<Bytes<64 << 20>, ReconnectUnderTls12>

namespace vidimus {

/// Application data of both directions since the last reset. IBM MQ raises anything below 32 KB to that; here it does not
/// compile.
template <std::uint64_t Octets>
struct Bytes {
  static constexpr void limit(KeyLimits& limits) {
    static_assert(Octets >= 32768, "vidimus: a secret key reset needs at least 32 KB between two (IBM MQ, SSLRKEYC)");
    limits.octets = Octets;
  }
};

/// Records of one direction.
template <std::uint64_t Count>
struct Records {
  static constexpr void limit(KeyLimits& limits) {
    static_assert(Count >= 2, "vidimus: a secret key reset needs at least two records between two");
    limits.records = Count;
  }
};

/// Seconds since the keys came into use, looked at when something is written.
template <std::int64_t Seconds>
struct Every {
  static constexpr void limit(KeyLimits& limits) {
    static_assert(Seconds >= 1, "vidimus: a secret key reset needs at least a second between two");
    limits.age = std::chrono::seconds{Seconds};
  }
};

/// Accepts that TLS 1.2 has no key update: its channels end when the reset is due.
struct ReconnectUnderTls12 {
  static constexpr void limit(KeyLimits&) {}
};

/// Beside these limits, keys are always renewed before their AEAD's (RFC 8446, 5.5).
template <class P>
concept SecretKeyResetPolicy = HasRole<P, role::secret_key_reset> && requires {
  { P::limits() } -> std::same_as<KeyLimits>;
  { P::reconnects_under_tls12 } -> std::convertible_to<bool>;
};

/// The policy, of the limits above; without one, keys are renewed only before an algorithm's own limit.
template <class... Limits>
struct SecretKeyReset {
  using role = vidimus::role::secret_key_reset;
  static constexpr bool reconnects_under_tls12 = (std::same_as<Limits, ReconnectUnderTls12> || ...);
  [[nodiscard]] static constexpr auto limits() -> KeyLimits {
    static_assert(sizeof...(Limits) != 0, "vidimus: SecretKeyReset needs Bytes<…>, Records<…> or Every<…>");
    KeyLimits all;
    (Limits::limit(all), ...);
    return all;
  }
};

/// The default: keys are renewed only before their AEAD's limits.
struct NoSecretKeyReset {
  using role = vidimus::role::secret_key_reset;
  static constexpr bool reconnects_under_tls12 = true;  // there is nothing to reset
  [[nodiscard]] static constexpr auto limits() -> KeyLimits { return {}; }
};

}  // namespace vidimus
#endif
// ---- end of vidimus/core/secret_key_reset.hpp

// ---- vidimus/core/slots.hpp
#ifndef VIDIMUS_SINGLE_core_slots_hpp
#define VIDIMUS_SINGLE_core_slots_hpp
// Policies side by side: empty ones take no bytes. (Two of one type take a byte each: C++ gives every object of a type an
// address of its own.)

namespace vidimus::detail {

template <std::size_t Index, class P>
struct Slot {
  [[no_unique_address]] P policy;
};

template <class Indices, class... Ps>
struct SlotBases;

template <std::size_t... Indices, class... Ps>
struct SlotBases<std::index_sequence<Indices...>, Ps...> : Slot<Indices, Ps>... {
  constexpr SlotBases() = default;
  explicit constexpr SlotBases(std::in_place_t, Ps... policies) : Slot<Indices, Ps>{std::move(policies)}... {}
};

template <class... Ps>
using Slots = SlotBases<std::index_sequence_for<Ps...>, Ps...>;

/// The policy at a position.
template <std::size_t Index, class P>
[[nodiscard]] constexpr auto slot(Slot<Index, P> const& at) -> P const& {
  return at.policy;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/core/slots.hpp

// ---- vidimus/core/threading.hpp
#ifndef VIDIMUS_SINGLE_core_threading_hpp
#define VIDIMUS_SINGLE_core_threading_hpp
// Whether an endpoint may be used from several threads. It may, and a TLS library that was built without threading is
// refused at start; the exception says so in the channel's type.

namespace vidimus {

template <class P>
concept ThreadingPolicy = HasRole<P, role::threading> && requires {
  { P::is_single_threaded } -> std::convertible_to<bool>;
};

/// The default: an mbedTLS that was built without threading is refused at start.
struct MultiThreaded {
  using role = vidimus::role::threading;
  static constexpr bool is_single_threaded = false;
};

namespace danger {
/// The program vouches that one thread alone, of the whole process, uses the TLS library and its cryptography.
struct SingleThreaded {
  using role = vidimus::role::threading;
  static constexpr bool is_single_threaded = true;
};
}  // namespace danger

}  // namespace vidimus
#endif
// ---- end of vidimus/core/threading.hpp

// ---- vidimus/core/url_scheme.hpp
#ifndef VIDIMUS_SINGLE_core_url_scheme_hpp
#define VIDIMUS_SINGLE_core_url_scheme_hpp
// Whether a location is one that is asked for, before anything else is read of it.

namespace vidimus::detail {

/// `scheme` in small letters; its letters may be of either case in the URL (RFC 3986, 3.1).
[[nodiscard]] constexpr auto has_scheme_and_host(std::string_view url, std::string_view scheme) -> bool {
  constexpr std::string_view after = "://";
  constexpr auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return url.size() > scheme.size() + after.size() && url.substr(scheme.size(), after.size()) == after &&
         std::ranges::equal(url.substr(0, scheme.size()), scheme, {}, lower);
}

[[nodiscard]] constexpr auto is_http(std::string_view url) -> bool { return has_scheme_and_host(url, "http"); }

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/core/url_scheme.hpp

// ---- vidimus/crypto/algorithm.hpp
#ifndef VIDIMUS_SINGLE_crypto_algorithm_hpp
#define VIDIMUS_SINGLE_crypto_algorithm_hpp
// The algorithms that vidimus verifies, as plain values. A policy can name them without the TLS library's headers.

namespace vidimus {

/// The hashes that a signature may be made over. SHA-1 is not one of them: see `sha1_identifier`.
enum class HashAlgorithm : std::uint8_t { sha256, sha384, sha512 };

/// The public keys that are understood: RSA of any size up to 4096 bits, and ECDSA on three curves.
enum class KeyKind : std::uint8_t { rsa, ec_p256, ec_p384, ec_p521 };

/// How a signature was made.
struct SignatureAlgorithm {
  enum class Scheme : std::uint8_t { rsa_pkcs1, rsa_pss, ecdsa };
  Scheme scheme;
  HashAlgorithm hash;
  unsigned salt_octets = 0;  ///< of RSASSA-PSS: always the hash's length; 0 otherwise
  friend auto operator==(SignatureAlgorithm const&, SignatureAlgorithm const&) -> bool = default;
};

/// What is known of a public key besides the key.
struct PublicKeyInfo {
  KeyKind kind;
  unsigned bits;  ///< of the RSA modulus, or of the curve
  friend auto operator==(PublicKeyInfo const&, PublicKeyInfo const&) -> bool = default;
};

/// Octets of a digest, and the name of the hash.
[[nodiscard]] constexpr auto octets_of(HashAlgorithm hash) -> unsigned {
  return hash == HashAlgorithm::sha256 ? 32U : hash == HashAlgorithm::sha384 ? 48U : 64U;
}
[[nodiscard]] constexpr auto name_of(HashAlgorithm hash) -> char const* {
  return hash == HashAlgorithm::sha256 ? "SHA-256" : hash == HashAlgorithm::sha384 ? "SHA-384" : "SHA-512";
}

/// `RSA PKCS#1 v1.5`, `RSA-PSS` or `ECDSA`.
[[nodiscard]] constexpr auto name_of(SignatureAlgorithm::Scheme scheme) -> char const* {
  switch (scheme) {
    case SignatureAlgorithm::Scheme::rsa_pkcs1: return "RSA PKCS#1 v1.5";
    case SignatureAlgorithm::Scheme::rsa_pss: return "RSA-PSS";
    case SignatureAlgorithm::Scheme::ecdsa: return "ECDSA";
  }
  return "";
}

/// Whether it is a key on a curve.
[[nodiscard]] constexpr auto is_elliptic(KeyKind kind) -> bool { return kind != KeyKind::rsa; }

/// Bits of a curve's coordinates; 0 for RSA, whose size is its key's own.
[[nodiscard]] constexpr auto curve_bits(KeyKind kind) -> unsigned {
  switch (kind) {
    case KeyKind::rsa: return 0;
    case KeyKind::ec_p256: return 256;
    case KeyKind::ec_p384: return 384;
    case KeyKind::ec_p521: return 521;
  }
  return 0;
}

/// Whether a key of this kind can have made such a signature.
[[nodiscard]] constexpr auto fits(SignatureAlgorithm algorithm, KeyKind kind) -> bool {
  return (algorithm.scheme == SignatureAlgorithm::Scheme::ecdsa) == is_elliptic(kind);
}

/// `ECDSA with SHA-256`.
[[nodiscard]] inline auto to_text(SignatureAlgorithm algorithm) -> std::string {
  return std::string{name_of(algorithm.scheme)} + " with " + name_of(algorithm.hash);
}

/// `RSA 2048`, `EC P-256`.
[[nodiscard]] inline auto to_text(PublicKeyInfo key) -> std::string {
  return (is_elliptic(key.kind) ? "EC P-" : "RSA ") + std::to_string(key.bits);
}

}  // namespace vidimus
#endif
// ---- end of vidimus/crypto/algorithm.hpp

// ---- vidimus/der/error.hpp
#ifndef VIDIMUS_SINGLE_der_error_hpp
#define VIDIMUS_SINGLE_der_error_hpp
// What the DER reader says when it refuses: the rule that was broken and where. Two words, no allocation, so that reading
// works in a constant expression. Who knows which field was being read turns it into a `Failure`.

namespace vidimus::der {

struct DerError {
  Errc rule;           ///< Errc::der_…, or extension_malformed where the encoding is right and the value is not
  std::size_t offset;  ///< in octets, from the start of the outermost encoding
  friend constexpr auto operator==(DerError const&, DerError const&) -> bool = default;
};

/// A refusal on its way out of a function: `return refuse(Errc::der_bad_oid, element.offset);`
struct DerRefusal {
  DerError error;
};
[[nodiscard]] constexpr auto refuse(Errc rule, std::size_t offset) -> DerRefusal { return {{rule, offset}}; }
/// Hands on an error.
[[nodiscard]] constexpr auto refuse(DerError error) -> DerRefusal { return {error}; }

/// What was read, or why not: the part of tl::expected's interface that reading needs. Every field of every encoding has a
/// type of its own here, and this class costs the compiler a tenth of what tl::expected costs for each.
template <class T>
class [[nodiscard]] DerResult {
 public:
  constexpr DerResult(T value) : value_{value}, has_value_{true} {}
  constexpr DerResult(DerRefusal refusal) : error_{refusal.error} {}

  [[nodiscard]] constexpr auto has_value() const -> bool { return has_value_; }
  constexpr explicit operator bool() const { return has_value_; }
  /// Only of something that was read.
  [[nodiscard]] constexpr auto operator*() const -> T const& { return value_; }
  [[nodiscard]] constexpr auto operator*() -> T& { return value_; }
  [[nodiscard]] constexpr auto operator->() const -> T const* { return &value_; }
  [[nodiscard]] constexpr auto operator->() -> T* { return &value_; }
  [[nodiscard]] constexpr auto value() const -> T const& { return value_; }
  [[nodiscard]] constexpr auto value_or(T other) const -> T { return has_value_ ? value_ : other; }
  /// Only of a refusal.
  [[nodiscard]] constexpr auto error() const -> DerError { return error_; }

  /// Whether this was read.
  friend constexpr auto operator==(DerResult const& result, T const& value) -> bool
    requires requires { value == value; }
  {
    return result.has_value_ && result.value_ == value;
  }

 private:
  T value_{};
  DerError error_{};
  bool has_value_ = false;
};

/// Read, with nothing to give; or why not.
template <>
class [[nodiscard]] DerResult<void> {
 public:
  constexpr DerResult() : has_value_{true} {}
  constexpr DerResult(DerRefusal refusal) : error_{refusal.error} {}

  [[nodiscard]] constexpr auto has_value() const -> bool { return has_value_; }
  constexpr explicit operator bool() const { return has_value_; }
  [[nodiscard]] constexpr auto error() const -> DerError { return error_; }

 private:
  DerError error_{};
  bool has_value_ = false;
};

}  // namespace vidimus::der
#endif
// ---- end of vidimus/der/error.hpp

// ---- vidimus/der/tag.hpp
#ifndef VIDIMUS_SINGLE_der_tag_hpp
#define VIDIMUS_SINGLE_der_tag_hpp
// Identifier octets (X.690, 8.1.2): class, primitive or constructed, and number, as they stand in the encoding. Numbers
// above 30 need several octets, occur in nothing that is read here and are refused.

namespace vidimus::der {

/// The whole identifier octet, so that comparing tags compares class and form too.
enum class Tag : std::uint8_t {
  boolean = 0x01,
  integer = 0x02,
  bit_string = 0x03,
  octet_string = 0x04,
  null = 0x05,
  object_identifier = 0x06,
  enumerated = 0x0a,
  utf8_string = 0x0c,
  numeric_string = 0x12,
  printable_string = 0x13,
  teletex_string = 0x14,
  ia5_string = 0x16,
  utc_time = 0x17,
  generalized_time = 0x18,
  visible_string = 0x1a,
  universal_string = 0x1c,
  bmp_string = 0x1e,
  sequence = 0x30,
  set = 0x31,
};

/// Whether the contents are elements or a value.
enum class Form : std::uint8_t { primitive = 0x00, constructed = 0x20 };

/// `[number]`. IMPLICIT keeps the form of what it replaces, EXPLICIT is constructed. `number` is at most 30.
[[nodiscard]] constexpr auto context(unsigned number, Form form = Form::constructed) -> Tag {
  return static_cast<Tag>(0x80U | static_cast<unsigned>(form) | number);
}

/// The identifier octet, and its parts.
[[nodiscard]] constexpr auto octet_of(Tag tag) -> unsigned { return static_cast<unsigned>(tag); }
[[nodiscard]] constexpr auto is_constructed(Tag tag) -> bool { return (octet_of(tag) & 0x20U) != 0; }
[[nodiscard]] constexpr auto is_universal(Tag tag) -> bool { return (octet_of(tag) & 0xc0U) == 0; }
[[nodiscard]] constexpr auto number_of(Tag tag) -> unsigned { return octet_of(tag) & 0x1fU; }

static_assert(context(0) == Tag{0xa0} && context(2, Form::primitive) == Tag{0x82});

}  // namespace vidimus::der
#endif
// ---- end of vidimus/der/tag.hpp

// ---- vidimus/der/reader.hpp
#ifndef VIDIMUS_SINGLE_der_reader_hpp
#define VIDIMUS_SINGLE_der_reader_hpp
// A strict reader of DER (X.690) over bytes that somebody else owns. It copies nothing, allocates nothing, never reads past
// its view and works in constant expressions.
//
// What is guaranteed of every element that it returns: one identifier octet, a definite length in its shortest form, all
// contents present, and the form (primitive or constructed) that DER requires of a universal type. What an element
// contains is the business of the functions that read values: `read_boolean`, `read_integer`, …

namespace vidimus::der {

/// One element: identifier, length, contents. The views are good as long as the bytes that were read.
struct Element {
  Tag tag;
  ByteView contents;
  ByteView full;       ///< identifier and length too
  std::size_t offset;  ///< of `full`, from the start of the outermost encoding

  [[nodiscard]] constexpr auto contents_offset() const -> std::size_t {
    return offset + (full.size() - contents.size());
  }
};

/// The same view, put together from its words: GCC 12 copies a view as one vector of two words, for which the processor
/// waits until two words that were just written have reached the cache.
[[nodiscard, gnu::always_inline]] constexpr auto by_words(ByteView view) -> ByteView {
  return {view.data(), view.size()};
}

/// Reads elements one after another from bytes that somebody else owns and keeps as long as what was read.
class Reader {
 public:
  constexpr Reader() = default;
  /// `base_offset` is where `bytes` starts in the outermost encoding: errors count from there.
  constexpr explicit Reader(ByteView bytes, std::size_t base_offset = 0)
      : next_{bytes.data()}, end_{bytes.data() + bytes.size()}, end_offset_{base_offset + bytes.size()} {}
  /// Of the elements inside a constructed one.
  constexpr explicit Reader(Element const& outer) : Reader{outer.contents, outer.contents_offset()} {}

  [[nodiscard]] constexpr auto is_at_end() const -> bool { return next_ == end_; }
  /// Of the next octet, from the start of the outermost encoding.
  [[nodiscard]] constexpr auto offset() const -> std::size_t { return end_offset_ - size(); }
  [[nodiscard]] constexpr auto rest() const -> ByteView { return {next_, size()}; }
  /// The next element's identifier; empty at the end.
  [[nodiscard]] constexpr auto peek_tag() const -> std::optional<Tag> {
    if (is_at_end()) return std::nullopt;
    return next_tag();
  }
  [[nodiscard]] constexpr auto is_next(Tag tag) const -> bool { return !is_at_end() && next_tag() == tag; }

  /// The next element, whatever its type.
  [[nodiscard, gnu::always_inline]] constexpr auto read_any() -> DerResult<Element>;
  /// The next element, which must have this identifier.
  [[nodiscard, gnu::always_inline]] constexpr auto read(Tag tag) -> DerResult<Element>;
  /// The next element if it has this identifier.
  [[nodiscard]] constexpr auto read_optional(Tag tag) -> DerResult<std::optional<Element>>;
  /// A reader of the elements inside the next element, which must have this identifier.
  [[nodiscard, gnu::always_inline]] constexpr auto read_nested(Tag tag) -> DerResult<Reader>;
  /// As `read_nested`, and at least one element is required: SIZE (1..MAX).
  [[nodiscard, gnu::always_inline]] constexpr auto read_nested_non_empty(Tag tag) -> DerResult<Reader>;
  /// That nothing follows.
  [[nodiscard, gnu::always_inline]] constexpr auto finish() const -> DerResult<void>;

 private:
  struct Header {
    std::size_t octets;  // of identifier and length
    std::size_t length;  // of the contents
  };
  [[nodiscard]] constexpr auto size() const -> std::size_t { return static_cast<std::size_t>(end_ - next_); }
  [[nodiscard]] constexpr auto next_tag() const -> Tag { return static_cast<Tag>(*next_); }
  [[nodiscard, gnu::always_inline]] constexpr auto is_short() const -> bool;
  [[nodiscard, gnu::always_inline]] constexpr auto take(Header header) -> Element;
  [[nodiscard]] constexpr auto read_header() const -> DerResult<Header>;
  [[nodiscard]] constexpr auto read_long_length(std::size_t count) const -> DerResult<Header>;

  // Reading on changes one word, which matters: this is what a certificate is read with.
  std::byte const* next_ = nullptr;
  std::byte const* end_ = nullptr;
  std::size_t end_offset_ = 0;
};

/// The one element that `bytes` must be, nothing following.
[[nodiscard, gnu::always_inline]] constexpr auto read_only(ByteView bytes, Tag tag, std::size_t base_offset = 0)
    -> DerResult<Element>;
/// As `read_only`, for the elements inside.
[[nodiscard, gnu::always_inline]] constexpr auto read_only_nested(ByteView bytes, Tag tag, std::size_t base_offset = 0)
    -> DerResult<Reader>;

/// The next element, which must have this identifier, as the value that `decode` makes of it.
template <class Decode>
[[nodiscard, gnu::always_inline]] constexpr auto read_as(Reader& reader, Tag tag, Decode decode)
    -> decltype(decode(std::declval<Element>())) {
  auto const element = reader.read(tag);
  if (!element) return refuse(element.error());
  return decode(*element);
}

namespace detail {

/// X.690, 8.1.2, 10.2 and 11.1: of the universal types only EXTERNAL, EMBEDDED PDV, SEQUENCE, SET and CHARACTER STRING
/// are constructed in DER; number 0 is the end-of-contents mark of BER.
[[nodiscard]] constexpr auto has_der_form(Tag tag) -> bool {
  constexpr unsigned constructed = 1U << 8 | 1U << 11 | 1U << 16 | 1U << 17 | 1U << 29;
  if (!is_universal(tag)) return true;
  return number_of(tag) != 0 && ((constructed >> number_of(tag) & 1U) != 0) == is_constructed(tag);
}

}  // namespace detail

constexpr auto Reader::read_long_length(std::size_t count) const -> DerResult<Header> {
  if (count == 0) return refuse(Errc::der_indefinite_length, offset());
  if (count > 4) return refuse(Errc::der_length_too_large, offset());
  if (size() < 2 + count) return refuse(Errc::der_truncated, offset());
  std::size_t length = 0;
  for (auto const octet : rest().subspan(2, count)) length = length << 8U | std::to_integer<std::size_t>(octet);
  bool const fits_shorter = length < 0x80 || next_[2] == std::byte{0};
  if (fits_shorter) return refuse(Errc::der_non_minimal_length, offset());
  return Header{2 + count, length};
}

constexpr auto Reader::read_header() const -> DerResult<Header> {
  if (size() < 2) return refuse(Errc::der_truncated, offset());
  if (number_of(next_tag()) == 0x1f) return refuse(Errc::der_long_tag, offset());
  if (!detail::has_der_form(next_tag())) return refuse(Errc::der_unexpected_tag, offset());
  auto const first = std::to_integer<std::size_t>(next_[1]);
  auto const header = first < 0x80 ? DerResult<Header>{Header{2, first}} : read_long_length(first & 0x7fU);
  if (header && size() - (*header).octets < (*header).length) return refuse(Errc::der_truncated, offset());
  return header;
}

/// Nearly every element: well-formed and shorter than 128 octets. The compiler puts this case in its place.
constexpr auto Reader::is_short() const -> bool {
  if (size() < 2) return false;
  auto const length = std::to_integer<std::size_t>(next_[1]);
  return length < 0x80 && length <= size() - 2 && number_of(next_tag()) != 0x1f && detail::has_der_form(next_tag());
}

constexpr auto Reader::take(Header header) -> Element {
  auto const* const first = next_;
  auto const start = offset();
  next_ += header.octets + header.length;
  return {
      static_cast<Tag>(*first), {first + header.octets, header.length}, {first, header.octets + header.length}, start};
}

// Both cases meet in two numbers: so the element itself need not be put into memory.
constexpr auto Reader::read_any() -> DerResult<Element> {
  std::size_t octets = 2, length = 0;
  if (is_short()) {
    length = std::to_integer<std::size_t>(next_[1]);
  } else {
    auto const header = read_header();
    if (!header) return refuse(header.error());
    octets = (*header).octets;
    length = (*header).length;
  }
  return take({octets, length});
}

constexpr auto Reader::read(Tag tag) -> DerResult<Element> {
  if (is_next(tag)) return read_any();
  if (is_at_end()) return refuse(Errc::der_truncated, offset());
  return refuse(number_of(next_tag()) == 0x1f ? Errc::der_long_tag : Errc::der_unexpected_tag, offset());
}

constexpr auto Reader::read_optional(Tag tag) -> DerResult<std::optional<Element>> {
  if (!is_next(tag)) return std::optional<Element>{};
  auto const element = read_any();
  if (!element) return refuse(element.error());
  return std::optional<Element>{*element};
}

constexpr auto Reader::read_nested(Tag tag) -> DerResult<Reader> {
  auto const element = read(tag);
  if (!element) return refuse(element.error());
  return Reader{*element};
}

constexpr auto Reader::read_nested_non_empty(Tag tag) -> DerResult<Reader> {
  auto const element = read(tag);
  if (!element) return refuse(element.error());
  if ((*element).contents.empty()) return refuse(Errc::der_empty, (*element).offset);
  return Reader{*element};
}

constexpr auto Reader::finish() const -> DerResult<void> {
  if (!is_at_end()) return refuse(Errc::der_trailing_data, offset());
  return {};
}

constexpr auto read_only(ByteView bytes, Tag tag, std::size_t base_offset) -> DerResult<Element> {
  Reader reader{bytes, base_offset};
  auto const element = reader.read(tag);
  if (!element) return refuse(element.error());
  if (auto const end = reader.finish(); !end) return refuse(end.error());
  return *element;
}

constexpr auto read_only_nested(ByteView bytes, Tag tag, std::size_t base_offset) -> DerResult<Reader> {
  auto const element = read_only(bytes, tag, base_offset);
  if (!element) return refuse(element.error());
  return Reader{*element};
}

}  // namespace vidimus::der
#endif
// ---- end of vidimus/der/reader.hpp

// ---- vidimus/der/oid.hpp
#ifndef VIDIMUS_SINGLE_der_oid_hpp
#define VIDIMUS_SINGLE_der_oid_hpp
// Object identifiers (X.690, 8.19), compared as the octets that they are encoded in. Constants are written in dotted form
// and encoded by the compiler: `inline constexpr auto sha256 = der::make_oid<"2.16.840.1.101.3.4.2.1">();`

namespace vidimus::der {

/// A view of an object identifier's contents octets. From `read_oid` they are well-formed.
class Oid {
 public:
  constexpr Oid() = default;
  constexpr explicit Oid(ByteView contents) : contents_{contents} {}

  [[nodiscard]] constexpr auto contents() const -> ByteView { return contents_; }
  [[nodiscard]] constexpr auto is_empty() const -> bool { return contents_.empty(); }
  /// Dotted decimal; an arc beyond 64 bits, which nobody has assigned, is written `?`. At most 128 arcs, then `…`.
  [[nodiscard]] auto to_text() const -> std::string;

  /// From the last octet on, where most differ; they are too short to call somebody for.
  [[gnu::always_inline]] friend constexpr auto operator==(Oid a, Oid b) -> bool {
    auto left = a.contents_.size();
    if (left != b.contents_.size()) return false;
    while (left != 0 && a.contents_[left - 1] == b.contents_[left - 1]) --left;
    return left == 0;
  }

 private:
  ByteView contents_;
};

/// OBJECT IDENTIFIER. Errors: `der_bad_oid` if it is empty, ends within an arc or an arc has a leading zero octet.
[[nodiscard, gnu::always_inline]] constexpr auto to_oid(Element const& element) -> DerResult<Oid> {
  bool starts = true;
  for (auto const octet : element.contents) {
    if (starts && octet == std::byte{0x80}) return refuse(Errc::der_bad_oid, element.offset);
    starts = (octet & std::byte{0x80}) == std::byte{0};
  }
  if (!starts || element.contents.empty()) return refuse(Errc::der_bad_oid, element.offset);
  return Oid{by_words(element.contents)};
}
[[nodiscard, gnu::always_inline]] constexpr auto read_oid(Reader& reader, Tag tag = Tag::object_identifier)
    -> DerResult<Oid> {
  return read_as(reader, tag, to_oid);
}

namespace detail {

struct OidEncoder {
  std::array<std::byte, 64> octets{};
  std::size_t size = 0;

  constexpr void put(std::uint64_t arc) {
    unsigned groups = 1;
    while (groups < 10 && (arc >> (7 * groups)) != 0) ++groups;
    for (; groups != 0; --groups) {
      auto const low = arc >> (7 * (groups - 1)) & 0x7fU;
      octets[size++] = static_cast<std::byte>(low | (groups == 1 ? 0U : 0x80U));
    }
  }
};

// Neither constexpr nor defined: calling it ends a constant evaluation, and its name is in the compiler's message.
void an_object_identifier_is_written_in_digits_and_dots();

/// Takes the number before the next dot, and the dot.
consteval auto take_arc(std::string_view& dotted) -> std::uint64_t {
  std::uint64_t arc = 0;
  if (dotted.empty() || dotted.front() == '.') an_object_identifier_is_written_in_digits_and_dots();
  for (; !dotted.empty() && dotted.front() != '.'; dotted.remove_prefix(1)) {
    if (dotted.front() < '0' || dotted.front() > '9') an_object_identifier_is_written_in_digits_and_dots();
    arc = arc * 10 + static_cast<std::uint64_t>(dotted.front() - '0');
  }
  if (!dotted.empty()) dotted.remove_prefix(1);
  return arc;
}

consteval auto encode_oid(std::string_view dotted) -> OidEncoder {
  OidEncoder encoder;
  auto const root = take_arc(dotted);
  encoder.put(root * 40 + take_arc(dotted));
  while (!dotted.empty()) encoder.put(take_arc(dotted));
  return encoder;
}

template <FixedString Dotted>
struct OidConstant {
  static constexpr auto octets = [] {
    constexpr auto encoded = encode_oid(Dotted.view());
    std::array<std::byte, encoded.size> exact{};
    for (std::size_t i = 0; i != exact.size(); ++i) exact[i] = encoded.octets[i];
    return exact;
  }();
};

}  // namespace detail

/// An object identifier from its dotted form, encoded by the compiler.
template <FixedString Dotted>
[[nodiscard]] consteval auto make_oid() -> Oid {
  return Oid{ByteView{detail::OidConstant<Dotted>::octets}};
}

inline auto Oid::to_text() const -> std::string {
  std::string text;
  std::uint64_t arc = 0;
  std::size_t arcs = 0;
  bool overflowed = false;
  for (auto const octet : contents_) {
    overflowed = overflowed || arc >> 57U != 0;
    arc = arc << 7U | std::to_integer<std::uint64_t>(octet & std::byte{0x7f});
    if ((octet & std::byte{0x80}) != std::byte{0}) continue;
    if (++arcs > 128) return text + ".…";
    auto const root = arcs != 1 || overflowed ? 0 : arc < 80 ? arc / 40 : 2;
    if (arcs == 1) text = std::to_string(overflowed ? 2 : root);
    text += '.';
    text += overflowed ? std::string{"?"} : std::to_string(arc - root * 40);
    arc = 0;
    overflowed = false;
  }
  return text;
}

}  // namespace vidimus::der
#endif
// ---- end of vidimus/der/oid.hpp

// ---- vidimus/crypto/algorithm_names.hpp
#ifndef VIDIMUS_SINGLE_crypto_algorithm_names_hpp
#define VIDIMUS_SINGLE_crypto_algorithm_names_hpp
// Names of algorithms that vidimus does not verify, so that a refusal can say what a certificate came with.

namespace vidimus::detail {

struct AlgorithmName {
  std::string_view id, name;
};

inline constexpr std::array<AlgorithmName, 46> algorithm_names{{
    {"1.2.840.113549.1.1.1", "rsaEncryption"},
    {"1.2.840.113549.1.1.2", "md2WithRSAEncryption"},
    {"1.2.840.113549.1.1.4", "md5WithRSAEncryption"},
    {"1.2.840.113549.1.1.5", "sha1WithRSAEncryption"},
    {"1.2.840.113549.1.1.7", "id-RSAES-OAEP"},
    {"1.2.840.113549.1.1.8", "id-mgf1"},
    {"1.2.840.113549.1.1.10", "id-RSASSA-PSS"},
    {"1.2.840.113549.1.1.11", "sha256WithRSAEncryption"},
    {"1.2.840.113549.1.1.12", "sha384WithRSAEncryption"},
    {"1.2.840.113549.1.1.13", "sha512WithRSAEncryption"},
    {"1.2.840.113549.1.1.14", "sha224WithRSAEncryption"},
    {"1.3.14.3.2.26", "id-sha1"},
    {"1.3.14.3.2.29", "sha1WithRSASignature"},
    {"2.16.840.1.101.3.4.2.1", "id-sha256"},
    {"2.16.840.1.101.3.4.2.2", "id-sha384"},
    {"2.16.840.1.101.3.4.2.3", "id-sha512"},
    {"2.16.840.1.101.3.4.2.4", "id-sha224"},
    {"2.16.840.1.101.3.4.2.12", "id-shake256"},
    {"1.2.840.10040.4.1", "id-dsa"},
    {"1.2.840.10040.4.3", "id-dsa-with-sha1"},
    {"2.16.840.1.101.3.4.3.1", "id-dsa-with-sha224"},
    {"2.16.840.1.101.3.4.3.2", "id-dsa-with-sha256"},
    {"2.16.840.1.101.3.4.3.14", "id-rsassa-pkcs1-v1_5-with-sha3-256"},
    {"2.16.840.1.101.3.4.3.10", "id-ecdsa-with-sha3-256"},
    {"2.16.840.1.101.3.4.3.17", "id-ml-dsa-44"},
    {"2.16.840.1.101.3.4.3.18", "id-ml-dsa-65"},
    {"2.16.840.1.101.3.4.3.19", "id-ml-dsa-87"},
    {"2.16.840.1.101.3.4.3.20", "id-slh-dsa-sha2-128s"},
    {"1.2.840.10045.2.1", "id-ecPublicKey"},
    {"1.2.840.10045.3.1.1", "secp192r1"},
    {"1.2.840.10045.3.1.7", "secp256r1"},
    {"1.3.132.0.10", "secp256k1"},
    {"1.3.132.0.33", "secp224r1"},
    {"1.3.132.0.34", "secp384r1"},
    {"1.3.132.0.35", "secp521r1"},
    {"1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"},
    {"1.2.840.10045.4.1", "ecdsa-with-SHA1"},
    {"1.2.840.10045.4.3.1", "ecdsa-with-SHA224"},
    {"1.2.840.10045.4.3.2", "ecdsa-with-SHA256"},
    {"1.2.840.10045.4.3.3", "ecdsa-with-SHA384"},
    {"1.2.840.10045.4.3.4", "ecdsa-with-SHA512"},
    {"1.3.101.110", "id-X25519"},
    {"1.3.101.112", "id-Ed25519"},
    {"1.3.101.113", "id-Ed448"},
    {"1.2.156.10197.1.501", "sm2-with-sm3"},
    {"1.2.643.7.1.1.3.2", "id-tc26-signwithdigest-gost3410-12-256"},
}};

/// `sha1WithRSAEncryption (1.2.840.113549.1.1.5)`; the number alone where the name is not known.
inline auto named(der::Oid id) -> std::string {
  auto text = id.to_text();
  auto const* const row = std::ranges::find(algorithm_names, std::string_view{text}, &AlgorithmName::id);
  return row == algorithm_names.end() ? text : std::string{row->name} + " (" + text + ')';
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/crypto/algorithm_names.hpp

// ---- vidimus/crypto/constant_time.hpp
#ifndef VIDIMUS_SINGLE_crypto_constant_time_hpp
#define VIDIMUS_SINGLE_crypto_constant_time_hpp
// Comparing secrets in a time that depends on their lengths only.

namespace vidimus {

/// Whether both hold the same bytes. The lengths are public: different ones answer at once.
[[nodiscard]] inline auto constant_time_equal(ByteView a, ByteView b) -> bool {
  if (a.size() != b.size()) return false;
  // volatile, so that no compiler may stop at the first difference
  std::byte volatile difference{0};
  for (std::size_t i = 0; i != a.size(); ++i) difference = difference | (a[i] ^ b[i]);
  return difference == std::byte{0};
}

}  // namespace vidimus
#endif
// ---- end of vidimus/crypto/constant_time.hpp

// ---- vidimus/der/values.hpp
#ifndef VIDIMUS_SINGLE_der_values_hpp
#define VIDIMUS_SINGLE_der_values_hpp
// Values of the simple types (X.690, 8 and 11). `to_x` decodes an element whose identifier the caller has checked, which is
// what IMPLICIT tags need; `read_x` reads the next element, which must have the type's own identifier or the one given.
// Errors: those of the reader and the one named.

namespace vidimus::der {

/// Bits, the first in the highest bit of the first octet.
struct BitString {
  ByteView bytes;
  unsigned unused_bits;  ///< of the last octet, 0 to 7; they are zero
};

/// BOOLEAN. Errors: `der_bad_boolean` unless the contents are 00 or FF (X.690, 11.1).
[[nodiscard]] constexpr auto to_boolean(Element const& element) -> DerResult<bool> {
  bool const one_octet = element.contents.size() == 1;
  bool const value = one_octet && element.contents[0] == std::byte{0xff};
  if (!one_octet || (!value && element.contents[0] != std::byte{0}))
    return refuse(Errc::der_bad_boolean, element.offset);
  return value;
}
[[nodiscard]] constexpr auto read_boolean(Reader& reader, Tag tag = Tag::boolean) -> DerResult<bool> {
  return read_as(reader, tag, to_boolean);
}

/// BOOLEAN DEFAULT FALSE. Errors: `der_default_encoded` where FALSE is written out (X.690, 11.5).
[[nodiscard, gnu::always_inline]] constexpr auto read_boolean_default_false(Reader& reader, Tag tag = Tag::boolean)
    -> DerResult<bool> {
  if (!reader.is_next(tag)) return false;
  auto const offset = reader.offset();
  auto const value = read_boolean(reader, tag);
  if (value && !*value) return refuse(Errc::der_default_encoded, offset);
  return value;
}

/// The contents octets of an INTEGER: two's complement, at least one. Errors: `der_bad_integer` if there are none or
/// more than needed (X.690, 8.3.2).
[[nodiscard]] constexpr auto to_integer(Element const& element) -> DerResult<ByteView> {
  auto const contents = element.contents;
  if (contents.empty()) return refuse(Errc::der_bad_integer, element.offset);
  if (contents.size() > 1) {
    bool const second_is_negative = (contents[1] & std::byte{0x80}) != std::byte{0};
    auto const superfluous = second_is_negative ? std::byte{0xff} : std::byte{0};
    if (contents[0] == superfluous) return refuse(Errc::der_bad_integer, element.offset);
  }
  return contents;
}
[[nodiscard]] constexpr auto read_integer(Reader& reader, Tag tag = Tag::integer) -> DerResult<ByteView> {
  return read_as(reader, tag, to_integer);
}

/// Of an INTEGER's contents octets.
[[nodiscard]] constexpr auto is_negative(ByteView integer) -> bool {
  return !integer.empty() && (integer[0] & std::byte{0x80}) != std::byte{0};
}

/// INTEGER (0..maximum), an ENUMERATED too. Errors: `der_bad_integer`, `der_integer_out_of_range`.
[[nodiscard]] constexpr auto to_unsigned(Element const& element,
                                         std::uint32_t maximum = (std::numeric_limits<std::uint32_t>::max)())
    -> DerResult<std::uint32_t> {
  auto const contents = to_integer(element);
  if (!contents) return refuse(contents.error());
  if (is_negative(*contents) || (*contents).size() > 5) return refuse(Errc::der_integer_out_of_range, element.offset);
  std::uint64_t value = 0;
  for (auto const octet : *contents) value = value << 8U | std::to_integer<std::uint64_t>(octet);
  if (value > maximum) return refuse(Errc::der_integer_out_of_range, element.offset);
  return static_cast<std::uint32_t>(value);
}
[[nodiscard]] constexpr auto read_unsigned(Reader& reader, Tag tag = Tag::integer,
                                           std::uint32_t maximum = (std::numeric_limits<std::uint32_t>::max)())
    -> DerResult<std::uint32_t> {
  return read_as(reader, tag, [maximum](Element const& element) { return to_unsigned(element, maximum); });
}

/// NULL. Errors: `der_bad_null` if it has contents (X.690, 8.8).
[[nodiscard]] constexpr auto to_null(Element const& element) -> DerResult<void> {
  if (!element.contents.empty()) return refuse(Errc::der_bad_null, element.offset);
  return {};
}
[[nodiscard]] constexpr auto read_null(Reader& reader, Tag tag = Tag::null) -> DerResult<void> {
  return read_as(reader, tag, to_null);
}

/// The contents of an OCTET STRING, primitive as DER requires.
[[nodiscard]] constexpr auto read_octet_string(Reader& reader, Tag tag = Tag::octet_string) -> DerResult<ByteView> {
  return read_as(reader, tag, [](Element const& element) -> DerResult<ByteView> { return element.contents; });
}

/// BIT STRING. Errors: `der_bad_bit_string` unless 0 to 7 bits are unused and those are zero (X.690, 8.6.2 and 11.2.1).
[[nodiscard]] constexpr auto to_bit_string(Element const& element) -> DerResult<BitString> {
  auto const contents = element.contents;
  if (contents.empty()) return refuse(Errc::der_bad_bit_string, element.offset);
  auto const unused = std::to_integer<unsigned>(contents[0]);
  if (unused > 7 || (unused != 0 && contents.size() == 1)) return refuse(Errc::der_bad_bit_string, element.offset);
  auto const unused_mask = (1U << unused) - 1;
  if ((std::to_integer<unsigned>(contents.back()) & unused_mask) != 0)
    return refuse(Errc::der_bad_bit_string, element.offset);
  return BitString{by_words(contents.subspan(1)), unused};
}
[[nodiscard]] constexpr auto read_bit_string(Reader& reader, Tag tag = Tag::bit_string) -> DerResult<BitString> {
  return read_as(reader, tag, to_bit_string);
}

/// A BIT STRING that carries whole octets: keys and signatures. Errors: `der_bad_bit_string` if bits are unused.
[[nodiscard]] constexpr auto to_octets_of_bit_string(Element const& element) -> DerResult<ByteView> {
  auto const bits = to_bit_string(element);
  if (!bits) return refuse(bits.error());
  if ((*bits).unused_bits != 0) return refuse(Errc::der_bad_bit_string, element.offset);
  return by_words((*bits).bytes);
}
[[nodiscard]] constexpr auto read_octets_of_bit_string(Reader& reader, Tag tag = Tag::bit_string)
    -> DerResult<ByteView> {
  return read_as(reader, tag, to_octets_of_bit_string);
}

/// A BIT STRING with named bits: bit n of the result is the ASN.1's bit n. Errors: `der_integer_out_of_range` for more than
/// 32 bits. Zero bits at the end, which X.690, 11.2.2 forbids, are read: roots that every system trusts have them, and
/// they mean nothing.
[[nodiscard]] constexpr auto to_named_bits(Element const& element) -> DerResult<std::uint32_t> {
  auto const bits = to_bit_string(element);
  if (!bits) return refuse(bits.error());
  auto const bytes = (*bits).bytes;
  if (bytes.size() > 4) return refuse(Errc::der_integer_out_of_range, element.offset);
  std::uint32_t named = 0;
  for (unsigned bit = 0; bit != bytes.size() * 8; ++bit)
    if ((bytes[bit / 8] & (std::byte{0x80} >> (bit % 8))) != std::byte{0}) named |= 1U << bit;
  return named;
}
[[nodiscard]] constexpr auto read_named_bits(Reader& reader, Tag tag = Tag::bit_string) -> DerResult<std::uint32_t> {
  return read_as(reader, tag, to_named_bits);
}

}  // namespace vidimus::der
#endif
// ---- end of vidimus/der/values.hpp

// ---- vidimus/crypto/ecdsa_signature.hpp
#ifndef VIDIMUS_SINGLE_crypto_ecdsa_signature_hpp
#define VIDIMUS_SINGLE_crypto_ecdsa_signature_hpp
// ECDSA signatures: from the strict DER of certificates and TLS to the plain r and s that PSA takes.

namespace vidimus::detail {

/// RFC 3279, 2.2.3: Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }, both positive.
class EcdsaSignature {
 public:
  /// Errors: `signature_mismatch`; a signature that is not DER is not the one that was made.
  [[nodiscard]] static auto parse(ByteView der, KeyKind curve) -> Result<EcdsaSignature> {
    EcdsaSignature signature{(curve_bits(curve) + 7) / 8};
    if (auto const read = signature.read(der); !read)
      return refuse(Errc::signature_mismatch, Malformed{"Ecdsa-Sig-Value", read.error().offset, read.error().rule});
    return signature;
  }

  /// r and s, each as long as the curve's coordinates.
  [[nodiscard]] auto bytes() const -> ByteView { return ByteView{bytes_}.first(2 * width_); }

 private:
  explicit EcdsaSignature(std::size_t width) : width_{width} {}

  auto read(ByteView der) -> der::DerResult<void> {
    auto numbers = der::read_only_nested(der, der::Tag::sequence);
    if (!numbers) return der::refuse(numbers.error());
    for (std::size_t half = 0; half != 2; ++half) {
      auto const offset = numbers->offset();
      auto const number = der::read_integer(*numbers);
      if (!number) return der::refuse(number.error());
      if (!place(*number, half)) return der::refuse(Errc::der_integer_out_of_range, offset);
    }
    return numbers->finish();
  }

  auto place(ByteView number, std::size_t half) -> bool {
    if (der::is_negative(number)) return false;
    auto const digits = number.front() == std::byte{0} ? number.subspan(1) : number;
    if (digits.empty() || digits.size() > width_) return false;
    std::ranges::copy(digits, bytes_.begin() + static_cast<std::ptrdiff_t>((half + 1) * width_ - digits.size()));
    return true;
  }

  std::size_t width_;
  std::array<std::byte, 2 * 66> bytes_{};  // P-521
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/crypto/ecdsa_signature.hpp

// ---- vidimus/crypto/parameters.hpp
#ifndef VIDIMUS_SINGLE_crypto_parameters_hpp
#define VIDIMUS_SINGLE_crypto_parameters_hpp
// Parameters of an AlgorithmIdentifier that are a NULL.

namespace vidimus::detail {

/// Whether these octets are exactly one NULL.
[[nodiscard]] constexpr auto is_der_null(ByteView parameters) -> bool {
  auto const element = der::read_only(parameters, der::Tag::null);
  return element && der::to_null(*element);
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/crypto/parameters.hpp

// ---- vidimus/der/oids.hpp
#ifndef VIDIMUS_SINGLE_der_oids_hpp
#define VIDIMUS_SINGLE_der_oids_hpp
// The object identifiers that vidimus knows, by the names that the RFCs give them.

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
#endif
// ---- end of vidimus/der/oids.hpp

// ---- vidimus/x509/algorithm_identifier.hpp
#ifndef VIDIMUS_SINGLE_x509_algorithm_identifier_hpp
#define VIDIMUS_SINGLE_x509_algorithm_identifier_hpp
// AlgorithmIdentifier (RFC 5280, 4.1.1.2). Which parameters an algorithm may have is known to those who use the algorithm;
// here they are one well-formed element or absent.

namespace vidimus {

///   AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY DEFINED BY algorithm OPTIONAL }
struct AlgorithmIdentifier {
  ByteView der;  ///< all of it
  der::Oid algorithm;
  std::optional<ByteView> parameters;  ///< the whole element, identifier and length too

  [[nodiscard]] static constexpr auto read(der::Reader& reader, der::Tag tag = der::Tag::sequence)
      -> der::DerResult<AlgorithmIdentifier> {
    AlgorithmIdentifier identifier{};
    if (auto const done = identifier.read_from(reader, tag); !done) return der::refuse(done.error());
    return identifier;
  }
  /// As `read`, in its place: it is not copied. After an error it is not to be used.
  [[nodiscard]] constexpr auto read_from(der::Reader& reader, der::Tag tag = der::Tag::sequence)
      -> der::DerResult<void>;

  /// The same octets: RFC 5280, 4.1.1.2 asks for the same algorithm identifier, parameters included.
  friend constexpr auto operator==(AlgorithmIdentifier const& a, AlgorithmIdentifier const& b) -> bool {
    return same_bytes(a.der, b.der);
  }
};

constexpr auto AlgorithmIdentifier::read_from(der::Reader& reader, der::Tag tag) -> der::DerResult<void> {
  auto const element = reader.read(tag);
  if (!element) return der::refuse(element.error());
  der = der::by_words((*element).full);
  der::Reader fields{*element};
  auto const id = der::read_oid(fields);
  if (!id) return der::refuse(id.error());
  algorithm = der::Oid{der::by_words((*id).contents())};
  parameters.reset();
  if (fields.is_at_end()) return {};
  auto const rest = fields.read_any();
  if (!rest) return der::refuse(rest.error());
  parameters = der::by_words((*rest).full);
  return fields.finish();
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/algorithm_identifier.hpp

// ---- vidimus/crypto/pss_parameters.hpp
#ifndef VIDIMUS_SINGLE_crypto_pss_parameters_hpp
#define VIDIMUS_SINGLE_crypto_pss_parameters_hpp
// RSASSA-PSS-params (RFC 4055, 3.1).

namespace vidimus::detail {

struct HashRow {
  der::Oid id;
  HashAlgorithm hash;
};
inline constexpr std::array<HashRow, 3> hash_rows{{
    {oid::sha256, HashAlgorithm::sha256},
    {oid::sha384, HashAlgorithm::sha384},
    {oid::sha512, HashAlgorithm::sha512},
}};

inline auto pss_malformed(std::string_view what, der::DerError error) -> tl::unexpected<Failure> {
  return refuse(Errc::unsupported_algorithm,
                Malformed{"RSASSA-PSS-params" + std::string{what}, error.offset, error.rule});
}
inline auto pss_mismatch(std::string wanted, std::string presented) -> tl::unexpected<Failure> {
  return refuse(Errc::unsupported_algorithm, Mismatch{std::move(wanted), {std::move(presented)}});
}

/// The contents of an explicitly tagged field; empty where it is left out and its DEFAULT holds.
inline auto read_pss_field(der::Reader& reader, unsigned number) -> der::DerResult<std::optional<ByteView>> {
  auto const element = reader.read_optional(der::context(number));
  if (!element) return der::refuse(element.error());
  return *element ? std::optional{(*element)->contents} : std::nullopt;
}

/// A hash's AlgorithmIdentifier. RFC 4055, 2.1: NULL and absent parameters MUST both be accepted.
inline auto read_pss_hash(ByteView contents) -> Result<HashAlgorithm> {
  der::Reader reader{contents};
  auto const algorithm = AlgorithmIdentifier::read(reader);
  if (!algorithm) return pss_malformed(".hashAlgorithm", algorithm.error());
  if (auto const end = reader.finish(); !end) return pss_malformed(".hashAlgorithm", end.error());
  auto const* const row = std::ranges::find(hash_rows, algorithm->algorithm, &HashRow::id);
  if (row == hash_rows.end())
    return pss_mismatch("SHA-256, SHA-384 or SHA-512 for RSA-PSS", named(algorithm->algorithm));
  if (algorithm->parameters && !is_der_null(*algorithm->parameters))
    return pss_mismatch("NULL or no parameters of the hash for RSA-PSS", "others");
  return row->hash;
}

/// RFC 4055, 3.1: MGF1 with a hash, which SHOULD be the message's; here it must be.
inline auto read_pss_mgf(ByteView contents) -> Result<HashAlgorithm> {
  der::Reader reader{contents};
  auto const algorithm = AlgorithmIdentifier::read(reader);
  if (!algorithm) return pss_malformed(".maskGenAlgorithm", algorithm.error());
  if (auto const end = reader.finish(); !end) return pss_malformed(".maskGenAlgorithm", end.error());
  if (!(algorithm->algorithm == oid::mgf1)) return pss_mismatch("id-mgf1 for RSA-PSS", named(algorithm->algorithm));
  if (!algorithm->parameters) return pss_mismatch("the hash of MGF1", "none");
  return read_pss_hash(*algorithm->parameters);
}

inline auto read_pss_number(ByteView contents) -> der::DerResult<std::uint32_t> {
  auto const element = der::read_only(contents, der::Tag::integer);
  if (!element) return der::refuse(element.error());
  return der::to_unsigned(*element);
}

/// The four fields as they stand.
struct PssFields {
  std::optional<ByteView> hash, mgf, salt, trailer;

  static auto parse(ByteView parameters) -> der::DerResult<PssFields> {
    auto sequence = der::read_only_nested(parameters, der::Tag::sequence);
    if (!sequence) return der::refuse(sequence.error());
    PssFields fields;
    unsigned number = 0;
    for (auto* const field : {&fields.hash, &fields.mgf, &fields.salt, &fields.trailer}) {
      auto const contents = read_pss_field(*sequence, number++);
      if (!contents) return der::refuse(contents.error());
      *field = *contents;
    }
    if (auto const end = sequence->finish(); !end) return der::refuse(end.error());
    return fields;
  }
};

/// RFC 4055, 3.1: the salt is as long as the hash here; its DEFAULT is 20 octets.
inline auto check_pss_salt(std::optional<ByteView> const& salt, HashAlgorithm hash) -> Result<void> {
  auto const octets = salt ? read_pss_number(*salt) : der::DerResult<std::uint32_t>{20};
  if (!octets) return pss_malformed(".saltLength", octets.error());
  if (*octets == octets_of(hash)) return {};
  return pss_mismatch("a salt of " + std::to_string(octets_of(hash)) + " octets", std::to_string(*octets) + " octets");
}

/// RFC 4055, 3.1: the trailer field is 1, which is its DEFAULT and so must be left out (X.690, 11.5).
inline auto check_pss_trailer(std::optional<ByteView> const& trailer) -> Result<void> {
  if (!trailer) return {};
  auto const number = read_pss_number(*trailer);
  if (!number) return pss_malformed(".trailerField", number.error());
  if (*number == 1) return pss_malformed(".trailerField", {Errc::der_default_encoded, 0});
  return pss_mismatch("a trailerField of 1", std::to_string(*number));
}

/// The defaults are SHA-1, so the first two fields must be there.
inline auto read_pss_hashes(PssFields const& fields) -> Result<HashAlgorithm> {
  if (!fields.hash) return pss_mismatch("SHA-256, SHA-384 or SHA-512 for RSA-PSS", "SHA-1, by default");
  auto const hash = read_pss_hash(*fields.hash);
  if (!hash) return hash;
  if (!fields.mgf) return pss_mismatch(std::string{name_of(*hash)} + " in MGF1", "SHA-1, by default");
  auto const mgf = read_pss_mgf(*fields.mgf);
  if (!mgf) return mgf;
  if (*mgf != *hash) return pss_mismatch(std::string{name_of(*hash)} + " in MGF1", name_of(*mgf));
  return hash;
}

inline auto read_pss(std::optional<ByteView> const& parameters) -> Result<SignatureAlgorithm> {
  if (!parameters) return pss_mismatch("parameters of RSA-PSS", "none");
  auto const fields = PssFields::parse(*parameters);
  if (!fields) return pss_malformed("", fields.error());
  auto const hash = read_pss_hashes(*fields);
  if (!hash) return refuse(hash.error());
  if (auto const salt = check_pss_salt(fields->salt, *hash); !salt) return refuse(salt.error());
  if (auto const trailer = check_pss_trailer(fields->trailer); !trailer) return refuse(trailer.error());
  return SignatureAlgorithm{SignatureAlgorithm::Scheme::rsa_pss, *hash, octets_of(*hash)};
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/crypto/pss_parameters.hpp

// ---- vidimus/crypto/secret_buffer.hpp
#ifndef VIDIMUS_SINGLE_crypto_secret_buffer_hpp
#define VIDIMUS_SINGLE_crypto_secret_buffer_hpp
// Bytes that are overwritten before their memory is given back: key files, passwords, traffic secrets.

namespace vidimus {

/// Overwrites bytes with zeros in a way that the optimiser may not leave out.
inline void wipe(std::span<std::byte> bytes) noexcept {
  for (auto& byte : bytes) static_cast<std::byte volatile&>(byte) = std::byte{0};
}

/// A fixed number of secret bytes. It moves and does not copy; a moved-from one is empty. It never grows, since growing
/// would leave the old bytes behind.
class SecretBuffer {
 public:
  SecretBuffer() = default;
  explicit SecretBuffer(std::size_t size) : bytes_(size) {}
  /// A copy of bytes that the caller still has to wipe.
  [[nodiscard]] static auto copy_of(ByteView bytes) -> SecretBuffer {
    SecretBuffer secret;
    secret.bytes_.assign(bytes.begin(), bytes.end());
    return secret;
  }
  /// Takes over a buffer with all that it holds.
  [[nodiscard]] static auto adopt(Buffer&& bytes) -> SecretBuffer {
    SecretBuffer secret;
    secret.bytes_ = std::move(bytes);
    return secret;
  }

  SecretBuffer(SecretBuffer&& other) noexcept : bytes_{std::exchange(other.bytes_, {})} {}
  auto operator=(SecretBuffer&& other) noexcept -> SecretBuffer& {
    if (this != &other) {
      wipe(bytes_);
      bytes_ = std::exchange(other.bytes_, {});
    }
    return *this;
  }
  SecretBuffer(SecretBuffer const&) = delete;
  auto operator=(SecretBuffer const&) -> SecretBuffer& = delete;
  ~SecretBuffer() { wipe(bytes_); }

  [[nodiscard]] auto bytes() const -> ByteView { return bytes_; }
  [[nodiscard]] auto writable() -> std::span<std::byte> { return bytes_; }
  [[nodiscard]] auto size() const -> std::size_t { return bytes_.size(); }
  [[nodiscard]] auto is_empty() const -> bool { return bytes_.empty(); }

 private:
  Buffer bytes_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/crypto/secret_buffer.hpp

// ---- vidimus/crypto/traffic_secret.hpp
#ifndef VIDIMUS_SINGLE_crypto_traffic_secret_hpp
#define VIDIMUS_SINGLE_crypto_traffic_secret_hpp
// A TLS 1.3 traffic secret (RFC 8446, 7.1), from which the keys of one direction of records are derived.

namespace vidimus {

/// As long as the hash of its cipher suite. Every copy is wiped when it ends, and when it is moved from.
class TrafficSecret {
 public:
  /// SHA-384's octets: the longest hash of TLS 1.3's suites.
  static constexpr std::size_t most_octets = 48;

  TrafficSecret() = default;
  /// `bytes` beyond `most_octets` give an empty secret: no suite has such a hash.
  TrafficSecret(std::uint16_t cipher_suite, ByteView bytes) noexcept : cipher_suite_{cipher_suite} {
    if (bytes.size() > most_octets) return;
    std::ranges::copy(bytes, bytes_.begin());
    size_ = bytes.size();
  }

  TrafficSecret(TrafficSecret const&) = default;
  auto operator=(TrafficSecret const&) -> TrafficSecret& = default;
  TrafficSecret(TrafficSecret&& other) noexcept : TrafficSecret{std::as_const(other)} { other.clear(); }
  auto operator=(TrafficSecret&& other) noexcept -> TrafficSecret& {
    if (this == &other) return *this;
    *this = std::as_const(other);
    other.clear();
    return *this;
  }
  ~TrafficSecret() { clear(); }

  [[nodiscard]] auto cipher_suite() const -> std::uint16_t { return cipher_suite_; }
  [[nodiscard]] auto bytes() const -> ByteView { return ByteView{bytes_}.first(size_); }
  [[nodiscard]] auto is_empty() const -> bool { return size_ == 0; }

  void clear() noexcept {
    wipe(bytes_);
    size_ = 0;
  }

 private:
  std::array<std::byte, most_octets> bytes_{};
  std::size_t size_ = 0;
  std::uint16_t cipher_suite_ = 0;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/crypto/traffic_secret.hpp

// ---- vidimus/crypto/refusal.hpp
#ifndef VIDIMUS_SINGLE_crypto_refusal_hpp
#define VIDIMUS_SINGLE_crypto_refusal_hpp
// An alert that the peer is owed and the TLS library would send under the wrong keys: what is needed to send it under
// the right ones.

namespace vidimus {

struct Refusal {
  Alert alert;
  std::optional<TrafficSecret>
      write_secret{};          ///< empty: no keys are in use in this direction yet, so it goes in plaintext
  std::uint64_t sequence = 0;  ///< of the record under that secret (RFC 8446, 5.3)
};

}  // namespace vidimus
#endif
// ---- end of vidimus/crypto/refusal.hpp

// ---- vidimus/x509/subject_public_key_info.hpp
#ifndef VIDIMUS_SINGLE_x509_subject_public_key_info_hpp
#define VIDIMUS_SINGLE_x509_subject_public_key_info_hpp
// SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). The key itself is read by those who use it.

namespace vidimus {

///   SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }
struct SubjectPublicKeyInfo {
  ByteView der;  ///< all of it: what pins and digests are made of
  AlgorithmIdentifier algorithm;
  ByteView key;  ///< the BIT STRING's octets; none of its bits is unused

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<SubjectPublicKeyInfo> {
    SubjectPublicKeyInfo spki{};
    if (auto const done = spki.read_from(reader); !done) return der::refuse(done.error());
    return spki;
  }
  /// As `read`, in its place: it is not copied. After an error it is not to be used.
  [[nodiscard]] constexpr auto read_from(der::Reader& reader) -> der::DerResult<void>;
};

constexpr auto SubjectPublicKeyInfo::read_from(der::Reader& reader) -> der::DerResult<void> {
  auto const element = reader.read(der::Tag::sequence);
  if (!element) return der::refuse(element.error());
  der = der::by_words((*element).full);
  der::Reader fields{*element};
  if (auto const done = algorithm.read_from(fields); !done) return der::refuse(done.error());
  auto const octets = der::read_octets_of_bit_string(fields);
  if (!octets) return der::refuse(octets.error());
  key = der::by_words(*octets);
  return fields.finish();
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/subject_public_key_info.hpp

// ---- vidimus/crypto/rsa_key.hpp
#ifndef VIDIMUS_SINGLE_crypto_rsa_key_hpp
#define VIDIMUS_SINGLE_crypto_rsa_key_hpp
// RSA public keys (RFC 8017, A.1.1; RFC 3279, 2.3.1).

namespace vidimus::detail {

/// Sizes that the library can calculate with. Which of them are permitted is a policy of `path`.
inline constexpr unsigned rsa_bits_minimum = 512, rsa_bits_maximum = 4096;
/// FIPS 186-5, A.1.1: an exponent is below 2^256. Larger ones only make the verifier work.
inline constexpr unsigned rsa_exponent_bits_maximum = 256;

/// Bits of a positive INTEGER's contents; 0 of one that is zero or negative.
constexpr auto positive_bits(ByteView contents) -> unsigned {
  if (contents.empty() || (contents.front() & std::byte{0x80}) != std::byte{0}) return 0;
  auto const digits = contents.front() == std::byte{0} ? contents.subspan(1) : contents;
  if (digits.empty()) return 0;
  return static_cast<unsigned>(digits.size() * 8) -
         static_cast<unsigned>(std::countl_zero(std::to_integer<unsigned char>(digits.front())));
}

constexpr auto is_odd(ByteView contents) -> bool {
  return !contents.empty() && (contents.back() & std::byte{1}) != std::byte{0};
}

inline auto rsa_malformed(std::string wanted, std::string presented) -> tl::unexpected<Failure> {
  return refuse(Errc::key_malformed, Mismatch{std::move(wanted), {std::move(presented)}});
}

/// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }
struct RsaPublicKey {
  ByteView modulus, exponent;

  static auto parse(ByteView key) -> der::DerResult<RsaPublicKey> {
    auto fields = der::read_only_nested(key, der::Tag::sequence);
    if (!fields) return der::refuse(fields.error());
    auto const modulus = der::read_integer(*fields);
    if (!modulus) return der::refuse(modulus.error());
    auto const exponent = der::read_integer(*fields);
    if (!exponent) return der::refuse(exponent.error());
    if (auto const end = fields->finish(); !end) return der::refuse(end.error());
    return RsaPublicKey{*modulus, *exponent};
  }
};

inline auto check_modulus(ByteView modulus) -> Result<unsigned> {
  auto const bits = positive_bits(modulus);
  if (bits == 0 || !is_odd(modulus)) return rsa_malformed("a positive, odd modulus", to_hex(modulus.first(1)) + "...");
  if (bits < rsa_bits_minimum || bits > rsa_bits_maximum || bits % 8 != 0)
    return refuse(Errc::unsupported_key,
                  Mismatch{"an RSA modulus of 512 to 4096 bits, a multiple of 8", {std::to_string(bits) + " bits"}});
  return bits;
}

inline auto check_exponent(ByteView exponent) -> Result<void> {
  auto const bits = positive_bits(exponent);
  if (bits < 2 || !is_odd(exponent)) return rsa_malformed("an odd public exponent of at least 3", to_hex(exponent));
  if (bits > rsa_exponent_bits_maximum)
    return refuse(Errc::unsupported_key,
                  Mismatch{"a public exponent of at most 256 bits", {std::to_string(bits) + " bits"}});
  return {};
}

inline auto read_rsa_key(SubjectPublicKeyInfo const& spki) -> Result<PublicKeyInfo> {
  // RFC 3279, 2.3.1: the parameters field MUST have ASN.1 type NULL
  if (!spki.algorithm.parameters || !is_der_null(*spki.algorithm.parameters))
    return rsa_malformed("NULL parameters of rsaEncryption", spki.algorithm.parameters ? "others" : "none");
  auto const key = RsaPublicKey::parse(spki.key);
  if (!key) return refuse(Errc::key_malformed, Malformed{"RSAPublicKey", key.error().offset, key.error().rule});
  auto const bits = check_modulus(key->modulus);
  if (!bits) return refuse(bits.error());
  if (auto const exponent = check_exponent(key->exponent); !exponent) return refuse(exponent.error());
  return PublicKeyInfo{KeyKind::rsa, *bits};
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/crypto/rsa_key.hpp

// ---- vidimus/crypto/signature_algorithm.hpp
#ifndef VIDIMUS_SINGLE_crypto_signature_algorithm_hpp
#define VIDIMUS_SINGLE_crypto_signature_algorithm_hpp
// Which signature algorithm an AlgorithmIdentifier means (RFC 4055, 3 and 5; RFC 5758, 3.2). Parameters are checked to the
// letter: what is not one of the forms below is refused by name, never approximated.

namespace vidimus {

/// RSA PKCS#1 v1.5, RSA-PSS or ECDSA, with SHA-256, SHA-384 or SHA-512; of RSA-PSS the forms with the same hash in MGF1 and
/// a salt of the hash's length. Errors: `unsupported_algorithm` for anything else, with its OID and name, or with the
/// parameter that is not as it must be.
[[nodiscard]] auto signature_algorithm_of(AlgorithmIdentifier const& algorithm) -> Result<SignatureAlgorithm>;

namespace detail {

struct SignatureRow {
  der::Oid id;
  SignatureAlgorithm algorithm;
};
inline constexpr std::array<SignatureRow, 6> signature_rows{{
    {oid::sha256_with_rsa, {SignatureAlgorithm::Scheme::rsa_pkcs1, HashAlgorithm::sha256}},
    {oid::sha384_with_rsa, {SignatureAlgorithm::Scheme::rsa_pkcs1, HashAlgorithm::sha384}},
    {oid::sha512_with_rsa, {SignatureAlgorithm::Scheme::rsa_pkcs1, HashAlgorithm::sha512}},
    {oid::ecdsa_with_sha256, {SignatureAlgorithm::Scheme::ecdsa, HashAlgorithm::sha256}},
    {oid::ecdsa_with_sha384, {SignatureAlgorithm::Scheme::ecdsa, HashAlgorithm::sha384}},
    {oid::ecdsa_with_sha512, {SignatureAlgorithm::Scheme::ecdsa, HashAlgorithm::sha512}},
}};

/// RFC 4055, 5: for RSA the parameters MUST be NULL, and their absence MUST be accepted too.
/// RFC 5758, 3.2: for ECDSA they MUST be absent.
inline auto parameters_fit(SignatureAlgorithm::Scheme scheme, std::optional<ByteView> const& parameters) -> bool {
  if (!parameters) return true;
  return scheme == SignatureAlgorithm::Scheme::rsa_pkcs1 && is_der_null(*parameters);
}

}  // namespace detail

inline auto signature_algorithm_of(AlgorithmIdentifier const& algorithm) -> Result<SignatureAlgorithm> {
  if (algorithm.algorithm == oid::rsassa_pss) return detail::read_pss(algorithm.parameters);
  auto const* const row = std::ranges::find(detail::signature_rows, algorithm.algorithm, &detail::SignatureRow::id);
  if (row == detail::signature_rows.end())
    return refuse(Errc::unsupported_algorithm,
                  Mismatch{"RSA PKCS#1 v1.5, RSA-PSS or ECDSA, with SHA-256, SHA-384 or SHA-512",
                           {detail::named(algorithm.algorithm)}});
  if (!detail::parameters_fit(row->algorithm.scheme, algorithm.parameters))
    return refuse(Errc::unsupported_algorithm,
                  Mismatch{row->algorithm.scheme == SignatureAlgorithm::Scheme::ecdsa ? "no parameters"
                                                                                      : "NULL parameters or none",
                           {"parameters of " + detail::named(algorithm.algorithm)}});
  return row->algorithm;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/crypto/signature_algorithm.hpp

// ---- vidimus/der/cursor.hpp
#ifndef VIDIMUS_SINGLE_der_cursor_hpp
#define VIDIMUS_SINGLE_der_cursor_hpp
// A second walk over DER that the strict reader has accepted. What it judged is not judged again, which makes this one quick;
// over other octets it sees what they say, never beyond its view, and ends where an element would.

namespace vidimus::der {

class Cursor {
 public:
  /// Where there is no element `full` is empty.
  struct Element {
    Tag tag{};
    ByteView contents;
    ByteView full;  ///< identifier and length too
  };

  constexpr Cursor() = default;
  constexpr explicit Cursor(ByteView elements) : next_{elements.data()}, end_{elements.data() + elements.size()} {}

  [[nodiscard]] constexpr auto is_at_end() const -> bool { return next_ == end_; }
  /// The next element. There is none at the end and where the octets are too few for one: that is the end, too.
  [[gnu::always_inline]] constexpr auto take_any() -> Element;
  /// The next element, if it has this identifier. If not, this is the end.
  [[gnu::always_inline]] constexpr auto take(Tag tag) -> Element {
    if (is_at_end() || static_cast<Tag>(*next_) != tag) return finish();
    return take_any();
  }

 private:
  struct Header {
    std::size_t octets;  // of identifier and length
    std::size_t length;  // of the contents
  };
  static constexpr std::size_t never = ~std::size_t{0};  // more than any view has

  [[nodiscard]] constexpr auto size() const -> std::size_t { return static_cast<std::size_t>(end_ - next_); }
  constexpr auto finish() -> Element { return next_ = end_, Element{}; }
  [[nodiscard, gnu::cold]] static constexpr auto long_header(std::byte const* first, std::size_t size) -> Header;

  std::byte const* next_ = nullptr;
  std::byte const* end_ = nullptr;
};

// Nearly every element is shorter than 128 octets.
constexpr auto Cursor::take_any() -> Element {
  if (size() < 2) return finish();
  auto const* const first = next_;
  auto header = Header{2, std::to_integer<std::size_t>(first[1])};
  if (header.length >= 0x80) header = long_header(first, size());
  if (size() - header.octets < header.length) return finish();
  next_ += header.octets + header.length;
  return {static_cast<Tag>(*first), {first + header.octets, header.length}, {first, header.octets + header.length}};
}

// X.690, 8.1.3.5: the first octet counts those of the length.
constexpr auto Cursor::long_header(std::byte const* first, std::size_t size) -> Header {
  auto const count = std::to_integer<std::size_t>(first[1] & std::byte{0x7f});
  if (count > 4 || size < 2 + count) return {2, never};
  std::size_t length = 0;
  for (auto const octet : ByteView{first + 2, count}) length = length << 8U | std::to_integer<std::size_t>(octet);
  return {2 + count, length};
}

}  // namespace vidimus::der
#endif
// ---- end of vidimus/der/cursor.hpp

// ---- vidimus/der/string.hpp
#ifndef VIDIMUS_SINGLE_der_string_hpp
#define VIDIMUS_SINGLE_der_string_hpp
// Character strings (X.680, 41; X.690, 8.23): checking that a string holds only what its type has, and reading its
// characters as Unicode code points.
//
// TeletexString (T.61) is read as ISO 8859-1, which is what those who issue certificates put there; its own character sets
// have not been in use for decades. Two such strings are equal under either reading exactly if their octets are.

namespace vidimus::der {

/// Whether a type is one of those that hold characters.
[[nodiscard]] constexpr auto is_character_string(Tag tag) -> bool;

/// Reads a string's characters one by one. Needs no check before: what is malformed reads as the end, with `failed()`.
/// `Octet` is std::byte for an encoding, char for a UTF-8 text.
template <class Octet>
class BasicCharacterReader {
 public:
  constexpr BasicCharacterReader(Tag type, std::span<Octet const> contents) : type_{type}, rest_{contents} {}
  /// The next character as a code point; empty at the end or where the string is malformed.
  [[nodiscard]] constexpr auto next() -> std::optional<char32_t>;
  [[nodiscard]] constexpr auto failed() const -> bool { return failed_; }

 private:
  [[nodiscard]] constexpr auto take(std::size_t octets) -> std::optional<char32_t>;
  [[nodiscard]] constexpr auto take_utf8() -> std::optional<char32_t>;
  [[nodiscard]] constexpr auto fail() -> std::optional<char32_t> { return failed_ = true, std::nullopt; }

  Tag type_;
  std::span<Octet const> rest_;
  bool failed_ = false;
};
using CharacterReader = BasicCharacterReader<std::byte>;
using TextReader = BasicCharacterReader<char>;

/// Errors: `der_unexpected_tag` if the element is no character string, `der_bad_string` if it holds what its type lacks:
/// malformed UTF-8, surrogates, characters outside PrintableString's few.
[[nodiscard]] constexpr auto check_string(Element const& element) -> DerResult<void>;

/// Adds a code point as UTF-8.
inline void append_utf8(std::string& text, char32_t character);

/// A string as UTF-8; empty if the type holds no characters or the string is malformed.
[[nodiscard]] inline auto to_utf8(Tag type, ByteView contents) -> std::optional<std::string>;

namespace detail {

/// X.680, 41.4.
template <class Octet>
[[nodiscard]] constexpr auto bits_of(Octet octet) -> char32_t {
  return static_cast<unsigned char>(octet);
}

[[nodiscard]] constexpr auto is_printable_character(char32_t character) -> bool {
  bool const letter = (character >= U'A' && character <= U'Z') || (character >= U'a' && character <= U'z');
  bool const digit = character >= U'0' && character <= U'9';
  return letter || digit || std::u32string_view{U" '()+,-./:=?"}.find(character) != std::u32string_view::npos;
}

[[nodiscard]] constexpr auto has_character(Tag type, char32_t character) -> bool {
  bool const digit = character >= U'0' && character <= U'9';
  switch (type) {
    case Tag::numeric_string: return digit || character == U' ';
    case Tag::printable_string: return is_printable_character(character);
    case Tag::visible_string: return character >= 0x20 && character <= 0x7e;
    case Tag::ia5_string: return character <= 0x7f;
    default: return character <= 0x10ffff && (character < 0xd800 || character > 0xdfff);
  }
}

/// The octets that hold a character of fixed size; 0 for UTF-8.
[[nodiscard]] constexpr auto character_size(Tag type) -> std::size_t {
  switch (type) {
    case Tag::utf8_string: return 0;
    case Tag::bmp_string: return 2;
    case Tag::universal_string: return 4;
    default: return 1;
  }
}

}  // namespace detail

constexpr auto is_character_string(Tag tag) -> bool {
  switch (tag) {
    case Tag::utf8_string:
    case Tag::numeric_string:
    case Tag::printable_string:
    case Tag::teletex_string:
    case Tag::ia5_string:
    case Tag::visible_string:
    case Tag::universal_string:
    case Tag::bmp_string: return true;
    default: return false;
  }
}

template <class Octet>
constexpr auto BasicCharacterReader<Octet>::next() -> std::optional<char32_t> {
  if (rest_.empty() || failed_) return std::nullopt;
  if (!is_character_string(type_)) return fail();
  auto const size = detail::character_size(type_);
  auto const character = size == 0 ? take_utf8() : take(size);
  if (character && !detail::has_character(type_, *character)) return fail();
  return character;
}

template <class Octet>
constexpr auto BasicCharacterReader<Octet>::take(std::size_t octets) -> std::optional<char32_t> {
  if (rest_.size() < octets) return fail();
  char32_t character = 0;
  for (auto const octet : rest_.first(octets)) character = character << 8U | detail::bits_of(octet);
  rest_ = rest_.subspan(octets);
  return character;
}

// RFC 3629, 3: the shortest form only. `has_character` refuses surrogates and what lies beyond 10FFFF.
template <class Octet>
constexpr auto BasicCharacterReader<Octet>::take_utf8() -> std::optional<char32_t> {
  auto const first = detail::bits_of(rest_[0]);
  if (first < 0x80) return take(1);
  std::size_t const size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (size == 0 || rest_.size() < size) return fail();
  char32_t character = first & (0x7fU >> size);
  for (auto const octet : rest_.subspan(1, size - 1)) {
    if ((detail::bits_of(octet) & 0xc0U) != 0x80) return fail();
    character = character << 6U | (detail::bits_of(octet) & 0x3fU);
  }
  bool const overlong = (size == 3 && character < 0x800) || (size == 4 && character < 0x10000);
  if (overlong) return fail();
  rest_ = rest_.subspan(size);
  return character;
}

namespace detail {

/// Which octets are a character of the type, each for itself. Of UTF8String and IA5String all of ASCII are.
[[nodiscard]] constexpr auto printable_octets() -> std::array<bool, 256> {
  std::array<bool, 256> octets{};
  for (std::size_t code = 0; code != 0x80; ++code)
    octets[code] = has_character(Tag::printable_string, static_cast<char32_t>(code));
  return octets;
}
inline constexpr auto printable = printable_octets();

/// Eight octets as a number, in any order.
[[nodiscard]] constexpr auto word_of(ByteView octets) -> std::uint64_t {
  std::uint64_t word = 0;
  if (std::is_constant_evaluated())
    for (auto const octet : octets) word = word << 8U | std::to_integer<std::uint64_t>(octet);
  else
    std::memcpy(&word, octets.data(), sizeof word);
  return word;
}

/// Whether no octet has a fault. `faults` finds those of eight octets at once, of which spaces have none.
template <class Faults>
[[nodiscard]] constexpr auto has_no(Faults faults, ByteView octets) -> bool {
  std::uint64_t found = 0, last = 0x2020202020202020;
  for (; octets.size() >= 8; octets = octets.subspan(8)) found |= faults(word_of(octets.first(8)));
  for (auto const octet : octets) last = last << 8U | std::to_integer<std::uint64_t>(octet);
  return (found | faults(last)) == 0;
}

/// Up to 7F.
[[nodiscard]] constexpr auto is_ascii(ByteView octets) -> bool {
  return has_no([](std::uint64_t word) { return word & 0x8080808080808080; }, octets);
}
/// From 20 to 7E. Where an octet lies outside, the lowest such one leaves its highest bit set in one of the three.
[[nodiscard]] constexpr auto is_visible_ascii(ByteView octets) -> bool {
  constexpr std::uint64_t each = 0x0101010101010101;
  return has_no([](std::uint64_t word) { return (word | (word + each) | (word - 0x20 * each)) & (0x80 * each); },
                octets);
}
[[nodiscard]] constexpr auto is_printable(ByteView contents) -> bool {
  unsigned all = 1;
  for (auto const octet : contents) all &= static_cast<unsigned>(printable[std::to_integer<std::size_t>(octet)]);
  return all != 0;
}

/// That a string holds ASCII of its type, as nearly all do. Of others nothing is said.
[[nodiscard]] constexpr auto is_plain(Element const& element) -> bool {
  if (element.tag == Tag::printable_string) return is_printable(element.contents);
  bool const has_all = element.tag == Tag::utf8_string || element.tag == Tag::ia5_string;
  return has_all && is_ascii(element.contents);
}

}  // namespace detail

constexpr auto check_string(Element const& element) -> DerResult<void> {
  if (detail::is_plain(element)) return {};
  if (!is_character_string(element.tag)) return refuse(Errc::der_unexpected_tag, element.offset);
  CharacterReader reader{element.tag, element.contents};
  while (reader.next()) {
  }
  if (reader.failed()) return refuse(Errc::der_bad_string, element.offset);
  return {};
}

inline void append_utf8(std::string& text, char32_t character) {
  auto const put = [&text](char32_t octet) { text += static_cast<char>(octet); };
  auto const put_low = [&put](char32_t bits) { put(0x80U | (bits & 0x3fU)); };
  if (character < 0x80) return put(character);
  if (character < 0x800) return put(0xc0U | character >> 6U), put_low(character);
  if (character < 0x10000) return put(0xe0U | character >> 12U), put_low(character >> 6U), put_low(character);
  put(0xf0U | character >> 18U), put_low(character >> 12U), put_low(character >> 6U), put_low(character);
}

inline auto to_utf8(Tag type, ByteView contents) -> std::optional<std::string> {
  if (!is_character_string(type)) return std::nullopt;
  std::string text;
  CharacterReader reader{type, contents};
  while (auto const character = reader.next()) append_utf8(text, *character);
  if (reader.failed()) return std::nullopt;
  return text;
}

}  // namespace vidimus::der
#endif
// ---- end of vidimus/der/string.hpp

// ---- vidimus/der/time.hpp
#ifndef VIDIMUS_SINGLE_der_time_hpp
#define VIDIMUS_SINGLE_der_time_hpp
// UTCTime and GeneralizedTime in the one form that RFC 5280 leaves of each (4.1.2.5): seconds present, no fraction, `Z`.
//
// A CA must write dates through 2049 as UTCTime. That binds those who issue: "conforming applications MUST be able to
// process validity dates that are encoded in either", so a GeneralizedTime before 2050 is read (PKITS 4.2.4 has one).

namespace vidimus::der {

namespace detail {

/// Two decimal digits as a number; above 99 if they are none.
[[nodiscard]] constexpr auto two_digits(ByteView text, std::size_t at) -> unsigned {
  auto const tens = std::to_integer<unsigned>(text[at]) - '0';
  auto const ones = std::to_integer<unsigned>(text[at + 1]) - '0';
  return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

/// `MMDDHHMMSSZ` after a year.
[[nodiscard]] constexpr auto time_in_year(int year, ByteView text, std::size_t offset) -> DerResult<Time> {
  using namespace std::chrono;
  year_month_day const date{std::chrono::year{year}, month{two_digits(text, 0)}, day{two_digits(text, 2)}};
  auto const hour = two_digits(text, 4), minute = two_digits(text, 6), second = two_digits(text, 8);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59 || text[10] != std::byte{'Z'})
    return refuse(Errc::der_bad_time, offset);
  return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

/// `YYMMDDHHMMSSZ`; 50 to 99 are 1950 to 1999 (RFC 5280, 4.1.2.5.1).
[[nodiscard]] constexpr auto to_utc_time(Element const& element) -> DerResult<Time> {
  auto const text = element.contents;
  if (text.size() != 13) return refuse(Errc::der_bad_time, element.offset);
  auto const year = two_digits(text, 0);
  if (year > 99) return refuse(Errc::der_bad_time, element.offset);
  return time_in_year(static_cast<int>(year < 50 ? 2000 + year : 1900 + year), text.subspan(2), element.offset);
}

/// `YYYYMMDDHHMMSSZ` (RFC 5280, 4.1.2.5.2).
[[nodiscard]] constexpr auto to_generalized_time(Element const& element) -> DerResult<Time> {
  auto const text = element.contents;
  if (text.size() != 15) return refuse(Errc::der_bad_time, element.offset);
  auto const century = two_digits(text, 0), year = two_digits(text, 2);
  if (century > 99 || year > 99) return refuse(Errc::der_bad_time, element.offset);
  return time_in_year(static_cast<int>(century * 100 + year), text.subspan(4), element.offset);
}

}  // namespace detail

/// GeneralizedTime. Errors: `der_bad_time`.
[[nodiscard]] constexpr auto read_generalized_time(Reader& reader, Tag tag = Tag::generalized_time) -> DerResult<Time> {
  auto const element = reader.read(tag);
  if (!element) return refuse(element.error());
  return detail::to_generalized_time(*element);
}

/// Time ::= CHOICE { utcTime, generalTime }. Errors: `der_bad_time`.
[[nodiscard]] constexpr auto read_time(Reader& reader) -> DerResult<Time> {
  if (!reader.is_next(Tag::utc_time)) return read_generalized_time(reader);
  auto const element = reader.read_any();
  if (!element) return refuse(element.error());
  return detail::to_utc_time(*element);
}

}  // namespace vidimus::der
#endif
// ---- end of vidimus/der/time.hpp

// ---- vidimus/der/writer.hpp
#ifndef VIDIMUS_SINGLE_der_writer_hpp
#define VIDIMUS_SINGLE_der_writer_hpp
// Writing DER (X.690): as little as asking an OCSP responder needs. Values are written as they are given; the caller knows
// what their type wants.

namespace vidimus::der {

namespace detail {

/// In the shortest form (X.690, 10.1).
inline void append_length(Buffer& to, std::size_t length) {
  if (length < 0x80) return to.push_back(static_cast<std::byte>(length));
  unsigned octets = 0;
  while (octets != sizeof length && length >> (8 * octets) != 0) ++octets;
  to.push_back(static_cast<std::byte>(0x80U | octets));
  while (octets-- != 0) to.push_back(static_cast<std::byte>(length >> (8 * octets) & 0xffU));
}

}  // namespace detail

/// An element whose contents are these parts, one behind the other.
[[nodiscard]] inline auto write(Tag tag, std::initializer_list<ByteView> parts) -> Buffer {
  std::size_t length = 0;
  for (auto const part : parts) length += part.size();
  Buffer element;
  element.reserve(2 + sizeof length + length);
  element.push_back(static_cast<std::byte>(tag));
  detail::append_length(element, length);
  for (auto const part : parts) element.insert(element.end(), part.begin(), part.end());
  return element;
}

}  // namespace vidimus::der
#endif
// ---- end of vidimus/der/writer.hpp

// ---- vidimus/message/message_stream.hpp
#ifndef VIDIMUS_SINGLE_message_message_stream_hpp
#define VIDIMUS_SINGLE_message_message_stream_hpp
// Step 10: messages over a channel. Each is four octets of length, most significant first, and then that many octets; an
// empty message is a message. The layer keeps nothing back and reads nothing ahead of the message it returns.

namespace vidimus {

/// What a message layer needs of a channel.
template <class C>
concept Conversation = requires(C& channel, std::span<std::byte> in, ByteView out) {
  { channel.read(in) } -> std::same_as<Result<std::size_t>>;
  { channel.write(out) } -> std::same_as<Result<std::size_t>>;
  { channel.close() } -> std::same_as<Result<void>>;
};

/// IBM MQ's MAXMSGL: 4 MiB is its default.
inline constexpr std::uint32_t default_message_limit = std::uint32_t{4} << 20U;

/// Messages over a blocking channel. Movable; one thread at a time. After an error the stream is out of step: give it up.
template <Conversation Channel>
class MessageStream {
 public:
  /// No message of either direction may be longer than `limit` octets.
  explicit MessageStream(Channel channel, std::uint32_t limit = default_message_limit)
      : channel_{std::move(channel)}, limit_{limit} {}

  /// Sends one message whole. Errors: `message_too_large`, before anything is sent; those of the channel.
  [[nodiscard]] auto send(ByteView message) -> Result<void> {
    if (message.size() > limit_)
      return refuse(Errc::message_too_large, OverLimit{"octets to send", limit_, message.size()});
    auto const length = static_cast<std::uint32_t>(message.size());
    std::array<std::byte, prefix_octets> prefix{};
    for (std::size_t i = 0; i != prefix_octets; ++i)
      prefix[i] = static_cast<std::byte>(length >> (8 * (prefix_octets - 1 - i)) & 0xFFU);
    if (auto sent = write_all(prefix); !sent) return sent;
    return write_all(message);
  }

  /// The next message; nothing once the peer closed the channel between two messages. Errors: `message_too_large`, before
  /// any memory is taken for it; `message_truncated` where the peer closed in the middle of one; those of the channel.
  [[nodiscard]] auto receive() -> Result<std::optional<Buffer>> {
    std::array<std::byte, prefix_octets> prefix{};
    auto const got = read_all(prefix);
    if (!got) return refuse(got.error());
    if (*got == 0) return std::nullopt;
    if (*got != prefix_octets) return cut_short(prefix_octets, *got);
    std::uint32_t length = 0;
    for (auto const octet : prefix) length = length << 8U | std::to_integer<std::uint32_t>(octet);
    if (length > limit_) return refuse(Errc::message_too_large, OverLimit{"octets announced", limit_, length});
    Buffer message(length);
    auto const body = read_all(message);
    if (!body) return refuse(body.error());
    if (*body != length) return cut_short(length, *body);
    return message;
  }

  /// Says that no further message comes.
  [[nodiscard]] auto close() -> Result<void> { return channel_.close(); }

  [[nodiscard]] auto channel() -> Channel& { return channel_; }

 private:
  static constexpr std::size_t prefix_octets = 4;

  auto write_all(ByteView bytes) -> Result<void> {
    while (!bytes.empty()) {
      auto const written = channel_.write(bytes);
      if (!written) return refuse(written.error());
      bytes = bytes.subspan(*written);
    }
    return {};
  }

  // How many octets there were before the peer closed.
  auto read_all(std::span<std::byte> bytes) -> Result<std::size_t> {
    std::size_t filled = 0;
    while (filled != bytes.size()) {
      auto const read = channel_.read(bytes.subspan(filled));
      if (!read) return refuse(read.error());
      if (*read == 0) break;
      filled += *read;
    }
    return filled;
  }

  static auto cut_short(std::uint64_t wanted, std::uint64_t got) -> tl::unexpected<Failure> {
    return refuse(Errc::message_truncated,
                  Mismatch{std::to_string(wanted) + " octets", {std::to_string(got) + " octets"}});
  }

  Channel channel_;
  std::uint32_t limit_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/message/message_stream.hpp

// ---- vidimus/x509/extension.hpp
#ifndef VIDIMUS_SINGLE_x509_extension_hpp
#define VIDIMUS_SINGLE_x509_extension_hpp
// One extension of a certificate or CRL (RFC 5280, 4.2 and 5.2): an identifier, whether it is critical, and a value.

namespace vidimus {

///   Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
struct Extension {
  der::Oid id;
  bool critical = false;
  ByteView value;                ///< the octet string's contents: the DER of the extension's own type
  std::size_t value_offset = 0;  ///< of `value`, from the start of the outermost encoding

  [[nodiscard, gnu::always_inline]] static constexpr auto read(der::Reader& reader) -> der::DerResult<Extension>;
};

constexpr auto Extension::read(der::Reader& reader) -> der::DerResult<Extension> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const id = der::read_oid(*fields);
  if (!id) return der::refuse(id.error());
  auto const critical = der::read_boolean_default_false(*fields);
  if (!critical) return der::refuse(critical.error());
  auto const value = (*fields).read(der::Tag::octet_string);
  if (!value) return der::refuse(value.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return Extension{*id, *critical, (*value).contents, (*value).contents_offset()};
}

/// An extension's value as the type that it holds, which must be all of it: `decode<KeyUsage>(extension)`.
template <class Value>
[[nodiscard]] constexpr auto decode(Extension const& extension) -> der::DerResult<Value> {
  der::Reader reader{extension.value, extension.value_offset};
  auto const value = Value::read(reader);
  if (!value) return der::refuse(value.error());
  if (auto const end = reader.finish(); !end) return der::refuse(end.error());
  return *value;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/extension.hpp

// ---- vidimus/x509/escaped_text.hpp
#ifndef VIDIMUS_SINGLE_x509_escaped_text_hpp
#define VIDIMUS_SINGLE_x509_escaped_text_hpp
// Text of a peer's in our own text: names come from people whom nobody has authenticated yet and end up in logs, so what
// could forge a line, hide a part or turn the direction of writing is escaped, and the length is bounded.

namespace vidimus::detail {

/// Control characters of ASCII and ISO 8859-1, line and paragraph separators, and characters that show nothing or turn
/// the direction of writing (Unicode categories Cc, Zl, Zp and Cf; the tags of plane 14).
[[nodiscard]] constexpr auto is_unprintable(char32_t character) -> bool {
  struct Span {
    char32_t first, last;
  };
  constexpr Span spans[]{{0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},
                         {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},
                         {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xfffe, 0xffff}, {0xe0000, 0xe007f}};
  return std::ranges::any_of(spans, [character](Span s) { return character >= s.first && character <= s.last; });
}

/// Adds a character, or each of its UTF-8 octets as `\E2`, which RFC 4514 reads back.
inline void append_escaped(std::string& text, char32_t character, std::string_view specials) {
  std::string utf8;
  der::append_utf8(utf8, character);
  bool const special = utf8.size() == 1 && specials.find(utf8[0]) != std::string_view::npos;
  if (is_unprintable(character)) {
    for (char const octet : utf8) text += '\\' + to_hex(bytes_of({&octet, 1}));
    return;
  }
  if (special) text += '\\';
  text += utf8;
}

/// An attribute's value by RFC 4514, 2.4: also a leading `#` or space and a trailing space are escaped.
[[nodiscard]] inline auto escaped_attribute_value(der::Tag type, ByteView contents, std::size_t limit) -> std::string {
  constexpr std::string_view specials = "\"+,;<>\\";
  std::string text;
  der::CharacterReader characters{type, contents};
  auto character = characters.next();
  for (bool first = true; character; first = false) {
    if (text.size() >= limit) return text + "…";
    auto const next = characters.next();
    bool const last = !next && !characters.failed();
    bool const is_edge = (*character == U' ' && (first || last)) || (*character == U'#' && first);
    append_escaped(text, *character, is_edge ? " #" : specials);
    character = next;
  }
  return text;
}

/// A text that should be ASCII, with what is not, and backslashes, escaped.
[[nodiscard]] inline auto escaped_ascii(ByteView contents, std::size_t limit) -> std::string {
  std::string text;
  for (auto const octet : contents) {
    if (text.size() >= limit) return text + "…";
    auto const character = std::to_integer<unsigned>(octet);
    bool const plain = character > 0x1f && character < 0x7f && character != '\\';
    if (plain) text += static_cast<char>(character);
    if (!plain) text += '\\' + to_hex({&octet, 1});
  }
  return text;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/x509/escaped_text.hpp

// ---- vidimus/x509/attribute_type.hpp
#ifndef VIDIMUS_SINGLE_x509_attribute_type_hpp
#define VIDIMUS_SINGLE_x509_attribute_type_hpp
// Attribute types of distinguished names and how they are written: RFC 4514's names where it has one, else the name that
// the type was registered with.

namespace vidimus {

struct AttributeType {
  der::Oid id;
  std::string_view short_name;
};

// clang-format off
/// The types that have a name in text.
inline constexpr std::array<AttributeType, 23> attribute_types{{
    {oid::common_name, "CN"},
    {oid::organizational_unit_name, "OU"},
    {oid::organization_name, "O"},
    {oid::country_name, "C"},
    {oid::locality_name, "L"},
    {oid::state_or_province_name, "ST"},
    {oid::street_address, "STREET"},
    {oid::domain_component, "DC"},
    {oid::user_id, "UID"},
    {oid::serial_number, "SERIALNUMBER"},
    {oid::email_address, "emailAddress"},
    {oid::surname, "SN"},
    {oid::given_name, "givenName"},
    {oid::initials, "initials"},
    {oid::title, "title"},
    {oid::name, "name"},
    {oid::generation_qualifier, "generationQualifier"},
    {oid::dn_qualifier, "dnQualifier"},
    {oid::postal_code, "postalCode"},
    {oid::pseudonym, "pseudonym"},
    {oid::unique_identifier, "x500UniqueIdentifier"},
    {oid::unstructured_name, "unstructuredName"},
    {oid::unstructured_address, "unstructuredAddress"},
}};
// clang-format on

/// Empty for a type that is not in the table.
[[nodiscard]] constexpr auto short_name_of(der::Oid type) -> std::string_view {
  for (auto const& row : attribute_types)
    if (row.id == type) return row.short_name;
  return {};
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/attribute_type.hpp

// ---- vidimus/x509/attribute.hpp
#ifndef VIDIMUS_SINGLE_x509_attribute_hpp
#define VIDIMUS_SINGLE_x509_attribute_hpp
// One attribute of a distinguished name (RFC 5280, 4.1.2.4), and how RFC 4514 writes it.

namespace vidimus {

///   AttributeTypeAndValue ::= SEQUENCE { type AttributeType, value AttributeValue }
/// Where the value is a character string its characters have been checked.
struct Attribute {
  der::Oid type;
  der::Tag string_tag{};  ///< the value's identifier: mostly, and not only, a character string's
  ByteView value;         ///< the value's contents
  std::size_t rdn = 0;    ///< which relative distinguished name it belongs to, counted from 0 as encoded
  ByteView value_der;     ///< the value's whole element

  [[nodiscard, gnu::always_inline]] static constexpr auto read(der::Reader& reader) -> der::DerResult<Attribute>;
  /// The value as UTF-8; empty if it is no character string.
  [[nodiscard]] auto to_utf8() const -> std::optional<std::string> { return der::to_utf8(string_tag, value); }
  /// `CN=QM2`, escaped as RFC 4514 demands and control characters too. At most `limit` octets or so, then `…`.
  [[nodiscard]] auto to_text(std::size_t limit = 1024) const -> std::string;
};

constexpr auto Attribute::read(der::Reader& reader) -> der::DerResult<Attribute> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const type = der::read_oid(*fields);
  if (!type) return der::refuse(type.error());
  auto const value = (*fields).read_any();
  if (!value) return der::refuse(value.error());
  auto const& element = *value;
  if (der::is_character_string(element.tag))
    if (auto const characters = der::check_string(element); !characters) return der::refuse(characters.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return Attribute{*type, element.tag, element.contents, 0, element.full};
}

// RFC 4514, 2.3 and 2.4: a type without a name is dotted, and then, or if it is no string, its value is `#` and hexadecimal.
inline auto Attribute::to_text(std::size_t limit) const -> std::string {
  auto const known_name = short_name_of(type);
  auto text = known_name.empty() ? type.to_text() : std::string{known_name};
  text += '=';
  bool const as_string = !known_name.empty() && der::is_character_string(string_tag);
  if (as_string) return text + detail::escaped_attribute_value(string_tag, value, limit);
  auto const shown = value_der.first((std::min)(value_der.size(), limit / 2));
  return text + '#' + to_hex(shown) + (shown.size() < value_der.size() ? "…" : "");
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/attribute.hpp

// ---- vidimus/x509/name.hpp
#ifndef VIDIMUS_SINGLE_x509_name_hpp
#define VIDIMUS_SINGLE_x509_name_hpp
// Distinguished names (RFC 5280, 4.1.2.4): a sequence of relative distinguished names, each a set of attributes.

namespace vidimus {

/// Forward iterator over a name's attributes in encoded order; where the encoding is malformed it ends.
class NameIterator {
 public:
  using value_type = Attribute;
  using difference_type = std::ptrdiff_t;
  using reference = Attribute;
  using pointer = void;
  using iterator_category = std::input_iterator_tag;  // of C++17, whose forward iterators return references
  using iterator_concept = std::forward_iterator_tag;

  constexpr NameIterator() = default;
  [[gnu::always_inline]] constexpr explicit NameIterator(der::Cursor rdns) : rdns_{rdns} { ++*this; }

  /// Only before the end.
  [[nodiscard]] constexpr auto operator*() const -> Attribute { return current_; }
  [[gnu::always_inline]] constexpr auto operator++() -> NameIterator&;
  constexpr auto operator++(int) -> NameIterator {
    auto const before = *this;
    ++*this;
    return before;
  }
  /// Of iterators into the same name.
  friend constexpr auto operator==(NameIterator const& a, NameIterator const& b) -> bool {
    return a.current_.value_der.data() == b.current_.value_der.data();
  }

 private:
  der::Cursor rdns_, attributes_;
  std::size_t rdns_begun_ = 0;
  Attribute current_{};  // at the end without a value, which each attribute has
};

/// A view of a distinguished name: good as long as the bytes it was read from. A range of `Attribute` in encoded order.
class Name : public ranges::view_base {
 public:
  constexpr Name() = default;
  /// Of an encoding that was read before. It is not checked again: of any other, what precedes its first fault is seen, and
  /// of faults only those that leave no attribute to see.
  constexpr explicit Name(ByteView der) : der_{der} {}
  /// Exactly one Name. Errors: `certificate_malformed`.
  [[nodiscard]] static auto parse(ByteView der) -> Result<Name>;
  /// Name ::= SEQUENCE OF RelativeDistinguishedName. Errors: those of the reader; `der_empty` for an RDN without
  /// attributes, `der_unsorted_set`, `der_bad_string`.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<Name>;

  /// The whole encoding.
  [[nodiscard]] constexpr auto der() const -> ByteView { return der_; }
  /// Whether there is no attribute.
  [[nodiscard]] constexpr auto is_empty() const -> bool { return begin() == end(); }
  [[nodiscard]] constexpr auto attributes() const -> Name { return *this; }
  [[nodiscard, gnu::always_inline]] constexpr auto begin() const -> NameIterator;
  [[nodiscard]] constexpr auto end() const -> NameIterator { return {}; }

  /// As RFC 4514 writes it: `CN=QM2,OU=Payments,O=Acme`. Control characters and those that turn the direction of writing
  /// are escaped, so that a name cannot forge a line of a log. Beyond `text_limit` octets it is cut and ends in `…`.
  [[nodiscard]] auto to_text() const -> std::string;
  static constexpr std::size_t text_limit = 1024;

 private:
  ByteView der_;
};

namespace detail {

/// X.690, 11.6: ascending, the shorter one padded with zero octets.
[[nodiscard]] constexpr auto is_ascending(ByteView a, ByteView b) -> bool {
  for (std::size_t i = 0; i != (std::max)(a.size(), b.size()); ++i) {
    auto const left = i < a.size() ? a[i] : std::byte{0}, right = i < b.size() ? b[i] : std::byte{0};
    if (left != right) return left < right;
  }
  return true;
}

/// Attributes in one relative distinguished name: more than two are rare, and comparing sets takes each with each.
inline constexpr std::size_t rdn_limit = 32;

/// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue, or another identifier that replaces SET.
/// Errors: also `der_length_too_large` for more than `rdn_limit` attributes.
[[nodiscard]] constexpr auto read_rdn(der::Reader& reader, der::Tag tag = der::Tag::set) -> der::DerResult<ByteView> {
  auto elements = reader.read_nested_non_empty(tag);
  if (!elements) return der::refuse(elements.error());
  auto& rest = *elements;
  auto const all = rest.rest();
  std::size_t previous = 0, count = 0;  // where the attribute before began in `all`
  while (!rest.is_at_end()) {
    auto const offset = rest.offset();
    auto const begin = all.size() - rest.rest().size();
    if (count == rdn_limit) return der::refuse(Errc::der_length_too_large, offset);
    if (auto const attribute = Attribute::read(rest); !attribute) return der::refuse(attribute.error());
    auto const end = all.size() - rest.rest().size();
    if (count != 0 && !is_ascending(all.subspan(previous, begin - previous), all.subspan(begin, end - begin)))
      return der::refuse(Errc::der_unsorted_set, offset);
    previous = begin;
    ++count;
  }
  return all;
}

}  // namespace detail

constexpr auto NameIterator::operator++() -> NameIterator& {
  if (attributes_.is_at_end()) {
    attributes_ = der::Cursor{rdns_.take(der::Tag::set).contents};
    ++rdns_begun_;
  }
  der::Cursor fields{attributes_.take(der::Tag::sequence).contents};
  auto const type = fields.take(der::Tag::object_identifier);
  auto const value = fields.take_any();
  if (value.full.empty()) return *this = {};
  current_ = {der::Oid{type.contents}, value.tag, value.contents, rdns_begun_ - 1, value.full};
  return *this;
}

constexpr auto Name::begin() const -> NameIterator {
  return NameIterator{der::Cursor{der::Cursor{der_}.take(der::Tag::sequence).contents}};
}

constexpr auto Name::read(der::Reader& reader) -> der::DerResult<Name> {
  auto const element = reader.read(der::Tag::sequence);
  if (!element) return der::refuse(element.error());
  for (der::Reader rdns{*element}; !rdns.is_at_end();)
    if (auto const rdn = detail::read_rdn(rdns); !rdn) return der::refuse(rdn.error());
  return Name{(*element).full};
}

inline auto Name::parse(ByteView der) -> Result<Name> {
  der::Reader reader{der};
  auto const name = read(reader);
  auto const end = reader.finish();
  if (name && end) return *name;
  auto const error = name ? end.error() : name.error();
  return refuse(Errc::certificate_malformed, Malformed{"Name", error.offset, error.rule});
}

// RFC 4514, 2.1 and 2.2: relative names from the last to the first, joined by commas; attributes of one by plus signs.
inline auto Name::to_text() const -> std::string {
  std::vector<Attribute> attributes;
  for (auto const& attribute : *this) attributes.push_back(attribute);
  std::string text;
  for (auto last = attributes.size(); last != 0;) {
    auto first = last - 1;
    while (first != 0 && attributes[first - 1].rdn == attributes[last - 1].rdn) --first;
    for (auto at = first; at != last; ++at) {
      if (text.size() >= text_limit) return text + "…";
      if (!text.empty()) text += at == first ? ',' : '+';
      text += attributes[at].to_text(text_limit - text.size());
    }
    last = first;
  }
  return text;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/name.hpp

// ---- vidimus/x509/general_name.hpp
#ifndef VIDIMUS_SINGLE_x509_general_name_hpp
#define VIDIMUS_SINGLE_x509_general_name_hpp
// GeneralName and GeneralNames (RFC 5280, 4.2.1.6).

namespace vidimus {

/// In the order of GeneralName's context tags.
enum class GeneralNameKind : std::uint8_t {
  other_name,
  rfc822_name,
  dns_name,
  x400_address,
  directory_name,
  edi_party_name,
  uri,
  ip_address,
  registered_id,
};

/// GeneralName ::= CHOICE (RFC 5280, 4.2.1.6). Views the encoding that it was read from.
struct GeneralName {
  GeneralNameKind kind{};
  /// The contents: ASCII characters of an rfc822Name, dNSName or URI; 4 or 16 octets of an iPAddress (8 or 32 in a name
  /// constraint); the whole Name of a directoryName; the contents octets of a registeredID; `type-id` and `[0] value` of
  /// an otherName.
  ByteView value;

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<GeneralName>;

  /// The characters of an rfc822Name, dNSName or URI, which are ASCII without control characters; else empty.
  [[nodiscard]] auto text() const -> std::string_view;
  /// The name of a directoryName; else an empty one.
  [[nodiscard]] constexpr auto directory_name() const -> Name;
  /// The identifier of a registeredID or the type of an otherName; else empty.
  [[nodiscard]] constexpr auto id() const -> der::Oid;
  /// The value of an otherName: one element; else empty.
  [[nodiscard]] constexpr auto other_name_value() const -> ByteView;
  /// For people: `DNS:q1.example`, `IP:192.0.2.1`, `DirName:CN=QM2,O=Acme`. Escaped and bounded as `Name::to_text`.
  [[nodiscard]] auto to_text() const -> std::string;
};

/// Forward iterator over general names in encoded order.
class GeneralNameIterator {
 public:
  using value_type = GeneralName;
  using difference_type = std::ptrdiff_t;
  using reference = GeneralName;
  using pointer = void;
  using iterator_category = std::input_iterator_tag;  // of C++17, whose forward iterators return references
  using iterator_concept = std::forward_iterator_tag;

  constexpr GeneralNameIterator() = default;
  [[gnu::always_inline]] constexpr explicit GeneralNameIterator(der::Cursor names) : rest_{names} { ++*this; }

  /// Only before the end.
  [[nodiscard]] constexpr auto operator*() const -> GeneralName { return current_; }
  [[gnu::always_inline]] constexpr auto operator++() -> GeneralNameIterator&;
  constexpr auto operator++(int) -> GeneralNameIterator {
    auto const before = *this;
    ++*this;
    return before;
  }
  /// Of iterators into the same names.
  friend constexpr auto operator==(GeneralNameIterator const& a, GeneralNameIterator const& b) -> bool {
    return a.current_.value.data() == b.current_.value.data();
  }

 private:
  der::Cursor rest_;
  GeneralName current_;  // at the end it views nothing
};

/// A view of SEQUENCE SIZE (1..MAX) OF GeneralName: a range of `GeneralName`.
class GeneralNames : public ranges::view_base {
 public:
  using value_type = GeneralName;

  constexpr GeneralNames() = default;
  /// Errors: those of the reader; `der_empty`; `extension_malformed` for an iPAddress that is no address.
  [[nodiscard]] static constexpr auto read(der::Reader& reader, der::Tag tag = der::Tag::sequence)
      -> der::DerResult<GeneralNames>;
  [[nodiscard, gnu::always_inline]] constexpr auto begin() const -> GeneralNameIterator {
    return GeneralNameIterator{der::Cursor{elements_}};
  }
  [[nodiscard]] constexpr auto end() const -> GeneralNameIterator { return {}; }
  [[nodiscard]] constexpr auto is_empty() const -> bool { return elements_.empty(); }
  /// How many names there are: counts them.
  [[nodiscard]] constexpr auto count() const -> std::size_t {
    std::size_t names = 0;
    for (auto at = begin(); at != end(); ++at) ++names;
    return names;
  }

 private:
  friend class Certificate;
  constexpr explicit GeneralNames(ByteView elements) : elements_{elements} {}
  /// Of an encoding that `read` has accepted: it is not checked again.
  [[nodiscard]] static constexpr auto read_again(ByteView der) -> GeneralNames {
    return GeneralNames{der::Cursor{der}.take(der::Tag::sequence).contents};
  }

  ByteView elements_;
};

constexpr auto GeneralNameIterator::operator++() -> GeneralNameIterator& {
  auto const name = rest_.take_any();
  auto const kind = der::number_of(name.tag);
  bool const is_name = !name.full.empty() && kind <= static_cast<unsigned>(GeneralNameKind::registered_id);
  if (!is_name) return *this = {};
  current_ = {static_cast<GeneralNameKind>(kind), name.contents};
  return *this;
}

namespace detail {

/// OtherName ::= SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY }, read from inside.
struct OtherName {
  der::Oid type;
  ByteView value;
};
[[nodiscard]] constexpr auto to_other_name(der::Element const& element) -> der::DerResult<OtherName> {
  der::Reader fields{element};
  auto const type = der::read_oid(fields);
  if (!type) return der::refuse(type.error());
  auto value_fields = fields.read_nested(der::context(0));
  if (!value_fields) return der::refuse(value_fields.error());
  auto const value = (*value_fields).read_any();
  if (!value) return der::refuse(value.error());
  if (auto const end = (*value_fields).finish(); !end) return der::refuse(end.error());
  if (auto const end = fields.finish(); !end) return der::refuse(end.error());
  return OtherName{*type, (*value).full};
}

/// IA5String; a control character is in no host name, mailbox or URI, and NUL has been used to cut names short.
[[nodiscard]] constexpr auto to_ascii(der::Element const& element) -> der::DerResult<ByteView> {
  if (!der::detail::is_visible_ascii(element.contents)) return der::refuse(Errc::der_bad_string, element.offset);
  return element.contents;
}

/// directoryName is EXPLICIT, as every tagged CHOICE.
[[nodiscard]] constexpr auto to_directory_name(der::Element const& element) -> der::DerResult<ByteView> {
  der::Reader inside{element};
  auto const name = Name::read(inside);
  if (!name) return der::refuse(name.error());
  if (auto const end = inside.finish(); !end) return der::refuse(end.error());
  return element.contents;
}

[[nodiscard]] constexpr auto to_general_name_value(GeneralNameKind kind, der::Element const& element)
    -> der::DerResult<ByteView> {
  switch (kind) {
    case GeneralNameKind::other_name:
      if (auto const name = to_other_name(element); !name) return der::refuse(name.error());
      return element.contents;
    case GeneralNameKind::rfc822_name:
    case GeneralNameKind::dns_name:
    case GeneralNameKind::uri: return to_ascii(element);
    case GeneralNameKind::directory_name: return to_directory_name(element);
    case GeneralNameKind::registered_id:
      if (auto const id = der::to_oid(element); !id) return der::refuse(id.error());
      return element.contents;
    case GeneralNameKind::x400_address:
    case GeneralNameKind::edi_party_name:
    case GeneralNameKind::ip_address: break;
  }
  return element.contents;
}

/// `192.0.2.1`, `2001:DB8:0:0:0:0:0:1`; an address and its mask in a name constraint: `192.0.2.0/255.255.255.0`.
[[nodiscard]] inline auto ip_address_text(ByteView octets) -> std::string {
  if (octets.size() == 8 || octets.size() == 32)
    return ip_address_text(octets.first(octets.size() / 2)) + '/' + ip_address_text(octets.last(octets.size() / 2));
  std::string text;
  if (octets.size() == 4)
    for (auto const octet : octets) text += (text.empty() ? "" : ".") + std::to_string(std::to_integer<int>(octet));
  if (octets.size() == 16)
    for (std::size_t i = 0; i != 16; i += 2) {
      auto const group = to_hex(octets.subspan(i, 2));
      text += (text.empty() ? "" : ":") + group.substr(std::min<std::size_t>(group.find_first_not_of('0'), 3));
    }
  return text;
}

}  // namespace detail

constexpr auto GeneralName::read(der::Reader& reader) -> der::DerResult<GeneralName> {
  constexpr unsigned constructed_kinds = 1U << 0 | 1U << 3 | 1U << 4 | 1U << 5;
  auto const element = reader.read_any();
  if (!element) return der::refuse(element.error());
  auto const tag = (*element).tag;
  auto const number = der::number_of(tag);
  auto const form = (constructed_kinds >> number & 1U) != 0 ? der::Form::constructed : der::Form::primitive;
  if (number > 8 || tag != der::context(number, form)) return der::refuse(Errc::der_unexpected_tag, (*element).offset);
  auto const kind = static_cast<GeneralNameKind>(number);
  auto const value = detail::to_general_name_value(kind, *element);
  if (!value) return der::refuse(value.error());
  return GeneralName{kind, *value};
}

inline auto GeneralName::text() const -> std::string_view {
  bool const ascii =
      kind == GeneralNameKind::rfc822_name || kind == GeneralNameKind::dns_name || kind == GeneralNameKind::uri;
  return ascii ? text_of(value) : std::string_view{};
}

constexpr auto GeneralName::directory_name() const -> Name {
  return kind == GeneralNameKind::directory_name ? Name{value} : Name{};
}

constexpr auto GeneralName::id() const -> der::Oid {
  if (kind == GeneralNameKind::registered_id) return der::Oid{value};
  if (kind != GeneralNameKind::other_name) return {};
  der::Reader fields{value};
  return der::read_oid(fields).value_or(der::Oid{});
}

constexpr auto GeneralName::other_name_value() const -> ByteView {
  if (kind != GeneralNameKind::other_name) return {};
  auto const name = detail::to_other_name(der::Element{der::context(0), value, value, 0});
  return name ? (*name).value : ByteView{};
}

inline auto GeneralName::to_text() const -> std::string {
  constexpr std::array<std::string_view, 9> labels{"otherName",    "email", "DNS", "X400Name",    "DirName",
                                                   "EdiPartyName", "URI",   "IP",  "RegisteredID"};
  auto const label = std::string{labels[static_cast<std::size_t>(kind)]} + ':';
  switch (kind) {
    case GeneralNameKind::rfc822_name:
    case GeneralNameKind::dns_name:
    case GeneralNameKind::uri: return label + detail::escaped_ascii(value, Name::text_limit);
    case GeneralNameKind::directory_name: return label + directory_name().to_text();
    case GeneralNameKind::ip_address: return label + detail::ip_address_text(value);
    case GeneralNameKind::registered_id: return label + id().to_text();
    case GeneralNameKind::other_name: return label + id().to_text();
    case GeneralNameKind::x400_address:
    case GeneralNameKind::edi_party_name: break;
  }
  return label + to_hex(value.first(std::min<std::size_t>(value.size(), 64)));
}

constexpr auto GeneralNames::read(der::Reader& reader, der::Tag tag) -> der::DerResult<GeneralNames> {
  auto const offset = reader.offset();
  auto const names = reader.read(tag);
  if (!names) return der::refuse(names.error());
  if ((*names).contents.empty()) return der::refuse(Errc::der_empty, offset);
  for (der::Reader rest{*names}; !rest.is_at_end();) {
    auto const name = GeneralName::read(rest);
    if (!name) return der::refuse(name.error());
    bool const is_address = (*name).value.size() == 4 || (*name).value.size() == 16;
    if ((*name).kind == GeneralNameKind::ip_address && !is_address)
      return der::refuse(Errc::extension_malformed, offset);
  }
  return GeneralNames{(*names).contents};
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/general_name.hpp

// ---- vidimus/x509/serial_number.hpp
#ifndef VIDIMUS_SINGLE_x509_serial_number_hpp
#define VIDIMUS_SINGLE_x509_serial_number_hpp
// A certificate's serial number (RFC 5280, 4.1.2.2): an INTEGER as it is encoded. Never converted to a machine integer,
// since it has up to 160 bits. CRLs of older CAs list negative ones, so the type holds them.

namespace vidimus {

/// A view of an INTEGER's contents octets, in their shortest form.
class SerialNumber {
 public:
  constexpr SerialNumber() = default;
  constexpr explicit SerialNumber(ByteView contents) : contents_{contents} {}
  /// INTEGER, or another identifier that replaces it.
  [[nodiscard]] static constexpr auto read(der::Reader& reader, der::Tag tag = der::Tag::integer)
      -> der::DerResult<SerialNumber> {
    auto const contents = der::read_integer(reader, tag);
    if (!contents) return der::refuse(contents.error());
    return SerialNumber{*contents};
  }

  /// Two's complement, most significant octet first.
  [[nodiscard]] constexpr auto contents() const -> ByteView { return contents_; }
  [[nodiscard]] constexpr auto is_negative() const -> bool { return der::is_negative(contents_); }
  [[nodiscard]] constexpr auto is_zero() const -> bool { return contents_.size() == 1 && contents_[0] == std::byte{0}; }
  /// The octets without the sign octet: `05A1`, or `05:A1` with a separator. A negative number begins with `-` and shows
  /// its two's complement. At most 64 octets are shown, then `…`.
  [[nodiscard]] auto to_hex(std::string_view separator = {}) const -> std::string {
    bool const has_sign_octet = contents_.size() > 1 && contents_[0] == std::byte{0};
    auto const magnitude = contents_.subspan(has_sign_octet ? 1 : 0);
    auto const shown = magnitude.first(std::min<std::size_t>(magnitude.size(), 64));
    std::string text{is_negative() ? "-" : ""};
    return text.append(vidimus::to_hex(shown, separator)).append(shown.size() < magnitude.size() ? "…" : "");
  }

  friend constexpr auto operator==(SerialNumber a, SerialNumber b) -> bool {
    return same_bytes(a.contents_, b.contents_);
  }
  /// A total order for sorted containers: shorter first, then by octets. Of positive numbers it is the numeric order.
  friend constexpr auto operator<=>(SerialNumber a, SerialNumber b) -> std::strong_ordering {
    if (auto const by_size = a.contents_.size() <=> b.contents_.size(); by_size != 0) return by_size;
    return std::lexicographical_compare_three_way(a.contents_.begin(), a.contents_.end(), b.contents_.begin(),
                                                  b.contents_.end());
  }

 private:
  ByteView contents_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/serial_number.hpp

// ---- vidimus/x509/authority_key_identifier.hpp
#ifndef VIDIMUS_SINGLE_x509_authority_key_identifier_hpp
#define VIDIMUS_SINGLE_x509_authority_key_identifier_hpp
// Authority key identifier (RFC 5280, 4.2.1.1): which of its issuer's keys signed a certificate or CRL. A hint for building
// paths: whether it must be there is for path validation to say.

namespace vidimus {

///   AuthorityKeyIdentifier ::= SEQUENCE {
///     keyIdentifier             [0] OCTET STRING OPTIONAL,
///     authorityCertIssuer       [1] GeneralNames OPTIONAL,
///     authorityCertSerialNumber [2] CertificateSerialNumber OPTIONAL }  -- the last two: both or neither
struct AuthorityKeyIdentifier {
  std::optional<ByteView> key_identifier;
  std::optional<GeneralNames> issuer;
  std::optional<SerialNumber> serial_number;

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<AuthorityKeyIdentifier>;

 private:
  [[nodiscard]] constexpr auto read_issuer_and_serial_number(der::Reader& fields) -> der::DerResult<void>;
};

constexpr auto AuthorityKeyIdentifier::read(der::Reader& reader) -> der::DerResult<AuthorityKeyIdentifier> {
  AuthorityKeyIdentifier identifier;
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const key_identifier = (*fields).read_optional(der::context(0, der::Form::primitive));
  if (!key_identifier) return der::refuse(key_identifier.error());
  if (auto const& element = *key_identifier) identifier.key_identifier = element->contents;
  if (!(*fields).is_at_end())
    if (auto const rest = identifier.read_issuer_and_serial_number(*fields); !rest) return der::refuse(rest.error());
  return identifier;
}

constexpr auto AuthorityKeyIdentifier::read_issuer_and_serial_number(der::Reader& fields) -> der::DerResult<void> {
  auto const names = GeneralNames::read(fields, der::context(1));
  if (!names) return der::refuse(names.error());
  auto const serial = SerialNumber::read(fields, der::context(2, der::Form::primitive));
  if (!serial) return der::refuse(serial.error());
  issuer = *names;
  serial_number = *serial;
  return fields.finish();
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/authority_key_identifier.hpp

// ---- vidimus/x509/basic_constraints.hpp
#ifndef VIDIMUS_SINGLE_x509_basic_constraints_hpp
#define VIDIMUS_SINGLE_x509_basic_constraints_hpp
// Basic constraints (RFC 5280, 4.2.1.9): whether the subject is a CA and how many intermediate certificates may follow.

namespace vidimus {

///   BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }
struct BasicConstraints {
  bool is_ca = false;
  std::optional<std::uint32_t> path_len_constraint{};  ///< only of a CA

  /// Errors: those of the reader; `der_default_encoded` for a FALSE that is written out; `extension_malformed` for a
  /// path length of what is no CA.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<BasicConstraints>;
};

constexpr auto BasicConstraints::read(der::Reader& reader) -> der::DerResult<BasicConstraints> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const is_ca = der::read_boolean_default_false(*fields);
  if (!is_ca) return der::refuse(is_ca.error());
  if ((*fields).is_at_end()) return BasicConstraints{*is_ca};
  // "CAs MUST NOT include the pathLenConstraint field unless the cA boolean is asserted"
  if (!*is_ca) return der::refuse(Errc::extension_malformed, (*fields).offset());
  auto const path_len = der::read_unsigned(*fields);
  if (!path_len) return der::refuse(path_len.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return BasicConstraints{true, *path_len};
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/basic_constraints.hpp

// ---- vidimus/x509/element_range.hpp
#ifndef VIDIMUS_SINGLE_x509_element_range_hpp
#define VIDIMUS_SINGLE_x509_element_range_hpp
// SEQUENCE OF as a range: a view of the encoding whose iterator decodes one element at a time. It is a range-v3 view, so
// that users compose it; nothing is copied, and elements that did not decode could never have been put in.

namespace vidimus::detail {

/// Forward iterator. `Value::read(der::Reader&)` decodes; where it fails the range ends.
template <class Value>
class ElementIterator {
 public:
  using value_type = Value;
  using difference_type = std::ptrdiff_t;
  using reference = Value;
  using pointer = void;
  using iterator_category = std::input_iterator_tag;  // of C++17, whose forward iterators return references
  using iterator_concept = std::forward_iterator_tag;

  constexpr ElementIterator() = default;
  constexpr explicit ElementIterator(der::Reader elements) : rest_{elements} { ++*this; }

  /// Only before the end.
  [[nodiscard]] constexpr auto operator*() const -> Value { return *current_; }
  constexpr auto operator++() -> ElementIterator& {
    current_.reset();
    if (rest_.is_at_end()) return *this;
    if (auto const value = Value::read(rest_))
      current_ = *value;
    else
      rest_ = der::Reader{};
    return *this;
  }
  constexpr auto operator++(int) -> ElementIterator {
    auto const before = *this;
    ++*this;
    return before;
  }
  /// Of iterators into the same range.
  friend constexpr auto operator==(ElementIterator const& a, ElementIterator const& b) -> bool {
    return a.current_.has_value() == b.current_.has_value() && a.rest_.rest().size() == b.rest_.rest().size();
  }

 private:
  der::Reader rest_;
  std::optional<Value> current_;
};

template <class Derived, class Value>
class ElementRange : public ranges::view_base {
 public:
  using value_type = Value;

  [[nodiscard]] constexpr auto begin() const -> ElementIterator<Value> { return ElementIterator<Value>{elements_}; }
  [[nodiscard]] constexpr auto end() const -> ElementIterator<Value> { return {}; }
  [[nodiscard]] constexpr auto is_empty() const -> bool { return elements_.is_at_end(); }
  /// How many elements there are: counts them.
  [[nodiscard]] constexpr auto count() const -> std::size_t {
    std::size_t elements = 0;
    for (auto at = begin(); at != end(); ++at) ++elements;
    return elements;
  }

 protected:
  constexpr ElementRange() = default;
  constexpr explicit ElementRange(der::Reader elements) : elements_{elements} {}
  /// That every element decodes, and that there is one: SEQUENCE SIZE (1..MAX) OF.
  [[nodiscard]] static constexpr auto read_elements(der::Reader& reader, der::Tag tag) -> der::DerResult<Derived> {
    auto const elements = reader.read(tag);
    if (!elements) return der::refuse(elements.error());
    if ((*elements).contents.empty()) return der::refuse(Errc::der_empty, (*elements).offset);
    for (der::Reader rest{*elements}; !rest.is_at_end();)
      if (auto const value = Value::read(rest); !value) return der::refuse(value.error());
    return Derived{der::Reader{*elements}};
  }

 private:
  der::Reader elements_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/x509/element_range.hpp

// ---- vidimus/x509/certificate_policies.hpp
#ifndef VIDIMUS_SINGLE_x509_certificate_policies_hpp
#define VIDIMUS_SINGLE_x509_certificate_policies_hpp
// Certificate policies (RFC 5280, 4.2.1.4): the terms under which a certificate was issued.

namespace vidimus {

///   PolicyQualifierInfo ::= SEQUENCE { policyQualifierId OBJECT IDENTIFIER, qualifier ANY }
struct PolicyQualifier {
  der::Oid id;
  ByteView qualifier;  ///< the whole element: an IA5String of id-qt-cps, a UserNotice of id-qt-unotice

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<PolicyQualifier>;
};

/// SEQUENCE SIZE (1..MAX) OF PolicyQualifierInfo: a range of `PolicyQualifier`.
class PolicyQualifiers : public detail::ElementRange<PolicyQualifiers, PolicyQualifier> {
 public:
  constexpr PolicyQualifiers() = default;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<PolicyQualifiers> {
    return read_elements(reader, der::Tag::sequence);
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};

///   PolicyInformation ::= SEQUENCE { policyIdentifier OBJECT IDENTIFIER, policyQualifiers PolicyQualifiers OPTIONAL }
struct PolicyInformation {
  der::Oid id;
  std::optional<PolicyQualifiers> qualifiers{};

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<PolicyInformation>;
};

/// CertificatePolicies ::= SEQUENCE SIZE (1..MAX) OF PolicyInformation: a range of `PolicyInformation`.
class CertificatePolicies : public detail::ElementRange<CertificatePolicies, PolicyInformation> {
 public:
  /// More than anybody has; each is compared with each.
  static constexpr std::size_t limit = 256;

  constexpr CertificatePolicies() = default;
  /// Errors: those of the reader; `extension_malformed` for a policy that occurs twice: "a certificate policy OID MUST NOT
  /// appear more than once"; `der_length_too_large` for more than `limit`.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<CertificatePolicies>;
  [[nodiscard]] constexpr auto contains(der::Oid policy) const -> bool {
    for (auto at = begin(); at != end(); ++at)
      if ((*at).id == policy) return true;
    return false;
  }

 private:
  [[nodiscard]] constexpr auto has_duplicate() const -> bool;

  friend ElementRange;
  using ElementRange::ElementRange;
};

constexpr auto PolicyQualifier::read(der::Reader& reader) -> der::DerResult<PolicyQualifier> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const id = der::read_oid(*fields);
  if (!id) return der::refuse(id.error());
  auto const qualifier = (*fields).read_any();
  if (!qualifier) return der::refuse(qualifier.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return PolicyQualifier{*id, (*qualifier).full};
}

constexpr auto PolicyInformation::read(der::Reader& reader) -> der::DerResult<PolicyInformation> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const id = der::read_oid(*fields);
  if (!id) return der::refuse(id.error());
  if ((*fields).is_at_end()) return PolicyInformation{*id};
  auto const qualifiers = PolicyQualifiers::read(*fields);
  if (!qualifiers) return der::refuse(qualifiers.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return PolicyInformation{*id, *qualifiers};
}

constexpr auto CertificatePolicies::has_duplicate() const -> bool {
  for (auto at = begin(); at != end(); ++at)
    for (auto other = std::next(at); other != end(); ++other)
      if ((*at).id == (*other).id) return true;
  return false;
}

constexpr auto CertificatePolicies::read(der::Reader& reader) -> der::DerResult<CertificatePolicies> {
  auto const offset = reader.offset();
  auto const policies = read_elements(reader, der::Tag::sequence);
  if (!policies) return der::refuse(policies.error());
  if ((*policies).count() > limit) return der::refuse(Errc::der_length_too_large, offset);
  if ((*policies).has_duplicate()) return der::refuse(Errc::extension_malformed, offset);
  return *policies;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/certificate_policies.hpp

// ---- vidimus/x509/distribution_point.hpp
#ifndef VIDIMUS_SINGLE_x509_distribution_point_hpp
#define VIDIMUS_SINGLE_x509_distribution_point_hpp
// Distribution points (RFC 5280, 4.2.1.13): where CRLs are, for which reasons, and whose they are. CRLs name themselves
// with the same types (5.2.5).

namespace vidimus {

/// Bits of ReasonFlags. Bit 0 is unused.
enum class ReasonBit : std::uint8_t {
  key_compromise = 1,
  ca_compromise = 2,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  certificate_hold = 6,
  privilege_withdrawn = 7,
  aa_compromise = 8,
};

/// A set of reasons for revocation. RFC 5280, 6.3 computes with it.
class ReasonFlags {
 public:
  constexpr ReasonFlags() = default;
  /// Every reason that has a bit.
  [[nodiscard]] static constexpr auto all() -> ReasonFlags { return ReasonFlags{all_bits}; }
  /// ReasonFlags ::= BIT STRING. Bits without a meaning are dropped.
  [[nodiscard]] static constexpr auto read(der::Reader& reader, der::Tag tag = der::Tag::bit_string)
      -> der::DerResult<ReasonFlags> {
    auto const bits = der::read_named_bits(reader, tag);
    if (!bits) return der::refuse(bits.error());
    return ReasonFlags{*bits & all_bits};
  }

  [[nodiscard]] constexpr auto contains(ReasonBit bit) const -> bool {
    return (bits_ >> static_cast<unsigned>(bit) & 1U) != 0;
  }
  [[nodiscard]] constexpr auto is_empty() const -> bool { return bits_ == 0; }
  [[nodiscard]] constexpr auto is_all() const -> bool { return bits_ == all_bits; }
  friend constexpr auto operator|(ReasonFlags a, ReasonFlags b) -> ReasonFlags {
    return ReasonFlags{a.bits_ | b.bits_};
  }
  friend constexpr auto operator&(ReasonFlags a, ReasonFlags b) -> ReasonFlags {
    return ReasonFlags{a.bits_ & b.bits_};
  }
  /// Those of `a` that are not in `b`.
  friend constexpr auto operator-(ReasonFlags a, ReasonFlags b) -> ReasonFlags {
    return ReasonFlags{a.bits_ & ~b.bits_};
  }
  friend constexpr auto operator==(ReasonFlags, ReasonFlags) -> bool = default;

 private:
  static constexpr std::uint32_t all_bits = 0x1fe;
  constexpr explicit ReasonFlags(std::uint32_t bits) : bits_{bits} {}
  std::uint32_t bits_ = 0;
};

///   DistributionPointName ::= CHOICE {
///     fullName                [0] GeneralNames,
///     nameRelativeToCRLIssuer [1] RelativeDistinguishedName }
/// Exactly one of the two is there.
struct DistributionPointName {
  std::optional<GeneralNames> full_name;
  std::optional<ByteView> relative_name;  ///< the AttributeTypeAndValues, without a header; see `name_with_rdn`

  /// The CHOICE inside its EXPLICIT `[number]`.
  [[nodiscard]] static constexpr auto read(der::Reader& reader, unsigned number = 0)
      -> der::DerResult<DistributionPointName>;
};

///   DistributionPoint ::= SEQUENCE {
///     distributionPoint [0] DistributionPointName OPTIONAL,
///     reasons           [1] ReasonFlags OPTIONAL,
///     cRLIssuer         [2] GeneralNames OPTIONAL }
struct DistributionPoint {
  std::optional<DistributionPointName> name;
  std::optional<ReasonFlags> reasons;  ///< absent: all
  std::optional<GeneralNames> crl_issuer;

  /// Errors: those of the reader; `der_empty` where it names neither a place nor an issuer.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<DistributionPoint>;

 private:
  [[nodiscard]] constexpr auto read_fields(der::Reader& fields) -> der::DerResult<void>;
};

/// CRLDistributionPoints ::= SEQUENCE SIZE (1..MAX) OF DistributionPoint: a range of `DistributionPoint`.
class CrlDistributionPoints : public detail::ElementRange<CrlDistributionPoints, DistributionPoint> {
 public:
  constexpr CrlDistributionPoints() = default;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<CrlDistributionPoints> {
    return read_elements(reader, der::Tag::sequence);
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};

/// Freshest CRL (RFC 5280, 4.2.1.15): where delta CRLs are. The same type.
using FreshestCrl = CrlDistributionPoints;

constexpr auto DistributionPointName::read(der::Reader& reader, unsigned number)
    -> der::DerResult<DistributionPointName> {
  auto choice = reader.read_nested(der::context(number));
  if (!choice) return der::refuse(choice.error());
  DistributionPointName name;
  if ((*choice).is_next(der::context(1))) {
    auto const rdn = detail::read_rdn(*choice, der::context(1));
    if (!rdn) return der::refuse(rdn.error());
    name.relative_name = *rdn;
  } else {
    auto const names = GeneralNames::read(*choice, der::context(0));
    if (!names) return der::refuse(names.error());
    name.full_name = *names;
  }
  if (auto const end = (*choice).finish(); !end) return der::refuse(end.error());
  return name;
}

constexpr auto DistributionPoint::read(der::Reader& reader) -> der::DerResult<DistributionPoint> {
  DistributionPoint point;
  auto const offset = reader.offset();
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  if (auto const all = point.read_fields(*fields); !all) return der::refuse(all.error());
  // "a DistributionPoint MUST NOT consist of only the reasons field"
  if (!point.name && !point.crl_issuer) return der::refuse(Errc::der_empty, offset);
  return point;
}

constexpr auto DistributionPoint::read_fields(der::Reader& fields) -> der::DerResult<void> {
  if (fields.is_next(der::context(0))) {
    auto const place = DistributionPointName::read(fields);
    if (!place) return der::refuse(place.error());
    name = *place;
  }
  if (fields.is_next(der::context(1, der::Form::primitive))) {
    auto const flags = ReasonFlags::read(fields, der::context(1, der::Form::primitive));
    if (!flags) return der::refuse(flags.error());
    reasons = *flags;
  }
  if (fields.is_next(der::context(2))) {
    auto const issuer = GeneralNames::read(fields, der::context(2));
    if (!issuer) return der::refuse(issuer.error());
    crl_issuer = *issuer;
  }
  return fields.finish();
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/distribution_point.hpp

// ---- vidimus/x509/extended_key_usage.hpp
#ifndef VIDIMUS_SINGLE_x509_extended_key_usage_hpp
#define VIDIMUS_SINGLE_x509_extended_key_usage_hpp
// Extended key usage (RFC 5280, 4.2.1.12): the purposes that the certified key may serve.

namespace vidimus {

/// KeyPurposeId ::= OBJECT IDENTIFIER
struct KeyPurpose : der::Oid {
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<KeyPurpose> {
    auto const id = der::read_oid(reader);
    if (!id) return der::refuse(id.error());
    return KeyPurpose{*id};
  }
};

/// ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId: a range of `Oid`.
class ExtendedKeyUsage : public detail::ElementRange<ExtendedKeyUsage, KeyPurpose> {
 public:
  constexpr ExtendedKeyUsage() = default;
  /// Errors: those of the reader; `der_empty`.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<ExtendedKeyUsage> {
    return read_elements(reader, der::Tag::sequence);
  }
  /// Exactly this purpose: anyExtendedKeyUsage is one like the others here, and its meaning the caller's to decide.
  [[nodiscard]] constexpr auto contains(der::Oid purpose) const -> bool {
    for (auto at = begin(); at != end(); ++at)
      if (*at == purpose) return true;
    return false;
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/extended_key_usage.hpp

// ---- vidimus/x509/info_access.hpp
#ifndef VIDIMUS_SINGLE_x509_info_access_hpp
#define VIDIMUS_SINGLE_x509_info_access_hpp
// Authority and subject information access (RFC 5280, 4.2.2): where the issuer's or the subject's services are: OCSP
// responders, certificates, repositories.

namespace vidimus {

///   AccessDescription ::= SEQUENCE { accessMethod OBJECT IDENTIFIER, accessLocation GeneralName }
struct AccessDescription {
  der::Oid method;  ///< `oid::access_ocsp`, `oid::access_ca_issuers`, `oid::access_ca_repository` …
  GeneralName location;

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<AccessDescription>;
};

/// SEQUENCE SIZE (1..MAX) OF AccessDescription: a range of `AccessDescription`.
class InfoAccess : public detail::ElementRange<InfoAccess, AccessDescription> {
 public:
  constexpr InfoAccess() = default;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<InfoAccess> {
    return read_elements(reader, der::Tag::sequence);
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};
using AuthorityInfoAccess = InfoAccess;
using SubjectInfoAccess = InfoAccess;

constexpr auto AccessDescription::read(der::Reader& reader) -> der::DerResult<AccessDescription> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const method = der::read_oid(*fields);
  if (!method) return der::refuse(method.error());
  auto const location = GeneralName::read(*fields);
  if (!location) return der::refuse(location.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return AccessDescription{*method, *location};
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/info_access.hpp

// ---- vidimus/x509/key_usage.hpp
#ifndef VIDIMUS_SINGLE_x509_key_usage_hpp
#define VIDIMUS_SINGLE_x509_key_usage_hpp
// Key usage (RFC 5280, 4.2.1.3): what the certified key may be used for.

namespace vidimus {

enum class KeyUsageBit : std::uint8_t {
  digital_signature = 0,
  content_commitment = 1,  ///< nonRepudiation of old
  key_encipherment = 2,
  data_encipherment = 3,
  key_agreement = 4,
  key_cert_sign = 5,
  crl_sign = 6,
  encipher_only = 7,
  decipher_only = 8,
};

/// The bit as RFC 5280 prints it.
[[nodiscard]] constexpr auto name_of(KeyUsageBit bit) -> std::string_view {
  constexpr std::array<std::string_view, 9> names{"digitalSignature", "contentCommitment", "keyEncipherment",
                                                  "dataEncipherment", "keyAgreement",      "keyCertSign",
                                                  "cRLSign",          "encipherOnly",      "decipherOnly"};
  return names[static_cast<std::size_t>(bit)];
}

/// The set of what a key may be used for.
class KeyUsage {
 public:
  constexpr KeyUsage() = default;  // permits nothing
  /// KeyUsage ::= BIT STRING. Errors: those of the reader; `der_empty` if no bit is set: "at least one of the bits MUST be
  /// set to 1".
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<KeyUsage> {
    auto const offset = reader.offset();
    auto const bits = der::read_named_bits(reader);
    if (!bits) return der::refuse(bits.error());
    if (*bits == 0) return der::refuse(Errc::der_empty, offset);
    return KeyUsage{*bits};
  }

  [[nodiscard]] constexpr auto contains(KeyUsageBit bit) const -> bool {
    return (bits_ >> static_cast<unsigned>(bit) & 1U) != 0;
  }
  /// `digitalSignature, keyAgreement`.
  [[nodiscard]] auto to_text() const -> std::string {
    std::string text;
    for (unsigned bit = 0; bit <= static_cast<unsigned>(KeyUsageBit::decipher_only); ++bit)
      if (contains(static_cast<KeyUsageBit>(bit)))
        text.append(text.empty() ? "" : ", ").append(name_of(static_cast<KeyUsageBit>(bit)));
    return text;
  }
  friend constexpr auto operator==(KeyUsage, KeyUsage) -> bool = default;

 private:
  constexpr explicit KeyUsage(std::uint32_t bits) : bits_{bits} {}
  std::uint32_t bits_ = 0;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/key_usage.hpp

// ---- vidimus/x509/name_constraints.hpp
#ifndef VIDIMUS_SINGLE_x509_name_constraints_hpp
#define VIDIMUS_SINGLE_x509_name_constraints_hpp
// Name constraints (RFC 5280, 4.2.1.10): the subtrees in which all names below a CA must or must not lie. Here is their
// syntax; how each form of name is compared is path validation's.

namespace vidimus {

///   GeneralSubtree ::= SEQUENCE { base GeneralName, minimum [0] INTEGER DEFAULT 0, maximum [1] INTEGER OPTIONAL }
/// RFC 5280 leaves no use for the last two: "minimum MUST be zero, and maximum MUST be absent".
struct GeneralSubtree {
  GeneralName base;

  /// Errors: those of the reader; `extension_malformed` for an iPAddress that is no address followed by a mask of leading
  /// ones (RFC 4632, 3.1), and for a minimum or maximum.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<GeneralSubtree>;
};

/// GeneralSubtrees ::= SEQUENCE SIZE (1..MAX) OF GeneralSubtree: a range of `GeneralSubtree`.
class GeneralSubtrees : public detail::ElementRange<GeneralSubtrees, GeneralSubtree> {
 public:
  constexpr GeneralSubtrees() = default;
  [[nodiscard]] static constexpr auto read(der::Reader& reader, der::Tag tag) -> der::DerResult<GeneralSubtrees> {
    return read_elements(reader, tag);
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};

///   NameConstraints ::= SEQUENCE {
///     permittedSubtrees [0] GeneralSubtrees OPTIONAL,
///     excludedSubtrees  [1] GeneralSubtrees OPTIONAL }
struct NameConstraints {
  std::optional<GeneralSubtrees> permitted, excluded;

  /// Errors: those of the reader; `der_empty` if it has neither: "either the permittedSubtrees field or the
  /// excludedSubtrees MUST be present".
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<NameConstraints>;
};

namespace detail {

/// Whether nothing but zeros follows the first zero bit.
[[nodiscard]] constexpr auto is_prefix_mask(ByteView mask) -> bool {
  bool ended = false;
  for (auto const octet : mask)
    for (unsigned bit = 0; bit != 8; ++bit) {
      bool const set = (octet & (std::byte{0x80} >> bit)) != std::byte{0};
      if (set && ended) return false;
      ended = ended || !set;
    }
  return true;
}

[[nodiscard]] constexpr auto is_address_and_mask(ByteView octets) -> bool {
  return (octets.size() == 8 || octets.size() == 32) && is_prefix_mask(octets.last(octets.size() / 2));
}

[[nodiscard]] constexpr auto read_subtrees(der::Reader& fields, unsigned number, std::optional<GeneralSubtrees>& target)
    -> der::DerResult<void> {
  if (!fields.is_next(der::context(number))) return {};
  auto const subtrees = GeneralSubtrees::read(fields, der::context(number));
  if (!subtrees) return der::refuse(subtrees.error());
  target = *subtrees;
  return {};
}

}  // namespace detail

constexpr auto GeneralSubtree::read(der::Reader& reader) -> der::DerResult<GeneralSubtree> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const offset = (*fields).offset();
  auto const base = GeneralName::read(*fields);
  if (!base) return der::refuse(base.error());
  bool const is_address = (*base).kind == GeneralNameKind::ip_address;
  if (is_address && !detail::is_address_and_mask((*base).value)) return der::refuse(Errc::extension_malformed, offset);
  if (!(*fields).is_at_end()) return der::refuse(Errc::extension_malformed, (*fields).offset());
  return GeneralSubtree{*base};
}

constexpr auto NameConstraints::read(der::Reader& reader) -> der::DerResult<NameConstraints> {
  auto const offset = reader.offset();
  NameConstraints constraints;
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  if (auto const some = detail::read_subtrees(*fields, 0, constraints.permitted); !some)
    return der::refuse(some.error());
  if (auto const some = detail::read_subtrees(*fields, 1, constraints.excluded); !some)
    return der::refuse(some.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  if (!constraints.permitted && !constraints.excluded) return der::refuse(Errc::der_empty, offset);
  return constraints;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/name_constraints.hpp

// ---- vidimus/x509/policy_constraints.hpp
#ifndef VIDIMUS_SINGLE_x509_policy_constraints_hpp
#define VIDIMUS_SINGLE_x509_policy_constraints_hpp
// Policy constraints (RFC 5280, 4.2.1.11) and inhibit anyPolicy (4.2.1.14): after how many certificates of a path policies
// are required, mappings are forbidden, anyPolicy means nothing.

namespace vidimus {

///   PolicyConstraints ::= SEQUENCE {
///     requireExplicitPolicy [0] SkipCerts OPTIONAL,
///     inhibitPolicyMapping  [1] SkipCerts OPTIONAL }  -- SkipCerts ::= INTEGER (0..MAX)
struct PolicyConstraints {
  std::optional<std::uint32_t> require_explicit_policy, inhibit_policy_mapping;

  /// Errors: those of the reader; `der_empty` if it has neither: "CAs MUST NOT issue certificates where policy constraints
  /// is an empty sequence".
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<PolicyConstraints>;
};

/// InhibitAnyPolicy ::= SkipCerts
struct InhibitAnyPolicy {
  std::uint32_t skip_certs = 0;

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<InhibitAnyPolicy> {
    auto const skip_certs = der::read_unsigned(reader);
    if (!skip_certs) return der::refuse(skip_certs.error());
    return InhibitAnyPolicy{*skip_certs};
  }
};

namespace detail {
[[nodiscard]] constexpr auto read_skip_certs(der::Reader& fields, unsigned number, std::optional<std::uint32_t>& target)
    -> der::DerResult<void> {
  auto const tag = der::context(number, der::Form::primitive);
  if (!fields.is_next(tag)) return {};
  auto const skip_certs = der::read_unsigned(fields, tag);
  if (!skip_certs) return der::refuse(skip_certs.error());
  target = *skip_certs;
  return {};
}
}  // namespace detail

constexpr auto PolicyConstraints::read(der::Reader& reader) -> der::DerResult<PolicyConstraints> {
  PolicyConstraints constraints;
  auto fields = reader.read_nested_non_empty(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const first = detail::read_skip_certs(*fields, 0, constraints.require_explicit_policy);
  if (!first) return der::refuse(first.error());
  auto const second = detail::read_skip_certs(*fields, 1, constraints.inhibit_policy_mapping);
  if (!second) return der::refuse(second.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return constraints;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/policy_constraints.hpp

// ---- vidimus/x509/policy_mappings.hpp
#ifndef VIDIMUS_SINGLE_x509_policy_mappings_hpp
#define VIDIMUS_SINGLE_x509_policy_mappings_hpp
// Policy mappings (RFC 5280, 4.2.1.5): which policies of its own a CA holds equivalent to which of another's.

namespace vidimus {

///   SEQUENCE { issuerDomainPolicy CertPolicyId, subjectDomainPolicy CertPolicyId }
struct PolicyMapping {
  der::Oid issuer_domain_policy, subject_domain_policy;

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<PolicyMapping>;
};

/// PolicyMappings ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE: a range of `PolicyMapping`. That nothing is mapped from or to
/// anyPolicy is path validation's to check (6.1.4 (a)).
class PolicyMappings : public detail::ElementRange<PolicyMappings, PolicyMapping> {
 public:
  constexpr PolicyMappings() = default;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<PolicyMappings> {
    return read_elements(reader, der::Tag::sequence);
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};

constexpr auto PolicyMapping::read(der::Reader& reader) -> der::DerResult<PolicyMapping> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const issuers = der::read_oid(*fields);
  if (!issuers) return der::refuse(issuers.error());
  auto const subjects = der::read_oid(*fields);
  if (!subjects) return der::refuse(subjects.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return PolicyMapping{*issuers, *subjects};
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/policy_mappings.hpp

// ---- vidimus/x509/subject_directory_attributes.hpp
#ifndef VIDIMUS_SINGLE_x509_subject_directory_attributes_hpp
#define VIDIMUS_SINGLE_x509_subject_directory_attributes_hpp
// Subject directory attributes (RFC 5280, 4.2.1.8): attributes of the subject that are no part of its name.

namespace vidimus {

///   Attribute ::= SEQUENCE { type AttributeType, values SET SIZE (1..MAX) OF AttributeValue }
struct DirectoryAttribute {
  der::Oid type;
  ByteView values;  ///< one element after another, without the set's header

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<DirectoryAttribute>;
};

/// SubjectDirectoryAttributes ::= SEQUENCE SIZE (1..MAX) OF Attribute: a range of `DirectoryAttribute`.
class SubjectDirectoryAttributes : public detail::ElementRange<SubjectDirectoryAttributes, DirectoryAttribute> {
 public:
  constexpr SubjectDirectoryAttributes() = default;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<SubjectDirectoryAttributes> {
    return read_elements(reader, der::Tag::sequence);
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};

constexpr auto DirectoryAttribute::read(der::Reader& reader) -> der::DerResult<DirectoryAttribute> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const type = der::read_oid(*fields);
  if (!type) return der::refuse(type.error());
  auto const values = (*fields).read_nested_non_empty(der::Tag::set);
  if (!values) return der::refuse(values.error());
  for (auto rest = *values; !rest.is_at_end();)
    if (auto const value = rest.read_any(); !value) return der::refuse(value.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return DirectoryAttribute{*type, (*values).rest()};
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/subject_directory_attributes.hpp

// ---- vidimus/x509/known_extensions.hpp
#ifndef VIDIMUS_SINGLE_x509_known_extensions_hpp
#define VIDIMUS_SINGLE_x509_known_extensions_hpp
// The certificate extensions whose values are read: each by its identifier, the name that its RFC gives it, and the check
// that its value is well-formed. A certificate in which one of them is malformed is refused, critical or not: what nobody
// can read cannot be relied on, and leaving it out may leave out a limit.

namespace vidimus {

/// SubjectKeyIdentifier ::= OCTET STRING (RFC 5280, 4.2.1.2)
struct SubjectKeyIdentifier {
  ByteView key_identifier;

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<SubjectKeyIdentifier> {
    auto const octets = der::read_octet_string(reader);
    if (!octets) return der::refuse(octets.error());
    return SubjectKeyIdentifier{*octets};
  }
};

/// OcspNoCheck ::= NULL (RFC 6960, 4.2.2.2.1)
struct OcspNoCheck {
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<OcspNoCheck> {
    if (auto const null = der::read_null(reader); !null) return der::refuse(null.error());
    return OcspNoCheck{};
  }
};

namespace detail {

struct KnownExtension {
  der::Oid id;
  std::string_view name;
  der::DerResult<void> (*check)(Extension const&);
};

template <class Value>
[[nodiscard]] constexpr auto check_extension(Extension const& extension) -> der::DerResult<void> {
  if (auto const value = decode<Value>(extension); !value) return der::refuse(value.error());
  return {};
}

inline constexpr std::array known_extensions{
    KnownExtension{oid::basic_constraints, "basicConstraints", check_extension<BasicConstraints>},
    KnownExtension{oid::key_usage, "keyUsage", check_extension<KeyUsage>},
    KnownExtension{oid::extended_key_usage, "extKeyUsage", check_extension<ExtendedKeyUsage>},
    KnownExtension{oid::subject_key_identifier, "subjectKeyIdentifier", check_extension<SubjectKeyIdentifier>},
    KnownExtension{oid::authority_key_identifier, "authorityKeyIdentifier", check_extension<AuthorityKeyIdentifier>},
    KnownExtension{oid::subject_alt_name, "subjectAltName", check_extension<GeneralNames>},
    KnownExtension{oid::crl_distribution_points, "cRLDistributionPoints", check_extension<CrlDistributionPoints>},
    KnownExtension{oid::authority_info_access, "authorityInfoAccess", check_extension<AuthorityInfoAccess>},
    KnownExtension{oid::certificate_policies, "certificatePolicies", check_extension<CertificatePolicies>},
    KnownExtension{oid::name_constraints, "nameConstraints", check_extension<NameConstraints>},
    KnownExtension{oid::policy_constraints, "policyConstraints", check_extension<PolicyConstraints>},
    KnownExtension{oid::policy_mappings, "policyMappings", check_extension<PolicyMappings>},
    KnownExtension{oid::inhibit_any_policy, "inhibitAnyPolicy", check_extension<InhibitAnyPolicy>},
    KnownExtension{oid::freshest_crl, "freshestCRL", check_extension<FreshestCrl>},
    KnownExtension{oid::issuer_alt_name, "issuerAltName", check_extension<GeneralNames>},
    KnownExtension{oid::subject_info_access, "subjectInfoAccess", check_extension<SubjectInfoAccess>},
    KnownExtension{oid::subject_directory_attributes, "subjectDirectoryAttributes",
                   check_extension<SubjectDirectoryAttributes>},
    KnownExtension{oid::ocsp_no_check, "ocsp-nocheck", check_extension<OcspNoCheck>},
};

[[nodiscard]] constexpr auto is_id_ce(der::Oid id) -> bool {
  auto const octets = id.contents();
  return octets.size() == 3 && octets[0] == std::byte{0x55} && octets[1] == std::byte{0x1d} &&
         octets[2] < std::byte{64};
}

/// Of 2.5.29.x (RFC 5280, 4.2): which row x is, counted from 1; 0 for none.
inline constexpr auto id_ce_rows = [] {
  std::array<unsigned char, 64> rows{};
  for (std::size_t row = 0; row != known_extensions.size(); ++row)
    if (auto const id = known_extensions[row].id; is_id_ce(id))
      rows[std::to_integer<std::size_t>(id.contents()[2])] = static_cast<unsigned char>(row + 1);
  return rows;
}();

/// Nothing for an extension that is not read here.
[[nodiscard]] constexpr auto known_extension(der::Oid id) -> KnownExtension const* {
  if (is_id_ce(id)) {
    auto const row = id_ce_rows[std::to_integer<std::size_t>(id.contents()[2])];
    return row != 0 ? &known_extensions[row - 1U] : nullptr;
  }
  for (auto const& row : known_extensions)
    if (row.id == id) return &row;
  return nullptr;
}

/// The row of an extension that is read here, found by the compiler.
struct KnownRow {
  consteval KnownRow(der::Oid id) : number{static_cast<std::size_t>(known_extension(id) - known_extensions.data())} {}
  std::size_t number;
};

}  // namespace detail

/// `basicConstraints`; dotted for an extension that is not read here.
[[nodiscard]] inline auto name_of_extension(der::Oid id) -> std::string {
  auto const* known = detail::known_extension(id);
  return known != nullptr ? std::string{known->name} : id.to_text();
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/known_extensions.hpp

// ---- vidimus/x509/certificate_reader.hpp
#ifndef VIDIMUS_SINGLE_x509_certificate_reader_hpp
#define VIDIMUS_SINGLE_x509_certificate_reader_hpp
// Reading a certificate's fields (RFC 5280, 4.1), strictly and in one pass, without copying or allocating; it works in
// constant expressions. `Certificate` is what programs use.
//
// Refused here is what breaks DER or the syntax of RFC 5280. What depends on a certificate's place in a path (criticality,
// a missing identifier, dates that have passed) is left to path validation, which finds everything that it needs.

namespace vidimus::detail {

/// Enough for any certificate in use (a dozen is many), and few enough to compare each with each.
inline constexpr std::size_t extension_limit = 32;

struct CertificateFields {
  ByteView der, tbs;
  unsigned version = 1;
  SerialNumber serial_number;
  AlgorithmIdentifier tbs_signature_algorithm, signature_algorithm;
  ByteView signature;
  Name issuer, subject;
  Time not_before{}, not_after{};
  SubjectPublicKeyInfo spki;
  std::optional<der::BitString> issuer_unique_id, subject_unique_id;
  std::span<Extension const> extension_list{};  ///< the reader's, good as long as it is; others after `point_to`
  /// For each row of `known_extensions` where that extension is, counted from 1; 0 for none.
  std::array<unsigned char, known_extensions.size()> known_at{};

  [[nodiscard]] constexpr auto extensions() const -> std::span<Extension const> { return extension_list; }
  /// The same extensions in another place.
  constexpr void point_to(std::span<Extension const> extensions) { extension_list = extensions; }
  /// The extension with this identifier, or null.
  [[nodiscard]] constexpr auto find(der::Oid id) const -> Extension const*;
  [[nodiscard]] constexpr auto find(KnownRow row) const -> Extension const* {
    auto const at = known_at[row.number];
    return at != 0 ? &extension_list[at - 1U] : nullptr;
  }
  /// `known` is its row, null where it has none.
  [[nodiscard]] constexpr auto find(der::Oid id, KnownExtension const* known) const -> Extension const*;
};

constexpr auto CertificateFields::find(der::Oid id) const -> Extension const* { return find(id, known_extension(id)); }

constexpr auto CertificateFields::find(der::Oid id, KnownExtension const* known) const -> Extension const* {
  if (known != nullptr) {
    auto const at = known_at[static_cast<std::size_t>(known - known_extensions.data())];
    return at != 0 ? &extension_list[at - 1U] : nullptr;
  }
  for (auto const& extension : extensions())
    if (extension.id == id) return &extension;
  return nullptr;
}

/// Which rule of RFC 5280 was broken, in which field, and where.
struct CertificateFault {
  Errc code;
  std::string_view field;
  der::DerError cause;
  der::Oid extension{};  ///< where the fault is in or with an extension
};

/// Each step fills in fields and says whether to go on; the first fault ends the reading.
class CertificateReader {
 public:
  constexpr CertificateReader() = default;
  CertificateReader(CertificateReader const&) = delete;
  auto operator=(CertificateReader const&) -> CertificateReader& = delete;
  constexpr ~CertificateReader() = default;

  /// `der` must be one certificate and nothing else. True: `fields()` is complete.
  constexpr auto read(ByteView der) -> bool;
  [[nodiscard]] constexpr auto fields() const -> CertificateFields const& { return fields_; }
  /// After a refusal.
  [[nodiscard]] constexpr auto fault() const -> CertificateFault const& { return *fault_; }

 private:
  constexpr auto read_tbs(der::Reader tbs) -> bool;
  constexpr auto read_version(der::Reader& tbs) -> bool;
  constexpr auto read_serial_number(der::Reader& tbs) -> bool;
  constexpr auto read_issuer(der::Reader& tbs) -> bool;
  constexpr auto read_validity(der::Reader& tbs) -> bool;
  constexpr auto read_subject(der::Reader& tbs) -> bool;
  constexpr auto read_unique_ids(der::Reader& tbs) -> bool;
  constexpr auto read_unique_id(der::Reader& tbs, unsigned number, std::string_view field,
                                std::optional<der::BitString>& target) -> bool;
  constexpr auto read_extensions(der::Reader& tbs) -> bool;
  constexpr auto add_extension(der::Reader& list) -> bool;
  constexpr auto has_agreeing_algorithms() -> bool;

  constexpr auto refuse(Errc code, std::string_view field, der::DerError cause, der::Oid extension = {}) -> bool {
    fault_ = CertificateFault{code, field, cause, extension};
    return false;
  }
  /// Keeps a value that was read, or the reason why it was not.
  template <class T>
  constexpr auto keep(T& target, std::string_view field, der::DerResult<T> const& result) -> bool {
    if (!result) return refuse(Errc::certificate_malformed, field, result.error());
    target = *result;
    return true;
  }
  constexpr auto require(std::string_view field, der::DerResult<void> const& result) -> bool {
    return result || refuse(Errc::certificate_malformed, field, result.error());
  }

  std::array<Extension, extension_limit> extensions_{};
  CertificateFields fields_{};
  std::optional<CertificateFault> fault_;
};

//   Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }
constexpr auto CertificateReader::read(ByteView der) -> bool {
  fields_.der = der;
  der::Element tbs{};
  der::Reader parts;
  return keep(parts, "Certificate", der::read_only_nested(der, der::Tag::sequence)) &&
         keep(tbs, "tbsCertificate", parts.read(der::Tag::sequence)) && read_tbs(der::Reader{tbs}) &&
         require("signatureAlgorithm", fields_.signature_algorithm.read_from(parts)) &&
         keep(fields_.signature, "signatureValue", der::read_octets_of_bit_string(parts)) &&
         require("Certificate", parts.finish()) && (fields_.tbs = tbs.full, has_agreeing_algorithms());
}

//   TBSCertificate ::= SEQUENCE { version [0], serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo,
//                                 issuerUniqueID [1], subjectUniqueID [2], extensions [3] }
constexpr auto CertificateReader::read_tbs(der::Reader tbs) -> bool {
  return read_version(tbs) && read_serial_number(tbs) &&
         require("tbsCertificate.signature", fields_.tbs_signature_algorithm.read_from(tbs)) && read_issuer(tbs) &&
         read_validity(tbs) && read_subject(tbs) &&
         require("tbsCertificate.subjectPublicKeyInfo", fields_.spki.read_from(tbs)) && read_unique_ids(tbs) &&
         read_extensions(tbs) && require("tbsCertificate", tbs.finish());
}

//   version [0] EXPLICIT INTEGER { v1(0), v2(1), v3(2) } DEFAULT v1
constexpr auto CertificateReader::read_version(der::Reader& tbs) -> bool {
  constexpr std::string_view field = "tbsCertificate.version";
  if (!tbs.is_next(der::context(0))) return true;
  auto const offset = tbs.offset();
  der::Reader explicit_tag;
  std::uint32_t number = 0;
  if (!keep(explicit_tag, field, tbs.read_nested(der::context(0)))) return false;
  if (!keep(number, field, der::read_unsigned(explicit_tag)) || !require(field, explicit_tag.finish())) return false;
  if (number == 0) return refuse(Errc::certificate_malformed, field, {Errc::der_default_encoded, offset});
  if (number > 2) return refuse(Errc::certificate_version_unsupported, field, {Errc::der_integer_out_of_range, offset});
  fields_.version = number + 1;
  return true;
}

// RFC 5280, 4.1.2.2: positive, at most 20 octets. Zero is refused too, except in a certificate that names itself as its
// issuer, which is known once the subject is: several roots that everybody trusts have it.
constexpr auto CertificateReader::read_serial_number(der::Reader& tbs) -> bool {
  constexpr std::string_view field = "tbsCertificate.serialNumber";
  auto const offset = tbs.offset();
  if (!keep(fields_.serial_number, field, SerialNumber::read(tbs))) return false;
  bool const acceptable = !fields_.serial_number.is_negative() && fields_.serial_number.contents().size() <= 20;
  return acceptable || refuse(Errc::serial_number_unacceptable, field, {Errc::der_integer_out_of_range, offset});
}

// RFC 5280, 4.1.2.4: "The issuer field MUST contain a non-empty distinguished name".
constexpr auto CertificateReader::read_issuer(der::Reader& tbs) -> bool {
  constexpr std::string_view field = "tbsCertificate.issuer";
  auto const offset = tbs.offset();
  if (!keep(fields_.issuer, field, Name::read(tbs))) return false;
  return fields_.issuer.der().size() > 2 || refuse(Errc::issuer_name_empty, field, {Errc::der_empty, offset});
}

//   Validity ::= SEQUENCE { notBefore Time, notAfter Time }
constexpr auto CertificateReader::read_validity(der::Reader& tbs) -> bool {
  der::Reader times;
  return keep(times, "tbsCertificate.validity", tbs.read_nested(der::Tag::sequence)) &&
         keep(fields_.not_before, "tbsCertificate.validity.notBefore", der::read_time(times)) &&
         keep(fields_.not_after, "tbsCertificate.validity.notAfter", der::read_time(times)) &&
         require("tbsCertificate.validity", times.finish());
}

constexpr auto CertificateReader::read_subject(der::Reader& tbs) -> bool {
  if (!keep(fields_.subject, "tbsCertificate.subject", Name::read(tbs))) return false;
  if (!fields_.serial_number.is_zero() || same_bytes(fields_.subject.der(), fields_.issuer.der())) return true;
  return refuse(Errc::serial_number_unacceptable, "tbsCertificate.serialNumber",
                {Errc::der_integer_out_of_range, tbs.offset()});
}

// RFC 5280, 4.1.2.8: "These fields MUST only appear if the version is 2 or 3".
constexpr auto CertificateReader::read_unique_ids(der::Reader& tbs) -> bool {
  return read_unique_id(tbs, 1, "tbsCertificate.issuerUniqueID", fields_.issuer_unique_id) &&
         read_unique_id(tbs, 2, "tbsCertificate.subjectUniqueID", fields_.subject_unique_id);
}

constexpr auto CertificateReader::read_unique_id(der::Reader& tbs, unsigned number, std::string_view field,
                                                 std::optional<der::BitString>& target) -> bool {
  auto const tag = der::context(number, der::Form::primitive);
  if (!tbs.is_next(tag)) return true;
  if (fields_.version == 1)
    return refuse(Errc::certificate_version_unsupported, field, {Errc::der_unexpected_tag, tbs.offset()});
  der::BitString bits{};
  if (!keep(bits, field, der::read_bit_string(tbs, tag))) return false;
  target = bits;
  return true;
}

// RFC 5280, 4.1.2.9: "This field MUST only appear if the version is 3".
//   extensions [3] EXPLICIT SEQUENCE SIZE (1..MAX) OF Extension
constexpr auto CertificateReader::read_extensions(der::Reader& tbs) -> bool {
  constexpr std::string_view field = "tbsCertificate.extensions";
  if (!tbs.is_next(der::context(3))) return true;
  if (fields_.version != 3)
    return refuse(Errc::certificate_version_unsupported, field, {Errc::der_unexpected_tag, tbs.offset()});
  der::Reader explicit_tag, list;
  if (!keep(explicit_tag, field, tbs.read_nested(der::context(3)))) return false;
  if (!keep(list, field, explicit_tag.read_nested_non_empty(der::Tag::sequence))) return false;
  while (!list.is_at_end())
    if (!add_extension(list)) return false;
  return require(field, explicit_tag.finish());
}

// RFC 5280, 4.2: "A certificate MUST NOT include more than one instance of a particular extension."
constexpr auto CertificateReader::add_extension(der::Reader& list) -> bool {
  constexpr std::string_view field = "tbsCertificate.extensions";
  auto const offset = list.offset();
  auto const read = Extension::read(list);
  if (!read) return refuse(Errc::certificate_malformed, field, read.error());
  auto const* const known = known_extension((*read).id);
  if (fields_.find((*read).id, known) != nullptr)
    return refuse(Errc::duplicate_extension, field, {Errc::duplicate_extension, offset}, (*read).id);
  auto const count = fields_.extension_list.size();
  if (count == extension_limit)
    return refuse(Errc::certificate_too_large, field, {Errc::certificate_too_large, offset});
  auto& extension = extensions_[count];
  fields_.extension_list = std::span{extensions_}.first(count + 1);
  extension.id = der::Oid{der::by_words((*read).id.contents())};
  extension.critical = (*read).critical;
  extension.value = der::by_words((*read).value);
  extension.value_offset = (*read).value_offset;
  if (known == nullptr) return true;
  fields_.known_at[static_cast<std::size_t>(known - known_extensions.data())] = static_cast<unsigned char>(count + 1);
  auto const value = known->check(extension);
  return value || refuse(Errc::extension_malformed, known->name, value.error(), extension.id);
}

// RFC 5280, 4.1.1.2: signatureAlgorithm "MUST contain the same algorithm identifier as the signature field".
constexpr auto CertificateReader::has_agreeing_algorithms() -> bool {
  if (fields_.signature_algorithm == fields_.tbs_signature_algorithm) return true;
  auto const offset = static_cast<std::size_t>(fields_.signature_algorithm.der.data() - fields_.der.data());
  return refuse(Errc::signature_algorithm_disagrees, "signatureAlgorithm",
                {Errc::signature_algorithm_disagrees, offset});
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/x509/certificate_reader.hpp

// ---- vidimus/x509/certificate_fault.hpp
#ifndef VIDIMUS_SINGLE_x509_certificate_fault_hpp
#define VIDIMUS_SINGLE_x509_certificate_fault_hpp
// A fault in a certificate as a finding: with both sides of the comparison where there are two, with the field, the place
// and the rule where there are not.

namespace vidimus::detail {

[[nodiscard]] inline auto name_of_field(CertificateFault const& fault) -> std::string {
  std::string field{fault.field};
  return fault.code == Errc::duplicate_extension ? field + ' ' + name_of_extension(fault.extension) : field;
}

[[nodiscard]] inline auto detail_of(CertificateFault const& fault, CertificateFields const& fields) -> Detail {
  if (fault.code == Errc::serial_number_unacceptable)
    return Mismatch{"a positive INTEGER of at most 20 octets", {fields.serial_number.to_hex()}};
  if (fault.code == Errc::signature_algorithm_disagrees)
    return Mismatch{fields.tbs_signature_algorithm.algorithm.to_text(),
                    {fields.signature_algorithm.algorithm.to_text()}};
  if (fault.code == Errc::certificate_too_large) return OverLimit{"extensions", extension_limit, extension_limit + 1};
  return Malformed{name_of_field(fault), fault.cause.offset, fault.cause.rule};
}

/// `fields` are those read until then: the subject is told if it is among them.
[[nodiscard]] inline auto to_finding(CertificateFault const& fault, CertificateFields const& fields) -> Finding {
  return Finding{fault.code, detail_of(fault, fields), {}, fields.subject.to_text()};
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/x509/certificate_fault.hpp

// ---- vidimus/x509/case_folding_table.hpp
#ifndef VIDIMUS_SINGLE_x509_case_folding_table_hpp
#define VIDIMUS_SINGLE_x509_case_folding_table_hpp
// Case folding: table B.3 of RFC 3454, which RFC 4518, 2.2 uses, applied until nothing changes. Generated by tests/data/x509/generate_case_folding.py.

namespace vidimus::detail {

/// Every `stride`th character from `first` to `last` folds to itself plus `distance`.
struct FoldingRange {
  char32_t first, last;
  std::uint32_t stride;
  std::int32_t distance;
};
/// One character folds to two, three or four; 0 after the last.
struct FoldingExpansion {
  char32_t from;
  std::array<char32_t, 4> to;
};

// clang-format off
inline constexpr std::array<FoldingRange, 256> folding_ranges{{
    {0x41, 0x5a, 1, 32}, {0xb5, 0xb5, 1, 775}, {0xc0, 0xd6, 1, 32}, {0xd8, 0xde, 1, 32},
    {0x100, 0x12e, 2, 1}, {0x132, 0x136, 2, 1}, {0x139, 0x147, 2, 1}, {0x14a, 0x176, 2, 1},
    {0x178, 0x178, 1, -121}, {0x179, 0x17d, 2, 1}, {0x17f, 0x17f, 1, -268}, {0x181, 0x181, 1, 210},
    {0x182, 0x184, 2, 1}, {0x186, 0x186, 1, 206}, {0x187, 0x187, 1, 1}, {0x189, 0x18a, 1, 205},
    {0x18b, 0x18b, 1, 1}, {0x18e, 0x18e, 1, 79}, {0x18f, 0x18f, 1, 202}, {0x190, 0x190, 1, 203},
    {0x191, 0x191, 1, 1}, {0x193, 0x193, 1, 205}, {0x194, 0x194, 1, 207}, {0x196, 0x196, 1, 211},
    {0x197, 0x197, 1, 209}, {0x198, 0x198, 1, 1}, {0x19c, 0x19c, 1, 211}, {0x19d, 0x19d, 1, 213},
    {0x19f, 0x19f, 1, 214}, {0x1a0, 0x1a4, 2, 1}, {0x1a6, 0x1a6, 1, 218}, {0x1a7, 0x1a7, 1, 1},
    {0x1a9, 0x1a9, 1, 218}, {0x1ac, 0x1ac, 1, 1}, {0x1ae, 0x1ae, 1, 218}, {0x1af, 0x1af, 1, 1},
    {0x1b1, 0x1b2, 1, 217}, {0x1b3, 0x1b5, 2, 1}, {0x1b7, 0x1b7, 1, 219}, {0x1b8, 0x1b8, 1, 1},
    {0x1bc, 0x1bc, 1, 1}, {0x1c4, 0x1c4, 1, 2}, {0x1c5, 0x1c5, 1, 1}, {0x1c7, 0x1c7, 1, 2},
    {0x1c8, 0x1c8, 1, 1}, {0x1ca, 0x1ca, 1, 2}, {0x1cb, 0x1db, 2, 1}, {0x1de, 0x1ee, 2, 1},
    {0x1f1, 0x1f1, 1, 2}, {0x1f2, 0x1f4, 2, 1}, {0x1f6, 0x1f6, 1, -97}, {0x1f7, 0x1f7, 1, -56},
    {0x1f8, 0x21e, 2, 1}, {0x220, 0x220, 1, -130}, {0x222, 0x232, 2, 1}, {0x23a, 0x23a, 1, 10795},
    {0x23b, 0x23b, 1, 1}, {0x23d, 0x23d, 1, -163}, {0x23e, 0x23e, 1, 10792}, {0x241, 0x241, 1, 1},
    {0x243, 0x243, 1, -195}, {0x244, 0x244, 1, 69}, {0x245, 0x245, 1, 71}, {0x246, 0x24e, 2, 1},
    {0x345, 0x345, 1, 116}, {0x370, 0x372, 2, 1}, {0x376, 0x376, 1, 1}, {0x37f, 0x37f, 1, 116},
    {0x386, 0x386, 1, 38}, {0x388, 0x38a, 1, 37}, {0x38c, 0x38c, 1, 64}, {0x38e, 0x38f, 1, 63},
    {0x391, 0x3a1, 1, 32}, {0x3a3, 0x3ab, 1, 32}, {0x3c2, 0x3c2, 1, 1}, {0x3cf, 0x3cf, 1, 8},
    {0x3d0, 0x3d0, 1, -30}, {0x3d1, 0x3d1, 1, -25}, {0x3d2, 0x3d2, 1, -13}, {0x3d3, 0x3d3, 1, -6},
    {0x3d4, 0x3d4, 1, -9}, {0x3d5, 0x3d5, 1, -15}, {0x3d6, 0x3d6, 1, -22}, {0x3d8, 0x3ee, 2, 1},
    {0x3f0, 0x3f0, 1, -54}, {0x3f1, 0x3f1, 1, -48}, {0x3f2, 0x3f2, 1, -47}, {0x3f4, 0x3f4, 1, -60},
    {0x3f5, 0x3f5, 1, -64}, {0x3f7, 0x3f7, 1, 1}, {0x3f9, 0x3f9, 1, -54}, {0x3fa, 0x3fa, 1, 1},
    {0x3fd, 0x3ff, 1, -130}, {0x400, 0x40f, 1, 80}, {0x410, 0x42f, 1, 32}, {0x460, 0x480, 2, 1},
    {0x48a, 0x4be, 2, 1}, {0x4c0, 0x4c0, 1, 15}, {0x4c1, 0x4cd, 2, 1}, {0x4d0, 0x52e, 2, 1},
    {0x531, 0x556, 1, 48}, {0x10a0, 0x10c5, 1, 7264}, {0x10c7, 0x10c7, 1, 7264}, {0x10cd, 0x10cd, 1, 7264},
    {0x13a0, 0x13ef, 1, 38864}, {0x13f0, 0x13f5, 1, 8}, {0x1c90, 0x1cba, 1, -3008}, {0x1cbd, 0x1cbf, 1, -3008},
    {0x1e00, 0x1e94, 2, 1}, {0x1e9b, 0x1e9b, 1, -58}, {0x1ea0, 0x1efe, 2, 1}, {0x1f08, 0x1f0f, 1, -8},
    {0x1f18, 0x1f1d, 1, -8}, {0x1f28, 0x1f2f, 1, -8}, {0x1f38, 0x1f3f, 1, -8}, {0x1f48, 0x1f4d, 1, -8},
    {0x1f59, 0x1f5f, 2, -8}, {0x1f68, 0x1f6f, 1, -8}, {0x1fb8, 0x1fb9, 1, -8}, {0x1fba, 0x1fbb, 1, -74},
    {0x1fbe, 0x1fbe, 1, -7173}, {0x1fc8, 0x1fcb, 1, -86}, {0x1fd8, 0x1fd9, 1, -8}, {0x1fda, 0x1fdb, 1, -100},
    {0x1fe8, 0x1fe9, 1, -8}, {0x1fea, 0x1feb, 1, -112}, {0x1fec, 0x1fec, 1, -7}, {0x1ff8, 0x1ff9, 1, -128},
    {0x1ffa, 0x1ffb, 1, -126}, {0x2102, 0x2102, 1, -8351}, {0x2107, 0x2107, 1, -7852}, {0x210b, 0x210b, 1, -8355},
    {0x210c, 0x210c, 1, -8356}, {0x210d, 0x210d, 1, -8357}, {0x2110, 0x2110, 1, -8359}, {0x2111, 0x2111, 1, -8360},
    {0x2112, 0x2112, 1, -8358}, {0x2115, 0x2115, 1, -8359}, {0x2119, 0x211b, 1, -8361}, {0x211c, 0x211c, 1, -8362},
    {0x211d, 0x211d, 1, -8363}, {0x2124, 0x2124, 1, -8362}, {0x2126, 0x2126, 1, -7517}, {0x2128, 0x2128, 1, -8366},
    {0x212a, 0x212a, 1, -8383}, {0x212b, 0x212b, 1, -8262}, {0x212c, 0x212d, 1, -8394}, {0x2130, 0x2131, 1, -8395},
    {0x2132, 0x2132, 1, 28}, {0x2133, 0x2133, 1, -8390}, {0x213e, 0x213e, 1, -7563}, {0x213f, 0x213f, 1, -7551},
    {0x2145, 0x2145, 1, -8417}, {0x2160, 0x216f, 1, 16}, {0x2183, 0x2183, 1, 1}, {0x24b6, 0x24cf, 1, 26},
    {0x2c00, 0x2c2f, 1, 48}, {0x2c60, 0x2c60, 1, 1}, {0x2c62, 0x2c62, 1, -10743}, {0x2c63, 0x2c63, 1, -3814},
    {0x2c64, 0x2c64, 1, -10727}, {0x2c67, 0x2c6b, 2, 1}, {0x2c6d, 0x2c6d, 1, -10780}, {0x2c6e, 0x2c6e, 1, -10749},
    {0x2c6f, 0x2c6f, 1, -10783}, {0x2c70, 0x2c70, 1, -10782}, {0x2c72, 0x2c72, 1, 1}, {0x2c75, 0x2c75, 1, 1},
    {0x2c7e, 0x2c7f, 1, -10815}, {0x2c80, 0x2ce2, 2, 1}, {0x2ceb, 0x2ced, 2, 1}, {0x2cf2, 0x2cf2, 1, 1},
    {0xa640, 0xa66c, 2, 1}, {0xa680, 0xa69a, 2, 1}, {0xa722, 0xa72e, 2, 1}, {0xa732, 0xa76e, 2, 1},
    {0xa779, 0xa77b, 2, 1}, {0xa77d, 0xa77d, 1, -35332}, {0xa77e, 0xa786, 2, 1}, {0xa78b, 0xa78b, 1, 1},
    {0xa78d, 0xa78d, 1, -42280}, {0xa790, 0xa792, 2, 1}, {0xa796, 0xa7a8, 2, 1}, {0xa7aa, 0xa7aa, 1, -42308},
    {0xa7ab, 0xa7ab, 1, -42319}, {0xa7ac, 0xa7ac, 1, -42315}, {0xa7ad, 0xa7ad, 1, -42305}, {0xa7ae, 0xa7ae, 1, -42308},
    {0xa7b0, 0xa7b0, 1, -42258}, {0xa7b1, 0xa7b1, 1, -42282}, {0xa7b2, 0xa7b2, 1, -42261}, {0xa7b3, 0xa7b3, 1, 928},
    {0xa7b4, 0xa7c2, 2, 1}, {0xa7c4, 0xa7c4, 1, -48}, {0xa7c5, 0xa7c5, 1, -42307}, {0xa7c6, 0xa7c6, 1, -35384},
    {0xa7c7, 0xa7c9, 2, 1}, {0xa7d0, 0xa7d0, 1, 1}, {0xa7d6, 0xa7d8, 2, 1}, {0xa7f5, 0xa7f5, 1, 1},
    {0xff21, 0xff3a, 1, 32}, {0x10400, 0x10427, 1, 40}, {0x104b0, 0x104d3, 1, 40}, {0x10570, 0x1057a, 1, 39},
    {0x1057c, 0x1058a, 1, 39}, {0x1058c, 0x10592, 1, 39}, {0x10594, 0x10595, 1, 39}, {0x10c80, 0x10cb2, 1, 64},
    {0x118a0, 0x118bf, 1, 32}, {0x16e40, 0x16e5f, 1, 32}, {0x1d400, 0x1d419, 1, -119711}, {0x1d434, 0x1d44d, 1, -119763},
    {0x1d468, 0x1d481, 1, -119815}, {0x1d49c, 0x1d49e, 2, -119867}, {0x1d49f, 0x1d49f, 1, -119867}, {0x1d4a2, 0x1d4a2, 1, -119867},
    {0x1d4a5, 0x1d4a6, 1, -119867}, {0x1d4a9, 0x1d4ac, 1, -119867}, {0x1d4ae, 0x1d4b5, 1, -119867}, {0x1d4d0, 0x1d4e9, 1, -119919},
    {0x1d504, 0x1d505, 1, -119971}, {0x1d507, 0x1d50a, 1, -119971}, {0x1d50d, 0x1d514, 1, -119971}, {0x1d516, 0x1d51c, 1, -119971},
    {0x1d538, 0x1d539, 1, -120023}, {0x1d53b, 0x1d53e, 1, -120023}, {0x1d540, 0x1d544, 1, -120023}, {0x1d546, 0x1d546, 1, -120023},
    {0x1d54a, 0x1d550, 1, -120023}, {0x1d56c, 0x1d585, 1, -120075}, {0x1d5a0, 0x1d5b9, 1, -120127}, {0x1d5d4, 0x1d5ed, 1, -120179},
    {0x1d608, 0x1d621, 1, -120231}, {0x1d63c, 0x1d655, 1, -120283}, {0x1d670, 0x1d689, 1, -120335}, {0x1d6a8, 0x1d6b8, 1, -119543},
    {0x1d6b9, 0x1d6b9, 1, -119553}, {0x1d6ba, 0x1d6c0, 1, -119543}, {0x1d6d3, 0x1d6d3, 1, -119568}, {0x1d6e2, 0x1d6f2, 1, -119601},
    {0x1d6f3, 0x1d6f3, 1, -119611}, {0x1d6f4, 0x1d6fa, 1, -119601}, {0x1d70d, 0x1d70d, 1, -119626}, {0x1d71c, 0x1d72c, 1, -119659},
    {0x1d72d, 0x1d72d, 1, -119669}, {0x1d72e, 0x1d734, 1, -119659}, {0x1d747, 0x1d747, 1, -119684}, {0x1d756, 0x1d766, 1, -119717},
    {0x1d767, 0x1d767, 1, -119727}, {0x1d768, 0x1d76e, 1, -119717}, {0x1d781, 0x1d781, 1, -119742}, {0x1d790, 0x1d7a0, 1, -119775},
    {0x1d7a1, 0x1d7a1, 1, -119785}, {0x1d7a2, 0x1d7a8, 1, -119775}, {0x1d7bb, 0x1d7bb, 1, -119800}, {0x1e900, 0x1e921, 1, 34},
}};
inline constexpr std::array<FoldingExpansion, 162> folding_expansions{{
    {0xdf, {0x73, 0x73, 0x0, 0x0}}, {0x130, {0x69, 0x307, 0x0, 0x0}}, {0x149, {0x2bc, 0x6e, 0x0, 0x0}},
    {0x1f0, {0x6a, 0x30c, 0x0, 0x0}}, {0x37a, {0x20, 0x3b9, 0x0, 0x0}}, {0x390, {0x3b9, 0x308, 0x301, 0x0}},
    {0x3b0, {0x3c5, 0x308, 0x301, 0x0}}, {0x587, {0x565, 0x582, 0x0, 0x0}}, {0x1e96, {0x68, 0x331, 0x0, 0x0}},
    {0x1e97, {0x74, 0x308, 0x0, 0x0}}, {0x1e98, {0x77, 0x30a, 0x0, 0x0}}, {0x1e99, {0x79, 0x30a, 0x0, 0x0}},
    {0x1e9a, {0x61, 0x2be, 0x0, 0x0}}, {0x1e9e, {0x73, 0x73, 0x0, 0x0}}, {0x1f50, {0x3c5, 0x313, 0x0, 0x0}},
    {0x1f52, {0x3c5, 0x313, 0x300, 0x0}}, {0x1f54, {0x3c5, 0x313, 0x301, 0x0}}, {0x1f56, {0x3c5, 0x313, 0x342, 0x0}},
    {0x1f80, {0x1f00, 0x3b9, 0x0, 0x0}}, {0x1f81, {0x1f01, 0x3b9, 0x0, 0x0}}, {0x1f82, {0x1f02, 0x3b9, 0x0, 0x0}},
    {0x1f83, {0x1f03, 0x3b9, 0x0, 0x0}}, {0x1f84, {0x1f04, 0x3b9, 0x0, 0x0}}, {0x1f85, {0x1f05, 0x3b9, 0x0, 0x0}},
    {0x1f86, {0x1f06, 0x3b9, 0x0, 0x0}}, {0x1f87, {0x1f07, 0x3b9, 0x0, 0x0}}, {0x1f88, {0x1f00, 0x3b9, 0x0, 0x0}},
    {0x1f89, {0x1f01, 0x3b9, 0x0, 0x0}}, {0x1f8a, {0x1f02, 0x3b9, 0x0, 0x0}}, {0x1f8b, {0x1f03, 0x3b9, 0x0, 0x0}},
    {0x1f8c, {0x1f04, 0x3b9, 0x0, 0x0}}, {0x1f8d, {0x1f05, 0x3b9, 0x0, 0x0}}, {0x1f8e, {0x1f06, 0x3b9, 0x0, 0x0}},
    {0x1f8f, {0x1f07, 0x3b9, 0x0, 0x0}}, {0x1f90, {0x1f20, 0x3b9, 0x0, 0x0}}, {0x1f91, {0x1f21, 0x3b9, 0x0, 0x0}},
    {0x1f92, {0x1f22, 0x3b9, 0x0, 0x0}}, {0x1f93, {0x1f23, 0x3b9, 0x0, 0x0}}, {0x1f94, {0x1f24, 0x3b9, 0x0, 0x0}},
    {0x1f95, {0x1f25, 0x3b9, 0x0, 0x0}}, {0x1f96, {0x1f26, 0x3b9, 0x0, 0x0}}, {0x1f97, {0x1f27, 0x3b9, 0x0, 0x0}},
    {0x1f98, {0x1f20, 0x3b9, 0x0, 0x0}}, {0x1f99, {0x1f21, 0x3b9, 0x0, 0x0}}, {0x1f9a, {0x1f22, 0x3b9, 0x0, 0x0}},
    {0x1f9b, {0x1f23, 0x3b9, 0x0, 0x0}}, {0x1f9c, {0x1f24, 0x3b9, 0x0, 0x0}}, {0x1f9d, {0x1f25, 0x3b9, 0x0, 0x0}},
    {0x1f9e, {0x1f26, 0x3b9, 0x0, 0x0}}, {0x1f9f, {0x1f27, 0x3b9, 0x0, 0x0}}, {0x1fa0, {0x1f60, 0x3b9, 0x0, 0x0}},
    {0x1fa1, {0x1f61, 0x3b9, 0x0, 0x0}}, {0x1fa2, {0x1f62, 0x3b9, 0x0, 0x0}}, {0x1fa3, {0x1f63, 0x3b9, 0x0, 0x0}},
    {0x1fa4, {0x1f64, 0x3b9, 0x0, 0x0}}, {0x1fa5, {0x1f65, 0x3b9, 0x0, 0x0}}, {0x1fa6, {0x1f66, 0x3b9, 0x0, 0x0}},
    {0x1fa7, {0x1f67, 0x3b9, 0x0, 0x0}}, {0x1fa8, {0x1f60, 0x3b9, 0x0, 0x0}}, {0x1fa9, {0x1f61, 0x3b9, 0x0, 0x0}},
    {0x1faa, {0x1f62, 0x3b9, 0x0, 0x0}}, {0x1fab, {0x1f63, 0x3b9, 0x0, 0x0}}, {0x1fac, {0x1f64, 0x3b9, 0x0, 0x0}},
    {0x1fad, {0x1f65, 0x3b9, 0x0, 0x0}}, {0x1fae, {0x1f66, 0x3b9, 0x0, 0x0}}, {0x1faf, {0x1f67, 0x3b9, 0x0, 0x0}},
    {0x1fb2, {0x1f70, 0x3b9, 0x0, 0x0}}, {0x1fb3, {0x3b1, 0x3b9, 0x0, 0x0}}, {0x1fb4, {0x3ac, 0x3b9, 0x0, 0x0}},
    {0x1fb6, {0x3b1, 0x342, 0x0, 0x0}}, {0x1fb7, {0x3b1, 0x342, 0x3b9, 0x0}}, {0x1fbc, {0x3b1, 0x3b9, 0x0, 0x0}},
    {0x1fc2, {0x1f74, 0x3b9, 0x0, 0x0}}, {0x1fc3, {0x3b7, 0x3b9, 0x0, 0x0}}, {0x1fc4, {0x3ae, 0x3b9, 0x0, 0x0}},
    {0x1fc6, {0x3b7, 0x342, 0x0, 0x0}}, {0x1fc7, {0x3b7, 0x342, 0x3b9, 0x0}}, {0x1fcc, {0x3b7, 0x3b9, 0x0, 0x0}},
    {0x1fd2, {0x3b9, 0x308, 0x300, 0x0}}, {0x1fd3, {0x3b9, 0x308, 0x301, 0x0}}, {0x1fd6, {0x3b9, 0x342, 0x0, 0x0}},
    {0x1fd7, {0x3b9, 0x308, 0x342, 0x0}}, {0x1fe2, {0x3c5, 0x308, 0x300, 0x0}}, {0x1fe3, {0x3c5, 0x308, 0x301, 0x0}},
    {0x1fe4, {0x3c1, 0x313, 0x0, 0x0}}, {0x1fe6, {0x3c5, 0x342, 0x0, 0x0}}, {0x1fe7, {0x3c5, 0x308, 0x342, 0x0}},
    {0x1ff2, {0x1f7c, 0x3b9, 0x0, 0x0}}, {0x1ff3, {0x3c9, 0x3b9, 0x0, 0x0}}, {0x1ff4, {0x3ce, 0x3b9, 0x0, 0x0}},
    {0x1ff6, {0x3c9, 0x342, 0x0, 0x0}}, {0x1ff7, {0x3c9, 0x342, 0x3b9, 0x0}}, {0x1ffc, {0x3c9, 0x3b9, 0x0, 0x0}},
    {0x20a8, {0x72, 0x73, 0x0, 0x0}}, {0x2103, {0xb0, 0x63, 0x0, 0x0}}, {0x2109, {0xb0, 0x66, 0x0, 0x0}},
    {0x2116, {0x6e, 0x6f, 0x0, 0x0}}, {0x2120, {0x73, 0x6d, 0x0, 0x0}}, {0x2121, {0x74, 0x65, 0x6c, 0x0}},
    {0x2122, {0x74, 0x6d, 0x0, 0x0}}, {0x3371, {0x68, 0x70, 0x61, 0x0}}, {0x3373, {0x61, 0x75, 0x0, 0x0}},
    {0x3375, {0x6f, 0x76, 0x0, 0x0}}, {0x3380, {0x70, 0x61, 0x0, 0x0}}, {0x3381, {0x6e, 0x61, 0x0, 0x0}},
    {0x3382, {0x3bc, 0x61, 0x0, 0x0}}, {0x3383, {0x6d, 0x61, 0x0, 0x0}}, {0x3384, {0x6b, 0x61, 0x0, 0x0}},
    {0x3385, {0x6b, 0x62, 0x0, 0x0}}, {0x3386, {0x6d, 0x62, 0x0, 0x0}}, {0x3387, {0x67, 0x62, 0x0, 0x0}},
    {0x338a, {0x70, 0x66, 0x0, 0x0}}, {0x338b, {0x6e, 0x66, 0x0, 0x0}}, {0x338c, {0x3bc, 0x66, 0x0, 0x0}},
    {0x3390, {0x68, 0x7a, 0x0, 0x0}}, {0x3391, {0x6b, 0x68, 0x7a, 0x0}}, {0x3392, {0x6d, 0x68, 0x7a, 0x0}},
    {0x3393, {0x67, 0x68, 0x7a, 0x0}}, {0x3394, {0x74, 0x68, 0x7a, 0x0}}, {0x33a9, {0x70, 0x61, 0x0, 0x0}},
    {0x33aa, {0x6b, 0x70, 0x61, 0x0}}, {0x33ab, {0x6d, 0x70, 0x61, 0x0}}, {0x33ac, {0x67, 0x70, 0x61, 0x0}},
    {0x33b4, {0x70, 0x76, 0x0, 0x0}}, {0x33b5, {0x6e, 0x76, 0x0, 0x0}}, {0x33b6, {0x3bc, 0x76, 0x0, 0x0}},
    {0x33b7, {0x6d, 0x76, 0x0, 0x0}}, {0x33b8, {0x6b, 0x76, 0x0, 0x0}}, {0x33b9, {0x6d, 0x76, 0x0, 0x0}},
    {0x33ba, {0x70, 0x77, 0x0, 0x0}}, {0x33bb, {0x6e, 0x77, 0x0, 0x0}}, {0x33bc, {0x3bc, 0x77, 0x0, 0x0}},
    {0x33bd, {0x6d, 0x77, 0x0, 0x0}}, {0x33be, {0x6b, 0x77, 0x0, 0x0}}, {0x33bf, {0x6d, 0x77, 0x0, 0x0}},
    {0x33c0, {0x6b, 0x3c9, 0x0, 0x0}}, {0x33c1, {0x6d, 0x3c9, 0x0, 0x0}}, {0x33c3, {0x62, 0x71, 0x0, 0x0}},
    {0x33c6, {0x63, 0x2215, 0x6b, 0x67}}, {0x33c7, {0x63, 0x6f, 0x2e, 0x0}}, {0x33c8, {0x64, 0x62, 0x0, 0x0}},
    {0x33c9, {0x67, 0x79, 0x0, 0x0}}, {0x33cb, {0x68, 0x70, 0x0, 0x0}}, {0x33cd, {0x6b, 0x6b, 0x0, 0x0}},
    {0x33ce, {0x6b, 0x6d, 0x0, 0x0}}, {0x33d7, {0x70, 0x68, 0x0, 0x0}}, {0x33d9, {0x70, 0x70, 0x6d, 0x0}},
    {0x33da, {0x70, 0x72, 0x0, 0x0}}, {0x33dc, {0x73, 0x76, 0x0, 0x0}}, {0x33dd, {0x77, 0x62, 0x0, 0x0}},
    {0xfb00, {0x66, 0x66, 0x0, 0x0}}, {0xfb01, {0x66, 0x69, 0x0, 0x0}}, {0xfb02, {0x66, 0x6c, 0x0, 0x0}},
    {0xfb03, {0x66, 0x66, 0x69, 0x0}}, {0xfb04, {0x66, 0x66, 0x6c, 0x0}}, {0xfb05, {0x73, 0x74, 0x0, 0x0}},
    {0xfb06, {0x73, 0x74, 0x0, 0x0}}, {0xfb13, {0x574, 0x576, 0x0, 0x0}}, {0xfb14, {0x574, 0x565, 0x0, 0x0}},
    {0xfb15, {0x574, 0x56b, 0x0, 0x0}}, {0xfb16, {0x57e, 0x576, 0x0, 0x0}}, {0xfb17, {0x574, 0x56d, 0x0, 0x0}},
}};
// clang-format on

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/x509/case_folding_table.hpp

// ---- vidimus/x509/fold.hpp
#ifndef VIDIMUS_SINGLE_x509_fold_hpp
#define VIDIMUS_SINGLE_x509_fold_hpp
// The form of a string in which names are compared: RFC 5280, 7.1, which takes it from RFC 4518 (caseIgnoreMatch).
// Case is folded (RFC 3454, table B.3), characters that mean nothing are dropped, white space at the ends is dropped and
// elsewhere becomes one space. All of it works in constant expressions and, character by character, without allocating.
//
// Left out is RFC 4518, 2.3 (normalisation form KC): a letter and its accent as two characters differ from the letter with
// an accent as one. Those who issue certificates write the composed form, and nobody else's comparison normalises either.

namespace vidimus {

/// The folded characters of a string. `Source` is a reader of characters: `der::CharacterReader`, `der::TextReader`.
template <class Source>
class FoldedCharacters {
 public:
  constexpr explicit FoldedCharacters(Source source) : source_{source} {}
  /// The next folded character; empty at the end or where the source failed.
  [[nodiscard]] constexpr auto next() -> std::optional<char32_t>;
  [[nodiscard]] constexpr auto failed() const -> bool { return source_.failed(); }

 private:
  [[nodiscard]] constexpr auto take_pending() -> char32_t;

  Source source_;
  std::array<char32_t, 5> pending_{};  // what one character folded to, first first
  bool started_ = false, after_space_ = false;
};

// A compiler evaluates these in constants only after it has seen them, so here the inner things come first.
namespace detail {

template <std::size_t Size>
[[nodiscard]] constexpr auto is_in(std::array<std::array<char32_t, 2>, Size> const& spans, char32_t character) -> bool {
  return std::ranges::any_of(spans, [character](auto const& s) { return character >= s[0] && character <= s[1]; });
}

/// RFC 4518, 2.2: mapped to SPACE.
[[nodiscard]] constexpr auto is_folded_to_space(char32_t character) -> bool {
  constexpr std::array<std::array<char32_t, 2>, 9> spans{{{0x09, 0x0d},
                                                          {0x20, 0x20},
                                                          {0x85, 0x85},
                                                          {0xa0, 0xa0},
                                                          {0x1680, 0x1680},
                                                          {0x2000, 0x200a},
                                                          {0x2028, 0x2029},
                                                          {0x202f, 0x202f},
                                                          {0x205f, 0x205f}}};
  return is_in(spans, character) || character == 0x3000;
}

/// RFC 4518, 2.2: mapped to nothing.
[[nodiscard]] constexpr auto is_folded_to_nothing(char32_t character) -> bool {
  constexpr std::array<std::array<char32_t, 2>, 20> spans{
      {{0x00, 0x08},     {0x0e, 0x1f},     {0x7f, 0x84},       {0x86, 0x9f},       {0xad, 0xad},
       {0x34f, 0x34f},   {0x6dd, 0x6dd},   {0x70f, 0x70f},     {0x1806, 0x1806},   {0x180b, 0x180e},
       {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x2063},   {0x206a, 0x206f},   {0xfe00, 0xfe0f},
       {0xfeff, 0xfeff}, {0xfff9, 0xfffc}, {0x1d173, 0x1d17a}, {0xe0001, 0xe0001}, {0xe0020, 0xe007f}}};
  return is_in(spans, character);
}

/// What a character folds to, 0 after the last.
[[nodiscard]] constexpr auto fold_case(char32_t character) -> std::array<char32_t, 4> {
  if (character < 0x80) return {character >= U'A' && character <= U'Z' ? character + 32 : character};
  auto const* range = std::ranges::lower_bound(folding_ranges, character, {}, &FoldingRange::last);
  bool const in_range =
      range != folding_ranges.end() && character >= range->first && (character - range->first) % range->stride == 0;
  if (in_range) return {static_cast<char32_t>(static_cast<std::int64_t>(character) + range->distance)};
  auto const* expansion = std::ranges::lower_bound(folding_expansions, character, {}, &FoldingExpansion::from);
  if (expansion != folding_expansions.end() && expansion->from == character) return expansion->to;
  return {character};
}

}  // namespace detail

template <class Source>
constexpr auto FoldedCharacters<Source>::take_pending() -> char32_t {
  auto const first = pending_[0];
  std::ranges::copy(pending_.begin() + 1, pending_.end(), pending_.begin());
  return first;
}

template <class Source>
constexpr auto FoldedCharacters<Source>::next() -> std::optional<char32_t> {
  while (pending_[0] == 0) {
    auto const character = source_.next();
    if (!character) return std::nullopt;
    if (detail::is_folded_to_nothing(*character)) continue;
    if (detail::is_folded_to_space(*character)) {
      after_space_ = started_;
      continue;
    }
    auto const folded = detail::fold_case(*character);
    std::ranges::copy(folded, pending_.begin());
    started_ = true;
  }
  if (!after_space_) return take_pending();
  after_space_ = false;
  return U' ';
}

/// Whether two sources fold to the same characters. One that is malformed equals nothing.
template <class A, class B>
[[nodiscard]] constexpr auto same_folded(FoldedCharacters<A> a, FoldedCharacters<B> b) -> bool {
  for (;;) {
    auto const left = a.next(), right = b.next();
    if (a.failed() || b.failed() || left != right) return false;
    if (!left) return true;
  }
}

/// The folded characters of a UTF-8 text.
[[nodiscard]] constexpr auto folded(std::string_view utf8) -> FoldedCharacters<der::TextReader> {
  return FoldedCharacters{der::TextReader{der::Tag::utf8_string, std::span{utf8.data(), utf8.size()}}};
}
/// Whether two UTF-8 texts are the same name value: `"QM  1 "` and `"qm 1"` are.
[[nodiscard]] constexpr auto same_folded(std::string_view a, std::string_view b) -> bool {
  return same_folded(folded(a), folded(b));
}

/// The folded form as UTF-8: two texts are the same exactly if their folded forms are. Empty if `utf8` is malformed.
[[nodiscard]] inline auto try_fold(std::string_view utf8) -> std::optional<std::string> {
  std::string text;
  auto characters = folded(utf8);
  while (auto const character = characters.next()) der::append_utf8(text, *character);
  if (characters.failed()) return std::nullopt;
  return text;
}
/// As `try_fold`, of a text that is known to be UTF-8: of any other, the part before the fault.
[[nodiscard]] inline auto fold(std::string_view utf8) -> std::string {
  std::string text;
  auto characters = folded(utf8);
  while (auto const character = characters.next()) der::append_utf8(text, *character);
  return text;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/fold.hpp

// ---- vidimus/x509/name_match.hpp
#ifndef VIDIMUS_SINGLE_x509_name_match_hpp
#define VIDIMUS_SINGLE_x509_name_match_hpp
// Comparing distinguished names (RFC 5280, 7.1): relative names in order, attributes within one as a set, values of
// character strings in their folded form whatever string type each is encoded in, other values by their octets.

namespace vidimus {

/// Whether two attributes have the same type and the same value.
[[nodiscard]] constexpr auto same_attribute(Attribute const& a, Attribute const& b) -> bool;
/// Whether two attributes have the same value; their types are not looked at.
[[nodiscard]] constexpr auto same_value(Attribute const& a, Attribute const& b) -> bool;
/// Whether two names are the same distinguished name.
[[nodiscard]] constexpr auto same_name(Name const& a, Name const& b) -> bool;
/// Whether `name` begins with all of `base`: lies in its subtree (RFC 5280, 4.2.1.10 and 7.1).
[[nodiscard]] constexpr auto is_within(Name const& name, Name const& base) -> bool;

namespace detail {

[[nodiscard]] constexpr auto folded_value(Attribute const& attribute) -> FoldedCharacters<der::CharacterReader> {
  return FoldedCharacters{der::CharacterReader{attribute.string_tag, attribute.value}};
}

/// ASCII that folding leaves one visible character: no space, no control.
[[nodiscard]] constexpr auto is_graphic(std::byte octet) -> bool {
  return octet > std::byte{0x20} && octet < std::byte{0x7f};
}
[[nodiscard]] constexpr auto to_lower_ascii(std::byte octet) -> std::byte {
  return octet >= std::byte{'A'} && octet <= std::byte{'Z'} ? octet | std::byte{0x20} : octet;
}

/// Compares as far as both are ASCII and agree in their spaces, which mostly is to the end; empty where they must be folded.
[[nodiscard]] constexpr auto same_plain(ByteView a, ByteView b) -> std::optional<bool> {
  auto const common = (std::min)(a.size(), b.size());
  for (std::size_t i = 0; i != common; ++i) {
    if (a[i] == b[i] && a[i] < std::byte{0x80}) continue;
    if (!is_graphic(a[i]) || !is_graphic(b[i])) return std::nullopt;
    if (to_lower_ascii(a[i]) != to_lower_ascii(b[i])) return false;
  }
  if (a.size() == b.size()) return true;
  return is_graphic(a.size() > common ? a[common] : b[common]) ? std::optional{false} : std::nullopt;
}

[[nodiscard]] constexpr auto same_characters(Attribute const& a, Attribute const& b) -> bool {
  if (der::detail::character_size(a.string_tag) <= 1 && der::detail::character_size(b.string_tag) <= 1)
    if (auto const same = same_plain(a.value, b.value)) return *same;
  return same_folded(folded_value(a), folded_value(b));
}

/// The relative distinguished names of a name.
[[nodiscard]] constexpr auto rdns_of(Name const& name) -> der::Reader {
  return der::read_only_nested(name.der(), der::Tag::sequence).value_or(der::Reader{});
}
/// The attributes of the next one, without a header; empty at the end.
[[nodiscard]] constexpr auto next_rdn(der::Reader& rdns) -> ByteView {
  auto const rdn = rdns.read(der::Tag::set);
  return rdn ? (*rdn).contents : ByteView{};
}

/// How many attributes of a relative name are the same as this one.
[[nodiscard]] constexpr auto count_same(ByteView rdn, Attribute const& wanted) -> std::size_t {
  std::size_t same = 0;
  for (der::Reader attributes{rdn}; !attributes.is_at_end();) {
    auto const attribute = Attribute::read(attributes);
    if (!attribute) return 0;
    same += same_attribute(*attribute, wanted) ? 1U : 0U;
  }
  return same;
}

/// Each of `a` is as often in `b`.
[[nodiscard]] constexpr auto has_all_of(ByteView a, ByteView b) -> bool {
  std::size_t attributes = 0;
  for (der::Reader rest{a}; !rest.is_at_end(); ++attributes) {
    auto const attribute = Attribute::read(rest);
    if (!attribute || attributes == rdn_limit) return false;
    if (count_same(a, *attribute) != count_same(b, *attribute)) return false;
  }
  return true;
}

[[nodiscard]] constexpr auto same_rdn(ByteView a, ByteView b) -> bool {
  if (same_bytes(a, b)) return true;
  der::Reader left{a}, right{b};
  auto const first = Attribute::read(left), second = Attribute::read(right);
  if (!first || !second) return false;
  if (left.is_at_end() && right.is_at_end()) return same_attribute(*first, *second);
  return has_all_of(a, b) && has_all_of(b, a);
}

}  // namespace detail

constexpr auto same_value(Attribute const& a, Attribute const& b) -> bool {
  bool const characters = der::is_character_string(a.string_tag) && der::is_character_string(b.string_tag);
  return characters ? detail::same_characters(a, b) : same_bytes(a.value_der, b.value_der);
}

constexpr auto same_attribute(Attribute const& a, Attribute const& b) -> bool {
  return a.type == b.type && same_value(a, b);
}

constexpr auto is_within(Name const& name, Name const& base) -> bool {
  auto rdns = detail::rdns_of(name), base_rdns = detail::rdns_of(base);
  while (!base_rdns.is_at_end()) {
    auto const wanted = detail::next_rdn(base_rdns), rdn = detail::next_rdn(rdns);
    if (wanted.empty() || rdn.empty() || !detail::same_rdn(rdn, wanted)) return false;
  }
  return true;
}

constexpr auto same_name(Name const& a, Name const& b) -> bool {
  if (same_bytes(a.der(), b.der())) return true;
  auto left = detail::rdns_of(a), right = detail::rdns_of(b);
  while (!left.is_at_end() && !right.is_at_end()) {
    auto const rdn = detail::next_rdn(left), other = detail::next_rdn(right);
    if (rdn.empty() || other.empty() || !detail::same_rdn(rdn, other)) return false;
  }
  return left.is_at_end() && right.is_at_end();
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/name_match.hpp

// ---- vidimus/x509/base64.hpp
#ifndef VIDIMUS_SINGLE_x509_base64_hpp
#define VIDIMUS_SINGLE_x509_base64_hpp
// Base64 (RFC 4648, 4), strictly: complete groups, padding only at the end, unused bits zero (3.5).

namespace vidimus {

/// Takes characters one by one and appends the octets that they stand for.
class Base64Decoder {
 public:
  explicit Base64Decoder(Buffer& octets) : octets_{octets} {}

  /// False: the character is not in the alphabet, or not in this place.
  [[nodiscard]] auto put(char character) -> bool;
  /// Whether what was put is complete.
  [[nodiscard]] auto is_complete() const -> bool { return characters_ == 0; }

 private:
  [[nodiscard]] auto put_padding() -> bool;
  void append_group();

  Buffer& octets_;
  std::uint32_t group_ = 0;
  unsigned characters_ = 0, padding_ = 0;
  bool ended_ = false;
};

/// The octets of a whole text without line ends; empty if it is not base64.
[[nodiscard]] inline auto decode_base64(std::string_view text) -> std::optional<Buffer> {
  Buffer octets;
  Base64Decoder decoder{octets};
  for (char const character : text)
    if (!decoder.put(character)) return std::nullopt;
  if (!decoder.is_complete()) return std::nullopt;
  return octets;
}

namespace detail {
/// 64 for a character outside the alphabet.
[[nodiscard]] constexpr auto base64_digit(char character) -> std::uint32_t {
  if (character >= 'A' && character <= 'Z') return static_cast<std::uint32_t>(character - 'A');
  if (character >= 'a' && character <= 'z') return static_cast<std::uint32_t>(character - 'a' + 26);
  if (character >= '0' && character <= '9') return static_cast<std::uint32_t>(character - '0' + 52);
  return character == '+' ? 62 : character == '/' ? 63 : 64;
}
}  // namespace detail

inline auto Base64Decoder::put(char character) -> bool {
  if (ended_) return false;
  if (character == '=') return put_padding();
  auto const digit = detail::base64_digit(character);
  if (digit == 64 || padding_ != 0) return false;
  group_ = group_ << 6U | digit;
  if (++characters_ == 4) append_group();
  return true;
}

inline auto Base64Decoder::put_padding() -> bool {
  if (characters_ < 2) return false;
  auto const unused_bits = characters_ == 2 ? 0xfU : 0x3U;
  if (padding_ == 0 && (group_ & unused_bits) != 0) return false;
  group_ <<= 6U;
  ++padding_;
  if (++characters_ == 4) append_group();
  return true;
}

inline void Base64Decoder::append_group() {
  for (unsigned octet = 0; octet != 3 - padding_; ++octet)
    octets_.push_back(static_cast<std::byte>(group_ >> (16 - 8 * octet) & 0xffU));
  ended_ = padding_ != 0;
  group_ = characters_ = 0;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/base64.hpp

// ---- vidimus/x509/pem.hpp
#ifndef VIDIMUS_SINGLE_x509_pem_hpp
#define VIDIMUS_SINGLE_x509_pem_hpp
// PEM (RFC 7468): blocks of base64 between lines that name what they hold. Text outside of blocks is skipped, as RFC 7468,
// 2 allows and files of certificates have it. Inside of one only base64 and white space are accepted: headers (of RFC 1421)
// mean encryption, which nothing here reads.

namespace vidimus {

/// The contents of every block with this label, in order; blocks with another label are read over. Takes time and memory
/// in proportion to the text, whose size the caller limits. Errors: `pem_nothing_found` with the labels that are there,
/// `pem_malformed` with the offset of the line.
[[nodiscard]] auto parse_pem(std::string_view text, std::string_view label) -> Result<std::vector<Buffer>>;

namespace detail {

/// Whether a text is PEM rather than DER: DER begins with the identifier of a SEQUENCE, `0`.
[[nodiscard]] inline auto looks_like_pem(std::string_view text) -> bool {
  return text.find("-----BEGIN ") != std::string_view::npos && !text.starts_with('0');
}

class PemReader {
 public:
  PemReader(std::string_view text, std::string_view label) : rest_{text}, text_size_{text.size()}, label_{label} {}

  [[nodiscard]] auto read() -> Result<std::vector<Buffer>>;

 private:
  struct Line {
    std::string_view text;  // without the line end and white space after it
    std::size_t offset;
  };
  [[nodiscard]] auto take_line() -> Line;
  /// The contents up to the block's last line, which is taken too.
  [[nodiscard]] auto read_block(std::string_view block_label, std::size_t offset) -> Result<Buffer>;
  [[nodiscard]] auto malformed(std::size_t offset) const -> tl::unexpected<Failure> {
    return refuse(Errc::pem_malformed, Malformed{"PEM " + std::string{label_}, offset, Errc::pem_malformed});
  }
  /// The label of `-----BEGIN label-----`; empty for any other line.
  [[nodiscard]] static auto label_between(std::string_view line, std::string_view begin) -> std::string_view {
    constexpr std::string_view dashes = "-----";
    bool const fits = line.size() > begin.size() + dashes.size() && line.starts_with(begin) && line.ends_with(dashes);
    return fits ? line.substr(begin.size(), line.size() - begin.size() - dashes.size()) : std::string_view{};
  }
  void note_other(std::string_view label) {
    if (other_labels_.size() < 8) other_labels_.emplace_back(label.substr(0, 64));
  }

  std::string_view rest_;
  std::size_t text_size_;
  std::string_view label_;
  std::vector<std::string> other_labels_;
};

inline auto PemReader::take_line() -> Line {
  auto const offset = text_size_ - rest_.size();
  auto const end = rest_.find_first_of("\r\n");
  auto line = rest_.substr(0, end);
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  line = line.substr(0, line.find_last_not_of(" \t") + 1);
  return {line, offset};
}

inline auto PemReader::read() -> Result<std::vector<Buffer>> {
  std::vector<Buffer> blocks;
  while (!rest_.empty()) {
    auto const [line, offset] = take_line();
    auto const block_label = label_between(line, "-----BEGIN ");
    if (block_label.empty()) continue;
    if (block_label != label_) {
      note_other(block_label);
      continue;
    }
    auto block = read_block(block_label, offset);
    if (!block) return refuse(std::move(block.error()));
    blocks.push_back(*std::move(block));
  }
  if (blocks.empty()) return refuse(Errc::pem_nothing_found, Mismatch{std::string{label_}, other_labels_});
  return blocks;
}

inline auto PemReader::read_block(std::string_view block_label, std::size_t offset) -> Result<Buffer> {
  Buffer octets;
  Base64Decoder decoder{octets};
  while (!rest_.empty()) {
    auto const [line, line_offset] = take_line();
    if (line.starts_with('-')) {
      bool const ends = label_between(line, "-----END ") == block_label && decoder.is_complete() && !octets.empty();
      return ends ? Result<Buffer>{std::move(octets)} : malformed(line_offset);
    }
    for (char const character : line)
      if (character != ' ' && character != '\t' && !decoder.put(character)) return malformed(line_offset);
  }
  return malformed(offset);
}

}  // namespace detail

inline auto parse_pem(std::string_view text, std::string_view label) -> Result<std::vector<Buffer>> {
  return detail::PemReader{text, label}.read();
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/pem.hpp

// ---- vidimus/x509/certificate.hpp
#ifndef VIDIMUS_SINGLE_x509_certificate_hpp
#define VIDIMUS_SINGLE_x509_certificate_hpp
// A certificate (RFC 5280, 4): immutable, shared, read strictly once. All of its views point into its own copy of the
// encoding and are good as long as any copy of the Certificate lives.

namespace vidimus {

/// Copies share one immutable block: copying costs a reference count, and all const use is thread-safe. Moving copies, so
/// that there is no certificate without contents.
class Certificate {
 public:
  Certificate(Certificate const&) = default;
  auto operator=(Certificate const&) -> Certificate& = default;
  ~Certificate() = default;

  /// Copies `der`, which must be one certificate and nothing else. Errors: `certificate_malformed` and its kin (each names
  /// the field, the offset and the rule broken), `certificate_too_large` beyond `Budget{}.certificate_octets`.
  [[nodiscard]] static auto parse(ByteView der) -> Result<Certificate>;
  /// The one certificate of a PEM text. Errors: as `parse` and `parse_pem`; `pem_malformed` if there is more than one.
  [[nodiscard]] static auto from_pem(std::string_view text) -> Result<Certificate>;
  /// The one certificate of a file, PEM or DER. Errors: also those of `read_file`; each names the file.
  [[nodiscard]] static auto from_file(std::string const& path) -> Result<Certificate>;

  [[nodiscard]] auto der() const -> ByteView { return fields().der; }
  /// What the issuer signed.
  [[nodiscard]] auto tbs() const -> ByteView { return fields().tbs; }
  /// 1, 2 or 3.
  [[nodiscard]] auto version() const -> unsigned { return fields().version; }
  [[nodiscard]] auto serial_number() const -> SerialNumber { return fields().serial_number; }
  [[nodiscard]] auto signature_algorithm() const -> AlgorithmIdentifier const& { return fields().signature_algorithm; }
  [[nodiscard]] auto signature() const -> ByteView { return fields().signature; }
  [[nodiscard]] auto issuer() const -> Name { return fields().issuer; }
  [[nodiscard]] auto subject() const -> Name { return fields().subject; }
  [[nodiscard]] auto not_before() const -> Time { return fields().not_before; }
  [[nodiscard]] auto not_after() const -> Time { return fields().not_after; }
  [[nodiscard]] auto spki() const -> SubjectPublicKeyInfo const& { return fields().spki; }

  /// All extensions in encoded order.
  [[nodiscard]] auto extensions() const -> std::span<Extension const> { return fields().extensions(); }
  /// The extension with this identifier, or nothing.
  [[nodiscard]] auto find(der::Oid id) const -> Extension const* { return fields().find(id); }
  [[nodiscard]] auto find(detail::KnownRow row) const -> Extension const* { return fields().find(row); }

  // The extensions that are read, by their names in RFC 5280, 4.2; empty where the certificate has none.
  [[nodiscard]] auto basic_constraints() const { return value<BasicConstraints>(oid::basic_constraints); }
  [[nodiscard]] auto key_usage() const { return value<KeyUsage>(oid::key_usage); }
  [[nodiscard]] auto extended_key_usage() const { return value<ExtendedKeyUsage>(oid::extended_key_usage); }
  [[nodiscard]] auto subject_alt_names() const { return general_names(oid::subject_alt_name); }
  [[nodiscard]] auto issuer_alt_names() const { return general_names(oid::issuer_alt_name); }
  [[nodiscard]] auto authority_key_identifier() const {
    return value<AuthorityKeyIdentifier>(oid::authority_key_identifier);
  }
  [[nodiscard]] auto subject_key_identifier() const -> std::optional<ByteView>;
  [[nodiscard]] auto crl_distribution_points() const {
    return value<CrlDistributionPoints>(oid::crl_distribution_points);
  }
  [[nodiscard]] auto freshest_crl() const { return value<FreshestCrl>(oid::freshest_crl); }
  [[nodiscard]] auto authority_info_access() const { return value<AuthorityInfoAccess>(oid::authority_info_access); }
  [[nodiscard]] auto subject_info_access() const { return value<SubjectInfoAccess>(oid::subject_info_access); }
  [[nodiscard]] auto name_constraints() const { return value<NameConstraints>(oid::name_constraints); }
  [[nodiscard]] auto certificate_policies() const { return value<CertificatePolicies>(oid::certificate_policies); }
  [[nodiscard]] auto policy_mappings() const { return value<PolicyMappings>(oid::policy_mappings); }
  [[nodiscard]] auto policy_constraints() const { return value<PolicyConstraints>(oid::policy_constraints); }
  [[nodiscard]] auto inhibit_any_policy() const { return value<InhibitAnyPolicy>(oid::inhibit_any_policy); }
  [[nodiscard]] auto subject_directory_attributes() const {
    return value<SubjectDirectoryAttributes>(oid::subject_directory_attributes);
  }

  /// Subject and issuer are the same name (RFC 5280, 3.2).
  [[nodiscard]] auto is_self_issued() const -> bool { return same_name(subject(), issuer()); }

  /// The same encoding.
  friend auto operator==(Certificate const& a, Certificate const& b) -> bool { return same_bytes(a.der(), b.der()); }

 private:
  struct Block {
    Buffer octets;
    detail::CertificateFields fields;
    std::vector<Extension> extensions;  // as many as there are, and not as many as there may be
  };
  explicit Certificate(std::shared_ptr<Block const> block) : block_{std::move(block)} {}

  [[nodiscard]] auto fields() const -> detail::CertificateFields const& { return block_->fields; }
  /// Reading checked every known extension, so decoding it again cannot fail.
  template <class Value>
  [[nodiscard]] auto value(detail::KnownRow row) const -> std::optional<Value>;

  /// Names are walked over for every peer, so they are not even decoded again.
  [[nodiscard]] auto general_names(detail::KnownRow row) const -> std::optional<GeneralNames> {
    auto const* const extension = fields().find(row);
    return extension != nullptr ? std::optional{GeneralNames::read_again(extension->value)} : std::nullopt;
  }

  std::shared_ptr<Block const> block_;
};

/// Every certificate of a PEM text in order, or the one of a DER encoding. Errors: as `Certificate::parse` and `parse_pem`.
[[nodiscard]] auto read_certificates(ByteView pem_or_der) -> Result<std::vector<Certificate>>;
/// As `read_certificates`, of a file of at most `certificate_file_limit` octets. Errors: also those of `read_file`; each
/// names the file.
[[nodiscard]] auto read_certificates_file(std::string const& path) -> Result<std::vector<Certificate>>;
/// Every certificate of every regular file in a directory (not below it, none hidden by a dot), in the order of the files'
/// names. One file that cannot be read refuses them all: a certificate that silently went missing is a fault nobody finds.
[[nodiscard]] auto read_certificates_directory(std::string const& path) -> Result<std::vector<Certificate>>;
inline constexpr std::size_t certificate_file_limit = std::size_t{64} << 20U;

inline auto Certificate::parse(ByteView der) -> Result<Certificate> {
  constexpr auto limit = Budget{}.certificate_octets;
  if (der.size() > limit) return refuse(Errc::certificate_too_large, OverLimit{"octets", limit, der.size()});
  auto block = std::make_shared<Block>();
  block->octets.assign(der.begin(), der.end());
  detail::CertificateReader reader;
  if (!reader.read(block->octets)) return refuse(detail::to_finding(reader.fault(), reader.fields()));
  block->fields = reader.fields();
  block->extensions.assign(block->fields.extensions().begin(), block->fields.extensions().end());
  block->fields.point_to(block->extensions);
  return Certificate{std::move(block)};
}

template <class Value>
auto Certificate::value(detail::KnownRow row) const -> std::optional<Value> {
  auto const* const extension = fields().find(row);
  if (extension == nullptr) return std::nullopt;
  auto const decoded = decode<Value>(*extension);
  return decoded ? std::optional<Value>{*decoded} : std::nullopt;
}

inline auto Certificate::subject_key_identifier() const -> std::optional<ByteView> {
  auto const identifier = value<SubjectKeyIdentifier>(oid::subject_key_identifier);
  return identifier ? std::optional{identifier->key_identifier} : std::nullopt;
}

namespace detail {

[[nodiscard]] inline auto read_pem_certificates(std::string_view text) -> Result<std::vector<Certificate>> {
  auto blocks = parse_pem(text, "CERTIFICATE");
  if (!blocks) return refuse(std::move(blocks.error()));
  std::vector<Certificate> certificates;
  for (auto const& block : *blocks) {
    auto certificate = Certificate::parse(block);
    if (!certificate) return refuse(std::move(certificate.error()));
    certificates.push_back(*std::move(certificate));
  }
  return certificates;
}

[[nodiscard]] inline auto only_one(std::vector<Certificate> certificates) -> Result<Certificate> {
  if (certificates.size() == 1) return std::move(certificates.front());
  return refuse(Errc::pem_malformed, OverLimit{"certificates", 1, certificates.size()});
}

}  // namespace detail

inline auto read_certificates(ByteView pem_or_der) -> Result<std::vector<Certificate>> {
  auto const text = text_of(pem_or_der);
  if (detail::looks_like_pem(text)) return detail::read_pem_certificates(text);
  return Certificate::parse(pem_or_der).map([](Certificate one) { return std::vector{std::move(one)}; });
}

inline auto read_certificates_file(std::string const& path) -> Result<std::vector<Certificate>> {
  auto const octets = read_file(path, certificate_file_limit);
  if (!octets) return refuse(octets.error());
  auto certificates = read_certificates(*octets);
  if (!certificates) certificates.error().about(path);
  return certificates;
}

inline auto read_certificates_directory(std::string const& path) -> Result<std::vector<Certificate>> {
  auto files = detail::regular_files(path);
  if (!files) return refuse(std::move(files.error()));
  std::vector<Certificate> all;
  for (auto const& file : *files) {
    auto some = read_certificates_file(file);
    if (!some) return some;
    all.insert(all.end(), some->begin(), some->end());
  }
  return all;
}

inline auto Certificate::from_pem(std::string_view text) -> Result<Certificate> {
  return detail::read_pem_certificates(text).and_then(detail::only_one);
}

inline auto Certificate::from_file(std::string const& path) -> Result<Certificate> {
  auto certificate = read_certificates_file(path).and_then(detail::only_one);
  if (!certificate) certificate.error().about(path);
  return certificate;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/certificate.hpp

// ---- vidimus/x509/peer_chain.hpp
#ifndef VIDIMUS_SINGLE_x509_peer_chain_hpp
#define VIDIMUS_SINGLE_x509_peer_chain_hpp
// The certificates that a peer showed, as received: untrusted. The end entity comes first (RFC 8446, 4.4.2); the others are
// only material for path building, in whatever order they came.

namespace vidimus {

class PeerChain {
 public:
  /// Reads what was presented. `edges` speaks of positions in `presented`.
  /// Errors: `certification_path_empty` for no certificate, `budget_exceeded` for more certificates or octets than the
  /// budget's, whatever the end entity's reader says of it. A further certificate that cannot be read is left out and kept as a finding: it may not
  /// be needed.
  [[nodiscard]] static auto parse(std::span<Buffer const> presented, ProvenEdges edges = {}, Budget const& budget = {})
      -> Result<PeerChain> {
    if (presented.empty()) return refuse(Errc::certification_path_empty, Mismatch{"a certificate", {}});
    if (auto within = check_within(presented, budget); !within) return refuse(std::move(within.error()));
    PeerChain chain{std::move(edges)};
    for (std::size_t position = 0; position != presented.size(); ++position) {
      auto certificate = Certificate::parse(presented[position]);
      if (certificate) {
        chain.certificates_.push_back(*std::move(certificate));
        chain.positions_.push_back(position);
      } else if (position == 0) {
        return refuse(std::move(numbered(certificate.error(), position)));
      } else {
        chain.keep_unreadable(numbered(certificate.error(), position));
      }
    }
    return chain;
  }

  [[nodiscard]] auto end_entity() const -> Certificate const& { return certificates_.front(); }
  /// The readable ones, in the order presented; the end entity is the first.
  [[nodiscard]] auto certificates() const -> std::span<Certificate const> { return certificates_; }
  /// Why the others could not be read.
  [[nodiscard]] auto unreadable() const -> std::span<Finding const> { return unreadable_; }
  /// Whether the TLS library has verified already that the key of certificates()[parent] signed certificates()[child].
  [[nodiscard]] auto is_proven(std::size_t child, std::size_t parent) const -> bool {
    return edges_.contains({positions_[child], positions_[parent]});
  }

 private:
  explicit PeerChain(ProvenEdges edges) : edges_{std::move(edges)} {}

  static auto check_within(std::span<Buffer const> presented, Budget const& budget) -> Result<void> {
    if (presented.size() > budget.presented)
      return refuse(Errc::budget_exceeded, OverLimit{"certificates presented", budget.presented, presented.size()});
    std::size_t octets = 0;
    for (auto const& certificate : presented) octets += certificate.size();
    if (octets > budget.presented_octets)
      return refuse(Errc::budget_exceeded, OverLimit{"octets presented", budget.presented_octets, octets});
    return {};
  }

  static auto numbered(Failure& failure, std::size_t position) -> Failure& {
    return failure.at_depth(static_cast<unsigned>(position));
  }
  void keep_unreadable(Failure const& failure) {
    auto finding = failure.decisive();
    finding.severity = Severity::warning;
    unreadable_.push_back(std::move(finding));
  }

  std::vector<Certificate> certificates_;
  std::vector<std::size_t> positions_;
  std::vector<Finding> unreadable_;
  ProvenEdges edges_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/peer_chain.hpp

// ---- vidimus/x509/name_hash.hpp
#ifndef VIDIMUS_SINGLE_x509_name_hash_hpp
#define VIDIMUS_SINGLE_x509_name_hash_hpp
// A number by which the same names are found: equal for names that RFC 5280, 7.1 calls the same, however each is encoded.
// Others may share it: `same_name` decides.

namespace vidimus::detail {

/// FNV-1a, over characters where it is given some.
class NameHash {
 public:
  constexpr void add(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x100000001b3U; }
  constexpr void add(ByteView octets) {
    for (auto const octet : octets) add(std::to_integer<std::uint64_t>(octet));
  }
  /// Mixed once more (as MurmurHash3 ends), so that sums of hashes differ too.
  [[nodiscard]] constexpr auto value() const -> std::uint64_t {
    auto const mixed = (hash_ ^ hash_ >> 33U) * 0xff51afd7ed558ccdU;
    return mixed ^ mixed >> 33U;
  }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325U;
};

/// Adds ASCII without superfluous spaces, octet by octet; false, with nothing to be said, of what must be folded.
[[nodiscard]] constexpr auto add_plain(NameHash& hash, ByteView octets) -> bool {
  bool after_space = true;
  for (auto const octet : octets) {
    bool const is_space = octet == std::byte{0x20};
    if (is_space ? after_space : !is_graphic(octet)) return false;
    hash.add(std::to_integer<std::uint64_t>(to_lower_ascii(octet)));
    after_space = is_space;
  }
  return !after_space;
}

[[nodiscard]] constexpr auto attribute_hash(Attribute const& attribute) -> std::uint64_t {
  NameHash hash;
  hash.add(attribute.type.contents());
  auto const of_type = hash;
  if (!der::is_character_string(attribute.string_tag)) {
    hash.add(attribute.value_der);
    return hash.value();
  }
  if (der::detail::character_size(attribute.string_tag) <= 1 && add_plain(hash, attribute.value)) return hash.value();
  hash = of_type;
  auto characters = folded_value(attribute);
  while (auto const character = characters.next()) hash.add(*character);
  return hash.value();
}

/// Attributes of one relative name are a set: their order must not matter.
[[nodiscard]] constexpr auto rdn_hash(ByteView rdn) -> std::uint64_t {
  std::uint64_t sum = 0;
  for (der::Reader attributes{rdn}; !attributes.is_at_end();) {
    auto const attribute = Attribute::read(attributes);
    if (!attribute) return sum;
    sum += attribute_hash(*attribute);
  }
  return sum;
}

[[nodiscard]] constexpr auto name_hash(Name const& name) -> std::uint64_t {
  NameHash hash;
  for (auto rdns = rdns_of(name); !rdns.is_at_end();) {
    auto const rdn = next_rdn(rdns);
    if (rdn.empty()) break;
    hash.add(rdn_hash(rdn));
  }
  return hash.value();
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/x509/name_hash.hpp

// ---- vidimus/x509/trust_anchor.hpp
#ifndef VIDIMUS_SINGLE_x509_trust_anchor_hpp
#define VIDIMUS_SINGLE_x509_trust_anchor_hpp
// A trust anchor: a name and a key that are trusted a priori (RFC 5280, 6.1.1 (d)). Any certificate can be given as one, an
// intermediate too; its signature is never asked for. Whether the rest of it counts (its time, its constraints) is for the
// Validator's rules to say.

namespace vidimus {

class TrustAnchor {
 public:
  explicit TrustAnchor(Certificate certificate) : certificate_{std::move(certificate)} {}

  /// The distinguished name that a path must lead to.
  [[nodiscard]] auto name() const -> Name { return certificate_.subject(); }
  /// The key that its last certificate must be signed with.
  [[nodiscard]] auto spki() const -> SubjectPublicKeyInfo const& { return certificate_.spki(); }
  /// The certificate that carried both.
  [[nodiscard]] auto certificate() const -> Certificate const& { return certificate_; }

 private:
  Certificate certificate_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/trust_anchor.hpp

// ---- vidimus/x509/anchor_index.hpp
#ifndef VIDIMUS_SINGLE_x509_anchor_index_hpp
#define VIDIMUS_SINGLE_x509_anchor_index_hpp
// Finds trust anchors by name and by certificate, however many there are: made once for a set, and then only read.

namespace vidimus::detail {

class AnchorIndex {
 public:
  using Hash = std::uint64_t (*)(Name const&);

  /// Of anchors that stay where they are as long as the index is used.
  explicit AnchorIndex(std::span<TrustAnchor const> anchors, Hash hash = &name_hash);

  /// Those of this name (RFC 5280, 7.1), in the order in which they were given. Does not allocate.
  [[nodiscard]] auto named(Name const& name) const -> std::span<TrustAnchor const* const>;
  /// The first one that is this certificate, or null. Does not allocate.
  [[nodiscard]] auto find(Certificate const& certificate) const -> TrustAnchor const*;

 private:
  struct Row {
    std::uint64_t hash;
    std::size_t first, count;  // of `by_name_`
  };
  struct Ending {
    std::uint64_t end_of_der;
    TrustAnchor const* anchor;
  };

  void add_names_of(std::uint64_t hash, std::vector<TrustAnchor const*> anchors);
  /// The last octets, a part of the signature, differ in all but copies.
  static auto end_of(Certificate const& certificate) -> std::uint64_t {
    NameHash hash;
    hash.add(certificate.der().last(8));
    return hash.value();
  }

  Hash hash_;
  std::vector<TrustAnchor const*> by_name_;  // those of one name stand together
  std::vector<Row> rows_;                    // one for each name, ascending by hash
  std::vector<Ending> endings_;              // one for each anchor, ascending
};

inline AnchorIndex::AnchorIndex(std::span<TrustAnchor const> anchors, Hash hash_of_name) : hash_{hash_of_name} {
  struct Hashed {
    std::uint64_t hash;
    TrustAnchor const* anchor;
  };
  std::vector<Hashed> all;
  for (auto const& anchor : anchors) {
    all.push_back({hash_(anchor.name()), &anchor});
    endings_.push_back({end_of(anchor.certificate()), &anchor});
  }
  // as they were given, where the rest is equal: they stand one after another in memory
  std::ranges::sort(all, {}, [](Hashed const& one) { return std::pair{one.hash, one.anchor}; });
  std::ranges::sort(endings_, {}, [](Ending const& one) { return std::pair{one.end_of_der, one.anchor}; });
  for (auto first = all.begin(); first != all.end();) {
    auto const hash = first->hash;
    std::vector<TrustAnchor const*> same_hash;
    for (; first != all.end() && first->hash == hash; ++first) same_hash.push_back(first->anchor);
    add_names_of(hash, std::move(same_hash));
  }
}

inline void AnchorIndex::add_names_of(std::uint64_t hash, std::vector<TrustAnchor const*> anchors) {
  while (!anchors.empty()) {
    auto const first = by_name_.size();
    auto const& name = anchors.front()->name();
    std::vector<TrustAnchor const*> others;
    for (auto const* const anchor : anchors) (same_name(anchor->name(), name) ? by_name_ : others).push_back(anchor);
    rows_.push_back({hash, first, by_name_.size() - first});
    anchors = std::move(others);
  }
}

inline auto AnchorIndex::named(Name const& name) const -> std::span<TrustAnchor const* const> {
  for (auto const& row : std::ranges::equal_range(rows_, hash_(name), {}, &Row::hash))
    if (same_name(by_name_[row.first]->name(), name)) return std::span{by_name_}.subspan(row.first, row.count);
  return {};
}

inline auto AnchorIndex::find(Certificate const& certificate) const -> TrustAnchor const* {
  for (auto const& ending : std::ranges::equal_range(endings_, end_of(certificate), {}, &Ending::end_of_der))
    if (ending.anchor->certificate() == certificate) return ending.anchor;
  return nullptr;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/x509/anchor_index.hpp

// ---- vidimus/x509/trust_anchors.hpp
#ifndef VIDIMUS_SINGLE_x509_trust_anchors_hpp
#define VIDIMUS_SINGLE_x509_trust_anchors_hpp
// The trust anchors of a program: a set that is made once, from files or memory, and found in by name.

namespace vidimus {

/// An immutable set of trust anchors; copies share it. Thread-safe.
class TrustAnchors {
 public:
  static constexpr std::size_t file_limit = std::size_t{64} << 20U;

  /// Anchors that the program holds already.
  [[nodiscard]] static auto from_certificates(std::vector<Certificate> certificates) -> TrustAnchors {
    return TrustAnchors{std::vector<TrustAnchor>(certificates.begin(), certificates.end())};
  }
  /// Every certificate of a PEM text, or the one of a DER encoding. Errors: as `read_certificates`.
  [[nodiscard]] static auto from_bytes(ByteView pem_or_der) -> Result<TrustAnchors> {
    return read_certificates(pem_or_der).map(&TrustAnchors::from_certificates);
  }
  [[nodiscard]] static auto from_pem(std::string_view text) -> Result<TrustAnchors> {
    return from_bytes(bytes_of(text));
  }
  /// Every certificate of a file, PEM or DER. Errors name the file.
  [[nodiscard]] static auto from_file(std::string const& path) -> Result<TrustAnchors> {
    auto bytes = read_file(path, file_limit);
    if (!bytes) return refuse(std::move(bytes.error()));
    auto anchors = from_bytes(*bytes);
    if (!anchors) return refuse(std::move(anchors.error().about(path)));
    return anchors;
  }
  /// Every certificate of every regular file in a directory (not below it, none hidden by a dot), in the order of their
  /// names. One file that cannot be read refuses the whole set: an anchor that silently went missing is a fault nobody finds.
  [[nodiscard]] static auto from_directory(std::string const& path) -> Result<TrustAnchors> {
    auto files = detail::regular_files(path);
    if (!files) return refuse(std::move(files.error()));
    std::vector<TrustAnchor> all;
    for (auto const& file : *files) {
      auto some = from_file(file);
      if (!some) return refuse(std::move(some.error()));
      all.insert(all.end(), some->all().begin(), some->all().end());
    }
    return TrustAnchors{std::move(all)};
  }

  /// Both sets as one.
  [[nodiscard]] auto joined_with(TrustAnchors const& more) const -> TrustAnchors {
    std::vector<TrustAnchor> both{all().begin(), all().end()};
    both.insert(both.end(), more.all().begin(), more.all().end());
    return TrustAnchors{std::move(both)};
  }

  [[nodiscard]] auto is_empty() const -> bool { return all().empty(); }
  /// In the order in which they were given.
  [[nodiscard]] auto all() const -> std::span<TrustAnchor const> { return set_->anchors; }
  /// Those of this name (RFC 5280, 7.1), in that order; good as long as a copy of this set lives. It takes no longer for
  /// more anchors, and does not allocate.
  [[nodiscard]] auto named(Name const& name) const -> std::span<TrustAnchor const* const> {
    return set_->index.named(name);
  }
  /// The anchor that is this very certificate, or null. It takes no longer for more anchors, and does not allocate.
  [[nodiscard]] auto find(Certificate const& certificate) const -> TrustAnchor const* {
    return set_->index.find(certificate);
  }

 private:
  struct Set {
    explicit Set(std::vector<TrustAnchor> all) : anchors{std::move(all)}, index{anchors} {}
    Set(Set const&) = delete;  // the index points to the anchors
    std::vector<TrustAnchor> anchors;
    detail::AnchorIndex index;
  };
  explicit TrustAnchors(std::vector<TrustAnchor> anchors) : set_{std::make_shared<Set const>(std::move(anchors))} {}

  std::shared_ptr<Set const> set_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/trust_anchors.hpp

// ---- vidimus/x509/validation_context.hpp
#ifndef VIDIMUS_SINGLE_x509_validation_context_hpp
#define VIDIMUS_SINGLE_x509_validation_context_hpp
// What a Validator and a RevocationChecker are told besides the certificates.

namespace vidimus {

struct ValidationContext {
  Time now;                     ///< from the channel's clock, read once a handshake
  End peer_end;                 ///< the end that the peer is: a server must be allowed to be one
  TrustAnchors const& anchors;  ///< outlives the handshake
  /// Issuers that the peer did not present and a path may lead through all the same: trusted no more than those it did.
  std::span<Certificate const> intermediates{};
  Evidence const* evidence = nullptr;  ///< what was fetched for this peer until now; nullptr: nothing
};

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/validation_context.hpp

// ---- vidimus/x509/end_entity.hpp
#ifndef VIDIMUS_SINGLE_x509_end_entity_hpp
#define VIDIMUS_SINGLE_x509_end_entity_hpp
// The end entity: the peer itself, as its accepted certification path shows it, and the name under which it was sought.
// Peer-name filters look at this and at nothing else.

namespace vidimus {

struct EndEntity {
  Certificate certificate;
  Sha256 spki_sha256{};              ///< of the DER SubjectPublicKeyInfo; filled by the Validator
  std::string_view expected_name{};  ///< whom this connection is to meet, for `Expected`; empty: nothing was said
};

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/end_entity.hpp

// ---- vidimus/x509/verified_path.hpp
#ifndef VIDIMUS_SINGLE_x509_verified_path_hpp
#define VIDIMUS_SINGLE_x509_verified_path_hpp
// A certification path that a Validator has proved (RFC 5280, 6.1). It cannot be made up: it comes from `path`, or from
// `danger::assert_verified`, which a search for `danger` finds.

namespace vidimus {

namespace detail {
struct PathProof;  // defined in path/proof.hpp
}
class VerifiedPath;
namespace danger {
/// States without proof that `end_entity`, the certificates above it and `anchor` are a certification path: for tests and
/// for Validators that prove it in a way of their own. `issuers` goes upwards, the anchor excluded; it is empty where the
/// anchor issued the end entity or is the end entity. `spki_sha256` is of the end entity's key.
[[nodiscard]] auto assert_verified(Certificate const& end_entity, std::vector<Certificate> issuers, TrustAnchor anchor,
                                   Sha256 spki_sha256) -> VerifiedPath;
}  // namespace danger

/// The path, from the end entity up to the anchor. Copies share the certificates.
class VerifiedPath {
 public:
  /// From the end entity up, without the anchor; never empty. An end entity that is itself an anchor stands here alone.
  [[nodiscard]] auto certificates() const -> std::span<Certificate const> { return certificates_; }
  [[nodiscard]] auto anchor() const -> TrustAnchor const& { return anchor_; }
  [[nodiscard]] auto end_entity() const -> EndEntity const& { return end_entity_; }
  /// The certificate that issued certificates()[depth]: the next one, or the anchor's.
  [[nodiscard]] auto issuer_of(std::size_t depth) const -> Certificate const& {
    return depth + 1 < certificates_.size() ? certificates_[depth + 1] : anchor_.certificate();
  }
  /// How many signatures were verified to find it, beside those that the TLS library had verified already.
  [[nodiscard]] auto signatures_verified() const -> std::size_t { return signatures_verified_; }
  /// The paths that were tried before it, in order.
  [[nodiscard]] auto tried() const -> std::span<TriedPath const> { return tried_; }

 private:
  friend struct detail::PathProof;
  friend auto danger::assert_verified(Certificate const&, std::vector<Certificate>, TrustAnchor, Sha256)
      -> VerifiedPath;

  /// `certificates` begins with the end entity: both friends put one there.
  VerifiedPath(std::vector<Certificate> certificates, TrustAnchor anchor, Sha256 spki_sha256,
               std::size_t signatures_verified = 0, std::vector<TriedPath> tried = {})
      : end_entity_{certificates.front(), spki_sha256},
        certificates_{std::move(certificates)},
        anchor_{std::move(anchor)},
        signatures_verified_{signatures_verified},
        tried_{std::move(tried)} {}

  EndEntity end_entity_;
  std::vector<Certificate> certificates_;
  TrustAnchor anchor_;
  std::size_t signatures_verified_;
  std::vector<TriedPath> tried_;
};

inline auto danger::assert_verified(Certificate const& end_entity, std::vector<Certificate> issuers, TrustAnchor anchor,
                                    Sha256 spki_sha256) -> VerifiedPath {
  issuers.insert(issuers.begin(), end_entity);
  return {std::move(issuers), std::move(anchor), spki_sha256};
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/verified_path.hpp

// ---- vidimus/path/concept.hpp
#ifndef VIDIMUS_SINGLE_path_concept_hpp
#define VIDIMUS_SINGLE_path_concept_hpp
// Step 3 of the job: what a Validator is.

namespace vidimus {

/// Proves that a chain leads to a trust anchor, or says why not. `validate` is const and is called from several threads. It
/// must refuse critical extensions that it does not process: with `vidimus::engine_wrap` nobody else does.
template <class P>
concept Validator =
    HasRole<P, role::validator> && requires(P const& policy, PeerChain const& chain, ValidationContext const& context) {
      { policy.validate(chain, context) } -> std::same_as<Result<VerifiedPath>>;
    };

/// A Validator that may want something fetched: what `wants` returns is fetched, it is asked again with the evidence in the
/// context, and once it wants nothing more, `validate` decides.
template <class P>
concept FetchingValidator =
    Validator<P> && requires(P const& policy, PeerChain const& chain, ValidationContext const& context) {
      { policy.wants(chain, context) } -> std::same_as<std::vector<FetchRequest>>;
    };

}  // namespace vidimus
#endif
// ---- end of vidimus/path/concept.hpp

// ---- vidimus/path/any_validator.hpp
#ifndef VIDIMUS_SINGLE_path_any_validator_hpp
#define VIDIMUS_SINGLE_path_any_validator_hpp
// A validator whose kind is settled at run time, where a configuration file decides between profiles. When to use: then alone.
//
//   AnyValidator validator{Rfc5280{}};

namespace vidimus {

/// Immutable and never empty; copies share the validator, whose Budget is the default one: the peer's chain is read before
/// anybody is asked.
class AnyValidator {
 public:
  using role = vidimus::role::validator;

  template <class Inner>
    requires(!std::same_as<std::remove_cvref_t<Inner>, AnyValidator> && Validator<std::remove_cvref_t<Inner>>)
  explicit AnyValidator(Inner&& validator)
      : validator_{std::make_shared<Held<std::remove_cvref_t<Inner>> const>(std::forward<Inner>(validator))} {
    static_assert(budget_of<std::remove_cvref_t<Inner>> == Budget{},
                  "vidimus: AnyValidator holds a Validator of the default Budget; one of another stands in the type");
  }

  /// As the validator's own. Callable from several threads.
  [[nodiscard]] auto validate(PeerChain const& chain, ValidationContext const& context) const -> Result<VerifiedPath> {
    return validator_->validate(chain, context);
  }
  [[nodiscard]] auto wants(PeerChain const& chain, ValidationContext const& context) const
      -> std::vector<FetchRequest> {
    return validator_->wants(chain, context);
  }
  [[nodiscard]] auto describe() const -> std::string { return validator_->describe(); }

 private:
  struct Interface {
    Interface() = default;
    Interface(Interface const&) = delete;
    auto operator=(Interface const&) -> Interface& = delete;
    virtual ~Interface() = default;
    [[nodiscard]] virtual auto validate(PeerChain const& chain, ValidationContext const& context) const
        -> Result<VerifiedPath> = 0;
    [[nodiscard]] virtual auto wants(PeerChain const& chain, ValidationContext const& context) const
        -> std::vector<FetchRequest> = 0;
    [[nodiscard]] virtual auto describe() const -> std::string = 0;
  };
  template <class Inner>
  struct Held final : Interface {
    explicit Held(Inner validator) : held{std::move(validator)} {}
    [[nodiscard]] auto validate(PeerChain const& chain, ValidationContext const& context) const
        -> Result<VerifiedPath> override {
      return held.validate(chain, context);
    }
    [[nodiscard]] auto wants(PeerChain const& chain, ValidationContext const& context) const
        -> std::vector<FetchRequest> override {
      if constexpr (FetchingValidator<Inner>) return held.wants(chain, context);
      return {};
    }
    [[nodiscard]] auto describe() const -> std::string override { return detail::description_of(held, "a validator"); }
    Inner held;
  };

  std::shared_ptr<Interface const> validator_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/path/any_validator.hpp

// ---- vidimus/path/authority.hpp
#ifndef VIDIMUS_SINGLE_path_authority_hpp
#define VIDIMUS_SINGLE_path_authority_hpp
// RFC 5280, 6.1.4 (k) and (n): whether a certificate's owner may issue certificates. The search asks too, before it verifies
// a signature.

namespace vidimus::detail {

/// RFC 5280, 6.1.4 (k): version 3, basicConstraints, cA TRUE. Versions 1 and 2 cannot say so and nobody says it for them.
inline auto check_is_ca(Certificate const& certificate) -> Result<void> {
  auto const constraints = certificate.basic_constraints();
  if (constraints && constraints->is_ca) return {};
  auto presented =
      constraints ? std::string{"cA FALSE"} : "no basicConstraints in version " + std::to_string(certificate.version());
  return refuse(Errc::issuer_is_not_a_ca, Mismatch{"basicConstraints with cA TRUE", {std::move(presented)}});
}

/// RFC 5280, 6.1.4 (n): keyUsage, where there is one, has keyCertSign.
inline auto check_key_cert_sign(Certificate const& certificate) -> Result<void> {
  auto const usage = certificate.key_usage();
  if (!usage || usage->contains(KeyUsageBit::key_cert_sign)) return {};
  return refuse(Errc::key_cert_sign_missing, Mismatch{"keyCertSign", {usage->to_text()}});
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/authority.hpp

// ---- vidimus/x509/processed_extensions.hpp
#ifndef VIDIMUS_SINGLE_x509_processed_extensions_hpp
#define VIDIMUS_SINGLE_x509_processed_extensions_hpp
// The certificate extensions that are processed, and so may be critical: by the algorithm of RFC 5280, 6.1, by what a
// profile asks of issuers or, of the names, by what is asked of the peer's name later. The Validator refuses every other
// critical one; the engine has the TLS library admit exactly these.

namespace vidimus::detail {

inline constexpr std::array<der::Oid, 11> processed_extensions{
    oid::basic_constraints,     oid::key_usage,
    oid::extended_key_usage,    oid::subject_alt_name,
    oid::name_constraints,      oid::certificate_policies,
    oid::policy_mappings,       oid::policy_constraints,
    oid::inhibit_any_policy,    oid::authority_key_identifier,
    oid::subject_key_identifier};

[[nodiscard]] constexpr auto is_processed(der::Oid extension) -> bool {
  return std::ranges::find(processed_extensions, extension) != processed_extensions.end();
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/x509/processed_extensions.hpp

// ---- vidimus/path/critical_extensions.hpp
#ifndef VIDIMUS_SINGLE_path_critical_extensions_hpp
#define VIDIMUS_SINGLE_path_critical_extensions_hpp
// RFC 5280, 6.1.4 (o) and 6.1.5 (f): every critical extension must be one that is processed here.

namespace vidimus::detail {

inline auto check_critical_extensions(Certificate const& certificate) -> Result<void> {
  for (auto const& extension : certificate.extensions())
    if (extension.critical && !is_processed(extension.id))
      return refuse(Errc::critical_extension_unknown,
                    Mismatch{"critical extensions that are processed", {name_of_extension(extension.id)}});
  return {};
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/critical_extensions.hpp

// ---- vidimus/path/effort.hpp
#ifndef VIDIMUS_SINGLE_path_effort_hpp
#define VIDIMUS_SINGLE_path_effort_hpp
// Counts the work of one validation against its budget. Once a bound is crossed everything is refused.

namespace vidimus::detail {

class Effort {
 public:
  explicit constexpr Effort(Budget const& budget) : budget_{budget} {}

  auto spend_signature() -> Result<void> { return spend(signatures_, budget_.signatures, "signature verifications"); }
  auto spend_candidate() -> Result<void> { return spend(candidates_, budget_.candidates, "issuer candidates"); }
  auto spend_comparison() -> Result<void> {
    return spend(comparisons_, budget_.name_comparisons, "comparisons with name constraints");
  }
  /// Of the policy graph of the path at hand.
  auto check_policy_nodes(std::size_t nodes) -> Result<void> {
    if (nodes <= budget_.policy_nodes) return {};
    return exhaust("nodes of a policy graph", budget_.policy_nodes, nodes);
  }

  [[nodiscard]] auto budget() const -> Budget const& { return budget_; }
  /// Signatures that were verified, or begun to be.
  [[nodiscard]] auto signatures() const -> std::size_t { return signatures_; }
  [[nodiscard]] auto is_exhausted() const -> bool { return exhausted_; }

 private:
  auto spend(std::size_t& spent, std::size_t limit, char const* what) -> Result<void> {
    if (spent != limit) {
      ++spent;
      return {};
    }
    return exhaust(what, limit, limit + 1);
  }

  auto exhaust(char const* what, std::size_t limit, std::size_t presented) -> Result<void> {
    exhausted_ = true;
    return refuse(Errc::budget_exceeded, OverLimit{what, limit, presented});
  }

  Budget budget_;
  std::size_t signatures_ = 0, candidates_ = 0, comparisons_ = 0;
  bool exhausted_ = false;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/effort.hpp

// ---- vidimus/path/host_name.hpp
#ifndef VIDIMUS_SINGLE_path_host_name_hpp
#define VIDIMUS_SINGLE_path_host_name_hpp
// Host names as name constraints compare them: ASCII letters in either case, label by label.

namespace vidimus::detail {

[[nodiscard]] constexpr auto ascii_lower(char character) -> char {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

[[nodiscard]] constexpr auto same_ascii_text(std::string_view a, std::string_view b) -> bool {
  return std::ranges::equal(a, b, {}, ascii_lower, ascii_lower);
}

/// RFC 1123, 2.1, and the underscore, which names in use have.
[[nodiscard]] constexpr auto is_host_label(std::string_view label) -> bool {
  return !label.empty() && label.size() <= 63 && std::ranges::all_of(label, [](char character) {
    auto const lower = ascii_lower(character);
    return (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == '-' || lower == '_';
  });
}

/// Labels and single dots between them; no dot at either end.
[[nodiscard]] constexpr auto is_host_name(std::string_view text) -> bool {
  if (text.size() > 253) return false;
  for (auto dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
    if (!is_host_label(text.substr(0, dot))) return false;
    text.remove_prefix(dot + 1);
  }
  return is_host_label(text);
}

/// Whether a name's last label is a number: an address, not a host name (RFC 3696, 2).
[[nodiscard]] constexpr auto looks_like_address(std::string_view host) -> bool {
  auto const last = host.substr(host.rfind('.') + 1);
  return std::ranges::all_of(last, [](char character) { return character >= '0' && character <= '9'; });
}

/// `host` is `domain` with one or more labels before it.
[[nodiscard]] constexpr auto is_below(std::string_view host, std::string_view domain) -> bool {
  return host.size() > domain.size() + 1 && host[host.size() - domain.size() - 1] == '.' &&
         same_ascii_text(host.substr(host.size() - domain.size()), domain);
}

[[nodiscard]] constexpr auto is_at_or_below(std::string_view host, std::string_view domain) -> bool {
  return same_ascii_text(host, domain) || is_below(host, domain);
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/host_name.hpp

// ---- vidimus/path/rules.hpp
#ifndef VIDIMUS_SINGLE_path_rules_hpp
#define VIDIMUS_SINGLE_path_rules_hpp
// What RFC 5280 leaves to the application: which algorithms and keys are good enough, how much a trust anchor's own
// certificate restricts, what an end entity's key must be allowed to do, and whatever a profile asks beyond. A program that
// wants others derives from `StandardRules`, hides what it changes and names its type: `Rfc5280With<Budget{}, MyRules>`.

namespace vidimus {

/// How much of the certificate that a trust anchor was given as counts.
enum class AnchorRules : unsigned char {
  certificate,   ///< all of it: its validity, and the constraints that it puts on paths (RFC 5937)
  name_and_key,  ///< nothing but what RFC 5280, 6.1.1 (d) takes
};

/// Whether certificates must keep to what RFC 5280, 4.2 demands of those who issue them, beyond what the algorithm of 6.1
/// asks: key identifiers, which extensions are critical, which only a CA may have.
enum class IssuerProfile : unsigned char {
  required,
  ignored,  ///< for certificates that were made without care
};

/// What the end entity's keyUsage, where there is one, must permit.
enum class EndEntityKeyUsage : unsigned char {
  digital_signature,  ///< every handshake with forward secrecy is signed (RFC 8446, 4.4.2.2; RFC 5246, 7.4.2)
  any,                ///< the key is used for something else than TLS
};

/// Whether extKeyUsage counts, where certificates have one.
enum class PurposeRules : unsigned char {
  tls,  ///< it must permit the end of a TLS channel that the peer is (RFC 5280, 4.2.1.12)
  any,  ///< the end entity is not the end of a channel: it signs CRLs
};

/// Whether nameConstraints that are not critical are accepted. They count in either case.
enum class NameConstraintsCriticality : unsigned char {
  required,  ///< RFC 5280, 4.2.1.10: "Conforming CAs MUST mark this extension as critical"
  either,    ///< CA/Browser Forum BR, 7.1.2.10.8
};

/// Where a certificate stands in a path.
enum class PathPlace : unsigned char { end_entity, intermediate, trust_anchor };

/// One certificate of a path, as rules see it.
struct PlacedCertificate {
  Certificate const& certificate;
  PathPlace place;
  End peer_end;               ///< the end that the end entity is
  Certificate const* issuer;  ///< null above a trust anchor, and where an anchor counts as a name and a key only
};

/// The default.
struct StandardRules {
  static constexpr unsigned rsa_bits_minimum = 2048;  // NIST SP 800-131A Rev. 2, 3; CA/Browser Forum BR, 6.1.5
  static constexpr unsigned rsa_bits_maximum = 4096;
  static constexpr AnchorRules anchor_rules = AnchorRules::certificate;
  static constexpr IssuerProfile issuer_profile = IssuerProfile::required;
  static constexpr EndEntityKeyUsage end_entity_key_usage = EndEntityKeyUsage::digital_signature;
  static constexpr NameConstraintsCriticality name_constraints = NameConstraintsCriticality::required;
  static constexpr PurposeRules purpose_rules = PurposeRules::tls;

  /// Of a certificate's signature. `crypto` knows SHA-256, SHA-384 and SHA-512 only; all of them are good.
  [[nodiscard]] static constexpr auto permits(SignatureAlgorithm) -> bool { return true; }
  /// Of the key of every certificate in the path and of the anchor.
  [[nodiscard]] static constexpr auto permits(PublicKeyInfo key) -> bool {
    return is_elliptic(key.kind) || (key.bits >= rsa_bits_minimum && key.bits <= rsa_bits_maximum);
  }
  /// What is asked of each certificate of a path after RFC 5280's own steps: nothing. The anchor's is asked as well where
  /// `anchor_rules` is `certificate`. A refusal is reported with the certificate's depth and subject.
  [[nodiscard]] static auto check(PlacedCertificate const&) -> Result<void> { return {}; }
  /// What `permits` wants, for reports.
  [[nodiscard]] static auto describe() -> std::string {
    return "RSA 2048 to 4096 bits, EC P-256, P-384 or P-521, with SHA-256, SHA-384 or SHA-512";
  }
};

/// What `Rfc5280With` needs of its Rules; `StandardRules` has each with its meaning.
template <class R>
concept PathRules = requires(SignatureAlgorithm algorithm, PublicKeyInfo key, PlacedCertificate const& placed) {
  { R::permits(algorithm) } -> std::same_as<bool>;
  { R::permits(key) } -> std::same_as<bool>;
  { R::check(placed) } -> std::same_as<Result<void>>;
  { R::describe() } -> std::same_as<std::string>;
  { R::anchor_rules } -> std::convertible_to<AnchorRules>;
  { R::issuer_profile } -> std::convertible_to<IssuerProfile>;
  { R::end_entity_key_usage } -> std::convertible_to<EndEntityKeyUsage>;
  { R::name_constraints } -> std::convertible_to<NameConstraintsCriticality>;
  { R::purpose_rules } -> std::convertible_to<PurposeRules>;
};
static_assert(PathRules<StandardRules>);

namespace detail {

/// Rules as values, so that what follows them is compiled once.
struct RuleValues {
  bool (*permits_signature)(SignatureAlgorithm);
  bool (*permits_key)(PublicKeyInfo);
  Result<void> (*check)(PlacedCertificate const&);
  std::string (*describe)();
  AnchorRules anchor_rules;
  IssuerProfile issuer_profile;
  EndEntityKeyUsage end_entity_key_usage;
  NameConstraintsCriticality name_constraints;
  PurposeRules purpose_rules;
};

template <PathRules R>
inline constexpr RuleValues rule_values{[](SignatureAlgorithm algorithm) -> bool { return R::permits(algorithm); },
                                        [](PublicKeyInfo key) -> bool { return R::permits(key); },
                                        [](PlacedCertificate const& placed) { return R::check(placed); },
                                        [] { return R::describe(); },
                                        R::anchor_rules,
                                        R::issuer_profile,
                                        R::end_entity_key_usage,
                                        R::name_constraints,
                                        R::purpose_rules};

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/path/rules.hpp

// ---- vidimus/path/issuer_profile.hpp
#ifndef VIDIMUS_SINGLE_path_issuer_profile_hpp
#define VIDIMUS_SINGLE_path_issuer_profile_hpp
// What RFC 5280, 4 demands of those who issue certificates and its algorithm (6.1) does not ask again. A certificate that
// breaks it was not made with care, and what else is wrong with it nobody knows.

namespace vidimus::detail {

enum class Criticality : unsigned char { critical, not_critical };

struct CriticalityRule {
  KnownRow row;
  std::string_view name;
  Criticality wanted;
};
/// Every extension that RFC 5280, 4.2 says MUST be one or the other, but for nameConstraints, which other profiles see
/// otherwise, and basicConstraints, where the algorithm is meant to accept both (PKITS 4.6.4): see `check_anchor_profile`.
inline constexpr std::array<CriticalityRule, 8> criticality_rules{{
    {oid::authority_key_identifier, "authorityKeyIdentifier", Criticality::not_critical},
    {oid::subject_key_identifier, "subjectKeyIdentifier", Criticality::not_critical},
    {oid::subject_directory_attributes, "subjectDirectoryAttributes", Criticality::not_critical},
    {oid::policy_constraints, "policyConstraints", Criticality::critical},
    {oid::inhibit_any_policy, "inhibitAnyPolicy", Criticality::critical},
    {oid::freshest_crl, "freshestCRL", Criticality::not_critical},
    {oid::authority_info_access, "authorityInfoAccess", Criticality::not_critical},
    {oid::subject_info_access, "subjectInfoAccess", Criticality::not_critical},
}};

inline auto wrong_criticality(std::string_view name, Criticality wanted) -> tl::unexpected<Failure> {
  bool const critical = wanted == Criticality::critical;
  return refuse(Errc::extension_criticality_wrong,
                Mismatch{std::string{name} + (critical ? " critical" : " not critical"),
                         {critical ? "not critical" : "critical"}});
}

inline auto check_criticality(Certificate const& certificate) -> Result<void> {
  for (auto const& rule : criticality_rules)
    if (auto const* const extension = certificate.find(rule.row))
      if (extension->critical != (rule.wanted == Criticality::critical))
        return wrong_criticality(rule.name, rule.wanted);
  return {};
}

/// RFC 5280, 4.2.1.10, where the rules keep to it.
inline auto check_name_constraints_criticality(Certificate const& certificate, NameConstraintsCriticality wanted)
    -> Result<void> {
  auto const* const constraints = certificate.find(oid::name_constraints);
  if (constraints == nullptr || constraints->critical || wanted == NameConstraintsCriticality::either) return {};
  return wrong_criticality("nameConstraints", Criticality::critical);
}

inline auto is_ca(Certificate const& certificate) -> bool {
  auto const constraints = certificate.basic_constraints();
  return constraints && constraints->is_ca;
}

/// RFC 5280, 4.1.2.6: a CA has a subject; anybody else has a subject or alternative names, which are then critical.
inline auto check_subject(Certificate const& certificate) -> Result<void> {
  if (!certificate.subject().is_empty()) return {};
  auto const* const names = certificate.find(oid::subject_alt_name);
  if (is_ca(certificate) || names == nullptr)
    return refuse(Errc::subject_name_empty, Mismatch{"a subject", {"an empty one"}});
  return names->critical ? Result<void>{}
                         : wrong_criticality("subjectAltName without a subject", Criticality::critical);
}

/// RFC 5280, 4.2.1.3, 4.2.1.9 and 4.2.1.10: keyCertSign and nameConstraints are for CAs.
inline auto check_reserved_for_ca(Certificate const& certificate) -> Result<void> {
  if (is_ca(certificate)) return {};
  auto const usage = certificate.key_usage();
  if (usage && usage->contains(KeyUsageBit::key_cert_sign))
    return refuse(Errc::key_cert_sign_without_ca, Mismatch{"cA TRUE with keyCertSign", {"cA FALSE"}});
  if (certificate.name_constraints())
    return refuse(Errc::name_constraints_without_ca, Mismatch{"cA TRUE with nameConstraints", {"cA FALSE"}});
  return {};
}

inline auto missing_identifier(std::string wanted) -> tl::unexpected<Failure> {
  return refuse(Errc::key_identifier_missing, Mismatch{std::move(wanted), {}});
}

/// RFC 5280, 4.2.1.1: the keyIdentifier of authorityKeyIdentifier MUST be in all certificates that are not self-signed.
inline auto check_authority_key_identifier(Certificate const& certificate) -> Result<void> {
  auto const identifier = certificate.authority_key_identifier();
  if (identifier && identifier->key_identifier) return {};
  return missing_identifier("keyIdentifier of authorityKeyIdentifier");
}

/// RFC 5280, 4.2.1.2: subjectKeyIdentifier MUST appear in all CA certificates.
inline auto check_subject_key_identifier(Certificate const& certificate) -> Result<void> {
  if (!is_ca(certificate) || certificate.subject_key_identifier()) return {};
  return missing_identifier("subjectKeyIdentifier");
}

/// All of the above, for a certificate of a path.
inline auto check_issuer_profile(Certificate const& certificate) -> Result<void> {
  for (auto* const check : {&check_criticality, &check_subject, &check_reserved_for_ca, &check_authority_key_identifier,
                            &check_subject_key_identifier})
    if (auto kept = check(certificate); !kept) return kept;
  return {};
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/issuer_profile.hpp

// ---- vidimus/path/path_material.hpp
#ifndef VIDIMUS_SINGLE_path_path_material_hpp
#define VIDIMUS_SINGLE_path_path_material_hpp
// The certificates that a path can be built of, under one numbering: first what the peer presented, in its order, then the
// issuers that the program or a fetch brought (`ValidationContext::intermediates`).

namespace vidimus::detail {

class PathMaterial {
 public:
  PathMaterial(PeerChain const& chain, ValidationContext const& context) : chain_{chain}, context_{context} {}

  [[nodiscard]] auto size() const -> std::size_t { return presented() + context_.intermediates.size(); }
  /// How many of them the peer presented.
  [[nodiscard]] auto presented() const -> std::size_t { return chain_.certificates().size(); }
  [[nodiscard]] auto operator[](std::size_t position) const -> Certificate const& {
    return position < presented() ? chain_.certificates()[position] : context_.intermediates[position - presented()];
  }
  /// Whether the TLS library has verified already that one's key signed the other. It knows only what was presented.
  [[nodiscard]] auto is_proven(std::size_t child, std::size_t parent) const -> bool {
    return child < presented() && parent < presented() && chain_.is_proven(child, parent);
  }

 private:
  PeerChain const& chain_;
  ValidationContext const& context_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/path_material.hpp

// ---- vidimus/x509/certs_only.hpp
#ifndef VIDIMUS_SINGLE_x509_certs_only_hpp
#define VIDIMUS_SINGLE_x509_certs_only_hpp
// What the caIssuers of RFC 5280, 4.2.2.1 point to: one certificate in DER, or a "certs-only" message of CMS (RFC 5652, 5;
// RFC 8551, 3.8), whose signatures, if there were any, would prove nothing here and are not looked at.
//
//   ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT SignedData }
//   SignedData  ::= SEQUENCE { version, digestAlgorithms SET, encapContentInfo SEQUENCE,
//                              certificates [0] IMPLICIT SET OF CertificateChoices OPTIONAL, … }

namespace vidimus {

namespace detail {

/// The reader of the field `certificates`; empty where it is absent.
[[nodiscard]] constexpr auto certificates_of_cms(ByteView octets) -> der::DerResult<der::Reader> {
  auto info = der::read_only_nested(octets, der::Tag::sequence);
  if (!info) return der::refuse(info.error());
  auto const type = der::read_oid(*info);
  if (!type) return der::refuse(type.error());
  if (!(*type == oid::signed_data)) return der::refuse(Errc::der_bad_oid, 0);
  auto content = info->read_nested(der::context(0, der::Form::constructed));
  if (!content) return der::refuse(content.error());
  auto fields = content->read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  for (auto const tag : {der::Tag::integer, der::Tag::set, der::Tag::sequence})
    if (auto const field = fields->read(tag); !field) return der::refuse(field.error());
  auto const certificates = fields->read_optional(der::context(0, der::Form::constructed));
  if (!certificates) return der::refuse(certificates.error());
  auto const& field = *certificates;
  return field ? der::Reader{*field} : der::Reader{};
}

[[nodiscard]] inline auto read_cms_certificates(der::Reader choices) -> Result<std::vector<Certificate>> {
  constexpr auto limit = Budget{}.presented;
  std::vector<Certificate> certificates;
  while (!choices.is_at_end()) {
    auto const choice = choices.read_any();
    if (!choice)
      return refuse(Errc::certificate_malformed, Malformed{"certificates", choice.error().offset, choice.error().rule});
    if (choice->tag != der::Tag::sequence) continue;  // a CertificateChoices that is no Certificate
    if (certificates.size() == limit)
      return refuse(Errc::budget_exceeded, OverLimit{"certificates fetched", limit, limit + 1});
    auto certificate = Certificate::parse(choice->full);
    if (!certificate) return refuse(std::move(certificate.error()));
    certificates.push_back(*std::move(certificate));
  }
  return certificates;
}

}  // namespace detail

/// The certificates of what was fetched from a caIssuers location, in its order. Errors: as `Certificate::parse`, for what
/// is neither of both as well; `budget_exceeded` for more than `Budget{}.presented`.
[[nodiscard]] inline auto read_issuers(ByteView octets) -> Result<std::vector<Certificate>> {
  if (auto const choices = detail::certificates_of_cms(octets)) return detail::read_cms_certificates(*choices);
  return Certificate::parse(octets).map([](Certificate one) { return std::vector{std::move(one)}; });
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/certs_only.hpp

// ---- vidimus/path/issuer_search.hpp
#ifndef VIDIMUS_SINGLE_path_issuer_search_hpp
#define VIDIMUS_SINGLE_path_issuer_search_hpp
// Which issuers are known by name, from the end entity up, and where the certificates say that others can be had.

namespace vidimus::detail {

/// Whether another issuer could mend it: nothing is wrong with the end entity itself, and work remains to be spent.
inline auto may_lack_issuers(Failure const& failure) -> bool {
  auto const& finding = failure.decisive();
  bool const is_link = finding.code == Errc::issuer_unknown || finding.code == Errc::certificate_signature_mismatch;
  return is_link || finding.depth.value_or(0) > 0;
}

/// RFC 5280, 4.2.2.1: the http locations of a certificate's caIssuers.
inline auto issuer_locations(Certificate const& certificate) -> std::vector<std::string> {
  std::vector<std::string> urls;
  if (auto const access = certificate.authority_info_access())
    for (auto const& description : *access)
      if (description.method == oid::access_ca_issuers && description.location.kind == GeneralNameKind::uri &&
          is_http(description.location.text()))
        urls.emplace_back(description.location.text());
  return urls;
}

/// One look at a chain with all that was fetched for it. It views the chain and the context.
class IssuerSearch {
 public:
  IssuerSearch(PeerChain const& chain, ValidationContext const& context) : chain_{chain}, context_{context} {
    known_.assign(context.intermediates.begin(), context.intermediates.end());
    walk();
    context_.intermediates = known_;
  }
  IssuerSearch(IssuerSearch const&) = delete;
  auto operator=(IssuerSearch const&) -> IssuerSearch& = delete;
  ~IssuerSearch() = default;

  /// With what was fetched among the intermediates.
  [[nodiscard]] auto context() const -> ValidationContext const& { return context_; }
  /// What was fetched in vain.
  [[nodiscard]] auto findings() const -> std::vector<Finding> const& { return findings_; }
  /// The locations that were not fetched yet, the end entity's first, as many as bring all to `most`.
  [[nodiscard]] auto wanted(std::size_t most) const -> std::vector<FetchRequest> {
    std::vector<FetchRequest> requests;
    for (auto const& url : missing_)
      if (fetched_ + requests.size() < most) requests.push_back({key_of(url), url});
    return requests;
  }

 private:
  static auto key_of(std::string const& url) -> std::string { return "GET " + url; }

  /// From the end entity up, generation by generation, each certificate once. Stops at the budget's depth.
  void walk() {
    std::vector<Certificate> generation{chain_.end_entity()};
    for (std::size_t depth = 0; depth != Budget{}.intermediates && !generation.empty(); ++depth) {
      for (auto const& certificate : generation) take_locations(certificate);
      generation = issuers_of(generation);
    }
  }

  void take_locations(Certificate const& certificate) {
    if (certificate.is_self_issued()) return;
    for (auto const& url : issuer_locations(certificate)) {
      if (std::ranges::find(seen_, url) != seen_.end()) continue;
      seen_.push_back(url);
      if (auto const* const answer = context_.evidence ? context_.evidence->find(key_of(url)) : nullptr)
        take_answer(*answer);
      else
        missing_.push_back(url);
    }
  }

  void take_answer(FetchAnswer const& answer) {
    ++fetched_;
    if (answer.failure) return warn(*answer.failure, answer.request.url);
    auto const issuers = read_issuers(answer.response);
    if (!issuers) return warn(issuers.error().decisive(), answer.request.url);
    known_.insert(known_.end(), issuers->begin(), issuers->end());
  }
  void warn(Finding finding, std::string const& url) {
    finding.severity = Severity::warning;
    finding.subject = url;
    findings_.push_back(std::move(finding));
  }

  [[nodiscard]] auto issuers_of(std::vector<Certificate> const& generation) -> std::vector<Certificate> {
    std::vector<Certificate> issuers;
    auto const take = [&](Certificate const& candidate) {
      auto const has_issued = [&](Certificate const& child) { return same_name(candidate.subject(), child.issuer()); };
      if (std::ranges::any_of(generation, has_issued) && std::ranges::find(walked_, candidate) == walked_.end())
        issuers.push_back(candidate);
    };
    for (auto const& candidate : chain_.certificates()) take(candidate);
    for (auto const& candidate : known_) take(candidate);
    walked_.insert(walked_.end(), issuers.begin(), issuers.end());
    return issuers;
  }

  PeerChain const& chain_;
  ValidationContext context_;
  std::vector<Certificate> known_, walked_;
  std::vector<std::string> seen_, missing_;
  std::vector<Finding> findings_;
  std::size_t fetched_ = 0;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/issuer_search.hpp

// ---- vidimus/path/keyed_hash.hpp
#ifndef VIDIMUS_SINGLE_path_keyed_hash_hpp
#define VIDIMUS_SINGLE_path_keyed_hash_hpp
// SipHash-1-3 (Aumasson and Bernstein, 2012): a short keyed hash. Without the key nobody can choose octets that fall
// together, so nobody can choose what is forgotten for whom.

namespace vidimus::detail {

class KeyedHash {
 public:
  using Key = std::array<std::uint64_t, 2>;

  explicit constexpr KeyedHash(Key const& key)
      : v_{key[0] ^ 0x736f6d6570736575U, key[1] ^ 0x646f72616e646f6dU, key[0] ^ 0x6c7967656e657261U,
           key[1] ^ 0x7465646279746573U} {}

  /// The last octet of the last word of a message is its length, modulo 256.
  constexpr void add(std::uint64_t word) {
    v_[3] ^= word;
    round();
    v_[0] ^= word;
  }
  [[nodiscard]] constexpr auto finish() -> std::uint64_t {
    v_[2] ^= 0xffU;
    for (int i = 0; i != 3; ++i) round();
    return v_[0] ^ v_[1] ^ v_[2] ^ v_[3];
  }

 private:
  constexpr void half_round(std::size_t a, std::size_t b, int left) {
    v_[a] += v_[b];
    v_[b] = std::rotl(v_[b], left) ^ v_[a];
  }
  constexpr void round() {
    half_round(0, 1, 13);
    v_[0] = std::rotl(v_[0], 32);
    half_round(2, 3, 16);
    half_round(0, 3, 21);
    half_round(2, 1, 17);
    v_[2] = std::rotl(v_[2], 32);
  }

  std::array<std::uint64_t, 4> v_;
};

/// Up to eight octets as a number, the first the lowest.
[[nodiscard]] constexpr auto little_endian(ByteView octets) -> std::uint64_t {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i != octets.size(); ++i) word |= std::to_integer<std::uint64_t>(octets[i]) << (8 * i);
  return word;
}

/// SipHash-1-3 of `message`.
[[nodiscard]] constexpr auto keyed_hash(KeyedHash::Key const& key, ByteView message) -> std::uint64_t {
  KeyedHash hash{key};
  auto rest = message;
  for (; rest.size() >= 8; rest = rest.subspan(8)) hash.add(little_endian(rest.first(8)));
  hash.add(little_endian(rest) | std::uint64_t{message.size()} << 56U);
  return hash.finish();
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/keyed_hash.hpp

// ---- vidimus/path/name_subtree.hpp
#ifndef VIDIMUS_SINGLE_path_name_subtree_hpp
#define VIDIMUS_SINGLE_path_name_subtree_hpp
// Whether a name lies in a subtree of names (RFC 5280, 4.2.1.10), form by form.
//
// There are two questions. A name is permitted if it lies inside of a permitted subtree for certain; it is excluded if it
// may lie inside of an excluded one, in part or for all that can be known. So a name that cannot be compared is never
// permitted and always excluded, and a wildcard counts as everything that it stands for.

namespace vidimus::detail {

enum class Overlap : unsigned char { none, part, all };

// dNSName: "Any DNS name that can be constructed by simply adding zero or more labels to the left-hand side of the name
// satisfies the name constraint." The empty one is every name.

[[nodiscard]] constexpr auto is_dns_subtree(std::string_view base) -> bool {
  return base.empty() || is_host_name(base);
}

[[nodiscard]] constexpr auto dns_overlap(std::string_view name, std::string_view base) -> Overlap {
  bool const is_wildcard = name.starts_with("*.");  // RFC 6125, 6.4.3: one whole label, the left-most
  auto const host = is_wildcard ? name.substr(2) : name;
  if (!is_host_name(host)) return Overlap::part;
  if (base.empty() || is_at_or_below(host, base)) return Overlap::all;
  bool const stands_for_base =
      is_wildcard && is_below(base, host) && same_ascii_text(base.substr(base.find('.') + 1), host);
  return stands_for_base ? Overlap::part : Overlap::none;
}

// rfc822Name: a mailbox, all mailboxes of a host, or, with a period, all those of the hosts of a domain. Of the empty one
// RFC 5280 says nothing, nor of a URI's: to some it is everything, to others nothing. So it permits nothing and excludes
// everything.

struct Mailbox {
  std::string_view local_part, host;

  static constexpr auto split(std::string_view text) -> Mailbox {
    auto const at = text.rfind('@');
    if (at == std::string_view::npos) return {{}, text};
    return {text.substr(0, at), text.substr(at + 1)};
  }
  [[nodiscard]] constexpr auto is_quoted() const -> bool {
    return local_part.size() > 2 && local_part.starts_with('"') && local_part.ends_with('"');
  }
  [[nodiscard]] constexpr auto is_mailbox() const -> bool {
    bool const plain = !local_part.empty() && local_part.find_first_of("@\" ") == std::string_view::npos;
    return (plain || is_quoted()) && is_host_name(host);
  }
};

[[nodiscard]] constexpr auto is_email_subtree(std::string_view base) -> bool {
  if (base.empty()) return true;
  if (base.find('@') != std::string_view::npos) return Mailbox::split(base).is_mailbox();
  return is_host_name(base.starts_with('.') ? base.substr(1) : base);
}

/// RFC 5280, 7.5: the host in either case, the local part exactly. One that is written otherwise (in another case, or
/// quoted) is mostly the same mailbox all the same: not surely inside, and not surely outside.
[[nodiscard]] constexpr auto mailbox_overlap(Mailbox name, Mailbox base) -> Overlap {
  if (!same_ascii_text(name.host, base.host)) return Overlap::none;
  if (name.local_part == base.local_part) return Overlap::all;
  bool const may_be_same = name.is_quoted() || base.is_quoted() || same_ascii_text(name.local_part, base.local_part);
  return may_be_same ? Overlap::part : Overlap::none;
}

[[nodiscard]] constexpr auto email_overlap(std::string_view text, std::string_view base) -> Overlap {
  auto const name = Mailbox::split(text);
  if (!name.is_mailbox() || base.empty()) return Overlap::part;
  if (base.find('@') != std::string_view::npos) return mailbox_overlap(name, Mailbox::split(base));
  bool const inside = base.starts_with('.') ? is_below(name.host, base.substr(1)) : same_ascii_text(name.host, base);
  return inside ? Overlap::all : Overlap::none;
}

// uniformResourceIdentifier: "The constraint applies to the host part of the name", which must be a fully qualified domain
// name; an address or no host at all cannot be compared and must be refused.

[[nodiscard]] constexpr auto is_uri_subtree(std::string_view base) -> bool {
  return base.empty() || is_host_name(base.starts_with('.') ? base.substr(1) : base);
}

/// RFC 3986, 3.2: the host of an authority; empty where there is none.
[[nodiscard]] constexpr auto host_of_uri(std::string_view uri) -> std::string_view {
  auto const scheme = uri.find(':');
  if (scheme == std::string_view::npos || uri.substr(scheme + 1, 2) != "//") return {};
  auto authority = uri.substr(scheme + 3);
  authority = authority.substr(0, authority.find_first_of("/?#\\"));
  auto const host_and_port = authority.substr(authority.rfind('@') + 1);
  return host_and_port.substr(0, host_and_port.find(':'));
}

[[nodiscard]] constexpr auto uri_overlap(std::string_view uri, std::string_view base) -> Overlap {
  auto const host = host_of_uri(uri);
  if (!is_host_name(host) || looks_like_address(host) || base.empty()) return Overlap::part;
  bool const inside = base.starts_with('.') ? is_below(host, base.substr(1)) : same_ascii_text(host, base);
  return inside ? Overlap::all : Overlap::none;
}

// iPAddress: an address and a mask "in the style of RFC 4632 (CIDR)", which is checked where the extension is read.

[[nodiscard]] constexpr auto ip_overlap(ByteView name, ByteView base) -> Overlap {
  if (name.size() * 2 != base.size()) return Overlap::none;
  for (std::size_t i = 0; i != name.size(); ++i)
    if (((name[i] ^ base[i]) & base[name.size() + i]) != std::byte{0}) return Overlap::none;
  return Overlap::all;
}

/// Whether subtrees of this form can be compared at all: RFC 5280 says how for five of the nine.
[[nodiscard]] constexpr auto is_comparable(GeneralNameKind kind) -> bool {
  switch (kind) {
    case GeneralNameKind::rfc822_name:
    case GeneralNameKind::dns_name:
    case GeneralNameKind::directory_name:
    case GeneralNameKind::uri:
    case GeneralNameKind::ip_address: return true;
    case GeneralNameKind::other_name:
    case GeneralNameKind::x400_address:
    case GeneralNameKind::edi_party_name:
    case GeneralNameKind::registered_id: return false;
  }
  return false;
}

/// Whether a constraint is written as its form demands.
[[nodiscard]] inline auto is_subtree(GeneralName const& base) -> bool {
  switch (base.kind) {
    case GeneralNameKind::rfc822_name: return is_email_subtree(base.text());
    case GeneralNameKind::dns_name: return is_dns_subtree(base.text());
    case GeneralNameKind::uri: return is_uri_subtree(base.text());
    case GeneralNameKind::ip_address:
    case GeneralNameKind::directory_name:
    case GeneralNameKind::other_name:
    case GeneralNameKind::x400_address:
    case GeneralNameKind::edi_party_name:
    case GeneralNameKind::registered_id: return true;
  }
  return false;
}

/// How much of `name` lies within `base`; both are of one form. What cannot be compared overlaps in part.
[[nodiscard]] inline auto overlap(GeneralName const& name, GeneralName const& base) -> Overlap {
  switch (name.kind) {
    case GeneralNameKind::rfc822_name: return email_overlap(name.text(), base.text());
    case GeneralNameKind::dns_name: return dns_overlap(name.text(), base.text());
    case GeneralNameKind::uri: return uri_overlap(name.text(), base.text());
    case GeneralNameKind::ip_address: return ip_overlap(name.value, base.value);
    case GeneralNameKind::directory_name:
      return is_within(name.directory_name(), base.directory_name()) ? Overlap::all : Overlap::none;
    case GeneralNameKind::other_name:
    case GeneralNameKind::x400_address:
    case GeneralNameKind::edi_party_name:
    case GeneralNameKind::registered_id: break;
  }
  return Overlap::part;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/name_subtree.hpp

// ---- vidimus/path/name_limits.hpp
#ifndef VIDIMUS_SINGLE_path_name_limits_hpp
#define VIDIMUS_SINGLE_path_name_limits_hpp
// permitted_subtrees and excluded_subtrees (RFC 5280, 6.1.2 (b), (c)) while a path is processed. The constraints of every
// certificate are kept side by side and a name must satisfy each: that is the intersection and the union of 6.1.4 (g).

namespace vidimus::detail {

/// Every name of a certificate that a constraint can speak of: the subject, the e-mail addresses in it and the alternative
/// names. RFC 5280, 4.2.1.10 asks for the addresses in the subject only where there are no alternative names; they name
/// somebody in either case. A SmtpUTF8Mailbox is an rfc822Name in other letters too (RFC 9598, 6).
inline auto names_to_constrain(Certificate const& certificate) -> std::vector<GeneralName> {
  std::vector<GeneralName> names;
  auto const subject = certificate.subject();
  if (!subject.is_empty()) names.push_back({GeneralNameKind::directory_name, subject.der()});
  for (auto const& attribute : subject)
    if (attribute.type == oid::email_address) names.push_back({GeneralNameKind::rfc822_name, attribute.value});
  if (auto const alternatives = certificate.subject_alt_names())
    for (auto const& name : *alternatives) {
      names.push_back(name);
      auto const mailbox = der::Reader{name.other_name_value()}.read_any();
      if (name.id() == oid::smtp_utf8_mailbox && mailbox)
        names.push_back({GeneralNameKind::rfc822_name, mailbox->contents});
    }
  return names;
}

class NameLimits {
 public:
  /// RFC 5280, 6.1.4 (g): what a certificate demands of all names below it. Errors: `extension_malformed` for a constraint
  /// that is not written as its form of name demands: nobody knows what it should permit.
  auto add(NameConstraints const& constraints) -> Result<void> {
    for (auto const& subtrees : {constraints.permitted, constraints.excluded})
      if (subtrees)
        for (auto const& subtree : *subtrees)
          if (!is_subtree(subtree.base))
            return refuse(Errc::extension_malformed,
                          Mismatch{"a well-formed name constraint", {subtree.base.to_text()}});
    constraints_.push_back(constraints);
    return {};
  }

  /// RFC 5280, 6.1.3 (b): every name lies within a permitted subtree, where there are any of its form.
  auto check_permitted(Certificate const& certificate, Effort& effort) const -> Result<void> {
    if (constraints_.empty()) return {};
    for (auto const& name : names_to_constrain(certificate))
      for (auto const& constraints : constraints_)
        if (constraints.permitted)
          if (auto permitted = check_permitted(name, *constraints.permitted, effort); !permitted) return permitted;
    return {};
  }

  /// RFC 5280, 6.1.3 (c): no name lies within an excluded subtree.
  auto check_excluded(Certificate const& certificate, Effort& effort) const -> Result<void> {
    if (constraints_.empty()) return {};
    for (auto const& name : names_to_constrain(certificate))
      for (auto const& constraints : constraints_)
        if (constraints.excluded)
          if (auto clear = check_excluded(name, *constraints.excluded, effort); !clear) return clear;
    return {};
  }

 private:
  /// RFC 5280, 4.2.1.10: a form of name that is constrained and occurs must be processed or refused.
  static auto not_processed(GeneralName const& name) -> tl::unexpected<Failure> {
    return refuse(Errc::constraint_not_processed,
                  Mismatch{"names of which RFC 5280 says how they are constrained", {name.to_text()}});
  }

  static auto check_permitted(GeneralName const& name, GeneralSubtrees const& permitted, Effort& effort)
      -> Result<void> {
    std::string wanted;
    for (auto const& subtree : permitted) {
      if (subtree.base.kind != name.kind) continue;
      if (!is_comparable(name.kind)) return not_processed(name);
      if (auto affordable = effort.spend_comparison(); !affordable) return affordable;
      if (overlap(name, subtree.base) == Overlap::all) return {};
      if (wanted.size() < Name::text_limit) wanted += (wanted.empty() ? "" : " or ") + subtree.base.to_text();
    }
    if (wanted.empty()) return {};
    return refuse(Errc::name_not_permitted, Mismatch{"names within " + wanted, {name.to_text()}});
  }

  static auto check_excluded(GeneralName const& name, GeneralSubtrees const& excluded, Effort& effort) -> Result<void> {
    for (auto const& subtree : excluded) {
      if (subtree.base.kind != name.kind) continue;
      if (!is_comparable(name.kind)) return not_processed(name);
      if (auto affordable = effort.spend_comparison(); !affordable) return affordable;
      if (overlap(name, subtree.base) != Overlap::none)
        return refuse(Errc::name_excluded, Mismatch{"no names within " + subtree.base.to_text(), {name.to_text()}});
    }
    return {};
  }

  std::vector<NameConstraints> constraints_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/name_limits.hpp

// ---- vidimus/x509/certificate_label.hpp
#ifndef VIDIMUS_SINGLE_x509_certificate_label_hpp
#define VIDIMUS_SINGLE_x509_certificate_label_hpp
// A certificate in the words in which paths are told.

namespace vidimus {

/// The label of a certificate.
[[nodiscard]] inline auto label_of(Certificate const& certificate) -> CertificateLabel {
  return {certificate.subject().to_text(), certificate.issuer().to_text(), certificate.serial_number().to_hex()};
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/certificate_label.hpp

// ---- vidimus/path/path_failures.hpp
#ifndef VIDIMUS_SINGLE_path_path_failures_hpp
#define VIDIMUS_SINGLE_path_path_failures_hpp
// Why no path was found. A search fails in many ways at once and only one of them is why: the one that came closest. The
// others are told after it, and each path that was tried is kept with its end.

namespace vidimus::detail {

/// How close an attempt came, ascending.
enum class Progress : unsigned char {
  no_issuer,       ///< nobody has the issuer's name, or somebody with another key
  refused_issuer,  ///< the issuer was found and may not be one
  reached_anchor,  ///< the path was whole and broke a rule
};

/// Where an attempt ended.
struct Way {
  std::vector<std::size_t> positions;   ///< in the material, from the end entity up
  TrustAnchor const* anchor = nullptr;  ///< that it reached
};

class PathFailures {
 public:
  /// Findings that are kept beside the decisive one.
  static constexpr std::size_t limit = 8;

  /// An attempt that failed with `length` certificates in the path.
  void note(Way way, Finding finding, Progress progress, std::size_t length) {
    attempts_.push_back({std::move(way), std::move(finding), {progress, length}});
  }

  /// The closest one decides.
  [[nodiscard]] auto to_failure(PathMaterial const& material) const -> Failure {
    auto const order = closest_first();
    return with_others(Failure{order.front()->finding}, order, material);
  }
  /// `decisive` comes first, then as much as is known.
  [[nodiscard]] auto to_failure_after(Finding decisive, PathMaterial const& material) const -> Failure {
    return with_others(Failure{std::move(decisive)}, closest_first(), material);
  }
  /// In words, in the order in which they were tried.
  [[nodiscard]] auto tried(PathMaterial const& material) const -> std::vector<TriedPath> {
    std::vector<TriedPath> paths;
    for (auto const& attempt : attempts_) paths.push_back(in_words(attempt, material));
    return paths;
  }

 private:
  struct Rank {
    Progress progress;
    std::size_t length;
    friend auto operator<=>(Rank const&, Rank const&) = default;
  };
  struct Attempt {
    Way way;
    Finding finding;
    Rank rank;
  };
  using Order = std::vector<Attempt const*>;

  /// The later of two that came equally far stays behind.
  [[nodiscard]] auto closest_first() const -> Order {
    Order order;
    for (auto const& attempt : attempts_) order.push_back(&attempt);
    insertion_sort(order, [](Attempt const* a, Attempt const* b) { return a->rank > b->rank; });
    return order;
  }

  [[nodiscard]] auto with_others(Failure failure, Order const& order, PathMaterial const& material) const -> Failure {
    for (auto const* const attempt : order)
      if (failure.findings().size() <= limit && !is_told(failure, attempt->finding)) failure.add(attempt->finding);
    failure.having_tried(tried(material));
    return failure;
  }
  static auto is_told(Failure const& failure, Finding const& finding) -> bool {
    return std::ranges::any_of(failure.findings(), [&](Finding const& told) {
      return told.code == finding.code && told.depth == finding.depth && told.subject == finding.subject;
    });
  }

  static auto in_words(Attempt const& attempt, PathMaterial const& material) -> TriedPath {
    TriedPath path{{}, attempt.way.anchor != nullptr, attempt.finding};
    for (auto const position : attempt.way.positions) path.certificates.push_back(label_of(material[position]));
    if (attempt.way.anchor) path.certificates.push_back(label_of(attempt.way.anchor->certificate()));
    return path;
  }

  std::vector<Attempt> attempts_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/path_failures.hpp

// ---- vidimus/path/policy_graph.hpp
#ifndef VIDIMUS_SINGLE_path_policy_graph_hpp
#define VIDIMUS_SINGLE_path_policy_graph_hpp
// The policies that are still valid while a path is processed: valid_policy_graph of RFC 9618, which replaces RFC 5280's
// valid_policy_tree. A tree doubles with every certificate that maps two policies to two others; in the graph a policy has
// one node a certificate, so it stays as small as the certificates are.
//
// Only `valid_policy` and the way up are kept: qualifiers say something to people and decide nothing.

namespace vidimus::detail {

/// An order of OIDs, for searching; it means nothing else.
struct OidLess {
  constexpr auto operator()(der::Oid a, der::Oid b) const -> bool {
    return std::ranges::lexicographical_compare(a.contents(), b.contents());
  }
};

class PolicyGraph {
 public:
  /// RFC 9618, 5.2 (a): one node of depth 0, anyPolicy, which expects anyPolicy.
  PolicyGraph() { levels_.push_back({{oid::any_policy, {oid::any_policy}, {}, true}}); }

  [[nodiscard]] auto is_null() const -> bool { return levels_.empty(); }
  /// How many nodes it has, those that were deleted included: what it costs.
  [[nodiscard]] auto nodes() const -> std::size_t {
    std::size_t count = 0;
    for (auto const& level : levels_) count += level.size();
    return count;
  }
  /// RFC 5280, 6.1.3 (e).
  void clear() { levels_.clear(); }

  /// RFC 9618, 5.3 (d): the policies of a certificate, each once. `any_counts` is the condition of (d)(2), that anyPolicy
  /// is among them and may be used.
  void accept(std::span<der::Oid const> policies, bool any_counts) {
    if (is_null()) return;
    Level next;
    auto const expected = expectations();
    for (auto const policy : policies)
      if (!(policy == oid::any_policy)) add_named(next, policy, expected);  // (d)(1)
    if (any_counts) add_expected(next, expected);                           // (d)(2)
    std::ranges::sort(next, OidLess{}, &Node::valid_policy);
    levels_.push_back(std::move(next));
    prune();  // (d)(3)
  }

  /// RFC 9618, 5.4 (b)(1), while policy_mapping is above zero: what the issuer calls A, the subject calls B.
  void map(std::span<PolicyMapping const> mappings) {
    if (is_null()) return;
    Level added;
    each_issuer_policy(mappings, [&](der::Oid issuer, std::vector<der::Oid> subject) {
      if (auto* const node = find_last(issuer))
        node->expected_policy_set = std::move(subject);
      else if (auto const* const any = find_last(oid::any_policy))  // a sibling of anyPolicy
        added.push_back({issuer, std::move(subject), any->parents, true});
    });
    auto& level = levels_.back();
    std::ranges::move(added, std::back_inserter(level));
    std::ranges::sort(level, OidLess{}, &Node::valid_policy);
  }

  /// RFC 9618, 5.4 (b)(2), once policy_mapping is zero: what is mapped is valid no longer.
  void forbid(std::span<PolicyMapping const> mappings) {
    if (is_null()) return;
    for (auto const& mapping : mappings)
      if (auto* const node = find_last(mapping.issuer_domain_policy)) node->is_alive = false;
    prune();
  }

  /// RFC 9618, 5.5 (g): the user-constrained-policy-set. `user_initial_policy_set` may hold anyPolicy.
  [[nodiscard]] auto user_constrained(std::span<der::Oid const> user_initial_policy_set) const
      -> std::vector<der::Oid> {
    auto const authority = authority_constrained();
    if (contains(user_initial_policy_set, oid::any_policy)) return authority;
    if (contains(authority, oid::any_policy)) return {user_initial_policy_set.begin(), user_initial_policy_set.end()};
    std::vector<der::Oid> both;
    for (auto const policy : authority)
      if (contains(user_initial_policy_set, policy)) both.push_back(policy);
    return both;
  }

 private:
  struct Node {
    der::Oid valid_policy;
    std::vector<der::Oid> expected_policy_set;
    std::vector<std::size_t>
        parents;  // positions in the level above, which is in order of policies and no longer changes
    bool is_alive;
  };
  using Level = std::vector<Node>;
  struct Expectation {
    der::Oid policy;
    std::size_t node;
  };

  static auto contains(std::span<der::Oid const> policies, der::Oid policy) -> bool {
    return std::ranges::find(policies, policy) != policies.end();
  }

  /// Which nodes of the last level expect which policy, in order of policies.
  [[nodiscard]] auto expectations() const -> std::vector<Expectation> {
    std::vector<Expectation> all;
    auto const& level = levels_.back();
    for (std::size_t node = 0; node != level.size(); ++node)
      for (auto const policy : level[node].expected_policy_set)
        if (level[node].is_alive) all.push_back({policy, node});
    std::ranges::sort(all, OidLess{}, &Expectation::policy);
    return all;
  }

  static auto nodes_expecting(der::Oid policy, std::span<Expectation const> expected) -> std::vector<std::size_t> {
    std::vector<std::size_t> nodes;
    for (auto const& row : std::ranges::equal_range(expected, policy, OidLess{}, &Expectation::policy))
      nodes.push_back(row.node);
    return nodes;
  }

  static void add_named(Level& next, der::Oid policy, std::span<Expectation const> expected) {
    auto parents = nodes_expecting(policy, expected);                           // (d)(1)(i)
    if (parents.empty()) parents = nodes_expecting(oid::any_policy, expected);  // (d)(1)(ii)
    if (!parents.empty()) next.push_back({policy, {policy}, std::move(parents), true});
  }

  static void add_expected(Level& next, std::span<Expectation const> expected) {
    std::vector<der::Oid> named;
    for (auto const& node : next) named.push_back(node.valid_policy);
    std::ranges::sort(named, OidLess{});
    for (auto row = expected.begin(); row != expected.end();) {
      auto const policy = row->policy;
      if (!std::ranges::binary_search(named, policy, OidLess{}))
        next.push_back({policy, {policy}, nodes_expecting(policy, expected), true});
      row = std::ranges::upper_bound(row, expected.end(), policy, OidLess{}, &Expectation::policy);
    }
  }

  /// Deletes nodes that nothing below depends on, from the last level upwards; a graph without a root is none.
  void prune() {
    for (auto below = levels_.size() - 1; below != 0; --below) {
      auto& level = levels_[below - 1];
      std::vector<bool> has_child(level.size(), false);
      for (auto const& node : levels_[below])
        for (auto const parent : node.parents) has_child[parent] = has_child[parent] || node.is_alive;
      for (std::size_t node = 0; node != level.size(); ++node) level[node].is_alive &= has_child[node];
    }
    if (std::ranges::none_of(levels_.front(), &Node::is_alive)) clear();
  }

  /// The living node of the last level with this policy.
  auto find_last(der::Oid policy) -> Node* {
    auto& level = levels_.back();
    auto const node = std::ranges::lower_bound(level, policy, OidLess{}, &Node::valid_policy);
    return node != level.end() && node->valid_policy == policy && node->is_alive ? &*node : nullptr;
  }

  /// Calls `use` once with every issuerDomainPolicy and all that it is mapped to.
  template <class Use>
  static void each_issuer_policy(std::span<PolicyMapping const> mappings, Use use) {
    std::vector<PolicyMapping> sorted_mappings{mappings.begin(), mappings.end()};
    std::ranges::sort(sorted_mappings, OidLess{}, &PolicyMapping::issuer_domain_policy);
    for (auto row = sorted_mappings.begin(); row != sorted_mappings.end();) {
      auto const issuer = row->issuer_domain_policy;
      std::vector<der::Oid> subject;
      for (; row != sorted_mappings.end() && row->issuer_domain_policy == issuer; ++row)
        subject.push_back(row->subject_domain_policy);
      use(issuer, std::move(subject));
    }
  }

  /// RFC 9618, 5.5 (g)(1) to (4): the policies that hang on anyPolicy, and anyPolicy itself if it came all the way.
  [[nodiscard]] auto authority_constrained() const -> std::vector<der::Oid> {
    std::vector<der::Oid> policies;
    for (std::size_t depth = 1; depth < levels_.size(); ++depth)
      for (auto const& node : levels_[depth])
        if (node.is_alive && !(node.valid_policy == oid::any_policy) && hangs_on_any(node, depth))
          policies.push_back(node.valid_policy);
    if (!is_null() && std::ranges::any_of(levels_.back(), is_living_any)) policies.push_back(oid::any_policy);
    return policies;
  }
  [[nodiscard]] auto hangs_on_any(Node const& node, std::size_t depth) const -> bool {
    return node.parents.size() == 1 && levels_[depth - 1][node.parents.front()].valid_policy == oid::any_policy;
  }
  static auto is_living_any(Node const& node) -> bool { return node.is_alive && node.valid_policy == oid::any_policy; }

  std::vector<Level> levels_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/policy_graph.hpp

// ---- vidimus/path/policy_inputs.hpp
#ifndef VIDIMUS_SINGLE_path_policy_inputs_hpp
#define VIDIMUS_SINGLE_path_policy_inputs_hpp
// What a caller may demand of certificate policies and of a path's length (RFC 5280, 6.1.1 (c), (e), (f), (g)).

namespace vidimus {

/// The default: every policy is welcome, none is required. It takes no space.
struct AnyPolicy {
  [[nodiscard]] static auto user_initial_policy_set() -> std::span<der::Oid const> { return any; }
  static constexpr bool initial_explicit_policy = false;
  static constexpr bool initial_policy_mapping_inhibit = false;
  static constexpr bool initial_any_policy_inhibit = false;
  static constexpr std::optional<std::size_t> max_path_length{};

 private:
  static constexpr std::array<der::Oid, 1> any{oid::any_policy};
};

/// The same, chosen at run time. The octets of the OIDs must outlive it; those of `der::make_oid` always do.
struct PolicyInputs {
  std::vector<der::Oid> policies{oid::any_policy};  ///< the user-initial-policy-set
  bool initial_explicit_policy = false;             ///< the path must be good for one of them
  bool initial_policy_mapping_inhibit = false;
  bool initial_any_policy_inhibit = false;
  std::optional<std::size_t>
      max_path_length{};  ///< certificates between anchor and end entity, self-issued ones not counted

  [[nodiscard]] auto user_initial_policy_set() const -> std::span<der::Oid const> { return policies; }
};

namespace detail {

/// Inputs as values, so that what uses them is compiled once.
struct InputValues {
  std::span<der::Oid const> user_initial_policy_set;
  bool initial_explicit_policy, initial_policy_mapping_inhibit, initial_any_policy_inhibit;
  std::optional<std::size_t> max_path_length;

  template <class Inputs>
  static auto of(Inputs const& inputs) -> InputValues {
    return {inputs.user_initial_policy_set(), inputs.initial_explicit_policy, inputs.initial_policy_mapping_inhibit,
            inputs.initial_any_policy_inhibit, inputs.max_path_length};
  }
};

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/path/policy_inputs.hpp

// ---- vidimus/path/punycode.hpp
#ifndef VIDIMUS_SINGLE_path_punycode_hpp
#define VIDIMUS_SINGLE_path_punycode_hpp
// Whether what follows xn-- in a label is Punycode: whether the decoder of RFC 3492, 6.2 comes to its end with characters of
// Unicode. The characters themselves are not looked at.

namespace vidimus::detail {

/// RFC 3492, 5: the parameters of Punycode.
inline constexpr std::uint32_t punycode_base = 36, punycode_t_min = 1, punycode_t_max = 26, punycode_skew = 38,
                               punycode_damp = 700, punycode_initial_bias = 72, punycode_initial_n = 128;

/// `a` to `z` are 0 to 25 in either case, `0` to `9` are 26 to 35.
[[nodiscard]] constexpr auto punycode_digit(char character) -> std::optional<std::uint32_t> {
  if (character >= 'a' && character <= 'z') return static_cast<std::uint32_t>(character - 'a');
  if (character >= 'A' && character <= 'Z') return static_cast<std::uint32_t>(character - 'A');
  if (character >= '0' && character <= '9') return static_cast<std::uint32_t>(character - '0' + 26);
  return std::nullopt;
}

/// RFC 3492, 6.1.
[[nodiscard]] constexpr auto adapted_bias(std::uint32_t delta, std::uint32_t points, bool is_first) -> std::uint32_t {
  delta /= is_first ? punycode_damp : 2;
  delta += delta / points;
  std::uint32_t k = 0;
  for (; delta > (punycode_base - punycode_t_min) * punycode_t_max / 2; k += punycode_base)
    delta /= punycode_base - punycode_t_min;
  return k + (punycode_base - punycode_t_min + 1) * delta / (delta + punycode_skew);
}

/// A generalized variable-length integer (RFC 3492, 3.3), taken from the front; empty where there is none, or too large a one.
[[nodiscard]] constexpr auto take_punycode_delta(std::string_view& text, std::uint32_t bias)
    -> std::optional<std::uint32_t> {
  std::uint64_t delta = 0, weight = 1;
  for (std::uint32_t k = punycode_base;; k += punycode_base) {
    auto const digit = text.empty() ? std::nullopt : punycode_digit(text.front());
    if (!digit) return std::nullopt;
    text.remove_prefix(1);
    delta += *digit * weight;
    if (delta > UINT32_MAX) return std::nullopt;
    auto const threshold = k <= bias ? punycode_t_min : (std::min)(k - bias, punycode_t_max);
    if (*digit < threshold) return static_cast<std::uint32_t>(delta);
    weight *= punycode_base - threshold;
    if (weight > UINT32_MAX) return std::nullopt;
  }
}

/// RFC 3492, 6.2, of the letters, digits and hyphens of a label.
[[nodiscard]] constexpr auto is_punycode(std::string_view text) -> bool {
  auto const delimiter = text.rfind('-');
  std::uint32_t points = delimiter == std::string_view::npos ? 0 : static_cast<std::uint32_t>(delimiter);
  text.remove_prefix(delimiter == std::string_view::npos ? 0 : delimiter + 1);
  if (text.empty()) return false;  // only ASCII: nobody encodes that
  std::uint64_t position = 0, n = punycode_initial_n;
  for (auto bias = punycode_initial_bias; !text.empty();) {
    bool const is_first = position == 0;
    auto const delta = take_punycode_delta(text, bias);
    if (!delta) return false;
    ++points;
    bias = adapted_bias(*delta, points, is_first);
    n += (position + *delta) / points;
    position = (position + *delta) % points + 1;
    if (n > 0x10ffff || (n >= 0xd800 && n < 0xe000)) return false;
  }
  return true;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/punycode.hpp

// ---- vidimus/path/validity.hpp
#ifndef VIDIMUS_SINGLE_path_validity_hpp
#define VIDIMUS_SINGLE_path_validity_hpp
// RFC 5280, 6.1.3 (a)(2): the certificate is valid now. Both ends of its validity count (4.1.2.5).

namespace vidimus::detail {

inline auto check_validity(Certificate const& certificate, Time now) -> Result<void> {
  if (now < certificate.not_before())
    return refuse(Errc::certificate_not_yet_valid, OutOfTime{"notBefore", now, certificate.not_before()});
  if (now > certificate.not_after())
    return refuse(Errc::certificate_expired, OutOfTime{"notAfter", now, certificate.not_after()});
  return {};
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/path/validity.hpp

// ---- vidimus/x509/ip_address_reader.hpp
#ifndef VIDIMUS_SINGLE_x509_ip_address_reader_hpp
#define VIDIMUS_SINGLE_x509_ip_address_reader_hpp
// Reading an IP address from text: version 4 as RFC 3986, 3.2.2 has it, version 6 as RFC 4291, 2.2, in all of its three
// forms. It works in constant expressions, and says what is wrong and where.

namespace vidimus {

/// What can be wrong with an address. The compiler prints the name; `text_of` has the words.
enum class IpAddressMistake : unsigned char {
  none,
  empty,
  character_not_allowed,
  number_too_large,
  leading_zero,
  too_short,
  too_long,
  second_double_colon,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(IpAddressMistake mistake) -> std::string_view {
  switch (mistake) {
    case IpAddressMistake::none: return "no mistake";
    case IpAddressMistake::empty: return "no address";
    case IpAddressMistake::character_not_allowed: return "a character that is not part of an address";
    case IpAddressMistake::number_too_large: return "a number above 255, or of more than four hexadecimal digits";
    case IpAddressMistake::leading_zero: return "a decimal number with a leading zero, which some read as octal";
    case IpAddressMistake::too_short: return "too few numbers: four with dots, or eight with colons";
    case IpAddressMistake::too_long: return "more than four numbers with dots, or eight with colons";
    case IpAddressMistake::second_double_colon: return "a second double colon";
  }
  return {};
}

namespace detail {

struct ReadIpAddress {
  std::array<std::byte, 16> octets{};
  std::size_t size = 0;  ///< 4 or 16; 0 after a mistake
  IpAddressMistake mistake = IpAddressMistake::none;
  std::size_t offset = 0;  ///< of the mistake
};

class IpAddressReader {
 public:
  constexpr explicit IpAddressReader(std::string_view text) : text_{text} {}

  constexpr auto read() && -> ReadIpAddress {
    if (text_.empty()) refuse(IpAddressMistake::empty, 0);
    bool const whole = !text_.empty() && (text_.find(':') == text_.npos ? read_dotted() && finish(4) : read_groups());
    if (!whole) read_.size = 0;
    return read_;
  }

 private:
  static constexpr std::size_t nowhere = 17;

  constexpr auto refuse(IpAddressMistake mistake, std::size_t offset) -> bool {
    read_.mistake = mistake;
    read_.offset = offset;
    return false;
  }
  [[nodiscard]] constexpr auto is_at_end() const -> bool { return at_ == text_.size(); }
  [[nodiscard]] constexpr auto is_next(char character) const -> bool { return !is_at_end() && text_[at_] == character; }
  [[nodiscard]] constexpr auto next_digit(unsigned base) const -> std::optional<unsigned> {
    auto const character = is_at_end() ? '\0' : text_[at_];
    auto const folded = character >= 'A' && character <= 'F' ? static_cast<char>(character - 'A' + 'a') : character;
    if (folded >= '0' && folded <= '9') return static_cast<unsigned>(folded - '0');
    if (base == 16 && folded >= 'a' && folded <= 'f') return static_cast<unsigned>(folded - 'a' + 10);
    return std::nullopt;
  }
  constexpr void append(unsigned octet) { read_.octets[read_.size++] = static_cast<std::byte>(octet); }
  constexpr auto finish(std::size_t size) -> bool {
    if (read_.size < size) return refuse(IpAddressMistake::too_short, text_.size());
    return is_at_end() ||
           refuse(is_next('.') ? IpAddressMistake::too_long : IpAddressMistake::character_not_allowed, at_);
  }

  //   IPv4address = dec-octet "." dec-octet "." dec-octet "." dec-octet
  constexpr auto read_dotted() -> bool {
    for (int number = 0; number != 4; ++number) {
      if (number != 0 && is_at_end()) return refuse(IpAddressMistake::too_short, at_);
      if (number != 0 && text_[at_++] != '.') return refuse(IpAddressMistake::character_not_allowed, at_ - 1);
      if (!read_decimal()) return false;
    }
    return true;
  }

  constexpr auto read_decimal() -> bool {
    auto const first = at_;
    unsigned number = 0;
    for (; auto const digit = next_digit(10); ++at_) {
      if (at_ != first && text_[first] == '0') return refuse(IpAddressMistake::leading_zero, first);
      number = number * 10 + *digit;
      if (number > 255) return refuse(IpAddressMistake::number_too_large, first);
    }
    if (at_ == first) return refuse_number();
    append(number);
    return true;
  }

  /// There is no digit where a number should be.
  constexpr auto refuse_number() -> bool {
    return refuse(is_at_end() ? IpAddressMistake::too_short : IpAddressMistake::character_not_allowed, at_);
  }

  //   x:x:x:x:x:x:x:x, with one "::" for one or more groups of zeros, and the last two as d.d.d.d
  constexpr auto read_groups() -> bool {
    if (text_.starts_with("::")) start_gap();
    while (!is_at_end()) {
      if (read_.size == 16) return refuse(IpAddressMistake::too_long, at_);
      if (!read_group()) return false;
      if (is_at_end()) break;
      if (!read_separator()) return false;
    }
    return fill_gap();
  }

  constexpr void start_gap() {
    gap_ = read_.size;
    at_ += 2;
  }

  constexpr auto read_group() -> bool {
    auto const first = at_;
    unsigned number = 0;
    for (; auto const digit = next_digit(16); ++at_) {
      if (at_ - first == 4) return refuse(IpAddressMistake::number_too_large, first);
      number = number << 4U | *digit;
    }
    if (is_next('.')) return read_embedded(first);
    if (at_ == first) return refuse_number();
    append(number >> 8U);
    append(number & 0xffU);
    return true;
  }

  constexpr auto read_embedded(std::size_t first) -> bool {
    if (read_.size > 12) return refuse(IpAddressMistake::too_long, first);
    at_ = first;
    return read_dotted() && finish(read_.size);
  }

  constexpr auto read_separator() -> bool {
    if (!is_next(':')) return refuse(IpAddressMistake::character_not_allowed, at_);
    if (text_.substr(at_).starts_with("::")) {
      if (gap_ != nowhere) return refuse(IpAddressMistake::second_double_colon, at_);
      start_gap();
      return true;
    }
    ++at_;
    return !is_at_end() || refuse(IpAddressMistake::too_short, at_);
  }

  constexpr auto fill_gap() -> bool {
    if (gap_ == nowhere) return read_.size == 16 || refuse(IpAddressMistake::too_short, text_.size());
    if (read_.size == 16) return refuse(IpAddressMistake::too_long, text_.size());
    auto const after = read_.size - gap_;
    for (std::size_t i = 0; i != after; ++i) {
      read_.octets[15 - i] = read_.octets[read_.size - 1 - i];
      read_.octets[read_.size - 1 - i] = std::byte{0};
    }
    read_.size = 16;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t gap_ = nowhere;  // where the double colon stands, in octets
  ReadIpAddress read_;
};

/// The octets of an address, or what is wrong with its text.
[[nodiscard]] constexpr auto read_ip_address(std::string_view text) -> ReadIpAddress {
  return IpAddressReader{text}.read();
}

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/ip_address_reader.hpp

// ---- vidimus/x509/ip_address.hpp
#ifndef VIDIMUS_SINGLE_x509_ip_address_hpp
#define VIDIMUS_SINGLE_x509_ip_address_hpp
// IP addresses as text. Read: dotted decimal (RFC 3986, 3.2.2) and the forms of RFC 4291, 2.2; nothing else that a C library
// would take, such as 10.1 or 0x0A000001. Written: for version 6 by RFC 5952, 4, so that an address has one text.

namespace vidimus {

/// An address of version 4 or 6: the octets that an iPAddress holds (RFC 5280, 4.2.1.6).
class IpAddress {
 public:
  /// Of 4 or 16 octets; whatever else there is, is left out.
  constexpr explicit IpAddress(ByteView octets) : size_{octets.size() == 4 ? 4U : 16U} {
    for (std::size_t i = 0; i != size_ && i != octets.size(); ++i) octets_[i] = octets[i];
  }

  [[nodiscard]] constexpr auto octets() const -> ByteView { return ByteView{octets_}.first(size_); }
  /// `192.0.2.1`, `2001:db8::1`.
  [[nodiscard]] auto to_text() const -> std::string { return size_ == 4 ? dotted_text() : grouped_text(); }

 private:
  struct Zeros {
    std::size_t first = 8, count = 1;  // one group of zero is written as 0 (4.2.2)
  };

  [[nodiscard]] constexpr auto group(std::size_t at) const -> unsigned {
    return std::to_integer<unsigned>(octets_[2 * at]) << 8U | std::to_integer<unsigned>(octets_[2 * at + 1]);
  }
  /// The longest run of zero groups, and of two that are equal the first (4.2.3).
  [[nodiscard]] constexpr auto longest_zeros() const -> Zeros {
    Zeros longest;
    for (std::size_t first = 0; first != 8; ++first) {
      std::size_t count = 0;
      while (first + count != 8 && group(first + count) == 0) ++count;
      if (count > longest.count) longest = {first, count};
    }
    return longest;
  }
  [[nodiscard]] auto dotted_text() const -> std::string;
  [[nodiscard]] auto grouped_text() const -> std::string;

  std::array<std::byte, 16> octets_{};
  std::size_t size_;
};

namespace detail {

/// In small letters and without leading zeros (4.1, 4.3).
[[nodiscard]] inline auto hexadecimal(unsigned number) -> std::string {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  do text.insert(text.begin(), digits[number & 15U]);
  while ((number >>= 4U) != 0);
  return text;
}

}  // namespace detail

inline auto IpAddress::dotted_text() const -> std::string {
  std::string text;
  for (auto const octet : octets()) {
    if (!text.empty()) text += '.';
    text += std::to_string(std::to_integer<int>(octet));
  }
  return text;
}

inline auto IpAddress::grouped_text() const -> std::string {
  auto const zeros = longest_zeros();
  std::string text;
  for (std::size_t at = 0; at != 8; ++at) {
    if (at == zeros.first) {
      text += "::";
      at += zeros.count - 1;
      continue;
    }
    if (!text.empty() && !text.ends_with(':')) text += ':';
    text += detail::hexadecimal(group(at));
  }
  return text;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/ip_address.hpp

// ---- vidimus/path/web_pki_names.hpp
#ifndef VIDIMUS_SINGLE_path_web_pki_names_hpp
#define VIDIMUS_SINGLE_path_web_pki_names_hpp
// What the Baseline Requirements demand of the names of an end entity: subject alternative names that are DNS names and IP
// addresses, and a common name, if any, that is a copy of one of them. One function a rule.

namespace vidimus::detail::web_pki {

inline auto refuse_name(std::string wanted, GeneralName const& name) -> tl::unexpected<Failure> {
  return refuse(Errc::subject_alt_name_refused, Mismatch{std::move(wanted), {name.to_text()}});
}

/// RFC 5890, 2.3.1: letters, digits and inner hyphens; hyphens in the third and the fourth place are kept for labels that
/// begin with xn-- and go on in Punycode (BR, 1.6.1, P-Label).
[[nodiscard]] constexpr auto is_permitted_label(std::string_view label) -> bool {
  if (!is_host_label(label) || label.find('_') != std::string_view::npos) return false;
  if (label.front() == '-' || label.back() == '-') return false;
  bool const is_reserved = label.size() > 4 && label.substr(2, 2) == "--";
  return !is_reserved || (same_ascii_text(label.substr(0, 2), "xn") && is_punycode(label.substr(4)));
}

/// BR, 7.1.2.7.12: "composed entirely of P-Labels or Non-Reserved LDH Labels", without a dot at the end. No top-level domain
/// is a number (RFC 3696, 2).
[[nodiscard]] constexpr auto is_permitted_host(std::string_view name) -> bool {
  if (name.size() > 253 || looks_like_address(name)) return false;
  for (;;) {
    auto const label = name.substr(0, name.find('.'));
    if (!is_permitted_label(label)) return false;
    if (label.size() == name.size()) return true;
    name.remove_prefix(label.size() + 1);
  }
}

/// Of a domain in small letters: whether names directly below it belong to different people.
using IsPublicSuffix = auto (*)(std::string_view domain) -> bool;

/// BR, 1.6.1: a wildcard is "*." and a Fully-Qualified Domain Name; 3.2.2.6: which is no public suffix.
inline auto check_dns_name(GeneralName const& name, IsPublicSuffix is_public_suffix) -> Result<void> {
  auto const text = name.text();
  bool const is_wildcard = text.starts_with("*.");
  std::string domain{text.substr(is_wildcard ? 2 : 0)};
  if (!is_permitted_host(domain)) return refuse_name("a host name, or *. and a host name", name);
  std::ranges::transform(domain, domain.begin(), ascii_lower);
  if (!is_wildcard || !is_public_suffix(domain)) return {};
  return refuse_name("no wildcard directly below a public suffix", name);
}

/// BR, 7.1.2.7.12: dNSName and iPAddress are permitted, and no other form.
inline auto check_alt_name(GeneralName const& name, IsPublicSuffix is_public_suffix) -> Result<void> {
  if (name.kind == GeneralNameKind::ip_address) return {};
  if (name.kind == GeneralNameKind::dns_name) return check_dns_name(name, is_public_suffix);
  return refuse_name("dNSName and iPAddress only", name);
}

/// BR, 7.1.2.7.12: subjectAltName "MUST be present"; it is never empty (RFC 5280, 4.2.1.6).
inline auto check_alt_names(Certificate const& certificate, IsPublicSuffix is_public_suffix) -> Result<void> {
  auto const names = certificate.subject_alt_names();
  if (!names) return refuse(Errc::subject_alt_name_missing, Mismatch{"a dNSName or iPAddress", {}});
  for (auto const& name : *names)
    if (auto kept = check_alt_name(name, is_public_suffix); !kept) return kept;
  return {};
}

/// BR, 7.1.2.7.12: critical where the subject is empty, which RFC 5280 says too; "otherwise, this extension MUST NOT be
/// marked critical".
inline auto check_alt_names_criticality(Certificate const& certificate) -> Result<void> {
  auto const* const extension = certificate.find(oid::subject_alt_name);
  if (extension == nullptr || !extension->critical || certificate.subject().is_empty()) return {};
  return wrong_criticality("subjectAltName beside a subject", Criticality::not_critical);
}

/// How a common name must be written that repeats a name: a dNSName "character-for-character", an iPAddress by RFC 3986,
/// 3.2.2, or RFC 5952, 4.
inline auto common_name_text(GeneralName const& name) -> std::string {
  return name.kind == GeneralNameKind::ip_address ? IpAddress{name.value}.to_text() : std::string{name.text()};
}

/// BR, 7.1.4.2: in a UTF8String or PrintableString; else empty.
inline auto text_of_common_name(Attribute const& attribute) -> std::optional<std::string> {
  bool const is_permitted =
      attribute.string_tag == der::Tag::utf8_string || attribute.string_tag == der::Tag::printable_string;
  return is_permitted ? attribute.to_utf8() : std::nullopt;
}

/// BR, 7.1.4.3: the common name is "one of the values contained in the Certificate's subjectAltName extension".
inline auto check_common_name(Attribute const& common_name, GeneralNames const& names) -> Result<void> {
  auto const text = text_of_common_name(common_name);
  for (auto const& name : names)
    if (text && *text == common_name_text(name)) return {};
  std::string wanted;
  for (auto const& name : names)
    if (wanted.size() < Name::text_limit) wanted += (wanted.empty() ? "CN=" : " or CN=") + common_name_text(name);
  return refuse(Errc::common_name_refused, Mismatch{std::move(wanted), {common_name.to_text()}});
}

/// BR, 7.1.4.3: if there is a common name, it is "exactly one entry"; 7.1.4.1 says so of every attribute.
inline auto check_common_names(Certificate const& certificate) -> Result<void> {
  auto const names = certificate.subject_alt_names();
  std::vector<std::string> found;
  for (auto const& attribute : certificate.subject()) {
    if (attribute.type != oid::common_name) continue;
    found.push_back(attribute.to_text());
    if (found.size() == 2) return refuse(Errc::common_name_refused, Mismatch{"one common name", std::move(found)});
    if (auto kept = check_common_name(attribute, *names); !kept) return kept;
  }
  return {};
}

/// All of the above.
inline auto check_names(Certificate const& certificate, IsPublicSuffix is_public_suffix) -> Result<void> {
  if (auto kept = check_alt_names(certificate, is_public_suffix); !kept) return kept;
  if (auto kept = check_alt_names_criticality(certificate); !kept) return kept;
  return check_common_names(certificate);
}

}  // namespace vidimus::detail::web_pki
#endif
// ---- end of vidimus/path/web_pki_names.hpp

// ---- vidimus/peer_name/any_peer_name.hpp
#ifndef VIDIMUS_SINGLE_peer_name_any_peer_name_hpp
#define VIDIMUS_SINGLE_peer_name_any_peer_name_hpp
// danger::AnyPeerName: whoever holds a certificate of the trusted CAs is accepted.
//
// When to use: the trust anchor issues certificates to accepted peers only, so that the certification path says everything.

namespace vidimus::danger {

/// Accepts every name. Empty type.
class AnyPeerName {
 public:
  using role = vidimus::role::peer_name_filter;
  [[nodiscard]] static auto accepts(EndEntity const&) -> Verdict { return Verdict::accepted("any name"); }
  [[nodiscard]] static auto describe() -> std::string { return "any peer name (danger)"; }
};

}  // namespace vidimus::danger
#endif
// ---- end of vidimus/peer_name/any_peer_name.hpp

// ---- vidimus/peer_name/concept.hpp
#ifndef VIDIMUS_SINGLE_peer_name_concept_hpp
#define VIDIMUS_SINGLE_peer_name_concept_hpp
// Step 6 of the job: what a PeerNameFilter is.

namespace vidimus {

/// Accepts or refuses a peer by its names. `accepts` is const and is called from several threads.
template <class P>
concept PeerNameFilter = HasRole<P, role::peer_name_filter> && requires(P const& policy, EndEntity const& peer) {
  { policy.accepts(peer) } -> std::same_as<Verdict>;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/concept.hpp

// ---- vidimus/peer_name/expected_name.hpp
#ifndef VIDIMUS_SINGLE_peer_name_expected_name_hpp
#define VIDIMUS_SINGLE_peer_name_expected_name_hpp
// Whether a filter compares with the name that a connection is made under, and whether it can use a given one. A filter that
// is made of others asks its parts.

namespace vidimus::detail {

template <class Filter>
inline constexpr bool expects_name = false;
template <class Filter>
  requires requires { Filter::expects_name; }
inline constexpr bool expects_name<Filter> = Filter::expects_name;

/// Why `name` is none that the filter can compare with; nothing where it can, and of a filter that expects none.
template <class Filter>
[[nodiscard]] auto check_expected(std::string_view name) -> std::optional<Failure> {
  if constexpr (expects_name<Filter>) {
    return Filter::check_expected(name);
  } else {
    return std::nullopt;
  }
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/expected_name.hpp

// ---- vidimus/peer_name/any_peer_name_filter.hpp
#ifndef VIDIMUS_SINGLE_peer_name_any_peer_name_filter_hpp
#define VIDIMUS_SINGLE_peer_name_any_peer_name_filter_hpp
// A peer-name filter whose kind is settled at run time, where a configuration file decides. When to use: then alone; a filter
// in the type costs no call through a table, and the type says what is accepted.
//
//   AnyPeerNameFilter filter{*DnsId<dynamic>::parse(text)};

namespace vidimus {

/// Immutable and never empty; copies share the filter.
class AnyPeerNameFilter {
 public:
  using role = vidimus::role::peer_name_filter;

  template <class Filter>
    requires(!std::same_as<std::remove_cvref_t<Filter>, AnyPeerNameFilter> &&
             PeerNameFilter<std::remove_cvref_t<Filter>>)
  explicit AnyPeerNameFilter(Filter&& filter)
      : filter_{std::make_shared<Held<std::remove_cvref_t<Filter>> const>(std::forward<Filter>(filter))} {
    static_assert(!detail::expects_name<std::remove_cvref_t<Filter>>,
                  "vidimus: the type of this channel would not say that a name has to be given for each connection; "
                  "let the PeerNameFilter be or contain vidimus::ExpectedDnsId itself");
  }

  /// Errors: those of the filter. Callable from several threads.
  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict { return filter_->accepts(peer); }
  [[nodiscard]] auto describe() const -> std::string { return filter_->describe(); }

 private:
  struct Interface {
    Interface() = default;
    Interface(Interface const&) = delete;
    auto operator=(Interface const&) -> Interface& = delete;
    virtual ~Interface() = default;
    [[nodiscard]] virtual auto accepts(EndEntity const& peer) const -> Verdict = 0;
    [[nodiscard]] virtual auto describe() const -> std::string = 0;
  };
  template <class Filter>
  struct Held final : Interface {
    explicit Held(Filter filter) : held{std::move(filter)} {}
    [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict override { return held.accepts(peer); }
    [[nodiscard]] auto describe() const -> std::string override {
      return detail::description_of(held, "a peer-name filter");
    }
    Filter held;
  };

  std::shared_ptr<Interface const> filter_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/any_peer_name_filter.hpp

// ---- vidimus/peer_name/letter_case.hpp
#ifndef VIDIMUS_SINGLE_peer_name_letter_case_hpp
#define VIDIMUS_SINGLE_peer_name_letter_case_hpp
// The case of ASCII letters, whatever the program's locale.

namespace vidimus::detail {

constexpr auto upper(char c) -> char { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
constexpr auto lower(char c) -> char { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Whether `lower_case` is `text` in small letters.
constexpr auto is_lower_case_of(std::string_view lower_case, std::string_view text) -> bool {
  if (lower_case.size() != text.size()) return false;
  for (std::size_t i = 0; i != lower_case.size(); ++i)
    if (lower(text[i]) != lower_case[i]) return false;
  return true;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/letter_case.hpp

// ---- vidimus/peer_name/attribute_key.hpp
#ifndef VIDIMUS_SINGLE_peer_name_attribute_key_hpp
#define VIDIMUS_SINGLE_peer_name_attribute_key_hpp
// The attributes that SSLPEER and SSLCERTI can filter (IBM MQ, "Distinguished Names"), with their aliases. A certificate's
// name may hold others; no filter can name those.

namespace vidimus {

/// In MQ's order of specificity, the most specific first (IBM MQ, "Channel authentication records").
enum class AttributeKey : unsigned char {
  serial_number,  ///< of the certificate, not the X.520 attribute of that name
  mail,
  uid,
  cn,
  t,
  ou,
  dc,
  o,
  street,
  l,
  st,
  pc,
  c,
  unstructured_name,
  unstructured_address,
  dnq,
};

namespace detail {

struct AttributeKeyName {
  std::string_view name;
  AttributeKey key;
};

/// The name to print comes first, aliases behind it.
inline constexpr std::array<AttributeKeyName, 20> attribute_key_names{{
    {"SERIALNUMBER", AttributeKey::serial_number},
    {"MAIL", AttributeKey::mail},
    {"E", AttributeKey::mail},
    {"UID", AttributeKey::uid},
    {"USERID", AttributeKey::uid},
    {"CN", AttributeKey::cn},
    {"T", AttributeKey::t},
    {"OU", AttributeKey::ou},
    {"DC", AttributeKey::dc},
    {"O", AttributeKey::o},
    {"STREET", AttributeKey::street},
    {"L", AttributeKey::l},
    {"ST", AttributeKey::st},
    {"SP", AttributeKey::st},
    {"S", AttributeKey::st},
    {"PC", AttributeKey::pc},
    {"C", AttributeKey::c},
    {"UNSTRUCTUREDNAME", AttributeKey::unstructured_name},
    {"UNSTRUCTUREDADDRESS", AttributeKey::unstructured_address},
    {"DNQ", AttributeKey::dnq},
}};

/// Letter case counts: MQ's keys are upper case.
constexpr auto attribute_key(std::string_view name) -> std::optional<AttributeKey> {
  for (auto const& row : attribute_key_names)
    if (row.name == name) return row.key;
  return std::nullopt;
}

/// For a better message about a key in lower case.
constexpr auto resembles_attribute_key(std::string_view name) -> bool {
  for (auto const& row : attribute_key_names) {
    bool is_same = row.name.size() == name.size();
    for (std::size_t i = 0; is_same && i != name.size(); ++i) is_same = row.name[i] == upper(name[i]);
    if (is_same) return true;
  }
  return false;
}

}  // namespace detail

/// The key as a filter writes it.
[[nodiscard]] constexpr auto name_of(AttributeKey key) -> std::string_view {
  for (auto const& row : detail::attribute_key_names)
    if (row.key == key) return row.name;
  return {};
}

/// Whether a name may have it several times, as levels of a hierarchy; of the others at most one.
[[nodiscard]] constexpr auto is_ordered(AttributeKey key) -> bool {
  return key == AttributeKey::ou || key == AttributeKey::dc;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/attribute_key.hpp

// ---- vidimus/peer_name/attribute_oid.hpp
#ifndef VIDIMUS_SINGLE_peer_name_attribute_oid_hpp
#define VIDIMUS_SINGLE_peer_name_attribute_oid_hpp
// Which attributes of a distinguished name a filter's key stands for (RFC 4519, 2; PKCS #9: RFC 2985, 5). MQ's documentation
// gives no object identifiers; MAIL is taken to be either of the two that hold an e-mail address.

namespace vidimus::detail {

/// rfc822Mailbox (RFC 4524, 2.16), the other attribute for an e-mail address.
inline constexpr auto rfc822_mailbox = der::make_oid<"0.9.2342.19200300.100.1.3">();

struct AttributeOid {
  der::Oid oid;
  AttributeKey key;
};

inline constexpr std::array<AttributeOid, 16> attribute_oids{{
    {oid::common_name, AttributeKey::cn},
    {oid::organizational_unit_name, AttributeKey::ou},
    {oid::organization_name, AttributeKey::o},
    {oid::country_name, AttributeKey::c},
    {oid::locality_name, AttributeKey::l},
    {oid::state_or_province_name, AttributeKey::st},
    {oid::street_address, AttributeKey::street},
    {oid::title, AttributeKey::t},
    {oid::postal_code, AttributeKey::pc},
    {oid::dn_qualifier, AttributeKey::dnq},
    {oid::user_id, AttributeKey::uid},
    {oid::domain_component, AttributeKey::dc},
    {oid::email_address, AttributeKey::mail},
    {rfc822_mailbox, AttributeKey::mail},
    {oid::unstructured_name, AttributeKey::unstructured_name},
    {oid::unstructured_address, AttributeKey::unstructured_address},
}};

/// The key that can filter an attribute of this type; empty if none can.
[[nodiscard]] constexpr auto attribute_key(der::Oid type) -> std::optional<AttributeKey> {
  for (auto const& row : attribute_oids)
    if (row.oid == type) return row.key;
  return std::nullopt;
}

/// Whether `Key` can filter an attribute of this type: compared with the identifiers of the key, which are constants.
template <AttributeKey Key>
[[nodiscard, gnu::always_inline]] constexpr auto is_attribute_of(der::Oid type) -> bool {
  auto const is = [type](AttributeOid const& row) {
    return row.key == Key && same_bytes(row.oid.contents(), type.contents());
  };
  return [is]<std::size_t... Row>(std::index_sequence<Row...>) {
    return (is(attribute_oids[Row]) || ...);
  }(std::make_index_sequence<attribute_oids.size()>{});
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/attribute_oid.hpp

// ---- vidimus/peer_name/audited.hpp
#ifndef VIDIMUS_SINGLE_peer_name_audited_hpp
#define VIDIMUS_SINGLE_peer_name_audited_hpp
// danger::Audited<Filter>: asks a filter and does not obey it. Whom it would refuse is let in, and the report warns.
//
//   AllOf<DnsId<"qm1.acme.example">, danger::Audited<SpkiPins<"sha256/…", "sha256/…">>>
//
// When to use: before a new filter is enforced, to see in the reports whom it would turn away.

namespace vidimus::danger {

/// A peer-name filter that accepts everybody. Alone it is as good as `danger::AnyPeerName`.
template <PeerNameFilter Filter>
class Audited {
 public:
  using role = vidimus::role::peer_name_filter;
  static constexpr bool expects_name = vidimus::detail::expects_name<Filter>;

  constexpr Audited()
    requires std::default_initializable<Filter>
  = default;
  explicit constexpr Audited(Filter filter) : filter_{std::move(filter)} {}

  /// Accepted always; the finding of a refusal becomes a warning. Callable from several threads.
  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    auto verdict = filter_.accepts(peer);
    if (verdict.is_accepted()) return verdict;
    return Verdict::accepted("nobody is refused").warned(verdict.finding()).warned_as(verdict);
  }
  /// `audit of public key sha256/…`.
  [[nodiscard]] auto describe() const -> std::string {
    return "audit of " + vidimus::detail::description_of(filter_, "a filter of the program");
  }

  static auto check_expected(std::string_view name) -> std::optional<Failure> {
    return vidimus::detail::check_expected<Filter>(name);
  }

 private:
  [[no_unique_address]] Filter filter_;
};
// without it, Audited{Audited{filter}} would be a copy of the inner one
template <class Filter>
Audited(Audited<Filter>) -> Audited<Audited<Filter>>;

}  // namespace vidimus::danger
#endif
// ---- end of vidimus/peer_name/audited.hpp

// ---- vidimus/peer_name/printable.hpp
#ifndef VIDIMUS_SINGLE_peer_name_printable_hpp
#define VIDIMUS_SINGLE_peer_name_printable_hpp
// Text that a person can read without being led astray: well-formed UTF-8 without control characters, invisible ones and
// those that turn the direction of writing. Filters must be such text; what is not is escaped in reports.

namespace vidimus::detail {

constexpr auto utf8_reader(std::string_view text) -> der::TextReader {
  return der::TextReader{der::Tag::utf8_string, std::span{text.data(), text.size()}};
}

constexpr auto utf8_size(char32_t character) -> std::size_t {
  return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
}

/// Where a text stops being printable, in octets; empty if nowhere.
constexpr auto first_unprintable(std::string_view text) -> std::optional<std::size_t> {
  auto characters = utf8_reader(text);
  std::size_t at = 0;
  while (auto const character = characters.next()) {
    if (is_unprintable(*character)) return at;
    at += utf8_size(*character);
  }
  return characters.failed() ? std::optional{at} : std::nullopt;
}

/// About as many octets of one text are shown.
inline constexpr std::size_t longest_shown = 256;

/// The text with octets of what is not printable as `\0A`; what is too long ends in `…`.
[[nodiscard]] inline auto printable(std::string_view text) -> std::string {
  std::string shown;
  auto characters = utf8_reader(text);
  std::size_t at = 0;
  while (auto const character = characters.next()) {
    if (shown.size() >= longest_shown) return shown + "…";
    append_escaped(shown, *character, {});
    at += utf8_size(*character);
  }
  if (characters.failed()) shown += escaped_ascii(bytes_of(text.substr(at)), longest_shown);
  return shown;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/printable.hpp

// ---- vidimus/peer_name/serial_text.hpp
#ifndef VIDIMUS_SINGLE_peer_name_serial_text_hpp
#define VIDIMUS_SINGLE_peer_name_serial_text_hpp
// Serial numbers as people write them: hexadecimal octets, all of them apart by colons or none.

namespace vidimus {

/// What can be wrong with a serial number. The compiler prints the name; `text_of` has the words.
enum class SerialMistake : unsigned char {
  none,
  empty,
  character_not_allowed,
  odd_digits,
  colon_misplaced,
  zero,
  too_long
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(SerialMistake mistake) -> std::string_view {
  switch (mistake) {
    case SerialMistake::none: return "no mistake";
    case SerialMistake::empty: return "no digits";
    case SerialMistake::character_not_allowed: return "a character that is neither a hexadecimal digit nor a colon";
    case SerialMistake::odd_digits: return "an octet of one digit only";
    case SerialMistake::colon_misplaced: return "a colon that is not between two octets, or missing between them";
    case SerialMistake::zero: return "zero, which no certificate may have";
    case SerialMistake::too_long: return "more than 20 octets";
  }
  return {};
}

namespace detail {

/// RFC 5280, 4.1.2.2: "Conforming CAs MUST NOT use serialNumber values longer than 20 octets."
inline constexpr std::size_t longest_serial = 20;

/// A serial number's magnitude without leading zeros, or why a text is none.
struct SerialText {
  std::array<std::byte, longest_serial> octets{};
  std::size_t size = 0;
  SerialMistake mistake = SerialMistake::none;
  std::size_t offset = 0;

  [[nodiscard]] constexpr auto view() const -> ByteView { return ByteView{octets}.first(size); }
  constexpr auto fail(SerialMistake why, std::size_t at) -> SerialText& {
    mistake = why;
    offset = at;
    return *this;
  }
};

/// The value of a hexadecimal digit; 16: it is none.
constexpr auto serial_digit(char c) -> unsigned {
  constexpr std::string_view small_letters = "0123456789abcdef", capital_letters = "0123456789ABCDEF";
  return static_cast<unsigned>((std::min)({small_letters.find(c), capital_letters.find(c), std::size_t{16}}));
}

/// The octet at the start of `rest`, which is not empty.
constexpr auto mistake_in_serial_octet(std::string_view rest) -> SerialMistake {
  if (rest[0] == ':') return SerialMistake::colon_misplaced;
  if (serial_digit(rest[0]) == 16) return SerialMistake::character_not_allowed;
  if (rest.size() == 1 || rest[1] == ':') return SerialMistake::odd_digits;
  return serial_digit(rest[1]) == 16 ? SerialMistake::character_not_allowed : SerialMistake::none;
}

/// What stands between the octet that ended and the next: `rest` begins there and is not empty.
constexpr auto mistake_in_serial_joint(std::string_view rest, bool has_colons) -> SerialMistake {
  if (!has_colons) return SerialMistake::none;
  bool const is_foreign = rest[0] != ':' && serial_digit(rest[0]) == 16;
  if (is_foreign) return SerialMistake::character_not_allowed;
  return rest[0] != ':' || rest.size() == 1 ? SerialMistake::colon_misplaced : SerialMistake::none;
}

constexpr auto read_serial(std::string_view text) -> SerialText {
  SerialText serial;
  if (text.empty()) return serial.fail(SerialMistake::empty, 0);
  bool const has_colons = text.find(':') != text.npos;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    if (i != 0) {
      if (auto const mistake = mistake_in_serial_joint(text.substr(i), has_colons); mistake != SerialMistake::none)
        return serial.fail(mistake, i);
      i += has_colons ? 1 : 0;
    }
    if (auto const mistake = mistake_in_serial_octet(text.substr(i)); mistake != SerialMistake::none) {
      bool const is_second = mistake == SerialMistake::character_not_allowed && serial_digit(text[i]) != 16;
      return serial.fail(mistake, i + (is_second ? 1 : 0));
    }
    auto const octet = static_cast<std::byte>(serial_digit(text[i]) * 16 + serial_digit(text[i + 1]));
    if (serial.size == 0 && octet == std::byte{0}) continue;
    if (serial.size == longest_serial) return serial.fail(SerialMistake::too_long, i);
    serial.octets[serial.size++] = octet;
  }
  return serial.size == 0 ? serial.fail(SerialMistake::zero, 0) : serial;
}

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/serial_text.hpp

// ---- vidimus/peer_name/certificate_serial.hpp
#ifndef VIDIMUS_SINGLE_peer_name_certificate_serial_hpp
#define VIDIMUS_SINGLE_peer_name_certificate_serial_hpp
// CertificateSerial<"53:B1:37:A1">: the peer's certificate has this serial number. The compiler checks the digits.
//
// When to use: one certificate and no successor of it is meant. Together with SslCertIssuer (`AllOf`), since a serial number
// is unique for its issuer only; alone it accepts the same number from every CA that is trusted.
// Guaranteed: all octets are compared; leading zeros make no difference, and a negative number is never accepted.

namespace vidimus {

namespace detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString Serial, class Position, SerialMistake Mistake>
struct certificate_serial_error {
  static constexpr bool is_a_serial_number = Mistake == SerialMistake::none;
};

template <class Error>
consteval auto explain_certificate_serial() {
  static_assert(
      Error::is_a_serial_number,
      "vidimus: CertificateSerial takes one serial number of at most 20 hexadecimal octets, such as 53:B1:37:A1; "
      "At<> shows the offset and SerialMistake the reason");
}

template <FixedString Serial>
struct CheckedSerial {
  static constexpr SerialText read = read_serial(Serial.view());
  using Error = certificate_serial_error<Serial, At<read.offset>, read.mistake>;
};

/// RFC 5280, 4.1.2.2. `magnitude` has no leading zeros and is not empty.
[[nodiscard]] constexpr auto is_serial(SerialNumber presented, ByteView magnitude) -> bool {
  auto const contents = presented.contents();
  bool const has_sign_octet = contents.size() > 1 && contents[0] == std::byte{0};
  return !presented.is_negative() && same_bytes(contents.subspan(has_sign_octet ? 1 : 0), magnitude);
}

[[nodiscard]] inline auto serial_text(ByteView magnitude) -> std::string {
  return "serial number " + vidimus::to_hex(magnitude, ":");
}

/// Errors: `peer_name_mismatch` with both numbers.
[[nodiscard]] inline auto judge_serial(Certificate const& certificate, ByteView magnitude) -> Verdict {
  auto presented = "serial number " + certificate.serial_number().to_hex(":");
  if (is_serial(certificate.serial_number(), magnitude)) return Verdict::accepted(std::move(presented));
  Finding finding{Errc::peer_name_mismatch, Mismatch{serial_text(magnitude), {std::move(presented)}}};
  return Verdict::refused(std::move(finding).about(0, certificate.subject().to_text()));
}

}  // namespace detail

/// A peer-name filter that accepts certificates with one serial number. Use it together with `SslCertIssuer`: serial numbers
/// are unique for one issuer only. Empty type.
template <FixedString Serial>
class CertificateSerial {
  using Checked = detail::CheckedSerial<Serial>;
  using Explained = decltype(detail::explain_certificate_serial<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_mismatch` with the number that is presented. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_serial(peer.certificate, Checked::read.view());
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::is_serial(peer.certificate.serial_number(), Checked::read.view());
  }
  /// `serial number 53:B1:37:A1`.
  [[nodiscard]] static auto describe() -> std::string { return detail::serial_text(Checked::read.view()); }
};

/// The same, with a serial number that is known at run time.
template <>
class CertificateSerial<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Hexadecimal octets, all of them apart by colons or none, in either case. Errors: `certificate_serial_malformed` with the
  /// reason and its offset.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<CertificateSerial> {
    auto const read = detail::read_serial(text);
    if (read.mistake == SerialMistake::none) return CertificateSerial{read};
    Malformed detail{std::string{text_of(read.mistake)}, read.offset, Errc::certificate_serial_malformed};
    return refuse(Finding{Errc::certificate_serial_malformed, std::move(detail), {}, detail::printable(text)});
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_serial(peer.certificate, reference_.view());
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::is_serial(peer.certificate.serial_number(), reference_.view());
  }
  [[nodiscard]] auto describe() const -> std::string { return detail::serial_text(reference_.view()); }

 private:
  explicit CertificateSerial(detail::SerialText const& serial) : reference_{serial} {}

  detail::SerialText reference_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/certificate_serial.hpp

// ---- vidimus/peer_name/compose.hpp
#ifndef VIDIMUS_SINGLE_peer_name_compose_hpp
#define VIDIMUS_SINGLE_peer_name_compose_hpp
// AllOf, AnyOf and Not of peer-name filters.
//
//   AllOf  every part must accept; the first that refuses decides, and its finding is the finding.
//   AnyOf  one part must accept; else the finding holds what each part found. Its code is peer_name_mismatch only if every
//          part found a mismatch; else it is the first other code.
//   Not    accepts exactly where its part found `peer_name_mismatch`: the name is there, it could be compared, and it is
//          another one. A name that is absent or ambiguous, a refusal of any other kind and an acceptance are all refused,
//          so Not never turns "could not tell" into "accepted", through AllOf and AnyOf neither.
//          A subject that lacks the attribute is another name: Not<SslPeer<"OU=Contractors">> accepts it.
//
// Parts that are empty take no bytes.

namespace vidimus {

namespace detail {

inline constexpr std::string_view nameless_filter = "a filter of the program";

/// Whether it decides without words too.
template <class P>
concept DecidesSilently = requires(P const& filter, EndEntity const& peer) {
  { filter.matches(peer) } -> std::same_as<bool>;
};

/// Filters side by side, and their descriptions with a word between.
template <class... Ps>
class NameFilters {
 public:
  static constexpr bool expects_name = (detail::expects_name<Ps> || ...);

  constexpr NameFilters()
    requires(std::default_initializable<Ps> && ...)
  = default;
  explicit constexpr NameFilters(Ps... filters) : slots_{std::in_place, std::move(filters)...} {}

 protected:
  /// Calls `visit` with each filter in order until it says that it has seen enough.
  template <class Visit>
  void visit_until(Visit visit) const {
    [&]<std::size_t... Indices>(std::index_sequence<Indices...>) {
      (void)(visit(slot<Indices>(slots_)) || ...);
    }(std::index_sequence_for<Ps...>{});
  }

  [[nodiscard]] auto joined(std::string const& word) const -> std::string {
    std::string text;
    visit_until([&](auto const& filter) {
      text += (text.empty() ? "" : word) + description_of(filter, nameless_filter);
      return false;
    });
    return '(' + text + ')';
  }

 private:
  [[no_unique_address]] Slots<Ps...> slots_;
};

}  // namespace detail

/// Accepted by every part.
template <PeerNameFilter First, PeerNameFilter... Rest>
class AllOf<First, Rest...> : detail::NameFilters<First, Rest...> {
 public:
  using role = vidimus::role::peer_name_filter;
  using detail::NameFilters<First, Rest...>::NameFilters;
  using detail::NameFilters<First, Rest...>::expects_name;

  /// Errors: those of the first part that refuses.
  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    std::optional<Verdict> refusal;
    auto parts = Verdict::accepted();
    std::string because;
    this->visit_until([&](auto const& filter) {
      auto verdict = filter.accepts(peer);
      parts = std::move(parts).warned_as(verdict);
      if (!verdict.is_accepted()) return refusal.emplace(Verdict::refused(verdict.finding())), true;
      because += (because.empty() ? "" : ", ") + verdict.because();
      return false;
    });
    return (refusal ? *std::move(refusal) : Verdict::accepted(std::move(because))).warned_as(parts);
  }
  /// Whether `accepts` would accept, where each part can say so.
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool
    requires(detail::DecidesSilently<First> && ... && detail::DecidesSilently<Rest>)
  {
    bool is_match = true;
    this->visit_until([&](auto const& filter) { return !(is_match = filter.matches(peer)); });
    return is_match;
  }
  static auto check_expected(std::string_view name) -> std::optional<Failure> {
    auto failure = detail::check_expected<First>(name);
    (void)(failure || ... || (failure = detail::check_expected<Rest>(name)));
    return failure;
  }
  /// `(SSLPEER O=Acme and DNS-ID qm1.acme.example)`.
  [[nodiscard]] auto describe() const -> std::string { return this->joined(" and "); }
};

/// Accepted by one part or more.
template <PeerNameFilter First, PeerNameFilter... Rest>
class AnyOf<First, Rest...> : detail::NameFilters<First, Rest...> {
 public:
  using role = vidimus::role::peer_name_filter;
  using detail::NameFilters<First, Rest...>::NameFilters;
  using detail::NameFilters<First, Rest...>::expects_name;

  /// Errors: `peer_name_mismatch` or the first other code, with the explanation of each part's refusal.
  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    std::optional<Verdict> acceptance;
    std::optional<Finding> refusal;
    std::vector<std::string> explanations;
    this->visit_until([&](auto const& filter) {
      auto verdict = filter.accepts(peer);
      if (verdict.is_accepted()) return acceptance.emplace(std::move(verdict)), true;
      explanations.push_back(explain(verdict.finding()));
      if (!refusal || refusal->code == Errc::peer_name_mismatch) refusal = verdict.finding();
      return false;
    });
    if (acceptance) return *std::move(acceptance);
    refusal->detail = Mismatch{describe(), std::move(explanations)};
    return Verdict::refused(*std::move(refusal));
  }
  /// Whether `accepts` would accept, where each part can say so.
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool
    requires(detail::DecidesSilently<First> && ... && detail::DecidesSilently<Rest>)
  {
    bool is_match = false;
    this->visit_until([&](auto const& filter) { return is_match = filter.matches(peer); });
    return is_match;
  }
  /// One part that can use the name is enough.
  static auto check_expected(std::string_view name) -> std::optional<Failure> {
    std::optional<Failure> failure;
    (void)((detail::expects_name<First> && !(failure = detail::check_expected<First>(name))) || ... ||
           (detail::expects_name<Rest> && !(failure = detail::check_expected<Rest>(name))));
    return failure;
  }
  [[nodiscard]] auto describe() const -> std::string { return this->joined(" or "); }
};

/// Accepted where the part finds that the name is another one. See the semantics above.
template <class Part>
class Not {
 public:
  using role = vidimus::role::peer_name_filter;
  constexpr Not() = default;
  explicit constexpr Not(Part part) : part_{std::move(part)} {}

  /// Errors: `peer_name_mismatch` where the part accepts; else those of the part.
  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    auto const verdict = part_.accepts(peer);
    if (verdict.is_accepted()) {
      auto because =
          verdict.because().empty() ? detail::description_of(part_, detail::nameless_filter) : verdict.because();
      Finding finding{Errc::peer_name_mismatch, Mismatch{describe(), {std::move(because)}}};
      return Verdict::refused(std::move(finding).about(0, peer.certificate.subject().to_text()));
    }
    return verdict.finding().code == Errc::peer_name_mismatch ? Verdict::accepted(describe()) : verdict;
  }
  static constexpr bool expects_name = detail::expects_name<Part>;
  static auto check_expected(std::string_view name) -> std::optional<Failure> {
    return detail::check_expected<Part>(name);
  }
  [[nodiscard]] auto describe() const -> std::string {
    return "not " + detail::description_of(part_, detail::nameless_filter);
  }

 private:
  [[no_unique_address]] Part part_;
  static constexpr bool is_of_a_filter = PeerNameFilter<Part>;
  static_assert(is_of_a_filter,
                "vidimus: Not turns round a PeerNameFilter and nothing else; for example vidimus::Not<vidimus::SslPeer<"
                "\"OU=Contractors\">>");
};
// without it, Not{Not{filter}} would be a copy of the inner one
template <class Part>
Not(Not<Part>) -> Not<Not<Part>>;

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/compose.hpp

// ---- vidimus/peer_name/dn_filter_mistake.hpp
#ifndef VIDIMUS_SINGLE_peer_name_dn_filter_mistake_hpp
#define VIDIMUS_SINGLE_peer_name_dn_filter_mistake_hpp
// What can be wrong with the text of an SSLPEER or SSLCERTI.

namespace vidimus {

/// What can be wrong with a filter. The compiler prints the name; `text_of` has the words.
enum class DnFilterMistake : unsigned char {
  none,
  blank,
  too_long,
  character_unprintable,
  key_expected,
  key_unknown,
  key_not_upper_case,
  space_before_equals,
  value_empty,
  equals_unquoted,
  quote_unclosed,
  text_after_quote,
  attribute_repeated,
  serial_number_malformed,
  serial_number_of_issuer,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(DnFilterMistake mistake) -> std::string_view {
  switch (mistake) {
    case DnFilterMistake::none: return "no mistake";
    case DnFilterMistake::blank: return "a blank filter would accept everybody";
    case DnFilterMistake::too_long: return "more than 1024 octets";
    case DnFilterMistake::character_unprintable: return "a control character, or not UTF-8";
    case DnFilterMistake::key_expected: return "KEY=value expected";
    case DnFilterMistake::key_unknown: return "unknown attribute type";
    case DnFilterMistake::key_not_upper_case: return "attribute types are written in upper case";
    case DnFilterMistake::space_before_equals: return "no space may stand before =";
    case DnFilterMistake::value_empty: return "empty value";
    case DnFilterMistake::equals_unquoted: return "a value that contains = is written in quotes";
    case DnFilterMistake::quote_unclosed: return "unclosed quote";
    case DnFilterMistake::text_after_quote: return "text after the closing quote";
    case DnFilterMistake::attribute_repeated: return "only OU and DC may be repeated";
    case DnFilterMistake::serial_number_malformed:
      return "a serial number is octets in hexadecimal with colons between and no leading 00";
    case DnFilterMistake::serial_number_of_issuer: return "an issuer has no serial number to filter";
  }
  return {};
}

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/dn_filter_mistake.hpp

// ---- vidimus/peer_name/folded_text.hpp
#ifndef VIDIMUS_SINGLE_peer_name_folded_text_hpp
#define VIDIMUS_SINGLE_peer_name_folded_text_hpp
// Values of distinguished names in the form in which they are compared (RFC 5280, 7.1; RFC 4518, 2.2): without letter case and
// characters that mean nothing. White space is folded too, or counts, where a filter's quotes say so. A filter's literals
// and a name's values go through the same function, so that they meet in one form.

namespace vidimus::detail {

/// Folded: a run of white space is one space. Exact: each is a space.
enum class Spaces : unsigned char { folded, exact };

/// Whether folded spaces at an end are dropped, as at the ends of a value, or kept, as beside a wildcard.
enum class Edge : unsigned char { trimmed, kept };

/// Passes the octets of a character's UTF-8 form on.
template <class Put>
constexpr void put_utf8(char32_t character, Put& put) {
  auto const put_octet = [&put](char32_t octet) { put(static_cast<char>(static_cast<unsigned char>(octet))); };
  auto const put_low = [&](unsigned shift) { put_octet(0x80U | (character >> shift & 0x3fU)); };
  if (character < 0x80) return put_octet(character);
  if (character < 0x800) return put_octet(0xc0U | character >> 6U), put_low(0);
  if (character < 0x10000) return put_octet(0xe0U | character >> 12U), put_low(6), put_low(0);
  put_octet(0xf0U | character >> 18U), put_low(12), put_low(6), put_low(0);
}

/// Folds what a reader of characters reads. Whether it failed stands in the reader.
template <class Reader, class Put>
constexpr void fold_text(Reader& characters, Spaces spaces, Edge start, Edge end, Put put) {
  bool is_pending = false, has_started = false;
  while (auto const character = characters.next()) {
    if (is_folded_to_nothing(*character)) continue;
    if (is_folded_to_space(*character)) {
      if (spaces == Spaces::exact) put(' ');
      is_pending = spaces == Spaces::folded;
      continue;
    }
    if (is_pending && (has_started || start == Edge::kept)) put(' ');
    is_pending = false;
    has_started = true;
    for (char32_t const folded : fold_case(*character))
      if (folded != 0) put_utf8(folded, put);
  }
  if (is_pending && end == Edge::kept && (has_started || start == Edge::kept)) put(' ');
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/folded_text.hpp

// ---- vidimus/peer_name/dn_grammar.hpp
#ifndef VIDIMUS_SINGLE_peer_name_dn_grammar_hpp
#define VIDIMUS_SINGLE_peer_name_dn_grammar_hpp
// The grammar of IBM MQ's SSLPEER and SSLCERTI (IBM MQ, "Rules for SSLPEER values"). One constexpr reader serves the compiler
// and configuration files; it writes what it reads into a sink.
//
//   filter = attribute *( ( "," / ";" ) attribute )     spaces around separators are ignored
//   attribute = KEY "=" value                           no space before "="; keys are upper case; see attribute_key.hpp
//   value  = bare / DQUOTE quoted DQUOTE                bare: spaces at its ends are ignored, and it has no "="; quoted:
//                                                       spaces count, and "," ";" "=" are characters like any other
//   "*" at the start or the end of a value (within its quotes) stands for any characters, or none; elsewhere it is a
//   character. "\*" at the start or the end is an asterisk. A backslash elsewhere is a character.
//
// Only OU and DC may occur more than once. A blank filter is refused here: `danger` has the one that accepts everybody.

namespace vidimus::detail {

/// IBM MQ's limit of an SSLPEER.
inline constexpr std::size_t longest_dn_filter = 1024;

/// Whose name is filtered: SSLPEER or SSLCERTI.
enum class DnOf : unsigned char { subject, issuer };

/// Whether a value's ends may be followed, or preceded, by any characters.
struct OpenEnds {
  bool start = false;
  bool end = false;
};

/// One attribute of a filter. Positions and sizes are in octets.
struct DnFilterPart {
  AttributeKey key{};
  std::uint16_t text_at = 0, text_size = 0;        ///< `OU=Payments` in the filter's text
  std::uint16_t literal_at = 0, literal_size = 0;  ///< its value, folded, among the sink's literals
  OpenEnds open{};
  Spaces spaces = Spaces::folded;  ///< exact: the value was quoted
  bool is_plain = false;           ///< the literal is ASCII, in words with one space between
  std::uint16_t place = 0;         ///< of an ordered key: the position from the highest level; else 0
};

struct DnFilterError {
  DnFilterMistake mistake = DnFilterMistake::none;
  std::size_t offset = 0;
};

/// The outer and the inner text of a value: with the quotes and spaces that belong to the grammar, and without them.
struct DnFilterValue {
  std::size_t at = 0, size = 0;
  bool is_quoted = false;
};

/// Of such a text folding leaves everything but the case of letters.
constexpr auto is_plain(std::string_view text) -> bool {
  char before = ' ';
  for (char const c : text) {
    if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) return false;
    before = c;
  }
  return text.empty() || before != ' ';
}

constexpr auto is_separator(char c) -> bool { return c == ',' || c == ';'; }

constexpr auto is_hex_digit(char c) -> bool {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/// `05:A1`: octets of two digits, and no leading zero octet (X.690, 8.3.2; a sign octet is not shown). With an open end also
/// a beginning, an end or a piece of one. What no certificate has is refused, since `Not` of it would accept everybody.
constexpr auto is_serial_number(std::string_view literal, OpenEnds open) -> bool {
  auto const fits = [&](std::size_t first) {
    for (std::size_t i = 0; i != literal.size(); ++i)
      if ((first + i) % 3 == 2 ? literal[i] != ':' : !is_hex_digit(literal[i])) return false;
    return true;
  };
  if (!open.start) return fits(0) && !literal.starts_with("00:") && (open.end || literal.size() % 3 == 2);
  if (open.end) return fits(0) || fits(1) || fits(2);
  return fits((3 - (literal.size() + 1) % 3) % 3);
}

/// Reads a filter from its text into a sink, which has `put(char)`, `literals() -> string_view`, `add(DnFilterPart)` and
/// `parts() -> span<DnFilterPart>`.
template <class Sink>
class DnFilterReader {
 public:
  constexpr DnFilterReader(std::string_view text, DnOf whose, Sink& sink) : text_{text}, whose_{whose}, sink_{sink} {}

  /// Stops at the first mistake.
  constexpr auto read() -> DnFilterError {
    if (text_.size() > longest_dn_filter) return {DnFilterMistake::too_long, longest_dn_filter};
    if (auto const bad = first_unprintable(text_)) return {DnFilterMistake::character_unprintable, *bad};
    skip_spaces();
    if (at_ == text_.size()) return {DnFilterMistake::blank, 0};
    for (;;) {
      read_attribute();
      if (error_.mistake != DnFilterMistake::none) return error_;
      if (at_ == text_.size()) break;
      ++at_;
      skip_spaces();
    }
    number_places();
    return {};
  }

 private:
  [[nodiscard]] constexpr auto is_at_end_of_attribute() const -> bool {
    return at_ == text_.size() || is_separator(text_[at_]);
  }
  constexpr void skip_spaces() {
    while (at_ != text_.size() && text_[at_] == ' ') ++at_;
  }
  constexpr void mistake(DnFilterMistake what, std::size_t where) {
    if (error_.mistake == DnFilterMistake::none) error_ = {what, where};
  }

  constexpr void read_attribute() {
    DnFilterPart part;
    auto const start = at_;
    if (auto const key = read_key()) {
      part.key = *key;
      check_key(part.key, start);
      auto const value = read_value();
      auto const end = value.at + value.size + (value.is_quoted ? 1U : 0U);
      part.text_at = static_cast<std::uint16_t>(start);
      part.text_size = static_cast<std::uint16_t>(end - start);
      write_literal(part, value);
      if (error_.mistake == DnFilterMistake::none) sink_.add(part);
    }
  }

  // Leaves at_ behind the "=".
  constexpr auto read_key() -> std::optional<AttributeKey> {
    auto const start = at_;
    while (!is_at_end_of_attribute() && text_[at_] != '=') ++at_;
    auto const written = text_.substr(start, at_ - start);
    if (is_at_end_of_attribute() || written.empty()) return mistake(DnFilterMistake::key_expected, start), std::nullopt;
    ++at_;
    auto const key = attribute_key(written);
    if (!key) explain_key(written, start);
    return key;
  }

  // What is in front of a "=" and is no key: a key in lower case, a key and a space, or something else.
  constexpr void explain_key(std::string_view written, std::size_t start) {
    auto const word = written.substr(0, written.find(' '));
    bool const is_near = resembles_attribute_key(word);
    if (is_near && word == written) return mistake(DnFilterMistake::key_not_upper_case, start);
    bool const has_only_spaces_behind = written.find_last_not_of(' ') + 1 == word.size();
    if (is_near && has_only_spaces_behind) return mistake(DnFilterMistake::space_before_equals, start + word.size());
    mistake(DnFilterMistake::key_unknown, start);
  }

  constexpr void check_key(AttributeKey key, std::size_t start) {
    if (key == AttributeKey::serial_number && whose_ == DnOf::issuer)
      return mistake(DnFilterMistake::serial_number_of_issuer, start);
    if (is_ordered(key)) return;
    for (auto const& earlier : sink_.parts())
      if (earlier.key == key) return mistake(DnFilterMistake::attribute_repeated, start);
  }

  // Leaves at_ at the separator or the end.
  constexpr auto read_value() -> DnFilterValue {
    skip_spaces();
    return at_ != text_.size() && text_[at_] == '"' ? read_quoted() : read_bare();
  }

  constexpr auto read_bare() -> DnFilterValue {
    auto const start = at_;
    for (; !is_at_end_of_attribute(); ++at_)  // most often a forgotten comma: CN=QM1 O=Acme
      if (text_[at_] == '=') mistake(DnFilterMistake::equals_unquoted, at_);
    auto end = at_;
    while (end != start && text_[end - 1] == ' ') --end;
    return {start, end - start, false};
  }

  constexpr auto read_quoted() -> DnFilterValue {
    auto const start = ++at_;
    while (at_ != text_.size() && text_[at_] != '"') ++at_;
    if (at_ == text_.size()) mistake(DnFilterMistake::quote_unclosed, start - 1);
    auto const end = at_;
    if (at_ != text_.size()) ++at_;
    skip_spaces();
    if (!is_at_end_of_attribute()) mistake(DnFilterMistake::text_after_quote, at_);
    return {start, end - start, true};
  }

  // Takes wildcards and their escapes off the ends, and writes what is left as it will be compared.
  constexpr void write_literal(DnFilterPart& part, DnFilterValue value) {
    auto literal = text_.substr(value.at, value.size);
    if (literal.empty()) return mistake(DnFilterMistake::value_empty, value.at);
    if (value.is_quoted) part.spaces = Spaces::exact;
    part.open.start = literal.starts_with('*');
    bool const starts_with_asterisk = literal.starts_with("\\*");
    if (part.open.start || starts_with_asterisk) literal.remove_prefix(1);
    auto const behind_it = literal.substr(starts_with_asterisk ? 1 : 0);
    bool const ends_with_asterisk = behind_it.ends_with("\\*");
    part.open.end = !ends_with_asterisk && behind_it.ends_with('*');
    if (part.open.end) literal.remove_suffix(1);
    if (ends_with_asterisk) literal.remove_suffix(2);
    put(part, literal, ends_with_asterisk ? "*" : "");
    bool const is_of_nothing = part.literal_size == 0 && !part.open.start && !part.open.end;  // U+00A0, U+FE0F
    if (is_of_nothing) return mistake(DnFilterMistake::value_empty, value.at);
    if (part.key == AttributeKey::serial_number && (ends_with_asterisk || !is_serial_number(literal, part.open)))
      mistake(DnFilterMistake::serial_number_malformed, value.at);
  }

  constexpr void put(DnFilterPart& part, std::string_view literal, std::string_view asterisk) {
    auto const edge = [](bool is_inside) { return is_inside ? Edge::kept : Edge::trimmed; };
    auto const put_octet = [this](char c) { sink_.put(c); };
    part.literal_at = static_cast<std::uint16_t>(sink_.literals().size());
    auto characters = utf8_reader(literal);
    fold_text(characters, part.spaces, edge(part.open.start), edge(part.open.end || !asterisk.empty()), put_octet);
    for (char const c : asterisk) sink_.put(c);
    part.literal_size = static_cast<std::uint16_t>(sink_.literals().size() - part.literal_at);
    part.is_plain = is_plain(sink_.literals().substr(part.literal_at));
  }

  // OU is written with the highest level first, DC with the highest level last.
  constexpr void number_places() {
    std::uint16_t units = 0, components = 0;
    for (auto& part : sink_.parts())
      if (part.key == AttributeKey::ou)
        part.place = units++;
      else if (part.key == AttributeKey::dc)
        part.place = components++;
    for (auto& part : sink_.parts())
      if (part.key == AttributeKey::dc) part.place = static_cast<std::uint16_t>(components - 1 - part.place);
  }

  std::string_view text_;
  DnOf whose_;
  Sink& sink_;
  std::size_t at_ = 0;
  DnFilterError error_{};
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/dn_grammar.hpp

// ---- vidimus/peer_name/dn_filter.hpp
#ifndef VIDIMUS_SINGLE_peer_name_dn_filter_hpp
#define VIDIMUS_SINGLE_peer_name_dn_filter_hpp
// A filter as it was read: by the compiler into an object without a heap, or at run time into one with.

namespace vidimus::detail {

/// What the matcher needs of either. Views of the filter, which must outlive it.
struct DnFilterView {
  std::string_view text;      ///< as it was written
  std::string_view literals;  ///< see `DnFilterPart`
  std::span<DnFilterPart const> parts;

  [[nodiscard]] constexpr auto text_of(DnFilterPart const& part) const -> std::string_view {
    return text.substr(part.text_at, part.text_size);
  }
  [[nodiscard]] constexpr auto literal_of(DnFilterPart const& part) const -> std::string_view {
    return literals.substr(part.literal_at, part.literal_size);
  }
};

/// A filter of at most `Size` octets. Folding makes at most three octets of one, U+0390 being the extreme; an attribute has at
/// least the four octets of `C=a,`.
template <std::size_t Size>
class StaticDnFilter {
 public:
  constexpr StaticDnFilter(std::string_view text, DnOf whose) : error_{DnFilterReader{text, whose, *this}.read()} {}

  [[nodiscard]] constexpr auto error() const -> DnFilterError { return error_; }
  [[nodiscard]] constexpr auto literals() const -> std::string_view { return {literals_.data(), literals_size_}; }
  [[nodiscard]] constexpr auto parts() const -> std::span<DnFilterPart const> { return {parts_.data(), parts_size_}; }
  [[nodiscard]] constexpr auto parts() -> std::span<DnFilterPart> { return {parts_.data(), parts_size_}; }
  constexpr void put(char c) { literals_[literals_size_++] = c; }
  constexpr void add(DnFilterPart const& part) { parts_[parts_size_++] = part; }

 private:
  std::array<char, 3 * Size + 1> literals_{};
  std::array<DnFilterPart, Size / 4 + 1> parts_{};
  std::size_t literals_size_ = 0, parts_size_ = 0;
  DnFilterError error_;  // last: reading fills the others
};

class DynamicDnFilter {
 public:
  /// Without attributes: it asks for nothing.
  DynamicDnFilter() = default;
  DynamicDnFilter(std::string_view text, DnOf whose) : text_{text}, error_{DnFilterReader{text, whose, *this}.read()} {}

  [[nodiscard]] auto error() const -> DnFilterError { return error_; }
  [[nodiscard]] auto text() const -> std::string const& { return text_; }
  [[nodiscard]] auto view() const -> DnFilterView { return {text_, literals_, parts_}; }
  [[nodiscard]] auto literals() const -> std::string_view { return literals_; }
  [[nodiscard]] auto parts() -> std::span<DnFilterPart> { return parts_; }
  void put(char c) { literals_ += c; }
  void add(DnFilterPart const& part) { parts_.push_back(part); }

 private:
  std::string text_;
  std::string literals_;
  std::vector<DnFilterPart> parts_;
  DnFilterError error_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/dn_filter.hpp

// ---- vidimus/peer_name/dn_value.hpp
#ifndef VIDIMUS_SINGLE_peer_name_dn_value_hpp
#define VIDIMUS_SINGLE_peer_name_dn_value_hpp
// A value of a distinguished name, folded to be compared with a filter's literal. Without a heap, unless the value is long.

namespace vidimus::detail {

/// Whether the value's octets are those of its characters where these are ASCII.
constexpr auto is_ascii_based(der::Tag tag) -> bool {
  return tag == der::Tag::utf8_string || tag == der::Tag::printable_string || tag == der::Tag::ia5_string;
}

class DnValue {
 public:
  DnValue(Attribute const& attribute, Spaces spaces) : DnValue{attribute.string_tag, attribute.value, spaces} {}
  DnValue(der::Tag tag, ByteView value, Spaces spaces) {
    if (fold_ascii(tag, value, spaces)) return;
    size_ = 0;
    der::CharacterReader characters{tag, value};
    fold_text(characters, spaces, Edge::trimmed, Edge::trimmed, [this](char c) { put(c); });
    is_text_ = !characters.failed();
  }
  DnValue(DnValue const&) = delete;
  auto operator=(DnValue const&) -> DnValue& = delete;

  /// Empty: the value is not text.
  [[nodiscard]] auto text() const -> std::optional<std::string_view> {
    if (!is_text_) return std::nullopt;
    return large_.empty() ? std::string_view{small_.data(), size_} : std::string_view{large_};
  }

 private:
  // Most values. The result is what the long way gives.
  auto fold_ascii(der::Tag tag, ByteView value, Spaces spaces) -> bool {
    if (!is_ascii_based(tag) || value.size() > small_.size()) return false;
    for (char const c : text_of(value)) {
      if (c < 0x20 || c > 0x7e) return false;
      bool const is_folded_away = c == ' ' && spaces == Spaces::folded && (size_ == 0 || small_[size_ - 1] == ' ');
      if (!is_folded_away) small_[size_++] = lower(c);
    }
    if (spaces == Spaces::folded && size_ != 0 && small_[size_ - 1] == ' ') --size_;
    return true;
  }

  void put(char c) {
    if (!large_.empty()) return large_.push_back(c);
    if (size_ < small_.size()) {
      small_[size_++] = c;
      return;
    }
    large_.assign(small_.data(), size_);
    large_.push_back(c);
  }

  std::array<char, 128> small_;
  std::size_t size_ = 0;
  std::string large_;
  bool is_text_ = true;
};

/// Whether a value as it is written has the literal at the ends that are closed, but for the case of letters. `literal` is plain
/// (`DnFilterPart`). Only a yes is an answer: what folding makes of the value may have it yet.
[[gnu::always_inline]] inline auto plainly_matches(Attribute const& attribute, std::string_view literal, OpenEnds open)
    -> bool {
  auto const& value = attribute.value;
  if (!is_ascii_based(attribute.string_tag) || value.size() < literal.size()) return false;
  if (open.start) return !open.end && is_lower_case_of(literal, text_of(value.last(literal.size())));
  return (open.end || value.size() == literal.size()) &&
         is_lower_case_of(literal, text_of(value.first(literal.size())));
}

/// Whether a value has the literal at the ends that are closed. Both are folded alike.
constexpr auto literal_matches(std::string_view value, std::string_view literal, OpenEnds open) -> bool {
  if (open.start && open.end) return value.find(literal) != std::string_view::npos;
  if (open.start) return value.ends_with(literal);
  if (open.end) return value.starts_with(literal);
  return value == literal;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/dn_value.hpp

// ---- vidimus/peer_name/presented.hpp
#ifndef VIDIMUS_SINGLE_peer_name_presented_hpp
#define VIDIMUS_SINGLE_peer_name_presented_hpp
// What a peer presents, for a report: the peer chose how many names it has, so the list is bounded.

namespace vidimus::detail {

/// At most this many names are kept for a report.
inline constexpr std::size_t most_presented = 32;

class PresentedNames {
 public:
  /// Takes the next one. `make_text` is called only for those that are kept; its text is bounded and escaped.
  template <class MakeText>
  void add(MakeText make_text) {
    if (++count_ <= most_presented) texts_.push_back(make_text());
  }
  /// All of them, or the first ones and how many there were beyond.
  [[nodiscard]] auto texts() && -> std::vector<std::string> {
    if (count_ > most_presented) texts_.push_back("and " + std::to_string(count_ - most_presented) + " more");
    return std::move(texts_);
  }

 private:
  std::vector<std::string> texts_;
  std::size_t count_ = 0;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/presented.hpp

// ---- vidimus/peer_name/dn_filter_match.hpp
#ifndef VIDIMUS_SINGLE_peer_name_dn_filter_match_hpp
#define VIDIMUS_SINGLE_peer_name_dn_filter_match_hpp
// Judging a distinguished name by a filter (IBM MQ, "Rules for SSLPEER values"; reading: the attributes as encoded, compared
// as RFC 5280, 7.1 does).
//
// Each attribute of the filter must be there and match; attributes that the filter does not name do not matter, nor does the
// order of different keys. OU and DC are levels of a hierarchy: the filter's are compared with the name's from the highest
// level down, and the name may go on below. The highest level is what is encoded first; a filter writes it first for OU and
// last for DC, as people do. Of every other key the name may have one value: if it has several, none matches, because nobody
// could say which is meant. For the same reason two OUs in one RDN, which is a set, and a value that is no text never match.

namespace vidimus::detail {

/// What is filtered: the name, and the serial number of the certificate that it is the subject of.
struct FilteredName {
  Name const& name;
  SerialNumber const& serial_number;
};

enum class PartOutcome : unsigned char { match, mismatch, ambiguous };

/// Of any value. Called where it is not plainly the literal.
[[nodiscard, gnu::noinline]] inline auto match_folded(std::string_view literal, DnFilterPart const& part, der::Tag tag,
                                                      ByteView octets) -> PartOutcome {
  DnValue const value{tag, octets, part.spaces};
  if (!value.text()) return PartOutcome::ambiguous;
  return literal_matches(*value.text(), literal, part.open) ? PartOutcome::match : PartOutcome::mismatch;
}

[[nodiscard, gnu::always_inline]] inline auto match_value(std::string_view literal, DnFilterPart const& part,
                                                          Attribute const& attribute) -> PartOutcome {
  if (part.is_plain && plainly_matches(attribute, literal, part.open)) return PartOutcome::match;
  return match_folded(literal, part, attribute.string_tag, attribute.value);
}

/// What a name has of one attribute of a filter, shown its attributes of that key from the highest level down.
class PartMatch {
 public:
  [[gnu::always_inline]] void show(std::string_view literal, DnFilterPart const& part, Attribute const& attribute) {
    bool const is_beside_another = count_ != 0 && (!is_ordered(part.key) || attribute.rdn == last_rdn_);
    if (count_ == part.place) outcome_ = match_value(literal, part, attribute);
    is_ambiguous_ = is_ambiguous_ || is_beside_another;
    last_rdn_ = attribute.rdn;
    ++count_;
  }
  [[nodiscard]] auto outcome() const -> PartOutcome { return is_ambiguous_ ? PartOutcome::ambiguous : outcome_; }

 private:
  std::size_t count_ = 0, last_rdn_ = 0;
  PartOutcome outcome_ = PartOutcome::mismatch;
  bool is_ambiguous_ = false;
};

[[nodiscard]] inline auto match_attribute(DnFilterView filter, DnFilterPart const& part, Name const& name)
    -> PartOutcome {
  PartMatch match;
  for (auto const& attribute : name.attributes())
    if (attribute_key(attribute.type) == part.key) match.show(filter.literal_of(part), part, attribute);
  return match.outcome();
}

[[nodiscard]] inline auto match_serial_number(std::string_view literal, DnFilterPart const& part,
                                              SerialNumber const& serial) -> PartOutcome {
  auto text = serial.to_hex(":");
  for (auto& letter : text) letter = lower(letter);
  return literal_matches(text, literal, part.open) ? PartOutcome::match : PartOutcome::mismatch;
}

[[nodiscard]] inline auto match_part(DnFilterView filter, DnFilterPart const& part, FilteredName const& peer)
    -> PartOutcome {
  return part.key == AttributeKey::serial_number
             ? match_serial_number(filter.literal_of(part), part, peer.serial_number)
             : match_attribute(filter, part, peer.name);
}

/// `OU=Sales as OU 2 from the top`.
[[nodiscard]] inline auto wanted_text(DnFilterView filter, DnFilterPart const& part) -> std::string {
  std::string text{filter.text_of(part)};
  if (!is_ordered(part.key)) return text;
  std::string const key{name_of(part.key)};
  return part.place == 0 ? text + " as the highest " + key
                         : text + " as " + key + ' ' + std::to_string(part.place + 1) + " from the top";
}

/// `OU=Sales`, escaped as RFC 4514 says; a value that is no text in hexadecimal (RFC 4514, 2.4).
[[nodiscard]] inline auto presented_text(AttributeKey key, Attribute const& attribute) -> std::string {
  bool const is_text = attribute.to_utf8().has_value();
  auto const shown = attribute.value_der.first((std::min)(attribute.value_der.size(), longest_shown));
  return std::string{name_of(key)} + '=' +
         (is_text ? escaped_attribute_value(attribute.string_tag, attribute.value, longest_shown)
                  : '#' + to_hex(shown));
}

/// The name's values of a key, highest level first; without one, the whole name.
[[nodiscard]] inline auto presented_values(AttributeKey key, FilteredName const& peer) -> std::vector<std::string> {
  PresentedNames presented;
  if (key == AttributeKey::serial_number)
    presented.add([&] { return "SERIALNUMBER=" + peer.serial_number.to_hex(":"); });
  bool has_any = key == AttributeKey::serial_number;
  for (auto const& attribute : peer.name.attributes()) {
    if (attribute_key(attribute.type) != key) continue;
    presented.add([&] { return presented_text(key, attribute); });
    has_any = true;
  }
  if (!has_any && !peer.name.is_empty()) presented.add([&] { return peer.name.to_text(); });
  return std::move(presented).texts();
}

[[nodiscard]] inline auto dn_finding(DnFilterView filter, DnFilterPart const& part, PartOutcome outcome,
                                     FilteredName const& peer) -> Finding {
  bool const is_nameless = part.key != AttributeKey::serial_number && peer.name.is_empty();
  auto const why = outcome == PartOutcome::ambiguous ? Errc::peer_name_ambiguous : Errc::peer_name_mismatch;
  auto const code = is_nameless ? Errc::peer_name_absent : why;
  return {code, Mismatch{wanted_text(filter, part), presented_values(part.key, peer)}};
}

/// Errors, each with the first attribute of the filter that failed and the name's values of its key: `peer_name_mismatch`;
/// `peer_name_ambiguous` if the name repeats it or its value is no text; `peer_name_absent` if the name is empty.
/// `certificate` is the end entity's, whose subject names the finding.
[[nodiscard]] inline auto judge_dn(DnFilterView filter, Name const& name, Certificate const& certificate) -> Verdict {
  auto const serial_number = certificate.serial_number();
  FilteredName const peer{name, serial_number};
  for (auto const& part : filter.parts) {
    auto const outcome = match_part(filter, part, peer);
    if (outcome == PartOutcome::match) continue;
    auto finding = dn_finding(filter, part, outcome, peer);
    return Verdict::refused(std::move(finding).about(0, certificate.subject().to_text()));
  }
  return Verdict::accepted(std::string{filter.text});
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/dn_filter_match.hpp

// ---- vidimus/peer_name/dn_filter_decision.hpp
#ifndef VIDIMUS_SINGLE_peer_name_dn_filter_decision_hpp
#define VIDIMUS_SINGLE_peer_name_dn_filter_decision_hpp
// Deciding by a filter that the compiler has read: one walk over the name, in which each attribute of the filter is a constant.
// What matches is what dn_filter_match.hpp says; why something does not is left to it.

namespace vidimus::detail {

/// One attribute of `Filter`, a `CheckedDnFilter`.
template <class Filter, std::size_t At>
class StaticPartMatch {
  static constexpr DnFilterPart part = Filter::view.parts[At];
  static constexpr std::string_view literal = Filter::view.literal_of(part);

 public:
  [[gnu::always_inline]] void show(Attribute const& attribute) {
    if (is_attribute_of<part.key>(attribute.type)) match_.show(literal, part, attribute);
  }
  [[nodiscard, gnu::always_inline]] auto outcome(SerialNumber const& serial_number) const -> PartOutcome {
    if constexpr (part.key == AttributeKey::serial_number) return match_serial_number(literal, part, serial_number);
    return match_.outcome();
  }

 private:
  PartMatch match_;
};

/// Whether each attribute of the filter is there and matches. `certificate` has the serial number.
template <class Filter>
[[nodiscard]] auto filter_matches(Name const& name, Certificate const& certificate) -> bool {
  return [&]<std::size_t... At>(std::index_sequence<At...>) {
    std::tuple<StaticPartMatch<Filter, At>...> parts;
    for (auto const& attribute : name.attributes()) (std::get<At>(parts).show(attribute), ...);
    return ((std::get<At>(parts).outcome(certificate.serial_number()) == PartOutcome::match) && ...);
  }(std::make_index_sequence<Filter::view.parts.size()>{});
}

/// The same of a filter that was read at run time.
[[nodiscard]] inline auto filter_matches(DnFilterView filter, Name const& name, Certificate const& certificate)
    -> bool {
  auto const serial_number = certificate.serial_number();
  return std::ranges::all_of(filter.parts, [&](DnFilterPart const& part) {
    return match_part(filter, part, {name, serial_number}) == PartOutcome::match;
  });
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/dn_filter_decision.hpp

// ---- vidimus/peer_name/dn_filter_policy.hpp
#ifndef VIDIMUS_SINGLE_peer_name_dn_filter_policy_hpp
#define VIDIMUS_SINGLE_peer_name_dn_filter_policy_hpp
// What `SslPeer` and `SslCertIssuer` have in common: a filter that the compiler reads, with a sentence for each mistake, and
// one that is read at run time.

namespace vidimus::detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString Pattern, class Position, DnFilterMistake Mistake>
struct ssl_peer_error {
  using Is = DnFilterMistake;
  static constexpr bool is_not_blank = Mistake != Is::blank;
  static constexpr bool has_known_keys = Mistake != Is::key_unknown;
  static constexpr bool has_upper_case_keys = Mistake != Is::key_not_upper_case;
  static constexpr bool has_no_space_before_equals = Mistake != Is::space_before_equals;
  static constexpr bool has_keys = Mistake != Is::key_expected;
  static constexpr bool has_values = Mistake != Is::value_empty;
  static constexpr bool has_quotes_around_equals = Mistake != Is::equals_unquoted;
  static constexpr bool has_closed_quotes = Mistake != Is::quote_unclosed && Mistake != Is::text_after_quote;
  static constexpr bool repeats_only_levels = Mistake != Is::attribute_repeated;
  static constexpr bool has_good_serial_number =
      Mistake != Is::serial_number_malformed && Mistake != Is::serial_number_of_issuer;
  static constexpr bool is_printable = Mistake != Is::character_unprintable && Mistake != Is::too_long;
};

// In a function, so that the class that calls it stays whole and a mistake is one error with Clang too.
template <class Error>
consteval auto explain_dn_filter() {
  static_assert(
      Error::is_not_blank,
      "vidimus: a blank SSLPEER filter would accept everybody; write vidimus::danger::AnyPeerName and mean it");
  static_assert(
      Error::has_known_keys,
      "vidimus: SSLPEER: unknown attribute type at the offset shown in At<>; there are SERIALNUMBER, MAIL (E), UID "
      "(USERID), CN, T, OU, DC, O, STREET, L, ST (SP, S), PC, C, UNSTRUCTUREDNAME, UNSTRUCTUREDADDRESS and DNQ");
  static_assert(Error::has_upper_case_keys,
                "vidimus: SSLPEER: attribute types are written in upper case, CN= and not cn=; At<> shows the offset");
  static_assert(Error::has_no_space_before_equals,
                "vidimus: SSLPEER: no space may stand before =; At<> shows the offset");
  static_assert(
      Error::has_keys,
      "vidimus: SSLPEER: KEY=value is expected at the offset shown in At<>; a value that contains , or ; is written "
      "in quotes: O=\\\"Smith, Jones\\\"");
  static_assert(Error::has_values,
                "vidimus: SSLPEER: empty value at the offset shown in At<>; KEY=* asks for any value");
  static_assert(
      Error::has_quotes_around_equals,
      "vidimus: SSLPEER: a value contains = at the offset shown in At<>; is a comma missing before it? Else write "
      "the value in quotes");
  static_assert(
      Error::has_closed_quotes,
      "vidimus: SSLPEER: a value in quotes ends with its closing quote, before the next comma or the end; At<> "
      "shows the offset and DnFilterMistake what is wrong");
  static_assert(Error::repeats_only_levels,
                "vidimus: SSLPEER: only OU and DC may be repeated; At<> shows the offset of the second one");
  static_assert(Error::has_good_serial_number,
                "vidimus: SSLPEER: SERIALNUMBER is the certificate's serial number, octets in hexadecimal with colons "
                "between and no leading 00, 53:B1:37:A1 or 53*; an issuer filter has none; At<> shows the offset");
  static_assert(
      Error::is_printable,
      "vidimus: SSLPEER: a filter has at most 1024 octets of UTF-8 and no control characters; At<> shows the offset");
}

/// A filter read by the compiler. Each mistake is one error of one sentence.
template <FixedString Pattern, DnOf Whose>
struct CheckedDnFilter {
  static constexpr StaticDnFilter<Pattern.view().size()> filter{Pattern.view(), Whose};
  static constexpr DnFilterView view{Pattern.view(), filter.literals(), filter.parts()};
  using Error = ssl_peer_error<Pattern, At<filter.error().offset>, filter.error().mistake>;
  using Explained = decltype(explain_dn_filter<Error>());
};

/// Reads a filter at run time. Errors: `ssl_peer_malformed` with the reason and its offset.
[[nodiscard]] inline auto parse_dn_filter(std::string_view text, DnOf whose) -> Result<DynamicDnFilter> {
  DynamicDnFilter filter{text, whose};
  auto const [mistake, offset] = filter.error();
  if (mistake == DnFilterMistake::none) return filter;
  Malformed detail{std::string{vidimus::text_of(mistake)}, offset, Errc::ssl_peer_malformed};
  return refuse(Finding{Errc::ssl_peer_malformed, std::move(detail), {}, printable(text)});
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/dn_filter_policy.hpp

// ---- vidimus/peer_name/dn_filter_precedence.hpp
#ifndef VIDIMUS_SINGLE_peer_name_dn_filter_precedence_hpp
#define VIDIMUS_SINGLE_peer_name_dn_filter_precedence_hpp
// Which of two filters is the more specific (IBM MQ, "Channel authentication records", precedence of SSLPEER values).

namespace vidimus::detail {

/// What makes the less specific of two filters so.
enum class LessSpecific : unsigned char { nothing, fewer_values, more_wildcards, shorter, later_text, spaces_folded };

/// `order` is greater where the first filter is the more specific; equal where nothing in them says which.
struct DnPrecedence {
  std::strong_ordering order = std::strong_ordering::equal;
  AttributeKey key{};  ///< of the attribute that decided
  LessSpecific why = LessSpecific::nothing;
};

/// `*` alone.
inline constexpr int any_value = 3;

/// 0 without a wildcard, 1 with one, 2 for `*x*`, `any_value` for `*` alone, or `**`.
[[nodiscard]] constexpr auto wildcards_of(DnFilterPart const& part) -> int {
  bool const is_open = part.open.start || part.open.end;
  if (is_open && part.literal_size == 0) return any_value;
  return (part.open.start ? 1 : 0) + (part.open.end ? 1 : 0);
}

[[nodiscard]] constexpr auto count_of_values(DnFilterView filter, AttributeKey key) -> std::size_t {
  std::size_t count = 0;
  for (auto const& part : filter.parts) count += part.key == key ? 1U : 0U;
  return count;
}

/// Only where there is one.
[[nodiscard]] constexpr auto part_at(DnFilterView filter, AttributeKey key, std::size_t place) -> DnFilterPart const& {
  std::size_t at = 0;
  while (filter.parts[at].key != key || filter.parts[at].place != place) ++at;
  return filter.parts[at];
}

/// Whether quotes change what the value matches: not of a serial number, nor of `*x*` and `*` without a space.
[[nodiscard]] constexpr auto do_spaces_matter(DnFilterView filter, DnFilterPart const& part) -> bool {
  if (part.key == AttributeKey::serial_number || wildcards_of(part) == any_value) return false;
  return !(part.open.start && part.open.end) || filter.literal_of(part).find(' ') != std::string_view::npos;
}

/// Two values of one attribute.
[[nodiscard]] constexpr auto compare_values(DnFilterView a, DnFilterPart const& a_part, DnFilterView b,
                                            DnFilterPart const& b_part) -> DnPrecedence {
  auto const key = a_part.key;
  if (auto const order = wildcards_of(b_part) <=> wildcards_of(a_part); order != 0)
    return {order, key, LessSpecific::more_wildcards};
  if (auto const order = a_part.literal_size <=> b_part.literal_size; order != 0)
    return {order, key, LessSpecific::shorter};
  if (auto const order = b.literal_of(b_part) <=> a.literal_of(a_part); order != 0)
    return {order, key, LessSpecific::later_text};
  if (a_part.spaces != b_part.spaces && do_spaces_matter(a, a_part))
    return {a_part.spaces == Spaces::exact ? std::strong_ordering::greater : std::strong_ordering::less, key,
            LessSpecific::spaces_folded};
  return {};
}

[[nodiscard]] constexpr auto compare_attribute(DnFilterView a, DnFilterView b, AttributeKey key) -> DnPrecedence {
  auto const count = count_of_values(a, key);
  if (auto const order = count <=> count_of_values(b, key); order != 0) return {order, key, LessSpecific::fewer_values};
  for (std::size_t place = 0; place != count; ++place) {
    auto const precedence = compare_values(a, part_at(a, key, place), b, part_at(b, key, place));
    if (precedence.order != 0) return precedence;
  }
  return {};
}

/// The order of precedence. Attribute by attribute, as `AttributeKey` lists them, SERIALNUMBER first and DNQ last, the first
/// difference decides; of one attribute's values the filter is the more specific
///
///   1. that has more of them: one rather than none, and of OU and DC the larger number, even if the highest is `*`; then, from
///      the highest level down (of OU the one written first, of DC the one written last), at the first pair that differs,
///   2. whose value has no wildcard, rather than one at an end, rather than `*x*`, rather than `*`;
///   3. whose value is longer, in octets after folding and without wildcards;
///   4. whose value without wildcards comes first when letter case is ignored;
///   5. whose value is in quotes, where that makes its spaces count: not MQ's, it makes `CN="A B"` beat `CN=A B`.
///
/// A filter that matches whatever another one matches is therefore never the more specific. Equal are the same filter
/// written otherwise, and filters such as `CN=*A` and `CN=A*`; a peer whose values are the literals matches both.
[[nodiscard]] constexpr auto compare_filters(DnFilterView a, DnFilterView b) -> DnPrecedence {
  for (auto key = AttributeKey::serial_number; key <= AttributeKey::dnq;
       key = static_cast<AttributeKey>(static_cast<unsigned char>(key) + 1)) {
    auto const precedence = compare_attribute(a, b, key);
    if (precedence.order != 0) return precedence;
  }
  return {};
}

/// Whether two filters that compare equal are one filter.
[[nodiscard]] constexpr auto is_same_filter(DnFilterView a, DnFilterView b) -> bool {
  for (auto const& part : a.parts) {
    auto const& other = part_at(b, part.key, part.place);
    bool const is_any = wildcards_of(part) == any_value;
    if (!is_any && (part.open.start != other.open.start || part.open.end != other.open.end)) return false;
  }
  return true;
}

/// Of the less specific filter: `its CN is shorter`.
[[nodiscard]] inline auto reason_of(DnPrecedence const& precedence) -> std::string {
  auto const key = std::string{name_of(precedence.key)};
  switch (precedence.why) {
    case LessSpecific::nothing: break;
    case LessSpecific::fewer_values: return is_ordered(precedence.key) ? "it has fewer " + key : "it has no " + key;
    case LessSpecific::more_wildcards: return "its " + key + " has more wildcards";
    case LessSpecific::shorter: return "its " + key + " is shorter";
    case LessSpecific::later_text: return "its " + key + " comes later in the alphabet";
    case LessSpecific::spaces_folded: return "its " + key + " is not in quotes";
  }
  return "it is equally specific";
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/dn_filter_precedence.hpp

// ---- vidimus/peer_name/dn_values.hpp
#ifndef VIDIMUS_SINGLE_peer_name_dn_values_hpp
#define VIDIMUS_SINGLE_peer_name_dn_values_hpp
// A peer's name, folded once to be compared with many filters. It matches exactly what dn_filter_match.hpp does.

namespace vidimus::detail {

class DnValues {
 public:
  /// Of an issuer, for which no filter names a serial number.
  explicit DnValues(Name const& name) {
    for (auto const& attribute : name.attributes())
      if (auto const key = attribute_key(attribute.type)) add(of(*key), *key, attribute);
  }
  DnValues(Name const& name, SerialNumber const& serial_number) : DnValues{name} {
    auto text = serial_number.to_hex(":");
    for (auto& letter : text) letter = lower(letter);
    of(AttributeKey::serial_number).levels.push_back({text, text});
  }

  /// The value of a key at a place from the highest level; empty if there is none, or none that a filter could match.
  [[nodiscard]] auto text(AttributeKey key, std::size_t place, Spaces spaces) const -> std::optional<std::string_view> {
    auto const& values = keys_[static_cast<std::size_t>(key)];
    if (values.is_ambiguous || place >= values.levels.size()) return std::nullopt;
    auto const& level = values.levels[place];
    auto const& folded = spaces == Spaces::folded ? level.folded : level.exact;
    return folded ? std::optional<std::string_view>{*folded} : std::nullopt;
  }

  [[nodiscard]] auto matches(DnFilterView filter) const -> bool {
    for (auto const& part : filter.parts) {
      auto const value = text(part.key, part.place, part.spaces);
      if (!value || !literal_matches(*value, filter.literal_of(part), part.open)) return false;
    }
    return true;
  }

 private:
  struct Level {
    std::optional<std::string> folded, exact;  // empty: the value is no text
  };
  struct Values {
    std::vector<Level> levels;
    std::size_t last_rdn = 0;
    bool is_ambiguous = false;
  };

  auto of(AttributeKey key) -> Values& { return keys_[static_cast<std::size_t>(key)]; }

  // Once a key is ambiguous its further values are not read: the peer chose how many there are.
  static void add(Values& values, AttributeKey key, Attribute const& attribute) {
    bool const is_beside_another = !values.levels.empty() && (!is_ordered(key) || attribute.rdn == values.last_rdn);
    values.is_ambiguous = values.is_ambiguous || is_beside_another;
    if (values.is_ambiguous) return;
    values.levels.push_back({folded(attribute, Spaces::folded), folded(attribute, Spaces::exact)});
    values.last_rdn = attribute.rdn;
  }

  static auto folded(Attribute const& attribute, Spaces spaces) -> std::optional<std::string> {
    DnValue const value{attribute, spaces};
    auto const text = value.text();
    return text ? std::optional<std::string>{*text} : std::nullopt;
  }

  std::array<Values, static_cast<std::size_t>(AttributeKey::dnq) + 1> keys_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/dn_values.hpp

// ---- vidimus/peer_name/dns_name.hpp
#ifndef VIDIMUS_SINGLE_peer_name_dns_name_hpp
#define VIDIMUS_SINGLE_peer_name_dns_name_hpp
// DNS names as reference identifiers (RFC 9525, 2): labels of letters, digits and hyphens, at most 63 octets each and 253
// together (RFC 1034, 3.5; RFC 1123, 2.1); no wildcard (RFC 9525, 6.3), no IP address, internationalised names as A-labels
// (RFC 9525, 6.3). One dot at the end, which says that the name is absolute, is dropped. And how presented ones compare.

namespace vidimus {

/// What can be wrong with a reference identifier. The compiler prints the name; `text_of` has the words.
enum class DnsNameMistake : unsigned char {
  none,
  empty,
  too_long,
  wildcard,
  ip_address,
  not_ascii,
  character_not_allowed,
  label_empty,
  label_too_long,
  hyphen_at_label_end,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(DnsNameMistake mistake) -> std::string_view {
  switch (mistake) {
    case DnsNameMistake::none: return "no mistake";
    case DnsNameMistake::empty: return "no name";
    case DnsNameMistake::too_long: return "more than 253 octets";
    case DnsNameMistake::wildcard: return "a wildcard, which only a certificate may have";
    case DnsNameMistake::ip_address: return "an IP address or a port, which a DNS name is not";
    case DnsNameMistake::not_ascii: return "a character that is not ASCII: write the A-label, xn--…";
    case DnsNameMistake::character_not_allowed: return "a character that is no letter, digit or hyphen";
    case DnsNameMistake::label_empty: return "an empty label";
    case DnsNameMistake::label_too_long: return "a label of more than 63 octets";
    case DnsNameMistake::hyphen_at_label_end: return "a hyphen at the start or the end of a label";
  }
  return {};
}

namespace detail {

inline constexpr std::size_t longest_dns_name = 253;
inline constexpr std::size_t longest_dns_label = 63;

struct DnsNameError {
  DnsNameMistake mistake = DnsNameMistake::none;
  std::size_t offset = 0;
};

constexpr auto without_final_dot(std::string_view name) -> std::string_view {
  return name.ends_with('.') ? name.substr(0, name.size() - 1) : name;
}

constexpr auto is_digit(char c) -> bool { return c >= '0' && c <= '9'; }
constexpr auto is_letter_digit_hyphen(char c) -> bool {
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-';
}

constexpr auto check_dns_character(char c) -> DnsNameMistake {
  if (is_letter_digit_hyphen(c)) return DnsNameMistake::none;
  if (c == '*') return DnsNameMistake::wildcard;
  if (c == ':' || c == '[' || c == ']') return DnsNameMistake::ip_address;
  return static_cast<unsigned char>(c) >= 0x80 ? DnsNameMistake::not_ascii : DnsNameMistake::character_not_allowed;
}

constexpr auto check_dns_label(std::string_view label, std::size_t at) -> DnsNameError {
  for (std::size_t i = 0; i != label.size(); ++i)
    if (auto const mistake = check_dns_character(label[i]); mistake != DnsNameMistake::none) return {mistake, at + i};
  if (label.empty()) return {DnsNameMistake::label_empty, at};
  if (label.size() > longest_dns_label) return {DnsNameMistake::label_too_long, at};
  if (label.front() == '-') return {DnsNameMistake::hyphen_at_label_end, at};
  if (label.back() == '-') return {DnsNameMistake::hyphen_at_label_end, at + label.size() - 1};
  return {};
}

/// Whether a text, without its final dot, is a reference identifier.
constexpr auto check_dns_name(std::string_view name) -> DnsNameError {
  if (name.empty()) return {DnsNameMistake::empty, 0};
  if (name.size() > longest_dns_name) return {DnsNameMistake::too_long, longest_dns_name};
  for (std::size_t at = 0;;) {
    auto const end = (std::min)(name.find('.', at), name.size());
    auto const label = name.substr(at, end - at);
    if (auto const error = check_dns_label(label, at); error.mistake != DnsNameMistake::none) return error;
    if (end == name.size()) {  // no top-level domain is a number, so this is 10.0.0.1 or one of its short forms
      bool const is_number = std::ranges::all_of(label, is_digit);
      return is_number ? DnsNameError{DnsNameMistake::ip_address, at} : DnsNameError{};
    }
    at = end + 1;
  }
}

/// Equal but for the case of ASCII letters (RFC 4343). `reference` is in small letters, as most presented names are.
constexpr auto is_same_dns_name(std::string_view presented, std::string_view reference) -> bool {
  return presented == reference || is_lower_case_of(reference, presented);
}

/// Whether a presented identifier names the reference (RFC 9525, 6.3). `reference` is accepted by `check_dns_name` and in
/// small letters, so whatever equals it, or what its wildcard leaves of it, is well-formed too: a presented identifier with
/// an empty label, a final dot, a NUL or a second asterisk matches nothing.
[[gnu::always_inline]] constexpr auto dns_name_matches(std::string_view presented, std::string_view reference) -> bool {
  if (!presented.starts_with("*.")) return is_same_dns_name(presented, reference);
  auto const dot = reference.find('.');  // the wildcard is one whole label, the left-most one
  if (dot == std::string_view::npos) return false;
  presented.remove_prefix(1);
  reference.remove_prefix(dot);
  return is_same_dns_name(presented, reference);
}

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/dns_name.hpp

// ---- vidimus/peer_name/dns_name_match.hpp
#ifndef VIDIMUS_SINGLE_peer_name_dns_name_match_hpp
#define VIDIMUS_SINGLE_peer_name_dns_name_match_hpp
// Judging a certificate by its dNSNames (RFC 9525, 6). The common name is never looked at (RFC 9525, 2), nor is any other
// form of name compared with a DNS name.

namespace vidimus::detail {

/// The presented dNSName that names the reference, which is accepted by `check_dns_name` and in small letters; empty if none
/// does. Compiled where it is called: there the reference mostly is a constant.
[[nodiscard, gnu::always_inline]] inline auto matching_dns_name(Certificate const& certificate,
                                                                std::string_view reference) -> std::string_view {
  auto const names = certificate.subject_alt_names();
  if (!names) return {};
  for (auto const& name : *names) {
    if (name.kind != GeneralNameKind::dns_name) continue;
    auto const presented = text_of(name.value);
    if (dns_name_matches(presented, reference)) return presented;
  }
  return {};
}

/// Whether there is a subject alternative name of this form.
[[nodiscard]] inline auto presents_any(Certificate const& certificate, GeneralNameKind kind) -> bool {
  auto const names = certificate.subject_alt_names();
  return names && std::any_of(names->begin(), names->end(), [kind](GeneralName name) { return name.kind == kind; });
}

/// Every subject alternative name, of whatever form, as a report shows it.
[[nodiscard]] inline auto presented_names(Certificate const& certificate) -> std::vector<std::string> {
  PresentedNames presented;
  if (auto const names = certificate.subject_alt_names())
    for (auto const& name : *names) presented.add([&name] { return name.to_text(); });
  return std::move(presented).texts();
}

/// That no name of the wanted form is `wanted`. Errors: `peer_name_mismatch`; `peer_name_absent` where there is none of that
/// form. Both list what is presented.
[[nodiscard]] inline auto refuse_names(Certificate const& certificate, GeneralName const& wanted) -> Verdict {
  auto const code = presents_any(certificate, wanted.kind) ? Errc::peer_name_mismatch : Errc::peer_name_absent;
  Finding finding{code, Mismatch{wanted.to_text(), presented_names(certificate)}};
  return Verdict::refused(std::move(finding).about(0, certificate.subject().to_text()));
}

/// Errors: those of `refuse_names`.
[[nodiscard]] inline auto judge_dns_names(Certificate const& certificate, std::string_view reference) -> Verdict {
  auto const presented = matching_dns_name(certificate, reference);
  if (!presented.empty()) return Verdict::accepted("DNS:" + std::string{presented});
  return refuse_names(certificate, {GeneralNameKind::dns_name, bytes_of(reference)});
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/dns_name_match.hpp

// ---- vidimus/peer_name/dns_id.hpp
#ifndef VIDIMUS_SINGLE_peer_name_dns_id_hpp
#define VIDIMUS_SINGLE_peer_name_dns_id_hpp
// DnsId<"qm1.acme.example">: the peer's certificate names this host (RFC 9525, DNS-ID). The compiler checks the name.
//
// When to use: the peer is addressed by a DNS name and its certificates are issued for that name, as on the web.
// Guaranteed: only a dNSName among the subject alternative names counts, never the common name; letter case is ignored
// (RFC 4343); a presented wildcard is the whole left-most label and stands for exactly one label (RFC 9525, 6.3). No list of
// public suffixes is consulted: a CA that issues *.example for everybody is trusted to do so.

namespace vidimus {

namespace detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString Name, class Position, DnsNameMistake Mistake>
struct dns_id_error {
  static constexpr bool is_free_of_wildcards = Mistake != DnsNameMistake::wildcard;
  static constexpr bool is_no_address = Mistake != DnsNameMistake::ip_address;
  static constexpr bool is_ascii = Mistake != DnsNameMistake::not_ascii;
  static constexpr bool is_a_name =
      Mistake == DnsNameMistake::none || !is_free_of_wildcards || !is_no_address || !is_ascii;
};

// In a function, so that the class that calls it stays whole and a mistake is one error with Clang too.
template <class Error>
consteval auto explain_dns_name() {
  static_assert(
      Error::is_free_of_wildcards,
      "vidimus: DnsId takes the name of one host, without a wildcard: only certificates have wildcards (RFC 9525, "
      "6.3); At<> shows the offset");
  static_assert(Error::is_no_address,
                "vidimus: DnsId takes a DNS name, not an IP address and no port; At<> shows the offset");
  static_assert(
      Error::is_ascii,
      "vidimus: DnsId takes A-labels: write xn-- and what follows for a name that is not ASCII; At<> shows the offset");
  static_assert(
      Error::is_a_name,
      "vidimus: DnsId takes a DNS name: labels of letters, digits and inner hyphens, 1 to 63 octets each, 253 "
      "together; At<> shows the offset and DnsNameMistake the reason");
}

template <FixedString Name>
struct CheckedDnsName {
  static constexpr std::string_view name = without_final_dot(Name.view());
  static constexpr DnsNameError checked = check_dns_name(name);
  using Error = dns_id_error<Name, At<checked.offset>, checked.mistake>;
  static constexpr auto small_letters = [] {
    std::array<char, name.size() + 1> letters{};
    for (std::size_t i = 0; i != name.size(); ++i) letters[i] = lower(name[i]);
    return letters;
  }();
  static constexpr std::string_view reference{small_letters.data(), name.size()};
};

}  // namespace detail

/// A peer-name filter that accepts certificates for one DNS name. Empty type.
template <FixedString Name>
class DnsId {
  using Checked = detail::CheckedDnsName<Name>;
  using Explained = decltype(detail::explain_dns_name<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_mismatch`; `peer_name_absent` where the certificate has no dNSName. Both list every subject
  /// alternative name that is presented. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_dns_names(peer.certificate, Checked::reference);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return !detail::matching_dns_name(peer.certificate, Checked::reference).empty();
  }
  /// `DNS-ID qm1.acme.example`.
  [[nodiscard]] static auto describe() -> std::string { return "DNS-ID " + std::string{Checked::reference}; }
};

/// The same, with a name that is known at run time.
template <>
class DnsId<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `dns_name_malformed` with the reason and its offset.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<DnsId> {
    auto const name = detail::without_final_dot(text);
    auto const [mistake, offset] = detail::check_dns_name(name);
    if (mistake == DnsNameMistake::none) return DnsId{name};
    Malformed detail{std::string{text_of(mistake)}, offset, Errc::dns_name_malformed};
    return refuse(Finding{Errc::dns_name_malformed, std::move(detail), {}, detail::printable(text)});
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_dns_names(peer.certificate, reference_);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return !detail::matching_dns_name(peer.certificate, reference_).empty();
  }
  [[nodiscard]] auto describe() const -> std::string { return "DNS-ID " + reference_; }

 private:
  explicit DnsId(std::string_view name) : reference_{name} {
    for (auto& letter : reference_) letter = detail::lower(letter);
  }

  std::string reference_;  // in small letters
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/dns_id.hpp

// ---- vidimus/peer_name/email_address.hpp
#ifndef VIDIMUS_SINGLE_peer_name_email_address_hpp
#define VIDIMUS_SINGLE_peer_name_email_address_hpp
// E-mail addresses as reference identifiers: a Dot-string, `@` and a host name (RFC 5321, 4.1.2), which is what rfc822Names
// are in use. Quoted local parts, address literals and addresses beyond ASCII (RFC 9598) are none.

namespace vidimus {

/// What can be wrong with an address. The compiler prints the name; `text_of` has the words.
enum class EmailAddressMistake : unsigned char {
  none,
  at_sign_missing,
  local_part_empty,
  local_part_too_long,
  dot_misplaced,
  not_ascii,
  character_not_allowed,
  host_malformed,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(EmailAddressMistake mistake) -> std::string_view {
  switch (mistake) {
    case EmailAddressMistake::none: return "no mistake";
    case EmailAddressMistake::at_sign_missing: return "no @ between a local part and a host";
    case EmailAddressMistake::local_part_empty: return "nothing before the @";
    case EmailAddressMistake::local_part_too_long: return "more than 64 octets before the @";
    case EmailAddressMistake::dot_misplaced:
      return "a dot at the start or the end of the local part, or beside another";
    case EmailAddressMistake::not_ascii: return "a character that is not ASCII";
    case EmailAddressMistake::character_not_allowed: return "a character that a local part does not have unquoted";
    case EmailAddressMistake::host_malformed: return "what comes after the @ is no host name";
  }
  return {};
}

namespace detail {

inline constexpr std::size_t longest_local_part = 64;  // RFC 5321, 4.5.3.1.1

struct EmailAddressError {
  EmailAddressMistake mistake = EmailAddressMistake::none;
  std::size_t offset = 0;
};

/// RFC 5322, 3.2.3: atext.
constexpr auto is_atom_character(char c) -> bool {
  constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~";
  return is_letter_digit_hyphen(c) || others.find(c) != std::string_view::npos;
}

constexpr auto check_local_part(std::string_view local) -> EmailAddressError {
  if (local.empty()) return {EmailAddressMistake::local_part_empty, 0};
  if (local.size() > longest_local_part) return {EmailAddressMistake::local_part_too_long, longest_local_part};
  for (std::size_t i = 0; i != local.size(); ++i) {
    bool const is_first_or_last = i == 0 || i + 1 == local.size();
    if (local[i] == '.' && (is_first_or_last || local[i + 1] == '.')) return {EmailAddressMistake::dot_misplaced, i};
    if (local[i] == '.' || is_atom_character(local[i])) continue;
    bool const is_ascii = static_cast<unsigned char>(local[i]) < 0x80;
    return {is_ascii ? EmailAddressMistake::character_not_allowed : EmailAddressMistake::not_ascii, i};
  }
  return {};
}

/// Whether a text is a reference identifier.
constexpr auto check_email_address(std::string_view address) -> EmailAddressError {
  auto const at = address.rfind('@');
  if (at == std::string_view::npos) return {EmailAddressMistake::at_sign_missing, address.size()};
  auto const local = check_local_part(address.substr(0, at));
  if (local.mistake != EmailAddressMistake::none) return local;
  auto const host = check_dns_name(address.substr(at + 1));
  if (host.mistake == DnsNameMistake::none) return {};
  return {EmailAddressMistake::host_malformed, at + 1 + host.offset};
}

/// RFC 5280, 7.5: the local part is the same to the letter, the host but for the case of ASCII letters. `reference` is
/// accepted by `check_email_address`, so what equals it is well-formed too.
constexpr auto is_same_email_address(std::string_view presented, std::string_view reference) -> bool {
  auto const at = reference.rfind('@');
  if (presented.size() != reference.size() || presented.substr(0, at + 1) != reference.substr(0, at + 1)) return false;
  for (auto i = at + 1; i != reference.size(); ++i)
    if (lower(presented[i]) != lower(reference[i])) return false;
  return true;
}

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/email_address.hpp

// ---- vidimus/peer_name/email_id.hpp
#ifndef VIDIMUS_SINGLE_peer_name_email_id_hpp
#define VIDIMUS_SINGLE_peer_name_email_id_hpp
// EmailId<"qm1@acme.example">: the peer's certificate names this mailbox. The compiler checks the address.
//
// When to use: peers are people or services that are known by an e-mail address, as client certificates often are.
// Guaranteed: only an rfc822Name among the subject alternative names counts, never an emailAddress in the subject; the local
// part is the same to the letter, the host in either case of its letters (RFC 5280, 7.5).

namespace vidimus {

namespace detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString Address, class Position, EmailAddressMistake Mistake>
struct email_id_error {
  static constexpr bool is_an_address = Mistake == EmailAddressMistake::none;
};

template <class Error>
consteval auto explain_email_address() {
  static_assert(
      Error::is_an_address,
      "vidimus: EmailId takes one e-mail address, such as qm1@acme.example, without quotes or a display name; "
      "At<> shows the offset and EmailAddressMistake the reason");
}

template <FixedString Address>
struct CheckedEmailAddress {
  static constexpr std::string_view reference = Address.view();
  static constexpr EmailAddressError checked = check_email_address(reference);
  using Error = email_id_error<Address, At<checked.offset>, checked.mistake>;
};

/// The presented rfc822Name that is wanted.
[[nodiscard]] inline auto matching_email_address(Certificate const& certificate, std::string_view reference)
    -> std::optional<GeneralName> {
  if (auto const names = certificate.subject_alt_names())
    for (auto const& name : *names)
      if (name.kind == GeneralNameKind::rfc822_name && is_same_email_address(name.text(), reference)) return name;
  return std::nullopt;
}

/// Errors: those of `refuse_names`.
[[nodiscard]] inline auto judge_email_addresses(Certificate const& certificate, std::string_view reference) -> Verdict {
  if (auto const name = matching_email_address(certificate, reference)) return Verdict::accepted(name->to_text());
  return refuse_names(certificate, {GeneralNameKind::rfc822_name, bytes_of(reference)});
}

}  // namespace detail

/// A peer-name filter that accepts certificates for one mailbox. Empty type.
template <FixedString Address>
class EmailId {
  using Checked = detail::CheckedEmailAddress<Address>;
  using Explained = decltype(detail::explain_email_address<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_mismatch`; `peer_name_absent` where the certificate has no rfc822Name. Both list every subject
  /// alternative name that is presented. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_email_addresses(peer.certificate, Checked::reference);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::matching_email_address(peer.certificate, Checked::reference).has_value();
  }
  /// `e-mail address qm1@acme.example`.
  [[nodiscard]] static auto describe() -> std::string { return "e-mail address " + std::string{Checked::reference}; }
};

/// The same, with an address that is known at run time.
template <>
class EmailId<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `email_address_malformed` with the reason and its offset.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<EmailId> {
    auto const [mistake, offset] = detail::check_email_address(text);
    if (mistake == EmailAddressMistake::none) return EmailId{text};
    Malformed detail{std::string{text_of(mistake)}, offset, Errc::email_address_malformed};
    return refuse(Finding{Errc::email_address_malformed, std::move(detail), {}, detail::printable(text)});
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_email_addresses(peer.certificate, reference_);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::matching_email_address(peer.certificate, reference_).has_value();
  }
  [[nodiscard]] auto describe() const -> std::string { return "e-mail address " + reference_; }

 private:
  explicit EmailId(std::string_view address) : reference_{address} {}

  std::string reference_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/email_id.hpp

// ---- vidimus/peer_name/ip_id.hpp
#ifndef VIDIMUS_SINGLE_peer_name_ip_id_hpp
#define VIDIMUS_SINGLE_peer_name_ip_id_hpp
// IpId<"192.0.2.1">: the peer's certificate names this IP address (RFC 9525, IP-ID). The compiler checks the address.
//
// When to use: the peer is addressed by an IP address of version 4 or 6 and its certificates are issued for that address.
// Guaranteed: only an iPAddress among the subject alternative names counts, and it is compared octet by octet: 192.0.2.1 is
// not ::ffff:192.0.2.1, and no text is compared with it, neither a common name nor a dNSName that looks like an address.

namespace vidimus {

namespace detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString Address, class Position, IpAddressMistake Mistake>
struct ip_id_error {
  static constexpr bool is_an_address = Mistake == IpAddressMistake::none;
};

template <class Error>
consteval auto explain_ip_address() {
  static_assert(Error::is_an_address,
                "vidimus: IpId takes one IP address: 192.0.2.1 or 2001:db8::1, without brackets, port, prefix or zone; "
                "At<> shows the offset and IpAddressMistake the reason");
}

template <FixedString Address>
struct CheckedIpAddress {
  static constexpr ReadIpAddress read = read_ip_address(Address.view());
  using Error = ip_id_error<Address, At<read.offset>, read.mistake>;
  static constexpr IpAddress reference{ByteView{read.octets}.first(read.size)};
};

/// Compiled where it is called: there the reference mostly is a constant.
[[nodiscard, gnu::always_inline]] inline auto has_ip_address(Certificate const& certificate, IpAddress const& reference)
    -> bool {
  auto const names = certificate.subject_alt_names();
  if (!names) return false;
  for (auto const& name : *names)
    if (name.kind == GeneralNameKind::ip_address && same_bytes(name.value, reference.octets())) return true;
  return false;
}

/// Errors: those of `refuse_names`.
[[nodiscard]] inline auto judge_ip_addresses(Certificate const& certificate, IpAddress const& reference) -> Verdict {
  GeneralName const wanted{GeneralNameKind::ip_address, reference.octets()};
  return has_ip_address(certificate, reference) ? Verdict::accepted(wanted.to_text())
                                                : refuse_names(certificate, wanted);
}

}  // namespace detail

/// A peer-name filter that accepts certificates for one IP address. Empty type.
template <FixedString Address>
class IpId {
  using Checked = detail::CheckedIpAddress<Address>;
  using Explained = decltype(detail::explain_ip_address<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_mismatch`; `peer_name_absent` where the certificate has no iPAddress. Both list every subject
  /// alternative name that is presented. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_ip_addresses(peer.certificate, Checked::reference);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::has_ip_address(peer.certificate, Checked::reference);
  }
  /// `IP-ID 2001:db8::1`.
  [[nodiscard]] static auto describe() -> std::string { return "IP-ID " + Checked::reference.to_text(); }
};

/// The same, with an address that is known at run time.
template <>
class IpId<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `ip_address_malformed` with the reason and its offset.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<IpId> {
    auto const read = detail::read_ip_address(text);
    if (read.mistake == IpAddressMistake::none) return IpId{IpAddress{ByteView{read.octets}.first(read.size)}};
    Malformed detail{std::string{text_of(read.mistake)}, read.offset, Errc::ip_address_malformed};
    return refuse(Finding{Errc::ip_address_malformed, std::move(detail), {}, detail::printable(text)});
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_ip_addresses(peer.certificate, reference_);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::has_ip_address(peer.certificate, reference_);
  }
  [[nodiscard]] auto describe() const -> std::string { return "IP-ID " + reference_.to_text(); }

 private:
  explicit IpId(IpAddress reference) : reference_{reference} {}

  IpAddress reference_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/ip_id.hpp

// ---- vidimus/x509/uri_match.hpp
#ifndef VIDIMUS_SINGLE_x509_uri_match_hpp
#define VIDIMUS_SINGLE_x509_uri_match_hpp
// Comparing URIs as RFC 5280, 7.4 wants: "compare the scheme and host without regard to case, but assume the remainder of
// the scheme-specific-part is case sensitive".

namespace vidimus {

namespace detail {

[[nodiscard]] constexpr auto same_without_case(std::string_view a, std::string_view b) -> bool {
  constexpr auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// A URI in the parts that are compared differently (RFC 3986, 3); one without an authority has no host.
struct UriParts {
  std::string_view scheme, user, host, rest;

  explicit constexpr UriParts(std::string_view uri) : rest{uri} {
    auto const colon = uri.find(':');
    if (colon == std::string_view::npos) return;
    scheme = uri.substr(0, colon);
    rest = uri.substr(colon + 1);
    if (!rest.starts_with("//")) return;
    auto const authority = rest.substr(0, (std::min)(rest.find_first_of("/?#", 2), rest.size()));
    auto const at = authority.rfind('@');
    auto const host_begins = at == std::string_view::npos ? 2 : at + 1;
    user = authority.substr(0, host_begins);
    host = authority.substr(host_begins);
    rest.remove_prefix(authority.size());
  }
};

}  // namespace detail

/// Whether two URIs are the same but for the case of scheme and host.
[[nodiscard]] constexpr auto same_uri(std::string_view a, std::string_view b) -> bool {
  if (a == b) return true;
  detail::UriParts const left{a}, right{b};
  return detail::same_without_case(left.scheme, right.scheme) && left.user == right.user &&
         detail::same_without_case(left.host, right.host) && left.rest == right.rest;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/uri_match.hpp

// ---- vidimus/peer_name/uri_pattern.hpp
#ifndef VIDIMUS_SINGLE_peer_name_uri_pattern_hpp
#define VIDIMUS_SINGLE_peer_name_uri_pattern_hpp
// URIs as reference identifiers (RFC 3986, without a fragment): one URI, or all below a path, written with a final `/*`.
// Below a path only what every reader takes for the same path counts: no dot segments, no escaped dots or slashes.

namespace vidimus {

/// What can be wrong with a URI or a pattern. The compiler prints the name; `text_of` has the words.
enum class UriMistake : unsigned char {
  none,
  scheme_missing,
  nothing_after_scheme,
  not_ascii,
  character_not_allowed,
  escape_malformed,
  fragment,
  star_misplaced,
  host_missing,
  user_in_prefix,
  query_in_prefix,
  prefix_ambiguous,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(UriMistake mistake) -> std::string_view {
  switch (mistake) {
    case UriMistake::none: return "no mistake";
    case UriMistake::scheme_missing: return "no scheme, such as https:, at the start";
    case UriMistake::nothing_after_scheme: return "nothing after the scheme";
    case UriMistake::not_ascii: return "a character that is not ASCII";
    case UriMistake::character_not_allowed: return "a character that a URI does not have unescaped";
    case UriMistake::escape_malformed: return "a % without two hexadecimal digits";
    case UriMistake::fragment: return "a fragment";
    case UriMistake::star_misplaced: return "a * that is not the last segment of a path";
    case UriMistake::host_missing: return "a final /* without a host before it";
    case UriMistake::user_in_prefix: return "a user before the host, with a final /*";
    case UriMistake::query_in_prefix: return "a query before a final /*";
    case UriMistake::prefix_ambiguous:
      return "an empty segment, a dot segment or an escape that hides one, before a final /*";
  }
  return {};
}

namespace detail {

struct UriError {
  UriMistake mistake = UriMistake::none;
  std::size_t offset = 0;
};

constexpr auto is_uri_letter(char c) -> bool { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr auto is_uri_digit(char c) -> bool { return c >= '0' && c <= '9'; }

/// The value of a hexadecimal digit; 16: it is none.
constexpr auto uri_hex_value(char c) -> unsigned {
  if (is_uri_digit(c)) return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  return c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A') + 10 : 16;
}

/// RFC 3986, 2.2 and 2.3, without `#`, `*` and `%`, which have rules of their own here.
constexpr auto is_uri_character(char c) -> bool {
  constexpr std::string_view others = "-._~:/?[]@!$&'()+,;=";
  return is_uri_letter(c) || is_uri_digit(c) || others.find(c) != std::string_view::npos;
}

constexpr auto is_uri_escape(std::string_view text) -> bool {
  return text.size() >= 3 && text[0] == '%' && uri_hex_value(text[1]) < 16 && uri_hex_value(text[2]) < 16;
}

constexpr auto mistake_in_uri_character(std::string_view rest) -> UriMistake {
  if (static_cast<unsigned char>(rest[0]) >= 0x80) return UriMistake::not_ascii;
  if (rest[0] == '#') return UriMistake::fragment;
  if (rest[0] == '*') return UriMistake::star_misplaced;
  if (rest[0] == '%') return is_uri_escape(rest) ? UriMistake::none : UriMistake::escape_malformed;
  return is_uri_character(rest[0]) ? UriMistake::none : UriMistake::character_not_allowed;
}

/// RFC 3986, 3.1: where the scheme's colon is; npos: no scheme.
constexpr auto colon_of_uri_scheme(std::string_view uri) -> std::size_t {
  for (std::size_t i = 0; i != uri.size(); ++i) {
    if (uri[i] == ':') return i == 0 ? std::string_view::npos : i;
    bool const is_later = i != 0 && (is_uri_digit(uri[i]) || uri[i] == '+' || uri[i] == '-' || uri[i] == '.');
    if (!is_uri_letter(uri[i]) && !is_later) break;
  }
  return std::string_view::npos;
}

constexpr auto is_uri_pattern(std::string_view uri) -> bool { return uri.ends_with("/*"); }

/// Segments that have one reading only. `..;a` is a dot segment to readers that strip parameters first.
constexpr auto is_plain_uri_segment(std::string_view segment) -> bool {
  auto const name = segment.substr(0, segment.find(';'));
  if (name.empty() || name == "." || name == "..") return false;
  for (std::size_t i = 0; i != segment.size(); ++i) {
    if (mistake_in_uri_character(segment.substr(i)) != UriMistake::none) return false;
    if (segment[i] == '?' || segment[i] == '[' || segment[i] == ']') return false;
    if (segment[i] != '%') continue;
    auto const octet = uri_hex_value(segment[i + 1]) * 16 + uri_hex_value(segment[i + 2]);
    bool const hides_structure = octet == '.' || octet == '/' || octet == '\\' || octet == '%' || octet == ';';
    if (hides_structure || octet < 0x20 || octet == 0x7f) return false;
  }
  return true;
}

/// Where segments, without a slash before the first, stop being plain; npos: nowhere.
constexpr auto first_unplain_uri_segment(std::string_view segments) -> std::size_t {
  for (std::size_t at = 0;;) {
    auto const end = (std::min)(segments.find('/', at), segments.size());
    if (!is_plain_uri_segment(segments.substr(at, end - at))) return at;
    if (end == segments.size()) return std::string_view::npos;
    at = end + 1;
  }
}

/// `prefix`: up to the slash before the star, with a scheme and characters that are allowed.
constexpr auto check_uri_prefix(std::string_view prefix) -> UriError {
  UriParts const parts{prefix};
  auto const path_begins = prefix.size() - parts.rest.size();
  if (parts.host.empty() || parts.host[0] == ':' || parts.rest.empty())
    return {UriMistake::host_missing, parts.scheme.size() + 1};
  if (parts.user != "//") return {UriMistake::user_in_prefix, parts.scheme.size() + 3};
  if (auto const query = prefix.find('?'); query != prefix.npos) return {UriMistake::query_in_prefix, query};
  if (parts.rest == "/") return {};
  auto const unplain = first_unplain_uri_segment(parts.rest.substr(1, parts.rest.size() - 2));
  if (unplain == prefix.npos) return {};
  return {UriMistake::prefix_ambiguous, path_begins + 1 + unplain};
}

/// Whether a text is a reference identifier.
constexpr auto check_uri(std::string_view uri) -> UriError {
  bool const is_prefix = is_uri_pattern(uri);
  auto const text = uri.substr(0, uri.size() - (is_prefix ? 1 : 0));
  for (std::size_t i = 0; i != text.size(); ++i)
    if (auto const mistake = mistake_in_uri_character(text.substr(i)); mistake != UriMistake::none) return {mistake, i};
  auto const colon = colon_of_uri_scheme(text);
  if (colon == text.npos) return {UriMistake::scheme_missing, 0};
  if (colon + 1 == text.size()) return {UriMistake::nothing_after_scheme, text.size()};
  return is_prefix ? check_uri_prefix(text) : UriError{};
}

/// Scheme and host without case (RFC 5280, 7.4), the path to the letter and at least one whole segment below it.
constexpr auto is_below_uri(std::string_view presented, std::string_view prefix) -> bool {
  UriParts const theirs{presented}, ours{prefix};
  return same_without_case(theirs.scheme, ours.scheme) && theirs.user == ours.user &&
         same_without_case(theirs.host, ours.host) && theirs.rest.starts_with(ours.rest) &&
         first_unplain_uri_segment(theirs.rest.substr(ours.rest.size())) == std::string_view::npos;
}

/// RFC 3986, 6.2.2.2: an escape that readers may replace by its character, which is unreserved.
constexpr auto has_needless_escape(std::string_view path) -> bool {
  constexpr std::string_view marks = "-._~";
  for (std::size_t i = 0; i != path.size(); ++i) {
    if (!is_uri_escape(path.substr(i))) continue;
    auto const character = static_cast<char>(uri_hex_value(path[i + 1]) * 16 + uri_hex_value(path[i + 2]));
    if (is_uri_letter(character) || is_uri_digit(character) || marks.find(character) != marks.npos) return true;
  }
  return false;
}

/// Without a port and a final dot, which some readers leave out (RFC 3986, 6.2.3).
constexpr auto host_alone(std::string_view host) -> std::string_view {
  if (!host.ends_with(']')) host = host.substr(0, host.rfind(':'));
  if (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

/// Whether some readers would take a URI that is not below a prefix for one: it is but for a user, a port, a final dot of its
/// host, a query or a fragment, or its host or path has more than one reading.
constexpr auto may_be_below_uri(std::string_view presented, std::string_view prefix) -> bool {
  UriParts const theirs{presented}, ours{prefix};
  if (!same_without_case(theirs.scheme, ours.scheme)) return false;
  if (theirs.host.empty() || theirs.host.find_first_of("%\\") != theirs.host.npos) return true;
  if (!same_without_case(host_alone(theirs.host), host_alone(ours.host))) return false;
  auto path = theirs.rest.substr(0, theirs.rest.find_first_of("?#"));
  auto const above = path.substr(0, ours.rest.size());  // 6.2.2.1: the digits of an escape have no case
  if (path.size() > ours.rest.size() && same_without_case(above, ours.rest)) return true;
  if (path.starts_with('/')) path.remove_prefix(1);
  if (path.ends_with('/')) path.remove_suffix(1);
  return !path.empty() && (has_needless_escape(path) || first_unplain_uri_segment(path) != path.npos);
}

/// `reference` is accepted by `check_uri`.
constexpr auto uri_matches(std::string_view presented, std::string_view reference) -> bool {
  if (is_uri_pattern(reference)) return is_below_uri(presented, reference.substr(0, reference.size() - 1));
  return same_uri(presented, reference);
}

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/uri_pattern.hpp

// ---- vidimus/peer_name/uri_id.hpp
#ifndef VIDIMUS_SINGLE_peer_name_uri_id_hpp
#define VIDIMUS_SINGLE_peer_name_uri_id_hpp
// UriId<"https://mq.acme.example/qm1">: the peer's certificate names this URI; UriId<"https://mq.acme.example/payments/*">:
// one below that path. The compiler checks the URI.
//
// When to use: the company's certificates name services by URI. For SPIFFE IDs use SpiffeId, which knows their rules.
// Guaranteed: only a uniformResourceIdentifier among the subject alternative names counts; scheme and host are compared in
// either case of their letters, the rest to the letter (RFC 5280, 7.4).

namespace vidimus {

namespace detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString Uri, class Position, UriMistake Mistake>
struct uri_id_error {
  static constexpr bool is_a_uri = Mistake == UriMistake::none;
};

template <class Error>
consteval auto explain_uri() {
  static_assert(
      Error::is_a_uri,
      "vidimus: UriId takes one URI, such as https://mq.acme.example/qm1, or a path's with a final /*; At<> shows "
      "the offset and UriMistake the reason");
}

template <FixedString Uri>
struct CheckedUri {
  static constexpr std::string_view reference = Uri.view();
  static constexpr UriError checked = check_uri(reference);
  using Error = uri_id_error<Uri, At<checked.offset>, checked.mistake>;
};

/// The presented URI that is wanted.
[[nodiscard]] inline auto matching_uri(Certificate const& certificate, std::string_view reference)
    -> std::optional<GeneralName> {
  if (auto const names = certificate.subject_alt_names())
    for (auto const& name : *names)
      if (name.kind == GeneralNameKind::uri && uri_matches(name.text(), reference)) return name;
  return std::nullopt;
}

/// Whether a URI may be wanted and may be another one, which `Not` must not accept.
[[nodiscard]] inline auto has_unclear_uri(Certificate const& certificate, std::string_view reference) -> bool {
  auto const names = certificate.subject_alt_names();
  if (!names || !is_uri_pattern(reference)) return false;
  auto const prefix = reference.substr(0, reference.size() - 1);
  return std::any_of(names->begin(), names->end(), [prefix](GeneralName const& name) {
    return name.kind == GeneralNameKind::uri && may_be_below_uri(name.text(), prefix);
  });
}

/// Errors: those of `refuse_names`; `peer_name_ambiguous` for a URI that is below a path to some readers.
[[nodiscard]] inline auto judge_uris(Certificate const& certificate, std::string_view reference) -> Verdict {
  if (auto const name = matching_uri(certificate, reference)) return Verdict::accepted(name->to_text());
  GeneralName const wanted{GeneralNameKind::uri, bytes_of(reference)};
  if (!has_unclear_uri(certificate, reference)) return refuse_names(certificate, wanted);
  Finding finding{Errc::peer_name_ambiguous, Mismatch{wanted.to_text(), presented_names(certificate)}};
  return Verdict::refused(std::move(finding).about(0, certificate.subject().to_text()));
}

}  // namespace detail

/// A peer-name filter that accepts certificates for one URI, or for any below one path. Below a path (`/*`): one or more
/// whole segments, none of them empty, `.` or `..`; no escaped dot, slash, backslash, semicolon, percent sign or control
/// character; neither user, query nor fragment. Empty type.
template <FixedString Uri>
class UriId {
  using Checked = detail::CheckedUri<Uri>;
  using Explained = decltype(detail::explain_uri<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_mismatch`; `peer_name_absent` where the certificate has no URI; `peer_name_ambiguous` where one may be
  /// below the path, to readers that normalise it otherwise. All list every subject alternative name that is presented.
  /// Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_uris(peer.certificate, Checked::reference);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::matching_uri(peer.certificate, Checked::reference).has_value();
  }
  /// `URI https://mq.acme.example/qm1`.
  [[nodiscard]] static auto describe() -> std::string { return "URI " + std::string{Checked::reference}; }
};

/// The same, with a URI or pattern that is known at run time.
template <>
class UriId<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `uri_malformed` with the reason and its offset.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<UriId> {
    auto const [mistake, offset] = detail::check_uri(text);
    if (mistake == UriMistake::none) return UriId{text};
    Malformed detail{std::string{text_of(mistake)}, offset, Errc::uri_malformed};
    return refuse(Finding{Errc::uri_malformed, std::move(detail), {}, detail::printable(text)});
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_uris(peer.certificate, reference_);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::matching_uri(peer.certificate, reference_).has_value();
  }
  [[nodiscard]] auto describe() const -> std::string { return "URI " + reference_; }

 private:
  explicit UriId(std::string_view uri) : reference_{uri} {}

  std::string reference_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/uri_id.hpp

// ---- vidimus/peer_name/expected.hpp
#ifndef VIDIMUS_SINGLE_peer_name_expected_hpp
#define VIDIMUS_SINGLE_peer_name_expected_hpp
// ExpectedDnsId and the like: the kind of name is in the type, the name itself is given when the connection is made.
//
//   using Channel = SecureChannel<TcpTransport, Rfc5280<>, …, ExpectedDnsId>;
//   auto channel = connect(std::move(transport), endpoint, expect("qm1.acme.example"));
//
// When to use: one endpoint for many peers, whose names a user or a configuration gives. Can be a part of AllOf, AnyOf and Not.
// Guaranteed: a connection for which no name was given does not compile, and neither does a name that no filter would look at.

namespace vidimus {

/// Whom a connection is to meet; made by `expect`.
struct ExpectedName {
  std::string text;
};

/// `connect(transport, endpoint, expect("qm1.acme.example"))`.
[[nodiscard]] inline auto expect(std::string name) -> ExpectedName { return {std::move(name)}; }

namespace detail {

template <class Id>
concept NameAtRunTime = requires(std::string_view text, EndEntity const& peer) {
  { Id::parse(text) } -> std::same_as<Result<Id>>;
  { Id::parse(text)->accepts(peer) } -> std::same_as<Verdict>;
};

template <class Id>
inline constexpr std::string_view kind_of_name = "name";
template <>
inline constexpr std::string_view kind_of_name<DnsId<dynamic>> = "DNS-ID";
template <>
inline constexpr std::string_view kind_of_name<IpId<dynamic>> = "IP address";
template <>
inline constexpr std::string_view kind_of_name<UriId<dynamic>> = "URI";
template <>
inline constexpr std::string_view kind_of_name<EmailId<dynamic>> = "e-mail address";

}  // namespace detail

/// A peer-name filter that compares with the name that was given to `connect`, as `Id` reads it. Empty type.
template <detail::NameAtRunTime Id>
class Expected {
 public:
  using role = vidimus::role::peer_name_filter;
  static constexpr bool expects_name = true;

  /// Errors: those of `Id`; `bad_argument` where no name was given. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    if (peer.expected_name.empty())
      return Verdict::refused({Errc::bad_argument, Note{"no name was given that the peer could have"}});
    auto const id = Id::parse(peer.expected_name);
    return id ? id->accepts(peer) : Verdict::refused(id.error().decisive());
  }
  /// `the expected DNS-ID`.
  [[nodiscard]] static auto describe() -> std::string {
    return "the expected " + std::string{detail::kind_of_name<Id>};
  }

  /// Errors: those of `Id::parse`.
  [[nodiscard]] static auto check_expected(std::string_view name) -> std::optional<Failure> {
    auto const id = Id::parse(name);
    return id ? std::nullopt : std::optional{id.error()};
  }
};

/// A host, an address, a URI or a mailbox that is named when the connection is made.
using ExpectedDnsId = Expected<DnsId<dynamic>>;
using ExpectedIpId = Expected<IpId<dynamic>>;
using ExpectedUriId = Expected<UriId<dynamic>>;
using ExpectedEmailId = Expected<EmailId<dynamic>>;

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/expected.hpp

// ---- vidimus/peer_name/peer_map_rule.hpp
#ifndef VIDIMUS_SINGLE_peer_name_peer_map_rule_hpp
#define VIDIMUS_SINGLE_peer_name_peer_map_rule_hpp
// A rule of a PeerMap as it is written: IBM MQ's SSLPEERMAP record. MQ's USERSRC(MAP), (CHANNEL) and (NOACCESS) are map, allow
// and block; WARN(YES) is a dry run.

namespace vidimus {

/// What a rule does with a peer that it matches.
enum class PeerAction : unsigned char {
  map,    ///< accepted, and has a value
  allow,  ///< accepted, without a value
  block,  ///< refused
};

/// `PeerMapRule<User>::map("CN=QM2*, O=Acme", user).issued_by("CN=Acme CA")`. A rule that maps has a value, others have none.
template <class Value>
class PeerMapRule {
 public:
  /// `ssl_peer` is a filter of `SslPeer<dynamic>`'s grammar, read by `PeerMap::make`.
  [[nodiscard]] static auto map(std::string ssl_peer, Value value) -> PeerMapRule {
    return PeerMapRule{std::move(ssl_peer), PeerAction::map, std::move(value)};
  }
  [[nodiscard]] static auto allow(std::string ssl_peer) -> PeerMapRule {
    return PeerMapRule{std::move(ssl_peer), PeerAction::allow, std::nullopt};
  }
  [[nodiscard]] static auto block(std::string ssl_peer) -> PeerMapRule {
    return PeerMapRule{std::move(ssl_peer), PeerAction::block, std::nullopt};
  }
  /// The peer's issuer must match too: a filter of `SslCertIssuer<dynamic>`'s grammar.
  [[nodiscard]] auto issued_by(std::string ssl_cert_issuer) && -> PeerMapRule {
    ssl_cert_issuer_ = std::move(ssl_cert_issuer);
    return std::move(*this);
  }
  /// The rule is reported where it would have decided, and decides nothing.
  [[nodiscard]] auto as_dry_run() && -> PeerMapRule {
    is_dry_run_ = true;
    return std::move(*this);
  }

  [[nodiscard]] auto ssl_peer() const -> std::string const& { return ssl_peer_; }
  [[nodiscard]] auto ssl_cert_issuer() const -> std::optional<std::string> const& { return ssl_cert_issuer_; }
  [[nodiscard]] auto action() const -> PeerAction { return action_; }
  /// Empty unless the rule maps.
  [[nodiscard]] auto value() const -> std::optional<Value> const& { return value_; }
  [[nodiscard]] auto is_dry_run() const -> bool { return is_dry_run_; }

 private:
  PeerMapRule(std::string ssl_peer, PeerAction action, std::optional<Value> value)
      : ssl_peer_{std::move(ssl_peer)}, action_{action}, value_{std::move(value)} {}

  std::string ssl_peer_;
  std::optional<std::string> ssl_cert_issuer_;
  PeerAction action_;
  std::optional<Value> value_;
  bool is_dry_run_ = false;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/peer_map_rule.hpp

// ---- vidimus/peer_name/peer_map_decision.hpp
#ifndef VIDIMUS_SINGLE_peer_name_peer_map_decision_hpp
#define VIDIMUS_SINGLE_peer_name_peer_map_decision_hpp
// What a PeerMap decided about a peer, and why: which rule won, which would have if it were no dry run, and why others lost.

namespace vidimus {

/// A rule that is for the peer and less specific than the one that won.
struct PeerMapRunnerUp {
  std::size_t number;  ///< of the rule, from 1
  std::string rule;    ///< `rule 2 (SSLPEER O=Acme)`
  std::string reason;  ///< why it lost: `its CN has more wildcards`
};

/// The rule that decides, or one that would.
struct PeerMapWinner {
  std::size_t number;
  std::string rule;
  PeerAction action;
};

/// A value of its own: it keeps what it points to, also when the map is gone.
template <class Value>
struct Decision {
  /// At most this many of `runners_up` and of `dry_runs` are listed.
  static constexpr std::size_t most_listed = 8;

  /// Empty: no rule that may decide is for the peer, which is therefore refused.
  std::optional<PeerMapWinner> winner;
  /// What the peer is mapped to; null unless the winner maps.
  std::shared_ptr<Value const> value;
  /// Dry runs that would have won, the most specific first.
  std::vector<PeerMapWinner> dry_runs;
  /// The others that are for the peer, dry runs among them, the most specific first.
  std::vector<PeerMapRunnerUp> runners_up;

  [[nodiscard]] auto is_accepted() const -> bool { return winner && winner->action != PeerAction::block; }
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/peer_map_decision.hpp

// ---- vidimus/peer_name/peer_map_filter.hpp
#ifndef VIDIMUS_SINGLE_peer_name_peer_map_filter_hpp
#define VIDIMUS_SINGLE_peer_name_peer_map_filter_hpp
// A rule of a PeerMap as it was read: whom it is for, and how it stands to another rule.

namespace vidimus::detail {

/// Whom a rule is for.
struct RuleFilters {
  DnFilterView subject;
  std::optional<DnFilterView> issuer;

  /// `SSLPEER CN=QM2*, SSLCERTI O=Acme`.
  [[nodiscard]] auto to_text() const -> std::string {
    auto const issuer_text = issuer ? ", SSLCERTI " + std::string{issuer->text} : std::string{};
    return "SSLPEER " + std::string{subject.text} + issuer_text;
  }
};

[[nodiscard]] inline auto rule_text(std::size_t number, RuleFilters const& filters, bool is_dry_run) -> std::string {
  return "rule " + std::to_string(number) + " (" + filters.to_text() + (is_dry_run ? ", dry run)" : ")");
}

struct PeerMapFilter {
  std::size_t number = 0;  ///< of the rule, from 1 in the order in which they were given
  DynamicDnFilter subject;
  std::optional<DynamicDnFilter> issuer;
  bool is_dry_run = false;

  /// Views of this.
  [[nodiscard]] auto filters() const -> RuleFilters {
    return {subject.view(), issuer ? std::optional{issuer->view()} : std::nullopt};
  }
  /// `rule 3 (SSLPEER CN=QM2*, SSLCERTI O=Acme)`.
  [[nodiscard]] auto to_text() const -> std::string { return rule_text(number, filters(), is_dry_run); }
};

/// `order` is greater where the first rule is the more specific. `why` is said of the other one.
struct RulePrecedence {
  std::strong_ordering order = std::strong_ordering::equal;
  std::string (*why)(DnPrecedence const&) = [](DnPrecedence const& it) { return reason_of(it); };
  DnPrecedence filters{};

  [[nodiscard]] auto to_text() const -> std::string { return why(filters); }
};

/// The subject's filter first; then a rule with SSLCERTI before the same without; then the issuer's filter.
[[nodiscard]] constexpr auto compare_rules(RuleFilters const& a, RuleFilters const& b) -> RulePrecedence {
  RulePrecedence precedence;
  precedence.filters = compare_filters(a.subject, b.subject);
  precedence.order = precedence.filters.order;
  if (precedence.order != 0) return precedence;
  precedence.order = a.issuer.has_value() <=> b.issuer.has_value();
  precedence.why = [](DnPrecedence const&) -> std::string { return "it has no SSLCERTI"; };
  if (precedence.order != 0 || !a.issuer) return precedence;
  precedence.filters = compare_filters(*a.issuer, *b.issuer);
  precedence.order = precedence.filters.order;
  precedence.why = [](DnPrecedence const& it) { return "of SSLCERTI, " + reason_of(it); };
  return precedence;
}

/// Whether two equally specific rules are for exactly the same peers.
[[nodiscard]] constexpr auto is_for_same_peers(RuleFilters const& a, RuleFilters const& b) -> bool {
  return is_same_filter(a.subject, b.subject) && (!a.issuer || is_same_filter(*a.issuer, *b.issuer));
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/peer_map_filter.hpp

// ---- vidimus/peer_name/peer_map_index.hpp
#ifndef VIDIMUS_SINGLE_peer_name_peer_map_index_hpp
#define VIDIMUS_SINGLE_peer_name_peer_map_index_hpp
// Which rules of a PeerMap a peer could match, without trying each. A rule is found by one of its values: by the whole of it,
// or by what stands beside its wildcards. Of a rule's values that one is taken which it shares with the fewest others.
// Rules whose values all are `*` are tried for every peer.
//
// The keys of the tables are the administrator's, so a peer cannot choose what falls together in them.

namespace vidimus::detail {

/// Rules by the values that they want of one attribute, all with the same wildcards and, if they have any, of the same size.
class PeerMapTable {
 public:
  explicit PeerMapTable(DnFilterPart const& part)
      : key_{part.key}, place_{part.place}, spaces_{part.spaces}, open_{part.open}, size_{size_of(part)} {}

  [[nodiscard]] auto is_for(DnFilterPart const& part) const -> bool {
    return key_ == part.key && place_ == part.place && spaces_ == part.spaces && open_.start == part.open.start &&
           open_.end == part.open.end && size_ == size_of(part);
  }
  void add(std::string_view literal, std::uint32_t rank) { ranks_[literal].push_back(rank); }
  [[nodiscard]] auto count(std::string_view literal) const -> std::size_t { return ranks_.at(literal).size(); }

  using Ranks = std::vector<std::uint32_t>;

  /// Adds the rules whose value matches the peer's: those of one value of theirs together, each once or more often.
  void find(DnValues const& peer, std::vector<Ranks const*>& found) const {
    auto const value = peer.text(key_, place_, spaces_);
    if (!value || value->size() < size_) return;
    if (!open_.start && !open_.end) return find(*value, found);
    auto const last = value->size() - size_;
    if (!open_.start) return find(value->substr(0, size_), found);
    for (auto at = open_.end ? std::size_t{0} : last; at <= last; ++at) find(value->substr(at, size_), found);
  }

 private:
  [[nodiscard]] static auto size_of(DnFilterPart const& part) -> std::size_t {
    return part.open.start || part.open.end ? part.literal_size : 0;
  }
  void find(std::string_view piece, std::vector<Ranks const*>& found) const {
    auto const ranks = ranks_.find(piece);
    if (ranks != ranks_.end()) found.push_back(&ranks->second);
  }

  AttributeKey key_;
  std::uint16_t place_;
  Spaces spaces_;
  OpenEnds open_;
  std::size_t size_;  // of what stands beside the wildcards
  std::unordered_map<std::string_view, Ranks> ranks_;
};

class PeerMapTables {
 public:
  /// The filter that the literal is a view of must outlive the tables.
  void add(DnFilterView filter, DnFilterPart const& part, std::uint32_t rank) {
    auto table = std::find_if(tables_.begin(), tables_.end(), [&](auto const& it) { return it.is_for(part); });
    if (table == tables_.end()) table = tables_.insert(table, PeerMapTable{part});
    table->add(filter.literal_of(part), rank);
  }
  /// Only of a part that was added.
  [[nodiscard]] auto count(DnFilterView filter, DnFilterPart const& part) const -> std::size_t {
    auto const table = std::find_if(tables_.begin(), tables_.end(), [&](auto const& it) { return it.is_for(part); });
    return table->count(filter.literal_of(part));
  }
  /// In ascending order, each once if it was added once.
  [[nodiscard]] auto find(DnValues const& peer) const -> std::vector<std::uint32_t> {
    std::vector<PeerMapTable::Ranks const*> lists;
    for (auto const& table : tables_) table.find(peer, lists);
    std::sort(lists.begin(), lists.end(), std::less<>{});
    lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
    PeerMapTable::Ranks found;
    for (auto const* const list : lists) found.insert(found.end(), list->begin(), list->end());
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  std::vector<PeerMapTable> tables_;
};

class PeerMapIndex {
 public:
  PeerMapIndex() = default;
  /// Of subjects' filters, each known by its rank. They must outlive the index.
  explicit PeerMapIndex(std::vector<DnFilterView> const& filters) {
    PeerMapTables all;
    for (std::size_t rank = 0; rank != filters.size(); ++rank)
      for (auto const& part : filters[rank].parts)
        if (wildcards_of(part) != any_value) all.add(filters[rank], part, static_cast<std::uint32_t>(rank));
    for (std::size_t rank = 0; rank != filters.size(); ++rank)
      put(all, filters[rank], static_cast<std::uint32_t>(rank));
  }

  /// The ranks of all rules that the peer could match, and of some others, in ascending order.
  [[nodiscard]] auto candidates(DnValues const& peer) const -> std::vector<std::uint32_t> {
    auto const found = tables_.find(peer);
    std::vector<std::uint32_t> all;
    all.reserve(found.size() + scanned_.size());
    std::merge(found.begin(), found.end(), scanned_.begin(), scanned_.end(), std::back_inserter(all));
    return all;
  }

 private:
  void put(PeerMapTables const& all, DnFilterView filter, std::uint32_t rank) {
    DnFilterPart const* rarest = nullptr;
    std::size_t fewest = 0;
    for (auto const& part : filter.parts) {
      if (wildcards_of(part) == any_value) continue;
      auto const count = all.count(filter, part);
      if (rarest != nullptr && count >= fewest) continue;
      rarest = &part;
      fewest = count;
    }
    if (rarest == nullptr) return scanned_.push_back(rank);
    tables_.add(filter, *rarest, rank);
  }

  PeerMapTables tables_;
  std::vector<std::uint32_t> scanned_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/peer_map_index.hpp

// ---- vidimus/peer_name/peer_map_filters.hpp
#ifndef VIDIMUS_SINGLE_peer_name_peer_map_filters_hpp
#define VIDIMUS_SINGLE_peer_name_peer_map_filters_hpp
// The rules of a PeerMap without their values: checked against each other, in order of precedence, and indexed.

namespace vidimus::detail {

/// Ranks, the most specific rule first.
struct PeerMapMatches {
  std::optional<std::size_t> winner;
  std::vector<std::size_t> dry_runs;  ///< in front of the winner
  std::vector<std::size_t> runners_up;
};

/// Errors: `ssl_peer_malformed`, which names the rule, with the offset in its filter.
[[nodiscard]] inline auto read_peer_map_filter(std::size_t number, std::string_view ssl_peer,
                                               std::optional<std::string> const& ssl_cert_issuer)
    -> Result<PeerMapFilter> {
  PeerMapFilter rule;
  rule.number = number;
  auto const refuse_as = [&](Failure const& failure, std::string_view parameter) {
    auto finding = failure.decisive();
    finding.subject = "rule " + std::to_string(number) + ", " + std::string{parameter} + ' ' + finding.subject;
    return refuse(std::move(finding));
  };
  auto subject = parse_dn_filter(ssl_peer, DnOf::subject);
  if (!subject) return refuse_as(subject.error(), "SSLPEER");
  rule.subject = *std::move(subject);
  if (!ssl_cert_issuer) return rule;
  auto issuer = parse_dn_filter(*ssl_cert_issuer, DnOf::issuer);
  if (!issuer) return refuse_as(issuer.error(), "SSLCERTI");
  rule.issuer = *std::move(issuer);
  return rule;
}

/// Immutable, at one address.
class PeerMapFilters {
 public:
  /// Whether two rules, by their numbers, do the same with a peer.
  using IsSameOutcome = std::function<bool(std::size_t, std::size_t)>;

  /// Errors: `peer_map_unreachable`, `peer_map_ambiguous`; see `PeerMap::make`.
  [[nodiscard]] static auto make(std::vector<PeerMapFilter> rules, IsSameOutcome const& is_same_outcome)
      -> Result<std::shared_ptr<PeerMapFilters const>> {
    std::ranges::sort(rules, [](PeerMapFilter const& a, PeerMapFilter const& b) {
      return precedes(a, b) || (!precedes(b, a) && a.number < b.number);
    });
    for (std::size_t i = 1; i < rules.size(); ++i)
      if (!precedes(rules[i - 1], rules[i]))
        return refuse(indistinct(rules[i - 1], rules[i], is_same_outcome(rules[i - 1].number, rules[i].number)));
    return std::make_shared<PeerMapFilters const>(std::move(rules));
  }
  /// Of rules that were checked, in order.
  explicit PeerMapFilters(std::vector<PeerMapFilter> rules) : rules_{std::move(rules)}, index_{views_of(rules_)} {}
  PeerMapFilters(PeerMapFilters const&) = delete;
  auto operator=(PeerMapFilters const&) -> PeerMapFilters& = delete;

  [[nodiscard]] auto at(std::size_t rank) const -> PeerMapFilter const& { return rules_[rank]; }
  [[nodiscard]] auto size() const -> std::size_t { return rules_.size(); }

  /// Lists at most `most` runners-up and dry runs.
  [[nodiscard]] auto find(Certificate const& certificate, std::size_t most) const -> PeerMapMatches {
    DnValues const subject{certificate.subject(), certificate.serial_number()};
    std::optional<DnValues> issuer;
    PeerMapMatches matches;
    for (std::size_t const rank : index_.candidates(subject)) {
      auto const& rule = rules_[rank];
      if (!subject.matches(rule.subject.view())) continue;
      if (rule.issuer && !issuer) issuer.emplace(certificate.issuer());
      if (rule.issuer && !issuer->matches(rule.issuer->view())) continue;
      put(matches, rank, most);
      if (matches.runners_up.size() == most) break;
    }
    return matches;
  }

 private:
  // Of two that are equally specific the dry run comes first, so that it is reported.
  [[nodiscard]] static auto precedes(PeerMapFilter const& a, PeerMapFilter const& b) -> bool {
    auto const order = compare_rules(a.filters(), b.filters()).order;
    return order != 0 ? order > 0 : a.is_dry_run && !b.is_dry_run;
  }

  [[nodiscard]] static auto indistinct(PeerMapFilter const& a, PeerMapFilter const& b, bool is_same_outcome)
      -> Finding {
    bool const is_same = is_for_same_peers(a.filters(), b.filters());
    if (is_same && is_same_outcome)
      return {Errc::peer_map_unreachable, Note{a.to_text() + " already does the same"}, {}, b.to_text()};
    auto const why = is_same ? " is for the same peers and does something else" : " is equally specific";
    return {Errc::peer_map_ambiguous, Note{a.to_text() + why}, {}, b.to_text()};
  }

  [[nodiscard]] static auto views_of(std::vector<PeerMapFilter> const& rules) -> std::vector<DnFilterView> {
    std::vector<DnFilterView> views;
    for (auto const& rule : rules) views.push_back(rule.subject.view());
    return views;
  }

  void put(PeerMapMatches& matches, std::size_t rank, std::size_t most) const {
    if (matches.winner) return matches.runners_up.push_back(rank);
    if (!rules_[rank].is_dry_run) {
      matches.winner = rank;
    } else if (matches.dry_runs.size() != most) {
      matches.dry_runs.push_back(rank);
    }
  }

  std::vector<PeerMapFilter> rules_;
  PeerMapIndex index_;  // views of the rules
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/peer_map_filters.hpp

// ---- vidimus/peer_name/peer_map_verdict.hpp
#ifndef VIDIMUS_SINGLE_peer_name_peer_map_verdict_hpp
#define VIDIMUS_SINGLE_peer_name_peer_map_verdict_hpp
// What a PeerMap's decision is as a verdict: whom it maps or allows is accepted, nobody else.

namespace vidimus::detail {

/// For a report: a text, a whole number, or what `to_text(value)` makes of another type; empty for a type without one.
template <class Value>
[[nodiscard]] auto mapped_text(Value const& value) -> std::string {
  if constexpr (std::convertible_to<Value const&, std::string_view>) {
    return printable(value);
  } else if constexpr (std::integral<Value> && !std::same_as<Value, bool>) {
    return std::to_string(value);
  } else if constexpr (requires {
                         { to_text(value) } -> std::convertible_to<std::string>;
                       }) {
    return to_text(value);
  } else {
    return {};
  }
}

[[nodiscard]] inline auto map_text(std::size_t rules) -> std::string {
  return "a peer map of " + std::to_string(rules) + (rules == 1 ? " rule" : " rules");
}

[[nodiscard]] inline auto past_tense(PeerAction action) -> std::string {
  return action == PeerAction::map ? "mapped" : action == PeerAction::allow ? "allowed" : "blocked";
}

/// Of a decision with a winner.
template <class Value>
[[nodiscard]] auto winner_text(Decision<Value> const& decision) -> std::string {
  auto const value = decision.value ? mapped_text(*decision.value) : std::string{};
  return past_tense(decision.winner->action) + (value.empty() ? "" : " to " + value) + " by " + decision.winner->rule;
}

template <class Value>
[[nodiscard]] auto warning_of(Decision<Value> const& decision) -> std::string {
  std::string text;
  for (auto const& dry_run : decision.dry_runs)
    text += "; warning: " + past_tense(dry_run.action) + " by " + dry_run.rule + " if it were no dry run";
  return text;
}

/// Errors: see `PeerMap::accepts`.
template <class Value>
[[nodiscard]] auto verdict_on(Decision<Value> const& decision, EndEntity const& peer, std::string const& map)
    -> Verdict {
  auto const warning = warning_of(decision);
  if (decision.is_accepted()) return Verdict::accepted(winner_text(decision) + warning);
  auto const code = decision.winner ? Errc::peer_blocked : Errc::peer_not_mapped;
  auto const wanted = decision.winner ? "none that is blocked by " + decision.winner->rule : map;
  auto subject = peer.certificate.subject().to_text();
  Finding finding{code, Mismatch{wanted + warning, {subject}}};
  return Verdict::refused(std::move(finding).about(0, std::move(subject)));
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/peer_map_verdict.hpp

// ---- vidimus/peer_name/peer_map.hpp
#ifndef VIDIMUS_SINGLE_peer_name_peer_map_hpp
#define VIDIMUS_SINGLE_peer_name_peer_map_hpp
// PeerMap<Value>: rules from distinguished names to a value of the application, as IBM MQ's SSLPEERMAP records map them to an
// MCAUSER.
//
// When to use: what a peer may do depends on who it is, and the list is read at start-up. `decide` gives the value; as a
// PeerNameFilter the map accepts whom it maps or allows.
// Guaranteed: the most specific rule decides (dn_filter_precedence.hpp has the order), whatever the order in which they were
// given; a peer that no rule is for is refused. A dry run decides nothing: a map decides as it would without it, so that
// adding one lets in or keeps out nobody.

namespace vidimus {

namespace detail {

template <class Value>
[[nodiscard]] auto is_same_outcome(PeerMapRule<Value> const& a, PeerMapRule<Value> const& b) -> bool {
  if (a.action() != b.action()) return false;
  if (a.action() != PeerAction::map) return true;
  if constexpr (std::equality_comparable<Value>) {
    return *a.value() == *b.value();
  } else {
    return false;
  }
}

}  // namespace detail

/// Immutable; copies share the rules. Callable from several threads.
template <class Value>
class PeerMap {
 public:
  using role = vidimus::role::peer_name_filter;
  using Rule = PeerMapRule<Value>;

  /// Rules are numbered from 1 as they are given; their order means nothing else. Without a rule every peer is refused.
  ///
  /// Errors, each naming the rule:
  ///   `ssl_peer_malformed`    a filter, with the reason and its offset; a blank one too;
  ///   `peer_map_ambiguous`    two rules are equally specific: the same filters with another outcome (values that cannot be
  ///                           compared count as others), or such as `CN=*A` and `CN=A*`, for which some peer is both;
  ///   `peer_map_unreachable`  the same filters with the same outcome again. A filter that matches all that another one does
  ///                           is never the more specific, `00` beside `00*` as a SERIALNUMBER apart, so no other single
  ///                           rule can hide one.
  /// A dry run and a rule that decides may have the same filters.
  [[nodiscard]] static auto make(std::vector<Rule> rules) -> Result<PeerMap> {
    std::vector<detail::PeerMapFilter> filters;
    filters.reserve(rules.size());
    for (auto const& rule : rules) {
      auto filter = detail::read_peer_map_filter(filters.size() + 1, rule.ssl_peer(), rule.ssl_cert_issuer());
      if (!filter) return refuse(std::move(filter.error()));
      filter->is_dry_run = rule.is_dry_run();
      filters.push_back(*std::move(filter));
    }
    auto checked = detail::PeerMapFilters::make(std::move(filters), [&](std::size_t a, std::size_t b) {
      return detail::is_same_outcome(rules[a - 1], rules[b - 1]);
    });
    if (!checked) return refuse(std::move(checked.error()));
    return PeerMap{std::make_shared<std::vector<Rule> const>(std::move(rules)), *std::move(checked)};
  }

  /// What the most specific rule that is for the peer says, and why. Never fails: see `Decision::winner`.
  [[nodiscard]] auto decide(EndEntity const& peer) const -> Decision<Value> {
    auto const matches = filters_->find(peer.certificate, Decision<Value>::most_listed);
    Decision<Value> decision;
    for (auto const rank : matches.dry_runs) decision.dry_runs.push_back(winner(rank));
    if (!matches.winner) return decision;
    decision.winner = winner(*matches.winner);
    if (auto const& value = rule(*matches.winner).value()) decision.value = {rules_, &*value};
    for (auto const rank : matches.runners_up) decision.runners_up.push_back(runner_up(*matches.winner, rank));
    return decision;
  }

  /// Errors: `peer_blocked` with the rule; `peer_not_mapped` where no rule is for the peer. Both list the subject, and dry
  /// runs that would have decided.
  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::verdict_on(decide(peer), peer, describe());
  }
  /// `a peer map of 12 rules`.
  [[nodiscard]] auto describe() const -> std::string { return detail::map_text(rules_->size()); }

 private:
  PeerMap(std::shared_ptr<std::vector<Rule> const> rules, std::shared_ptr<detail::PeerMapFilters const> filters)
      : rules_{std::move(rules)}, filters_{std::move(filters)} {}

  [[nodiscard]] auto rule(std::size_t rank) const -> Rule const& { return (*rules_)[filters_->at(rank).number - 1]; }
  [[nodiscard]] auto winner(std::size_t rank) const -> PeerMapWinner {
    auto const& filter = filters_->at(rank);
    return {filter.number, filter.to_text(), rule(rank).action()};
  }
  [[nodiscard]] auto runner_up(std::size_t winner, std::size_t rank) const -> PeerMapRunnerUp {
    auto const& filter = filters_->at(rank);
    return {filter.number, filter.to_text(),
            detail::compare_rules(filters_->at(winner).filters(), filter.filters()).to_text()};
  }

  std::shared_ptr<std::vector<Rule> const> rules_;
  std::shared_ptr<detail::PeerMapFilters const> filters_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/peer_map.hpp

// ---- vidimus/peer_name/spiffe_pattern.hpp
#ifndef VIDIMUS_SINGLE_peer_name_spiffe_pattern_hpp
#define VIDIMUS_SINGLE_peer_name_spiffe_pattern_hpp
// SPIFFE IDs (SPIFFE-ID, section 2) and what a filter wants of them: a trust domain, and a path or all below one.

namespace vidimus {

/// What can be wrong with a trust domain or a path. The compiler prints the name; `text_of` has the words.
enum class SpiffeMistake : unsigned char {
  none,
  trust_domain_empty,
  trust_domain_too_long,
  trust_domain_character,
  path_missing,
  path_without_slash,
  path_too_long,
  path_character,
  path_segment_empty,
  path_dot_segment,
};

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(SpiffeMistake mistake) -> std::string_view {
  switch (mistake) {
    case SpiffeMistake::none: return "no mistake";
    case SpiffeMistake::trust_domain_empty: return "no trust domain";
    case SpiffeMistake::trust_domain_too_long: return "a trust domain of more than 255 octets";
    case SpiffeMistake::trust_domain_character:
      return "a character of the trust domain that is no small letter, digit, dot, hyphen or underscore";
    case SpiffeMistake::path_missing: return "no path, which each workload has";
    case SpiffeMistake::path_without_slash: return "a path that does not begin with a slash";
    case SpiffeMistake::path_too_long: return "a SPIFFE ID of more than 2048 octets";
    case SpiffeMistake::path_character:
      return "a character of the path that is no letter, digit, dot, hyphen or underscore, nor a final /*";
    case SpiffeMistake::path_segment_empty: return "an empty segment or a slash at the end of the path";
    case SpiffeMistake::path_dot_segment: return "a segment . or .. of the path";
  }
  return {};
}

namespace detail {

inline constexpr std::string_view spiffe_scheme = "spiffe://";
inline constexpr std::size_t longest_trust_domain = 255;
inline constexpr std::size_t longest_spiffe_id = 2048;

struct SpiffeError {
  SpiffeMistake mistake = SpiffeMistake::none;
  std::size_t offset = 0;
};

constexpr auto is_trust_domain_character(char c) -> bool {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}
constexpr auto is_spiffe_path_character(char c) -> bool {
  return is_trust_domain_character(c) || (c >= 'A' && c <= 'Z');
}

/// SPIFFE-ID, 2.1.
constexpr auto check_trust_domain(std::string_view domain) -> SpiffeError {
  if (domain.empty()) return {SpiffeMistake::trust_domain_empty, 0};
  for (std::size_t i = 0; i != domain.size(); ++i)
    if (!is_trust_domain_character(domain[i])) return {SpiffeMistake::trust_domain_character, i};
  if (domain.size() > longest_trust_domain) return {SpiffeMistake::trust_domain_too_long, longest_trust_domain};
  return {};
}

/// `at`: where the segment begins in its path.
constexpr auto check_spiffe_segment(std::string_view segment, std::size_t at) -> SpiffeError {
  if (segment.empty()) return {SpiffeMistake::path_segment_empty, at};
  if (segment == "." || segment == "..") return {SpiffeMistake::path_dot_segment, at};
  for (std::size_t i = 0; i != segment.size(); ++i)
    if (!is_spiffe_path_character(segment[i])) return {SpiffeMistake::path_character, at + i};
  return {};
}

/// SPIFFE-ID, 2.2, of a path that is not the root.
constexpr auto check_spiffe_path(std::string_view path) -> SpiffeError {
  if (path.empty()) return {SpiffeMistake::path_missing, 0};
  if (path[0] != '/') return {SpiffeMistake::path_without_slash, 0};
  for (std::size_t at = 1;;) {
    auto const end = (std::min)(path.find('/', at), path.size());
    auto const error = check_spiffe_segment(path.substr(at, end - at), at);
    if (error.mistake != SpiffeMistake::none || end == path.size()) return error;
    at = end + 1;
  }
}

constexpr auto is_spiffe_pattern(std::string_view path) -> bool { return path.ends_with("/*"); }

/// Whether a trust domain and a path, or a path's pattern, can be wanted.
constexpr auto check_spiffe(std::string_view domain, std::string_view path) -> SpiffeError {
  if (auto const error = check_trust_domain(domain); error.mistake != SpiffeMistake::none) return error;
  auto const whole = path.substr(0, path.size() - (is_spiffe_pattern(path) ? 2 : 0));
  bool const is_any_path = path == "/*";
  if (auto const error = check_spiffe_path(whole); !is_any_path && error.mistake != SpiffeMistake::none) return error;
  auto const most = longest_spiffe_id - spiffe_scheme.size() - domain.size();
  return path.size() > most ? SpiffeError{SpiffeMistake::path_too_long, most} : SpiffeError{};
}

/// The SPIFFE ID of a workload, or empty parts. Scheme and trust domain are in small letters, as they are issued.
struct SpiffeParts {
  std::string_view trust_domain, path;

  explicit constexpr SpiffeParts(std::string_view uri) {
    if (uri.size() > longest_spiffe_id || !uri.starts_with(spiffe_scheme)) return;
    auto const rest = uri.substr(spiffe_scheme.size());
    auto const slash = (std::min)(rest.find('/'), rest.size());
    bool const is_domain = check_trust_domain(rest.substr(0, slash)).mistake == SpiffeMistake::none;
    if (!is_domain || check_spiffe_path(rest.substr(slash)).mistake != SpiffeMistake::none) return;
    trust_domain = rest.substr(0, slash);
    path = rest.substr(slash);
  }
};

/// `domain` and `path` are accepted by `check_spiffe`.
constexpr auto spiffe_matches(std::string_view uri, std::string_view domain, std::string_view path) -> bool {
  SpiffeParts const presented{uri};
  if (presented.trust_domain != domain) return false;
  if (!is_spiffe_pattern(path)) return presented.path == path;
  auto const above = path.substr(0, path.size() - 1);
  return presented.path.size() > above.size() && presented.path.starts_with(above);
}

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/spiffe_pattern.hpp

// ---- vidimus/peer_name/spiffe_id.hpp
#ifndef VIDIMUS_SINGLE_peer_name_spiffe_id_hpp
#define VIDIMUS_SINGLE_peer_name_spiffe_id_hpp
// SpiffeId<"acme.example", "/payments/*">: the peer's certificate is an X.509-SVID of this trust domain and path. The
// compiler checks both.
//
// When to use: peers are workloads whose certificates come from a SPIFFE issuer. Trust the trust domain's own CAs only: a
// certificate of another CA may name the domain too.
// Guaranteed: the certificate has exactly one URI, as X509-SVID, section 2 wants, and it is a SPIFFE ID with a path. It is no
// CA's, and its key signs neither certificates nor CRLs (5.2), which path validation leaves open.

namespace vidimus {

namespace detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString TrustDomain, FixedString Path, class Position, SpiffeMistake Mistake>
struct spiffe_id_error {
  static constexpr bool is_a_spiffe_id = Mistake == SpiffeMistake::none;
};

template <class Error>
consteval auto explain_spiffe_id() {
  static_assert(
      Error::is_a_spiffe_id,
      "vidimus: SpiffeId takes a trust domain and a path, such as acme.example and /payments/*; At<> shows the "
      "offset in the one that SpiffeMistake names, with the reason");
}

template <FixedString TrustDomain, FixedString Path>
struct CheckedSpiffeId {
  static constexpr std::string_view trust_domain = TrustDomain.view(), path = Path.view();
  static constexpr SpiffeError checked = check_spiffe(trust_domain, path);
  using Error = spiffe_id_error<TrustDomain, Path, At<checked.offset>, checked.mistake>;
};

[[nodiscard]] inline auto spiffe_text(std::string_view trust_domain, std::string_view path) -> std::string {
  return std::string{spiffe_scheme}.append(trust_domain).append(path);
}

struct PresentedUris {
  GeneralName last;
  std::size_t count = 0;
};
[[nodiscard]] inline auto presented_uris(Certificate const& certificate) -> PresentedUris {
  PresentedUris uris;
  auto const names = certificate.subject_alt_names();
  if (!names) return uris;
  for (auto const& name : *names)
    if (name.kind == GeneralNameKind::uri) uris = {name, uris.count + 1};
  return uris;
}

/// X509-SVID, 5.2: "the validator MUST ensure that the CA field in the basic constraints extension is set to false, and that
/// keyCertSign and cRLSign are not set in the key usage extension".
[[nodiscard]] inline auto is_of_a_ca(Certificate const& certificate) -> bool {
  auto const constraints = certificate.basic_constraints();
  return constraints && constraints->is_ca;
}
[[nodiscard]] inline auto may_sign_others(Certificate const& certificate) -> bool {
  auto const usage = certificate.key_usage();
  return usage && (usage->contains(KeyUsageBit::key_cert_sign) || usage->contains(KeyUsageBit::crl_sign));
}

/// Whether the certificate is an SVID of such a workload. X509-SVID, 2: "An X.509 SVID MUST contain exactly one URI SAN".
[[nodiscard]] inline auto is_svid_of(Certificate const& certificate, PresentedUris const& uris,
                                     std::string_view trust_domain, std::string_view path) -> bool {
  return uris.count == 1 && spiffe_matches(uris.last.text(), trust_domain, path) && !is_of_a_ca(certificate) &&
         !may_sign_others(certificate);
}

/// Why it is none. What could be nobody's SVID is no mismatch, which `Not` would turn round.
[[nodiscard]] inline auto svid_finding(Certificate const& certificate, PresentedUris const& uris, std::string wanted)
    -> Finding {
  auto const of_names = [&](Errc code) -> Finding {
    return {code, Mismatch{std::move(wanted), presented_names(certificate)}};
  };
  if (uris.count > 1) return of_names(Errc::peer_name_ambiguous);
  bool const has_id = uris.count == 1 && !SpiffeParts{uris.last.text()}.path.empty();
  if (!has_id) return of_names(Errc::peer_name_absent);
  if (is_of_a_ca(certificate)) return {Errc::end_entity_is_a_ca, Mismatch{"cA FALSE (X509-SVID, 5.2)", {"cA TRUE"}}};
  if (may_sign_others(certificate))
    return {Errc::key_usage_forbidden,
            Mismatch{"neither keyCertSign nor cRLSign (X509-SVID, 5.2)", {certificate.key_usage()->to_text()}}};
  return of_names(Errc::peer_name_mismatch);
}

/// Errors: see `SpiffeId::accepts`.
[[nodiscard]] inline auto judge_spiffe_ids(Certificate const& certificate, std::string_view trust_domain,
                                           std::string_view path) -> Verdict {
  auto const uris = presented_uris(certificate);
  if (is_svid_of(certificate, uris, trust_domain, path)) return Verdict::accepted(uris.last.to_text());
  auto finding = svid_finding(certificate, uris, "URI:" + spiffe_text(trust_domain, path));
  return Verdict::refused(std::move(finding).about(0, certificate.subject().to_text()));
}

}  // namespace detail

/// A peer-name filter that accepts X.509-SVIDs of one trust domain with one path, or with any of one or more whole segments
/// below a path that ends in `/*`; `"/*"` is any workload of the domain. Empty type.
template <FixedString TrustDomain, FixedString Path = dynamic>
class SpiffeId {
  using Checked = detail::CheckedSpiffeId<TrustDomain, Path>;
  using Explained = decltype(detail::explain_spiffe_id<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_absent` where the certificate has no SPIFFE ID with a path; `peer_name_ambiguous` for several URIs;
  /// `end_entity_is_a_ca`, or `key_usage_forbidden` where it may sign certificates or CRLs, whatever its SPIFFE ID;
  /// `peer_name_mismatch` where it is another workload's. Those of names list every subject alternative name that is
  /// presented. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_spiffe_ids(peer.certificate, Checked::trust_domain, Checked::path);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::is_svid_of(peer.certificate, detail::presented_uris(peer.certificate), Checked::trust_domain,
                              Checked::path);
  }
  /// `SPIFFE ID spiffe://acme.example/payments/*`.
  [[nodiscard]] static auto describe() -> std::string {
    return "SPIFFE ID " + detail::spiffe_text(Checked::trust_domain, Checked::path);
  }
};

/// The same, with a trust domain and a path that are known at run time: `SpiffeId<dynamic>`.
template <>
class SpiffeId<dynamic, dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `uri_malformed` with the reason and its offset in the trust domain or the path; its subject is
  /// `spiffe://` and both.
  [[nodiscard]] static auto parse(std::string_view trust_domain, std::string_view path) -> Result<SpiffeId> {
    auto const [mistake, offset] = detail::check_spiffe(trust_domain, path);
    if (mistake == SpiffeMistake::none) return SpiffeId{trust_domain, path};
    auto const subject = detail::printable(detail::spiffe_text(trust_domain, path));
    return refuse(Finding{
        Errc::uri_malformed, Malformed{std::string{text_of(mistake)}, offset, Errc::uri_malformed}, {}, subject});
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_spiffe_ids(peer.certificate, trust_domain_, path_);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::is_svid_of(peer.certificate, detail::presented_uris(peer.certificate), trust_domain_, path_);
  }
  [[nodiscard]] auto describe() const -> std::string {
    return "SPIFFE ID " + detail::spiffe_text(trust_domain_, path_);
  }

 private:
  SpiffeId(std::string_view trust_domain, std::string_view path) : trust_domain_{trust_domain}, path_{path} {}

  std::string trust_domain_, path_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/spiffe_id.hpp

// ---- vidimus/peer_name/spki_pin.hpp
#ifndef VIDIMUS_SINGLE_peer_name_spki_pin_hpp
#define VIDIMUS_SINGLE_peer_name_spki_pin_hpp
// A pin: `sha256/` and the SHA-256 digest of a DER SubjectPublicKeyInfo in base64 (RFC 7469, 2.1.1; as curl writes it).
//
//   openssl x509 -in peer.pem -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64

namespace vidimus {

/// What can be wrong with a pin. The compiler prints the name; `text_of` has the words.
enum class SpkiPinMistake : unsigned char { none, prefix_missing, length_wrong, character_not_base64, bits_left_over };

/// The mistake in words.
[[nodiscard]] constexpr auto text_of(SpkiPinMistake mistake) -> std::string_view {
  switch (mistake) {
    case SpkiPinMistake::none: return "no mistake";
    case SpkiPinMistake::prefix_missing: return "no sha256/ at the start";
    case SpkiPinMistake::length_wrong: return "not the 44 characters of a SHA-256 digest behind sha256/";
    case SpkiPinMistake::character_not_base64: return "a character that base64 does not have there";
    case SpkiPinMistake::bits_left_over: return "bits that stand for nothing before the =, and are not zero";
  }
  return {};
}

namespace detail {

inline constexpr std::string_view pin_prefix = "sha256/";
/// Characters of a digest: 43, and one of padding.
inline constexpr std::size_t pin_characters = 44;

struct SpkiPin {
  Sha256 digest{};
  SpkiPinMistake mistake = SpkiPinMistake::none;
  std::size_t offset = 0;  ///< of the mistake
};

[[nodiscard]] constexpr auto read_spki_pin(std::string_view text) -> SpkiPin {
  if (!text.starts_with(pin_prefix)) return {{}, SpkiPinMistake::prefix_missing, 0};
  auto const digits = text.substr(pin_prefix.size());
  if (digits.size() != pin_characters) return {{}, SpkiPinMistake::length_wrong, pin_prefix.size()};
  SpkiPin pin;
  std::uint32_t bits = 0;
  unsigned count = 0;  // of bits that are not in an octet yet
  std::size_t octets = 0;
  for (std::size_t i = 0; i + 1 != digits.size(); ++i) {
    auto const digit = base64_digit(digits[i]);
    if (digit == 64) return {{}, SpkiPinMistake::character_not_base64, pin_prefix.size() + i};
    bits = (bits << 6U | digit) & 0xffffU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    pin.digest[octets++] = static_cast<std::byte>(bits >> count & 0xffU);
  }
  if (digits.back() != '=') return {{}, SpkiPinMistake::character_not_base64, text.size() - 1};
  if ((bits & 0x3U) != 0) return {{}, SpkiPinMistake::bits_left_over, text.size() - 2};
  return pin;
}

/// A digest as a pin.
[[nodiscard]] inline auto spki_pin_text(Sha256 const& digest) -> std::string {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text{pin_prefix};
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (auto const octet : digest) {
    bits = (bits << 8U | std::to_integer<std::uint32_t>(octet)) & 0xffffU;
    for (count += 8; count >= 6; count -= 6) text += alphabet[bits >> (count - 6) & 0x3fU];
  }
  text += alphabet[bits << (6 - count) & 0x3fU];
  return text + '=';
}

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/spki_pin.hpp

// ---- vidimus/peer_name/spki_pins.hpp
#ifndef VIDIMUS_SINGLE_peer_name_spki_pins_hpp
#define VIDIMUS_SINGLE_peer_name_spki_pins_hpp
// SpkiPins<"sha256/…", "sha256/…">: the peer has one of these public keys, whatever its certificate says. The compiler reads the
// pins; spki_pin.hpp says how one is made.
//
// When to use: few peers, whose keys you know and who tell you before they change them. Beside a filter of names, in AllOf, since
// a key alone says nothing of what its holder may do.
// Guaranteed: the key of the end entity's certificate counts, and of no other. A lone pin does not compile: with the key it
// is for, the peer would be lost.

namespace vidimus {

namespace detail {

[[nodiscard]] constexpr auto has_duplicate(std::span<Sha256 const> digests) -> bool {
  for (std::size_t i = 0; i != digests.size(); ++i)
    if (std::ranges::find(digests.first(i), digests[i]) != digests.first(i).end()) return true;
  return false;
}

// Its arguments are what the compiler shows of a mistake.
template <FixedString Pin, class Position, SpkiPinMistake Mistake>
struct spki_pin_error {
  static constexpr bool is_a_pin = Mistake == SpkiPinMistake::none;
};

// In a function, so that the class that calls it stays whole and a mistake is one error with Clang too.
template <class Error>
consteval auto explain_spki_pin() {
  static_assert(
      Error::is_a_pin,
      "vidimus: SpkiPins takes pins of the form sha256/ and 44 characters of base64; At<> shows the offset and "
      "SpkiPinMistake the reason");
}

template <bool HasAny, bool HasReserve, bool HasDuplicate>
consteval auto explain_spki_pins() {
  static_assert(
      HasAny,
      "vidimus: SpkiPins without a pin would accept nobody; name the pin of the peer's key, and that of a key "
      "that it keeps in reserve");
  static_assert(
      HasReserve,
      "vidimus: a lone pin locks the peer out on the day its key is replaced; add the pin of a key that it keeps "
      "in reserve");
  static_assert(!HasDuplicate, "vidimus: SpkiPins has the same pin twice, so that none of them is a reserve");
}

template <FixedString Pin>
struct CheckedSpkiPin {
  static constexpr SpkiPin pin = read_spki_pin(Pin.view());
  static constexpr bool is_a_pin = pin.mistake == SpkiPinMistake::none;
  using Explained = decltype(explain_spki_pin<spki_pin_error<Pin, At<pin.offset>, pin.mistake>>());
};

template <FixedString... Pins>
struct CheckedSpkiPins {
  static constexpr std::array<Sha256, sizeof...(Pins)> digests{CheckedSpkiPin<Pins>::pin.digest...};
  static constexpr bool are_pins = (CheckedSpkiPin<Pins>::is_a_pin && ...);  // what is none has been explained
  using Explained = decltype(explain_spki_pins<sizeof...(Pins) != 0, !are_pins || sizeof...(Pins) != 1,
                                               are_pins && has_duplicate(digests)>());
};

template <class...>
struct AllExplained {};

[[nodiscard]] inline auto is_pinned(EndEntity const& peer, std::span<Sha256 const> pins) -> bool {
  return std::ranges::find(pins, peer.spki_sha256) != pins.end();
}

/// Errors: `spki_pin_mismatch` with the pins and the peer's key as one.
[[nodiscard]] inline auto judge_spki(EndEntity const& peer, std::span<Sha256 const> pins) -> Verdict {
  if (is_pinned(peer, pins)) return Verdict::accepted(spki_pin_text(peer.spki_sha256));
  std::string wanted;
  for (auto const& pin : pins) wanted += (wanted.empty() ? "" : " or ") + spki_pin_text(pin);
  Finding finding{Errc::spki_pin_mismatch, Mismatch{std::move(wanted), {spki_pin_text(peer.spki_sha256)}}};
  return Verdict::refused(std::move(finding).about(0, peer.certificate.subject().to_text()));
}

[[nodiscard]] inline auto describe_pins(std::span<Sha256 const> pins) -> std::string {
  std::string text = "public key";
  for (std::size_t i = 0; i != pins.size(); ++i) text += (i == 0 ? " " : " or ") + spki_pin_text(pins[i]);
  return text;
}

}  // namespace detail

/// A peer-name filter that accepts holders of one of these keys. Empty type.
template <FixedString... Pins>
class SpkiPins {
  using Checked = detail::CheckedSpkiPins<Pins...>;
  using Explained =
      detail::AllExplained<typename detail::CheckedSpkiPin<Pins>::Explained..., typename Checked::Explained>;

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `spki_pin_mismatch` with the pins and that of the peer's key. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_spki(peer, Checked::digests);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool { return detail::is_pinned(peer, Checked::digests); }
  /// `public key sha256/… or sha256/…`.
  [[nodiscard]] static auto describe() -> std::string { return detail::describe_pins(Checked::digests); }
};

/// The same, with pins that are known at run time.
template <>
class SpkiPins<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `spki_pin_malformed` with the reason, its offset and the pin; for a lone pin, and for one that is there twice.
  [[nodiscard]] static auto parse(std::span<std::string_view const> texts) -> Result<SpkiPins> {
    std::vector<Sha256> pins;
    for (auto const text : texts) {
      auto const pin = detail::read_spki_pin(text);
      if (pin.mistake != SpkiPinMistake::none) return malformed(text_of(pin.mistake), pin.offset, text);
      pins.push_back(pin.digest);
    }
    if (pins.size() < 2) return malformed("a lone pin, without one in reserve", 0, texts.empty() ? "" : texts[0]);
    if (detail::has_duplicate(pins)) return malformed("the same pin twice", 0, texts[0]);
    return SpkiPins{std::move(pins)};
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict { return detail::judge_spki(peer, pins_); }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool { return detail::is_pinned(peer, pins_); }
  [[nodiscard]] auto describe() const -> std::string { return detail::describe_pins(pins_); }

 private:
  explicit SpkiPins(std::vector<Sha256> pins) : pins_{std::move(pins)} {}

  static auto malformed(std::string_view what, std::size_t offset, std::string_view text) -> tl::unexpected<Failure> {
    Malformed why{std::string{what}, offset, Errc::spki_pin_malformed};
    return refuse(Finding{Errc::spki_pin_malformed, std::move(why), {}, detail::printable(text)});
  }

  std::vector<Sha256> pins_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/spki_pins.hpp

// ---- vidimus/peer_name/ssl_cert_issuer.hpp
#ifndef VIDIMUS_SINGLE_peer_name_ssl_cert_issuer_hpp
#define VIDIMUS_SINGLE_peer_name_ssl_cert_issuer_hpp
// SslCertIssuer<"CN=Acme Issuing CA 2, O=Acme">: IBM MQ's SSLCERTI, a filter on the issuer of the peer's certificate.
//
// When to use: beside SslPeer, in AllOf, where more than one CA is trusted, since two CAs can issue the same subject.
// The grammar and what matches are those of SslPeer, without SERIALNUMBER.

namespace vidimus {

/// A peer-name filter that the compiler reads. Empty type; a mistake is one error that shows its offset.
template <FixedString Pattern>
class SslCertIssuer {
  using Filter = detail::CheckedDnFilter<Pattern, detail::DnOf::issuer>;

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: those of `SslPeer`, with what the issuer's name has.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    if (matches(peer)) return Verdict::accepted(std::string{Pattern.view()});
    return detail::judge_dn(Filter::view, peer.certificate.issuer(), peer.certificate);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing, but for a serial number and for values
  /// that are long and must be folded.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::filter_matches<Filter>(peer.certificate.issuer(), peer.certificate);
  }
  /// `SSLCERTI CN=Acme Issuing CA 2, O=Acme`.
  [[nodiscard]] static auto describe() -> std::string { return "SSLCERTI " + std::string{Pattern.view()}; }
};

/// The same filter, read at run time.
template <>
class SslCertIssuer<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `ssl_peer_malformed` with the reason and its offset in octets. A blank text is refused: leave the filter out.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<SslCertIssuer> {
    auto filter = detail::parse_dn_filter(text, detail::DnOf::issuer);
    if (!filter) return refuse(std::move(filter.error()));
    return SslCertIssuer{*std::move(filter)};
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_dn(filter_.view(), peer.certificate.issuer(), peer.certificate);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::filter_matches(filter_.view(), peer.certificate.issuer(), peer.certificate);
  }
  [[nodiscard]] auto describe() const -> std::string { return "SSLCERTI " + filter_.text(); }

 private:
  explicit SslCertIssuer(detail::DynamicDnFilter filter) : filter_{std::move(filter)} {}

  detail::DynamicDnFilter filter_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/ssl_cert_issuer.hpp

// ---- vidimus/peer_name/ssl_peer.hpp
#ifndef VIDIMUS_SINGLE_peer_name_ssl_peer_hpp
#define VIDIMUS_SINGLE_peer_name_ssl_peer_hpp
// SslPeer<"CN=QM2*, OU=Payments, O=Acme">: IBM MQ's SSLPEER, a filter on the subject of the peer's certificate.
//
// When to use: peers are queue managers or people that a CA of yours names by distinguished names. For hosts use DnsId.
// The grammar stands in dn_grammar.hpp, what matches in dn_filter_match.hpp. In short: attributes that the filter names must be
// there and match, others do not matter; "*" at the ends of a value; OU and DC from the highest level down; SERIALNUMBER is
// the certificate's serial number. Letter case is ignored.

namespace vidimus {

/// A peer-name filter that the compiler reads. Empty type; a mistake is one error that shows its offset.
template <FixedString Pattern>
class SslPeer {
  using Filter = detail::CheckedDnFilter<Pattern, detail::DnOf::subject>;

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `peer_name_mismatch`, `peer_name_ambiguous`, `peer_name_absent`, each with the first attribute of the filter
  /// that failed and what the subject has of it. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    if (matches(peer)) return Verdict::accepted(std::string{Pattern.view()});
    return detail::judge_dn(Filter::view, peer.certificate.subject(), peer.certificate);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing, but for a serial number and for values
  /// that are long and must be folded.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::filter_matches<Filter>(peer.certificate.subject(), peer.certificate);
  }
  /// `SSLPEER CN=QM2*, OU=Payments, O=Acme`.
  [[nodiscard]] static auto describe() -> std::string { return "SSLPEER " + std::string{Pattern.view()}; }
};

namespace danger {
[[nodiscard]] auto parse_ssl_peer_or_any(std::string_view text) -> Result<SslPeer<dynamic>>;
}  // namespace danger

/// The same filter, read at run time.
template <>
class SslPeer<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `ssl_peer_malformed` with the reason and its offset in octets. A blank text is refused too: where it comes from
  /// a file or the environment, it is most often a mistake, and it would accept everybody.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<SslPeer> {
    auto filter = detail::parse_dn_filter(text, detail::DnOf::subject);
    if (!filter) return refuse(std::move(filter.error()));
    return SslPeer{*std::move(filter)};
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_dn(filter_.view(), peer.certificate.subject(), peer.certificate);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::filter_matches(filter_.view(), peer.certificate.subject(), peer.certificate);
  }
  [[nodiscard]] auto describe() const -> std::string {
    return filter_.text().empty() ? "SSLPEER blank: any peer name (danger)" : "SSLPEER " + filter_.text();
  }

 private:
  friend auto danger::parse_ssl_peer_or_any(std::string_view text) -> Result<SslPeer<dynamic>>;
  explicit SslPeer(detail::DynamicDnFilter filter) : filter_{std::move(filter)} {}

  detail::DynamicDnFilter filter_;
};

namespace danger {

/// As `SslPeer<dynamic>::parse`, but a blank text accepts everybody, as it does in IBM MQ: for channel definitions that come
/// from there. Errors: `ssl_peer_malformed`.
[[nodiscard]] inline auto parse_ssl_peer_or_any(std::string_view text) -> Result<SslPeer<dynamic>> {
  if (text.find_first_not_of(' ') == std::string_view::npos) return SslPeer<dynamic>{detail::DynamicDnFilter{}};
  return SslPeer<dynamic>::parse(text);
}

}  // namespace danger

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/ssl_peer.hpp

// ---- vidimus/peer_name/static_peer_map_rule.hpp
#ifndef VIDIMUS_SINGLE_peer_name_static_peer_map_rule_hpp
#define VIDIMUS_SINGLE_peer_name_static_peer_map_rule_hpp
// The rules of a StaticPeerMap. The compiler reads their filters.

namespace vidimus {

namespace detail {

struct StaticPeerMapRule {
  RuleFilters filters;
  PeerAction action = PeerAction::block;
  std::string_view value{};
  bool is_dry_run = false;
  std::size_t number = 0;
};

}  // namespace detail

/// Maps peers whose subject matches an SSLPEER filter to a text.
template <FixedString SslPeerFilter, FixedString Value>
struct MapTo {
  using Filter = detail::CheckedDnFilter<SslPeerFilter, detail::DnOf::subject>;
  using Explained = typename Filter::Explained;
  static constexpr detail::StaticPeerMapRule rule{{Filter::view, {}}, PeerAction::map, Value.view()};
};

/// Accepts peers without a value.
template <FixedString SslPeerFilter>
struct Allow {
  using Filter = detail::CheckedDnFilter<SslPeerFilter, detail::DnOf::subject>;
  using Explained = typename Filter::Explained;
  static constexpr detail::StaticPeerMapRule rule{{Filter::view, {}}, PeerAction::allow};
};

/// Refuses peers.
template <FixedString SslPeerFilter>
struct Block {
  using Filter = detail::CheckedDnFilter<SslPeerFilter, detail::DnOf::subject>;
  using Explained = typename Filter::Explained;
  static constexpr detail::StaticPeerMapRule rule{{Filter::view, {}}, PeerAction::block};
};

/// Another rule, for peers whose issuer matches an SSLCERTI filter: `IssuedBy<Block<"CN=QM9">, "CN=Acme CA">`.
template <class Rule, FixedString SslCertIssuerFilter>
struct IssuedBy {
  using Filter = detail::CheckedDnFilter<SslCertIssuerFilter, detail::DnOf::issuer>;
  using Explained = typename Filter::Explained;
  static constexpr detail::StaticPeerMapRule rule{
      {Rule::rule.filters.subject, Filter::view}, Rule::rule.action, Rule::rule.value, Rule::rule.is_dry_run};
};

/// Another rule, that is reported where it would have decided and decides nothing.
template <class Rule>
struct DryRun {
  static constexpr detail::StaticPeerMapRule rule{Rule::rule.filters, Rule::rule.action, Rule::rule.value, true};
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/static_peer_map_rule.hpp

// ---- vidimus/peer_name/static_peer_map.hpp
#ifndef VIDIMUS_SINGLE_peer_name_static_peer_map_hpp
#define VIDIMUS_SINGLE_peer_name_static_peer_map_hpp
// StaticPeerMap<MapTo<"CN=QM*, O=Acme", "payments">, Block<"CN=QM9, O=Acme">>: a PeerMap that the compiler reads.
//
// When to use: a few rules that are known when the program is written. It decides as PeerMap does; rules that are ambiguous or
// can never decide do not compile. Every rule is tried for every peer: for many use PeerMap.

namespace vidimus {

namespace detail {

enum class StaticPeerMapMistake : unsigned char { none, ambiguous, repeated };

struct StaticPeerMapError {
  StaticPeerMapMistake mistake = StaticPeerMapMistake::none;
  std::size_t first = 0, second = 0;  ///< numbers of rules
};

// Its arguments are what the compiler shows of a mistake.
template <StaticPeerMapMistake Mistake, std::size_t FirstRule, std::size_t SecondRule>
struct static_peer_map_error {
  using Is = StaticPeerMapMistake;
  static constexpr bool has_clear_precedence = Mistake != Is::ambiguous;
  static constexpr bool has_no_rule_again = Mistake != Is::repeated;
};

template <class Error>
consteval auto explain_static_peer_map() {
  static_assert(
      Error::has_clear_precedence,
      "vidimus: StaticPeerMap: two rules are for the same peers and none of them is more specific; the error's "
      "arguments show their numbers, from 1");
  static_assert(Error::has_no_rule_again,
                "vidimus: StaticPeerMap: a rule never decides, because another one already does the same; the error's "
                "arguments show their numbers, from 1");
}

/// Of two that are equally specific the dry run comes first, so that it is reported.
constexpr auto precedes(StaticPeerMapRule const& a, StaticPeerMapRule const& b) -> bool {
  auto const order = compare_rules(a.filters, b.filters).order;
  return order != 0 ? order > 0 : a.is_dry_run && !b.is_dry_run;
}

template <std::size_t Count>
constexpr auto in_order(std::array<StaticPeerMapRule, Count> rules) -> std::array<StaticPeerMapRule, Count> {
  for (std::size_t i = 0; i != Count; ++i) rules[i].number = i + 1;
  for (std::size_t i = 1; i < Count; ++i)
    for (auto at = i; at != 0 && precedes(rules[at], rules[at - 1]); --at) {
      auto const moved = rules[at];
      rules[at] = rules[at - 1];
      rules[at - 1] = moved;
    }
  return rules;
}

/// Of rules in order.
template <std::size_t Count>
constexpr auto check_rules(std::array<StaticPeerMapRule, Count> const& rules) -> StaticPeerMapError {
  for (std::size_t i = 1; i < Count; ++i) {
    auto const &a = rules[i - 1], &b = rules[i];
    if (precedes(a, b)) continue;
    bool const is_again = is_for_same_peers(a.filters, b.filters) && a.action == b.action && a.value == b.value;
    return {is_again ? StaticPeerMapMistake::repeated : StaticPeerMapMistake::ambiguous, a.number, b.number};
  }
  return {};
}

template <class... Rules>
struct CheckedPeerMap {
  static constexpr auto rules = in_order(std::array<StaticPeerMapRule, sizeof...(Rules)>{Rules::rule...});
  static constexpr auto error = check_rules(rules);
  using Error = static_peer_map_error<error.mistake, error.first, error.second>;
};

}  // namespace detail

/// Rules are numbered from 1 as they are given; their order means nothing else. Empty type, callable from several threads.
template <class First, class... Rest>
class StaticPeerMap {
  using Checked = detail::CheckedPeerMap<First, Rest...>;
  using Explained = decltype(detail::explain_static_peer_map<typename Checked::Error>());

 public:
  using role = vidimus::role::peer_name_filter;
  using Value = std::string_view;

  /// As `PeerMap::decide`. The value is a text of the program's.
  [[nodiscard]] static auto decide(EndEntity const& peer) -> Decision<Value> {
    detail::DnValues const subject{peer.certificate.subject(), peer.certificate.serial_number()};
    detail::DnValues const issuer{peer.certificate.issuer()};
    Decision<Value> decision;
    detail::StaticPeerMapRule const* winner = nullptr;
    for (auto const& rule : Checked::rules) {
      auto const& filters = rule.filters;
      if (!subject.matches(filters.subject) || (filters.issuer && !issuer.matches(*filters.issuer))) continue;
      put(decision, winner, rule);
    }
    return decision;
  }

  /// Errors: those of `PeerMap::accepts`.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::verdict_on(decide(peer), peer, describe());
  }
  /// `a peer map of 12 rules`.
  [[nodiscard]] static auto describe() -> std::string { return detail::map_text(Checked::rules.size()); }

 private:
  static void put(Decision<Value>& decision, detail::StaticPeerMapRule const*& winner,
                  detail::StaticPeerMapRule const& rule) {
    auto text = detail::rule_text(rule.number, rule.filters, rule.is_dry_run);
    if (winner != nullptr) {
      if (decision.runners_up.size() == Decision<Value>::most_listed) return;
      auto reason = detail::compare_rules(winner->filters, rule.filters).to_text();
      return decision.runners_up.push_back({rule.number, std::move(text), std::move(reason)});
    }
    PeerMapWinner entry{rule.number, std::move(text), rule.action};
    if (rule.is_dry_run) {
      if (decision.dry_runs.size() != Decision<Value>::most_listed) decision.dry_runs.push_back(std::move(entry));
      return;
    }
    winner = &rule;
    decision.winner = std::move(entry);
    if (rule.action == PeerAction::map) decision.value = {std::shared_ptr<void>{}, &rule.value};  // static storage
  }
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/static_peer_map.hpp

// ---- vidimus/peer_name/strict_dn.hpp
#ifndef VIDIMUS_SINGLE_peer_name_strict_dn_hpp
#define VIDIMUS_SINGLE_peer_name_strict_dn_hpp
// The strict reading of IBM MQ's filters, where its documentation leaves two. In MQ's own reading a name may go on below the
// OUs and DCs of the filter, may repeat attributes that the filter does not name, and "*" may stand for nothing; here none of
// it is let in.

namespace vidimus::detail {

[[nodiscard]] inline auto attributes_of(Name const& name, AttributeKey key) -> std::size_t {
  std::size_t count = 0;
  for (auto const& attribute : name.attributes()) count += attribute_key(attribute.type) == key ? 1 : 0;
  return count;
}

/// An attribute that stands for one thing and is there more than once, filtered or not.
[[nodiscard]] inline auto repeated_key(Name const& name) -> std::optional<AttributeKey> {
  for (auto const& attribute : name.attributes()) {
    auto const key = attribute_key(attribute.type);
    if (key && !is_ordered(*key) && attributes_of(name, *key) > 1) return key;
  }
  return std::nullopt;
}

/// The levels of an ordered key that the filter names.
[[nodiscard]] inline auto levels_wanted(DnFilterView filter, AttributeKey key) -> std::size_t {
  return static_cast<std::size_t>(std::ranges::count(filter.parts, key, &DnFilterPart::key));
}

/// Of an ordered key; of another there are no levels.
[[nodiscard]] inline auto has_levels_wanted(DnFilterView filter, DnFilterPart const& part, Name const& name) -> bool {
  return !is_ordered(part.key) || attributes_of(name, part.key) == levels_wanted(filter, part.key);
}

/// The octets of the character that a value begins with; 0 of an empty one.
[[nodiscard]] constexpr auto first_character_size(std::string_view value) -> std::size_t {
  auto const first = utf8_reader(value).next();
  return first ? utf8_size(*first) : 0;
}

/// Whether each asterisk of a value that matches stands for a character at least.
[[nodiscard]] constexpr auto asterisks_stand(std::string_view value, std::string_view literal, OpenEnds open) -> bool {
  if (open.start && open.end) {
    auto const found = value.find(literal, first_character_size(value));
    return found < value.size() && value.size() - found > literal.size();
  }
  return (!open.start && !open.end) || value.size() > literal.size();
}

/// Of a part that matches in MQ's reading.
[[nodiscard]] inline auto asterisks_stand(DnFilterView filter, DnFilterPart const& part, FilteredName const& peer)
    -> bool {
  auto const literal = filter.literal_of(part);
  if (part.key == AttributeKey::serial_number) {
    auto text = peer.serial_number.to_hex(":");
    for (auto& letter : text) letter = lower(letter);
    return asterisks_stand(text, literal, part.open);
  }
  std::size_t place = 0;
  for (auto const& attribute : peer.name.attributes()) {
    if (attribute_key(attribute.type) != part.key || place++ != part.place) continue;
    DnValue const value{attribute, part.spaces};
    return value.text() && asterisks_stand(*value.text(), literal, part.open);
  }
  return false;
}

/// What the strict reading refuses of a name that matches in MQ's.
[[nodiscard]] inline auto strict_finding(DnFilterView filter, FilteredName const& peer) -> std::optional<Finding> {
  if (auto const key = repeated_key(peer.name))
    return Finding{Errc::peer_name_ambiguous,
                   Mismatch{"one " + std::string{name_of(*key)}, presented_values(*key, peer)}};
  for (auto const& part : filter.parts) {
    if (!asterisks_stand(filter, part, peer)) return dn_finding(filter, part, PartOutcome::mismatch, peer);
    if (has_levels_wanted(filter, part, peer.name)) continue;
    auto wanted = std::to_string(levels_wanted(filter, part.key)) + ' ' + std::string{name_of(part.key)};
    return Finding{Errc::peer_name_mismatch,
                   Mismatch{std::move(wanted) + " and none below", presented_values(part.key, peer)}};
  }
  return std::nullopt;
}

/// Whether `judge_dn_strictly` would accept.
[[nodiscard]] inline auto matches_strictly(DnFilterView filter, Name const& name, Certificate const& certificate)
    -> bool {
  auto const serial_number = certificate.serial_number();
  return filter_matches(filter, name, certificate) && !repeated_key(name) &&
         std::ranges::all_of(filter.parts, [&](DnFilterPart const& part) {
           return asterisks_stand(filter, part, {name, serial_number}) && has_levels_wanted(filter, part, name);
         });
}

/// As `judge_dn`, and then strictly.
[[nodiscard]] inline auto judge_dn_strictly(DnFilterView filter, Name const& name, Certificate const& certificate)
    -> Verdict {
  auto verdict = judge_dn(filter, name, certificate);
  if (!verdict.is_accepted()) return verdict;
  auto const serial_number = certificate.serial_number();
  auto finding = strict_finding(filter, {name, serial_number});
  if (!finding) return verdict;
  return Verdict::refused(std::move(*finding).about(0, certificate.subject().to_text()));
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/peer_name/strict_dn.hpp

// ---- vidimus/peer_name/strict_ssl_cert_issuer.hpp
#ifndef VIDIMUS_SINGLE_peer_name_strict_ssl_cert_issuer_hpp
#define VIDIMUS_SINGLE_peer_name_strict_ssl_cert_issuer_hpp
// StrictSslCertIssuer<"CN=Acme Issuing CA 2, O=Acme">: SSLCERTI read as narrowly as its words allow, as `StrictSslPeer` reads
// SSLPEER.
//
// When to use: for filters that are written for vidimus, beside a filter of the peer's own name, in AllOf. Beyond `SslCertIssuer`:
// the issuer's name has as many OUs, and DCs, as the filter names of them; it repeats no other attribute that a filter can
// name, named or not; each "*" stands for a character at least.

namespace vidimus {

/// A peer-name filter that the compiler reads. Empty type; a mistake is one error that shows its offset.
template <FixedString Pattern>
class StrictSslCertIssuer {
  using Filter = detail::CheckedDnFilter<Pattern, detail::DnOf::issuer>;

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: those of `SslPeer`, with what the issuer's name has. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_dn_strictly(Filter::view, peer.certificate.issuer(), peer.certificate);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing, but for a serial number and for values
  /// that are long and must be folded.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::matches_strictly(Filter::view, peer.certificate.issuer(), peer.certificate);
  }
  /// `strict SSLCERTI CN=Acme Issuing CA 2, O=Acme`.
  [[nodiscard]] static auto describe() -> std::string { return "strict SSLCERTI " + std::string{Pattern.view()}; }
};

/// The same filter, read at run time.
template <>
class StrictSslCertIssuer<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `ssl_peer_malformed` with the reason and its offset in octets; a blank text is refused.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<StrictSslCertIssuer> {
    auto filter = detail::parse_dn_filter(text, detail::DnOf::issuer);
    if (!filter) return refuse(std::move(filter.error()));
    return StrictSslCertIssuer{*std::move(filter)};
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_dn_strictly(filter_.view(), peer.certificate.issuer(), peer.certificate);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::matches_strictly(filter_.view(), peer.certificate.issuer(), peer.certificate);
  }
  [[nodiscard]] auto describe() const -> std::string { return "strict SSLCERTI " + filter_.text(); }

 private:
  explicit StrictSslCertIssuer(detail::DynamicDnFilter filter) : filter_{std::move(filter)} {}

  detail::DynamicDnFilter filter_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/strict_ssl_cert_issuer.hpp

// ---- vidimus/peer_name/strict_ssl_peer.hpp
#ifndef VIDIMUS_SINGLE_peer_name_strict_ssl_peer_hpp
#define VIDIMUS_SINGLE_peer_name_strict_ssl_peer_hpp
// StrictSslPeer<"CN=QM2*, OU=Payments, O=Acme">: SSLPEER read as narrowly as its words allow.
//
// When to use: for filters that are written for vidimus; `SslPeer` is for those that come from queue managers and must mean here
// what they mean there. The grammar is the same. Beyond `SslPeer`: the name has as many OUs, and DCs, as the filter names
// of them; it repeats no other attribute that a filter can name, named or not; each "*" stands for a character at least.

namespace vidimus {

/// A peer-name filter that the compiler reads. Empty type; a mistake is one error that shows its offset.
template <FixedString Pattern>
class StrictSslPeer {
  using Filter = detail::CheckedDnFilter<Pattern, detail::DnOf::subject>;

 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: those of `SslPeer`. Callable from several threads.
  [[nodiscard]] static auto accepts(EndEntity const& peer) -> Verdict {
    return detail::judge_dn_strictly(Filter::view, peer.certificate.subject(), peer.certificate);
  }
  /// Whether `accepts` would accept: the decision without its words. Allocates nothing, but for a serial number and for values
  /// that are long and must be folded.
  [[nodiscard]] static auto matches(EndEntity const& peer) -> bool {
    return detail::matches_strictly(Filter::view, peer.certificate.subject(), peer.certificate);
  }
  /// `strict SSLPEER CN=QM2*, OU=Payments, O=Acme`.
  [[nodiscard]] static auto describe() -> std::string { return "strict SSLPEER " + std::string{Pattern.view()}; }
};

/// The same filter, read at run time.
template <>
class StrictSslPeer<dynamic> {
 public:
  using role = vidimus::role::peer_name_filter;

  /// Errors: `ssl_peer_malformed` with the reason and its offset in octets; a blank text is refused.
  [[nodiscard]] static auto parse(std::string_view text) -> Result<StrictSslPeer> {
    auto filter = detail::parse_dn_filter(text, detail::DnOf::subject);
    if (!filter) return refuse(std::move(filter.error()));
    return StrictSslPeer{*std::move(filter)};
  }

  [[nodiscard]] auto accepts(EndEntity const& peer) const -> Verdict {
    return detail::judge_dn_strictly(filter_.view(), peer.certificate.subject(), peer.certificate);
  }
  [[nodiscard]] auto matches(EndEntity const& peer) const -> bool {
    return detail::matches_strictly(filter_.view(), peer.certificate.subject(), peer.certificate);
  }
  [[nodiscard]] auto describe() const -> std::string { return "strict SSLPEER " + filter_.text(); }

 private:
  explicit StrictSslPeer(detail::DynamicDnFilter filter) : filter_{std::move(filter)} {}

  detail::DynamicDnFilter filter_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/peer_name/strict_ssl_peer.hpp

// ---- vidimus/pipeline/kept_checks.hpp
#ifndef VIDIMUS_SINGLE_pipeline_kept_checks_hpp
#define VIDIMUS_SINGLE_pipeline_kept_checks_hpp
// The checks of a handshake as a channel keeps them while it lives: their words in one block, and findings, which few have,
// beside it. That is a third of what they take as they are.

namespace vidimus::detail {

/// Immutable; copies share what is kept.
class KeptChecks {
 public:
  explicit KeptChecks(std::vector<Check> checks) : kept_{keep(std::move(checks))} {}

  /// As they were, in order.
  [[nodiscard]] auto all() const -> std::vector<Check> {
    std::vector<Check> checks;
    if (!kept_) return checks;  // moved from
    checks.reserve(kept_->lines.size());
    std::string_view words{kept_->words.data(), kept_->words.size()};
    auto const next = [&](std::size_t size) {
      std::string const word{words.substr(0, size)};
      words.remove_prefix(size);
      return word;
    };
    for (auto const& [took, what, input, because, step, stage, outcome] : kept_->lines) {
      Check check{step, stage, outcome, next(what), next(input), took};
      check.because = next(because);
      checks.push_back(std::move(check));
    }
    for (auto const& [number, finding] : kept_->findings) checks[number].finding = finding;
    return checks;
  }

 private:
  /// One check; of its words, how long they are.
  struct Line {
    std::chrono::nanoseconds took;
    std::uint32_t what, input, because;
    Step step;
    Stage stage;
    Outcome outcome;
  };
  struct Kept {
    std::vector<Line> lines;
    std::vector<char> words;
    std::vector<std::pair<std::size_t, Finding>> findings;
  };

  static auto keep(std::vector<Check> checks) -> std::shared_ptr<Kept const> {
    auto kept = std::make_shared<Kept>();
    kept->lines.reserve(checks.size());
    std::size_t octets = 0;
    for (auto const& check : checks) octets += check.what.size() + check.input.size() + check.because.size();
    kept->words.reserve(octets);
    for (std::size_t number = 0; number != checks.size(); ++number) {
      auto& check = checks[number];
      auto const put = [&](std::string const& word) {
        kept->words.insert(kept->words.end(), word.begin(), word.end());
        return static_cast<std::uint32_t>(word.size());
      };
      kept->lines.push_back(
          {check.took, put(check.what), put(check.input), put(check.because), check.step, check.stage, check.outcome});
      if (check.finding) kept->findings.emplace_back(number, *std::move(check.finding));
    }
    return kept;
  }

  std::shared_ptr<Kept const> kept_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/pipeline/kept_checks.hpp

// ---- vidimus/pipeline/accepted_peer.hpp
#ifndef VIDIMUS_SINGLE_pipeline_accepted_peer_hpp
#define VIDIMUS_SINGLE_pipeline_accepted_peer_hpp
// Step 7 of the job: a peer that every policy accepted. Only the judge can make one, and only one lets a handshake go on.

namespace vidimus {

namespace detail {
struct JudgesSeal;  // defined in pipeline/judge.hpp
}

class AcceptedPeer {
 public:
  /// The peer's certification path; nothing for a client that was not asked for a certificate or had none to show.
  [[nodiscard]] auto path() const -> std::optional<VerifiedPath> const& { return path_; }
  [[nodiscard]] auto negotiated() const -> Negotiated const& { return negotiated_; }
  /// What was checked, in order; put together anew each time.
  [[nodiscard]] auto checks() const -> std::vector<Check> { return checks_.all(); }

 private:
  friend struct detail::JudgesSeal;
  AcceptedPeer(std::optional<VerifiedPath> path, Negotiated negotiated, std::vector<Check> checks)
      : path_{std::move(path)}, negotiated_{std::move(negotiated)}, checks_{std::move(checks)} {}

  std::optional<VerifiedPath> path_;
  Negotiated negotiated_;
  detail::KeptChecks checks_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/pipeline/accepted_peer.hpp

// ---- vidimus/pipeline/explain_cipher_spec.hpp
#ifndef VIDIMUS_SINGLE_pipeline_explain_cipher_spec_hpp
#define VIDIMUS_SINGLE_pipeline_explain_cipher_spec_hpp
// What is wrong with a CipherSpec: its shape, and, where it is made of constants, what contradicts itself. One that is read at run
// time is looked at when the endpoint is made.

namespace vidimus::detail {

template <class P>
struct ExplainCipherSpec {
  static_assert(CipherSpec<P>,
                "vidimus: a CipherSpec needs const member functions:\n"
                "    auto suites() const -> std::span<std::uint16_t const>;\n"
                "    auto groups() const -> std::span<std::uint16_t const>;\n"
                "    auto minimum() const -> vidimus::ProtocolVersion;\n"
                "    auto maximum() const -> vidimus::ProtocolVersion;");
};

template <class P>
constexpr auto constants_of() -> std::size_t {
  std::span<std::uint16_t const> const suites = P::suites(), groups = P::groups();
  return suites.size() + groups.size() + (P::minimum() <= P::maximum() ? 1U : 0U);
}

/// A CipherSpec that the compiler can look into.
template <class P>
concept ConstantCipherSpec = CipherSpec<P> && requires {
  P::suites(), P::groups(), P::minimum(), P::maximum();
  typename std::integral_constant<std::size_t, constants_of<P>()>;
};

/// RFC 8446, B.4: TLS 1.3's suites have numbers of their own.
constexpr auto version_of_suite(std::uint16_t suite) -> ProtocolVersion {
  return suite >> 8U == 0x13 ? ProtocolVersion::tls13 : ProtocolVersion::tls12;
}

template <ConstantCipherSpec P>
struct CipherSpecBounds {
  static constexpr auto names(ProtocolVersion version) -> bool {
    std::span<std::uint16_t const> const suites = P::suites();
    return std::ranges::find(suites, version, version_of_suite) != suites.end();
  }
  static constexpr auto admits(ProtocolVersion version) -> bool {
    return P::minimum() <= version && version <= P::maximum();
  }
  static constexpr bool are_in_order = P::minimum() <= P::maximum();
  static constexpr bool leave_tls12 = !names(ProtocolVersion::tls12) || P::minimum() <= ProtocolVersion::tls12;
  static constexpr bool leave_tls13 = !names(ProtocolVersion::tls13) || P::maximum() >= ProtocolVersion::tls13;
  static constexpr bool are_served = (!admits(ProtocolVersion::tls12) || names(ProtocolVersion::tls12)) &&
                                     (!admits(ProtocolVersion::tls13) || names(ProtocolVersion::tls13));
};

// The first mistake alone, so that one is one error.
template <class P>
struct ExplainCipherSpecBounds {
  using Bounds = CipherSpecBounds<P>;
  static constexpr bool are_good = Bounds::are_in_order && Bounds::leave_tls12 && Bounds::leave_tls13;
  static_assert(Bounds::are_in_order,
                "vidimus: this CipherSpec's minimum() is above its maximum(): no protocol version is left");
  static_assert(
      !Bounds::are_in_order || Bounds::leave_tls12,
      "vidimus: this CipherSpec names a suite of TLS 1.2 and its minimum() is TLS 1.3: the suite could never be "
      "agreed on. Leave it out, or return vidimus::ProtocolVersion::tls12");
  static_assert(
      !(Bounds::are_in_order && Bounds::leave_tls12) || Bounds::leave_tls13,
      "vidimus: this CipherSpec names a suite of TLS 1.3 and its maximum() is TLS 1.2: the suite could never be "
      "agreed on. Leave it out, or return vidimus::ProtocolVersion::tls13");
  static_assert(
      !are_good || Bounds::are_served,
      "vidimus: this CipherSpec admits a protocol version that it names no suite of: name one, or raise minimum() "
      "or lower maximum()");
};

template <class P>
constexpr void explain_cipher_spec_bounds() {
  if constexpr (ConstantCipherSpec<P>) (void)sizeof(ExplainCipherSpecBounds<P>);
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/pipeline/explain_cipher_spec.hpp

// ---- vidimus/pipeline/policy_set.hpp
#ifndef VIDIMUS_SINGLE_pipeline_policy_set_hpp
#define VIDIMUS_SINGLE_pipeline_policy_set_hpp
// The policies of a channel, found by their role. A role that is not named is filled with its default, which is empty.

namespace vidimus::detail {

/// What fills a role that a channel type does not name.
template <class Role>
struct DefaultPolicy;
template <>
struct DefaultPolicy<role::cipher_spec> : std::type_identity<SslCiph<"ANY_TLS13">> {};
template <>
struct DefaultPolicy<role::client_authentication> : std::type_identity<RequireClientCertificate> {};
template <>
struct DefaultPolicy<role::clock> : std::type_identity<SystemClock> {};
template <>
struct DefaultPolicy<role::observer> : std::type_identity<NoObserver> {};

template <>
struct DefaultPolicy<role::threading> : std::type_identity<MultiThreaded> {};
template <>
struct DefaultPolicy<role::secret_key_reset> : std::type_identity<NoSecretKeyReset> {};
template <>
struct DefaultPolicy<role::padding> : std::type_identity<NoPadding> {};
template <>
struct DefaultPolicy<role::exporter> : std::type_identity<NoExporters> {};
template <>
struct DefaultPolicy<role::key_log> : std::type_identity<NoKeyLog> {};

template <class Role>
inline constexpr typename DefaultPolicy<Role>::type default_policy{};

template <class Role, class... Ps>
inline constexpr std::size_t count_of = (std::size_t{HasRole<Ps, Role>} + ... + std::size_t{0});

/// The position of the first policy with a role; sizeof...(Ps) if there is none.
template <class Role, class... Ps>
consteval auto position_of() -> std::size_t {
  std::size_t position = 0;
  (void)((HasRole<Ps, Role> ? true : (++position, false)) || ...);
  return position;
}

template <std::size_t Position, class First, class... Rest>
struct TypeAt : TypeAt<Position - 1, Rest...> {};
template <class First, class... Rest>
struct TypeAt<0, First, Rest...> : std::type_identity<First> {};

template <class Role, class... Ps>
struct PolicyFor : DefaultPolicy<Role> {};
template <class Role, class... Ps>
  requires(count_of<Role, Ps...> != 0)
struct PolicyFor<Role, Ps...> : TypeAt<position_of<Role, Ps...>(), Ps...> {};

/// The policy type that plays a role among Ps, or the role's default.
template <class Role, class... Ps>
using policy_for = typename PolicyFor<Role, Ps...>::type;

/// The policies themselves; `get<Role>()` gives the one that plays a role.
template <class... Ps>
class PolicySet {
 public:
  constexpr PolicySet()
    requires(std::default_initializable<Ps> && ...)
  = default;
  explicit constexpr PolicySet(std::in_place_t, Ps... policies) : slots_{std::in_place, std::move(policies)...} {}

  template <class Role>
  [[nodiscard]] constexpr auto get() const -> policy_for<Role, Ps...> const& {
    constexpr auto position = position_of<Role, Ps...>();
    if constexpr (position < sizeof...(Ps)) {
      return slot<position>(slots_);
    } else {
      return default_policy<Role>;
    }
  }

 private:
  [[no_unique_address]] Slots<Ps...> slots_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/pipeline/policy_set.hpp

// ---- vidimus/pipeline/explain_record_policies.hpp
#ifndef VIDIMUS_SINGLE_pipeline_explain_record_policies_hpp
#define VIDIMUS_SINGLE_pipeline_explain_record_policies_hpp
// What is wrong with a policy about records and session keys, in one sentence that contains the line to write.

namespace vidimus::detail {

template <class P>
concept RecordPolicy =
    SecretKeyResetPolicy<P> || RecordAeadPolicy<P> || PaddingPolicy<P> || ExporterPolicy<P> || KeyLogPolicy<P>;

template <class P>
concept HasRecordRole = HasRole<P, role::secret_key_reset> || HasRole<P, role::record_aead> ||
                        HasRole<P, role::padding> || HasRole<P, role::exporter> || HasRole<P, role::key_log>;

/// At most one of each.
template <class... Ps>
inline constexpr bool has_single_record_policies =
    count_of<role::secret_key_reset, Ps...> <= 1 && count_of<role::record_aead, Ps...> <= 1 &&
    count_of<role::padding, Ps...> <= 1 && count_of<role::exporter, Ps...> <= 1 && count_of<role::key_log, Ps...> <= 1;

template <class P>
struct ExplainRecordPolicy {
  template <class Role>
  static constexpr bool is_good = RecordPolicy<P> || !HasRole<P, Role>;
  static_assert(is_good<role::secret_key_reset>,
                "vidimus: a secret-key-reset policy needs:\n"
                "    static constexpr auto limits() -> vidimus::KeyLimits;\n"
                "    static constexpr bool reconnects_under_tls12 = false;");
  static_assert(is_good<role::record_aead>,
                "vidimus: a record-AEAD policy names a type with make, seal and open (<vidimus/core/aead.hpp>):\n"
                "    using aead = vidimus::aead::Mbedtls;");
  static_assert(is_good<role::padding>,
                "vidimus: a padding policy needs:\n"
                "    static auto padded(std::size_t content, std::size_t most) -> std::size_t;");
  static_assert(is_good<role::exporter>,
                "vidimus: an exporter policy needs:\n"
                "    static auto labels() -> std::span<std::string_view const>;");
  static_assert(is_good<role::key_log>,
                "vidimus: a key log needs:\n"
                "    static constexpr bool is_logging = true;\n"
                "    void log(std::string_view line) const;");
};

template <class... Ps>
struct ExplainRecordCounts {
  static_assert(count_of<role::secret_key_reset, Ps...> <= 1, "vidimus: name at most one secret-key-reset policy");
  static_assert(count_of<role::record_aead, Ps...> <= 1, "vidimus: name at most one RecordAead");
  static_assert(count_of<role::padding, Ps...> <= 1, "vidimus: name at most one padding policy");
  static_assert(count_of<role::exporter, Ps...> <= 1,
                "vidimus: name at most one Exporters<…>; it takes as many labels as you like");
  static_assert(count_of<role::key_log, Ps...> <= 1, "vidimus: name at most one key log");
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/pipeline/explain_record_policies.hpp

// ---- vidimus/x509/issued_certificate.hpp
#ifndef VIDIMUS_SINGLE_x509_issued_certificate_hpp
#define VIDIMUS_SINGLE_x509_issued_certificate_hpp
// One certificate of an accepted path with its issuer: what a RevocationChecker is asked about.

namespace vidimus {

struct IssuedCertificate {
  Certificate const& certificate;
  Certificate const& issuer;  ///< the next certificate of the path, or the trust anchor's
  unsigned depth;             ///< 0: the end entity
  VerifiedPath const& path;
  ValidationContext const& context;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/issued_certificate.hpp

// ---- vidimus/revocation/concept.hpp
#ifndef VIDIMUS_SINGLE_revocation_concept_hpp
#define VIDIMUS_SINGLE_revocation_concept_hpp
// Steps 4 and 5 of the job: what a RevocationChecker is.

namespace vidimus {

/// Says of one certificate whether it is revoked. `status` is const and is called from several threads. A checker that
/// needs something fetched has `wants` too: what it returns is fetched, and it is asked again with the evidence.
template <class P>
concept RevocationChecker = HasRole<P, role::revocation_checker> &&
                            requires(P const& policy, IssuedCertificate const& certificate, Evidence const& evidence) {
                              { policy.status(certificate, evidence) } -> std::same_as<RevocationStatus>;
                            };

/// A RevocationChecker that may want something fetched; an empty answer means: nothing more.
template <class P>
concept FetchingRevocationChecker =
    RevocationChecker<P> && requires(P const& policy, IssuedCertificate const& certificate, Evidence const& evidence) {
      { policy.wants(certificate, evidence) } -> std::same_as<std::vector<FetchRequest>>;
    };

}  // namespace vidimus
#endif
// ---- end of vidimus/revocation/concept.hpp

// ---- vidimus/pipeline/explain_policies.hpp
#ifndef VIDIMUS_SINGLE_pipeline_explain_policies_hpp
#define VIDIMUS_SINGLE_pipeline_explain_policies_hpp
// What is wrong with a list of policies, in one sentence that contains the line to write.
//
// Diagnosis is separate from constraint: `make_endpoint`, `connect` and `accept` take anything and ask here first. One
// `static_assert` for each way of being wrong; then `is_complete` is false and the caller goes on with a type that absorbs
// everything, so that a mistake gives one error and no cascade.

namespace vidimus {

/// Anything that can stand in a channel type.
template <class P>
concept Policy =
    Validator<P> || RevocationChecker<P> || PeerNameFilter<P> || CipherSpec<P> || ClientAuthenticationPolicy<P> ||
    Clock<P> || Observer<P> || ThreadingPolicy<P> || Fetcher<P> || detail::RecordPolicy<P>;

namespace detail {

/// Whether any of Ps may want something fetched.
template <class... Ps>
inline constexpr bool wants_fetches = ((FetchingRevocationChecker<Ps> || FetchingValidator<Ps>) || ...);

/// Whether Ps can be the policies of a channel.
template <class... Ps>
inline constexpr bool is_complete =
    (Policy<Ps> && ...) && count_of<role::validator, Ps...> == 1 && count_of<role::revocation_checker, Ps...> == 1 &&
    count_of<role::peer_name_filter, Ps...> == 1 && count_of<role::cipher_spec, Ps...> <= 1 &&
    count_of<role::client_authentication, Ps...> <= 1 && count_of<role::clock, Ps...> <= 1 &&
    count_of<role::observer, Ps...> <= 1 && count_of<role::threading, Ps...> <= 1 &&
    count_of<role::fetcher, Ps...> <= (wants_fetches<Ps...> ? 1 : 0) && has_single_record_policies<Ps...>;

template <class P>
struct ExplainValidator {
  static_assert(
      requires(P const& p, PeerChain const& c, ValidationContext const& x) { p.validate(c, x); },
      "vidimus: a Validator needs a const member function:\n"
      "    auto validate(vidimus::PeerChain const&, vidimus::ValidationContext const&) const "
      "-> vidimus::Result<vidimus::VerifiedPath>;");
  static constexpr bool callable =
      requires(P const& p, PeerChain const& c, ValidationContext const& x) { p.validate(c, x); };
  static_assert(!callable || Validator<P>,
                "vidimus: Validator::validate() must return vidimus::Result<vidimus::VerifiedPath>");
};

template <class P>
struct ExplainRevocationChecker {
  static constexpr bool callable =
      requires(P const& p, IssuedCertificate const& c, Evidence const& e) { p.status(c, e); };
  static_assert(callable,
                "vidimus: a RevocationChecker needs a const member function:\n"
                "    auto status(vidimus::IssuedCertificate const&, vidimus::Evidence const&) const "
                "-> vidimus::RevocationStatus;");
  static_assert(!callable || RevocationChecker<P>,
                "vidimus: RevocationChecker::status() must return vidimus::RevocationStatus: good, revoked or unknown; "
                "a bool cannot say `unknown` (RFC 6960, 2.2)");
};

template <class P>
struct ExplainPeerNameFilter {
  static constexpr bool callable = requires(P const& p, EndEntity const& e) { p.accepts(e); };
  static_assert(callable,
                "vidimus: a PeerNameFilter needs a const member function:\n"
                "    auto accepts(vidimus::EndEntity const&) const -> vidimus::Verdict;");
  static_assert(!callable || PeerNameFilter<P>,
                "vidimus: PeerNameFilter::accepts() must return vidimus::Verdict: accepted() or refused(Finding); "
                "a bool cannot say why");
};

template <class P>
struct ExplainClientAuthentication {
  static_assert(ClientAuthenticationPolicy<P>,
                "vidimus: a client-authentication policy needs:\n"
                "    static constexpr auto client_authentication = vidimus::ClientAuthentication::required;");
};

template <class P>
struct ExplainClock {
  static_assert(Clock<P>, "vidimus: a Clock needs a const member function:\n    auto now() const -> vidimus::Time;");
};

template <class P>
struct ExplainObserver {
  static_assert(Observer<P>,
                "vidimus: an Observer needs a const member function:\n    void observe(vidimus::Check const&) const;");
};

template <class P>
struct ExplainThreading {
  static_assert(ThreadingPolicy<P>,
                "vidimus: a threading policy needs:\n    static constexpr bool is_single_threaded = false;");
};

template <class P>
struct ExplainFetcher {
  static constexpr bool callable = requires(P const& p, FetchRequest const& r) { p.fetch(r); };
  static_assert(callable,
                "vidimus: a Fetcher needs a const member function:\n"
                "    auto fetch(vidimus::FetchRequest const&) const -> vidimus::FetchAnswer;");
  static_assert(!callable || Fetcher<P>,
                "vidimus: Fetcher::fetch() must return vidimus::FetchAnswer: the request as it was sent, with its "
                "response or a Finding that says why there is none");
};

template <class P>
struct ExplainUnknownRole {
  static constexpr bool is_planned = HasRole<P, role::resumption>;
  static_assert(
      !is_planned,
      "vidimus: no channel of this version applies a policy of this role, and a policy that is accepted and not "
      "applied would be a lie: leave it out");
  static_assert(
      is_planned || HasRole<P, role::explained_above>,
      "vidimus: `role` must be one of vidimus::role::{validator, revocation_checker, peer_name_filter, "
      "cipher_spec, client_authentication, clock, observer, threading, fetcher, secret_key_reset, record_aead, "
      "padding, exporter, key_log}");
};

template <class P>
struct ExplainNoRole {
  static_assert(
      requires { typename P::role; },
      "vidimus: this type is not a policy: it names no role. Add one line, for example:\n"
      "    using role = vidimus::role::peer_name_filter;");
};

template <class P>
struct ExplainPolicy {
  static constexpr void explain() {
    if constexpr (Policy<P>) {
      explain_cipher_spec_bounds<P>();
    } else if constexpr (!requires { typename P::role; }) {
      (void)sizeof(ExplainNoRole<P>);
    } else if constexpr (HasRole<P, role::validator>) {
      (void)sizeof(ExplainValidator<P>);
    } else if constexpr (HasRole<P, role::revocation_checker>) {
      (void)sizeof(ExplainRevocationChecker<P>);
    } else if constexpr (HasRole<P, role::peer_name_filter>) {
      (void)sizeof(ExplainPeerNameFilter<P>);
    } else if constexpr (HasRole<P, role::cipher_spec>) {
      (void)sizeof(ExplainCipherSpec<P>);
    } else if constexpr (HasRole<P, role::client_authentication>) {
      (void)sizeof(ExplainClientAuthentication<P>);
    } else if constexpr (HasRole<P, role::clock>) {
      (void)sizeof(ExplainClock<P>);
    } else if constexpr (HasRole<P, role::observer>) {
      (void)sizeof(ExplainObserver<P>);
    } else if constexpr (HasRole<P, role::threading>) {
      (void)sizeof(ExplainThreading<P>);
    } else if constexpr (HasRecordRole<P>) {
      (void)sizeof(ExplainRecordPolicy<P>);
    } else if constexpr (HasRole<P, role::fetcher>) {
      (void)sizeof(ExplainFetcher<P>);
    } else {
      (void)sizeof(ExplainUnknownRole<P>);
    }
  }
};

template <bool PartsAreGood>
struct ExplainJoining {
  static_assert(
      !PartsAreGood,
      "vidimus: AllOf and AnyOf join policies of one role that can be joined (all PeerNameFilters, or in AllOf "
      "all RevocationCheckers); these differ. Validators wrap each other instead");
};

// A joint that is still the primary template joined nothing: one of its parts is wrong, or they do not belong together.
template <class... Ps>
struct ExplainParts {
  static constexpr void explain() {
    (ExplainPolicy<Ps>::explain(), ...);
    (void)sizeof(ExplainJoining<(Policy<Ps> && ...)>);
  }
};
template <class... Ps>
  requires(!Policy<AllOf<Ps...>>)
struct ExplainPolicy<AllOf<Ps...>> : ExplainParts<Ps...> {};
template <class... Ps>
  requires(!Policy<AnyOf<Ps...>>)
struct ExplainPolicy<AnyOf<Ps...>> : ExplainParts<Ps...> {};

template <class... Ps>
struct ExplainCounts {
  static_assert(count_of<role::validator, Ps...> != 0, "vidimus: name a Validator, for example vidimus::Rfc5280");
  static_assert(count_of<role::validator, Ps...> <= 1,
                "vidimus: name exactly one Validator; to ask more than one question, wrap one in another");
  static_assert(
      count_of<role::revocation_checker, Ps...> != 0,
      "vidimus: name a RevocationChecker; to skip revocation, write vidimus::danger::NoRevocation and mean it");
  static_assert(count_of<role::revocation_checker, Ps...> <= 1,
                "vidimus: name exactly one RevocationChecker; join several with vidimus::AllOf");
  static_assert(count_of<role::peer_name_filter, Ps...> != 0,
                "vidimus: name a PeerNameFilter; to accept any name, write vidimus::danger::AnyPeerName and mean it");
  static_assert(count_of<role::peer_name_filter, Ps...> <= 1,
                "vidimus: name exactly one PeerNameFilter; join several with vidimus::AllOf or vidimus::AnyOf");
  static_assert(count_of<role::cipher_spec, Ps...> <= 1, "vidimus: name at most one CipherSpec");
  static_assert(count_of<role::client_authentication, Ps...> <= 1,
                "vidimus: name at most one client-authentication policy");
  static_assert(count_of<role::clock, Ps...> <= 1, "vidimus: name at most one Clock");
  static_assert(count_of<role::observer, Ps...> <= 1, "vidimus: name at most one Observer");
  static_assert(count_of<role::threading, Ps...> <= 1, "vidimus: name at most one threading policy");
  static_assert(count_of<role::fetcher, Ps...> <= 1,
                "vidimus: name at most one Fetcher; join several by their schemes with vidimus::FirstFetcher");
  static_assert(count_of<role::fetcher, Ps...> != 1 || wants_fetches<Ps...>,
                "vidimus: none of these policies wants anything fetched, so the Fetcher would never be asked: leave it "
                "out, or name a policy that fetches");
};

/// Says what is wrong with Ps; nothing where nothing is.
template <class... Ps>
constexpr void explain_policies() {
  (ExplainPolicy<Ps>::explain(), ...);
  if constexpr ((Policy<Ps> && ...)) {
    (void)sizeof(ExplainCounts<Ps...>);
    (void)sizeof(ExplainRecordCounts<Ps...>);
  }
}

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/pipeline/explain_policies.hpp

// ---- vidimus/pipeline/in_words.hpp
#ifndef VIDIMUS_SINGLE_pipeline_in_words_hpp
#define VIDIMUS_SINGLE_pipeline_in_words_hpp
// The words of a trace: what a check looked at.

namespace vidimus::detail {

[[nodiscard]] inline auto in_words(Certificate const& certificate) -> std::string {
  return certificate.subject().to_text() + " serial " + certificate.serial_number().to_hex();
}

[[nodiscard]] inline auto in_words(VerifiedPath const& path) -> std::string {
  std::string text;
  for (auto const& certificate : path.certificates()) text += certificate.subject().to_text() + " <- ";
  return text + path.anchor().name().to_text();
}

[[nodiscard]] inline auto in_words(Negotiated const& negotiated) -> std::string {
  return name_of(negotiated.protocol_version) + std::string{" "} + suite_text(negotiated.cipher_suite);
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/pipeline/in_words.hpp

// ---- vidimus/pipeline/trace.hpp
#ifndef VIDIMUS_SINGLE_pipeline_trace_hpp
#define VIDIMUS_SINGLE_pipeline_trace_hpp
// Keeps the checks of one handshake in order, times them and tells the observer of each as it happens.

namespace vidimus::detail {

template <Observer O>
class Trace {
 public:
  explicit Trace(O const& observer) : observer_{&observer} {}

  /// The time of the next check counts from here.
  void begin() { began_ = std::chrono::steady_clock::now(); }

  void add(Step step, Stage stage, Outcome outcome, std::string what, std::string input,
           std::optional<Finding> finding = {}, std::string because = {}) {
    auto const now = std::chrono::steady_clock::now();
    checks_.push_back({step, stage, outcome, std::move(what), std::move(input), now - began_, std::move(finding),
                       std::move(because)});
    began_ = now;
    observer_->observe(checks_.back());
  }

  [[nodiscard]] auto take() -> std::vector<Check> { return std::move(checks_); }

 private:
  O const* observer_;
  std::vector<Check> checks_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/pipeline/trace.hpp

// ---- vidimus/pipeline/judge.hpp
#ifndef VIDIMUS_SINGLE_pipeline_judge_hpp
#define VIDIMUS_SINGLE_pipeline_judge_hpp
// The order of the checks, written once: path, revocation, peer name, negotiated values. It performs no I/O: where a
// revocation checker wants something fetched, the ruling says so, and the judge is asked again with the answers.
//
//   judge.hear(chain)  ->  AcceptedPeer | NeedsFetch | Failure
//   judge.hear_evidence(answer); judge.rule()   after NeedsFetch

namespace vidimus {

/// What a ruling waits for.
struct NeedsFetch {
  std::vector<FetchRequest> requests;
};

/// What the judge says.
using Ruling = std::variant<AcceptedPeer, NeedsFetch, Failure>;

namespace detail {

struct JudgesSeal {
  static auto on(std::optional<VerifiedPath> path, Negotiated negotiated, std::vector<Check> checks) -> AcceptedPeer {
    return {std::move(path), std::move(negotiated), std::move(checks)};
  }
};

/// Judges one peer. The policies and the context outlive it. Not thread-safe: one judge a handshake.
template <class... Ps>
class Judge {
 public:
  using ObserverPolicy = policy_for<role::observer, Ps...>;

  /// `expected_name` is what a filter of `Expected` compares with; it lives as long as the judge.
  Judge(PolicySet<Ps...> const& policies, ValidationContext context, Negotiated negotiated,
        Trace<ObserverPolicy>& trace, std::string_view expected_name = {})
      : policies_{&policies},
        context_{context},
        negotiated_{std::move(negotiated)},
        trace_{&trace},
        expected_name_{expected_name} {}

  /// Rules on the certificates that the peer showed. Steps 3 to 7.
  [[nodiscard]] auto hear(PeerChain chain) -> Ruling {
    chain_.emplace(std::move(chain));
    return rule();
  }

  /// Rules on a peer that showed no certificate where none was required.
  [[nodiscard]] auto hear_nameless() -> Ruling {
    trace_->add(Step::authenticate_chain, Stage::path, Outcome::skipped, "certification path", "no certificate shown");
    return conclude();
  }

  /// One answer to a `NeedsFetch`.
  void hear_evidence(FetchAnswer answer) { evidence_.add(std::move(answer)); }

  /// Rules again, after a NeedsFetch was answered.
  [[nodiscard]] auto rule() -> Ruling {
    if (!path_) {
      if (auto wanted = missing_issuers(); !wanted.empty()) return fetch(std::move(wanted));
      if (auto failure = authenticate()) return refused(*std::move(failure));
    }
    if (auto wanted = missing_evidence(); !wanted.empty()) return fetch(std::move(wanted));
    if (auto failure = check_revocation()) return refused(*std::move(failure));
    if (auto failure = filter_name()) return refused(*std::move(failure));
    return conclude();
  }

 private:
  using ValidatorPolicy = policy_for<role::validator, Ps...>;
  using Checker = policy_for<role::revocation_checker, Ps...>;

  auto fetch(std::vector<FetchRequest> wanted) -> Ruling {
    constexpr auto limit = budget_of<ValidatorPolicy>.rounds;
    if (++rounds_ <= limit) return NeedsFetch{std::move(wanted)};
    return refused(Failure{Finding{Errc::fetch_rounds_exceeded, OverLimit{"rounds", limit, rounds_}}});
  }

  // Fetches that the Validator wants before it decides.
  auto missing_issuers() -> std::vector<FetchRequest> {
    std::vector<FetchRequest> wanted;
    if constexpr (FetchingValidator<ValidatorPolicy>) {
      context_.evidence = &evidence_;
      for (auto& request : policies_->template get<role::validator>().wants(*chain_, context_)) want(wanted, request);
    }
    return wanted;
  }
  // Equal keys are one fetch, and none is asked for twice.
  void want(std::vector<FetchRequest>& wanted, FetchRequest& request) const {
    if (!evidence_.find(request.key) && std::ranges::find(wanted, request.key, &FetchRequest::key) == wanted.end())
      wanted.push_back(std::move(request));
  }

  auto authenticate() -> std::optional<Failure> {
    trace_->begin();
    context_.evidence = &evidence_;
    auto const& validator = policies_->template get<role::validator>();
    auto path = validator.validate(*chain_, context_);
    auto const what = description_of(validator, "certification path");
    if (!path) {
      trace_->add(Step::authenticate_chain, Stage::path, Outcome::refused, what,
                  chain_->end_entity().subject().to_text(), path.error().decisive());
      return std::move(path.error());
    }
    trace_->add(Step::authenticate_chain, Stage::path, Outcome::accepted, what, in_words(*path));
    // a Validator of the program's own is believed about paths, and not about whose they are
    if (auto const& found = path->end_entity().certificate; found != chain_->end_entity())
      return Failure{{Errc::path_of_another_peer, Mismatch{in_words(chain_->end_entity()), {in_words(found)}}}};
    path_ = *std::move(path);
    return std::nullopt;
  }

  [[nodiscard]] auto issued(std::size_t depth) const -> IssuedCertificate {
    return {path_->certificates()[depth], path_->issuer_of(depth), static_cast<unsigned>(depth), *path_, context_};
  }

  // Fetches that some certificate's checker wants and that were not answered yet.
  [[nodiscard]] auto missing_evidence() const -> std::vector<FetchRequest> {
    std::vector<FetchRequest> wanted;
    if constexpr (FetchingRevocationChecker<Checker>) {
      for (std::size_t depth = 0; depth != path_->certificates().size(); ++depth)
        for (auto& request : policies_->template get<role::revocation_checker>().wants(issued(depth), evidence_))
          want(wanted, request);
    }
    return wanted;
  }

  auto check_revocation() -> std::optional<Failure> {
    for (std::size_t depth = 0; depth != path_->certificates().size(); ++depth) {
      trace_->begin();
      auto const status = policies_->template get<role::revocation_checker>().status(issued(depth), evidence_);
      auto const input = in_words(path_->certificates()[depth]);
      for (auto const& answer : status.answers())
        trace_->add(answer.step, Stage::revocation, answer.outcome, answer.source, input, answer.finding);
      if (!status.is_good()) return Failure{at(status.finding(), depth, path_->certificates()[depth])};
    }
    return std::nullopt;
  }

  auto filter_name() -> std::optional<Failure> {
    trace_->begin();
    auto const& filter = policies_->template get<role::peer_name_filter>();
    auto peer = path_->end_entity();
    peer.expected_name = expected_name_;
    auto const verdict = filter.accepts(peer);
    note(description_of(filter, "peer name"), peer.certificate.subject().to_text(), verdict);
    if (verdict.is_accepted()) return std::nullopt;
    return Failure{at(verdict.finding(), 0, peer.certificate)};
  }

  void note(std::string const& filter, std::string const& subject, Verdict const& verdict) {
    if (verdict.is_accepted()) {
      bool const says_more = filter.find(verdict.because()) == std::string::npos;
      trace_->add(Step::filter_peer_name, Stage::peer_name, Outcome::accepted, filter, subject, std::nullopt,
                  says_more ? verdict.because() : std::string{});
    } else {
      trace_->add(Step::filter_peer_name, Stage::peer_name, Outcome::refused, filter, subject, verdict.finding());
    }
    for (auto const& warning : verdict.warnings())
      trace_->add(Step::filter_peer_name, Stage::peer_name, Outcome::noted, filter, subject, warning);
  }

  // Step 7. What was negotiated is compared with what was asked for; then the peer is accepted.
  auto conclude() -> Ruling {
    trace_->begin();
    auto const verdict = judge_negotiated(policies_->template get<role::cipher_spec>(), negotiated_);
    auto const outcome = verdict.is_accepted() ? Outcome::accepted : Outcome::refused;
    trace_->add(Step::accept_certificate, Stage::cipher_spec, outcome,
                description_of(policies_->template get<role::cipher_spec>(), "CipherSpec"), in_words(negotiated_),
                verdict.is_accepted() ? std::nullopt : std::optional{verdict.finding()});
    if (!verdict.is_accepted()) return refused(Failure{verdict.finding()});
    return JudgesSeal::on(std::move(path_), std::move(negotiated_), trace_->take());
  }

  auto refused(Failure failure) -> Ruling {
    failure.during(Occasion::handshake).with_checks(trace_->take());
    return failure;
  }

  static auto at(Finding finding, std::size_t depth, Certificate const& certificate) -> Finding {
    if (!finding.depth) finding.depth = static_cast<unsigned>(depth);
    if (finding.subject.empty()) finding.subject = certificate.subject().to_text();
    return finding;
  }

  PolicySet<Ps...> const* policies_;
  ValidationContext context_;
  Negotiated negotiated_;
  Trace<ObserverPolicy>* trace_;
  std::string_view expected_name_;
  std::optional<PeerChain> chain_;
  std::optional<VerifiedPath> path_;
  Evidence evidence_;
  std::size_t rounds_ = 0;
};

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/pipeline/judge.hpp

// ---- vidimus/revocation/any_revocation_checker.hpp
#ifndef VIDIMUS_SINGLE_revocation_any_revocation_checker_hpp
#define VIDIMUS_SINGLE_revocation_any_revocation_checker_hpp
// A revocation checker whose kind is settled at run time, where a configuration file decides. When to use: then alone; a
// channel whose type has it links what fetches, whether or not it is ever asked.
//
//   AnyRevocationChecker checker{FirstConclusive{OcspChecker<>{}, CrlChecker{crls}}};

namespace vidimus {

/// Immutable and never empty; copies share the checker. It wants what its checker wants.
class AnyRevocationChecker {
 public:
  using role = vidimus::role::revocation_checker;

  template <class Checker>
    requires(!std::same_as<std::remove_cvref_t<Checker>, AnyRevocationChecker> &&
             RevocationChecker<std::remove_cvref_t<Checker>>)
  explicit AnyRevocationChecker(Checker&& checker)
      : checker_{std::make_shared<Held<std::remove_cvref_t<Checker>> const>(std::forward<Checker>(checker))} {}

  /// As the checker's own. Callable from several threads.
  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    return checker_->status(certificate, evidence);
  }
  [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> std::vector<FetchRequest> {
    return checker_->wants(certificate, evidence);
  }
  [[nodiscard]] auto describe() const -> std::string { return checker_->describe(); }

 private:
  struct Interface {
    Interface() = default;
    Interface(Interface const&) = delete;
    auto operator=(Interface const&) -> Interface& = delete;
    virtual ~Interface() = default;
    [[nodiscard]] virtual auto status(IssuedCertificate const& certificate, Evidence const& evidence) const
        -> RevocationStatus = 0;
    [[nodiscard]] virtual auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
        -> std::vector<FetchRequest> = 0;
    [[nodiscard]] virtual auto describe() const -> std::string = 0;
  };
  template <class Checker>
  struct Held final : Interface {
    explicit Held(Checker checker) : held{std::move(checker)} {}
    [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const
        -> RevocationStatus override {
      return held.status(certificate, evidence);
    }
    [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
        -> std::vector<FetchRequest> override {
      if constexpr (FetchingRevocationChecker<Checker>) return held.wants(certificate, evidence);
      return {};
    }
    [[nodiscard]] auto describe() const -> std::string override {
      return detail::description_of(held, "a revocation checker");
    }
    Checker held;
  };

  std::shared_ptr<Interface const> checker_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/revocation/any_revocation_checker.hpp

// ---- vidimus/revocation/no_revocation.hpp
#ifndef VIDIMUS_SINGLE_revocation_no_revocation_hpp
#define VIDIMUS_SINGLE_revocation_no_revocation_hpp
// No revocation check at all. When to use: never against a peer whose key can be stolen; for tests, and for certificates
// that live only hours.

namespace vidimus::danger {

/// Good, whatever the certificate; the trace says that nobody was asked.
struct NoRevocation {
  using role = vidimus::role::revocation_checker;
  [[nodiscard]] static auto describe() -> std::string { return "no revocation check"; }
  [[nodiscard]] auto status(IssuedCertificate const&, Evidence const&) const -> RevocationStatus {
    return RevocationStatus::good({Step::check_crl, describe(), Outcome::skipped});
  }
};

}  // namespace vidimus::danger
#endif
// ---- end of vidimus/revocation/no_revocation.hpp

// ---- vidimus/pipeline/posture.hpp
#ifndef VIDIMUS_SINGLE_pipeline_posture_hpp
#define VIDIMUS_SINGLE_pipeline_posture_hpp
// What a channel type demands, for the compiler to check and for people to read.
//
//   static_assert(is_suite_b_192<Channel> && checks_revocation<Channel>);
//   std::puts(describe<Channel>().c_str());

namespace vidimus {

namespace detail {

/// The policy of a role that a `SecureChannel`, an `Endpoint` or any other type over policies has; or the policy itself.
template <class Ch, class Role>
struct PolicyOf {};
template <class Ch, class Role>
  requires HasRole<Ch, Role>
struct PolicyOf<Ch, Role> : std::type_identity<Ch> {};
template <template <class...> class Ch, class... Ts, class Role>
  requires(!HasRole<Ch<Ts...>, Role>)
struct PolicyOf<Ch<Ts...>, Role> : PolicyFor<Role, Ts...> {};

template <class Ch>
using spec_of = typename PolicyOf<Ch, role::cipher_spec>::type;

/// Only what the compiler knows can be promised: a spec that is read at run time has no posture.
template <class Spec>
concept StaticCipherSpec = CipherSpec<Spec> && requires {
  { Spec::suites().size() };
  { Spec::groups().size() };
};

template <class Spec, class Predicate>
consteval auto all_suites(Predicate holds) -> bool {
  if constexpr (StaticCipherSpec<Spec>) {
    return std::ranges::all_of(Spec::suites(), [&](std::uint16_t code_point) {
      auto const* const suite = find_suite(code_point);
      return suite != nullptr && holds(*suite);
    });
  }
  return false;
}

template <class Spec, std::uint16_t... Allowed>
consteval auto all_groups() -> bool {
  if constexpr (StaticCipherSpec<Spec>)
    return std::ranges::all_of(Spec::groups(), [&](std::uint16_t group) { return ((group == Allowed) || ...); });
  return false;
}

}  // namespace detail

/// Every suite that can be agreed on is of FIPS approved algorithms, and every group of SP 800-56A (P-256, P-384, P-521).
template <class Ch>
inline constexpr bool is_fips_profile =
    detail::all_suites<detail::spec_of<Ch>>([](CipherSuite const& suite) { return suite.fips == Fips::approved; }) &&
    detail::all_groups<detail::spec_of<Ch>, 0x0017, 0x0018, 0x0019>();

/// RFC 6460, 3.1: suites of Suite B, of either level, and its groups.
template <class Ch>
inline constexpr bool is_suite_b_128 =
    detail::all_suites<detail::spec_of<Ch>>([](CipherSuite const& suite) { return suite.suite_b != SuiteB::none; }) &&
    detail::all_groups<detail::spec_of<Ch>, 0x0017, 0x0018>();

/// RFC 6460, 3.2.
template <class Ch>
inline constexpr bool is_suite_b_192 = detail::all_suites<detail::spec_of<Ch>>([](CipherSuite const& suite) {
                                         return suite.suite_b == SuiteB::level_192;
                                       }) &&
                                       detail::all_groups<detail::spec_of<Ch>, 0x0018>();

/// Every suite that can be agreed on has forward secrecy.
template <class Ch>
inline constexpr bool has_forward_secrecy =
    detail::all_suites<detail::spec_of<Ch>>([](CipherSuite const& suite) { return suite.has_forward_secrecy(); });

namespace detail {
template <class Checker>
inline constexpr bool is_known_to_check =
    !std::same_as<Checker, danger::NoRevocation> && !std::same_as<Checker, AnyRevocationChecker>;
}

/// The type asks whether certificates were revoked. A checker that is settled at run time promises nothing.
template <class Ch>
inline constexpr bool checks_revocation =
    detail::is_known_to_check<typename detail::PolicyOf<Ch, role::revocation_checker>::type>;

/// One demand of a channel type.
struct Demand {
  std::string_view role;  ///< `Validator`
  std::string text;       ///< what the policy says of itself; where that is settled at run time, that it is
  bool is_known;          ///< by the compiler
};

namespace detail {

template <class Ch, class Role>
[[nodiscard]] auto demand(std::string_view role) -> Demand {
  using P = typename PolicyOf<Ch, Role>::type;
  if constexpr (requires {
                  { P::describe() } -> std::convertible_to<std::string>;
                }) {
    return {role, P::describe(), true};
  } else if constexpr (std::is_empty_v<P> && std::default_initializable<P>) {
    return {role, description_of(P{}, "says nothing of itself"), true};
  } else {
    return {role, "settled at run time", false};
  }
}

}  // namespace detail

/// What a channel type demands of its peers, in the order of the checks.
template <class Ch>
[[nodiscard]] auto demands() -> std::array<Demand, 4> {
  return {detail::demand<Ch, role::validator>("Validator"),
          detail::demand<Ch, role::revocation_checker>("RevocationChecker"),
          detail::demand<Ch, role::peer_name_filter>("PeerNameFilter"),
          detail::demand<Ch, role::cipher_spec>("CipherSpec")};
}

/// The same as text: a line for each.
template <class Ch>
[[nodiscard]] auto describe() -> std::string {
  std::string text;
  for (auto const& demand : demands<Ch>()) text += std::string{demand.role} + ": " + demand.text + '\n';
  return text;
}

}  // namespace vidimus
#endif
// ---- end of vidimus/pipeline/posture.hpp

// ---- vidimus/revocation/answers.hpp
#ifndef VIDIMUS_SINGLE_revocation_answers_hpp
#define VIDIMUS_SINGLE_revocation_answers_hpp
// What becomes of the answers of checkers that did not know, where another policy goes on without them: they stay in the
// report, as warnings instead of refusals.

namespace vidimus::detail {

[[nodiscard]] inline auto as_warning(SourceAnswer answer) -> SourceAnswer {
  if (answer.outcome == Outcome::refused) answer.outcome = Outcome::noted;
  if (answer.finding) answer.finding->severity = Severity::warning;
  return answer;
}

/// Good, with these answers; there is at least one.
[[nodiscard]] inline auto good_in_spite_of(std::vector<SourceAnswer> const& answers) -> RevocationStatus {
  auto all = RevocationStatus::good(as_warning(answers.front()));
  for (std::size_t i = 1; i != answers.size(); ++i)
    all = RevocationStatus::worst_of(std::move(all), RevocationStatus::good(as_warning(answers[i])));
  return all;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/answers.hpp

// ---- vidimus/revocation/crl_fault.hpp
#ifndef VIDIMUS_SINGLE_revocation_crl_fault_hpp
#define VIDIMUS_SINGLE_revocation_crl_fault_hpp
// Where and why reading a CRL stopped: the field by its name in RFC 5280, 5.1, and what the DER reader says.

namespace vidimus::detail {

struct CrlFault {
  std::string_view field;
  der::DerError error;
};

template <class T>
using CrlResult = tl::expected<T, CrlFault>;

[[nodiscard]] inline auto fault(std::string_view field, der::DerError error) -> tl::unexpected<CrlFault> {
  return tl::unexpected<CrlFault>{CrlFault{field, error}};
}
[[nodiscard]] inline auto fault(std::string_view field, Errc rule, std::size_t offset) -> tl::unexpected<CrlFault> {
  return fault(field, der::DerError{rule, offset});
}
[[nodiscard]] inline auto fault(CrlFault const& known) -> tl::unexpected<CrlFault> {
  return tl::unexpected<CrlFault>{known};
}

/// What a decoder says, of a field.
template <class T>
[[nodiscard]] auto in(std::string_view field, der::DerResult<T> result) -> CrlResult<T> {
  if (!result) return fault(field, result.error());
  return *result;
}

[[nodiscard]] inline auto refuse_crl(CrlFault const& fault) -> tl::unexpected<Failure> {
  return refuse(Errc::crl_malformed, Malformed{std::string{fault.field}, fault.error.offset, fault.error.rule});
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/crl_fault.hpp

// ---- vidimus/revocation/crl_extensions.hpp
#ifndef VIDIMUS_SINGLE_revocation_crl_extensions_hpp
#define VIDIMUS_SINGLE_revocation_crl_extensions_hpp
// Walking over the extensions of a CRL or of one of its entries (RFC 5280, 5.2 and 5.3).

namespace vidimus::detail {

/// A critical extension that is not processed: the CRL must not be used (RFC 5280, 5.2 and 5.3).
struct UnknownExtension {
  der::Oid id;
  std::size_t offset;
};

/// Whether an extension before `end` in the list has this identifier; all before `end` have been read.
[[nodiscard]] inline auto occurs_before(der::Reader list, std::size_t end, der::Oid id) -> bool {
  while (list.offset() < end)
    if (Extension::read(list)->id == id) return true;
  return false;
}

/// Calls `visit(extension)`, which may refuse, for each. None may occur twice (RFC 5280, 4.2), and there are at most as
/// many as anybody could need: finding doubles costs the square.
template <class Visit>
[[nodiscard]] auto for_each_extension(der::Reader const& list, std::string_view field, Visit visit) -> CrlResult<void> {
  constexpr int limit = 32;
  auto rest = list;
  for (int count = 0; !rest.is_at_end(); ++count) {
    auto const offset = rest.offset();
    auto const extension = Extension::read(rest);
    if (!extension) return fault(field, extension.error());
    if (count == limit) return fault(field, Errc::der_length_too_large, offset);
    if (occurs_before(list, offset, extension->id)) return fault(field, Errc::duplicate_extension, offset);
    if (auto const visited = visit(*extension); !visited) return visited;
  }
  return {};
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/crl_extensions.hpp

// ---- vidimus/revocation/reason_code.hpp
#ifndef VIDIMUS_SINGLE_revocation_reason_code_hpp
#define VIDIMUS_SINGLE_revocation_reason_code_hpp
// Why a certificate was revoked: CRLReason (RFC 5280, 5.3.1). Its numbers are not those of `ReasonBit`.

namespace vidimus {

/// RFC 5280, 5.3.1. 7 is not used.
enum class ReasonCode : std::uint8_t {
  unspecified = 0,
  key_compromise = 1,
  ca_compromise = 2,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  certificate_hold = 6,
  remove_from_crl = 8,
  privilege_withdrawn = 9,
  aa_compromise = 10,
};

/// The RFC's spelling: `keyCompromise`.
[[nodiscard]] constexpr auto name_of(ReasonCode reason) -> std::string_view {
  switch (reason) {
    case ReasonCode::unspecified: return "unspecified";
    case ReasonCode::key_compromise: return "keyCompromise";
    case ReasonCode::ca_compromise: return "cACompromise";
    case ReasonCode::affiliation_changed: return "affiliationChanged";
    case ReasonCode::superseded: return "superseded";
    case ReasonCode::cessation_of_operation: return "cessationOfOperation";
    case ReasonCode::certificate_hold: return "certificateHold";
    case ReasonCode::remove_from_crl: return "removeFromCRL";
    case ReasonCode::privilege_withdrawn: return "privilegeWithdrawn";
    case ReasonCode::aa_compromise: return "aACompromise";
  }
  return {};
}

/// The reason with this number; empty for 7 and from 11 on.
[[nodiscard]] constexpr auto to_reason_code(std::uint32_t number) -> std::optional<ReasonCode> {
  if (number > 10 || number == 7) return std::nullopt;
  return static_cast<ReasonCode>(number);
}

}  // namespace vidimus
#endif
// ---- end of vidimus/revocation/reason_code.hpp

// ---- vidimus/revocation/crl_entry.hpp
#ifndef VIDIMUS_SINGLE_revocation_crl_entry_hpp
#define VIDIMUS_SINGLE_revocation_crl_entry_hpp
// One entry of a CRL's revokedCertificates (RFC 5280, 5.1.2.6 and 5.3).
//
//   SEQUENCE { userCertificate CertificateSerialNumber, revocationDate Time, crlEntryExtensions Extensions OPTIONAL }
//
// One deviation from the letter: an empty crlEntryExtensions is read, although Extensions has SIZE (1..MAX). CRLs of
// public authorities have it, and nothing can hide in it.

namespace vidimus {

/// Views the CRL that it stands in.
struct RevokedCertificate {
  SerialNumber serial_number;
  Time revocation_date;
  std::optional<ReasonCode> reason;
  std::optional<Time> invalidity_date;
  /// Of an indirect CRL: whose certificate it is, as this entry or the last one before it that names an issuer says
  /// (RFC 5280, 5.3.3). Empty: the CRL's own issuer.
  std::optional<GeneralNames> certificate_issuer;
};

namespace detail {

/// An entry as it stands, and whether it may be used.
struct CrlEntry {
  RevokedCertificate revoked;                 ///< `certificate_issuer` only if the entry itself has it
  std::optional<UnknownExtension> unknown{};  ///< a critical extension that is not processed
};

/// CRLReason ::= ENUMERATED.
struct EncodedReason {
  [[nodiscard]] static auto read(der::Reader& reader) -> der::DerResult<ReasonCode> {
    auto const offset = reader.offset();
    auto const number = der::read_unsigned(reader, der::Tag::enumerated);
    if (!number) return der::refuse(number.error());
    auto const reason = to_reason_code(*number);
    if (!reason) return der::refuse(Errc::der_integer_out_of_range, offset);
    return *reason;
  }
};

/// InvalidityDate ::= GeneralizedTime.
struct EncodedDate {
  [[nodiscard]] static auto read(der::Reader& reader) -> der::DerResult<Time> {
    return der::read_generalized_time(reader);
  }
};

/// The value of an extension, put where it belongs.
template <class Encoded, class Value>
[[nodiscard]] auto keep(std::optional<Value>& place, std::string_view field, Extension const& extension)
    -> CrlResult<void> {
  der::Reader reader{extension.value, extension.value_offset};
  auto const value = Encoded::read(reader);
  if (!value) return fault(field, value.error());
  if (auto const end = reader.finish(); !end) return fault(field, end.error());
  place = *value;
  return {};
}

[[nodiscard]] inline auto read_entry_extension(Extension const& extension, CrlEntry& entry) -> CrlResult<void> {
  if (extension.id == oid::reason_code) return keep<EncodedReason>(entry.revoked.reason, "reasonCode", extension);
  if (extension.id == oid::invalidity_date)
    return keep<EncodedDate>(entry.revoked.invalidity_date, "invalidityDate", extension);
  if (extension.id == oid::certificate_issuer)
    return keep<GeneralNames>(entry.revoked.certificate_issuer, "certificateIssuer", extension);
  if (extension.critical && !entry.unknown) entry.unknown = UnknownExtension{extension.id, extension.value_offset};
  return {};
}

[[nodiscard]] inline auto read_entry_extensions(der::Reader& reader, CrlEntry& entry) -> CrlResult<void> {
  constexpr std::string_view field = "revokedCertificates.crlEntryExtensions";
  auto const list = reader.read_nested(der::Tag::sequence);
  if (!list) return fault(field, list.error());
  if (auto const end = reader.finish(); !end) return fault(field, end.error());
  return for_each_extension(*list, field,
                            [&](Extension const& extension) { return read_entry_extension(extension, entry); });
}

/// The next entry. A v1 CRL's has no extensions (RFC 5280, 5.1.2.1).
[[nodiscard]] inline auto read_crl_entry(der::Reader& entries, bool is_v2) -> CrlResult<CrlEntry> {
  auto fields = entries.read_nested(der::Tag::sequence);
  if (!fields) return fault("revokedCertificates", fields.error());
  auto const serial = SerialNumber::read(*fields);
  if (!serial) return fault("revokedCertificates.userCertificate", serial.error());
  auto const date = der::read_time(*fields);
  if (!date) return fault("revokedCertificates.revocationDate", date.error());
  CrlEntry entry{{*serial, *date, {}, {}, {}}};
  if (fields->is_at_end()) return entry;
  if (!is_v2) return fault("revokedCertificates", Errc::der_trailing_data, fields->offset());
  if (auto const extensions = read_entry_extensions(*fields, entry); !extensions) return fault(extensions.error());
  return entry;
}

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/revocation/crl_entry.hpp

// ---- vidimus/revocation/common_entry.hpp
#ifndef VIDIMUS_SINGLE_revocation_common_entry_hpp
#define VIDIMUS_SINGLE_revocation_common_entry_hpp
// The form that nearly every entry of a CRL has, recognized at a glance: a serial number, a UTCTime and at most a
// reasonCode, with lengths of one octet. Whatever is not recognized here is read, or refused, by `read_crl_entry`, which
// would have accepted all that is.

namespace vidimus::detail {

/// Where in an entry its serial number is, and how long the entry is; nothing recognized: a size of 0.
struct CommonEntry {
  std::uint8_t size = 0;  ///< of the whole entry
  std::uint8_t serial_size = 0;

  static constexpr std::size_t serial_begin = 4;  ///< behind two headers
  static constexpr std::size_t date_size = 2 + 13, reason_size = 14;

  [[nodiscard]] constexpr auto date_begin() const -> std::size_t { return serial_begin + serial_size + std::size_t{2}; }
  [[nodiscard]] constexpr auto has_reason() const -> bool { return size > serial_begin + serial_size + date_size; }
};

template <class Word>
[[nodiscard]] inline auto load(std::byte const* octets) -> Word {
  Word word;
  std::memcpy(&word, octets, sizeof word);
  return word;
}

/// Whether every octet is a decimal digit: of the form 3x, also after 6 is added.
template <class Word>
[[nodiscard]] constexpr auto are_digits(Word text) -> bool {
  constexpr auto all = [](unsigned octet) { return static_cast<Word>(~Word{0} / 0xff * octet); };
  return (text & all(0xf0)) == all(0x30) && ((text + all(0x06)) & all(0xf0)) == all(0x30);
}
/// Digits as numbers of two: of each 16 bits the lower 8. The first octet is the lowest.
template <class Word>
[[nodiscard]] constexpr auto as_pairs(Word digits) -> Word {
  constexpr auto low = static_cast<Word>(~Word{0} / 0xff * 0x0f);
  digits &= low;
  return digits * 10 + (digits >> 8);
}

/// `YYMMDDHHMMSS` in numbers.
struct CommonTime {
  unsigned year, month, day, hour, minute, second;

  explicit CommonTime(std::byte const* text) {
    auto const date = as_pairs(load<std::uint64_t>(text)),
               rest = std::uint64_t{as_pairs(load<std::uint32_t>(text + 8))};
    auto const pair = [](std::uint64_t of, unsigned at) { return static_cast<unsigned>(of >> (16 * at) & 0xffU); };
    year = pair(date, 0), month = pair(date, 1), day = pair(date, 2), hour = pair(date, 3);
    minute = pair(rest, 0), second = pair(rest, 1);
  }
  /// Of 1950 to 2049.
  [[nodiscard]] auto is_one() const -> bool {
    constexpr std::array<std::uint8_t, 13> days{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month == 0 || month > 12) return false;
    bool const is_leap_day = month == 2 && day == 29 && year % 4 == 0;
    return day != 0 && (day <= days[month] || is_leap_day) && hour < 24 && minute < 60 && second < 60;
  }
  [[nodiscard]] auto to_time() const -> Time {
    using namespace std::chrono;
    year_month_day const date{std::chrono::year{static_cast<int>(year < 50 ? 2000 + year : 1900 + year)},
                              std::chrono::month{month}, std::chrono::day{day}};
    return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
  }
};

/// `YYMMDDHHMMSSZ`, a moment that there is.
[[nodiscard]] inline auto is_utc_time(std::byte const* text) -> bool {
  return are_digits(load<std::uint64_t>(text)) && are_digits(load<std::uint32_t>(text + 8)) &&
         text[12] == std::byte{'Z'} && CommonTime{text}.is_one();
}

/// `Extensions` with a reasonCode that there is, not critical, and nothing else: 14 octets.
[[nodiscard]] inline auto is_reason_alone(std::byte const* extensions) -> bool {
  constexpr std::array<std::uint8_t, 13> form{0x30, 12, 0x30, 10, 6, 3, 0x55, 0x1d, 21, 4, 3, 10, 1};
  auto const reason = std::to_integer<unsigned>(extensions[form.size()]);
  return std::memcmp(extensions, form.data(), form.size()) == 0 && reason <= 10 && reason != 7;
}

/// X.690, 8.3.2, of an INTEGER's contents, which are not empty.
[[nodiscard]] inline auto is_shortest_integer(std::byte const* contents, std::size_t size) -> bool {
  if (size == 1) return true;
  auto const nine_bits = std::to_integer<unsigned>(contents[0]) << 1U | std::to_integer<unsigned>(contents[1]) >> 7U;
  return nine_bits != 0 && nine_bits != 0x1ff;
}

/// What `entries` begins with; whether its serial number and its date are good ones is not asked.
[[nodiscard]] inline auto recognize_form(ByteView entries, bool is_v2) -> CommonEntry {
  if constexpr (std::endian::native != std::endian::little) return {};
  auto const* const entry = entries.data();
  if (entries.size() < CommonEntry::serial_begin || entry[0] != std::byte{0x30} || entry[2] != std::byte{2}) return {};
  auto const size = std::to_integer<std::size_t>(entry[1]) + 2, serial_size = std::to_integer<std::size_t>(entry[3]);
  if (size > 2 + 0x7f || size > entries.size() || serial_size == 0 || serial_size > 0x7f) return {};
  CommonEntry const common{static_cast<std::uint8_t>(size), static_cast<std::uint8_t>(serial_size)};
  auto const without_reason = CommonEntry::serial_begin + serial_size + CommonEntry::date_size;
  bool const has_right_size = size == without_reason || (is_v2 && size == without_reason + CommonEntry::reason_size);
  if (!has_right_size) return {};
  auto const* const date = entry + common.date_begin();
  bool const is_good = date[-2] == std::byte{0x17} && date[-1] == std::byte{13} &&
                       (!common.has_reason() || is_reason_alone(entry + without_reason));
  return is_good ? common : CommonEntry{};
}

/// The same, of an entry that is read for the first time.
[[nodiscard]] inline auto recognize_entry(ByteView entries, bool is_v2) -> CommonEntry {
  auto const common = recognize_form(entries, is_v2);
  bool const is_good = common.size != 0 &&
                       is_shortest_integer(entries.data() + CommonEntry::serial_begin, common.serial_size) &&
                       is_utc_time(entries.data() + common.date_begin());
  return is_good ? common : CommonEntry{};
}

/// The entry that was recognized at the start of `entries`, and once for the first time.
[[nodiscard]] inline auto read_common_entry(ByteView entries, CommonEntry common) -> RevokedCertificate {
  RevokedCertificate revoked{SerialNumber{entries.subspan(CommonEntry::serial_begin, common.serial_size)},
                             CommonTime{entries.data() + common.date_begin()}.to_time(),
                             {},
                             {},
                             {}};
  if (common.has_reason()) revoked.reason = static_cast<ReasonCode>(entries[common.size - std::size_t{1}]);
  return revoked;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/common_entry.hpp

// ---- vidimus/revocation/crl_number.hpp
#ifndef VIDIMUS_SINGLE_revocation_crl_number_hpp
#define VIDIMUS_SINGLE_revocation_crl_number_hpp
// CRLNumber and BaseCRLNumber (RFC 5280, 5.2.3 and 5.2.4): numbers of up to 20 octets that only grow.

namespace vidimus {

/// Views the CRL that it stands in.
class CrlNumber {
 public:
  constexpr CrlNumber() = default;  // 0
  /// INTEGER (0..MAX), at most 20 octets of magnitude. Errors: `der_bad_integer`, `der_integer_out_of_range`.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<CrlNumber> {
    auto const offset = reader.offset();
    auto const contents = der::read_integer(reader);
    if (!contents) return der::refuse(contents.error());
    if (der::is_negative(*contents)) return der::refuse(Errc::der_integer_out_of_range, offset);
    bool const has_sign_octet = contents->front() == std::byte{0};
    CrlNumber const number{contents->subspan(has_sign_octet ? 1 : 0)};
    if (number.magnitude_.size() > 20) return der::refuse(Errc::der_integer_out_of_range, offset);
    return number;
  }

  /// Decimal: `4711`.
  [[nodiscard]] auto to_text() const -> std::string {
    std::string digits{"0"};  // the last digit first
    for (auto const octet : magnitude_) {
      auto carry = std::to_integer<unsigned>(octet);
      for (auto& digit : digits) {
        carry += static_cast<unsigned>(digit - '0') * 256;
        digit = static_cast<char>('0' + carry % 10);
        carry /= 10;
      }
      for (; carry != 0; carry /= 10) digits += static_cast<char>('0' + carry % 10);
    }
    return {digits.rbegin(), digits.rend()};
  }

  friend constexpr auto operator==(CrlNumber a, CrlNumber b) -> bool { return same_bytes(a.magnitude_, b.magnitude_); }
  friend constexpr auto operator<=>(CrlNumber a, CrlNumber b) -> std::strong_ordering {
    if (a.magnitude_.size() != b.magnitude_.size()) return a.magnitude_.size() <=> b.magnitude_.size();
    return std::lexicographical_compare_three_way(a.magnitude_.begin(), a.magnitude_.end(), b.magnitude_.begin(),
                                                  b.magnitude_.end());
  }

 private:
  constexpr explicit CrlNumber(ByteView magnitude) : magnitude_{magnitude} {}

  ByteView magnitude_;  // without a leading zero octet, except of zero itself
};

}  // namespace vidimus
#endif
// ---- end of vidimus/revocation/crl_number.hpp

// ---- vidimus/revocation/issuing_distribution_point.hpp
#ifndef VIDIMUS_SINGLE_revocation_issuing_distribution_point_hpp
#define VIDIMUS_SINGLE_revocation_issuing_distribution_point_hpp
// Issuing distribution point (RFC 5280, 5.2.5): which certificates, which reasons and whose a CRL covers. Absent: all of
// its issuer's, for all reasons.

namespace vidimus {

///   IssuingDistributionPoint ::= SEQUENCE {
///     distributionPoint          [0] DistributionPointName OPTIONAL,
///     onlyContainsUserCerts      [1] BOOLEAN DEFAULT FALSE,
///     onlyContainsCACerts        [2] BOOLEAN DEFAULT FALSE,
///     onlySomeReasons            [3] ReasonFlags OPTIONAL,
///     indirectCRL                [4] BOOLEAN DEFAULT FALSE,
///     onlyContainsAttributeCerts [5] BOOLEAN DEFAULT FALSE }
struct IssuingDistributionPoint {
  ByteView der;  ///< all of it: equal scopes are encoded equally
  std::optional<DistributionPointName> name{};
  bool only_contains_user_certs = false;
  bool only_contains_ca_certs = false;
  std::optional<ReasonFlags> only_some_reasons{};  ///< absent: all
  bool indirect_crl = false;
  bool only_contains_attribute_certs = false;

  /// Errors: those of the reader; `der_empty` for a sequence without anything, `extension_malformed` for more than one
  /// onlyContains…: neither may be issued.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<IssuingDistributionPoint>;

 private:
  [[nodiscard]] constexpr auto read_fields(der::Reader& fields) -> der::DerResult<void>;
  [[nodiscard]] constexpr auto read_flags(der::Reader& fields) -> der::DerResult<void>;
};

constexpr auto IssuingDistributionPoint::read(der::Reader& reader) -> der::DerResult<IssuingDistributionPoint> {
  auto const element = reader.read(der::Tag::sequence);
  if (!element) return der::refuse(element.error());
  if ((*element).contents.empty()) return der::refuse(Errc::der_empty, (*element).offset);
  IssuingDistributionPoint point{(*element).full};
  der::Reader fields{*element};
  if (auto const all = point.read_fields(fields); !all) return der::refuse(all.error());
  auto const kinds = int{point.only_contains_user_certs} + int{point.only_contains_ca_certs} +
                     int{point.only_contains_attribute_certs};
  if (kinds > 1) return der::refuse(Errc::extension_malformed, (*element).offset);
  return point;
}

constexpr auto IssuingDistributionPoint::read_fields(der::Reader& fields) -> der::DerResult<void> {
  if (fields.is_next(der::context(0))) {
    auto const place = DistributionPointName::read(fields);
    if (!place) return der::refuse(place.error());
    name = *place;
  }
  return read_flags(fields);
}

constexpr auto IssuingDistributionPoint::read_flags(der::Reader& fields) -> der::DerResult<void> {
  auto const tag = [](unsigned number) { return der::context(number, der::Form::primitive); };
  auto const read_flag = [&](unsigned number, bool& flag) -> der::DerResult<void> {
    auto const value = der::read_boolean_default_false(fields, tag(number));
    if (!value) return der::refuse(value.error());
    flag = *value;
    return {};
  };
  if (auto const flag = read_flag(1, only_contains_user_certs); !flag) return flag;
  if (auto const flag = read_flag(2, only_contains_ca_certs); !flag) return flag;
  if (fields.is_next(tag(3))) {
    auto const reasons = ReasonFlags::read(fields, tag(3));
    if (!reasons) return der::refuse(reasons.error());
    only_some_reasons = *reasons;
  }
  if (auto const flag = read_flag(4, indirect_crl); !flag) return flag;
  if (auto const flag = read_flag(5, only_contains_attribute_certs); !flag) return flag;
  return fields.finish();
}

}  // namespace vidimus
#endif
// ---- end of vidimus/revocation/issuing_distribution_point.hpp

// ---- vidimus/revocation/crl_fields.hpp
#ifndef VIDIMUS_SINGLE_revocation_crl_fields_hpp
#define VIDIMUS_SINGLE_revocation_crl_fields_hpp
// CertificateList without its entries (RFC 5280, 5.1), field by field.
//
//   CertificateList ::= SEQUENCE { tbsCertList TBSCertList, signatureAlgorithm AlgorithmIdentifier,
//                                  signatureValue BIT STRING }
//   TBSCertList ::= SEQUENCE { version Version OPTIONAL,  -- if present, MUST be v2
//                              signature AlgorithmIdentifier, issuer Name, thisUpdate Time, nextUpdate Time OPTIONAL,
//                              revokedCertificates SEQUENCE OF SEQUENCE { … } OPTIONAL,
//                              crlExtensions [0] EXPLICIT Extensions OPTIONAL  -- v2 only }

namespace vidimus::detail {

struct CrlFields {
  ByteView der{}, tbs{}, signature{};
  AlgorithmIdentifier signature_algorithm{};
  unsigned version = 1;
  Name issuer{};
  Time this_update{};
  std::optional<Time> next_update{};
  der::Reader entries{ByteView{}};
  std::optional<AuthorityKeyIdentifier> authority_key_identifier{};
  std::optional<CrlNumber> crl_number{};
  std::optional<IssuingDistributionPoint> issuing_distribution_point{};
  std::optional<CrlNumber> delta_crl_indicator{};
  std::optional<CrlDistributionPoints> freshest_crl{};
  std::optional<UnknownExtension> unknown{};
};

/// crlExtensions (RFC 5280, 5.2).
[[nodiscard]] inline auto read_crl_extension(Extension const& extension, CrlFields& crl) -> CrlResult<void> {
  if (extension.id == oid::authority_key_identifier)
    return keep<AuthorityKeyIdentifier>(crl.authority_key_identifier, "authorityKeyIdentifier", extension);
  if (extension.id == oid::crl_number) return keep<CrlNumber>(crl.crl_number, "cRLNumber", extension);
  if (extension.id == oid::delta_crl_indicator)
    return keep<CrlNumber>(crl.delta_crl_indicator, "deltaCRLIndicator", extension);
  if (extension.id == oid::issuing_distribution_point)
    return keep<IssuingDistributionPoint>(crl.issuing_distribution_point, "issuingDistributionPoint", extension);
  if (extension.id == oid::freshest_crl) return keep<CrlDistributionPoints>(crl.freshest_crl, "freshestCRL", extension);
  if (extension.critical && !crl.unknown) crl.unknown = UnknownExtension{extension.id, extension.value_offset};
  return {};
}

[[nodiscard]] inline auto read_crl_extensions(der::Reader& tbs, CrlFields& crl) -> CrlResult<void> {
  constexpr std::string_view field = "tbsCertList.crlExtensions";
  if (tbs.is_at_end()) return {};
  if (crl.version == 1) return fault("tbsCertList", Errc::der_trailing_data, tbs.offset());
  auto wrapper = tbs.read_nested(der::context(0));
  if (!wrapper) return fault(field, wrapper.error());
  auto const list = wrapper->read_nested_non_empty(der::Tag::sequence);
  if (!list) return fault(field, list.error());
  if (auto const end = wrapper->finish(); !end) return fault(field, end.error());
  if (auto const end = tbs.finish(); !end) return fault("tbsCertList", end.error());
  return for_each_extension(*list, field, [&](auto const& extension) { return read_crl_extension(extension, crl); });
}

/// version: "If present, MUST be v2", which is 1.
[[nodiscard]] inline auto read_crl_version(der::Reader& tbs) -> CrlResult<unsigned> {
  if (!tbs.is_next(der::Tag::integer)) return 1U;
  auto const offset = tbs.offset();
  auto const version = in("tbsCertList.version", der::read_unsigned(tbs));
  if (version && *version != 1) return fault("tbsCertList.version", Errc::der_integer_out_of_range, offset);
  return version ? CrlResult<unsigned>{2U} : fault(version.error());
}

[[nodiscard]] inline auto read_crl_issuer(der::Reader& tbs) -> CrlResult<Name> {
  auto const offset = tbs.offset();
  auto const issuer = in("tbsCertList.issuer", Name::read(tbs));
  if (issuer && issuer->is_empty()) return fault("tbsCertList.issuer", Errc::der_empty, offset);  // 5.1.2.3
  return issuer;
}

[[nodiscard]] inline auto read_crl_times(der::Reader& tbs, CrlFields& crl) -> CrlResult<void> {
  auto const this_update = in("tbsCertList.thisUpdate", der::read_time(tbs));
  if (!this_update) return fault(this_update.error());
  crl.this_update = *this_update;
  if (!tbs.is_next(der::Tag::utc_time) && !tbs.is_next(der::Tag::generalized_time)) return {};
  auto const next_update = in("tbsCertList.nextUpdate", der::read_time(tbs));
  if (!next_update) return fault(next_update.error());
  crl.next_update = *next_update;
  return {};
}

/// revokedCertificates: absent where nothing is revoked (5.1.2.6).
[[nodiscard]] inline auto read_crl_entry_list(der::Reader& tbs) -> CrlResult<der::Reader> {
  if (!tbs.is_next(der::Tag::sequence)) return der::Reader{ByteView{}};
  return in("tbsCertList.revokedCertificates", tbs.read_nested_non_empty(der::Tag::sequence));
}

[[nodiscard]] inline auto read_tbs_cert_list(der::Element const& element, CrlFields& crl) -> CrlResult<void> {
  der::Reader tbs{element};
  auto const version = read_crl_version(tbs);
  if (!version) return fault(version.error());
  crl.version = *version;
  auto const offset = tbs.offset();
  auto const signature = in("tbsCertList.signature", AlgorithmIdentifier::read(tbs));
  if (!signature) return fault(signature.error());
  if (!(*signature == crl.signature_algorithm))  // 5.1.1.2
    return fault("tbsCertList.signature", Errc::signature_algorithm_disagrees, offset);
  auto const issuer = read_crl_issuer(tbs);
  if (!issuer) return fault(issuer.error());
  crl.issuer = *issuer;
  if (auto const times = read_crl_times(tbs, crl); !times) return times;
  auto const entries = read_crl_entry_list(tbs);
  if (!entries) return fault(entries.error());
  crl.entries = *entries;
  return read_crl_extensions(tbs, crl);
}

[[nodiscard]] inline auto read_crl_fields(ByteView der) -> CrlResult<CrlFields> {
  constexpr std::string_view whole = "certificateList";
  if (der.size() > (std::numeric_limits<std::uint32_t>::max)()) return fault(whole, Errc::der_length_too_large, 0);
  auto outer = der::read_only_nested(der, der::Tag::sequence);
  if (!outer) return fault(whole, outer.error());
  auto const tbs = in("tbsCertList", outer->read(der::Tag::sequence));
  if (!tbs) return fault(tbs.error());
  auto const algorithm = in("signatureAlgorithm", AlgorithmIdentifier::read(*outer));
  if (!algorithm) return fault(algorithm.error());
  auto const signature = in("signatureValue", der::read_octets_of_bit_string(*outer));
  if (!signature) return fault(signature.error());
  if (auto const end = outer->finish(); !end) return fault(whole, end.error());
  CrlFields crl{der, tbs->full, *signature, *algorithm};
  if (auto const fields = read_tbs_cert_list(*tbs, crl); !fields) return fault(fields.error());
  return crl;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/crl_fields.hpp

// ---- vidimus/revocation/entry_serials.hpp
#ifndef VIDIMUS_SINGLE_revocation_entry_serials_hpp
#define VIDIMUS_SINGLE_revocation_entry_serials_hpp
// The serial number of a CRL entry that has been read before, found again from where the entry stands. Where the octets are
// no longer what they were, it is some octets of them or none.

namespace vidimus::detail {

struct EntrySerials {
  ByteView der;

  [[nodiscard]] auto operator()(std::size_t offset) const -> ByteView {
    auto const serial = header_at(header_at(offset).begin);
    if (serial.begin > der.size() || serial.length > der.size() - serial.begin) return {};
    return {der.data() + serial.begin, serial.length};
  }

 private:
  struct Header {
    std::size_t begin, length;  // of the contents
  };
  [[nodiscard]] auto header_at(std::size_t offset) const -> Header {
    if (der.size() < 2 || offset > der.size() - 2) return {der.size(), 0};
    auto const length = std::to_integer<std::size_t>(der[offset + 1]);
    return length < 0x80 ? Header{offset + 2, length} : long_header_at(offset, length & 0x7fU);
  }
  [[nodiscard]] auto long_header_at(std::size_t offset, std::size_t octets) const -> Header {
    if (octets > 4 || octets > der.size() - offset - 2) return {der.size(), 0};
    std::size_t length = 0;
    for (std::size_t i = 0; i != octets; ++i) length = length << 8U | std::to_integer<std::size_t>(der[offset + 2 + i]);
    return {offset + 2 + octets, length};
  }
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/entry_serials.hpp

// ---- vidimus/revocation/serial_index.hpp
#ifndef VIDIMUS_SINGLE_revocation_serial_index_hpp
#define VIDIMUS_SINGLE_revocation_serial_index_hpp
// Where in a CRL a serial number stands: for each entry eight octets, ordered by a hash of its serial number, and a table
// of at most four octets an entry that leads to the few that share the hash's first bits. The serial numbers themselves
// stay where they are, in the encoding.
//
// A look-up costs two or three reads of memory and allocates nothing. Whoever chooses serial numbers so that their hashes
// agree gains nothing: entries with one hash are in the order of their serial numbers, so the search stays logarithmic.

namespace vidimus::detail {

/// A hash of a serial number; for distributing, not for security.
[[nodiscard]] inline auto serial_hash(ByteView serial) -> std::uint32_t {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;  // 2^64 / golden ratio
  std::uint64_t hash = serial.size() * odd;
  auto const mix = [&](std::byte const* octets, std::size_t count) {
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, octets, count);
    hash = (hash ^ chunk) * odd;
    hash ^= hash >> 32U;
  };
  auto const size = serial.size();
  for (std::size_t at = 8; at < size; at += 8) mix(serial.data() + at - 8, 8);
  if (size >= 8)
    mix(serial.data() + size - 8, 8);  // some octets twice, rather than their count in each step
  else if (size != 0)
    mix(serial.data(), size);
  return static_cast<std::uint32_t>(hash * odd >> 32U);
}

class SerialIndex {
 public:
  struct Slot {
    std::uint32_t hash;
    std::uint32_t offset;  // of the entry in the encoding
  };

  SerialIndex() = default;

  /// `serial_at(offset)` gives the serial number of the entry there. Offsets ascend.
  template <class SerialAt>
  SerialIndex(std::vector<Slot> entries, SerialAt serial_at)
      : bits_{entries.empty() ? 0 : static_cast<unsigned>(std::bit_width(entries.size())) - 1},
        starts_(entries.empty() ? 0 : (std::size_t{1} << bits_) + 1),
        slots_(entries.size()) {
    if (slots_.empty()) return;
    distribute(entries);
    for (std::size_t bucket = 0; bucket + 1 != starts_.size(); ++bucket) sort_bucket(bucket, serial_at);
  }

  [[nodiscard]] auto size() const -> std::size_t { return slots_.size(); }

  /// The entries with this serial number, in the order of the encoding.
  template <class SerialAt>
  [[nodiscard]] auto find(ByteView serial, SerialAt serial_at) const -> std::span<Slot const> {
    if (slots_.empty()) return {};
    auto const hash = serial_hash(serial);
    auto const same_hash = slots_of(hash);
    auto begin = same_hash.begin();
    if (same_hash.size() > 1)  // somebody's work, or a number that is listed twice
      begin = std::ranges::partition_point(same_hash,
                                           [&](Slot const& slot) { return precedes(serial_at(slot.offset), serial); });
    auto end = begin;
    while (end != same_hash.end() && same_bytes(serial_at(end->offset), serial)) ++end;
    return {begin, end};
  }

  /// Of memory, all in all.
  [[nodiscard]] auto octets() const -> std::size_t {
    return starts_.capacity() * sizeof starts_.front() + slots_.capacity() * sizeof slots_.front();
  }

 private:
  using Slots = std::span<Slot>;
  using Starts = std::span<std::uint32_t>;

  [[nodiscard]] auto bucket_number(std::uint32_t hash) const -> std::size_t {
    return bits_ == 0 ? 0 : hash >> (32U - bits_);
  }
  [[nodiscard]] auto bucket_of(std::size_t bucket) const -> std::span<Slot const> {
    return std::span{slots_}.subspan(starts_[bucket], starts_[bucket + 1] - starts_[bucket]);
  }

  // Mostly none or one.
  [[nodiscard]] auto slots_of(std::uint32_t hash) const -> std::span<Slot const> {
    auto const all = bucket_of(bucket_number(hash));
    auto const begin = std::ranges::partition_point(all, [&](Slot const& slot) { return slot.hash < hash; });
    auto end = begin;
    if (end != all.end() && end->hash == hash && ++end != all.end() && end->hash == hash)
      end = std::ranges::partition_point(end, all.end(), [&](Slot const& slot) { return slot.hash == hash; });
    return {begin, end};
  }

  // Shorter first: any order that is total will do.
  static auto precedes(ByteView a, ByteView b) -> bool {
    if (a.size() != b.size()) return a.size() < b.size();
    return std::memcmp(a.data(), b.data(), a.size()) < 0;
  }

  // A counting sort of `from` into `to` by some bits of the hash. `starts` gets where each number's slots begin; it has one
  // place more than there are numbers. Equal ones stay in order.
  static void sort_by(std::span<Slot const> from, Slots to, Starts starts, unsigned shift, std::uint32_t mask) {
    auto const number_of = [&](Slot const& slot) { return slot.hash >> shift & mask; };
    std::ranges::fill(starts, 0U);
    for (auto const& slot : from) ++starts[number_of(slot) + 1];
    for (std::size_t i = 1; i != starts.size(); ++i) starts[i] += starts[i - 1];
    for (auto const& slot : from) to[starts[number_of(slot)]++] = slot;
    std::shift_right(starts.begin(), starts.end(), 1);  // each is where the next one's begin by now
    starts.front() = 0;
  }

  // By the first bits of the hash: coarsely, so that each part fits the processor's cache, and then each part.
  void distribute(std::span<Slot const> entries) {
    constexpr unsigned coarse_bits = 8;
    auto const coarse = bits_ > 12 ? coarse_bits : 0, fine = bits_ - coarse;
    std::array<std::uint32_t, (1U << coarse_bits) + 1> parts{};
    auto const ends = Starts{parts}.first((std::size_t{1} << coarse) + 1);
    if (coarse != 0) sort_by(entries, slots_, ends, 32U - coarse, (1U << coarse) - 1);
    ends.back() = static_cast<std::uint32_t>(entries.size());
    std::vector<Slot> copy;
    for (std::size_t part = 0; part + 1 != ends.size(); ++part) {
      auto const begin = ends[part];
      auto const slots = Slots{slots_}.subspan(begin, ends[part + 1] - begin);
      auto const starts = Starts{starts_}.subspan(part << fine, (std::size_t{1} << fine) + 1);
      if (coarse != 0) copy.assign(slots.begin(), slots.end());
      sort_by(coarse != 0 ? copy : entries, slots, starts, fine == 0 ? 0 : 32U - bits_, (1U << fine) - 1);
      for (auto& start : starts) start += begin;
    }
  }

  template <class SerialAt>
  void sort_bucket(std::size_t bucket, SerialAt serial_at) {
    auto const slots = Slots{slots_}.subspan(starts_[bucket], starts_[bucket + 1] - starts_[bucket]);
    if (slots.size() < 2) return;
    auto const comes_first = [&](Slot const& a, Slot const& b) {
      if (a.hash != b.hash) return a.hash < b.hash;
      auto const first = serial_at(a.offset), second = serial_at(b.offset);
      return same_bytes(first, second) ? a.offset < b.offset : precedes(first, second);
    };
    if (slots.size() == 2) {
      if (comes_first(slots[1], slots[0])) std::swap(slots[0], slots[1]);
    } else {
      std::ranges::sort(slots, comes_first);
    }
  }

  unsigned bits_ = 0;
  std::vector<std::uint32_t> starts_;
  std::vector<Slot> slots_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/serial_index.hpp

// ---- vidimus/revocation/certificate_list.hpp
#ifndef VIDIMUS_SINGLE_revocation_certificate_list_hpp
#define VIDIMUS_SINGLE_revocation_certificate_list_hpp
// A CRL as it stands (RFC 5280, 5): read once, strictly, and indexed by serial number. Whether it may be believed (its
// signature, its time, its scope) is for others to say; here it is well-formed or refused.
//
// What is guaranteed: DER without any freedom, every field and entry decoded once, v1 without extensions, no extension
// twice, the issuer not empty. Beside the encoding an entry takes at most 12 octets, 16 in an indirect CRL.

namespace vidimus {

/// Immutable; copies share it, from any thread. Its views are good as long as any copy lives.
class CertificateList {
 public:
  /// Reads the one CRL that `der` must be, and keeps the octets. Errors: `crl_malformed` with the field, the octet and
  /// the rule.
  [[nodiscard]] static auto parse(Buffer&& der) -> Result<CertificateList> {
    auto owner = std::make_shared<Buffer const>(std::move(der));
    ByteView const view{*owner};
    return parse(std::move(owner), view);
  }
  /// Copies the octets.
  [[nodiscard]] static auto parse(ByteView der) -> Result<CertificateList> {
    return parse(Buffer{der.begin(), der.end()});
  }
  /// Octets that somebody else holds, a mapped file for example: `owner` keeps them, unchanged.
  [[nodiscard]] static auto parse(std::shared_ptr<void const> owner, ByteView der) -> Result<CertificateList>;

  [[nodiscard]] auto der() const -> ByteView { return state_->fields.der; }
  /// tbsCertList: what is signed.
  [[nodiscard]] auto tbs() const -> ByteView { return state_->fields.tbs; }
  [[nodiscard]] auto signature_algorithm() const -> AlgorithmIdentifier const& {
    return state_->fields.signature_algorithm;
  }
  [[nodiscard]] auto signature() const -> ByteView { return state_->fields.signature; }
  /// 1 or 2.
  [[nodiscard]] auto version() const -> unsigned { return state_->fields.version; }
  [[nodiscard]] auto issuer() const -> Name { return state_->fields.issuer; }
  [[nodiscard]] auto this_update() const -> Time { return state_->fields.this_update; }
  /// RFC 5280, 5.1.2.5 requires it, the syntax does not.
  [[nodiscard]] auto next_update() const -> std::optional<Time> { return state_->fields.next_update; }

  [[nodiscard]] auto authority_key_identifier() const -> std::optional<AuthorityKeyIdentifier> const& {
    return state_->fields.authority_key_identifier;
  }
  [[nodiscard]] auto crl_number() const -> std::optional<CrlNumber> { return state_->fields.crl_number; }
  [[nodiscard]] auto issuing_distribution_point() const -> std::optional<IssuingDistributionPoint> const& {
    return state_->fields.issuing_distribution_point;
  }
  /// BaseCRLNumber; only of a delta CRL, which says what changed since then and nothing else.
  [[nodiscard]] auto delta_crl_indicator() const -> std::optional<CrlNumber> {
    return state_->fields.delta_crl_indicator;
  }
  [[nodiscard]] auto freshest_crl() const -> std::optional<CrlDistributionPoints> const& {
    return state_->fields.freshest_crl;
  }

  /// Of a CRL that must not be used (RFC 5280, 5.2 and 5.3): a critical extension, its own or an entry's, that is not
  /// processed.
  [[nodiscard]] auto unusable() const -> std::optional<Finding>;

  /// How many entries it has.
  [[nodiscard]] auto size() const -> std::size_t { return state_->index.size(); }
  /// Calls `visit(RevokedCertificate const&)` for every entry with this serial number, in order; mostly there is none or
  /// one. Neither allocates nor fails.
  template <class Visit>
  void find(SerialNumber serial, Visit visit) const {
    for (auto const& slot : state_->index.find(serial.contents(), serial_reader())) {
      auto entry = entry_at(slot.offset);
      if (!entry.certificate_issuer) entry.certificate_issuer = issuer_before(slot.offset);
      visit(entry);
    }
  }
  /// Memory beside the encoding that grows with the entries, in octets.
  [[nodiscard]] auto index_octets() const -> std::size_t {
    return state_->index.octets() + state_->naming_an_issuer.capacity() * sizeof(std::uint32_t);
  }

  /// For people: `CRL 4711 of CN=Acme Root,O=Acme`.
  [[nodiscard]] auto to_text() const -> std::string {
    auto const number = crl_number();
    return (delta_crl_indicator() ? "delta CRL " : "CRL ") + (number ? number->to_text() + " " : "") + "of " +
           issuer().to_text();
  }

 private:
  struct State {
    std::shared_ptr<void const> owner;
    detail::CrlFields fields;
    detail::SerialIndex index{};
    std::vector<std::uint32_t> naming_an_issuer{};  // offsets of the entries with certificateIssuer, ascending
  };
  explicit CertificateList(std::shared_ptr<State const> state) : state_{std::move(state)} {}

  static auto read_entries(State& state) -> detail::CrlResult<void>;
  static auto read_entry(der::Reader& rest, State& state) -> detail::CrlResult<ByteView>;

  [[nodiscard]] auto serial_reader() const -> detail::EntrySerials { return detail::EntrySerials{der()}; }
  [[nodiscard]] auto entry_at(std::uint32_t offset) const -> RevokedCertificate;
  [[nodiscard]] auto issuer_before(std::uint32_t offset) const -> std::optional<GeneralNames>;

  std::shared_ptr<State const> state_;
};

inline auto CertificateList::parse(std::shared_ptr<void const> owner, ByteView der) -> Result<CertificateList> {
  auto const fields = detail::read_crl_fields(der);
  if (!fields) return detail::refuse_crl(fields.error());
  auto state = std::make_shared<State>(State{std::move(owner), *fields});
  if (auto const entries = read_entries(*state); !entries) return detail::refuse_crl(entries.error());
  return CertificateList{std::move(state)};
}

inline auto CertificateList::read_entries(State& state) -> detail::CrlResult<void> {
  std::vector<detail::SerialIndex::Slot> slots;
  auto& fields = state.fields;
  for (auto rest = fields.entries; !rest.is_at_end();) {
    auto const offset = static_cast<std::uint32_t>(rest.offset());
    auto const serial = read_entry(rest, state);
    if (!serial) return detail::fault(serial.error());
    if (slots.empty()) slots.reserve(fields.entries.rest().size() / (rest.offset() - offset));  // mostly about equal
    slots.push_back({detail::serial_hash(*serial), offset});
  }
  // 5.3.3: only "an indirect CRL, that is, a CRL that has the indirectCRL indicator set" has it
  bool const is_indirect = fields.issuing_distribution_point && fields.issuing_distribution_point->indirect_crl;
  if (!state.naming_an_issuer.empty() && !is_indirect)
    return detail::fault("certificateIssuer", Errc::extension_malformed, state.naming_an_issuer.front());
  state.naming_an_issuer.shrink_to_fit();
  state.index = detail::SerialIndex{std::move(slots), detail::EntrySerials{fields.der}};
  return {};
}

/// The next entry's serial number.
inline auto CertificateList::read_entry(der::Reader& rest, State& state) -> detail::CrlResult<ByteView> {
  auto& fields = state.fields;
  auto const octets = rest.rest();
  auto const offset = static_cast<std::uint32_t>(rest.offset());
  if (auto const common = detail::recognize_entry(octets, fields.version == 2); common.size != 0) {
    rest = der::Reader{octets.subspan(common.size), offset + common.size};
    return octets.subspan(common.serial_begin, common.serial_size);
  }
  auto const entry = detail::read_crl_entry(rest, fields.version == 2);
  if (!entry) return detail::fault(entry.error());
  if (entry->revoked.certificate_issuer) state.naming_an_issuer.push_back(offset);
  if (entry->unknown && !fields.unknown) fields.unknown = entry->unknown;
  return entry->revoked.serial_number.contents();
}

/// It was read before; octets that somebody has changed since (of a file that is mapped) say at least that it is listed.
inline auto CertificateList::entry_at(std::uint32_t offset) const -> RevokedCertificate {
  auto const octets = der().subspan(offset);
  if (auto const common = detail::recognize_form(octets, version() == 2); common.size != 0)
    return detail::read_common_entry(octets, common);
  der::Reader reader{octets, offset};
  auto const entry = detail::read_crl_entry(reader, version() == 2);
  return entry ? entry->revoked : RevokedCertificate{SerialNumber{serial_reader()(offset)}, this_update(), {}, {}, {}};
}

/// The certificateIssuer that holds for an entry which has none itself (5.3.3).
inline auto CertificateList::issuer_before(std::uint32_t offset) const -> std::optional<GeneralNames> {
  auto const& named = state_->naming_an_issuer;
  auto const after = std::ranges::upper_bound(named, offset);
  if (after == named.begin()) return std::nullopt;
  return entry_at(*std::prev(after)).certificate_issuer;
}

inline auto CertificateList::unusable() const -> std::optional<Finding> {
  auto const& unknown = state_->fields.unknown;
  if (!unknown) return std::nullopt;
  return Finding{Errc::crl_critical_extension_unknown,
                 Mismatch{"critical extensions that are processed",
                          {unknown->id.to_text() + " at octet " + std::to_string(unknown->offset)}},
                 std::nullopt, to_text()};
}

}  // namespace vidimus
#endif
// ---- end of vidimus/revocation/certificate_list.hpp

// ---- vidimus/revocation/compose.hpp
#ifndef VIDIMUS_SINGLE_revocation_compose_hpp
#define VIDIMUS_SINGLE_revocation_compose_hpp
// Several revocation checkers as one: `AllOf`, where the worst status counts, and `FirstConclusive`, IBM MQ's walk, where
// the first answer that is not `unknown` counts. Both keep every answer for the report, and both want what their parts want.

namespace vidimus {

namespace detail {

template <class... Ps>
concept RevocationCheckers = sizeof...(Ps) != 0 && (RevocationChecker<Ps> && ...);

// What a part still wants; nothing where it never fetches.
template <class P>
[[nodiscard]] auto still_wanted(P const& policy, IssuedCertificate const& certificate, Evidence const& evidence)
    -> std::vector<FetchRequest> {
  std::vector<FetchRequest> wanted;
  if constexpr (FetchingRevocationChecker<P>) {
    wanted = policy.wants(certificate, evidence);
    std::erase_if(wanted, [&](FetchRequest const& request) { return evidence.find(request.key) != nullptr; });
  }
  return wanted;
}

/// The parts of a composition, in order; empty parts take no bytes.
template <class... Ps>
class CheckerList : Slots<Ps...> {
 public:
  using role = vidimus::role::revocation_checker;

  constexpr CheckerList()
    requires(std::default_initializable<Ps> && ...)
  = default;
  explicit constexpr CheckerList(Ps... policies) : Slots<Ps...>{std::in_place, std::move(policies)...} {}

 protected:
  /// Calls `visit(part)` until it says false.
  template <class Visit>
  void each_until(Visit visit) const {
    [&]<std::size_t... Index>(std::index_sequence<Index...>) {
      (visit(slot<Index, Ps>(static_cast<Slots<Ps...> const&>(*this))) && ...);
    }(std::index_sequence_for<Ps...>{});
  }

  /// "all of (…, …)", from what the parts say of themselves.
  [[nodiscard]] auto described_as(std::string text) const -> std::string {
    std::string separator = " (";
    each_until([&](auto const& part) {
      text += separator + description_of(part, "a checker of the program");
      separator = ", ";
      return true;
    });
    return text + ")";
  }
};

}  // namespace detail

/// Every checker is asked: revoked before unknown before good.
template <class... Ps>
  requires detail::RevocationCheckers<Ps...>
struct AllOf<Ps...> : detail::CheckerList<Ps...> {
  using detail::CheckerList<Ps...>::CheckerList;

  [[nodiscard]] auto describe() const -> std::string { return this->described_as("all of"); }

  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    std::optional<RevocationStatus> worst;
    this->each_until([&](auto const& part) {
      auto next = part.status(certificate, evidence);
      worst = worst ? RevocationStatus::worst_of(*std::move(worst), std::move(next)) : std::move(next);
      return true;
    });
    return *std::move(worst);
  }

  [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> std::vector<FetchRequest>
    requires(FetchingRevocationChecker<Ps> || ...)
  {
    std::vector<FetchRequest> all;
    this->each_until([&](auto const& part) {
      for (auto& request : detail::still_wanted(part, certificate, evidence)) all.push_back(std::move(request));
      return true;
    });
    return all;
  }
};

/// The checkers are asked in order until one knows; unknown only if none does, and then for the first one's reason.
template <class... Ps>
class FirstConclusive : public detail::CheckerList<Ps...> {
  static_assert(detail::RevocationCheckers<Ps...>,
                "vidimus: FirstConclusive joins revocation checkers, for example "
                "vidimus::FirstConclusive<vidimus::CrlChecker<>, MyChecker>");

 public:
  using detail::CheckerList<Ps...>::CheckerList;

  [[nodiscard]] auto describe() const -> std::string { return this->described_as("the first that knows of"); }

  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    std::optional<RevocationStatus> so_far;
    this->each_until([&](auto const& part) {
      auto next = part.status(certificate, evidence);
      bool const goes_on = next.is_unknown();
      so_far = so_far ? after(*std::move(so_far), std::move(next)) : std::move(next);
      return goes_on;
    });
    return *std::move(so_far);
  }

  /// A checker is fetched for only when those before it have all they want and do not know.
  [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> std::vector<FetchRequest>
    requires(FetchingRevocationChecker<Ps> || ...)
  {
    std::vector<FetchRequest> wanted;
    this->each_until([&](auto const& part) {
      wanted = detail::still_wanted(part, certificate, evidence);
      return wanted.empty() && part.status(certificate, evidence).is_unknown();
    });
    return wanted;
  }

 private:
  // `first` is unknown; it stays what counts if `second` is unknown too.
  static auto after(RevocationStatus first, RevocationStatus second) -> RevocationStatus {
    if (!second.is_unknown()) first = detail::good_in_spite_of(first.answers());
    return RevocationStatus::worst_of(std::move(first), std::move(second));
  }
};
template <class... Ps>
FirstConclusive(Ps...) -> FirstConclusive<Ps...>;

}  // namespace vidimus
#endif
// ---- end of vidimus/revocation/compose.hpp

// ---- vidimus/revocation/crl_delta.hpp
#ifndef VIDIMUS_SINGLE_revocation_crl_delta_hpp
#define VIDIMUS_SINGLE_revocation_crl_delta_hpp
// Whether a delta CRL continues a complete one (RFC 5280, 5.2.4 and 6.3.3 (c)).

namespace vidimus::detail {

/// 6.3.3 (c)(3), by what identifies a key: its identifier, or its certificate's issuer and serial number.
[[nodiscard]] inline auto same_authority_key(CertificateList const& a, CertificateList const& b) -> bool {
  auto const& first = a.authority_key_identifier();
  auto const& second = b.authority_key_identifier();
  if (!first || !second) return !first && !second;
  auto const same_octets = [](std::optional<ByteView> const& x, std::optional<ByteView> const& y) {
    return x && y ? same_bytes(*x, *y) : x.has_value() == y.has_value();
  };
  return same_octets(first->key_identifier, second->key_identifier) && first->serial_number == second->serial_number;
}

/// (c)(2), and 5.2.4 (a) and (b).
[[nodiscard]] inline auto same_scope(CertificateList const& a, CertificateList const& b) -> bool {
  auto const scope_of = [](CertificateList const& crl) {
    auto const& scope = crl.issuing_distribution_point();
    return scope ? scope->der : ByteView{};
  };
  return same_name(a.issuer(), b.issuer()) && same_bytes(scope_of(a), scope_of(b));
}

/// 5.2.4 (c) and (d): the complete CRL is not older than what the delta CRL counts from, and older than the delta CRL.
[[nodiscard]] inline auto follows(CertificateList const& delta, CertificateList const& complete) -> bool {
  auto const number = complete.crl_number(), base = delta.delta_crl_indicator(), delta_number = delta.crl_number();
  return number && base && delta_number && *number >= *base && *delta_number > *number;
}

[[nodiscard]] inline auto continues(CertificateList const& delta, CertificateList const& complete) -> bool {
  return same_scope(delta, complete) && same_authority_key(delta, complete) && follows(delta, complete);
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/crl_delta.hpp

// ---- vidimus/revocation/crl_effort.hpp
#ifndef VIDIMUS_SINGLE_revocation_crl_effort_hpp
#define VIDIMUS_SINGLE_revocation_crl_effort_hpp
// What answering about one certificate may cost, the signers of its CRLs and their CRLs included; and what it still wants.

namespace vidimus::detail {

class CrlEffort {
 public:
  /// CRLs whose signature is asked for: an authority with four partitions for reasons and as many deltas has eight.
  static constexpr std::size_t crls = 32;
  /// Certificates of CRL issuers that are tried, outside of the peer's path.
  static constexpr std::size_t signers = 8;
  /// How far a signer's CRL may be signed by a signer whose CRL is signed by a signer.
  static constexpr std::size_t nesting = 3;
  /// Locations that are looked at.
  static constexpr std::size_t locations = 16;

  [[nodiscard]] auto spend_crl() -> std::optional<Finding> { return spend(crls_, crls, "CRLs for one certificate"); }
  [[nodiscard]] auto spend_signer() -> std::optional<Finding> {
    return spend(signers_, signers, "CRL signers for one certificate");
  }
  [[nodiscard]] auto spend_location() -> bool { return !spend(locations_, locations, ""); }

  /// One certificate that is being asked about, as long as this lives.
  class Question {
   public:
    Question(CrlEffort& effort, Certificate const& certificate) : effort_{effort} {
      effort_.asked_.push_back(certificate);
    }
    Question(Question const&) = delete;
    auto operator=(Question const&) -> Question& = delete;
    ~Question() { effort_.asked_.pop_back(); }

   private:
    CrlEffort& effort_;
  };
  /// Whether its status is being looked for: it must not rest on itself.
  [[nodiscard]] auto is_asked(Certificate const& certificate) const -> bool {
    return std::ranges::find(asked_, certificate) != asked_.end();
  }
  [[nodiscard]] auto is_too_deep() const -> bool { return asked_.size() > nesting; }

  /// A signer's certificate, or one above it, that was found good needs no second look.
  void found_good(Certificate const& certificate) { good_.push_back(certificate); }
  [[nodiscard]] auto is_good(Certificate const& certificate) const -> bool {
    return std::ranges::find(good_, certificate) != good_.end();
  }

  static auto key_of(std::string const& url) -> std::string { return "GET " + url; }
  /// To be fetched.
  void want(std::string const& url) {
    auto key = key_of(url);
    if (std::ranges::find(wanted_, key, &FetchRequest::key) == wanted_.end()) wanted_.push_back({std::move(key), url});
  }
  [[nodiscard]] auto wanted() && -> std::vector<FetchRequest> { return std::move(wanted_); }

 private:
  static auto spend(std::size_t& spent, std::size_t limit, char const* what) -> std::optional<Finding> {
    if (spent != limit) return ++spent, std::nullopt;
    return Finding{Errc::budget_exceeded, OverLimit{what, limit, limit + 1}};
  }

  std::size_t crls_ = 0, signers_ = 0, locations_ = 0;
  std::vector<Certificate> asked_, good_;
  std::vector<FetchRequest> wanted_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/crl_effort.hpp

// ---- vidimus/revocation/directory_url.hpp
#ifndef VIDIMUS_SINGLE_revocation_directory_url_hpp
#define VIDIMUS_SINGLE_revocation_directory_url_hpp
// The URL of one value in a directory (RFC 4516), as it is asked for.

namespace vidimus::detail {

/// Every octet that is not unreserved (RFC 3986, 2.3), but for what a DN is full of.
[[nodiscard]] inline auto with_escapes(std::string_view text) -> std::string {
  constexpr std::string_view kept = "-._~=,";
  std::string escaped;
  for (char const c : text) {
    bool const is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    bool const is_plain = is_letter || (c >= '0' && c <= '9') || kept.find(c) != kept.npos;
    escaped += is_plain ? std::string(1, c) : '%' + to_hex(bytes_of({&c, 1}));
  }
  return escaped;
}

/// A DN as RFC 4514 writes it, and an attribute without its option `binary`, which is always asked for (RFC 4523, 2).
[[nodiscard]] inline auto directory_url(std::string_view host_and_port, std::string_view dn, std::string_view attribute)
    -> std::string {
  return "ldap://" + std::string{host_and_port} + '/' + with_escapes(dn) + '?' + std::string{attribute} +
         ";binary?base";
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/directory_url.hpp

// ---- vidimus/revocation/crl_locator.hpp
#ifndef VIDIMUS_SINGLE_revocation_crl_locator_hpp
#define VIDIMUS_SINGLE_revocation_crl_locator_hpp
// Where CRLs that are not at hand are asked for: locations that certificates and CRLs name, of schemes that the checker's type
// names; or a directory of the program's own and nothing else, as IBM MQ's AUTHINFO of type CRLLDAP has it.

namespace vidimus::detail {

/// Views the directory's address.
class CrlLocator {
 public:
  using MayFetch = bool (*)(std::string_view url);
  static constexpr std::size_t urls_of_a_point = 4;

  /// Nowhere.
  constexpr CrlLocator() = default;
  explicit constexpr CrlLocator(MayFetch may_fetch) : may_fetch_{may_fetch} {}
  explicit constexpr CrlLocator(std::string_view directory) : directory_{directory} {}

  [[nodiscard]] constexpr auto has_directory() const -> bool { return directory_.has_value(); }

  /// A point's names that may be fetched: each is another way to the same CRL (RFC 5280, 4.2.1.13).
  [[nodiscard]] auto urls_of(DistributionPoint const& point) const -> std::vector<std::string> {
    std::vector<std::string> urls;
    if (may_fetch_ != nullptr && point.name && point.name->full_name)
      for (auto const name : *point.name->full_name)
        if (name.kind == GeneralNameKind::uri && may_fetch_(name.text()) && urls.size() != urls_of_a_point)
          urls.emplace_back(name.text());
    return urls;
  }

  /// Where the directory has CRLs of this issuer (RFC 4523, 3.2): those of authorities may stand apart (RFC 4523, 2.3).
  [[nodiscard]] auto urls_in_directory(Name const& issuer, Certificate const& certificate) const
      -> std::vector<std::string> {
    auto const constraints = certificate.basic_constraints();
    auto const dn = issuer.to_text();
    std::vector<std::string> urls;
    if (constraints && constraints->is_ca) urls.push_back(directory_url(*directory_, dn, "authorityRevocationList"));
    urls.push_back(directory_url(*directory_, dn, "certificateRevocationList"));
    return urls;
  }

 private:
  MayFetch may_fetch_ = nullptr;
  std::optional<std::string_view> directory_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/crl_locator.hpp

// ---- vidimus/x509/name_with_rdn.hpp
#ifndef VIDIMUS_SINGLE_x509_name_with_rdn_hpp
#define VIDIMUS_SINGLE_x509_name_with_rdn_hpp
// A distribution point may be named relative to its CRL's issuer (RFC 5280, 4.2.1.13): "the value of the CRL issuer's
// distinguished name with the RDN appended".

namespace vidimus {

namespace detail {

[[nodiscard]] inline auto der_header(der::Tag tag, std::size_t length) -> Buffer {
  Buffer header{static_cast<std::byte>(tag)};
  std::size_t octets = 0;
  while (octets != sizeof length && length >> (8 * octets) != 0) ++octets;
  bool const is_long = length > 0x7f;
  if (is_long) header.push_back(static_cast<std::byte>(0x80U | octets));
  for (auto octet = is_long ? octets : 1; octet != 0; --octet)
    header.push_back(static_cast<std::byte>(length >> (8 * (octet - 1)) & 0xffU));
  return header;
}

[[nodiscard]] inline auto der_element(der::Tag tag, std::initializer_list<ByteView> parts) -> Buffer {
  std::size_t length = 0;
  for (auto const part : parts) length += part.size();
  auto element = der_header(tag, length);
  for (auto const part : parts) element.insert(element.end(), part.begin(), part.end());
  return element;
}

}  // namespace detail

/// The DER of a Name: `issuer` followed by one relative distinguished name, whose attributes are `rdn` (as in
/// `DistributionPointName::relative_name`). Read it with `Name{…}`; the buffer must outlive that view.
[[nodiscard]] inline auto name_with_rdn(Name const& issuer, ByteView rdn) -> Buffer {
  auto const relative = detail::der_element(der::Tag::set, {rdn});
  auto const issuers = der::read_only(issuer.der(), der::Tag::sequence);
  return detail::der_element(der::Tag::sequence, {issuers ? (*issuers).contents : ByteView{}, relative});
}

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/name_with_rdn.hpp

// ---- vidimus/revocation/crl_scope.hpp
#ifndef VIDIMUS_SINGLE_revocation_crl_scope_hpp
#define VIDIMUS_SINGLE_revocation_crl_scope_hpp
// Comparing what a certificate's distribution point says with what a CRL says of its own scope (RFC 5280, 6.3.3 (b)).

namespace vidimus::detail {

/// The same kind and value: directory names and URIs as RFC 5280, 7.1 and 7.4 compare them, others octet by octet.
[[nodiscard]] inline auto same_general_name(GeneralName const& a, GeneralName const& b) -> bool {
  if (a.kind != b.kind) return false;
  if (a.kind == GeneralNameKind::directory_name) return same_name(a.directory_name(), b.directory_name());
  if (a.kind == GeneralNameKind::uri) return same_uri(a.text(), b.text());
  return same_bytes(a.value, b.value);
}
[[nodiscard]] inline auto as_general_name(Name const& name) -> GeneralName {
  return {GeneralNameKind::directory_name, name.der()};
}
/// Whether a directory name is one of them.
[[nodiscard]] inline auto contains_name(GeneralNames const& names, Name const& wanted) -> bool {
  for (auto const name : names)
    if (same_general_name(name, as_general_name(wanted))) return true;
  return false;
}

/// The names of a place: a distribution point's, written out, since a relative one is below its CRL issuer's name (RFC 5280,
/// 4.2.1.13); or a directory name alone. They view what they were made of.
class PlaceNames {
 public:
  PlaceNames(DistributionPointName const& name, Name const& authority) : full_name_{name.full_name} {
    if (name.relative_name) full_relative_name_ = name_with_rdn(authority, *name.relative_name);
  }
  explicit PlaceNames(GeneralNames const& names) : full_name_{names} {}
  explicit PlaceNames(Name const& only) : full_relative_name_(only.der().begin(), only.der().end()) {}

  [[nodiscard]] auto contains(GeneralName const& wanted) const -> bool {
    if (!full_name_) return same_general_name({GeneralNameKind::directory_name, full_relative_name_}, wanted);
    for (auto const name : *full_name_)
      if (same_general_name(name, wanted)) return true;
    return false;
  }
  /// Whether they have one in common.
  [[nodiscard]] auto meets(PlaceNames const& other) const -> bool {
    if (!full_name_) return other.contains({GeneralNameKind::directory_name, full_relative_name_});
    for (auto const name : *full_name_)
      if (other.contains(name)) return true;
    return false;
  }

 private:
  std::optional<GeneralNames> full_name_;
  Buffer full_relative_name_;
};

/// 6.3.3 (b)(2)(ii) to (iv). 5.2.5: where a CRL is of one kind only, "the scope of the CRL MUST NOT include any version 1
/// or version 2 certificates".
[[nodiscard]] inline auto covers_kind(IssuingDistributionPoint const& scope, Certificate const& certificate) -> bool {
  auto const constraints = certificate.basic_constraints();
  bool const is_ca = constraints && constraints->is_ca;
  if (scope.only_contains_attribute_certs) return false;
  if (scope.only_contains_user_certs) return certificate.version() == 3 && !is_ca;
  if (scope.only_contains_ca_certs) return certificate.version() == 3 && is_ca;
  return true;
}

/// What a CRL covers, for people.
[[nodiscard]] inline auto scope_text(CertificateList const& crl) -> std::string {
  auto const& scope = crl.issuing_distribution_point();
  if (crl.delta_crl_indicator()) return "only changes since CRL " + crl.delta_crl_indicator()->to_text();
  if (!scope) return "everything of its issuer";
  std::string text;
  auto const add = [&](bool holds, std::string const& words) {
    if (holds) text += (text.empty() ? "" : ", ") + words;
  };
  add(scope->only_contains_user_certs, "only end-entity certificates");
  add(scope->only_contains_ca_certs, "only CA certificates");
  add(scope->only_contains_attribute_certs, "only attribute certificates");
  add(scope->only_some_reasons.has_value(), "only some reasons");
  add(scope->indirect_crl, "certificates of several issuers");
  if (scope->name && scope->name->full_name)
    for (auto const name : *scope->name->full_name) add(true, "distribution point " + name.to_text());
  add(scope->name && scope->name->relative_name, "a distribution point below its issuer's name");
  return text;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/crl_scope.hpp

// ---- vidimus/revocation/stale.hpp
#ifndef VIDIMUS_SINGLE_revocation_stale_hpp
#define VIDIMUS_SINGLE_revocation_stale_hpp
// What counts as stale, and for how long a stale answer may still be believed: options of the revocation checkers, in the
// type. Seconds.

namespace vidimus {

namespace detail {
struct StaleOption {};
struct MaximumAgeOption {};
}  // namespace detail

/// After its nextUpdate an answer says nothing any more. The default.
struct RefuseStale {
  using option = detail::StaleOption;
  static constexpr std::chrono::seconds grace{0};
  [[nodiscard]] static auto describe() -> std::string { return {}; }
};

/// An answer is believed this long after its nextUpdate. When to use: where the authority is known to publish late, or
/// cannot be reached at times; a certificate that is revoked meanwhile is accepted for as long.
template <std::uint32_t Seconds>
struct GracePeriod {
  using option = detail::StaleOption;
  static constexpr std::chrono::seconds grace{Seconds};
  [[nodiscard]] static auto describe() -> std::string { return ", " + std::to_string(Seconds) + " s of grace"; }

  // the last, so that what is missing is not told as well
  static_assert(Seconds != 0, "vidimus: a grace period of no time is vidimus::RefuseStale");
};

/// However long it says that it is good for. The default.
struct AnyAge {
  using option = detail::MaximumAgeOption;
  static constexpr std::optional<std::chrono::seconds> maximum_age{};
  [[nodiscard]] static auto describe() -> std::string { return {}; }
};

/// An answer is stale this long after its thisUpdate, whatever its nextUpdate says; one without nextUpdate is good until
/// then. When to use: where the authority promises to publish this often.
template <std::uint32_t Seconds>
struct MaximumAge {
  using option = detail::MaximumAgeOption;
  static constexpr std::optional<std::chrono::seconds> maximum_age{std::chrono::seconds{Seconds}};
  [[nodiscard]] static auto describe() -> std::string { return ", at most " + std::to_string(Seconds) + " s old"; }

  static_assert(Seconds != 0, "vidimus: a maximum age of no time lets no answer through");
};

}  // namespace vidimus
#endif
// ---- end of vidimus/revocation/stale.hpp

// ---- vidimus/revocation/crl_time.hpp
#ifndef VIDIMUS_SINGLE_revocation_crl_time_hpp
#define VIDIMUS_SINGLE_revocation_crl_time_hpp
// Whether a CRL is current (RFC 5280, 5.1.2.4 and 5.1.2.5), and how much longer than it says it may be believed.

namespace vidimus::detail {

/// The options of a checker as values.
struct CrlTiming {
  std::chrono::seconds grace{0};
  std::optional<std::chrono::seconds> maximum_age{};
};

/// Why a CRL says nothing now. One that never says when it ends is not known to be current, unless a maximum age ends it.
[[nodiscard]] inline auto out_of_time(CertificateList const& crl, Time now, CrlTiming timing = {})
    -> std::optional<Finding> {
  auto const refused = [&](Errc code, Detail detail) { return Finding{code, std::move(detail), {}, crl.to_text()}; };
  auto const this_update = crl.this_update();
  auto const next_update = crl.next_update();
  if (now < this_update) return refused(Errc::crl_not_yet_valid, OutOfTime{"thisUpdate", now, this_update});
  if (!next_update && !timing.maximum_age) return refused(Errc::crl_stale, Mismatch{"nextUpdate", {}});
  if (next_update && now > *next_update + timing.grace)
    return refused(Errc::crl_stale, OutOfTime{"nextUpdate", now, *next_update});
  if (timing.maximum_age && now > this_update + *timing.maximum_age)
    return refused(Errc::crl_stale,
                   OutOfTime{"thisUpdate and the maximum age", now, this_update + *timing.maximum_age});
  return std::nullopt;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/crl_time.hpp

// ---- vidimus/revocation/crl_lookup.hpp
#ifndef VIDIMUS_SINGLE_revocation_crl_lookup_hpp
#define VIDIMUS_SINGLE_revocation_crl_lookup_hpp
// What a complete CRL and the delta CRL that continues it say of a certificate (RFC 5280, 6.3.3 (i), (j) and (k)).

namespace vidimus::detail {

/// What an entry weighs beside another one for the same certificate: nothing where it is removed, little where it is held.
[[nodiscard]] inline auto weight_of(RevokedCertificate const& entry) -> int {
  if (entry.reason == ReasonCode::remove_from_crl) return 0;
  return entry.reason == ReasonCode::certificate_hold ? 1 : 2;
}

/// The entry for a certificate: its serial number, and its issuer, which is the CRL's own where entries name none (5.3.3).
[[nodiscard]] inline auto find_entry(CertificateList const& crl, Certificate const& certificate)
    -> std::optional<RevokedCertificate> {
  std::optional<RevokedCertificate> found;
  crl.find(certificate.serial_number(), [&](RevokedCertificate const& entry) {
    bool const is_ours = entry.certificate_issuer ? contains_name(*entry.certificate_issuer, certificate.issuer())
                                                  : same_name(crl.issuer(), certificate.issuer());
    bool const is_worse = !found || weight_of(entry) > weight_of(*found);
    if (is_ours && is_worse) found = entry;
  });
  return found;
}

[[nodiscard]] inline auto revoked_finding(CertificateList const& crl, RevokedCertificate const& entry) -> Finding {
  return Finding{Errc::certificate_revoked, Revoked{entry.serial_number.to_hex(), crl.to_text(), entry.revocation_date,
                                                    std::string{entry.reason ? name_of(*entry.reason) : ""}}};
}

/// A CRL whose signature is its issuer's, with the delta CRL of the same signer that continues it.
class BelievedCrl {
 public:
  BelievedCrl(CertificateList const& complete, CertificateList const* delta, Time now, CrlTiming timing)
      : complete_{complete},
        delta_{delta},
        complete_ends_{out_of_time(complete, now, timing)},
        delta_ends_{delta != nullptr ? out_of_time(*delta, now, timing) : std::nullopt} {
    timing.grace = {};
    has_fresh_delta_ = delta != nullptr && !out_of_time(*delta, now, timing);
    is_fresh_ = has_fresh_delta_ || !out_of_time(complete, now, timing);
  }

  /// Why it says nothing now: with a current delta CRL, the complete one may be old (6.3.3 (a)(1)(i)).
  [[nodiscard]] auto out_of_time_finding() const -> std::optional<Finding> {
    bool const has_current_delta = delta_ != nullptr && !delta_ends_;
    return has_current_delta ? std::nullopt : complete_ends_;
  }
  /// It needs no grace, so that there is nothing newer to look for.
  [[nodiscard]] auto is_fresh() const -> bool { return is_fresh_; }
  [[nodiscard]] auto has_fresh_delta() const -> bool { return has_fresh_delta_; }

  /// That the certificate is revoked. What is revoked for good stays so when the CRL is stale; a hold may have ended since.
  [[nodiscard]] auto revoked(Certificate const& certificate) const -> std::optional<Finding> {
    if (auto const entry = delta_ != nullptr ? find_entry(*delta_, certificate) : std::nullopt) {
      if (entry->reason != ReasonCode::remove_from_crl) return counted(*delta_, *entry);
      if (!delta_ends_) return std::nullopt;  // (k)
    }
    auto const entry = find_entry(complete_, certificate);
    return entry ? counted(complete_, *entry) : std::nullopt;
  }

 private:
  [[nodiscard]] auto counted(CertificateList const& crl, RevokedCertificate const& entry) const
      -> std::optional<Finding> {
    if (out_of_time_finding() && entry.reason == ReasonCode::certificate_hold) return std::nullopt;
    return revoked_finding(crl, entry);
  }

  CertificateList const& complete_;
  CertificateList const* delta_;
  std::optional<Finding> complete_ends_, delta_ends_;
  bool is_fresh_, has_fresh_delta_;
};

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/crl_lookup.hpp

// ---- vidimus/revocation/crl_place.hpp
#ifndef VIDIMUS_SINGLE_revocation_crl_place_hpp
#define VIDIMUS_SINGLE_revocation_crl_place_hpp
// Where CRLs of a certificate are looked for (RFC 5280, 6.3.3): at each of its distribution points and, as the section ends
// with, at one more, "with both the reasons and the cRLIssuer fields omitted and a distribution point name of the
// certificate issuer".

namespace vidimus::detail {

/// One such place of one certificate, which it views.
class CrlPlace {
 public:
  CrlPlace(Certificate const& certificate, DistributionPoint const& point)
      : certificate_{&certificate}, point_{point} {}
  /// The one that no certificate names.
  explicit CrlPlace(Certificate const& certificate) : certificate_{&certificate} {}

  /// The reasons for which CRLs can be found here.
  [[nodiscard]] auto reasons() const -> ReasonFlags {
    return point_ && point_->reasons ? *point_->reasons : ReasonFlags::all();
  }
  /// Ways to them, of which one is enough.
  [[nodiscard]] auto urls(CrlLocator const& locator) const -> std::vector<std::string> {
    if (!locator.has_directory()) return point_ ? locator.urls_of(*point_) : std::vector<std::string>{};
    std::vector<std::string> urls;
    for (auto const& issuer : issuers())
      for (auto& url : locator.urls_in_directory(issuer, *certificate_)) urls.push_back(std::move(url));
    return urls;
  }
  /// Whose CRLs are to be found here: cRLIssuer's, or the certificate's own issuer's.
  [[nodiscard]] auto issuers() const -> std::vector<Name> {
    if (!has_other_issuer()) return {certificate_->issuer()};
    std::vector<Name> names;
    for (auto const name : *point_->crl_issuer)
      if (name.kind == GeneralNameKind::directory_name) names.push_back(name.directory_name());
    return names;
  }
  /// 6.3.3 (d), the interim_reasons_mask; empty where the CRL does not cover the certificate here (b).
  [[nodiscard]] auto reasons_covered(CertificateList const& crl) const -> ReasonFlags {
    auto const& scope = crl.issuing_distribution_point();
    if (!is_of_issuer(crl) || (scope && !covers(crl, *scope))) return {};
    return reasons() & (scope && scope->only_some_reasons ? *scope->only_some_reasons : ReasonFlags::all());
  }

 private:
  [[nodiscard]] auto has_other_issuer() const -> bool { return point_ && point_->crl_issuer; }

  /// (b)(1): another issuer's CRLs are indirect, and of one that the point names.
  [[nodiscard]] auto is_of_issuer(CertificateList const& crl) const -> bool {
    if (!has_other_issuer()) return same_name(crl.issuer(), certificate_->issuer());
    auto const& scope = crl.issuing_distribution_point();
    return scope && scope->indirect_crl && contains_name(*point_->crl_issuer, crl.issuer());
  }
  /// (b)(2).
  [[nodiscard]] auto covers(CertificateList const& crl, IssuingDistributionPoint const& scope) const -> bool {
    if (!covers_kind(scope, *certificate_)) return false;
    return !scope.name || PlaceNames{*scope.name, crl.issuer()}.meets(names(crl));
  }
  /// (b)(2)(i): the point's names, or those of its cRLIssuer where it has none.
  [[nodiscard]] auto names(CertificateList const& crl) const -> PlaceNames {
    if (!point_) return PlaceNames{certificate_->issuer()};
    return point_->name ? PlaceNames{*point_->name, crl.issuer()} : PlaceNames{*point_->crl_issuer};
  }

  Certificate const* certificate_;
  std::optional<DistributionPoint> point_;
};

/// A certificate's places, the unnamed one last. More points than any authority issues are not looked at.
[[nodiscard]] inline auto places_of(Certificate const& certificate) -> std::vector<CrlPlace> {
  constexpr std::size_t limit = 16;
  std::vector<CrlPlace> places;
  if (auto const points = certificate.crl_distribution_points())
    for (auto const point : *points)
      if (places.size() != limit) places.emplace_back(certificate, point);
  places.emplace_back(certificate);
  return places;
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/crl_place.hpp

// ---- vidimus/revocation/depth.hpp
#ifndef VIDIMUS_SINGLE_revocation_depth_hpp
#define VIDIMUS_SINGLE_revocation_depth_hpp
// Which certificates of a path a revocation checker asks about: an option of the checkers, in the type.

namespace vidimus {

namespace detail {
struct DepthOption {};
}  // namespace detail

/// Every certificate below the trust anchor. The default.
struct WholeChain {
  using option = detail::DepthOption;
  static constexpr std::string_view words = "every certificate of the path";
  [[nodiscard]] static constexpr auto covers(unsigned) -> bool { return true; }
};

/// The end entity's certificate alone: a revoked intermediate authority goes unnoticed. When to use: where the authorities
/// publish no CRLs of their own and are few enough to watch.
struct EndEntityOnly {
  using option = detail::DepthOption;
  static constexpr std::string_view words = "the end entity's certificate alone";
  [[nodiscard]] static constexpr auto covers(unsigned depth) -> bool { return depth == 0; }
};

namespace detail {

template <class P, class Option>
concept IsOption = requires { typename P::option; } && std::same_as<typename P::option, Option>;

template <class Option, class Default, class... Options>
struct ChosenOption {
  using type = Default;
};
template <class Option, class Default, class First, class... Rest>
struct ChosenOption<Option, Default, First, Rest...> : ChosenOption<Option, Default, Rest...> {};
template <class Option, class Default, IsOption<Option> First, class... Rest>
struct ChosenOption<Option, Default, First, Rest...> {
  using type = First;
};

/// The option of a kind among several, or what stands for none.
template <class Option, class Default, class... Options>
using chosen_option = typename ChosenOption<Option, Default, Options...>::type;

}  // namespace detail

}  // namespace vidimus
#endif
// ---- end of vidimus/revocation/depth.hpp

// ---- vidimus/revocation/ocsp_fault.hpp
#ifndef VIDIMUS_SINGLE_revocation_ocsp_fault_hpp
#define VIDIMUS_SINGLE_revocation_ocsp_fault_hpp
// Where and why reading an OCSP message stopped: the field by its name in RFC 6960, and what the DER reader says. The form
// is that of a CRL's faults.

namespace vidimus::detail {

using OcspFault = CrlFault;
template <class T>
using OcspResult = CrlResult<T>;

[[nodiscard]] inline auto refuse_ocsp(OcspFault const& fault) -> tl::unexpected<Failure> {
  return refuse(Errc::ocsp_response_malformed,
                Malformed{std::string{fault.field}, fault.error.offset, fault.error.rule});
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/ocsp_fault.hpp

// ---- vidimus/revocation/ocsp_extensions.hpp
#ifndef VIDIMUS_SINGLE_revocation_ocsp_extensions_hpp
#define VIDIMUS_SINGLE_revocation_ocsp_extensions_hpp
// The extensions of an OCSP response (RFC 6960, 4.4) and of its single responses. Those known are read, and refused where
// they are malformed; of others, a critical one makes the answer unusable.

namespace vidimus::detail {

/// Nonce ::= OCTET STRING (SIZE (1..128)) (RFC 9654, 2.1).
struct EncodedNonce {
  [[nodiscard]] static auto read(der::Reader& reader) -> der::DerResult<ByteView> {
    auto const offset = reader.offset();
    auto const nonce = der::read_octet_string(reader);
    if (nonce && (nonce->empty() || nonce->size() > 128)) return der::refuse(Errc::der_integer_out_of_range, offset);
    return nonce;
  }
};

/// CrlID ::= SEQUENCE { crlUrl [0] EXPLICIT IA5String OPTIONAL, crlNum [1] EXPLICIT INTEGER OPTIONAL,
///                      crlTime [2] EXPLICIT GeneralizedTime OPTIONAL } (RFC 6960, 4.4.2)
struct EncodedCrlReferences {
  [[nodiscard]] static auto read(der::Reader& reader) -> der::DerResult<bool> {
    auto fields = reader.read_nested(der::Tag::sequence);
    if (!fields) return der::refuse(fields.error());
    for (auto const& [number, tag] : {std::pair{0U, der::Tag::ia5_string}, std::pair{1U, der::Tag::integer},
                                      std::pair{2U, der::Tag::generalized_time}}) {
      if (!fields->is_next(der::context(number))) continue;
      auto wrapper = fields->read_nested(der::context(number));
      if (!wrapper) return der::refuse(wrapper.error());
      if (auto const value = wrapper->read(tag); !value) return der::refuse(value.error());
      if (auto const end = wrapper->finish(); !end) return der::refuse(end.error());
    }
    if (auto const end = fields->finish(); !end) return der::refuse(end.error());
    return true;
  }
};

/// ExtendedRevoke ::= NULL (RFC 6960, 4.4.8): `revoked` may be said of certificates that were never issued.
struct EncodedExtendedRevoke {
  [[nodiscard]] static auto read(der::Reader& reader) -> der::DerResult<bool> {
    if (auto const null = der::read_null(reader); !null) return der::refuse(null.error());
    return true;
  }
};

/// [1] EXPLICIT Extensions OPTIONAL, at the end of `fields`.
template <class Visit>
[[nodiscard]] auto read_ocsp_extensions(der::Reader& fields, std::string_view field, Visit visit) -> OcspResult<void> {
  if (!fields.is_next(der::context(1))) return {};
  auto wrapper = fields.read_nested(der::context(1));
  if (!wrapper) return fault(field, wrapper.error());
  auto const list = wrapper->read_nested_non_empty(der::Tag::sequence);
  if (!list) return fault(field, list.error());
  if (auto const end = wrapper->finish(); !end) return fault(field, end.error());
  return for_each_extension(*list, field, visit);
}

}  // namespace vidimus::detail
#endif
// ---- end of vidimus/revocation/ocsp_extensions.hpp

// ---- vidimus/revocation/unknown.hpp
#ifndef VIDIMUS_SINGLE_revocation_unknown_hpp
#define VIDIMUS_SINGLE_revocation_unknown_hpp
// What to do where a checker does not know. Unknown is refused unless one of these says otherwise in the channel's type.

namespace vidimus {

namespace detail {

/// A checker that is asked for another one's sake.
template <class Checker>
class AroundChecker {
  static_assert(RevocationChecker<Checker>,
                "vidimus: this joins a policy to a revocation checker, for example "
                "vidimus::WarnUnknown<vidimus::CrlChecker<>>");

 public:
  using role = vidimus::role::revocation_checker;

  constexpr AroundChecker()
    requires std::default_initializable<Checker>
  = default;
  explicit constexpr AroundChecker(Checker checker) : checker_{std::move(checker)} {}

  [[nodiscard]] auto wants(IssuedCertificate const& certificate, Evidence const& evidence) const
      -> std::vector<FetchRequest>
    requires FetchingRevocationChecker<Checker>
  {
    return checker_.wants(certificate, evidence);
  }

 protected:
  [[nodiscard]] auto described_with(std::string words) const -> std::string {
    if constexpr (requires {
                    { checker_.describe() } -> std::convertible_to<std::string>;
                  }) {
      return checker_.describe() + ", " + words;
    } else {
      return words;
    }
  }
  [[no_unique_address]] Checker checker_;
};

}  // namespace detail

/// Unknown is accepted, and the report carries a warning that says why it was unknown. When to use: while revocation is
/// being introduced, or where a peer that cannot be checked is better than none. Whoever can keep the answer away gets in.
template <class Checker>
struct WarnUnknown : detail::AroundChecker<Checker> {
  using detail::AroundChecker<Checker>::AroundChecker;

  [[nodiscard]] auto describe() const -> std::string { return this->described_with("unknown is a warning"); }

  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    auto answer = this->checker_.status(certificate, evidence);
    return answer.is_unknown() ? detail::good_in_spite_of(answer.answers()) : answer;
  }
};
template <class Checker>
WarnUnknown(Checker) -> WarnUnknown<Checker>;

namespace danger {

/// Unknown is accepted without a warning: the trace says only that the check was skipped.
template <class Checker>
struct AllowUnknown : vidimus::detail::AroundChecker<Checker> {
  using vidimus::detail::AroundChecker<Checker>::AroundChecker;

  [[nodiscard]] auto describe() const -> std::string { return this->described_with("unknown is accepted"); }

  [[nodiscard]] auto status(IssuedCertificate const& certificate, Evidence const& evidence) const -> RevocationStatus {
    auto answer = this->checker_.status(certificate, evidence);
    if (!answer.is_unknown()) return answer;
    auto const& first = answer.answers().front();
    return RevocationStatus::good({first.step, first.source, Outcome::skipped});
  }
};
template <class Checker>
AllowUnknown(Checker) -> AllowUnknown<Checker>;

}  // namespace danger

}  // namespace vidimus
#endif
// ---- end of vidimus/revocation/unknown.hpp

// ---- vidimus/x509/intermediates.hpp
#ifndef VIDIMUS_SINGLE_x509_intermediates_hpp
#define VIDIMUS_SINGLE_x509_intermediates_hpp
// Issuers' certificates that a program holds beside its trust anchors: for peers that do not send theirs. They are not
// trusted; a path may lead through them.

namespace vidimus {

/// An immutable set; copies share it. Thread-safe.
class Intermediates {
 public:
  [[nodiscard]] static auto from_certificates(std::vector<Certificate> certificates) -> Intermediates {
    return Intermediates{std::make_shared<std::vector<Certificate> const>(std::move(certificates))};
  }
  /// Every certificate of a PEM text, or the one of a DER encoding. Errors: as `read_certificates`.
  [[nodiscard]] static auto from_bytes(ByteView pem_or_der) -> Result<Intermediates> {
    return read_certificates(pem_or_der).map(&Intermediates::from_certificates);
  }
  [[nodiscard]] static auto from_pem(std::string_view text) -> Result<Intermediates> {
    return from_bytes(bytes_of(text));
  }
  /// Every certificate of a file, PEM or DER. Errors: as `read_certificates_file`; each names the file.
  [[nodiscard]] static auto from_file(std::string const& path) -> Result<Intermediates> {
    return read_certificates_file(path).map(&Intermediates::from_certificates);
  }
  /// Every certificate of every regular file in a directory. Errors: as `read_certificates_directory`.
  [[nodiscard]] static auto from_directory(std::string const& path) -> Result<Intermediates> {
    return read_certificates_directory(path).map(&Intermediates::from_certificates);
  }

  [[nodiscard]] auto all() const -> std::span<Certificate const> { return *certificates_; }

 private:
  explicit Intermediates(std::shared_ptr<std::vector<Certificate> const> certificates)
      : certificates_{std::move(certificates)} {}

  std::shared_ptr<std::vector<Certificate> const> certificates_;
};

}  // namespace vidimus
#endif
// ---- end of vidimus/x509/intermediates.hpp

// ---- vidimus/policies.hpp
#ifndef VIDIMUS_SINGLE_policies_hpp
#define VIDIMUS_SINGLE_policies_hpp
// The half of vidimus that needs no TLS library: errors, DER, certificates, peer names, CipherSpecs, and the judge that
// composes policies. What the compiler decides is here.
#endif
// ---- end of vidimus/policies.hpp
