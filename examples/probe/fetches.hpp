// SPDX-License-Identifier: Apache-2.0
// The fetches of a handshake, all at once, each with its time and a line on standard error as it ends.
#pragma once

#include "timeline.hpp"

#include <vidimus/core/fetch.hpp>
#include <vidimus/transport/fetch_queue.hpp>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

namespace probe {

/// Global addresses alone, as a channel has it where its type names no other fetcher.
using PublicFetcher = vidimus::HttpFetcher<>;
/// The company's own too, which the operator has to ask for.
using PrivateFetcher = vidimus::HttpFetcher<vidimus::HttpLimits{.loopback = vidimus::Access::allowed,
                                                                .private_use = vidimus::Access::allowed,
                                                                .link_local = vidimus::Access::allowed}>;

class Fetches {
 public:
  Fetches(Timeline& timeline, bool shows_progress) : timeline_{timeline}, shows_progress_{shows_progress} {}

  /// In the order of `wanted`.
  template <class Fetcher>
  auto perform(std::span<vidimus::FetchRequest const> wanted) -> std::vector<vidimus::FetchAnswer> {
    vidimus::FetchQueue<Fetcher> queue;
    std::vector<typename vidimus::FetchQueue<Fetcher>::Ticket> tickets;
    for (auto const& request : wanted) {
      tickets.push_back(queue.ask(request));
      progress("fetching " + request.url);
    }
    auto const start = Clock::now();
    std::vector<bool> is_told(tickets.size(), false);
    while (queue.pending() != 0) {
      queue.run(std::chrono::hours{1});
      for (std::size_t i = 0; i != tickets.size(); ++i)
        if (auto const* const answer = tickets[i].answer(); answer && !is_told[i])
          tell(*answer, start), is_told[i] = true;
    }
    std::vector<vidimus::FetchAnswer> answers;
    for (auto const& ticket : tickets) answers.push_back(*ticket.answer());
    return answers;
  }

 private:
  void tell(vidimus::FetchAnswer const& answer, Clock::time_point start) {
    auto const& url = answer.request.url;
    auto const why = answer.failure ? vidimus::explain(*answer.failure, url) : std::string{};
    auto const octets = std::to_string(answer.response.size()) + " octets";
    timeline_.add(Kind::fetch, answer.failure ? url : url + ": " + octets, start, why);
    progress(milliseconds_in_words(Clock::now() - start) + "  " + url + ": " + (why.empty() ? octets : why));
  }
  void progress(std::string const& line) const {
    if (shows_progress_) std::fprintf(stderr, "%s\n", line.c_str());
  }

  Timeline& timeline_;
  bool shows_progress_;
};

}  // namespace probe
