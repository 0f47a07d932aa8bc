// SPDX-License-Identifier: Apache-2.0
// What a TLS engine is: a state machine over bytes, without a socket and without an opinion. It carries the handshake
// to the point where the peer's certificates are there, the peer has proved to hold the key, and we have sent nothing
// that accepts it; there it stops. Only a Permit leads on, and the engine cannot make one.
#pragma once

#include <vidimus/core/alert.hpp>
#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/negotiated.hpp>
#include <vidimus/crypto/refusal.hpp>
#include <vidimus/engine/handover.hpp>
#include <vidimus/engine/progress.hpp>
#include <vidimus/engine/settings.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace vidimus::engine {

/// One connection. In the order of use:
///
/// * `advance()` as far as it goes; at `wants_input`, write `output()` (and `consume_output`) and `receive()` bytes, or
///   `receive_end()` where the transport's stream ended.
/// * At `peer_shown`, judge `presented()` and `negotiated()`; then `proceed(permit)` or `refuse(alert)`. A server that
///   asks for no certificate is never paused.
/// * At `established`, `open` and `seal`, in any order; `close()` says close_notify.
/// * Or, under TLS 1.3, `hand_over()` instead: the session is gone, and whoever has its secrets makes the records.
/// * After any failure, and after `refuse`, the session is dead and says the same failure again: write what is left of
///   `output()`, and what `take_refusal()` gives once it has been made a record and handed to `queue`.
///
/// Movable; one thread at a time.
template <class S, class Permit>
concept Session = std::movable<S> && requires(S& session, S const& settled, ByteView bytes, std::span<std::byte> out,
                                              Permit const& permit, Alert alert, std::size_t count) {
  { session.receive(bytes) } -> std::same_as<void>;
  { session.receive_end() } -> std::same_as<void>;
  { settled.output() } -> std::same_as<ByteView>;
  { session.consume_output(count) } -> std::same_as<void>;
  { session.advance() } -> std::same_as<Result<Progress>>;
  { settled.presented() } -> std::same_as<PresentedPeer const&>;
  { settled.negotiated() } -> std::same_as<Negotiated>;
  { session.proceed(permit) } -> std::same_as<void>;
  { session.refuse(alert) } -> std::same_as<std::optional<Alert>>;
  { session.take_refusal() } -> std::same_as<std::optional<Refusal>>;
  { session.queue(bytes) } -> std::same_as<void>;
  { session.open(out) } -> std::same_as<Result<Opened>>;
  { session.seal(bytes) } -> std::same_as<Result<std::size_t>>;
  { session.close() } -> std::same_as<Result<void>>;
  { settled.secret(End::client, SecretKind::application) } -> std::same_as<TrafficSecret>;
  { settled.client_random() } -> std::same_as<ByteView>;
  { settled.master_secret() } -> std::same_as<ByteView>;
  { settled.export_keying(std::string_view{}, out) } -> std::same_as<Result<void>>;
  { session.hand_over() } -> std::same_as<Result<Handover>>;
};

/// A TLS library. `Setup` is immutable and shared by all sessions of an endpoint, on any thread.
template <class E, class Permit>
concept Engine = Session<typename E::template Session<Permit>, Permit> &&
                 std::constructible_from<typename E::template Session<Permit>, std::shared_ptr<typename E::Setup const>,
                                         ConnectionSettings> &&
                 requires(Settings settings) {
                   {
                     E::Setup::prepare(std::move(settings))
                   } -> std::same_as<Result<std::shared_ptr<typename E::Setup const>>>;
                 };

}  // namespace vidimus::engine
