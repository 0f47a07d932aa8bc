// SPDX-License-Identifier: Apache-2.0
// Redirects: each leads through the same gate again.
#include <vidimus/core/explain.hpp>
#include <vidimus/transport/http_fetcher.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

#include "http_server.hpp"

using namespace std::chrono_literals;
using vidimus::Access;
using vidimus::Buffer;
using vidimus::Errc;
using vidimus::FetchAnswer;
using vidimus::HttpFetcher;
using vidimus::HttpLimits;
using vidimus_test::HttpConversation;
using vidimus_test::HttpServer;

namespace {

using OnLoopback =
    HttpFetcher<HttpLimits{.total_milliseconds = 2000, .connect_milliseconds = 300, .loopback = Access::allowed}>;

auto fetch(std::string const& url, std::string_view body = {}) -> FetchAnswer {
  auto const bytes = vidimus::bytes_of(body);
  return OnLoopback{}.fetch({"key", url, body.empty() ? "" : "a/b", Buffer{bytes.begin(), bytes.end()}});
}

/// From /a to wherever; everywhere else the request is told back.
auto server_that_sends(std::string const& status, std::string const& location) -> HttpServer::Script {
  return [=](HttpConversation& client) {
    if (client.target() == "/a") return client.redirect(status, location);
    client.answer("200 OK", client.asked() + ' ' + client.body());
  };
}

auto sent(std::string const& status, std::string const& location, std::string_view body = {}) -> FetchAnswer {
  HttpServer const server{server_that_sends(status, location)};
  return fetch(server.url("/a"), body);
}

auto failure_of(FetchAnswer const& answer) -> Errc {
  REQUIRE(answer.failure);
  INFO(explain(*answer.failure));
  CHECK(answer.response.empty());
  return answer.failure->code;
}

}  // namespace

TEST_CASE("a GET follows every redirect", "[transport]") {
  for (std::string const status : {"301 M", "302 F", "303 S", "307 T", "308 P"}) {
    INFO(status);
    auto const answer = sent(status, "/b?c");
    REQUIRE_FALSE(answer.failure);
    CHECK(vidimus::text_of(answer.response) == "GET /b?c ");
    CHECK(answer.request.url.ends_with("/a"));
  }
}

TEST_CASE("a POST stays one, or is not sent on", "[transport]") {
  for (std::string const status : {"307 T", "308 P"}) {
    auto const answer = sent(status, "/b", "question");
    REQUIRE_FALSE(answer.failure);
    CHECK(vidimus::text_of(answer.response) == "POST /b question");
  }
  for (std::string const status : {"301 M", "302 F", "303 S"}) {
    INFO(status);
    auto const answer = sent(status, "/b", "question");
    CHECK(failure_of(answer) == Errc::redirect_refused);
    CHECK(explain(*answer.failure).find(status.substr(0, 3) + " would lose the body") != std::string::npos);
  }
}

TEST_CASE("a redirect may lead to another server", "[transport]") {
  HttpServer const there{[](auto& client) { client.answer("200 OK", "there"); }};
  auto const answer = sent("302 Found", there.url("/x"));
  REQUIRE_FALSE(answer.failure);
  CHECK(vidimus::text_of(answer.response) == "there");
  CHECK(there.requests().front().find("Host: 127.0.0.1:" + std::to_string(there.port()) + "\r\n") != std::string::npos);
}

TEST_CASE("a redirect leads nowhere that a URL may not", "[transport]") {
  CHECK(failure_of(sent("302 Found", "https://127.0.0.1/")) == Errc::url_refused);
  CHECK(failure_of(sent("302 Found", "ldap://127.0.0.1/")) == Errc::url_refused);
  CHECK(failure_of(sent("302 Found", "file://localhost/etc/passwd")) == Errc::url_refused);
  CHECK(failure_of(sent("302 Found", "http://user@127.0.0.1/")) == Errc::url_refused);
  CHECK(failure_of(sent("302 Found", "http://10.0.0.1/")) == Errc::address_refused);
  CHECK(failure_of(sent("302 Found", "//169.254.169.254/latest/meta-data")) == Errc::address_refused);
  CHECK(failure_of(sent("302 Found", "http://[fe80::1]/")) == Errc::address_refused);
  CHECK(failure_of(sent("302 Found", "http://2130706433/")) == Errc::url_malformed);
  CHECK(failure_of(sent("302 Found", "/b c")) == Errc::url_malformed);
  auto const answer = sent("302 Found", "http://10.0.0.1/b");
  REQUIRE(answer.failure);
  CHECK(answer.failure->subject == "http://10.0.0.1/b");
}

TEST_CASE("a redirect that says not where to is refused", "[transport]") {
  HttpServer const server{[](auto& client) { client.answer("302 Found", ""); }};
  CHECK(failure_of(fetch(server.url("/a"))) == Errc::redirect_refused);
}

TEST_CASE("redirects are counted", "[transport]") {
  HttpServer const server{[](HttpConversation& client) {
    auto const left = std::stoi(client.target().substr(1));
    if (left == 0) return client.answer("200 OK", "arrived");
    client.redirect("302 Found", std::to_string(left - 1));
  }};
  CHECK_FALSE(fetch(server.url("/3")).failure);
  auto const answer = fetch(server.url("/4"));
  CHECK(failure_of(answer) == Errc::redirect_refused);
  CHECK(explain(*answer.failure).find("redirects: at most 3, presented 4") != std::string::npos);
  using Stays = HttpFetcher<HttpLimits{.redirects = 0, .loopback = Access::allowed}>;
  CHECK(failure_of(Stays{}.fetch({"key", server.url("/1")})) == Errc::redirect_refused);
  CHECK_FALSE(Stays{}.fetch({"key", server.url("/0")}).failure);
}

TEST_CASE("redirects do not buy time", "[transport]") {
  HttpServer const server{[](HttpConversation& client) {
    client.rest(400ms);
    client.redirect("302 Found", "/a");
  }};
  using Slow = HttpFetcher<HttpLimits{.total_milliseconds = 1000, .redirects = 1000, .loopback = Access::allowed}>;
  auto const began = std::chrono::steady_clock::now();
  CHECK(failure_of(Slow{}.fetch({"key", server.url("/a")})) == Errc::timed_out);
  CHECK(std::chrono::steady_clock::now() - began < 10s);
  CHECK(server.requests().size() <= 3);
}
