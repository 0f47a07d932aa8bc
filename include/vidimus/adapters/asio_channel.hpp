// SPDX-License-Identifier: Apache-2.0
// A secure channel as a stream of Asio's: what reads and writes a socket asynchronously reads and writes this too.
#pragma once

#include <vidimus/adapters/asio_operation.hpp>
#include <vidimus/adapters/asio_transport.hpp>
#include <vidimus/channel/endpoint.hpp>
#include <vidimus/channel/secure_channel.hpp>

#include <asio/async_result.hpp>
#include <asio/compose.hpp>

#include <cstddef>
#include <memory>
#include <system_error>
#include <utility>

namespace vidimus {

/// Meets Asio's AsyncReadStream and AsyncWriteStream: `asio::async_read`, `async_write`, `async_read_until` take it, with any
/// completion token. At most one read and one write (or close) at a time, all in one strand, explicit or not, as for any
/// stream of Asio's. Movable, also while operations wait. Destroying it closes the socket; what waits then ends with
/// `operation_aborted`.
///
/// Errors are `std::error_code`s: `asio::error::eof` where the peer closed the channel properly, `asio::error::operation_aborted`
/// after a cancellation, else an `Errc`: `channel_truncated` where the connection ended without close_notify,
/// `alert_received`, `connection_lost`. `failure()` says more. After one of these the channel is dead; after a cancellation,
/// of one operation by its slot or of all by `lowest_layer().cancel()`, it goes on.
template <class Socket, class... Ps>
class AsioChannel {
 public:
  using channel_type = SecureChannel<AsioTransport<Socket>, Ps...>;
  using endpoint_type = Endpoint<Ps...>;
  using next_layer_type = Socket;
  using lowest_layer_type = typename Socket::lowest_layer_type;
  using executor_type = typename Socket::executor_type;

  explicit AsioChannel(channel_type channel) : state_{std::make_shared<State>(std::move(channel))} {}
  AsioChannel(AsioChannel&&) noexcept = default;
  auto operator=(AsioChannel&& other) noexcept -> AsioChannel& {
    if (this == &other) return *this;
    abandon();
    state_ = std::move(other.state_);
    return *this;
  }
  ~AsioChannel() { abandon(); }

  /// Plaintext octets, at least one unless the buffers have no room, into the first that has. `void(error_code, size_t)`.
  /// A cancelled one has taken nothing.
  template <class Buffers, class Token = asio::default_completion_token_t<executor_type>>
  auto async_read_some(Buffers const& buffers, Token&& token = asio::default_completion_token_t<executor_type>()) {
    return start(detail::AsioRead<Buffers>{buffers}, std::forward<Token>(token));
  }

  /// Of the buffers' octets as many as are taken at once, 64 KiB at most, which the system has when it completes.
  /// `void(error_code, size_t)`. What a cancelled one says to have taken is sent nevertheless, with the next operation.
  template <class Buffers, class Token = asio::default_completion_token_t<executor_type>>
  auto async_write_some(Buffers const& buffers, Token&& token = asio::default_completion_token_t<executor_type>()) {
    return start(detail::AsioWrite<Buffers>{buffers}, std::forward<Token>(token));
  }

  /// Says close_notify, after all that was written. `void(error_code)`. It waits until the system has it, never for the peer;
  /// reading goes on until the peer closes too, and the socket stays open.
  template <class Token = asio::default_completion_token_t<executor_type>>
  auto async_close(Token&& token = asio::default_completion_token_t<executor_type>()) {
    return start(detail::AsioClose{}, std::forward<Token>(token));
  }

  [[nodiscard]] auto get_executor() noexcept -> executor_type { return next_layer().get_executor(); }
  [[nodiscard]] auto next_layer() -> next_layer_type& { return state_->socket(); }
  [[nodiscard]] auto next_layer() const -> next_layer_type const& { return std::as_const(*state_).socket(); }
  [[nodiscard]] auto lowest_layer() -> lowest_layer_type& { return next_layer().lowest_layer(); }
  [[nodiscard]] auto lowest_layer() const -> lowest_layer_type const& { return next_layer().lowest_layer(); }

  /// Who the peer is, the report, key updates, channel bindings. Reading and writing there too would mix with operations that
  /// wait; this object's.
  [[nodiscard]] auto channel() -> channel_type& { return state_->channel; }
  [[nodiscard]] auto channel() const -> channel_type const& { return state_->channel; }
  /// Why an operation ended with an `Errc`, the last that did; nullptr: none did.
  [[nodiscard]] auto failure() const -> Failure const* { return state_->failure ? &*state_->failure : nullptr; }

 private:
  using State = detail::AsioChannelState<channel_type>;

  template <class Attempt, class Token>
  auto start(Attempt attempt, Token&& token) {
    return asio::async_compose<Token, typename Attempt::signature>(
        detail::AsioOperation<State, Attempt>{state_, std::move(attempt)}, token, get_executor());
  }
  void abandon() {
    if (state_) state_->channel.next_layer().close();
  }

  std::shared_ptr<State> state_;  ///< operations that wait keep it
};

}  // namespace vidimus
