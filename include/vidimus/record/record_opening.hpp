// SPDX-License-Identifier: Apache-2.0
// How a conversation reads: application data, alerts, and messages after the handshake.
#pragma once

#include <vidimus/record/conversation.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace vidimus::detail {

template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
auto RecordConversation<A, Padding, Reset>::open(std::span<std::byte> out) -> Result<ReadOutcome> {
  ReadOutcome outcome;
  while (outcome.octets != out.size()) {
    if (!data_.empty()) {
      auto const count = (std::min)(data_.size(), out.size() - outcome.octets);
      std::copy_n(data_.begin(), count, out.begin() + static_cast<std::ptrdiff_t>(outcome.octets));
      data_ = data_.subspan(count);
      outcome.octets += count;
    } else if (auto const end = failure_ ? ReadOutcome{} : read_record()) {
      if (outcome.octets != 0) return outcome;  // what was opened before is read first
      if (failure_) return vidimus::refuse(*failure_);
      return *end;
    }
  }
  return outcome;
}

// Nothing: look again. Otherwise nothing more can be read now, or ever.
template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
auto RecordConversation<A, Padding, Reset>::read_record() -> std::optional<ReadOutcome> {
  if (peer_has_closed_) return ReadOutcome{.is_closed = true};
  auto const content = reader_.next();
  if (!content) {
    fail(content.error());
  } else if (*content) {
    take(**content);
  } else if (has_ended_) {
    fail(Failure{Finding{Errc::channel_truncated}});
  } else {
    return ReadOutcome{.wants_input = true};
  }
  if (failure_) return ReadOutcome{};
  return std::nullopt;
}

template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
void RecordConversation<A, Padding, Reset>::take(RecordContent const& content) {
  if (content.type != ContentType::handshake && messages_.is_inside_message())
    return fail(Failure{Finding{Errc::post_handshake_interleaved}});
  bool const has_data = content.type == ContentType::application_data && !content.octets.empty();
  records_without_data_ = has_data ? 0 : records_without_data_ + 1;
  if (records_without_data_ > most_records_without_data)
    return fail(Failure{Finding{Errc::records_without_data,
                                OverLimit{"records in a row", most_records_without_data, records_without_data_}}});
  switch (content.type) {
    case ContentType::application_data: data_ = content.octets; break;
    case ContentType::alert: take_alert(content.octets); break;
    case ContentType::handshake: take_handshake(content.octets); break;
    case ContentType::change_cipher_spec: break;  // the reader shows none
  }
}

// RFC 8446, 6: the level says nothing. 6.1: user_canceled is followed by close_notify; data after that is ignored.
template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
void RecordConversation<A, Padding, Reset>::take_alert(ByteView alert) {
  if (alert.size() != 2)
    return fail(
        Failure{Finding{Errc::alert_malformed, Mismatch{"2 octets", {std::to_string(alert.size()) + " octets"}}}});
  auto const description = static_cast<Alert>(alert[1]);
  if (description == Alert::user_canceled) return;
  if (description == Alert::close_notify) {
    peer_has_closed_ = true;
    reader_.keys().retire();
    return;
  }
  Failure failure{Finding{Errc::alert_received, Note{to_text(description)}}};
  failure.received(description);
  fail(std::move(failure));
}

template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
void RecordConversation<A, Padding, Reset>::take_handshake(ByteView content) {
  for (;;) {
    auto const message = messages_.next(content);
    if (!message) return fail(message.error());
    if (!*message) return;
    if (**message != PostHandshakeMessage::new_session_ticket)
      take_key_update(**message == PostHandshakeMessage::key_update_requested);
    if (failure_) return;
  }
}

// RFC 8446, 4.6.3: several requests may be answered by one update.
template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
void RecordConversation<A, Padding, Reset>::take_key_update(bool is_requested) {
  if (auto updated = reader_.keys().update(); !updated) return fail(std::move(updated.error()));
  awaits_update_ = false;
  owes_update_ = owes_update_ || (is_requested && !has_closed_);
}

// What nobody would read is not sent.
template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
void RecordConversation<A, Padding, Reset>::fail(Failure failure) {
  auto const code = failure.code();
  bool const is_heard = code != Errc::alert_received && code != Errc::channel_truncated && !has_closed_;
  if (is_heard && end_writing(alert_of(code))) failure.sent(alert_of(code));
  sealer_.keys().retire();
  reader_.keys().retire();
  failure_ = std::make_unique<Failure>(std::move(failure));
}

}  // namespace vidimus::detail
