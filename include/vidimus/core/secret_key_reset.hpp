// SPDX-License-Identifier: Apache-2.0
// When a channel takes new session keys: a policy. It is IBM MQ's secret key reset (SSLRKEYC): "bytes sent and received".
// Under TLS 1.3 the keys are updated in place (RFC 8446, 4.6.3). Under TLS 1.2 they cannot be: the channel ends with
// `secret_key_reset_due` and close_notify, and the program connects again; a type that may negotiate TLS 1.2 says so by
// `ReconnectUnderTls12`.
//
//   SecretKeyReset<Bytes<64 << 20>, Every<3600>>      SecretKeyReset<Bytes<64 << 20>, ReconnectUnderTls12>
#pragma once

#include <vidimus/core/key_limits.hpp>
#include <vidimus/core/role.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>

namespace vidimus {

/// Application data of both directions since the last reset. IBM MQ raises anything below 32 KB to that; here it does not
/// compile.
template <std::uint64_t Octets>
struct Bytes {
  static constexpr void limit(KeyLimits& limits) {
    static_assert(Octets >= 32768, "vidimus: a secret key reset needs at least 32 KB between two (IBM MQ, SSLRKEYC)");
    limits.octets = Octets;
  }
};

/// Records of one direction.
template <std::uint64_t Count>
struct Records {
  static constexpr void limit(KeyLimits& limits) {
    static_assert(Count >= 2, "vidimus: a secret key reset needs at least two records between two");
    limits.records = Count;
  }
};

/// Seconds since the keys came into use, looked at when something is written.
template <std::int64_t Seconds>
struct Every {
  static constexpr void limit(KeyLimits& limits) {
    static_assert(Seconds >= 1, "vidimus: a secret key reset needs at least a second between two");
    limits.age = std::chrono::seconds{Seconds};
  }
};

/// Accepts that TLS 1.2 has no key update: its channels end when the reset is due.
struct ReconnectUnderTls12 {
  static constexpr void limit(KeyLimits&) {}
};

/// Beside these limits, keys are always renewed before their AEAD's (RFC 8446, 5.5).
template <class P>
concept SecretKeyResetPolicy = HasRole<P, role::secret_key_reset> && requires {
  { P::limits() } -> std::same_as<KeyLimits>;
  { P::reconnects_under_tls12 } -> std::convertible_to<bool>;
};

/// The policy, of the limits above; without one, keys are renewed only before an algorithm's own limit.
template <class... Limits>
struct SecretKeyReset {
  using role = vidimus::role::secret_key_reset;
  static constexpr bool reconnects_under_tls12 = (std::same_as<Limits, ReconnectUnderTls12> || ...);
  [[nodiscard]] static constexpr auto limits() -> KeyLimits {
    static_assert(sizeof...(Limits) != 0, "vidimus: SecretKeyReset needs Bytes<…>, Records<…> or Every<…>");
    KeyLimits all;
    (Limits::limit(all), ...);
    return all;
  }
};

/// The default: keys are renewed only before their AEAD's limits.
struct NoSecretKeyReset {
  using role = vidimus::role::secret_key_reset;
  static constexpr bool reconnects_under_tls12 = true;  // there is nothing to reset
  [[nodiscard]] static constexpr auto limits() -> KeyLimits { return {}; }
};

}  // namespace vidimus
