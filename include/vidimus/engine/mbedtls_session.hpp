// SPDX-License-Identifier: Apache-2.0
// A session on mbedTLS: what `engine::Session` says. The Permit is what only the judge of peers can make; this class
// cannot, so it cannot let a handshake go on by itself.
#pragma once

#include <vidimus/engine/mbedtls_connection.hpp>
#include <vidimus/engine/mbedtls_conversation.hpp>
#include <vidimus/engine/mbedtls_failing.hpp>
#include <vidimus/engine/mbedtls_setup.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace vidimus::engine {

template <class Permit>
class MbedtlsSession {
 public:
  /// `setup` decides the end. What goes wrong here is said by the first advance(): `own_certificate_missing` for no
  /// set-up at all, `bad_argument` for a server name that SNI cannot carry, `out_of_memory`.
  explicit MbedtlsSession(std::shared_ptr<MbedtlsSetup const> setup, ConnectionSettings own = {})
      : connection_{std::make_unique<detail::MbedtlsConnection>(std::move(setup), std::move(own))} {}

  /// Bytes from the peer. Give them when they are wanted: they are kept until they are used.
  void receive(ByteView bytes) { connection_->receive(bytes); }
  /// The transport's stream has ended.
  void receive_end() { connection_->receive_end(); }
  /// Bytes for the peer; a view until the next call of anything else.
  [[nodiscard]] auto output() const -> ByteView { return connection_->output(); }
  void consume_output(std::size_t count) { connection_->consume_output(count); }
  /// Adds a record made elsewhere: the sealed alert of a refusal.
  void queue(ByteView record) { connection_->queue(record); }

  /// Carries the handshake on. Errors, all final: `alert_received`, `handshake_interrupted`, `no_common_cipher_suite`,
  /// `protocol_version_unsupported`, `no_application_protocol`, `peer_certificate_required`,
  /// `peer_certificate_unreadable`, `peer_extension_not_admitted`, `peer_signature_mismatch`, the other `peer_…`, `out_of_memory`, `engine_failed`,
  /// `engine_alert`.
  [[nodiscard]] auto advance() -> Result<Progress> { return connection_->advance(); }

  /// At the pause: who the peer says it is, and what was agreed on. Valid as long as the session stays where it is.
  [[nodiscard]] auto presented() const -> PresentedPeer const& { return connection_->presented(); }
  [[nodiscard]] auto negotiated() const -> Negotiated { return connection_->negotiated(); }

  /// The only way on from the pause. Without effect elsewhere.
  void proceed(Permit const&) { connection_->proceed(); }
  /// Ends the session with an alert: what the peer will read of it, once `take_refusal` has been seen to; nothing where
  /// the session was over already. TLS 1.2 has no `certificate_required`; its `handshake_failure` is sent instead.
  auto refuse(Alert alert) -> std::optional<Alert> { return connection_->refuse(alert); }
  /// After a failure or `refuse`: an alert that has yet to be made a record and handed to `queue`. Once.
  [[nodiscard]] auto take_refusal() -> std::optional<Refusal> { return connection_->take_refusal(); }

  /// Application data into `out`. Errors, all final: `channel_truncated` where the stream ended without close_notify,
  /// `alert_received`, `peer_message_unexpected` (a TLS 1.3 KeyUpdate too), `peer_record_unauthentic` and the like.
  /// `bad_argument` before the handshake is over.
  [[nodiscard]] auto open(std::span<std::byte> out) -> Result<Opened> { return connection_->open(out); }
  /// Makes one record of the beginning of `bytes`, into output(); how many were taken, at most 16384. Errors:
  /// `channel_closed` after close(); else as open.
  [[nodiscard]] auto seal(ByteView bytes) -> Result<std::size_t> { return connection_->seal(bytes); }
  /// Says close_notify, once. Errors: as open.
  [[nodiscard]] auto close() -> Result<void> { return connection_->close(); }

  /// A TLS 1.3 traffic secret, with its suite; empty before it is derived, and under TLS 1.2.
  [[nodiscard]] auto secret(End writer, SecretKind kind) const -> TrafficSecret {
    return connection_->secret(writer, kind);
  }
  /// Of the ClientHello, for a key log; and TLS 1.2's master secret, where the settings asked for it.
  [[nodiscard]] auto client_random() const -> ByteView { return connection_->client_random(); }
  [[nodiscard]] auto master_secret() const -> ByteView { return connection_->master_secret(); }
  /// Fills `out` with what both ends can compute from `label` (RFC 8446, 7.5), without a context. Errors: `bad_argument`
  /// before the handshake is over, `engine_feature_missing`, `engine_failed`.
  [[nodiscard]] auto export_keying(std::string_view label, std::span<std::byte> out) const -> Result<void> {
    return connection_->export_keying(label, out);
  }
  /// Ends the session and gives what it takes to go on without it; the TLS library's memory is freed. TLS 1.3 only, once
  /// established and all output consumed: else `bad_argument`.
  [[nodiscard]] auto hand_over() -> Result<Handover> {
    auto handover = connection_->hand_over();
    if (handover) connection_.reset();
    return handover;
  }
  /// Whether the records were handed over: nothing else may be called then.
  [[nodiscard]] auto is_handed_over() const -> bool { return connection_ == nullptr; }

 private:
  std::unique_ptr<detail::MbedtlsConnection> connection_;
};

}  // namespace vidimus::engine
