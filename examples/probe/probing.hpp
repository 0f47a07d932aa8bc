// SPDX-License-Identifier: Apache-2.0
// One probe: connect, upgrade, handshake with its fetches, and what came of it.
#pragma once

#include "fetches.hpp"
#include "late_alert.hpp"
#include "posture.hpp"
#include "recorded_validation.hpp"
#include "upgrade.hpp"

#include <vidimus/channel/connect.hpp>
#include <vidimus/transport/tcp_transport.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace probe {

/// Everything that a report is made of.
struct Probed {
  Target target;
  std::string policy;  ///< in words, a line each
  Status status = Status::unreachable;
  std::shared_ptr<Timeline> timeline = std::make_shared<Timeline>();
  std::shared_ptr<Validation> validation = std::make_shared<Validation>();
  std::optional<Report> report{};           ///< of an accepted server
  std::optional<Failure> failure{};         ///< else why not
  std::optional<std::string> no_upgrade{};  ///< instead of a failure, before TLS
};

/// The server ended it, or said why in an alert; else it is we who refused.
inline auto status_of(Failure const& failure) -> Status {
  bool const is_ended = failure.stage() == Stage::transport || failure.code() == Errc::handshake_interrupted ||
                        failure.code() == Errc::channel_truncated;
  return is_ended || failure.alert_received() ? Status::turned_away : Status::refused;
}

class Probing {
 public:
  Probing(Arguments const& given, Target const& target, Posture const& posture)
      : given_{given}, posture_{posture}, probed_{target, posture.policy.describe()} {
    auto& question = probed_.validation->question;
    question.anchors = posture.anchors;
    bool const is_web_pki = posture.policy.validator.describe().find(WebPki::describe()) != std::string::npos;
    question.profile = is_web_pki ? chain::Profile::web_pki : chain::Profile::rfc5280;
  }

  [[nodiscard]] auto run() && -> Probed {
    auto const start = Clock::now();
    std::chrono::seconds const allowed{given_.timeout_seconds};
    auto transport = TcpTransport::connect(probed_.target.host, probed_.target.port, {allowed, allowed, allowed});
    auto const what = "connecting to " + probed_.target.text();
    probed_.timeline->add(Kind::connection, what, start, transport ? "" : explain(transport.error().decisive()));
    answers_took_ = Clock::now() - start;
    if (!transport)
      probed_.failure = std::move(transport.error());
    else if (is_upgraded(*transport))
      shake_hands(*std::move(transport));
    return std::move(probed_);
  }

 private:
  auto is_upgraded(TcpTransport& transport) -> bool {
    if (given_.starttls.empty()) return true;
    auto const start = Clock::now();
    auto const done = upgrade(transport, given_.starttls, std::chrono::seconds{given_.timeout_seconds});
    probed_.timeline->add(Kind::upgrade, given_.starttls + " to TLS", start, done ? "" : done.error().sentence);
    if (done) return true;
    probed_.no_upgrade = done.error().sentence;
    bool const is_connection = done.error().cause == NotUpgraded::Cause::connection;
    probed_.status = is_connection ? Status::unreachable : Status::no_upgrade;
    return false;
  }

  void shake_hands(TcpTransport transport) {
    auto const& policy = posture_.policy;
    auto const endpoint = make_endpoint(
        posture_.own, posture_.anchors, RecordedValidator{policy.validator, probed_.validation},
        policy.revocation_checker, policy.peer_name_filter, policy.cipher_spec, TimelineObserver{probed_.timeline});
    if (!endpoint) return fail(endpoint.error(), Status::not_probed);
    auto handshake = start_connecting(std::move(transport), *endpoint, {.server_name = server_name()});
    if (!handshake) return fail(handshake.error(), Status::not_probed);
    if (auto const failure = negotiate(*handshake)) return fail(*failure, status_of(*failure));
    int const descriptor = handshake->transport().native_handle();
    handshake->transport().set_blocking(false);
    auto channel = std::move(*handshake).finish();
    if (!channel) return fail(channel.error(), status_of(channel.error()));
    accept(*channel, descriptor);
  }

  /// Until it is done; or why it never is.
  template <class Handshake>
  auto negotiate(Handshake& handshake) -> std::optional<Failure> {
    Fetches fetches{*probed_.timeline, given_.shows_progress};
    for (;;) {
      auto const start = Clock::now();
      auto const step = handshake.step();
      answers_took_ += Clock::now() - start;
      if (!step) return step.error();
      if (*step == HandshakeStep::done) return std::nullopt;
      auto answers = given_.fetches_privately ? fetches.perform<PrivateFetcher>(handshake.wanted())
                                              : fetches.perform<PublicFetcher>(handshake.wanted());
      for (auto& answer : answers) handshake.provide(std::move(answer));
    }
  }

  template <class Channel>
  void accept(Channel& channel, int descriptor) {
    auto const longest =
        std::chrono::milliseconds{200} + 2 * std::chrono::duration_cast<std::chrono::milliseconds>(answers_took_);
    bool const can_come_late = channel.negotiated().protocol_version == ProtocolVersion::tls13;
    if (auto late = can_come_late ? late_alert(channel, descriptor, longest) : std::nullopt) {
      auto const status = status_of(*late);
      return fail(std::move(late->with_checks(channel.report().checks())), status);
    }
    probed_.report = channel.report();
    probed_.status = Status::accepted;
    (void)channel.close();  // the verdict stands, whether or not the server is told goodbye
  }

  void fail(Failure failure, Status status) {
    if (probed_.validation->was_asked) probed_.validation->answer.failure = failure;
    probed_.failure = std::move(failure);
    probed_.status = status;
  }

  /// What is sent as SNI: an address never is (RFC 6066, 3).
  [[nodiscard]] auto server_name() const -> std::string {
    if (!given_.sni.empty()) return given_.sni;
    if (!given_.dns.empty()) return given_.dns.front();
    return probed_.target.is_address() ? "" : probed_.target.host;
  }

  Arguments const& given_;
  Posture const& posture_;
  Probed probed_;
  std::chrono::nanoseconds answers_took_{};  ///< connecting and the handshake, without fetches: how slow a server is
};

}  // namespace probe
