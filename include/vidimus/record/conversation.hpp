// SPDX-License-Identifier: Apache-2.0
// Application data in TLS 1.3 records of our own, once an engine has done the handshake (RFC 8446, 5 to 7): both directions,
// alerts, KeyUpdates and tickets, without a transport.
//
// Bytes from the peer go to `space()`; bytes for the peer come from `seal`, which writes records where it is told, and from
// `output()`, where everything else waits: alerts, key updates that are owed, and what a transport did not take.
#pragma once

#include <vidimus/core/alert.hpp>
#include <vidimus/core/errc_table.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/key_limits.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/core/secret_key_reset.hpp>
#include <vidimus/crypto/traffic_secret.hpp>
#include <vidimus/record/output_buffer.hpp>
#include <vidimus/record/post_handshake.hpp>
#include <vidimus/record/record_reader.hpp>
#include <vidimus/record/record_sealer.hpp>
#include <vidimus/record/reset_timer.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>

namespace vidimus::detail {

/// What an engine hands over. The sequences are of the next record under each secret.
struct ApplicationSecrets {
  TrafficSecret reading, writing;
  std::uint64_t reading_sequence = 0, writing_sequence = 0;
};

/// What reading came to.
struct ReadOutcome {
  std::size_t octets = 0;    ///< of application data
  bool wants_input = false;  ///< nothing more without more bytes
  bool is_closed = false;    ///< the peer said close_notify; whatever follows it is ignored (RFC 8446, 6.1)
};

/// Movable; one thread at a time. After an error it is dead and says the same error again.
template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
class RecordConversation {
 public:
  /// Records in a row without application data: alerts that warn, tickets, key updates, empty ones. OpenSSL and BoringSSL
  /// stop at 32 too.
  static constexpr unsigned most_records_without_data = 32;

  /// Errors: `record_failed` for secrets of no TLS 1.3 suite; `crypto_unavailable`.
  [[nodiscard]] static auto begin(End own_end, ApplicationSecrets secrets) -> Result<RecordConversation> {
    auto reading = TrafficKeys<A>::derive(std::move(secrets.reading), KeyDirection::opening, secrets.reading_sequence);
    if (!reading) return refuse(std::move(reading.error()));
    auto writing = TrafficKeys<A>::derive(std::move(secrets.writing), KeyDirection::sealing, secrets.writing_sequence);
    if (!writing) return refuse(std::move(writing.error()));
    return RecordConversation{own_end, *std::move(reading), *std::move(writing)};
  }

  /// Where the peer's next bytes go, when `open` has said that it wants input; then say how many they were.
  [[nodiscard]] auto space() -> std::span<std::byte> { return reader_.space(); }
  void filled(std::size_t count) { reader_.filled(count); }
  /// Bytes that were read before the conversation began.
  void receive(ByteView bytes) { reader_.receive(bytes); }
  /// The transport's stream has ended.
  void receive_end() { has_ended_ = true; }
  /// Nothing is there to read now: gives memory back.
  void rest() {
    if (data_.empty()) reader_.rest();
  }

  [[nodiscard]] auto output() const -> ByteView { return output_.octets(); }
  void consume_output(std::size_t count) { output_.drop(count); }
  /// What of a sealed record the transport did not take.
  void keep(ByteView record) { output_.add(record); }

  // in record_opening.hpp (this header alone does not define it)
  /// Application data into `out`, of as many records as are there. Errors, each final and with its alert in `output()`: as
  /// `RecordReader::next` and `PostHandshakeReader::next`; `post_handshake_interleaved`, `records_without_data`,
  /// `alert_malformed`, `alert_received`, `channel_truncated`.
  [[nodiscard]] auto open(std::span<std::byte> out) -> Result<ReadOutcome>;

  // in record_sealing.hpp, as above
  /// The most octets that `seal` puts anywhere at once.
  static constexpr std::size_t storage_octets = most_record_octets;
  /// One record from the beginning of `content` into `out`, which has `storage_octets`, behind a KeyUpdate where one is due.
  /// How many octets. `output()` must be empty: it comes first. Errors: `channel_closed` after close();
  /// `record_sequence_exhausted`, `record_key_exhausted`, `record_failed`.
  [[nodiscard]] auto seal(Pieces& content, std::span<std::byte> out) -> Result<std::size_t>;
  /// Sends new keys and asks for the peer's, into `output()`. Errors: as seal.
  [[nodiscard]] auto update_keys() -> Result<void>;
  /// The KeyUpdate that the peer was promised or a limit asks for, into `output()`; nothing where none is due.
  [[nodiscard]] auto keep_promises() -> Result<void>;
  /// Says close_notify, once. Errors: as seal.
  [[nodiscard]] auto close() -> Result<void>;
  /// Ends the conversation with an alert.
  void refuse_peer(Alert alert);

  /// No record holds more octets of content than this: 1 to 16384.
  void limit_content(std::size_t octets) { sealer_.limit_content(octets); }

  [[nodiscard]] auto writing() const -> KeyUse const& { return sealer_.keys().use(); }
  [[nodiscard]] auto reading() const -> KeyUse const& { return reader_.keys().use(); }
  [[nodiscard]] auto is_closed() const -> bool { return has_closed_; }

 private:
  RecordConversation(End own_end, TrafficKeys<A> reading, TrafficKeys<A> writing)
      : reader_{std::move(reading)}, sealer_{std::move(writing)}, messages_{own_end} {}

  auto read_record() -> std::optional<ReadOutcome>;
  void take(RecordContent const& content);
  void take_alert(ByteView alert);
  void take_handshake(ByteView content);
  void take_key_update(bool is_requested);

  [[nodiscard]] auto is_limit_reached() const -> bool;
  [[nodiscard]] auto is_update_due() const -> bool { return owes_update_ || is_limit_reached(); }
  auto seal_update(std::span<std::byte> out, bool is_request) -> Result<std::size_t>;

  void fail(Failure failure);
  auto end_writing(Alert alert) -> bool;

  RecordReader<A> reader_;
  RecordSealer<A, Padding> sealer_;
  PostHandshakeReader messages_;
  OutputBuffer output_;
  ByteView data_{};                   ///< of the record that is shown, what has not been read
  std::unique_ptr<Failure> failure_;  ///< apart, since hardly any channel has one
  [[no_unique_address]] ResetTimer<Reset> timer_;
  unsigned records_without_data_ = 0;
  bool has_ended_ = false, has_closed_ = false, peer_has_closed_ = false;
  bool owes_update_ = false;    ///< the peer asked for new keys
  bool awaits_update_ = false;  ///< we asked the peer
};

}  // namespace vidimus::detail
