// SPDX-License-Identifier: Apache-2.0
// TLS alert descriptions (RFC 8446, 6; RFC 5246, 7.2). An alert is all that a peer ever learns from us about a refusal.
#pragma once

#include <vidimus/core/config.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

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
