// SPDX-License-Identifier: Apache-2.0
// Who fetches what the policies of a channel want. A policy too, so that a channel's type says what it may reach.
#pragma once

#include <vidimus/core/fetch.hpp>
#include <vidimus/core/role.hpp>

#include <concepts>

namespace vidimus {

/// Performs one fetch: it waits, in bounded time, and never throws for what the network or the other side does. Where there
/// is no answer, `failure` says why. `fetch` is const and is called from several threads.
template <class P>
concept Fetcher = HasRole<P, role::fetcher> && requires(P const& fetcher, FetchRequest const& request) {
  { fetcher.fetch(request) } -> std::same_as<FetchAnswer>;
};

namespace detail {

/// An answer that is none.
[[nodiscard]] inline auto unanswered(FetchRequest request, Finding failure) -> FetchAnswer {
  return {std::move(request), {}, std::move(failure)};
}

}  // namespace detail

}  // namespace vidimus
