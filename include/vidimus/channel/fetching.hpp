// SPDX-License-Identifier: Apache-2.0
// The fetches that a handshake waits for. `connect` and `accept` perform them through the Fetcher of the channel's type; who
// drives handshakes himself can have those of many in one queue:
//
//   FetchQueue<> fetches;                                              // one a thread
//   PendingFetches pending{fetches};                                   // one a handshake
//   if (*step == HandshakeStep::wants_fetch) pending.ask(handshake);
//   fetches.run(…);                                                    // waits for all of them together
//   if (pending.deliver(handshake)) step = handshake.step();
#pragma once

#include <vidimus/core/fetcher.hpp>
#include <vidimus/core/role.hpp>
#include <vidimus/pipeline/policy_set.hpp>
#include <vidimus/transport/fetch_queue.hpp>
#include <vidimus/transport/http_fetcher.hpp>

#include <algorithm>
#include <chrono>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace vidimus {

/// The fetches of one handshake, in a queue that outlives this.
template <class Queue>
class PendingFetches {
 public:
  explicit PendingFetches(Queue& queue) : queue_{&queue} {}

  /// Asks for what the handshake wants.
  template <class Handshake>
  void ask(Handshake const& handshake) {
    tickets_.clear();
    for (auto const& request : handshake.wanted()) tickets_.push_back(queue_->ask(request));
  }
  /// Provides the handshake with the answers once all are here; false until then, and when nothing was asked.
  template <class Handshake>
  auto deliver(Handshake& handshake) -> bool {
    bool const is_whole = std::ranges::all_of(tickets_, [](auto const& ticket) { return ticket.answer() != nullptr; });
    if (tickets_.empty() || !is_whole) return false;
    for (auto const& ticket : tickets_) handshake.provide(*ticket.answer());
    tickets_.clear();
    return true;
  }

 private:
  Queue* queue_;
  std::vector<typename Queue::Ticket> tickets_;
};

namespace detail {

template <>
struct DefaultPolicy<role::fetcher> : std::type_identity<HttpFetcher<>> {};

/// A fetcher that is somebody else's.
template <SteppingFetcher F>
struct BorrowedFetcher {
  using role = vidimus::role::fetcher;
  F const* fetcher;
  [[nodiscard]] auto start(FetchRequest request) const { return fetcher->start(std::move(request)); }
  [[nodiscard]] auto fetch(FetchRequest const& request) const -> FetchAnswer { return fetcher->fetch(request); }
};

/// A Fetcher of the program's own may answer another question; then the policy has no answer.
[[nodiscard]] inline auto checked(FetchAnswer answer, FetchRequest const& request) -> FetchAnswer {
  if (answer.request.key == request.key) return answer;
  return unanswered(request, {Errc::fetch_failed, Mismatch{request.key, {std::move(answer.request.key)}}});
}

/// All at once where the fetcher can, else one after the other.
template <Fetcher F>
[[nodiscard]] auto fetch_all(F const& fetcher, std::span<FetchRequest const> wanted) -> std::vector<FetchAnswer> {
  std::vector<FetchAnswer> answers;
  if constexpr (SteppingFetcher<F>) {
    using Queue = FetchQueue<BorrowedFetcher<F>>;
    Queue queue{{&fetcher}};
    std::vector<typename Queue::Ticket> tickets;
    for (auto const& request : wanted) tickets.push_back(queue.ask(request));
    while (queue.pending() != 0) queue.run(std::chrono::hours{1});
    for (auto const& ticket : tickets) answers.push_back(*ticket.answer());
  } else {
    for (auto const& request : wanted) answers.push_back(checked(fetcher.fetch(request), request));
  }
  return answers;
}

}  // namespace detail

}  // namespace vidimus
