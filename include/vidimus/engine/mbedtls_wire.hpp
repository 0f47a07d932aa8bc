// SPDX-License-Identifier: Apache-2.0
// The bytes between mbedTLS and the transport. mbedTLS's writes never block: they are buffered here, so that nothing is
// ever left half written inside it. While its alerts would be wrongly protected, the gate keeps them in.
//
// mbedTLS protects a TLS 1.3 alert wrongly in two places: a client that has the handshake keys and has not begun its
// own flight sends it in plaintext, a server whose Finished is out sends it under the handshake key. In neither does
// anything but an alert want to be written, so whatever is written there is dropped.
#pragma once

#include <vidimus/core/alert.hpp>
#include <vidimus/core/bytes.hpp>
#include <vidimus/core/guard.hpp>
#include <vidimus/engine/tls_reader.hpp>

#include <mbedtls/ssl.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace vidimus::engine::detail {

/// What becomes of what mbedTLS writes.
enum class Gate : unsigned char { open, shut_after_next, shut };

/// What an engine's records say of alerts, from outside.
struct SeenAlert {
  bool is_there = false;
  std::optional<Alert> alert{};  ///< where it is not encrypted
};

/// How many records a run of whole ones has.
[[nodiscard]] inline auto count_records(ByteView records) -> std::uint64_t {
  std::uint64_t count = 0;
  TlsReader reader{records};
  for (; !reader.is_at_end(); ++count) {
    reader.u8();
    reader.u16();
    reader.vector(2);
  }
  return count;
}

/// The alert that ends a run of whole records.
[[nodiscard]] inline auto last_alert(ByteView records) -> SeenAlert {
  constexpr std::uint8_t alert_record = 21;
  SeenAlert seen;
  TlsReader reader{records};
  while (!reader.is_at_end()) {
    seen = {reader.u8() == alert_record, std::nullopt};
    reader.u16();
    TlsReader body{reader.vector(2)};
    body.u8();
    auto const description = body.u8();
    if (seen.is_there && body.is_at_end() && !body.has_failed()) seen.alert = static_cast<Alert>(description);
  }
  return seen;
}

class MbedtlsWire {
 public:
  /// Octets that a peer may send before the handshake is over: each of the few messages has at most 16 KiB.
  static constexpr std::size_t most_handshake_octets = 131072;

  void attach(mbedtls_ssl_context& ssl) { mbedtls_ssl_set_bio(&ssl, this, &on_send, &on_receive, nullptr); }

  void receive(ByteView bytes) { input_.insert(input_.end(), bytes.begin(), bytes.end()); }
  void receive_end() { has_ended_ = true; }
  [[nodiscard]] auto output() const -> ByteView { return ByteView{output_}.subspan(consumed_); }
  void consume_output(std::size_t count) {
    consumed_ += (std::min)(count, output_.size() - consumed_);
    if (consumed_ < output_.size()) return;
    output_.clear();
    consumed_ = 0;
  }
  void queue(ByteView bytes) { output_.insert(output_.end(), bytes.begin(), bytes.end()); }

  void set_gate(Gate gate) { gate_ = gate; }
  [[nodiscard]] auto gate() const -> Gate { return gate_; }
  /// What stood last before the shut gate.
  [[nodiscard]] auto kept_in() const -> SeenAlert const& { return kept_in_; }
  void end_handshake() { is_handshake_ = false; }

  /// What was received and not read, for somebody else.
  [[nodiscard]] auto take_input() -> Buffer {
    Buffer rest{input_.begin() + static_cast<std::ptrdiff_t>(read_), input_.end()};
    input_.clear();
    read_ = 0;
    return rest;
  }
  [[nodiscard]] auto has_ended() const -> bool { return has_ended_; }
  [[nodiscard]] auto is_at_end() const -> bool { return has_ended_ && read_ == input_.size(); }
  [[nodiscard]] auto octets_read() const -> std::uint64_t { return octets_read_; }
  [[nodiscard]] auto octets_written() const -> std::uint64_t { return octets_written_; }
  /// The end of what has been written, as far as it has not been consumed.
  [[nodiscard]] auto written_since(std::uint64_t mark) const -> ByteView {
    auto const count = std::min<std::uint64_t>(octets_written_ - mark, output_.size());
    return ByteView{output_}.last(static_cast<std::size_t>(count));
  }

  /// Drops what has been written since, of which nothing has been consumed.
  void take_back(std::uint64_t mark) { output_.resize(output_.size() - written_since(mark).size()); }

  [[nodiscard]] auto is_out_of_memory() const -> bool { return is_out_of_memory_; }
  [[nodiscard]] auto is_over_limit() const -> bool { return handshake_octets_ > most_handshake_octets; }

 private:
  static auto on_send(void* self, unsigned char const* bytes, std::size_t count) noexcept -> int {
    return static_cast<MbedtlsWire*>(self)->send(std::as_bytes(std::span{bytes, count}));
  }
  static auto on_receive(void* self, unsigned char* bytes, std::size_t count) noexcept -> int {
    return static_cast<MbedtlsWire*>(self)->give(std::as_writable_bytes(std::span{bytes, count}));
  }

  auto send(ByteView bytes) noexcept -> int {
    auto const taken = static_cast<int>(bytes.size());
    if (gate_ == Gate::shut) {
      kept_in_ = last_alert(bytes);
      return taken;
    }
    if (!vidimus::detail::is_completed([&] { queue(bytes); })) {
      is_out_of_memory_ = true;
      return MBEDTLS_ERR_SSL_ALLOC_FAILED;
    }
    if (gate_ == Gate::shut_after_next) gate_ = Gate::shut;
    octets_written_ += bytes.size();
    return taken;
  }

  auto give(std::span<std::byte> wanted) noexcept -> int {
    auto const count = (std::min)(wanted.size(), input_.size() - read_);
    if (count == 0) return has_ended_ ? 0 : MBEDTLS_ERR_SSL_WANT_READ;
    if (is_handshake_) handshake_octets_ += count;
    if (is_over_limit()) return MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE;
    std::copy_n(input_.begin() + static_cast<std::ptrdiff_t>(read_), count, wanted.begin());
    octets_read_ += count;
    read_ += count;
    if (read_ == input_.size()) {
      input_.clear();
      read_ = 0;
    }
    return static_cast<int>(count);
  }

  Buffer input_, output_;
  std::size_t read_ = 0, consumed_ = 0, handshake_octets_ = 0;
  std::uint64_t octets_read_ = 0, octets_written_ = 0;
  Gate gate_ = Gate::open;
  SeenAlert kept_in_;
  bool is_handshake_ = true, has_ended_ = false, is_out_of_memory_ = false;
};

}  // namespace vidimus::engine::detail
