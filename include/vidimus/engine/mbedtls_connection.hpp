// SPDX-License-Identifier: Apache-2.0
// One TLS connection on mbedTLS, driven a step at a time. The rule of the pause, by measured numbers of steps since the
// peer's Certificate was read (that step is the first), through public functions alone:
//
//   TLS 1.2 client  2   ServerKeyExchange's signature is verified (static RSA proves the key only at Finished)
//   TLS 1.2 server  3   CertificateVerify is verified; a client without a certificate is met after its empty one
//   TLS 1.3 client  3   CertificateVerify and Finished are verified
//   TLS 1.3 server      when the handshake counts as over: after the client's Finished, before any ticket
//
// At each of them nothing has been sent since the peer's Certificate.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/negotiated.hpp>
#include <vidimus/crypto/refusal.hpp>
#include <vidimus/engine/admitted_extensions.hpp>
#include <vidimus/engine/handover.hpp>
#include <vidimus/engine/hello_watcher.hpp>
#include <vidimus/engine/mbedtls_capture.hpp>
#include <vidimus/engine/mbedtls_errors.hpp>
#include <vidimus/engine/mbedtls_secrets.hpp>
#include <vidimus/engine/mbedtls_setup.hpp>
#include <vidimus/engine/mbedtls_wire.hpp>
#include <vidimus/engine/mismatch.hpp>
#include <vidimus/engine/progress.hpp>

#include <mbedtls/ssl.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus::engine::detail {

/// mbedTLS holds pointers into it, so it does not move.
class MbedtlsConnection {
 public:
  MbedtlsConnection(std::shared_ptr<MbedtlsSetup const> setup, ConnectionSettings own)
      : setup_{std::move(setup)}, own_{std::move(own)}, end_{setup_ ? setup_->settings().end : End::server} {
    mbedtls_ssl_init(&ssl_);
    start();
  }
  MbedtlsConnection(MbedtlsConnection const&) = delete;
  auto operator=(MbedtlsConnection const&) -> MbedtlsConnection& = delete;
  ~MbedtlsConnection() { mbedtls_ssl_free(&ssl_); }

  void receive(ByteView bytes) {
    if (phase_ != Phase::established) heard_.watch(bytes);
    wire_.receive(bytes);
  }
  void receive_end() { wire_.receive_end(); }
  [[nodiscard]] auto output() const -> ByteView { return wire_.output(); }
  void consume_output(std::size_t count) { wire_.consume_output(count); }
  void queue(ByteView bytes) { wire_.queue(bytes); }

  [[nodiscard]] auto advance() -> Result<Progress> {
    for (;;) {
      if (failure_) return vidimus::refuse(*failure_);
      if (phase_ == Phase::paused) return Progress::peer_shown;
      if (phase_ == Phase::established) return Progress::established;
      if (is_pause_due()) {
        pause();
      } else if (is_over()) {
        settle();
      } else if (!step()) {
        return Progress::wants_input;
      }
    }
  }

  void proceed() {
    if (phase_ != Phase::paused) return;
    is_permitted_ = true;
    phase_ = Phase::handshaking;
    wire_.set_gate(Gate::open);
  }

  auto refuse(Alert alert) -> std::optional<Alert> {
    if (failure_) return std::nullopt;
    failure_.emplace(Finding{Errc::channel_closed, Note{"the peer was refused"}});
    owe(alert);
    return failure_->alert_sent();
  }
  [[nodiscard]] auto take_refusal() -> std::optional<Refusal> { return std::exchange(refusal_, std::nullopt); }

