// SPDX-License-Identifier: Apache-2.0
// Messages after the handshake over anything: cut anywhere, the same messages come out, or the same error.
#include <vidimus/record/post_handshake.hpp>

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>
#include <vector>

using namespace vidimus;

namespace {

struct Outcome {
  std::vector<detail::PostHandshakeMessage> messages;
  std::optional<Errc> error;
  friend auto operator==(Outcome const&, Outcome const&) -> bool = default;
};

auto read(End end, ByteView stream, std::size_t portion) -> Outcome {
  detail::PostHandshakeReader reader{end};
  Outcome outcome;
  while (!stream.empty()) {
    auto content = stream.first(std::min(portion, stream.size()));
    stream = stream.subspan(content.size());
    for (;;) {
      auto const message = reader.next(content);
      if (!message) {
        outcome.error = message.error().code();
        return outcome;
      }
      if (!*message) break;
      outcome.messages.push_back(**message);
    }
    if (!content.empty()) std::abort();
  }
  return outcome;
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  if (size < 2) return 0;
  auto const end = data[0] % 2 == 0 ? End::client : End::server;
  auto const stream = std::as_bytes(std::span{data + 2, size - 2});
  auto const whole = read(end, stream, stream.size() + 1);
  auto const cut = read(end, stream, std::size_t{1} + data[1]);
  // that a KeyUpdate must end its record depends on where records are cut
  if (whole.error != Errc::key_update_misplaced && cut.error != Errc::key_update_misplaced && whole != cut)
    std::abort();
  if (end == End::server)
    for (auto const message : whole.messages)
      if (message == detail::PostHandshakeMessage::new_session_ticket) std::abort();
  return 0;
}
