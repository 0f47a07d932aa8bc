// SPDX-License-Identifier: Apache-2.0
// Many fetches on one thread, none of which delays another. Equal ones are one while they are in flight.
//
//   FetchQueue<> fetches;
//   auto ticket = fetches.ask(request);                 // for each request that a handshake wants
//   while (!ticket.answer()) fetches.run(…);            // or poll fetches.waits() among descriptors of one's own, and step()
#pragma once

#include <vidimus/core/fetch.hpp>
#include <vidimus/transport/deadlines.hpp>
#include <vidimus/transport/http_fetcher.hpp>

#include <poll.h>
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace vidimus {

/// Used by one thread at a time, its tickets too.
template <SteppingFetcher F = HttpFetcher<>>
class FetchQueue {
  using Fetch = decltype(std::declval<F const&>().start(FetchRequest{}));

  struct Job {
    FetchRequest request;
    std::optional<Fetch> fetch{};
    FetchStep step = FetchStep::wants_read;
    std::optional<FetchAnswer> answer{};
  };

 public:
  /// Somebody's interest in a fetch. When nobody has any left, the fetch is given up.
  class Ticket {
   public:
    /// The answer, once there is one; stays this ticket's.
    [[nodiscard]] auto answer() const -> FetchAnswer const* { return job_->answer ? &*job_->answer : nullptr; }

   private:
    friend FetchQueue;
    explicit Ticket(std::shared_ptr<Job> job) : job_{std::move(job)} {}
    std::shared_ptr<Job> job_;
  };

  /// `most_at_once` connections; further fetches, and their time, begin when another has ended.
  explicit FetchQueue(F fetcher = {}, std::size_t most_at_once = 32)
      : fetcher_{std::move(fetcher)}, most_at_once_{std::max<std::size_t>(most_at_once, 1)} {}

  /// Asks for a fetch; with the key of one that has no answer yet, for that one.
  [[nodiscard]] auto ask(FetchRequest request) -> Ticket {
    auto const same = std::ranges::find_if(jobs_, [&](auto const& job) { return job->request.key == request.key; });
    if (same != jobs_.end()) return Ticket{*same};
    jobs_.push_back(std::make_shared<Job>(Job{std::move(request)}));
    return Ticket{jobs_.back()};
  }

  /// Goes on with each fetch as far as it can without waiting.
  void step() {
    std::erase_if(jobs_, [](auto const& job) { return job.use_count() == 1; });
    auto const count = (std::min)(jobs_.size(), most_at_once_);
    for (std::size_t i = 0; i != count; ++i) advance(*jobs_[i]);
    std::erase_if(jobs_, [](auto const& job) { return job->answer.has_value(); });
  }

  /// Steps, waits until a fetch can go on or `longest` has passed, and steps again.
  void run(std::chrono::milliseconds longest) {
    step();
    if (jobs_.empty()) return;
    auto descriptors = waits();
    auto const until = (std::min)(deadline(), detail::time_after(longest));
    ::poll(descriptors.data(), static_cast<::nfds_t>(descriptors.size()), detail::milliseconds_until(until));
    step();
  }

  /// What the fetches in flight wait for, after `step`.
  [[nodiscard]] auto waits() const -> std::vector<::pollfd> {
    std::vector<::pollfd> descriptors;
    for (auto const& job : jobs_)
      if (job->fetch) descriptors.push_back({job->fetch->descriptor(), detail::poll_events(job->step), 0});
    return descriptors;
  }
  /// When to step at the latest.
  [[nodiscard]] auto deadline() const -> detail::SteadyTime {
    auto earliest = (detail::SteadyTime::max)();
    for (std::size_t i = 0; i != (std::min)(jobs_.size(), most_at_once_); ++i) {
      if (!jobs_[i]->fetch) return std::chrono::steady_clock::now();  // it has its turn and did not begin yet
      earliest = (std::min)(earliest, jobs_[i]->fetch->deadline());
    }
    return earliest;
  }
  /// Fetches without an answer that somebody waits for.
  [[nodiscard]] auto pending() const -> std::size_t { return jobs_.size(); }

 private:
  void advance(Job& job) {
    if (!job.fetch) job.fetch.emplace(fetcher_.start(job.request));
    job.step = job.fetch->step();
    if (job.step == FetchStep::done) job.answer = std::move(*std::exchange(job.fetch, std::nullopt)).finish();
  }

  [[no_unique_address]] F fetcher_;
  std::size_t most_at_once_;
  std::vector<std::shared_ptr<Job>> jobs_;  ///< without an answer, in the order of asking
};

}  // namespace vidimus
