// SPDX-License-Identifier: Apache-2.0
// How a conversation writes: application data, key updates in front of it, and its end.
//
//   struct { KeyUpdateRequest request_update; } KeyUpdate;    /* update_not_requested(0), update_requested(1) */
#pragma once

#include <vidimus/record/conversation.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace vidimus::detail {

template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
auto RecordConversation<A, Padding, Reset>::seal(Pieces& content, std::span<std::byte> out) -> Result<std::size_t> {
  if (failure_) return vidimus::refuse(*failure_);
  if (has_closed_) return vidimus::refuse(Errc::channel_closed);
  std::size_t before = 0;
  if (is_update_due()) {
    auto const updated = seal_update(out, !awaits_update_ && is_limit_reached());
    if (!updated) return vidimus::refuse(updated.error());
    before = *updated;
  }
  auto const sealed = sealer_.seal(content, out.subspan(before));
  if (sealed) return before + *sealed;
  fail(sealed.error());
  return vidimus::refuse(*failure_);
}

// The policy's limits, and the AEAD's. Of the peer's keys we can only ask for new ones, and ask once.
template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
auto RecordConversation<A, Padding, Reset>::is_limit_reached() const -> bool {
  constexpr auto limits = Reset::limits();
  auto const& ours = writing();
  auto const theirs = awaits_update_ ? KeyUse{} : reading();
  auto const most = sealer_.keys().limits().update_after;
  if (ours.records >= most || theirs.records >= most) return true;
  if (limits.records != 0 && (ours.records >= limits.records || theirs.records >= limits.records)) return true;
  if (limits.octets != 0 && ours.octets + theirs.octets >= limits.octets) return true;
  return timer_.is_due();
}

// RFC 8446, 4.6.3: the message is the last one under the old key. Who waits for it has just renewed its own, and is not
// asked to: GnuTLS would refuse.
template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
auto RecordConversation<A, Padding, Reset>::seal_update(std::span<std::byte> out, bool is_request)
    -> Result<std::size_t> {
  is_request = is_request && !owes_update_;
  std::array const message{std::byte{24}, std::byte{0}, std::byte{0}, std::byte{1}, std::byte{is_request}};
  auto sealed = sealer_.seal(ContentType::handshake, message, out);
  if (sealed)
    if (auto updated = sealer_.keys().update(); !updated) sealed = vidimus::refuse(std::move(updated.error()));
  if (!sealed) {
    fail(std::move(sealed.error()));
    return vidimus::refuse(*failure_);
  }
  owes_update_ = false;
  awaits_update_ = awaits_update_ || is_request;
  timer_.restart();
  return sealed;
}

template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
auto RecordConversation<A, Padding, Reset>::update_keys() -> Result<void> {
  if (failure_) return vidimus::refuse(*failure_);
  if (has_closed_) return vidimus::refuse(Errc::channel_closed);
  std::array<std::byte, 64> record;
  auto const sealed = seal_update(record, !awaits_update_);
  if (!sealed) return vidimus::refuse(sealed.error());
  output_.add(ByteView{record}.first(*sealed));
  return {};
}

template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
auto RecordConversation<A, Padding, Reset>::keep_promises() -> Result<void> {
  if (failure_ || has_closed_ || !output_.is_empty() || !is_update_due()) return {};
  std::array<std::byte, 64> record;
  auto const sealed = seal_update(record, !awaits_update_ && is_limit_reached());
  if (!sealed) return vidimus::refuse(sealed.error());
  output_.add(ByteView{record}.first(*sealed));
  return {};
}

template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
auto RecordConversation<A, Padding, Reset>::close() -> Result<void> {
  if (failure_) return vidimus::refuse(*failure_);
  if (!has_closed_ && !end_writing(Alert::close_notify))
    fail(Failure{Finding{Errc::record_failed, Note{"close_notify was not sealed"}}});
  return failure_ ? Result<void>{vidimus::refuse(*failure_)} : Result<void>{};
}

template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
void RecordConversation<A, Padding, Reset>::refuse_peer(Alert alert) {
  if (failure_) return;
  Failure failure{Finding{Errc::channel_closed, Note{"the peer was refused"}}};
  if (!has_closed_ && end_writing(alert)) failure.sent(alert);
  reader_.keys().retire();
  failure_ = std::make_unique<Failure>(std::move(failure));
}

// The last record of this direction. False: a key that is used up cannot carry it, and nothing is said.
template <Aead A, PaddingPolicy Padding, SecretKeyResetPolicy Reset>
auto RecordConversation<A, Padding, Reset>::end_writing(Alert alert) -> bool {
  constexpr std::byte warning{1}, fatal{2};
  std::array const message{alert == Alert::close_notify ? warning : fatal, static_cast<std::byte>(alert)};
  std::array<std::byte, 64> record;
  auto const sealed = sealer_.seal(ContentType::alert, message, record);
  if (sealed) output_.add(ByteView{record}.first(*sealed));
  has_closed_ = true;
  owes_update_ = false;
  sealer_.keys().retire();
  return sealed.has_value();
}

}  // namespace vidimus::detail
