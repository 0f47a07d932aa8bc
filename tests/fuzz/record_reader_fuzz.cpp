// SPDX-License-Identifier: Apache-2.0
// A conversation in records over anything. The input is a list of moves: good records of any content, bad bytes, in any
// pieces. Whatever comes, what is read was sealed by the peer, in order; an error is final and the same ever after.
#include <vidimus/record/aead_mbedtls.hpp>
#include <vidimus/record/record_conversation.hpp>

#include <cstdint>
#include <cstdlib>
#include <optional>

using namespace vidimus;

namespace {

using Keys = detail::TrafficKeys<aead::Mbedtls>;
using Conversation = detail::RecordConversation<aead::Mbedtls, NoPadding, NoSecretKeyReset>;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Moves {
  ByteView rest;
  auto octet() -> unsigned {
    if (rest.empty()) return 0;
    auto const first = std::to_integer<unsigned>(rest.front());
    rest = rest.subspan(1);
    return first;
  }
  auto take(std::size_t count) -> ByteView {
    auto const taken = rest.first(std::min(count, rest.size()));
    rest = rest.subspan(taken.size());
    return taken;
  }
};

// Sealed as the peer would, if it is one that says anything.
auto sealed(Keys& keys, ByteView content, unsigned type, std::size_t zeros) -> Buffer {
  Buffer record(5);
  record.insert(record.end(), content.begin(), content.end());
  record.push_back(static_cast<std::byte>(type));
  record.resize(record.size() + zeros + keys.tag_octets());
  auto const header = detail::record_header(ContentType::application_data, record.size() - 5);
  std::ranges::copy(header, record.begin());
  require(!keys.seal(header, std::span{record}.subspan(5), 0));
  return record;
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  Moves moves{std::as_bytes(std::span{data, size})};
  TrafficSecret const ours{0x1303, Buffer(32, std::byte{1})}, theirs{0x1303, Buffer(32, std::byte{2})};
  auto const end = moves.octet() % 2 == 0 ? End::client : End::server;
  auto talk = Conversation::begin(end, {theirs, ours}).value();
  auto keys = Keys::derive(theirs, KeyDirection::sealing).value();
  Buffer expected, got, part(700);
  std::optional<Errc> ended;
  bool is_spoilt = false;  // after that, nothing that we sealed is promised to arrive
  while (!moves.rest.empty()) {
    auto const move = moves.octet();
    auto const content = moves.take(moves.octet() * (move & 1U ? 64U : 1U));
    Buffer piece;
    if (move % 8 < 4) {
      auto const type = move % 8 < 2 ? 23U : 20U + move / 8 % 5;
      piece = sealed(keys, content, type, move / 64);
      if (type == 23 && !is_spoilt) expected.insert(expected.end(), content.begin(), content.end());
      if (type == 22 &&
          same_bytes(content.first(std::min<std::size_t>(4, content.size())), bytes_of({"\x18\0\0\1", 4})))
        static_cast<void>(keys.update());
    } else {
      piece.assign(content.begin(), content.end());
      is_spoilt = is_spoilt || !piece.empty();
    }
    for (auto at = ByteView{piece}; !at.empty();) {
      auto const count = std::min<std::size_t>(at.size(), 1 + move / 8);
      talk.receive(at.first(count));
      at = at.subspan(count);
      for (;;) {
        auto const opened = talk.open(part);
        if (ended) require(!opened && opened.error().code() == *ended);
        if (!opened) ended = opened.error().code();
        if (!opened || opened->octets == 0) break;
        require(opened->octets <= part.size());
        got.insert(got.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(opened->octets));
      }
      static_cast<void>(talk.keep_promises());
      talk.consume_output(talk.output().size());
    }
    require(got.size() <= expected.size());
  }
  require(std::equal(got.begin(), got.end(), expected.begin()));
  return 0;
}
