// SPDX-License-Identifier: Apache-2.0
// Two ends of a conversation in records of ours, joined by nothing but their bytes, and records made by hand.
#pragma once

#include <vidimus/record/aead_mbedtls.hpp>
#include <vidimus/record/record_conversation.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

namespace record_test {

using vidimus::Buffer;
using vidimus::ByteView;
using vidimus::ContentType;
using vidimus::End;
using vidimus::Errc;
using vidimus::TrafficSecret;

inline constexpr std::array<std::uint16_t, 5> suites{0x1301, 0x1302, 0x1303, 0x1304, 0x1305};

inline auto secret(std::uint16_t suite, unsigned char of = 1) -> TrafficSecret {
  return {suite, Buffer(suite == 0x1302 ? 48 : 32, std::byte{of})};
}

inline auto octets(std::size_t count) -> Buffer {
  Buffer made(count);
  for (std::size_t i = 0; i != count; ++i) made[i] = static_cast<std::byte>(i * 31 >> 3U);
  return made;
}

/// A peer that can say anything, well formed or not: TLSInnerPlaintext as it is given, sealed under its secret.
template <class A = vidimus::aead::Mbedtls>
struct Forger {
  explicit Forger(TrafficSecret with, std::uint64_t sequence = 0)
      : keys{vidimus::detail::TrafficKeys<A>::derive(std::move(with), vidimus::KeyDirection::sealing, sequence)
                 .value()} {}

  auto inner(ByteView plaintext, unsigned char outer_type = 23) -> Buffer {
    auto const size = plaintext.size() + keys.tag_octets();
    Buffer record(5 + size);
    auto const header = vidimus::detail::record_header(static_cast<ContentType>(outer_type), size);
    std::ranges::copy(header, record.begin());
    std::ranges::copy(plaintext, record.begin() + 5);
    REQUIRE_FALSE(keys.seal(header, std::span{record}.subspan(5), 0));
    return record;
  }
  auto record(unsigned char type, ByteView content, std::size_t zeros = 0) -> Buffer {
    Buffer plaintext{content.begin(), content.end()};
    plaintext.push_back(std::byte{type});
    plaintext.resize(plaintext.size() + zeros);
    return inner(plaintext);
  }

  vidimus::detail::TrafficKeys<A> keys;
};

template <class A = vidimus::aead::Mbedtls, class Padding = vidimus::NoPadding, class Reset = vidimus::NoSecretKeyReset>
struct ConversationEnd {
  using Conversation = vidimus::detail::RecordConversation<A, Padding, Reset>;
  Conversation talk;
  Buffer sent{};          ///< everything that was said
  std::size_t given = 0;  ///< of which the other end has so much

  ConversationEnd(End end, std::uint16_t suite)
      : talk{Conversation::begin(end,
                                 {secret(suite, end == End::client ? 2 : 1), secret(suite, end == End::client ? 1 : 2)})
                 .value()} {}

  void collect() {
    sent.insert(sent.end(), talk.output().begin(), talk.output().end());
    talk.consume_output(talk.output().size());
  }
  void write(ByteView bytes) {
    vidimus::detail::Pieces pieces{{&bytes, 1}};
    Buffer storage(Conversation::storage_octets);
    while (pieces.left() != 0) {
      collect();
      auto const sealed = talk.seal(pieces, storage);
      REQUIRE(sealed);
      sent.insert(sent.end(), storage.begin(), storage.begin() + static_cast<std::ptrdiff_t>(*sealed));
    }
    collect();
  }
  void hear(ByteView bytes) { talk.receive(bytes); }

  /// Whatever there is to read.
  auto read() -> Buffer {
    Buffer all, part(5000);
    for (;;) {
      auto const opened = talk.open(part);
      REQUIRE(opened);
      REQUIRE(talk.keep_promises());
      collect();
      if (opened->octets == 0) return all;
      all.insert(all.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(opened->octets));
    }
  }
  /// What reading ends with.
  auto failure() -> vidimus::Failure {
    Buffer part(5000);
    for (;;) {
      auto const opened = talk.open(part);
      if (!opened) {
        collect();
        return opened.error();
      }
      REQUIRE(opened->octets != 0);
    }
  }
};

/// The alert in the last record that an end said, opened with its secret; 255: none.
template <class Side>
auto last_alert(Side const& side, TrafficSecret with, std::uint64_t sequence) -> unsigned {
  auto keys = vidimus::detail::TrafficKeys<vidimus::aead::Mbedtls>::derive(std::move(with),
                                                                           vidimus::KeyDirection::opening, sequence)
                  .value();
  auto record = side.sent;
  if (record.size() < 5) return 255;
  auto const body = std::span{record}.subspan(5);
  if (keys.open(ByteView{record}.first(5), body)) return 255;
  return body[2] == std::byte{21} ? std::to_integer<unsigned>(body[1]) : 255;
}

}  // namespace record_test
