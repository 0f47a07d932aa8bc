// SPDX-License-Identifier: Apache-2.0
// A handshake as an operation of Asio's. What its policies want fetched is fetched in the background, whatever the Fetcher, so
// that an io_context never waits for a responder.
#pragma once

#include <vidimus/adapters/asio_channel.hpp>
#include <vidimus/adapters/asio_operation.hpp>
#include <vidimus/adapters/asio_transport.hpp>
#include <vidimus/channel/connect.hpp>
#include <vidimus/transport/background.hpp>

#include <asio/posix/basic_stream_descriptor.hpp>
#include <asio/post.hpp>
#include <asio/socket_base.hpp>

#include <fcntl.h>
#include <unistd.h>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// The fetches of one handshake, all at once where the Fetcher can. Given up, they go on to their own end.
template <class Executor>
class AsioFetches {
 public:
  explicit AsioFetches(Executor const& executor) : told_{executor} {}

  /// False: they cannot begin, and the handshake has been provided with the reason.
  template <class Handshake, class Endpoint>
  [[nodiscard]] auto begin(Handshake& handshake, Endpoint const& endpoint) -> bool {
    std::vector<FetchRequest> const wanted{handshake.wanted().begin(), handshake.wanted().end()};
    errand_ = std::make_shared<Errand>(
        [endpoint, wanted] { return fetch_all(endpoint.policies().template get<role::fetcher>(), wanted); });
    auto error = Crew::of_process<struct FetchesOfHandshakes>()->send(errand_);
    if (!error) error = listen();
    if (!error) return true;
    for (auto const& request : wanted)
      handshake.provide(unanswered(request, {Errc::fetch_failed, Underlying{"beginning the fetch", error}}));
    errand_ = nullptr;
    return false;
  }
  /// False: they are not done.
  template <class Handshake>
  [[nodiscard]] auto deliver(Handshake& handshake) -> bool {
    if (!errand_) return true;
    auto answers = errand_->take();
    if (!answers) return false;
    for (auto& answer : *answers) handshake.provide(std::move(answer));
    errand_ = nullptr;
    return true;
  }
  /// Readable once they are done.
  [[nodiscard]] auto told() -> auto& { return told_; }

 private:
  using Errand = ErrandFor<std::vector<FetchAnswer>>;

  // Of the errand's descriptor Asio has its own copy, to close when it likes.
  auto listen() -> std::error_code {
    std::error_code error;
    told_.close(error);
    int const copy = ::fcntl(errand_->descriptor(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return last_error();
    told_.assign(copy, error);
    if (error) ::close(copy);
    return error;
  }

  std::shared_ptr<Errand> errand_;
  asio::posix::basic_stream_descriptor<Executor> told_;
};

/// In the form that `asio::async_compose` wants.
template <class Socket, class... Ps>
class AsioHandshake {
 public:
  using Started = Result<Handshake<AsioTransport<Socket>, Ps...>>;
  using Outcome = Result<AsioChannel<Socket, Ps...>>;
  using Executor = typename Socket::executor_type;

  AsioHandshake(Started started, Endpoint<Ps...> endpoint, Executor const& executor)
      : state_{std::make_unique<State>(std::move(started), std::move(endpoint), AsioFetches<Executor>{executor})} {}

  template <class Self>
  void operator()(Self& self, std::error_code error = {}) {
    if (outcome_) return complete(self);
    bool const is_first = !std::exchange(has_begun_, true);
    if (!is_first) error = after_waiting(self, state_->socket(), error);
    auto step = error ? given_up(error) : state_->advance();
    if (step && *step != HandshakeStep::done) return wait(self, *step);
    outcome_.emplace(step ? state_->finish() : refuse(std::move(step.error())));
    if (!is_first) return complete(self);
    asio::post(std::move(self));  // never before the call that started it has returned
  }

 private:
  struct State {
    State(Started the_started, Endpoint<Ps...> the_endpoint, AsioFetches<Executor> the_fetches)
        : started{std::move(the_started)}, endpoint{std::move(the_endpoint)}, fetches{std::move(the_fetches)} {}

    Started started;
    Endpoint<Ps...> endpoint;
    AsioFetches<Executor> fetches;

    auto socket() -> Socket& { return started->transport().socket(); }

    auto advance() -> Result<HandshakeStep> {
      if (!started) return refuse(std::move(started.error()));
      if (!fetches.deliver(*started)) return HandshakeStep::wants_fetch;
      auto step = started->step();
      while (step && *step == HandshakeStep::wants_fetch && !fetches.begin(*started, endpoint)) step = started->step();
      return step;
    }
    auto finish() -> Outcome {
      return std::move(*started).finish().map(
          [](auto&& channel) { return AsioChannel<Socket, Ps...>{std::move(channel)}; });
    }
  };

  static auto given_up(std::error_code error) -> Result<HandshakeStep> {
    Failure failure{Finding{Errc::connection_lost, Underlying{"waiting for the peer", error}}};
    return refuse(std::move(failure.during(Occasion::handshake)));
  }

  template <class Self>
  void wait(Self& self, HandshakeStep step) {
    auto& state = *state_;
    if (step == HandshakeStep::wants_fetch)
      state.fetches.told().async_wait(asio::posix::descriptor_base::wait_read, std::move(self));
    else if (step == HandshakeStep::wants_read)
      state.socket().async_wait(asio::socket_base::wait_read, std::move(self));
    else
      state.socket().async_wait(asio::socket_base::wait_write, std::move(self));
  }

  // The connection of a refused peer is closed before whoever waited goes on.
  template <class Self>
  void complete(Self& self) {
    auto outcome = *std::move(outcome_);
    state_.reset();
    self.complete(std::move(outcome));
  }

  std::unique_ptr<State> state_;
  std::optional<Outcome> outcome_{};
  bool has_begun_ = false;
};

}  // namespace vidimus::detail
