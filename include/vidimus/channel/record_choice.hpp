// SPDX-License-Identifier: Apache-2.0
// Which records a channel's policies ask for, and taking them over from the engine when the handshake is done.
#pragma once

#include <vidimus/channel/engine_choice.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/record_aead.hpp>
#include <vidimus/pipeline/policy_set.hpp>
#include <vidimus/record/aead_mbedtls.hpp>
#include <vidimus/record/record_conversation.hpp>

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

/// The engine's memory is freed. Nothing under TLS 1.2, whose records stay the engine's. Errors: of `hand_over` and
/// `RecordConversation::begin`.
template <class Records>
auto take_over(EngineSession& session) -> Result<std::unique_ptr<Records>> {
  auto const agreed = session.negotiated();
  if (agreed.protocol_version != ProtocolVersion::tls13) return nullptr;
  auto handover = session.hand_over();
  if (!handover) return refuse(std::move(handover.error()));
  auto records = Records::begin(agreed.end, {std::move(handover->reading), std::move(handover->writing),
                                             handover->reading_sequence, handover->writing_sequence});
  if (!records) return refuse(std::move(records.error()));
  auto taken = std::make_unique<Records>(*std::move(records));
  if (!handover->input.empty()) taken->receive(handover->input);
  if (handover->has_ended) taken->receive_end();
  return taken;
}

}  // namespace vidimus::detail
