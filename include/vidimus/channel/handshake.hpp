// SPDX-License-Identifier: Apache-2.0
// A handshake in progress: marries the engine, the judge and a transport, a step at a time. It blocks exactly when the
// transport does, so one thread can drive many over non-blocking transports.
//
//   auto handshake = start_connecting(std::move(transport), endpoint);
//   while (step = handshake.step(), step && *step != HandshakeStep::done) …wait for what it wants…
//   auto channel = std::move(handshake).finish();
#pragma once

#include <vidimus/channel/bindings.hpp>
#include <vidimus/channel/channel_core.hpp>
#include <vidimus/channel/endpoint.hpp>
#include <vidimus/channel/log_keys.hpp>
#include <vidimus/channel/record_choice.hpp>
#include <vidimus/pipeline/judge.hpp>
#include <vidimus/transport/concept.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace vidimus {

/// What a handshake waits for.
enum class HandshakeStep : unsigned char {
  wants_read,   ///< the transport would block; step again when it is readable
  wants_write,  ///< the same, writable
  wants_fetch,  ///< answer every request of `wanted()` by `provide`, then step again
  done,         ///< call finish()
};

/// What one connection has of its own.
struct HandshakeOptions {
  std::string server_name{};  ///< SNI, sent by a client; a filter is what checks names
};

template <Transport T, class... Ps>
class SecureChannel;

/// One end of a handshake over T, which ends as a channel or as the reason why not. Movable; used by one thread at a time.
template <Transport T, class... Ps>
class Handshake {
 public:
  Handshake(T transport, Endpoint<Ps...> endpoint, End end, HandshakeOptions options, std::string expected_name = {})
      : state_{std::make_unique<State>(std::move(transport), std::move(endpoint), end, std::move(options),
                                       std::move(expected_name))} {}

  /// Goes on until something is wanted or the peer is accepted. After an error the handshake is over and the peer has been
  /// told no more than an alert. Errors: whatever a stage refuses, and the transport's.
  [[nodiscard]] auto step() -> Result<HandshakeStep> {
    if (!state_) return refuse(Errc::bad_argument, Note{"the handshake was finished"});
    auto next = state_->run();
    if (!next) {
      state_->log_keys();
      state_->finish_failure(next.error());
    }
    return next;
  }

  /// What has to be fetched; equal keys are asked for once.
  [[nodiscard]] auto wanted() const -> std::span<FetchRequest const> { return state_->wanted; }
  /// The answer to one of them. Without effect where nothing is wanted.
  void provide(FetchAnswer answer) {
    if (state_->judge) state_->judge->hear_evidence(std::move(answer));
  }

  [[nodiscard]] auto transport() -> T& { return state_->core.transport; }

  /// The channel. Errors: `bad_argument` unless step() said `done`, once; what keeps TLS 1.3's records from being taken over
  /// (`record_failed`, `engine_failed`), of which the peer is told as far as the transport takes it.
  [[nodiscard]] auto finish() && -> Result<SecureChannel<T, Ps...>> {
    if (!state_ || !state_->is_done()) return refuse(Errc::bad_argument, Note{"the handshake is not done"});
    auto const state = std::exchange(state_, nullptr);
    auto channel = state->become_channel();
    if (!channel) state->finish_failure(channel.error());
    return channel;
  }

 private:
  using Judge = detail::Judge<Ps...>;
  using ValidatorPolicy = detail::policy_for<role::validator, Ps...>;
  using Trace = detail::Trace<detail::policy_for<role::observer, Ps...>>;
  enum class Phase : unsigned char { negotiating, judging, established };

  struct State {
    State(T transport, Endpoint<Ps...> own_endpoint, End own_end, HandshakeOptions options, std::string expected)
        : endpoint{std::move(own_endpoint)},
          end{own_end},
          expected_name{std::move(expected)},
          core{std::move(transport),
               detail::EngineSession{endpoint.engine_setup(end), {std::move(options.server_name)}}},
          trace{endpoint.policies().template get<role::observer>()} {}

    auto run() -> Result<HandshakeStep> {
      if (!begun) begin();
      for (;;) {
        if (auto flushed = core.flush(); !flushed) return refuse(std::move(flushed.error()));
        if (core.has_output()) return HandshakeStep::wants_write;
        if (phase == Phase::established) return HandshakeStep::done;
        auto next = phase == Phase::judging ? judge_again() : negotiate();
        if (!next) return refuse(std::move(next.error()));
        if (*next) return **next;
      }
    }

    // What only the engine can compute is computed first.
    auto become_channel() -> Result<SecureChannel<T, Ps...>> {
      log_keys();
      auto bindings = detail::Bindings::of(core.session, detail::policy_for<role::exporter, Ps...>::labels());
      if (!bindings) return refuse(told(std::move(bindings.error())));
      auto records = detail::take_over<detail::RecordsOf<Ps...>>(core);
      if (!records) return refuse(told(std::move(records.error())));
      return SecureChannel<T, Ps...>{
          {std::move(core), *std::move(records)}, *std::move(accepted), trace.take(), *std::move(bindings)};
    }

