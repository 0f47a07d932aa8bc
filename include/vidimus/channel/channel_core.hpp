// SPDX-License-Identifier: Apache-2.0
// A transport and an engine side by side, and the bytes that go between them: what every channel is made of, whatever its
// policies.
#pragma once

#include <vidimus/channel/engine_choice.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/record/sealed_alert.hpp>
#include <vidimus/transport/concept.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

namespace vidimus::detail {

template <Transport T>
struct ChannelCore {
  T transport;
  EngineSession session;

  ChannelCore(T the_transport, EngineSession the_session)
      : transport{std::move(the_transport)}, session{std::move(the_session)} {}

  [[nodiscard]] auto has_output() const -> bool { return !session.output().empty(); }

  /// Writes what the engine has to say, as far as the transport takes it now.
  [[nodiscard]] auto flush() -> Result<void> {
    auto const written = put(session.output());
    if (!written) return refuse(written.error());
    session.consume_output(*written);
    return {};
  }

  /// Writes as many of `bytes` as the transport takes now; how many.
  [[nodiscard]] auto put(ByteView bytes) -> Result<std::size_t> {
    std::size_t written = 0;
    while (written != bytes.size()) {
      std::error_code error;
      written += transport.write_some(bytes.subspan(written), error);
      if (!error) continue;  // before anything is compared with it, which costs more than this
      if (is_would_block(error)) break;
      return refuse(lost(error, "writing"));
    }
    return written;
  }

  /// Reads what is there into `place`: how many octets, 0 at the end of the stream. Nothing: the transport would block.
  [[nodiscard]] auto get(std::span<std::byte> place) -> Result<std::optional<std::size_t>> {
    std::error_code error;
    auto const read = transport.read_some(place, error);
    if (!error) return read;
    if (is_would_block(error)) return std::nullopt;
    return refuse(lost(error, "reading"));
  }

  /// Reads what is there and feeds the engine. False: the transport would block.
  [[nodiscard]] auto pull() -> Result<bool> {
    std::array<std::byte, 16384> bytes;
    auto const read = get(bytes);
    if (!read) return refuse(read.error());
    if (!*read) return false;
    if (**read == 0)
      session.receive_end();
    else
      session.receive(ByteView{bytes}.first(**read));
    return true;
  }

  /// Ends the session; what the peer will read of it, if anything.
  auto refuse_peer(Alert alert) -> std::optional<Alert> { return session.refuse(alert); }

  /// After a failure: sends what the peer is owed, under the right keys. What cannot be delivered changes nothing.
  void say_alert() {
    if (auto const refusal = session.take_refusal())
      if (auto const record = alert_record(*refusal)) session.queue(*record);
    (void)flush();
  }

 private:
  static auto is_would_block(std::error_code error) -> bool {
    return error == std::errc::operation_would_block || error == std::errc::resource_unavailable_try_again;
  }
  static auto lost(std::error_code error, char const* doing) -> Failure {
    auto const code = error == std::errc::timed_out ? Errc::timed_out : Errc::connection_lost;
    return Failure{Finding{code, Underlying{doing, error}}};
  }
};

}  // namespace vidimus::detail
