// SPDX-License-Identifier: Apache-2.0
// An endpoint: credentials, trust anchors and policies, checked once and shared by every channel made from it. Immutable,
// cheap to copy, thread-safe: its policies are called from as many threads as there are handshakes.
#pragma once

#include <vidimus/channel/absorb.hpp>
#include <vidimus/channel/credentials.hpp>
#include <vidimus/channel/engine_choice.hpp>
#include <vidimus/channel/explain_abilities.hpp>
#include <vidimus/channel/own_key.hpp>
#include <vidimus/channel/record_choice.hpp>
#include <vidimus/pipeline/explain_policies.hpp>
#include <vidimus/pipeline/policy_set.hpp>
#include <vidimus/x509/trust_anchors.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vidimus {

template <class... Ps>
class Endpoint {
 public:
  /// Errors, each before any peer is met: `no_trust_anchors`; `own_certificate_expired` and `own_certificate_not_yet_valid`
  /// by the endpoint's clock; what the TLS library cannot do of what the policies ask (`engine_…`).
  [[nodiscard]] static auto make(Credentials credentials, TrustAnchors anchors, Ps... policies) -> Result<Endpoint> {
    auto state = std::make_shared<State>(std::move(credentials), std::move(anchors),
                                         detail::PolicySet<Ps...>{std::in_place, std::move(policies)...});
    if (auto ready = prepare(*state); !ready) {
      ready.error().during(Occasion::start_up);
      return refuse(std::move(ready.error()));
    }
    return Endpoint{std::move(state)};
  }

  [[nodiscard]] auto credentials() const -> Credentials const& { return state_->credentials; }
  [[nodiscard]] auto anchors() const -> TrustAnchors const& { return state_->anchors; }
  [[nodiscard]] auto policies() const -> detail::PolicySet<Ps...> const& { return state_->policies; }

  /// The engine's set-up for one end; nullptr for a server that cannot accept.
  [[nodiscard]] auto engine_setup(End end) const -> std::shared_ptr<detail::EngineSetup const> const& {
    return end == End::client ? state_->client : state_->server;
  }
  /// Whether this endpoint can accept; worth asking before a server listens. Errors: `own_certificate_missing` without
  /// credentials, and where their key fits no suite or no signature scheme of a protocol version that the CipherSpec admits.
  /// A client's key need not: the suite is about the server's.
  [[nodiscard]] auto check_accepting() const -> Result<void> {
    return state_->server ? Result<void>{} : refuse(state_->why_no_server);
  }

 private:
  struct State {
    State(Credentials own, TrustAnchors trusted, detail::PolicySet<Ps...> all)
        : credentials{std::move(own)}, anchors{std::move(trusted)}, policies{std::move(all)} {}
    Credentials credentials;
    TrustAnchors anchors;
    [[no_unique_address]] detail::PolicySet<Ps...> policies;
    std::shared_ptr<detail::EngineSetup const> client, server;
    Failure why_no_server{Finding{Errc::own_certificate_missing}};
  };

  explicit Endpoint(std::shared_ptr<State const> state) : state_{std::move(state)} {}

  static auto prepare(State& state) -> Result<void> {
    if (state.anchors.is_empty()) return refuse(Errc::no_trust_anchors);
    if (auto current = check_own_validity(state); !current) return current;
    if (auto applied = check_applicable(state); !applied) return applied;
    auto client = detail::EngineSetup::prepare(settings(state, End::client));
    if (!client) return refuse(std::move(client.error()));
    state.client = *std::move(client);
    return prepare_server(state);
  }

  static auto prepare_server(State& state) -> Result<void> {
    if (state.credentials.is_none()) return {};
    auto of_server = settings(state, End::server);
    auto fits = detail::check_own_key(of_server.private_key->describe().kind, of_server);
    if (!fits) {
      auto finding = fits.error().decisive();
      finding.subject = state.credentials.certificates().front().subject().to_text();
      state.why_no_server = Failure{std::move(finding)}.during(Occasion::start_up);
      return {};
    }
    auto server = detail::EngineSetup::prepare(std::move(of_server));
    if (!server) return refuse(std::move(server.error()));
    state.server = *std::move(server);
    return {};
  }

