// SPDX-License-Identifier: Apache-2.0
// The Fetcher that a channel has where its type names none: plain http, within limits that are part of its type. An OCSP
// response and a CRL are signed, so nothing is lost by the missing TLS but who asks about whom.
#pragma once

#include <vidimus/core/fetcher.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/transport/http_fetch.hpp>
#include <vidimus/transport/http_limits.hpp>
#include <vidimus/transport/socket.hpp>

#include <poll.h>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

/// A Fetcher that can do without waiting: `start` gives a fetch that is driven by steps.
template <class P>
concept SteppingFetcher = Fetcher<P> && requires(P const& fetcher, FetchRequest request) {
  { fetcher.start(std::move(request)).step() } -> std::same_as<FetchStep>;
  { fetcher.start(std::move(request)).descriptor() } -> std::same_as<int>;
  { fetcher.start(std::move(request)).finish() } -> std::same_as<FetchAnswer>;
};

namespace detail {

[[nodiscard]] constexpr auto poll_events(FetchStep step) -> short {
  return step == FetchStep::wants_write ? POLLOUT : POLLIN;
}

/// Drives one fetch to its end, waiting. It ends: every fetch has a deadline.
template <class Fetch>
[[nodiscard]] auto complete_fetch(Fetch fetch) -> FetchAnswer {
  for (auto step = fetch.step(); step != FetchStep::done; step = fetch.step())
    (void)wait_for(fetch.descriptor(), poll_events(step), fetch.deadline());
  return std::move(fetch).finish();
}

/// What limits permit, for descriptions.
[[nodiscard]] inline auto in_words(HttpLimits const& limits) -> std::string {
  std::string text = "at most " + std::to_string(limits.total_milliseconds) + " ms, " +
                     std::to_string(limits.body_octets) + " octets and " + std::to_string(limits.redirects) +
                     " redirects";
  for (auto const kind : {AddressKind::loopback, AddressKind::private_use, AddressKind::link_local})
    if (limits.permits(kind)) text += "; also from " + std::string{name_of(kind)};
  return text;
}

}  // namespace detail

/// Fetches by http alone, over TCP to global addresses and to such as its limits name. Answers are bodies of status 200;
/// failures have the URL as their subject:
///
/// * `url_malformed`, `url_refused`, `bad_argument`: nothing was asked;
/// * `name_resolution_failed`, `address_refused`, `connect_failed`, `timed_out`, `connection_lost`: nobody answered;
/// * `http_response_malformed`, `http_response_incomplete`, `response_too_large`, `http_status_refused`,
///   `redirect_refused`: the answer is none.
///
/// Thread-safe, and empty.
template <HttpLimits Limits = HttpLimits{}>
struct HttpFetcher {
  using role = vidimus::role::fetcher;
  static constexpr HttpLimits limits = Limits;
  static_assert(Limits.are_usable(),
                "vidimus: an HttpFetcher whose time, octets or addresses are limited to 0 can fetch nothing");

  [[nodiscard]] static constexpr auto speaks(std::string_view scheme) -> bool { return scheme == "http"; }

  /// A fetch that does not wait. Its time begins now.
  [[nodiscard]] auto start(FetchRequest request) const -> HttpFetch { return HttpFetch{std::move(request), Limits}; }
  /// Waits for the answer.
  [[nodiscard]] auto fetch(FetchRequest const& request) const -> FetchAnswer {
    return detail::complete_fetch(start(request));
  }

  [[nodiscard]] auto describe() const -> std::string { return "http: " + detail::in_words(Limits); }
};
static_assert(SteppingFetcher<HttpFetcher<>>);

}  // namespace vidimus
