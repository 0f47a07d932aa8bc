// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/explain.hpp>
#include <vidimus/transport/fetch_queue.hpp>

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "http_server.hpp"

using namespace std::chrono_literals;
using vidimus::Access;
using vidimus::Errc;
using vidimus::FetchAnswer;
using vidimus::FetchRequest;
using vidimus::HttpFetcher;
using vidimus::HttpLimits;
using vidimus_test::HttpConversation;
using vidimus_test::HttpServer;

namespace {

using OnLoopback = HttpFetcher<HttpLimits{.total_milliseconds = 5000, .loopback = Access::allowed}>;
using Queue = vidimus::FetchQueue<OnLoopback>;

auto get(std::string const& url) -> FetchRequest { return {"GET " + url, url}; }

auto run_until(Queue& queue, Queue::Ticket const& ticket) -> FetchAnswer const& {
  for (int round = 0; round != 1000 && !ticket.answer(); ++round) queue.run(1s);
  REQUIRE(ticket.answer());
  return *ticket.answer();
}
auto body_of(FetchAnswer const& answer) -> std::string {
  if (answer.failure) FAIL(explain(*answer.failure));
  return std::string{vidimus::text_of(answer.response)};
}

/// Stalls at /stuck, tells others their path.
void stalls_or_tells(HttpConversation& client) {
  if (client.target() == "/stuck") return client.stall();
  client.answer("200 OK", client.target());
}

}  // namespace

TEST_CASE("a stuck server delays no other fetch on the thread", "[transport]") {
  HttpServer const server{stalls_or_tells};
  Queue queue;
  auto const stuck = queue.ask(get(server.url("/stuck")));
  queue.run(50ms);
  auto const other = queue.ask(get(server.url("/other")));
  auto const began = std::chrono::steady_clock::now();
  CHECK(body_of(run_until(queue, other)) == "/other");
  CHECK(std::chrono::steady_clock::now() - began < 4s);
  CHECK_FALSE(stuck.answer());
  CHECK(queue.pending() == 1);
}

TEST_CASE("a stuck server costs its own fetch alone", "[transport]") {
  HttpServer const server{stalls_or_tells};
  using Hasty = HttpFetcher<HttpLimits{.total_milliseconds = 200, .loopback = Access::allowed}>;
  vidimus::FetchQueue<Hasty> queue;
  auto const stuck = queue.ask(get(server.url("/stuck")));
  auto const other = queue.ask(get(server.url("/other")));
  while (!stuck.answer()) queue.run(1s);
  REQUIRE(stuck.answer()->failure);
  CHECK(stuck.answer()->failure->code == Errc::timed_out);
  REQUIRE(other.answer());
  CHECK(body_of(*other.answer()) == "/other");
  CHECK(queue.pending() == 0);
}

TEST_CASE("equal fetches in flight are one, and a later one is another", "[transport]") {
  std::atomic<int> count = 0;
  HttpServer const server{[&](HttpConversation& client) {
    client.rest(50ms);
    client.answer("200 OK", std::to_string(++count));
  }};
  Queue queue;
  auto first = std::optional{queue.ask(get(server.url()))};
  queue.step();
  auto const second = queue.ask({"GET " + server.url(), server.url(), {}, {}});
  CHECK(queue.pending() == 1);
  first.reset();  // the second still wants it
  CHECK(body_of(run_until(queue, second)) == "1");
  auto const third = queue.ask(get(server.url()));
  CHECK(body_of(run_until(queue, third)) == "2");
  CHECK(body_of(*second.answer()) == "1");
  CHECK(server.requests().size() == 2);
}

TEST_CASE("joined fetches get the request as it was sent", "[transport]") {
  HttpServer const server{[](HttpConversation& client) { client.answer("200 OK", client.body()); }};
  auto const with_nonce = [&](char nonce) {
    return FetchRequest{"OCSP", server.url(), "application/ocsp-request", vidimus::Buffer(1, std::byte(nonce))};
  };
  Queue queue;
  auto const first = queue.ask(with_nonce('1')), second = queue.ask(with_nonce('2'));
  CHECK(body_of(run_until(queue, second)) == "1");
  CHECK(vidimus::text_of(second.answer()->request.body) == "1");
  CHECK(first.answer() == second.answer());
}

TEST_CASE("a fetch that nobody wants any more is given up", "[transport]") {
  HttpServer const server{stalls_or_tells};
  Queue queue;
  {
    auto const stuck = queue.ask(get(server.url("/stuck")));
    queue.step();
    CHECK(queue.pending() == 1);
    CHECK(queue.waits().size() == 1);
  }
  queue.step();
  CHECK(queue.pending() == 0);
  CHECK(queue.waits().empty());
  queue.run(1h);  // returns at once: there is nothing to wait for
}

TEST_CASE("no more connections than allowed are open at once, and the rest follow", "[transport]") {
  std::atomic<int> open = 0, most = 0;
  HttpServer const server{[&](HttpConversation& client) {
    auto const now = ++open;
    for (auto seen = most.load(); seen < now && !most.compare_exchange_weak(seen, now);) {
    }
    client.rest(20ms);
    --open;
    client.answer("200 OK", client.target());
  }};
  Queue queue{{}, 2};
  std::vector<Queue::Ticket> tickets;
  for (int i = 0; i != 7; ++i) tickets.push_back(queue.ask(get(server.url('/' + std::to_string(i)))));
  queue.step();
  CHECK(queue.waits().size() == 2);
  CHECK(queue.deadline() > std::chrono::steady_clock::now());
  for (int i = 0; i != 7; ++i)
    CHECK(body_of(run_until(queue, tickets[static_cast<std::size_t>(i)])) == '/' + std::to_string(i));
  CHECK(most == 2);
}

TEST_CASE("a fetch that was just asked for is to be begun at once", "[transport]") {
  HttpServer const server{stalls_or_tells};
  Queue queue;
  CHECK(queue.deadline() == std::chrono::steady_clock::time_point::max());
  auto const asked = queue.ask(get(server.url("/stuck")));
  auto const due = queue.deadline();
  CHECK(due <= std::chrono::steady_clock::now());
  queue.step();
  CHECK(queue.deadline() > std::chrono::steady_clock::now() + 1s);
}

TEST_CASE("fetches that fail at once are answered too", "[transport]") {
  Queue queue;
  auto const asked = queue.ask(get("https://ca.example/"));
  queue.step();
  REQUIRE(asked.answer());
  REQUIRE(asked.answer()->failure);
  CHECK(asked.answer()->failure->code == Errc::url_refused);
}