  static auto check_own_validity(State const& state) -> Result<void> {
    if (state.credentials.is_none()) return {};
    auto const& own = state.credentials.certificates().front();
    auto const now = state.policies.template get<role::clock>().now();
    auto const outside = [&](Errc code, char const* what, Time bound) {
      return refuse(Finding{code, OutOfTime{what, now, bound}, {}, own.subject().to_text()});
    };
    if (now > own.not_after()) return outside(Errc::own_certificate_expired, "notAfter", own.not_after());
    if (now < own.not_before()) return outside(Errc::own_certificate_not_yet_valid, "notBefore", own.not_before());
    return {};
  }

  // What TLS 1.2 cannot do is not left out in silence.
  static auto check_applicable(State const& state) -> Result<void> {
    // at run time: of a constant Clang would report a second error where a limit is too low
    static_cast<void>(detail::policy_for<role::secret_key_reset, Ps...>::limits());
    auto const labels = detail::policy_for<role::exporter, Ps...>::labels();
    if (state.policies.template get<role::cipher_spec>().minimum() == ProtocolVersion::tls13) return {};
    auto const refused = [](char const* what) { return refuse(Errc::bad_argument, Note{what}); };
    if (!std::same_as<detail::policy_for<role::padding, Ps...>, NoPadding>)
      return refused("records are padded under TLS 1.3 alone: name a CipherSpec that admits no TLS 1.2");
    if (!std::same_as<detail::policy_for<role::record_aead, Ps...>, RecordAead<aead::Mbedtls>>)
      return refused("RecordAead is for TLS 1.3: name a CipherSpec that admits no TLS 1.2");
    if (!labels.empty())
      return refused("secrets are exported under TLS 1.3 alone: name a CipherSpec that admits no TLS 1.2");
    if (!detail::policy_for<role::secret_key_reset, Ps...>::reconnects_under_tls12)
      return refused(
          "under TLS 1.2 a secret key reset ends the channel: add ReconnectUnderTls12 to it, or name a "
          "CipherSpec that admits no TLS 1.2");
    return {};
  }

  static auto settings(State const& state, End end) -> engine::Settings {
    auto const& spec = state.policies.template get<role::cipher_spec>();
    std::span<std::uint16_t const> const suites = spec.suites(), groups = spec.groups();
    engine::Settings settings;
    settings.end = end;
    settings.minimum = spec.minimum();
    settings.maximum = spec.maximum();
    settings.suites.assign(suites.begin(), suites.end());
    settings.groups.assign(groups.begin(), groups.end());
    if constexpr (requires { spec.signature_schemes(); }) {
      std::span<std::uint16_t const> const schemes = spec.signature_schemes();
      settings.signature_schemes.assign(schemes.begin(), schemes.end());
    }
    for (auto const& certificate : state.credentials.certificates())
      settings.certificates.emplace_back(certificate.der().begin(), certificate.der().end());
    settings.private_key = state.credentials.private_key();
    settings.client_authentication = detail::policy_for<role::client_authentication, Ps...>::client_authentication;
    settings.is_key_logged = detail::policy_for<role::key_log, Ps...>::is_logging;
    settings.is_single_threaded = detail::policy_for<role::threading, Ps...>::is_single_threaded;
    return settings;
  }

  std::shared_ptr<State const> state_;
};

/// An endpoint of these policies. A mistake in them is one sentence of the compiler; errors at run time as `Endpoint::make`.
///
///   auto endpoint = make_endpoint(credentials, anchors, Rfc5280{}, CrlChecker{crls}, SslPeer<"CN=QM2*">{});
template <class... Ps>
[[nodiscard]] auto make_endpoint(Credentials credentials, TrustAnchors anchors, Ps... policies) {
  detail::explain_policies<Ps...>();
  (detail::explain_abilities<Ps>(), ...);
  if constexpr (detail::is_complete<Ps...>) {
    return Endpoint<Ps...>::make(std::move(credentials), std::move(anchors), std::move(policies)...);
  } else {
    return Result<detail::ExplainedAbove>{};
  }
}

}  // namespace vidimus
