// SPDX-License-Identifier: Apache-2.0
// The handshake messages that may come when the handshake is over (RFC 8446, 4.6), out of records that may cut them anywhere.
// A ticket is checked in its form and dropped; a KeyUpdate is told of; anything else is refused.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/role.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace vidimus::detail {

enum class PostHandshakeMessage : unsigned char {
  new_session_ticket,
  key_update,           ///< update_not_requested
  key_update_requested  ///< update_requested
};

/// Reads vectors of a message (RFC 8446, 3.4). Once something did not fit, nothing does.
class VectorReader {
 public:
  explicit VectorReader(ByteView bytes) : rest_{bytes} {}
  /// A vector whose length stands in `octets` octets before it.
  auto vector(std::size_t octets) -> ByteView { return take(number(octets)); }
  auto number(std::size_t octets) -> std::size_t {
    std::size_t value = 0;
    for (auto const byte : take(octets)) value = value << 8U | std::to_integer<std::size_t>(byte);
    return value;
  }
  [[nodiscard]] auto is_at_end() const -> bool { return rest_.empty() && !has_failed_; }
  [[nodiscard]] auto has_failed() const -> bool { return has_failed_; }
  [[nodiscard]] auto is_empty() const -> bool { return rest_.empty(); }

 private:
  auto take(std::size_t count) -> ByteView {
    if (has_failed_ || count > rest_.size()) {
      has_failed_ = true;
      return {};
    }
    auto const taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }
  ByteView rest_;
  bool has_failed_ = false;
};

/// RFC 8446, 4.6.1:
///
///   struct {
///     uint32 ticket_lifetime;
///     uint32 ticket_age_add;
///     opaque ticket_nonce<0..255>;
///     opaque ticket<1..2^16-1>;
///     Extension extensions<0..2^16-2>;
///   } NewSessionTicket;
[[nodiscard]] inline auto is_new_session_ticket(ByteView body) -> bool {
  VectorReader reader{body};
  reader.number(4);
  reader.number(4);
  reader.vector(1);
  auto const ticket = reader.vector(2);
  VectorReader extensions{reader.vector(2)};
  if (!reader.is_at_end() || ticket.empty()) return false;
  while (!extensions.is_empty() && !extensions.has_failed()) {
    extensions.number(2);
    extensions.vector(2);
  }
  return extensions.is_at_end();
}

class PostHandshakeReader {
 public:
  /// A message's octets with its header; GnuTLS and Java put certificates into tickets.
  static constexpr std::size_t most_message_octets = 16384;

  explicit PostHandshakeReader(End own_end) : own_end_{own_end} {}

  /// The next message of what `content`, which moves on; nothing: `content` is used up. Errors:
  /// `post_handshake_unexpected`, `post_handshake_too_long`, `post_handshake_malformed`, `key_update_illegal`,
  /// `key_update_misplaced`.
  [[nodiscard]] auto next(ByteView& content) -> Result<std::optional<PostHandshakeMessage>> {
    if (!gather(content, header_octets)) return std::nullopt;
    VectorReader header{begun_};
    auto const type = header.number(1);
    auto const size = header_octets + header.number(3);
    if (auto const wrong = fault_of(type, size)) return refuse(*wrong);
    if (!gather(content, size)) return std::nullopt;
    auto const message = std::exchange(begun_, {});
    auto const body = ByteView{message}.subspan(header_octets);
    return type == key_update_type ? key_update(body, content) : ticket(body);
  }

  /// Whether a message has begun and is not whole.
  [[nodiscard]] auto is_inside_message() const -> bool { return !begun_.empty(); }

 private:
  static constexpr std::size_t header_octets = 4, new_session_ticket_type = 4, key_update_type = 24;

  // Whether `size` octets of a message are together now.
  auto gather(ByteView& content, std::size_t size) -> bool {
    auto const count = (std::min)(content.size(), size - (std::min)(size, begun_.size()));
    begun_.insert(begun_.end(), content.begin(), content.begin() + static_cast<std::ptrdiff_t>(count));
    content = content.subspan(count);
    return begun_.size() >= size;
  }

  // A server alone sends tickets.
  [[nodiscard]] auto fault_of(std::size_t type, std::size_t size) const -> std::optional<Finding> {
    bool const is_ticket = type == new_session_ticket_type && own_end_ == End::client;
    if (!is_ticket && type != key_update_type)
      return Finding{Errc::post_handshake_unexpected,
                     Mismatch{own_end_ == End::client ? "a ticket (4) or a KeyUpdate (24)" : "a KeyUpdate (24)",
                              {std::to_string(type)}}};
    if (size > most_message_octets)
      return Finding{Errc::post_handshake_too_long, OverLimit{"octets of a message", most_message_octets, size}};
    if (type == key_update_type && size != header_octets + 1)
      return Finding{Errc::post_handshake_malformed, Note{"a KeyUpdate has one octet"}};
    return std::nullopt;
  }

  static auto ticket(ByteView body) -> Result<std::optional<PostHandshakeMessage>> {
    if (!is_new_session_ticket(body)) return refuse(Errc::post_handshake_malformed, Note{"a NewSessionTicket"});
    return PostHandshakeMessage::new_session_ticket;
  }

  // RFC 8446, 4.6.3; and 5.1: it ends its record, since the next one is under another key.
  static auto key_update(ByteView body, ByteView rest) -> Result<std::optional<PostHandshakeMessage>> {
    auto const request = std::to_integer<unsigned>(body.front());
    if (request > 1) return refuse(Errc::key_update_illegal, Mismatch{"0 or 1", {std::to_string(request)}});
    if (!rest.empty()) return refuse(Errc::key_update_misplaced);
    return request == 0 ? PostHandshakeMessage::key_update : PostHandshakeMessage::key_update_requested;
  }

  End own_end_;
  Buffer begun_;  ///< of a message that is not whole
};

}  // namespace vidimus::detail
