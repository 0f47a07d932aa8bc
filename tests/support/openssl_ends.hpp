// SPDX-License-Identifier: Apache-2.0
// Our end of a channel and OpenSSL's, stepped in turn in one thread until neither goes on.
#pragma once

#include "openssl_peer.hpp"
#include "two_ends.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace vidimus_test {

template <class Channel>
struct OpensslEnds {
  EndResult<Channel> ours;
  OpensslPeer theirs;

  /// What ended our side, in its handshake or at its first reading after; a channel that can go on is no failure.
  [[nodiscard]] auto our_failure() -> std::optional<vidimus::Failure> {
    if (ours.failure) return ours.failure;
    std::array<std::byte, 64> bytes;
    auto const read = ours.channel->read(bytes);
    if (read || read.error().code() == vidimus::Errc::would_block) return std::nullopt;
    return read.error();
  }
};

/// The handshake of one of our endpoints with OpenSSL at the other end. An end that fails closes its transport; so does ours
/// when it has refused a client that was finished already.
template <class... Ps>
auto meet_openssl(vidimus::Endpoint<Ps...> const& endpoint, OpensslSettings const& settings,
                  vidimus::MemoryOptions options = {}) {
  using vidimus::MemoryTransport;
  options.blocking = false;
  auto pair = vidimus::MemoryPair::make(options);
  auto handshake = settings.end == vidimus::End::client
                       ? vidimus::start_accepting(std::move(pair.first), endpoint).value()
                       : vidimus::start_connecting(std::move(pair.first), endpoint).value();
  OpensslEnds<vidimus::SecureChannel<MemoryTransport, Ps...>> ends{{}, {std::move(pair.second), settings}};
  for (int round = 0; round != 20000; ++round) {
    bool const ours_finished = step(handshake, ends.ours);
    bool const theirs_finished = ends.theirs.negotiate() != OpensslPeer::State::negotiating;
    if (ours_finished && theirs_finished) break;
    if (ends.ours.failure) handshake.transport().close();
    if (ends.theirs.state() == OpensslPeer::State::failed) ends.theirs.disconnect();
  }
  if (ends.theirs.state() == OpensslPeer::State::failed) ends.theirs.disconnect();
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
  if (!taken) REQUIRE(taken.error().code() == vidimus::Errc::would_block);
  return taken.value_or(0);
}

template <class Channel>
auto read_some(Channel& channel, std::span<std::byte> bytes) -> std::size_t {
  auto const count = channel.read(bytes);
  if (!count) REQUIRE(count.error().code() == vidimus::Errc::would_block);
  return count.value_or(0);
}

/// A message of `size` octets each way arrives whole, and nothing beside it.
template <class Channel>
void exchange(OpensslEnds<Channel>& ends, std::size_t size) {
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
  CHECK(theirs.state() == OpensslPeer::State::established);
}

/// Both say close_notify, one after the other, and both hear it.
template <class Channel>
void close_properly(OpensslEnds<Channel>& ends, bool we_are_first) {
  auto const we_close = [&] {
    REQUIRE(ends.ours.channel->close());
    CHECK(ends.theirs.listen() == OpensslPeer::State::closed);
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