  [[nodiscard]] auto presented() const -> PresentedPeer const& { return capture_.peer(); }
  [[nodiscard]] auto negotiated() const -> Negotiated {
    auto const choice = chosen().value_or(ServerChoice{});
    auto const offered_name = [&] { return heard_.offer() ? heard_.offer()->server_name : std::string{}; };
    return {.protocol_version = is_tls13() ? ProtocolVersion::tls13 : ProtocolVersion::tls12,
            .cipher_suite = choice.suite,
            .end = end(),
            .server_name = end() == End::client ? own_.server_name : offered_name(),
            .application_protocol = application_protocol(),
            .named_group = choice.group};
  }
  [[nodiscard]] auto secret(End writer, SecretKind kind) const -> TrafficSecret {
    return {chosen().value_or(ServerChoice{}).suite, secrets_.of(writer, kind)};
  }

  [[nodiscard]] auto master_secret() const -> ByteView { return secrets_.master_secret(); }
  [[nodiscard]] auto client_random() const -> ByteView { return secrets_.client_random(); }

  // in mbedtls_conversation.hpp
  [[nodiscard]] auto export_keying(std::string_view label, std::span<std::byte> out) const -> Result<void>;
  [[nodiscard]] auto hand_over() -> Result<Handover>;
  [[nodiscard]] auto open(std::span<std::byte> out) -> Result<Opened>;
  [[nodiscard]] auto seal(ByteView bytes) -> Result<std::size_t>;
  [[nodiscard]] auto close() -> Result<void>;

 private:
  enum class Phase : unsigned char { handshaking, paused, established };

  void start() {
    if (!setup_) {  // a server without credentials has no set-up
      failure_.emplace(Finding{Errc::own_certificate_missing});
      return;
    }
    if (auto const status = mbedtls_ssl_setup(&ssl_, &SetupAccess::config(*setup_)); status != 0)
      return fail(status, "mbedtls_ssl_setup");
    if (end() == End::client && !own_.server_name.empty())
      if (auto const status = mbedtls_ssl_set_hostname(&ssl_, own_.server_name.c_str()); status != 0)
        return fail(Finding{Errc::bad_argument, Mismatch{"a server name that SNI can carry", {own_.server_name}}});
    wire_.attach(ssl_);
    capture_.attach(ssl_);
    secrets_.attach(ssl_, end(), wire_, setup_->settings().is_key_logged);
  }

  [[nodiscard]] auto end() const -> End { return end_; }
  [[nodiscard]] auto is_over() const -> bool {
    return mbedtls_ssl_is_handshake_over(const_cast<mbedtls_ssl_context*>(&ssl_)) != 0;  // it only looks
  }
  [[nodiscard]] auto is_tls13() const -> bool {
    return mbedtls_ssl_get_version_number(&ssl_) == MBEDTLS_SSL_VERSION_TLS1_3;
  }
  [[nodiscard]] auto asks_for_certificate() const -> bool {
    return end() == End::client || setup_->settings().client_authentication != ClientAuthentication::off;
  }
  [[nodiscard]] auto chosen() const -> std::optional<ServerChoice> const& {
    return end() == End::client ? heard_.choice() : said_.choice();
  }
  [[nodiscard]] auto application_protocol() const -> std::string {
#if defined(MBEDTLS_SSL_ALPN)
    if (auto const* const name = mbedtls_ssl_get_alpn_protocol(&ssl_)) return name;
#endif
    return {};
  }

  [[nodiscard]] auto is_pause_due() const -> bool {
    if (is_permitted_ || !asks_for_certificate()) return false;
    if (is_over() || (end() == End::server && capture_.has_peer() && is_tls13())) return is_over();
    if (!capture_.has_peer()) return has_no_certificate();
    return steps_since_certificate_ >= (end() == End::client && !is_tls13() ? 2 : 3);
  }
  // A TLS 1.2 client's empty Certificate leaves exactly this trace (under TLS 1.3 we wait for the client's Finished).
  [[nodiscard]] auto has_no_certificate() const -> bool {
    return end() == End::server && !is_tls13() && mbedtls_ssl_get_verify_result(&ssl_) == MBEDTLS_X509_BADCERT_MISSING;
  }

