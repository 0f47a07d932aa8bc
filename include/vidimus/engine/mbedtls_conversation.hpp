// SPDX-License-Identifier: Apache-2.0
// Application data on an established connection, in mbedTLS's records.
#pragma once

#include <vidimus/engine/mbedtls_connection.hpp>
#include <vidimus/engine/mbedtls_failing.hpp>

#include <algorithm>

namespace vidimus::engine::detail {

inline auto MbedtlsConnection::check_usable() const -> Result<void> {
  if (failure_) return vidimus::refuse(*failure_);
  if (phase_ != Phase::established) return vidimus::refuse(Errc::bad_argument, Note{"the handshake is not over"});
  return {};
}

// RFC 8446, 7.5; RFC 5705, 4, without a context.
inline auto MbedtlsConnection::export_keying(std::string_view label, std::span<std::byte> out) const -> Result<void> {
  if (auto usable = check_usable(); !usable) return usable;
#if defined(MBEDTLS_SSL_KEYING_MATERIAL_EXPORT)
  auto* const ssl = const_cast<mbedtls_ssl_context*>(&ssl_);  // it only looks
  auto const status = mbedtls_ssl_export_keying_material(ssl, reinterpret_cast<unsigned char*>(out.data()), out.size(),
                                                         label.data(), label.size(), nullptr, 0, 0);
  if (status != 0)
    return vidimus::refuse(Errc::engine_failed, underlying("mbedtls_ssl_export_keying_material", status));
  return {};
#else
  static_cast<void>(label), static_cast<void>(out);
  return vidimus::refuse(Errc::engine_feature_missing, Note{"MBEDTLS_SSL_KEYING_MATERIAL_EXPORT"});
#endif
}

// mbedTLS reads no byte beyond the record that it needs, so none of the peer's application records has been opened.
inline auto MbedtlsConnection::hand_over() -> Result<Handover> {
  if (auto usable = check_usable(); !usable) return vidimus::refuse(std::move(usable.error()));
  if (!is_tls13() || !output().empty())
    return vidimus::refuse(Errc::bad_argument, Note{"only TLS 1.3 records are handed over, when all is written"});
  Handover handover{secret(other(end()), SecretKind::application), secret(end(), SecretKind::application)};
  handover.writing_sequence = records_written_;
  handover.input = wire_.take_input();
  handover.has_ended = wire_.has_ended();
  failure_.emplace(Finding{Errc::channel_closed, Note{"the records were handed over"}});
  return handover;
}

inline auto MbedtlsConnection::open(std::span<std::byte> out) -> Result<Opened> {
  if (auto usable = check_usable(); !usable) return vidimus::refuse(std::move(usable.error()));
  if (peer_has_closed_) return Opened{.closed = true};
  if (out.empty()) return Opened{};
  for (;;) {
    auto const opened = read_once(out);
    if (failure_) return vidimus::refuse(*failure_);
    if (opened) return *opened;
  }
}

// Nothing: look again. Each call consumes input, or ends with something.
inline auto MbedtlsConnection::read_once(std::span<std::byte> out) -> std::optional<Opened> {
  mark_ = wire_.octets_written();
  auto const read_before = wire_.octets_read();
  auto const status = mbedtls_ssl_read(&ssl_, reinterpret_cast<unsigned char*>(out.data()), out.size());
  if (status > 0) return Opened{.octets = static_cast<std::size_t>(status)};
  switch (status) {
    case 0:  // the end of the stream, or an empty record
      if (!wire_.is_at_end()) return std::nullopt;
      fail(Finding{Errc::channel_truncated});
      return std::nullopt;
    case MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY: peer_has_closed_ = true; return Opened{.closed = true};
    case MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET: return std::nullopt;
    case MBEDTLS_ERR_SSL_WANT_READ:
    case MBEDTLS_ERR_SSL_WANT_WRITE:  // also said of a message that was only passed over
      if (wire_.octets_read() != read_before) return std::nullopt;
      return Opened{.wants_input = true};
    default: fail(status, "mbedtls_ssl_read"); return std::nullopt;
  }
}

inline auto MbedtlsConnection::seal(ByteView bytes) -> Result<std::size_t> {
  if (auto usable = check_usable(); !usable) return vidimus::refuse(std::move(usable.error()));
  if (has_closed_) return vidimus::refuse(Errc::channel_closed);
  if (bytes.empty()) return std::size_t{0};
  mark_ = wire_.octets_written();
  auto const* const octets = reinterpret_cast<unsigned char const*>(bytes.data());
  auto const status = mbedtls_ssl_write(&ssl_, octets, bytes.size());
  if (status > 0) return static_cast<std::size_t>(status);
  fail(status, "mbedtls_ssl_write");
  return vidimus::refuse(*failure_);
}

inline auto MbedtlsConnection::close() -> Result<void> {
  if (auto usable = check_usable(); !usable || has_closed_) return usable;
  has_closed_ = true;
  mark_ = wire_.octets_written();
  if (auto const status = mbedtls_ssl_close_notify(&ssl_); status != 0) fail(status, "mbedtls_ssl_close_notify");
  return failure_ ? Result<void>{vidimus::refuse(*failure_)} : Result<void>{};
}

}  // namespace vidimus::engine::detail
