// SPDX-License-Identifier: Apache-2.0
// The record of an alert that the TLS library would have protected wrongly (RFC 8446, 6): under the keys that are in
// use, or in plaintext where none are.
//
//   struct { AlertLevel level; AlertDescription description; } Alert;
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/crypto/refusal.hpp>
#include <vidimus/record/seal_record.hpp>

#include <array>
#include <cstddef>

namespace vidimus {

/// Fatal, but for close_notify. Errors: as `seal_record`. Thread-safe.
[[nodiscard]] inline auto alert_record(Refusal const& refusal) -> Result<Buffer> {
  constexpr std::byte warning{1}, fatal{2};
  std::array const alert{refusal.alert == Alert::close_notify ? warning : fatal, static_cast<std::byte>(refusal.alert)};
  if (refusal.write_secret) return seal_record(*refusal.write_secret, refusal.sequence, ContentType::alert, alert);
  auto const header = detail::record_header(ContentType::alert, alert.size());
  Buffer record{header.begin(), header.end()};
  record.insert(record.end(), alert.begin(), alert.end());
  return record;
}

}  // namespace vidimus