    [[nodiscard]] auto is_done() const -> bool { return phase == Phase::established && !core.has_output(); }

    // Nothing: go on at once.
    auto negotiate() -> Result<std::optional<HandshakeStep>> {
      auto const progress = core.session.advance();
      if (!progress) return refuse(progress.error());
      switch (*progress) {
        case engine::Progress::wants_input: return read_more();
        case engine::Progress::peer_shown: return meet_peer();
        case engine::Progress::established: return establish();
      }
      return refuse(Errc::engine_failed);
    }

    auto read_more() -> Result<std::optional<HandshakeStep>> {
      if (core.has_output()) return std::nullopt;  // what we have to say first
      auto const read = core.pull();
      if (!read) return refuse(read.error());
      if (!*read) return HandshakeStep::wants_read;
      return std::nullopt;
    }

    // Step 2: the certificates are here, the peer has proved that it holds the key, and nothing further has been sent.
    auto meet_peer() -> Result<std::optional<HandshakeStep>> {
      auto const& presented = core.session.presented();
      trace.add(Step::receive_certificate, Stage::engine, Outcome::accepted, "peer's certificates",
                std::to_string(presented.certificates.size()) + " received");
      open_court();
      if (presented.certificates.empty()) return meet_nameless();
      auto chain = PeerChain::parse(presented.certificates, presented.edges, budget_of<ValidatorPolicy>);
      if (!chain) return turn_away(std::move(chain.error()));
      return follow(judge->hear(*std::move(chain)));
    }

    // The engine refuses a missing certificate where one is required; that it does is not taken on trust.
    auto meet_nameless() -> Result<std::optional<HandshakeStep>> {
      using Authentication = detail::policy_for<role::client_authentication, Ps...>;
      if (end == End::server && Authentication::client_authentication != ClientAuthentication::required)
        return follow(judge->hear_nameless());
      return turn_away(Failure{Finding{Errc::peer_certificate_required, Mismatch{"a certificate", {}}}});
    }

    auto judge_again() -> Result<std::optional<HandshakeStep>> { return follow(judge->rule()); }

    void open_court() {
      auto const now = endpoint.policies().template get<role::clock>().now();
      judge.emplace(endpoint.policies(), ValidationContext{now, other(end), endpoint.anchors()},
                    core.session.negotiated(), trace, expected_name);
    }

    auto follow(Ruling ruling) -> Result<std::optional<HandshakeStep>> {
      if (auto* const fetches = std::get_if<NeedsFetch>(&ruling)) {
        wanted = std::move(fetches->requests);
        phase = Phase::judging;
        return HandshakeStep::wants_fetch;
      }
      if (auto* const failure = std::get_if<Failure>(&ruling)) return turn_away(std::move(*failure));
      accepted = std::get<AcceptedPeer>(std::move(ruling));
      core.session.proceed(*accepted);
      phase = Phase::negotiating;
      return std::nullopt;
    }

    // The peer learns the alert and nothing else.
    auto turn_away(Failure failure) -> Result<std::optional<HandshakeStep>> { return refuse(told(std::move(failure))); }
    auto told(Failure failure) -> Failure {
      if (core.session.is_handed_over()) return failure;  // who took it over has told the peer
      if (auto const alert = core.refuse_peer(alert_of(failure.code()))) failure.sent(*alert);
      return failure;
    }

    // Step 8. Without an accepted peer only a server that asked for no certificate comes here.
    auto establish() -> Result<std::optional<HandshakeStep>> {
      if (!accepted) {
        open_court();
        auto next = meet_nameless();
        if (!next) return next;
      }
      phase = Phase::established;
      trace.add(Step::secure_connection, Stage::channel, Outcome::accepted, "session keys in place",
                detail::in_words(accepted->negotiated()));
      return std::nullopt;
    }

    void begin() {
      begun = true;
      std::string where;
      if constexpr (requires { std::string{core.transport.description()}; }) where = core.transport.description();
      trace.add(Step::connect, Stage::transport, Outcome::accepted, std::string{"connected, as "} + name_of(end),
                where);
    }

    void log_keys() const { detail::log_keys(endpoint.policies().template get<role::key_log>(), core.session); }

    void finish_failure(Failure& failure) {
      failure.during(Occasion::handshake);
      if (failure.checks().empty()) failure.with_checks(trace.take());
      if (!core.session.is_handed_over()) core.say_alert();
    }

    Endpoint<Ps...> endpoint;
    End end;
    std::string expected_name;
    detail::ChannelCore<T> core;
    Trace trace;
    std::optional<Judge> judge;
    std::optional<AcceptedPeer> accepted;
    std::vector<FetchRequest> wanted;
    Phase phase = Phase::negotiating;
    bool begun = false;
  };

  std::unique_ptr<State> state_;
};

}  // namespace vidimus
