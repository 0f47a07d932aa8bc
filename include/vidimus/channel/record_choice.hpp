// SPDX-License-Identifier: Apache-2.0
// Which records a channel's policies ask for, and taking them over from the engine when the handshake is done.
#pragma once

#include <vidimus/channel/channel_core.hpp>
#include <vidimus/channel/engine_choice.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/record_aead.hpp>
#include <vidimus/pipeline/policy_set.hpp>
#include <vidimus/record/aead_mbedtls.hpp>
#include <vidimus/record/record_conversation.hpp>
#include <vidimus/record/sealed_alert.hpp>
#include <vidimus/transport/concept.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace vidimus::detail {

template <>
struct DefaultPolicy<role::record_aead> : std::type_identity<RecordAead<aead::Mbedtls>> {};

/// TLS 1.3 records of a channel type.
template <class... Ps>
using RecordsOf = RecordConversation<typename policy_for<role::record_aead, Ps...>::aead,
                                     policy_for<role::padding, Ps...>, policy_for<role::secret_key_reset, Ps...>>;

/// Records that were handed over and could not be begun: the peer, whose handshake is done, hears of it under the keys that
/// it waits for. They are derived apart, since ours are what failed.
template <Transport T>
auto tell_of_takeover(ChannelCore<T>& core, Refusal const& refusal, Failure failure) -> Failure {
  auto const record = alert_record(refusal);
  if (!record) return failure;
  if (auto const written = core.put(*record); written && *written == record->size()) failure.sent(refusal.alert);
  return failure;
}

/// The engine's memory is freed. Nothing under TLS 1.2, whose records stay the engine's. Errors: of `hand_over`, where the
/// session is still there, and of `RecordConversation::begin`, where the peer has been told.
template <class Records, Transport T>
auto take_over(ChannelCore<T>& core) -> Result<std::unique_ptr<Records>> {
  auto const agreed = core.session.negotiated();
  if (agreed.protocol_version != ProtocolVersion::tls13) return nullptr;
  auto handover = core.session.hand_over();
  if (!handover) return refuse(std::move(handover.error()));
  Refusal refusal{Alert::internal_error, handover->writing, handover->writing_sequence};
  auto records = Records::begin(agreed.end, {std::move(handover->reading), std::move(handover->writing),
                                             handover->reading_sequence, handover->writing_sequence});
  if (!records) return refuse(tell_of_takeover(core, refusal, std::move(records.error())));
  auto taken = std::make_unique<Records>(*std::move(records));
  if (!handover->input.empty()) taken->receive(handover->input);
  if (handover->has_ended) taken->receive_end();
  return taken;
}

}  // namespace vidimus::detail
