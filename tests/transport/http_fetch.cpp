// SPDX-License-Identifier: Apache-2.0
// One fetch step by step: what is asked of the network, in which order, and what becomes of each call that fails.
#include <vidimus/core/explain.hpp>
#include <vidimus/transport/http_fetch.hpp>
#include <vidimus/transport/http_fetcher.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <set>
#include <string>
#include <type_traits>

#include "http_server.hpp"
#include "scripted_network.hpp"

using namespace std::chrono_literals;
using vidimus::Access;
using vidimus::Errc;
using vidimus::FetchAnswer;
using vidimus::FetchStep;
using vidimus::HttpFetch;
using vidimus::HttpLimits;
using vidimus_test::HttpConversation;
using vidimus_test::HttpServer;
using vidimus_test::ScriptedNetwork;

namespace {

using State = ScriptedNetwork::State;
using Fetch = vidimus::detail::BasicHttpFetch<ScriptedNetwork>;

auto fetch(std::shared_ptr<State> const& state, std::string const& url, HttpLimits const& limits = {}) -> FetchAnswer {
  return vidimus::detail::complete_fetch(Fetch{{"GET " + url, url}, limits, ScriptedNetwork{state}});
}

auto in_order(std::vector<std::string> texts) -> std::vector<std::string> { return texts; }

}  // namespace

TEST_CASE("a connection is made to an address that passed, whatever the name means next", "[transport]") {
  HttpServer const server{[](auto& client) { client.answer("200 OK", "a"); }};
  auto const state = std::make_shared<State>(State{server.port()});
  state->names["ca.example"] = {{"8.8.8.8"}, {"127.0.0.1"}};
  auto const first = fetch(state, "http://ca.example/");
  REQUIRE_FALSE(first.failure);
  CHECK(state->looked_up == in_order({"ca.example"}));
  CHECK(state->connected == in_order({"8.8.8.8:80"}));
  auto const second = fetch(state, "http://ca.example/");
  REQUIRE(second.failure);
  CHECK(second.failure->code == Errc::address_refused);
  CHECK(explain(*second.failure).find("127.0.0.1:80 (a loopback address)") != std::string::npos);
  CHECK(state->connected.size() == 1);
}

TEST_CASE("a redirect to the same name is looked up and checked again", "[transport]") {
  HttpServer const server{[](auto& client) { client.redirect("302 Found", "/b"); }};
  auto const state = std::make_shared<State>(State{server.port()});
  state->names["ca.example"] = {{"8.8.8.8"}, {"169.254.169.254"}};
  auto const answer = fetch(state, "http://ca.example/a");
  REQUIRE(answer.failure);
  CHECK(answer.failure->code == Errc::address_refused);
  CHECK(answer.failure->subject == "http://ca.example/b");
  CHECK(state->connected == in_order({"8.8.8.8:80"}));
}

TEST_CASE("of a host's addresses only those that may be connected to are, and only so many", "[transport]") {
  auto const state = std::make_shared<State>();
  {
    HttpServer const server{[](auto&) {}};
    state->server_port = server.port();
  }  // where nobody listens any more
  state->names["ca.example"] = {
      {"10.0.0.1", "8.8.8.1", "::1", "2a00::1", "8.8.8.2", "127.0.0.1", "8.8.8.3", "8.8.8.4", "8.8.8.5"}};
  auto const answer = fetch(state, "http://ca.example:8080/");
  REQUIRE(answer.failure);
  CHECK(answer.failure->code == Errc::connect_failed);
  CHECK(state->connected == in_order({"8.8.8.1:8080", "[2a00::1]:8080", "8.8.8.2:8080", "8.8.8.3:8080"}));
}

TEST_CASE("after an address that refuses the next is tried", "[transport]") {
  HttpServer const server{[](auto& client) { client.answer("200 OK", "a"); }};
  auto const state = std::make_shared<State>(State{server.port()});
  state->names["ca.example"] = {{"8.8.8.1", "8.8.8.2"}};
  state->fails_at = 2;  // the first connection
  auto const answer = fetch(state, "http://ca.example/");
  CHECK_FALSE(answer.failure);
  CHECK(state->connected == in_order({"8.8.8.1:80", "8.8.8.2:80"}));
}

