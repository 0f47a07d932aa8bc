// SPDX-License-Identifier: Apache-2.0
// A secure channel: it exists only if every policy accepted the peer. Only `connect`, `accept` and a finished `Handshake`
// make one.
#pragma once

#include <vidimus/channel/bindings.hpp>
#include <vidimus/channel/cork.hpp>
#include <vidimus/channel/endpoint.hpp>
#include <vidimus/channel/established.hpp>
#include <vidimus/channel/handshake.hpp>
#include <vidimus/channel/report.hpp>
#include <vidimus/pipeline/accepted_peer.hpp>
#include <vidimus/pipeline/kept_checks.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

/// A conversation with an accepted peer over T. Policies are in the type alone: whatever they are, a channel has the size
/// of its core. Movable; one thread at a time.
template <Transport T, class... Ps>
class SecureChannel {
 public:
  using next_layer_type = T;
  using endpoint_type = Endpoint<Ps...>;

  /// Plaintext octets, at least one; 0: the peer closed the channel properly (close_notify). Errors: `channel_truncated`
  /// where the connection ended without it, `would_block` from a non-blocking transport, `alert_received`, the transport's.
  /// After any error but `would_block` the channel is dead. An empty `out` reads nothing and returns 0.
  [[nodiscard]] auto read(std::span<std::byte> out) -> Result<std::size_t> {
    if (out.empty()) return std::size_t{0};
    return watched(records_.read(out));
  }

  /// Writes all of `bytes`; how many were taken: fewer only where a non-blocking transport would block, and then `flush`
  /// goes on with what is left of those taken. Errors: as read; `channel_closed` after close(); `secret_key_reset_due` under
  /// TLS 1.2, when close_notify has been said.
  [[nodiscard]] auto write(ByteView bytes) -> Result<std::size_t> { return write_gathered({&bytes, 1}); }
  /// The same of bytes that lie in several places, without joining them first.
  [[nodiscard]] auto write_gathered(std::span<ByteView const> pieces) -> Result<std::size_t> {
    return watched(cork_ ? cork_->write(pieces, records_) : records_.write(detail::Pieces{pieces}));
  }

  /// Goes on writing what was taken; true when nothing is left. What is corked stays where it is.
  [[nodiscard]] auto flush() -> Result<bool> {
    if (auto flushed = records_.flush(); !flushed) return failed(std::move(flushed.error()));
    return !records_.has_output();
  }

  /// From here on, writes are gathered into full records, until `uncork` sends what is left.
  void cork() {
    if (!cork_) cork_ = std::make_unique<detail::Cork>();
  }
  /// Sends what was gathered; true when all of it is out of our hands. False, from a non-blocking transport: call again.
  /// Errors: as write.
  [[nodiscard]] auto uncork() -> Result<bool> {
    if (cork_) {
      auto const is_empty = cork_->drain(records_);
      if (!is_empty) return failed(is_empty.error());
      if (!*is_empty) return false;
      cork_.reset();
    }
    return flush();
  }

  /// Says close_notify, so that the peer knows that nothing is missing; what is corked goes before it. Nothing can be written
  /// afterwards; reading goes on until the peer closes too. It does not wait for the peer. Errors: as write; `would_block`
  /// where corked bytes cannot be sent now.
  [[nodiscard]] auto close() -> Result<void> {
    if (cork_) {
      auto const uncorked = uncork();
      if (!uncorked) return refuse(uncorked.error());
      if (cork_) return refuse(Errc::would_block);
    }
    return watched(records_.close());
  }

  /// New keys for both directions, at once: ours with the next bytes, the peer's when it has answered. Errors: as write;
  /// `bad_argument` under TLS 1.2, which has none.
  [[nodiscard]] auto update_keys() -> Result<void> { return watched(records_.update_keys()); }
  /// How often keys have been renewed, and how far those in use have been used.
  [[nodiscard]] auto status() const -> ChannelStatus { return records_.status(); }
  /// No record that is sent from now on has more octets of content. Errors: `bad_argument` for none of 1 to 16384, and under
  /// TLS 1.2, whose records are not ours. The channel lives on.
  [[nodiscard]] auto limit_records(std::size_t octets) -> Result<void> { return records_.limit_content(octets); }

  /// RFC 9266: 32 octets that both ends of this channel have and nobody else. Errors: `bad_argument` under TLS 1.2.
  [[nodiscard]] auto tls_exporter() const -> Result<ByteView> { return bindings_.tls_exporter(); }
  /// The same for a label that the channel's type names by `Exporters<…>`. Errors: `bad_argument` for any other.
  [[nodiscard]] auto exported(std::string_view label) const -> Result<ByteView> {
    return bindings_.exported(detail::policy_for<role::exporter, Ps...>::labels(), label);
  }
  /// RFC 5929, 4: a digest of the server's certificate. `own`: a server gives its own. Errors: `bad_argument` where it does
  /// not; `unsupported_algorithm` for a certificate whose signature has no hash of its own.
  [[nodiscard]] auto tls_server_end_point(Certificate const* own = nullptr) const -> Result<Buffer> {
    return detail::Bindings::server_end_point(peer_, own);
  }

  /// Who the peer is and what was agreed on.
  [[nodiscard]] auto peer() const -> AcceptedPeer const& { return peer_; }
  [[nodiscard]] auto negotiated() const -> Negotiated const& { return peer_.negotiated(); }
  /// Every check of the handshake.
  [[nodiscard]] auto report() const -> Report { return Report::of(peer_, closing_checks_.all()); }

  [[nodiscard]] auto next_layer() -> T& { return records_.transport(); }
  [[nodiscard]] auto next_layer() const -> T const& { return records_.transport(); }

 private:
  using Records = detail::Established<T, detail::RecordsOf<Ps...>, detail::policy_for<role::secret_key_reset, Ps...>>;
  friend class Handshake<T, Ps...>;
  SecureChannel(Records records, AcceptedPeer peer, std::vector<Check> closing_checks, detail::Bindings bindings)
      : records_{std::move(records)},
        peer_{std::move(peer)},
        closing_checks_{std::move(closing_checks)},
        bindings_{std::move(bindings)} {}

  auto failed(Failure failure) -> tl::unexpected<Failure> {
    failure.during(Occasion::conversation);
    if (failure.code() != Errc::would_block) records_.say_alert();
    return refuse(std::move(failure));
  }
  template <class Value>
  auto watched(Result<Value> result) -> Result<Value> {
    if (!result) return failed(std::move(result.error()));
    return result;
  }

  Records records_;
  AcceptedPeer peer_;
  detail::KeptChecks closing_checks_;
  detail::Bindings bindings_;
  std::unique_ptr<detail::Cork> cork_;
};

}  // namespace vidimus
