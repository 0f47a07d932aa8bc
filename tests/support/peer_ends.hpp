// SPDX-License-Identifier: Apache-2.0
// Our end of a channel and another library's, stepped in turn in one thread until neither goes on; and what they say to each
// other, small or large, whole or in pieces.
#pragma once

#include "two_ends.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <utility>

namespace vidimus_test {

template <class Channel, class Theirs>
struct PeerEnds {
  EndResult<Channel> ours;
  Theirs theirs;

  /// What ended our side, in its handshake or at its first reading after; a channel that can go on is no failure.
  [[nodiscard]] auto our_failure() -> std::optional<vidimus::Failure> {
    if (ours.failure) return ours.failure;
    std::array<std::byte, 64> bytes;
    auto const read = ours.channel->read(bytes);
    if (read || read.error().code() == vidimus::Errc::would_block) return std::nullopt;
    return read.error();
  }
};

/// The handshake of one of our endpoints with another library at the other end. An end that fails closes its transport; so
/// does ours when it has refused a client that was finished already.
template <class Theirs, class Settings, class... Ps>
auto meet_peer(vidimus::Endpoint<Ps...> const& endpoint, Settings const& settings, vidimus::MemoryOptions options) {
  using vidimus::MemoryTransport;
  options.blocking = false;
  auto pair = vidimus::MemoryPair::make(options);
  auto handshake = settings.end == vidimus::End::client
                       ? vidimus::start_accepting(std::move(pair.first), endpoint).value()
                       : vidimus::start_connecting(std::move(pair.first), endpoint).value();
  PeerEnds<vidimus::SecureChannel<MemoryTransport, Ps...>, Theirs> ends{{}, {std::move(pair.second), settings}};
  for (int round = 0; round != 20000; ++round) {
    bool const ours_finished = step(handshake, ends.ours);
    bool const theirs_finished = ends.theirs.negotiate() != Theirs::State::negotiating;
    if (ours_finished && theirs_finished) break;
    if (ends.ours.failure) handshake.transport().close();
    if (ends.theirs.state() == Theirs::State::failed) ends.theirs.disconnect();
  }
  if (ends.theirs.state() == Theirs::State::failed) ends.theirs.disconnect();
  return ends;
}

/// Octets that are not all alike, so that a lost or doubled piece shows.
[[nodiscard]] inline auto some_octets(std::size_t count) -> vidimus::Buffer {
  vidimus::Buffer octets(count);
  for (std::size_t i = 0; i != count; ++i) octets[i] = static_cast<std::byte>(i * 31 >> 3U);
  return octets;
}

/// Sends `sent` with `write` and gives what `read` gets until nothing more comes. Both move as far as they can and return
/// how far; `write` with nothing left to send only flushes.
template <class Write, class Read>
auto carry(vidimus::Buffer const& sent, Write write, Read read) -> vidimus::Buffer {
  vidimus::Buffer received;
  vidimus::Buffer bytes(20000);  // not a multiple of anything in TLS
  std::size_t written = 0;
  for (int idle = 0; idle != 64; ++idle) {  // a record may need several rounds through a narrow transport
    auto const taken = write(vidimus::ByteView{sent}.subspan(written));
    auto const arrived = read(std::span{bytes});
    written += taken;
    received.insert(received.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(arrived));
    if (taken != 0 || arrived != 0) idle = 0;
  }
  REQUIRE(written == sent.size());
  return received;
}

template <class Channel>
auto write_some(Channel& channel, vidimus::ByteView bytes) -> std::size_t {
  if (bytes.empty()) return static_cast<void>(channel.flush().value()), 0;
  auto const taken = channel.write(bytes);
  if (!taken && taken.error().code() != vidimus::Errc::would_block) FAIL(vidimus::explain(taken.error()));
  return taken.value_or(0);
}

template <class Channel>
auto read_some(Channel& channel, std::span<std::byte> bytes) -> std::size_t {
  auto const count = channel.read(bytes);
  if (!count && count.error().code() != vidimus::Errc::would_block) FAIL(vidimus::explain(count.error()));
  return count.value_or(0);
}

/// A message of `size` octets each way arrives whole, and nothing beside it.
template <class Channel, class Theirs>
void exchange(PeerEnds<Channel, Theirs>& ends, std::size_t size) {
  CAPTURE(size);
  auto& ours = *ends.ours.channel;
  auto& theirs = ends.theirs;
  auto const sent = some_octets(size);
  if (sent.empty()) {  // no message, and no harm either
    REQUIRE(ours.write({}).value() == 0);
    theirs.write({});
  }
  auto const there =
      carry(sent, [&](auto bytes) { return write_some(ours, bytes); }, [&](auto bytes) { return theirs.read(bytes); });
  CHECK(there == sent);
  auto const back =
      carry(sent, [&](auto bytes) { return theirs.write(bytes); }, [&](auto bytes) { return read_some(ours, bytes); });
  CHECK(back == sent);
  CHECK(theirs.state() == Theirs::State::established);
}

/// A message of any length that is never kept whole: one stretch of octets over and over, of a length that no record shares.
class LongMessage {
 public:
  explicit LongMessage(std::uint64_t octets) : octets_{octets}, stretch_(1'048'573) {
    std::uint32_t state = 1;
    for (auto& octet : stretch_) octet = static_cast<std::byte>((state = state * 1'664'525 + 1'013'904'223) >> 24U);
  }
  [[nodiscard]] auto octets() const -> std::uint64_t { return octets_; }
  /// What follows `position`, at most `most` octets of it.
  [[nodiscard]] auto at(std::uint64_t position, std::size_t most) const -> vidimus::ByteView {
    auto const from = static_cast<std::size_t>(position % stretch_.size());
    auto const left = static_cast<std::size_t>(std::min<std::uint64_t>(octets_ - position, stretch_.size() - from));
    return vidimus::ByteView{stretch_}.subspan(from, std::min(most, left));
  }
  [[nodiscard]] auto has(std::uint64_t position, vidimus::ByteView bytes) const -> bool {
    while (!bytes.empty() && position < octets_) {
      auto const expected = at(position, bytes.size());
      if (std::memcmp(expected.data(), bytes.data(), expected.size()) != 0) return false;
      position += expected.size();
      bytes = bytes.subspan(expected.size());
    }
    return bytes.empty();
  }

 private:
  std::uint64_t octets_;
  vidimus::Buffer stretch_;
};

/// How much of a message has arrived.
struct Arrived {
  std::uint64_t there = 0, back = 0;
};

/// A message of `octets` both ways at once, each octet compared as it arrives; `now_and_then(step, arrived)` is called between
/// two steps. `their_portion`: how much the other end writes in a step.
template <class Channel, class Theirs, class Act>
void flow(PeerEnds<Channel, Theirs>& ends, std::uint64_t octets, Act now_and_then, std::size_t their_portion = 10'000) {
  auto& ours = *ends.ours.channel;
  LongMessage const message{octets};
  vidimus::Buffer part(30'000);
  Arrived arrived;
  std::uint64_t given = 0, taken = 0;
  auto const is_all = [&](std::uint64_t& position, std::size_t count) {
    bool const same = message.has(position, vidimus::ByteView{part}.first(count));
    position += count;
    return same;
  };
  for (std::size_t step = 0, idle = 0; arrived.there != octets || arrived.back != octets; ++step, ++idle) {
    if (idle == 200'000) FAIL("nothing has moved for long, after " << arrived.there << " and " << arrived.back);
    now_and_then(step, arrived);
    auto const before = given + taken + arrived.there + arrived.back;
    given += write_some(ours, message.at(given, 40'000));
    while (auto const count = ends.theirs.read(part))  // a record at a time
      if (!is_all(arrived.there, count)) FAIL("what arrived there differs before octet " << arrived.there);
    taken += ends.theirs.write(message.at(taken, their_portion));
    if (auto const count = read_some(ours, part); !is_all(arrived.back, count))
      FAIL("what arrived here differs before octet " << arrived.back);
    if (given + taken + arrived.there + arrived.back != before) idle = 0;
  }
  CHECK(ends.theirs.state() == Theirs::State::established);
}

/// Both say close_notify, one after the other, and both hear it.
template <class Channel, class Theirs>
void close_properly(PeerEnds<Channel, Theirs>& ends, bool we_are_first) {
  auto const we_close = [&] {
    REQUIRE(ends.ours.channel->close());
    CHECK(ends.theirs.listen() == Theirs::State::closed);
  };
  auto const they_close = [&] {
    ends.theirs.close();
    std::array<std::byte, 16> bytes;
    auto const count = ends.ours.channel->read(bytes);
    REQUIRE(count);
    CHECK(*count == 0);
  };
  if (we_are_first)
    we_close(), they_close();
  else
    they_close(), we_close();
  CHECK_FALSE(ends.theirs.alert_received());
}

}  // namespace vidimus_test