  // False: it wants input.
  auto step() -> bool {
    bool const had_peer = capture_.has_peer();
    mark_ = wire_.octets_written();
    auto const status = step_admitting_extensions();
    said_.watch(wire_.written_since(mark_));
    if (capture_.is_out_of_memory()) return fail(Finding{Errc::out_of_memory}), true;
    if (status == MBEDTLS_ERR_SSL_WANT_READ) return false;
    if (status != 0) return fail(status, "mbedtls_ssl_handshake_step"), true;
    if (had_peer || capture_.has_peer()) ++steps_since_certificate_;
    return true;
  }

  // The only call in which the peer's certificates are read; nothing but ours runs inside it.
  auto step_admitting_extensions() -> int {
    AdmittedExtensions admitted;
    auto const status = mbedtls_ssl_handshake_step(&ssl_);
    refused_extension_ = std::move(admitted).refused();
    return status;
  }

  void pause() {
    if (!chosen()) return fail(Finding{Errc::engine_failed, Note{"the ServerHello was not seen"}});
    if (capture_.has_unreadable())
      return fail(Finding{Errc::peer_certificate_unreadable,
                          Note{"signed with an algorithm that the TLS library does not know"}});
    bool const may_be_nameless =
        end() == End::server && setup_->settings().client_authentication == ClientAuthentication::optional;
    if (!capture_.has_peer() && !may_be_nameless)
      return fail(Finding{Errc::peer_certificate_required, Mismatch{"a certificate", {}}});
    phase_ = Phase::paused;
  }

  // The handshake is over and nobody has to be judged any more. mbedTLS may still have something to write.
  void settle() {
    wire_.set_gate(Gate::open);
    mark_ = wire_.octets_written();
    if (auto const status = mbedtls_ssl_handshake(&ssl_); status != 0) return fail(status, "mbedtls_ssl_handshake");
    records_written_ = count_records(wire_.written_since(mark_));
    auto const suite = mbedtls_ssl_get_ciphersuite_id_from_ssl(&ssl_);
    if (!chosen() || suite != chosen()->suite)
      return fail(Finding{Errc::engine_failed, Mismatch{suite_text(static_cast<std::uint16_t>(suite)),
                                                        {suite_text(negotiated().cipher_suite)}}});
    wire_.end_handshake();
    phase_ = Phase::established;
  }

  // in mbedtls_failing.hpp
  [[nodiscard]] auto exchange() const -> Exchange;
  void fail(int status, char const* doing);
  void fail(Finding finding);
  void tell_peer(SeenAlert const& seen);
  void owe(Alert alert);
  [[nodiscard]] auto finding_of(int status, char const* doing) const -> Finding;
  [[nodiscard]] auto finding_of_extension(Finding otherwise) const -> Finding;
  [[nodiscard]] auto received_alert(int status) const -> std::optional<Alert>;

  // in mbedtls_conversation.hpp
  [[nodiscard]] auto check_usable() const -> Result<void>;
  [[nodiscard]] auto read_once(std::span<std::byte> out) -> std::optional<Opened>;

  std::shared_ptr<MbedtlsSetup const> setup_;
  ConnectionSettings own_;
  End end_;
  MbedtlsWire wire_;
  MbedtlsCapture capture_;
  MbedtlsSecrets secrets_;
  HelloWatcher heard_, said_;
  mbedtls_ssl_context ssl_;
  std::optional<Failure> failure_;
  std::optional<Refusal> refusal_;
  std::optional<RefusedExtension> refused_extension_;  ///< in the last step
  std::uint64_t records_written_ = 0;                  ///< under the application secret: tickets
  std::uint64_t mark_ = 0;  ///< octets written before the call into mbedTLS that is under way
  int steps_since_certificate_ = 0;
  Phase phase_ = Phase::handshaking;
  bool is_permitted_ = false, has_closed_ = false, peer_has_closed_ = false;
};

}  // namespace vidimus::engine::detail
