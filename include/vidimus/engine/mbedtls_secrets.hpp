// SPDX-License-Identifier: Apache-2.0
// The TLS 1.3 traffic secrets that mbedTLS hands out while it derives them. TLS 1.2's master secret is kept only where a key
// log is to have it.
#pragma once

#include <vidimus/core/role.hpp>
#include <vidimus/crypto/traffic_secret.hpp>
#include <vidimus/engine/mbedtls_wire.hpp>
#include <vidimus/engine/progress.hpp>

#include <mbedtls/ssl.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace vidimus::engine::detail {

class MbedtlsSecrets {
 public:
  /// The gate of `wire` is shut while the keys are there and mbedTLS does not use them for its alerts.
  void attach(mbedtls_ssl_context& ssl, End own_end, MbedtlsWire& wire, bool keeps_master_secret) {
    keeps_master_secret_ = keeps_master_secret;
    own_end_ = own_end;
    wire_ = &wire;
    mbedtls_ssl_set_export_keys_cb(&ssl, &on_secret, this);
  }

  /// Empty before it is derived.
  [[nodiscard]] auto of(End writer, SecretKind kind) const -> ByteView { return secrets_[index(writer, kind)].bytes(); }
  /// TLS 1.2's; empty unless it was to be kept.
  [[nodiscard]] auto master_secret() const -> ByteView { return master_secret_.bytes(); }
  /// Of the ClientHello; zeros before any secret is there.
  [[nodiscard]] auto client_random() const -> ByteView { return client_random_; }

 private:
  static auto index(End writer, SecretKind kind) -> std::size_t {
    return (writer == End::client ? 0U : 1U) + (kind == SecretKind::handshake ? 0U : 2U);
  }

  static void on_secret(void* self, mbedtls_ssl_key_export_type type, unsigned char const* secret, std::size_t size,
                        unsigned char const* client_random, unsigned char const*, mbedtls_tls_prf_types) noexcept {
    auto& secrets = *static_cast<MbedtlsSecrets*>(self);
    std::ranges::copy(std::as_bytes(std::span{client_random, 32}), secrets.client_random_.begin());
    secrets.take(type, std::as_bytes(std::span{secret, size}));
  }

  void take(mbedtls_ssl_key_export_type type, ByteView secret) noexcept {
    switch (type) {
      case MBEDTLS_SSL_KEY_EXPORT_TLS1_3_CLIENT_HANDSHAKE_TRAFFIC_SECRET:
        keep(End::client, SecretKind::handshake, secret);
        if (own_end_ == End::client) wire_->set_gate(Gate::shut);
        break;
      case MBEDTLS_SSL_KEY_EXPORT_TLS1_3_SERVER_HANDSHAKE_TRAFFIC_SECRET:
        keep(End::server, SecretKind::handshake, secret);
        break;
      case MBEDTLS_SSL_KEY_EXPORT_TLS1_3_CLIENT_APPLICATION_TRAFFIC_SECRET:
        keep(End::client, SecretKind::application, secret);
        break;
      case MBEDTLS_SSL_KEY_EXPORT_TLS1_3_SERVER_APPLICATION_TRAFFIC_SECRET:
        keep(End::server, SecretKind::application, secret);
        // its Finished is written and goes out with the next step
        if (own_end_ == End::server) wire_->set_gate(Gate::shut_after_next);
        break;
      case MBEDTLS_SSL_KEY_EXPORT_TLS12_MASTER_SECRET:
        if (keeps_master_secret_) master_secret_ = TrafficSecret{0, secret};
        break;
      default: break;
    }
  }

  void keep(End writer, SecretKind kind, ByteView secret) noexcept {
    secrets_[index(writer, kind)] = TrafficSecret{0, secret};
  }

  std::array<TrafficSecret, 4> secrets_;
  TrafficSecret master_secret_;  // 48 octets (RFC 5246, 8.1)
  std::array<std::byte, 32> client_random_{};
  MbedtlsWire* wire_ = nullptr;
  End own_end_ = End::client;
  bool keeps_master_secret_ = false;
};

}  // namespace vidimus::engine::detail
