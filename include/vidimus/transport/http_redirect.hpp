// SPDX-License-Identifier: Apache-2.0
// What a response's status means for a fetch: an answer, another place to ask at, or neither.
#pragma once

#include <vidimus/core/fetch.hpp>
#include <vidimus/core/finding.hpp>
#include <vidimus/transport/http_limits.hpp>
#include <vidimus/transport/url.hpp>

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <utility>

namespace vidimus::detail {

[[nodiscard]] constexpr auto is_redirect(unsigned status) -> bool {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

[[nodiscard]] inline auto status_refused(unsigned status) -> Finding {
  return {Errc::http_status_refused, Mismatch{"200", {std::to_string(status)}}};
}

/// A response that sends the fetch elsewhere.
struct HttpRedirect {
  unsigned status;
  std::optional<std::string> const& location;
  unsigned followed;  ///< redirects before this one
};

/// Where a redirect leads, relative to the URL that it came from. RFC 9110, 15.4: only 307 and 308 keep a POST what it is;
/// as a GET it would ask another question. Errors: `redirect_refused`; as `Url::resolve`.
[[nodiscard]] inline auto target_of(HttpRedirect const& redirect, FetchRequest const& request, Url const& from,
                                    HttpLimits const& limits) -> tl::expected<Url, Finding> {
  auto const refused = [](Detail detail) { return tl::unexpected(Finding{Errc::redirect_refused, std::move(detail)}); };
  if (!request.body.empty() && redirect.status < 307)
    return refused(Note{std::to_string(redirect.status) + " would lose the body of the request"});
  if (!redirect.location) return refused(Note{"it says not where to"});
  if (redirect.followed >= limits.redirects)
    return refused(OverLimit{"redirects", limits.redirects, redirect.followed + 1});
  return from.resolve(*redirect.location).map_error([](Failure const& failure) { return failure.decisive(); });
}

}  // namespace vidimus::detail
