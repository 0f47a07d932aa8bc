// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/background_fetcher.hpp>
#include <vidimus/transport/fetch_queue.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

using namespace std::chrono_literals;
using namespace vidimus;

namespace {

/// Waits, without any bound, for `stuck`; answers everything else at once.
struct CanOnlyWait {
  using role = vidimus::role::fetcher;
  struct Gate {
    std::mutex mutex;
    std::condition_variable changed;
    bool is_open = false;
    void open() {
      std::lock_guard const lock{mutex};
      is_open = true;
      changed.notify_all();
    }
  };
  std::shared_ptr<Gate> gate = std::make_shared<Gate>();

  [[nodiscard]] auto fetch(FetchRequest const& request) const -> FetchAnswer {
    std::unique_lock lock{gate->mutex};
    if (request.url == "stuck") gate->changed.wait(lock, [this] { return gate->is_open; });
    return {request, Buffer(1, std::byte{'x'})};
  }
};

template <class Queue>
auto run_until(Queue& queue, typename Queue::Ticket const& ticket) -> FetchAnswer const& {
  for (int round = 0; round != 100 && !ticket.answer(); ++round) queue.run(1s);
  REQUIRE(ticket.answer());
  return *ticket.answer();
}

}  // namespace

TEST_CASE("a Fetcher that is stuck in the background delays nobody", "[transport]") {
  CanOnlyWait const waiting;
  FetchQueue queue{BackgroundFetcher{waiting}};
  auto const stuck = queue.ask({"1", "stuck"});
  auto const quick = queue.ask({"2", "quick"});
  CHECK(text_of(run_until(queue, quick).response) == "x");
  CHECK_FALSE(stuck.answer());
  waiting.gate->open();
  CHECK(run_until(queue, stuck).request.url == "stuck");
}

TEST_CASE("a fetch in the background can be given up", "[transport]") {
  CanOnlyWait const waiting;
  {
    FetchQueue queue{BackgroundFetcher{waiting}};
    auto ticket = std::optional{queue.ask({"1", "stuck"})};
    queue.run(20ms);
    ticket.reset();
    queue.step();
    CHECK(queue.pending() == 0);
  }
  waiting.gate->open();
}

TEST_CASE("a fetch in the background that is not done has no answer", "[transport]") {
  CanOnlyWait const waiting;
  auto fetch = BackgroundFetcher{waiting}.start({"1", "stuck"});
  CHECK(fetch.step() == FetchStep::wants_read);
  CHECK(fetch.descriptor() >= 0);
  auto const answer = std::move(fetch).finish();
  REQUIRE(answer.failure);
  CHECK(answer.failure->code == Errc::bad_argument);
  waiting.gate->open();
}

TEST_CASE("in the background or not, a Fetcher is the same policy", "[transport]") {
  STATIC_REQUIRE(SteppingFetcher<BackgroundFetcher<HttpFetcher<>>>);
  STATIC_REQUIRE(BackgroundFetcher<HttpFetcher<>>::speaks("http"));
  STATIC_REQUIRE_FALSE(BackgroundFetcher<HttpFetcher<>>::speaks("ldap"));
  CHECK(BackgroundFetcher<HttpFetcher<>>{}.describe() == HttpFetcher<>{}.describe());
  CHECK(BackgroundFetcher{CanOnlyWait{}}.fetch({"1", "quick"}).response.size() == 1);
}
