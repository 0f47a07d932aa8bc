// SPDX-License-Identifier: Apache-2.0
// A secure channel: it exists only if every policy accepted the peer. Only `connect`, `accept` and a finished `Handshake`
// make one.
#pragma once

#include <vidimus/channel/channel_core.hpp>
#include <vidimus/channel/endpoint.hpp>
#include <vidimus/channel/handshake.hpp>
#include <vidimus/channel/report.hpp>
#include <vidimus/pipeline/accepted_peer.hpp>

#include <cstddef>
#include <span>
#include <utility>

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
    for (;;) {
      auto const opened = core_.session.open(out);
      if (!opened) return failed(opened.error());
      if (opened->octets != 0) return opened->octets;
      if (opened->closed) return std::size_t{0};
      if (auto flushed = core_.flush(); !flushed) return failed(std::move(flushed.error()));
      auto const pulled = core_.pull();
      if (!pulled) return failed(pulled.error());
      if (!*pulled) return refuse(Errc::would_block);
    }
  }

  /// Writes all of `bytes`; how many were taken: fewer only where a non-blocking transport would block, and then `flush`
  /// goes on with what is left of those taken. Errors: as read.
  [[nodiscard]] auto write(ByteView bytes) -> Result<std::size_t> {
    std::size_t taken = 0;
    while (taken != bytes.size()) {
      if (auto flushed = core_.flush(); !flushed) return failed(std::move(flushed.error()));
      if (core_.has_output()) break;
      auto const sealed = core_.session.seal(bytes.subspan(taken));
      if (!sealed) return failed(sealed.error());
      taken += *sealed;
    }
    if (auto flushed = core_.flush(); !flushed) return failed(std::move(flushed.error()));
    if (taken == 0 && !bytes.empty()) return refuse(Errc::would_block);
    return taken;
  }

  /// Goes on writing what was taken; true when nothing is left.
  [[nodiscard]] auto flush() -> Result<bool> {
    if (auto flushed = core_.flush(); !flushed) return failed(std::move(flushed.error()));
    return !core_.has_output();
  }

  /// Says close_notify, so that the peer knows that nothing is missing. Nothing can be written afterwards; reading goes on
  /// until the peer closes too. It does not wait for the peer.
  [[nodiscard]] auto close() -> Result<void> {
    if (auto closed = core_.session.close(); !closed) return failed(closed.error());
    if (auto flushed = core_.flush(); !flushed) return failed(std::move(flushed.error()));
    return {};
  }

  /// Who the peer is and what was agreed on.
  [[nodiscard]] auto peer() const -> AcceptedPeer const& { return peer_; }
  [[nodiscard]] auto negotiated() const -> Negotiated const& { return peer_.negotiated(); }
  /// Every check of the handshake.
  [[nodiscard]] auto report() const -> Report { return Report::of(peer_, closing_checks_); }

  [[nodiscard]] auto next_layer() -> T& { return core_.transport; }
  [[nodiscard]] auto next_layer() const -> T const& { return core_.transport; }

 private:
  friend class Handshake<T, Ps...>;
  SecureChannel(detail::ChannelCore<T> core, AcceptedPeer peer, std::vector<Check> closing_checks)
      : core_{std::move(core)}, peer_{std::move(peer)}, closing_checks_{std::move(closing_checks)} {}

  auto failed(Failure failure) -> tl::unexpected<Failure> {
    failure.during(Occasion::conversation);
    core_.say_alert();
    return refuse(std::move(failure));
  }

  detail::ChannelCore<T> core_;
  AcceptedPeer peer_;
  std::vector<Check> closing_checks_;
};

}  // namespace vidimus
