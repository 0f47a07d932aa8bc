// SPDX-License-Identifier: Apache-2.0
// A Fetcher that can only wait, as one that a queue of fetches can have: each of its fetches is made in the background.
#pragma once

#include <vidimus/core/description.hpp>
#include <vidimus/core/fetcher.hpp>
#include <vidimus/transport/background.hpp>
#include <vidimus/transport/deadlines.hpp>
#include <vidimus/transport/http_fetcher.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vidimus {

/// One fetch in the background. Given up, it goes on to its own end, and its answer is nobody's.
template <Fetcher F>
class BackgroundFetch {
 public:
  BackgroundFetch(F const& fetcher, FetchRequest request) : request_{std::move(request)} {
    errand_ = std::make_shared<Errand>([fetcher, asked = request_] { return fetcher.fetch(asked); });
    if (auto const error = detail::Crew::of_process<F>()->send(errand_))
      answer_ = detail::unanswered(request_, {Errc::fetch_failed, Underlying{"beginning the fetch", error}});
  }

  [[nodiscard]] auto step() -> FetchStep {
    if (!answer_) answer_ = errand_->take();
    return answer_ ? FetchStep::done : FetchStep::wants_read;
  }
  [[nodiscard]] auto descriptor() const -> int { return answer_ ? -1 : errand_->descriptor(); }
  /// None: the Fetcher's own time bounds it.
  [[nodiscard]] auto deadline() const -> detail::SteadyTime { return (detail::SteadyTime::max)(); }
  /// The answer; before it is done, one that says so (`bad_argument`).
  [[nodiscard]] auto finish() && -> FetchAnswer {
    if (!answer_) return detail::unanswered(std::move(request_), {Errc::bad_argument, Note{"the fetch is not done"}});
    return *std::move(answer_);
  }

 private:
  using Errand = detail::ErrandFor<FetchAnswer>;
  FetchRequest request_;
  std::shared_ptr<Errand> errand_;
  std::optional<FetchAnswer> answer_;
};

/// `BackgroundFetcher<LdapFetcher<>>` in a `FetchQueue`: at most eight of its fetches are made at once in a process.
template <Fetcher F>
  requires std::copy_constructible<F>
class BackgroundFetcher {
 public:
  using role = vidimus::role::fetcher;

  constexpr BackgroundFetcher() = default;
  explicit constexpr BackgroundFetcher(F inner) : inner_{std::move(inner)} {}

  [[nodiscard]] static constexpr auto speaks(std::string_view scheme) -> bool
    requires requires { F::speaks(scheme); }
  {
    return F::speaks(scheme);
  }
  [[nodiscard]] auto start(FetchRequest request) const -> BackgroundFetch<F> { return {inner_, std::move(request)}; }
  [[nodiscard]] auto fetch(FetchRequest const& request) const -> FetchAnswer { return inner_.fetch(request); }
  [[nodiscard]] auto describe() const -> std::string {
    return detail::description_of(inner_, "fetched in the background");
  }

 private:
  [[no_unique_address]] F inner_{};
};

}  // namespace vidimus