TEST_CASE("whichever call fails, the answer says so", "[transport]") {
  HttpServer const server{[](HttpConversation& client) {
    if (client.target() == "/a") return client.redirect("302 Found", "/b");
    client.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
    client.rest(5ms);
    client.send("body");
  }};
  std::set<Errc> seen;
  std::size_t n = 1;
  for (bool has_failed = true; has_failed && n != 200; ++n) {
    auto const state = std::make_shared<State>(State{server.port()});
    state->names["ca.example"] = {{"8.8.8.8"}};
    state->fails_at = n;
    auto const answer = fetch(state, "http://ca.example/a");
    has_failed = state->calls >= n;
    INFO("call " << n << " of " << state->calls);
    CHECK(answer.failure.has_value() == has_failed);
    CHECK((answer.failure ? "" : "body") == vidimus::text_of(answer.response));
    if (answer.failure) seen.insert(answer.failure->code);
  }
  CHECK(n > 10);
  CHECK(n != 200);
  CHECK(seen == std::set{Errc::name_resolution_failed, Errc::connect_failed, Errc::connection_lost});
}

TEST_CASE("a fetch never waits, and says what it waits for and until when", "[transport]") {
  HttpServer const server{[](auto& client) { client.stall(); }};
  constexpr HttpLimits limits{.total_milliseconds = 300, .connect_milliseconds = 200, .loopback = Access::allowed};
  auto const began = std::chrono::steady_clock::now();
  HttpFetch waiting{{"key", server.url()}, limits};
  std::size_t steps = 0;
  auto step = waiting.step();
  for (; step != FetchStep::done; step = waiting.step(), ++steps) {
    REQUIRE(waiting.descriptor() >= 0);
    REQUIRE(waiting.deadline() <= began + 400ms);
    (void)vidimus::detail::wait_for(waiting.descriptor(), vidimus::detail::poll_events(step), waiting.deadline());
  }
  CHECK(steps < 10);  // each step had a reason
  CHECK(waiting.descriptor() == -1);
  CHECK(waiting.step() == FetchStep::done);
  auto const answer = std::move(waiting).finish();
  REQUIRE(answer.failure);
  CHECK(answer.failure->code == Errc::timed_out);
}

TEST_CASE("the answer of a fetch that is not done is none", "[transport]") {
  HttpServer const server{[](auto& client) { client.stall(); }};
  HttpFetch begun{{"key", server.url()}, HttpLimits{.loopback = Access::allowed}};
  CHECK(begun.step() != FetchStep::done);
  auto const answer = std::move(begun).finish();
  REQUIRE(answer.failure);
  CHECK(answer.failure->code == Errc::bad_argument);
}

TEST_CASE("a fetch that is given up in any phase leaves nothing behind", "[transport]") {
  HttpServer const server{[](auto& client) { client.drip("HTTP/1.1 200 OK\r\n\r\nabc", 1ms); }};
  for (std::size_t steps = 0; steps != 12; ++steps) {
    HttpFetch begun{{"key", "http://localhost:" + std::to_string(server.port())}, {.loopback = Access::allowed}};
    for (std::size_t i = 0; i != steps && begun.step() != FetchStep::done; ++i)
      (void)vidimus::detail::wait_for(begun.descriptor(), POLLIN, vidimus::detail::time_after(5ms));
    auto const moved = std::move(begun);
  }
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<HttpFetch>);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<HttpFetch>);
}

TEST_CASE("a URL of a failure is shown in a bounded length", "[transport]") {
  auto const answer = fetch(std::make_shared<State>(), "http://ca.example/" + std::string(5000, 'x'));
  REQUIRE(answer.failure);
  CHECK(answer.failure->subject.size() < 400);
}
