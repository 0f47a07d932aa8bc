// SPDX-License-Identifier: Apache-2.0
// Step 10: messages over a channel. Each is four octets of length, most significant first, and then that many octets; an
// empty message is a message. The layer keeps nothing back and reads nothing ahead of the message it returns.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/core/failure.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace vidimus {

/// What a message layer needs of a channel.
template <class C>
concept Conversation = requires(C& channel, std::span<std::byte> in, ByteView out) {
  { channel.read(in) } -> std::same_as<Result<std::size_t>>;
  { channel.write(out) } -> std::same_as<Result<std::size_t>>;
  { channel.close() } -> std::same_as<Result<void>>;
};

/// IBM MQ's MAXMSGL: 4 MiB is its default.
inline constexpr std::uint32_t default_message_limit = std::uint32_t{4} << 20U;

/// Messages over a blocking channel. Movable; one thread at a time. After an error the stream is out of step: give it up.
template <Conversation Channel>
class MessageStream {
 public:
  /// No message of either direction may be longer than `limit` octets.
  explicit MessageStream(Channel channel, std::uint32_t limit = default_message_limit)
      : channel_{std::move(channel)}, limit_{limit} {}

  /// Sends one message whole. Errors: `message_too_large`, before anything is sent; those of the channel.
  [[nodiscard]] auto send(ByteView message) -> Result<void> {
    if (message.size() > limit_)
      return refuse(Errc::message_too_large, OverLimit{"octets to send", limit_, message.size()});
    auto const length = static_cast<std::uint32_t>(message.size());
    std::array<std::byte, prefix_octets> prefix{};
    for (std::size_t i = 0; i != prefix_octets; ++i)
      prefix[i] = static_cast<std::byte>(length >> (8 * (prefix_octets - 1 - i)) & 0xFFU);
    if (auto sent = write_all(prefix); !sent) return sent;
    return write_all(message);
  }

  /// The next message; nothing once the peer closed the channel between two messages. Errors: `message_too_large`, before
  /// any memory is taken for it; `message_truncated` where the peer closed in the middle of one; those of the channel.
  [[nodiscard]] auto receive() -> Result<std::optional<Buffer>> {
    std::array<std::byte, prefix_octets> prefix{};
    auto const got = read_all(prefix);
    if (!got) return refuse(got.error());
    if (*got == 0) return std::nullopt;
    if (*got != prefix_octets) return cut_short(prefix_octets, *got);
    std::uint32_t length = 0;
    for (auto const octet : prefix) length = length << 8U | std::to_integer<std::uint32_t>(octet);
    if (length > limit_) return refuse(Errc::message_too_large, OverLimit{"octets announced", limit_, length});
    Buffer message(length);
    auto const body = read_all(message);
    if (!body) return refuse(body.error());
    if (*body != length) return cut_short(length, *body);
    return message;
  }

  /// Says that no further message comes.
  [[nodiscard]] auto close() -> Result<void> { return channel_.close(); }

  [[nodiscard]] auto channel() -> Channel& { return channel_; }

 private:
  static constexpr std::size_t prefix_octets = 4;

  auto write_all(ByteView bytes) -> Result<void> {
    while (!bytes.empty()) {
      auto const written = channel_.write(bytes);
      if (!written) return refuse(written.error());
      bytes = bytes.subspan(*written);
    }
    return {};
  }

  // How many octets there were before the peer closed.
  auto read_all(std::span<std::byte> bytes) -> Result<std::size_t> {
    std::size_t filled = 0;
    while (filled != bytes.size()) {
      auto const read = channel_.read(bytes.subspan(filled));
      if (!read) return refuse(read.error());
      if (*read == 0) break;
      filled += *read;
    }
    return filled;
  }

  static auto cut_short(std::uint64_t wanted, std::uint64_t got) -> tl::unexpected<Failure> {
    return refuse(Errc::message_truncated,
                  Mismatch{std::to_string(wanted) + " octets", {std::to_string(got) + " octets"}});
  }

  Channel channel_;
  std::uint32_t limit_;
};

}  // namespace vidimus
