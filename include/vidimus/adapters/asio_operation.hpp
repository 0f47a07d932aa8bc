// SPDX-License-Identifier: Apache-2.0
// What a channel's operations under Asio do: try, wait for the socket where it would block, try again. They hold the channel's
// state themselves, so the stream may be gone when they end.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>

#include <asio/bind_executor.hpp>
#include <asio/buffer.hpp>
#include <asio/cancellation_state.hpp>
#include <asio/error.hpp>
#include <asio/post.hpp>
#include <asio/socket_base.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

namespace vidimus::detail {

struct AsioProgress {
  enum class Step : unsigned char { done, wants_read, wants_write } step = Step::done;
  std::error_code error{};
  std::size_t octets = 0;
};

/// Whether an operation that comes back from waiting may go on. It may have been cancelled when it waited no longer.
template <class Self, class Socket>
[[nodiscard]] auto after_waiting(Self const& self, Socket const& socket, std::error_code error) -> std::error_code {
  bool const is_given_up =
      !socket.is_open() || self.get_cancellation_state().cancelled() != asio::cancellation_type::none;
  return !error && is_given_up ? asio::error::make_error_code(asio::error::operation_aborted) : error;
}

template <class Channel>
struct AsioChannelState : std::enable_shared_from_this<AsioChannelState<Channel>> {
  explicit AsioChannelState(Channel the_channel) : channel{std::move(the_channel)} {}

  Channel channel;
  std::optional<Failure> failure{};
  bool is_flushing = false;

  [[nodiscard]] auto socket() -> auto& { return channel.next_layer().socket(); }
  [[nodiscard]] auto socket() const -> auto const& { return channel.next_layer().socket(); }

  /// What an attempt that failed has come to: it waits, or is over.
  [[nodiscard]] auto failed(Failure why, AsioProgress::Step wanted, std::size_t octets = 0) -> AsioProgress {
    if (why.code() == Errc::would_block) return {wanted};
    failure = std::move(why);
    return {AsioProgress::Step::done, make_error_code(failure->code()), octets};
  }

  /// Until all of what was taken is the system's.
  [[nodiscard]] auto flushed(std::size_t octets = 0) -> AsioProgress {
    auto const is_out = channel.flush();
    if (!is_out) return failed(is_out.error(), AsioProgress::Step::wants_write, octets);
    return {*is_out ? AsioProgress::Step::done : AsioProgress::Step::wants_write, {}, octets};
  }

  /// While a read waits for the peer, the peer may wait for what is left to write: the answer to its key update. A failure
  /// is the next operation's to tell.
  template <class Executor>
  void flush_beside(Executor const& executor) {
    auto const is_out = channel.flush();
    if (is_flushing || !is_out || *is_out) return;
    is_flushing = true;
    auto again = [state = this->shared_from_this(), executor](std::error_code error) {
      state->is_flushing = false;
      if (!error && state->socket().is_open()) state->flush_beside(executor);
    };
    socket().async_wait(asio::socket_base::wait_write, asio::bind_executor(executor, std::move(again)));
  }
};

template <class Buffers>
struct AsioRead {
  using signature = void(std::error_code, std::size_t);
  Buffers buffers;
  static constexpr std::size_t taken = 0;

  template <class State, class Executor>
  auto attempt(State& state, Executor const& executor) -> AsioProgress {
    auto const room = first_room();
    if (room.empty()) return {};
    auto const read = state.channel.read(room);
    if (read && *read == 0) return {AsioProgress::Step::done, asio::error::eof};
    if (read) return {AsioProgress::Step::done, {}, *read};
    auto progress = state.failed(read.error(), AsioProgress::Step::wants_read);
    if (progress.step == AsioProgress::Step::wants_read) state.flush_beside(executor);
    return progress;
  }

 private:
  [[nodiscard]] auto first_room() const -> std::span<std::byte> {
    auto const end = asio::buffer_sequence_end(buffers);
    for (auto at = asio::buffer_sequence_begin(buffers); at != end; ++at) {
      asio::mutable_buffer const buffer{*at};
      if (buffer.size() != 0) return {static_cast<std::byte*>(buffer.data()), buffer.size()};
    }
    return {};
  }
};

template <class Buffers>
struct AsioWrite {
  using signature = void(std::error_code, std::size_t);
  static constexpr std::size_t most_octets = 65536;  // then the others in this strand have their turn
  Buffers buffers;
  std::size_t taken = 0;

  template <class State, class Executor>
  auto attempt(State& state, Executor const&) -> AsioProgress {
    if (taken == 0) {
      std::array<ByteView, 16> pieces;
      auto const written = state.channel.write_gathered(std::span{pieces}.first(gather(pieces)));
      if (!written) return state.failed(written.error(), AsioProgress::Step::wants_write);
      taken = *written;
    }
    return state.flushed(taken);
  }

 private:
  auto gather(std::array<ByteView, 16>& pieces) const -> std::size_t {
    std::size_t count = 0, left = most_octets;
    auto const end = asio::buffer_sequence_end(buffers);
    for (auto at = asio::buffer_sequence_begin(buffers); at != end && count != pieces.size() && left != 0; ++at) {
      asio::const_buffer const buffer{*at};
      if (buffer.size() == 0) continue;
      pieces[count] = {static_cast<std::byte const*>(buffer.data()), (std::min)(buffer.size(), left)};
      left -= pieces[count++].size();
    }
    return count;
  }
};

struct AsioClose {
  using signature = void(std::error_code);
  static constexpr std::size_t taken = 0;
  bool is_said = false;

  template <class State, class Executor>
  auto attempt(State& state, Executor const&) -> AsioProgress {
    if (!is_said)
      if (auto const closed = state.channel.close(); !closed)
        return state.failed(closed.error(), AsioProgress::Step::wants_write);
    is_said = true;
    return state.flushed();
  }
};

/// One operation, in the form that `asio::async_compose` wants.
template <class State, class Attempt>
class AsioOperation {
  enum class Phase : unsigned char { starting, waiting, over };

 public:
  AsioOperation(std::shared_ptr<State> state, Attempt attempt)
      : state_{std::move(state)}, attempt_{std::move(attempt)} {}

  template <class Self>
  void operator()(Self& self, std::error_code error = {}) {
    if (phase_ == Phase::over) return complete(self);
    bool const is_first = phase_ == Phase::starting;
    if (is_first)
      self.reset_cancellation_state(asio::enable_total_cancellation{});
    else
      error = after_waiting(self, state_->socket(), error);
    progress_ = error ? AsioProgress{AsioProgress::Step::done, error, attempt_.taken}
                      : attempt_.attempt(*state_, self.get_executor());
    if (progress_.step != AsioProgress::Step::done) return wait(self);
    phase_ = Phase::over;
    if (!is_first) return complete(self);
    asio::post(std::move(self));  // never before the call that started it has returned
  }

 private:
  template <class Self>
  void wait(Self& self) {
    using asio::socket_base;
    phase_ = Phase::waiting;
    bool const reads = progress_.step == AsioProgress::Step::wants_read;
    state_->socket().async_wait(reads ? socket_base::wait_read : socket_base::wait_write, std::move(self));
  }
  template <class Self>
  void complete(Self& self) {
    state_.reset();  // before whoever waited goes on
    if constexpr (requires { self.complete(std::error_code{}, std::size_t{}); })
      self.complete(progress_.error, progress_.octets);
    else
      self.complete(progress_.error);
  }

  std::shared_ptr<State> state_;
  Attempt attempt_;
  AsioProgress progress_{};
  Phase phase_ = Phase::starting;
};

}  // namespace vidimus::detail
