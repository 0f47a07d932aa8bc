// SPDX-License-Identifier: Apache-2.0
// How a connection on mbedTLS fails: what is found, and what the peer is told. mbedTLS has often sent an alert of its
// own by then; where that has the right protection it stays, else ours takes its place, and where it sent none the
// error table's is sent.
#pragma once

#include <vidimus/core/errc_table.hpp>
#include <vidimus/engine/extension_probe.hpp>
#include <vidimus/engine/mbedtls_connection.hpp>
#include <vidimus/x509/known_extensions.hpp>

namespace vidimus::engine::detail {

inline auto MbedtlsConnection::exchange() const -> Exchange {
  if (phase_ == Phase::established) return Exchange::conversing;
  if (is_permitted_ || is_over()) return Exchange::finishing;
  if (capture_.has_peer()) return Exchange::proving;
  if (!chosen()) return Exchange::greeting;
  if (end() == End::client) return Exchange::expecting;
  if (secrets_.of(End::server, SecretKind::application).empty()) return Exchange::agreed;
  return asks_for_certificate() ? Exchange::expecting : Exchange::finishing;
}

// What the peer said with the error `status`. 3.6 has no function for it: right after the error, the record that was
// read last is the alert. A TLS 1.3 client may send an alert in plaintext although it has the handshake keys (RFC 8446,
// A.1), and OpenSSL and mbedTLS do; mbedTLS as a server takes it for a record that does not decrypt.
inline auto MbedtlsConnection::received_alert(int status) const -> std::optional<Alert> {
  if (status == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY) return Alert::close_notify;
  if (status == MBEDTLS_ERR_SSL_INVALID_MAC && end() == End::server && phase_ == Phase::handshaking)
    return heard_.alert();
  if (status != MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE) return std::nullopt;
  if (ssl_.MBEDTLS_PRIVATE(in_msgtype) != MBEDTLS_SSL_MSG_ALERT) return std::nullopt;
  return static_cast<Alert>(ssl_.MBEDTLS_PRIVATE(in_msg)[1]);
}

inline auto MbedtlsConnection::finding_of(int status, char const* doing) const -> Finding {
  if (wire_.is_out_of_memory()) return {Errc::out_of_memory};
  if (wire_.is_over_limit())
    return {Errc::peer_message_unexpected, OverLimit{"octets of a handshake", MbedtlsWire::most_handshake_octets,
                                                     MbedtlsWire::most_handshake_octets + 1}};
  auto code = errc_of(status, exchange());
  auto const alert = received_alert(status);
  // mbedTLS also says so of a server that sends no certificate (RFC 8446, 4.4.2.4: decode_error)
  if (code == Errc::alert_received && !alert) code = Errc::peer_message_malformed;
  if (code == Errc::peer_record_unauthentic && alert) return {Errc::alert_received, Note{"in plaintext"}};
  auto const& own = setup_->settings();
  bool const nothing_common = code == Errc::no_common_cipher_suite || code == Errc::protocol_version_unsupported;
  if (end() == End::server && nothing_common && heard_.offer()) return server_mismatch(own, *heard_.offer());
  if (end() == End::client && code == Errc::protocol_version_unsupported && chosen())
    return client_mismatch(own, code, version_text(chosen()->version));
  if (end() == End::client && code == Errc::alert_received && !chosen())
    return client_mismatch(own, code, "alert " + vidimus::to_text(*alert));
  if (code == Errc::no_application_protocol && heard_.offer())
    return {code, Mismatch{joined(own.application_protocols), heard_.offer()->application_protocols}};
  if (code == Errc::alert_received) return {code, Note{vidimus::to_text(*alert)}};
  Finding finding{code, underlying(doing, status)};
  bool const is_extension = code == Errc::peer_certificate_unreadable && is_extension_error(status);
  return is_extension ? finding_of_extension(std::move(finding)) : finding;
}

// Where nothing is admitted, mbedTLS says the same of an extension that is malformed.
inline auto MbedtlsConnection::finding_of_extension(Finding otherwise) const -> Finding {
  if (refused_extension_)
    return {Errc::peer_extension_not_admitted,
            Mismatch{"critical extensions that are processed", {name_of_extension(der::Oid{refused_extension_->id})}},
            refused_extension_->position};
  if (admits_critical_extensions()) return otherwise;
  return {Errc::peer_extension_not_admitted,
          Note{"the TLS library looks at no critical nameConstraints, policyConstraints, policyMappings, "
               "inhibitAnyPolicy or certificatePolicies, nor at what it does not know or cannot read; where "
               "vidimus::engine_wrap is linked, the first five come before the Validator"}};
}

inline void MbedtlsConnection::fail(int status, char const* doing) {
  auto finding = finding_of(status, doing);
  auto const seen = wire_.gate() == Gate::open ? last_alert(wire_.written_since(mark_)) : wire_.kept_in();
  if (finding.code == Errc::engine_failed && seen.alert) finding.code = errc_of_own_alert(*seen.alert);
  failure_.emplace(std::move(finding));
  if (auto const alert = received_alert(status)) failure_->received(*alert);
  tell_peer(seen);
}

inline void MbedtlsConnection::fail(Finding finding) {
  failure_.emplace(std::move(finding));
  if (setup_) tell_peer({});
}

inline void MbedtlsConnection::tell_peer(SeenAlert const& seen) {
  auto const code = failure_->code();
  bool const nobody_listens =
      code == Errc::alert_received || code == Errc::handshake_interrupted || code == Errc::channel_truncated;
  if (nobody_listens) return;
  if (wire_.gate() != Gate::open) return owe(alert_of(code));
  // it compares suites first: a client of another version alone is told handshake_failure (RFC 8446, 6.2:
  // protocol_version)
  if (code == Errc::protocol_version_unsupported && seen.alert && *seen.alert != alert_of(code)) {
    wire_.take_back(mark_);
    return owe(alert_of(code));
  }
  // under TLS 1.3's keys an alert looks like any other record: whatever was written now is taken for one
  bool const may_be_alert = is_tls13() && said_.is_encrypted() && wire_.octets_written() != mark_;
  if (seen.alert) failure_->sent(*seen.alert);
  if (!seen.is_there && !may_be_alert) owe(alert_of(code));
}

inline void MbedtlsConnection::owe(Alert alert) {
  if (alert == Alert::certificate_required && !is_tls13()) alert = Alert::handshake_failure;  // new in TLS 1.3
  bool const has_unused_keys = wire_.gate() != Gate::open;
  if (has_unused_keys) {
    refusal_ = Refusal{alert, secret(end(), end() == End::client ? SecretKind::handshake : SecretKind::application)};
  } else if (!said_.is_encrypted()) {
    refusal_ = Refusal{alert};
  } else {
    auto const level = static_cast<unsigned char>(MBEDTLS_SSL_ALERT_LEVEL_FATAL);
    if (mbedtls_ssl_send_alert_message(&ssl_, level, static_cast<unsigned char>(alert)) != 0) return;
  }
  failure_->sent(alert);
}

}  // namespace vidimus::engine::detail
