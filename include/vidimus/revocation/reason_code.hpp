// SPDX-License-Identifier: Apache-2.0
// Why a certificate was revoked: CRLReason (RFC 5280, 5.3.1). Its numbers are not those of `ReasonBit`.
#pragma once

#include <vidimus/core/config.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace vidimus {

/// RFC 5280, 5.3.1. 7 is not used.
enum class ReasonCode : std::uint8_t {
  unspecified = 0,
  key_compromise = 1,
  ca_compromise = 2,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  certificate_hold = 6,
  remove_from_crl = 8,
  privilege_withdrawn = 9,
  aa_compromise = 10,
};

/// The RFC's spelling: `keyCompromise`.
[[nodiscard]] constexpr auto name_of(ReasonCode reason) -> std::string_view {
  switch (reason) {
    case ReasonCode::unspecified: return "unspecified";
    case ReasonCode::key_compromise: return "keyCompromise";
    case ReasonCode::ca_compromise: return "cACompromise";
    case ReasonCode::affiliation_changed: return "affiliationChanged";
    case ReasonCode::superseded: return "superseded";
    case ReasonCode::cessation_of_operation: return "cessationOfOperation";
    case ReasonCode::certificate_hold: return "certificateHold";
    case ReasonCode::remove_from_crl: return "removeFromCRL";
    case ReasonCode::privilege_withdrawn: return "privilegeWithdrawn";
    case ReasonCode::aa_compromise: return "aACompromise";
  }
  return {};
}

/// The reason with this number; empty for 7 and from 11 on.
[[nodiscard]] constexpr auto to_reason_code(std::uint32_t number) -> std::optional<ReasonCode> {
  if (number > 10 || number == 7) return std::nullopt;
  return static_cast<ReasonCode>(number);
}

}  // namespace vidimus
