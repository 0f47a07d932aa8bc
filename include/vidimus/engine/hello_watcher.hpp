// SPDX-License-Identifier: Apache-2.0
// Watches the plaintext beginning of one direction of a connection for its Hellos. It sees what the TLS library sees,
// keeps no more than one message of 16 KiB, and stops at the first encrypted record.
#pragma once

#include <vidimus/core/alert.hpp>
#include <vidimus/core/bytes.hpp>
#include <vidimus/engine/hello.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace vidimus::engine::detail {

class HelloWatcher {
 public:
  /// The next bytes of the stream, in any pieces.
  void watch(ByteView bytes) {
    while (!bytes.empty() && !is_done_) {
      auto const taken = record_left_ == 0 ? collect(header_, header_octets, bytes) : take_fragment(bytes);
      bytes = bytes.subspan(taken);
      if (record_left_ == 0 && header_.size() == header_octets) begin_record();
    }
  }

  /// The last ClientHello, if one was seen whole.
  [[nodiscard]] auto offer() const -> std::optional<ClientOffer> const& { return offer_; }
  /// The ServerHello that is no HelloRetryRequest, if one was seen whole.
  [[nodiscard]] auto choice() const -> std::optional<ServerChoice> const& { return choice_; }
  /// The alert that came last, if it came in plaintext.
  [[nodiscard]] auto alert() const -> std::optional<Alert> { return alert_; }
  /// Whether encryption has begun in this direction.
  [[nodiscard]] auto is_encrypted() const -> bool { return is_done_; }

 private:
  static constexpr std::size_t header_octets = 5, message_header_octets = 4, most_octets = 16384;
  enum RecordType : std::uint8_t { change_cipher_spec_record = 20, alert_record = 21, handshake_record = 22 };
  enum MessageType : std::uint8_t { client_hello = 1, server_hello = 2, server_key_exchange = 12 };

  static auto collect(Buffer& into, std::size_t wanted, ByteView bytes) -> std::size_t {
    auto const count = (std::min)(wanted - into.size(), bytes.size());
    into.insert(into.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
    return count;
  }

  void begin_record() {
    TlsReader reader{header_};
    record_type_ = reader.u8();
    reader.u16();
    record_left_ = reader.u16();
    alert_.reset();
    is_alert_ = record_type_ == alert_record && record_left_ == 2;
    header_.clear();
    bool const is_known = record_type_ >= change_cipher_spec_record && record_type_ <= handshake_record;
    // under TLS 1.3 it stands among Hellos and means nothing (RFC 8446, D.4); under TLS 1.2 what follows is encrypted
    bool const begins_encryption = record_type_ == change_cipher_spec_record && has_passed_hellos_;
    is_done_ = !is_known || begins_encryption;
  }

  auto take_fragment(ByteView bytes) -> std::size_t {
    auto const count = (std::min)(record_left_, bytes.size());
    record_left_ -= count;
    if (record_type_ == handshake_record) read_messages(bytes.first(count));
    if (is_alert_ && record_left_ == 0) alert_ = static_cast<Alert>(bytes[count - 1]);
    return count;
  }

  void read_messages(ByteView bytes) {
    while (!bytes.empty() && !is_done_) {
      if (message_.size() < message_header_octets)
        bytes = bytes.subspan(collect(message_, message_header_octets, bytes));
      if (message_.size() < message_header_octets) return;
      auto const length = TlsReader{ByteView{message_}.subspan(1)}.number(3);
      auto const kept = is_wanted() ? std::min<std::size_t>(length, most_octets) : 0;
      bytes = bytes.subspan(collect(message_, message_header_octets + kept, bytes));
      auto const skipping = (std::min)(length - kept - skipped_, bytes.size());
      skipped_ += skipping;
      bytes = bytes.subspan(skipping);
      if (message_.size() - message_header_octets + skipped_ == length) end_message(length);
    }
  }

  [[nodiscard]] auto is_wanted() const -> bool {
    auto const type = std::to_integer<std::uint8_t>(message_.front());
    return type == client_hello || type == server_hello || type == server_key_exchange;
  }

  void end_message(std::size_t length) {
    auto const type = std::to_integer<std::uint8_t>(message_.front());
    auto const body = ByteView{message_}.subspan(message_header_octets);
    if (body.size() == length) read_message(type, body);
    has_passed_hellos_ = has_passed_hellos_ || (type != client_hello && type != server_hello);
    message_.clear();
    skipped_ = 0;
  }

  void read_message(std::uint8_t type, ByteView body) {
    if (type == client_hello && !has_passed_hellos_) offer_ = read_client_hello(body);
    if (type == server_hello && !has_passed_hellos_) take_choice(read_server_hello(body));
    if (type == server_key_exchange && choice_) choice_->group = group_of_key_exchange(body);
  }

  void take_choice(std::optional<ServerChoice> choice) {
    if (choice && !choice->is_retry) choice_ = choice;
  }

  Buffer header_, message_;
  std::size_t record_left_ = 0, skipped_ = 0;
  std::uint8_t record_type_ = 0;
  bool is_alert_ = false, has_passed_hellos_ = false, is_done_ = false;
  std::optional<Alert> alert_;
  std::optional<ClientOffer> offer_;
  std::optional<ServerChoice> choice_;
};

}  // namespace vidimus::engine::detail
