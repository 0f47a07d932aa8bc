// SPDX-License-Identifier: Apache-2.0
// What counts as stale, and for how long a stale answer may still be believed: options of the revocation checkers, in the
// type. Seconds.
#pragma once

#include <vidimus/core/config.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace vidimus {

namespace detail {
struct StaleOption {};
struct MaximumAgeOption {};
}  // namespace detail

/// After its nextUpdate an answer says nothing any more. The default.
struct RefuseStale {
  using option = detail::StaleOption;
  static constexpr std::chrono::seconds grace{0};
  [[nodiscard]] static auto describe() -> std::string { return {}; }
};

/// An answer is believed this long after its nextUpdate. When to use: where the authority is known to publish late, or
/// cannot be reached at times; a certificate that is revoked meanwhile is accepted for as long.
template <std::uint32_t Seconds>
struct GracePeriod {
  using option = detail::StaleOption;
  static constexpr std::chrono::seconds grace{Seconds};
  [[nodiscard]] static auto describe() -> std::string { return ", " + std::to_string(Seconds) + " s of grace"; }

  // the last, so that what is missing is not told as well
  static_assert(Seconds != 0, "vidimus: a grace period of no time is vidimus::RefuseStale");
};

/// However long it says that it is good for. The default.
struct AnyAge {
  using option = detail::MaximumAgeOption;
  static constexpr std::optional<std::chrono::seconds> maximum_age{};
  [[nodiscard]] static auto describe() -> std::string { return {}; }
};

/// An answer is stale this long after its thisUpdate, whatever its nextUpdate says; one without nextUpdate is good until
/// then. When to use: where the authority promises to publish this often.
template <std::uint32_t Seconds>
struct MaximumAge {
  using option = detail::MaximumAgeOption;
  static constexpr std::optional<std::chrono::seconds> maximum_age{std::chrono::seconds{Seconds}};
  [[nodiscard]] static auto describe() -> std::string { return ", at most " + std::to_string(Seconds) + " s old"; }

  static_assert(Seconds != 0, "vidimus: a maximum age of no time lets no answer through");
};

}  // namespace vidimus
