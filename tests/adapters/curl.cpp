// SPDX-License-Identifier: Apache-2.0
// libcurl carries, we decide: the same refusals as the built-in fetcher has, against the test's own server.
#include <vidimus/adapters/curl.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/transport/background_fetcher.hpp>
#include <vidimus/transport/fetch_queue.hpp>
#include <vidimus/transport/first_fetcher.hpp>

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

#include "http_server.hpp"

using namespace std::chrono_literals;
using namespace vidimus;
using vidimus_test::HttpConversation;
using vidimus_test::HttpServer;

namespace {

constexpr HttpLimits on_loopback{.loopback = Access::allowed};
constexpr HttpLimits hasty{.total_milliseconds = 400, .connect_milliseconds = 200, .loopback = Access::allowed};
constexpr HttpLimits small{.body_octets = 1000, .loopback = Access::allowed};

template <HttpLimits Limits = on_loopback>
auto fetch(std::string const& url, std::string_view body = {}, std::string type = "a/b") -> FetchAnswer {
  auto const bytes = bytes_of(body);
  return CurlFetcher<Limits>{}.fetch({"key", url, body.empty() ? "" : type, Buffer{bytes.begin(), bytes.end()}});
}
auto body_of(FetchAnswer const& answer) -> std::string {
  if (answer.failure) FAIL(explain(*answer.failure));
  return std::string{text_of(answer.response)};
}
auto failure_of(FetchAnswer const& answer) -> Errc {
  REQUIRE(answer.failure);
  INFO(explain(*answer.failure));
  CHECK(answer.response.empty());
  CHECK_FALSE(answer.failure->subject.empty());
  return answer.failure->code;
}
template <HttpLimits Limits = on_loopback>
auto answered(HttpServer::Script script) -> FetchAnswer {
  HttpServer const server{std::move(script)};
  return fetch<Limits>(server.url("/a"));
}
template <HttpLimits Limits = on_loopback>
auto sent(std::string const& text) -> FetchAnswer {
  return answered<Limits>([&](auto& client) { client.send(text); });
}

/// Sets a variable of the environment for as long as it lives.
class Environment {
 public:
  Environment(char const* name, std::string const& value) : name_{name} { ::setenv(name, value.c_str(), 1); }
  Environment(Environment const&) = delete;
  auto operator=(Environment const&) -> Environment& = delete;
  ~Environment() { ::unsetenv(name_); }

 private:
  char const* name_;
};

}  // namespace

TEST_CASE("libcurl gets and posts", "[adapters]") {
  HttpServer const server{[](HttpConversation& client) { client.answer("200 OK", client.asked() + client.body()); }};
  CHECK(body_of(fetch(server.url("/a/../b?c"))) == "GET /a/../b?c");
  CHECK(body_of(fetch(server.url("/a"), "question")) == "POST /aquestion");
  auto const get = server.requests()[0], post = server.requests()[1];
  CHECK(get.find("\r\nConnection: close\r\n") != std::string::npos);
  CHECK(get.find("\r\nAccept-Encoding: identity\r\n") != std::string::npos);
  CHECK(post.find("\r\nContent-Type: a/b\r\n") != std::string::npos);
  CHECK(post.find("Expect") == std::string::npos);
  CHECK(body_of(fetch("http://localhost:" + std::to_string(server.port()) + "/x")) == "GET /x");
}

TEST_CASE("libcurl: a large body goes both ways, with octets of every kind", "[adapters]") {
  std::string large(2'000'000, 'x');
  for (std::size_t i = 0; i != large.size(); ++i) large[i] = static_cast<char>(i * 31 >> 3U);
  HttpServer const server{[](HttpConversation& client) { client.answer("200 OK", client.body()); }};
  CHECK(body_of(fetch(server.url(), large)) == large);
}

TEST_CASE("libcurl: bodies come by length, in chunks and up to the end", "[adapters]") {
  CHECK(body_of(sent("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab")) == "ab");
  CHECK(body_of(sent("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).empty());
  CHECK(body_of(sent("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\nX: y\r\n\r\n")) ==
        "ab");
  CHECK(body_of(sent("HTTP/1.0 200 OK\r\n\r\nab")) == "ab");
  CHECK(body_of(sent("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nab")) == "ab");
  CHECK(body_of(answered([](auto& client) {
          client.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n");
          client.stall();
        })) == "ab");
  CHECK(body_of(answered([](auto& client) {
          client.answer("200 OK", "ab");
          client.stall();
        })) == "ab");
}

TEST_CASE("libcurl: what is no answer is refused as by the built-in fetcher", "[adapters]") {
  CHECK(failure_of(sent("HTTP/1.1 404 None\r\nContent-Length: 2\r\n\r\nab")) == Errc::http_status_refused);
  CHECK(failure_of(sent("HTTP/1.1 204 None\r\n\r\n")) == Errc::http_status_refused);
  CHECK(failure_of(sent("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab")) == Errc::http_response_incomplete);
  CHECK(failure_of(sent("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na")) ==
        Errc::http_response_incomplete);
  CHECK(failure_of(sent("")) == Errc::http_response_incomplete);
  CHECK(failure_of(sent("HTTP/1.1 200 OK\r\nX: y\r\n")) == Errc::http_response_incomplete);
  CHECK(failure_of(sent("HTTP/1.1 200 OK\nContent-Length: 2\n\nab")) == Errc::http_response_malformed);
  CHECK(failure_of(sent("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nab")) == Errc::http_response_malformed);
  CHECK(failure_of(sent("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) ==
        Errc::http_response_malformed);
  CHECK(failure_of(sent("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab")) ==
        Errc::http_response_malformed);
  CHECK(failure_of(sent("220 ready\r\n\r\n")) == Errc::http_response_malformed);
  CHECK(failure_of(answered([](auto& client) { client.reset(); })) == Errc::connection_lost);
}

TEST_CASE("libcurl: headers and bodies are bounded", "[adapters]") {
  CHECK(failure_of(sent("HTTP/1.1 200 OK\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n")) == Errc::response_too_large);
  std::string fields;
  for (int i = 0; i != 101; ++i) fields += "X: y\r\n";
  CHECK(failure_of(sent("HTTP/1.1 200 OK\r\n" + fields + "\r\n")) == Errc::response_too_large);
  std::string const large(1001, 'x');
  CHECK(failure_of(sent<small>("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + large)) == Errc::response_too_large);
  CHECK(failure_of(sent<small>("HTTP/1.1 200 OK\r\n\r\n" + large)) == Errc::response_too_large);
  CHECK(failure_of(sent<small>("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + large)) ==
        Errc::response_too_large);
}

TEST_CASE("libcurl: a server that stalls or drips has its time and no more", "[adapters]") {
  auto const began = std::chrono::steady_clock::now();
  CHECK(failure_of(answered<hasty>([](auto& client) { client.stall(); })) == Errc::timed_out);
  CHECK(failure_of(answered<hasty>([](auto& client) {
          client.drip("HTTP/1.1 200 OK\r\n\r\n" + std::string(500, 'x'), 20ms);
        })) == Errc::timed_out);
  CHECK(std::chrono::steady_clock::now() - began < 10s);
}

TEST_CASE("libcurl: a port where nobody listens, and a name that nobody has", "[adapters]") {
  std::string url;
  {
    HttpServer const server{[](auto&) {}};
    url = server.url();
  }
  CHECK(failure_of(fetch(url)) == Errc::connect_failed);
  // a label has at most 63 characters: nobody needs to be asked
  CurlFetcher<hasty, CurlRoute::proxy> const lost{{.proxy = "http://" + std::string(80, 'a') + ":1"}};
  CHECK(failure_of(lost.fetch({"key", "http://ca.example/"})) == Errc::name_resolution_failed);
}

TEST_CASE("libcurl: only http and https, and no user information", "[adapters]") {
  for (std::string const url : {"ftp://127.0.0.1/", "file://localhost/etc/passwd", "ldap://127.0.0.1/",
                                "gopher://127.0.0.1/", "http://user@127.0.0.1/", "dict://127.0.0.1:11211/stat"}) {
    INFO(url);
    CHECK(failure_of(fetch(url)) == Errc::url_refused);
  }
  CHECK(failure_of(fetch("http:///a")) == Errc::url_malformed);
  HttpServer const server{[](auto& client) { client.answer("200 OK", "a"); }};
  CHECK(failure_of(fetch(server.url(), "b", "a\r\nX: y")) == Errc::bad_argument);
  CHECK(server.requests().empty());
}

TEST_CASE("libcurl: addresses are refused unless allowed by name, after names were looked up too", "[adapters]") {
  std::atomic<bool> was_reached = false;
  HttpServer const server{[&](auto&) { was_reached = true; }};
  auto const port = ':' + std::to_string(server.port()) + '/';
  for (std::string const host : {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "169.254.169.254",
                                 "0.0.0.0", "[fe80::1]", "[fc00::1]"}) {
    INFO(host);
    CHECK(failure_of(fetch<HttpLimits{}>("http://" + host + port)) == Errc::address_refused);
    CHECK(failure_of(fetch<HttpLimits{}>("https://" + host + port)) == Errc::address_refused);
  }
  CHECK_FALSE(was_reached);
}

TEST_CASE("libcurl: redirects go through the same gate again", "[adapters]") {
  std::string to;
  HttpServer const server{[&](HttpConversation& client) {
    if (client.target() == "/a") return client.redirect("302 Found", to);
    if (client.target() == "/p") return client.redirect("307 T", "/b");
    if (client.target() == "/loop") return client.redirect("302 Found", "/loop");
    client.answer("200 OK", client.asked() + client.body());
  }};
  to = "b?c";
  CHECK(body_of(fetch(server.url("/a"))) == "GET /b?c");
  CHECK(body_of(fetch(server.url("/p"), "x")) == "POST /bx");
  CHECK(failure_of(fetch(server.url("/a"), "x")) == Errc::redirect_refused);
  CHECK(failure_of(fetch(server.url("/loop"))) == Errc::redirect_refused);
  for (std::string const next : {"http://10.0.0.1/", "//169.254.169.254/latest", "https://[fe80::1]/"}) {
    to = next;
    CHECK(failure_of(fetch(server.url("/a"))) == Errc::address_refused);
  }
  to = "file://localhost/etc/passwd";
  CHECK(failure_of(fetch(server.url("/a"))) == Errc::url_refused);
  to = "gopher://127.0.0.1/";
  CHECK(failure_of(fetch(server.url("/a"))) == Errc::url_refused);
}

TEST_CASE("libcurl: a proxy of the environment is not used, the program's own is", "[adapters]") {
  HttpServer const server{[](HttpConversation& client) { client.answer("200 OK", "direct"); }};
  HttpServer const proxy{[](HttpConversation& client) { client.answer("200 OK", "by proxy: " + client.target()); }};
  Environment const http{"http_proxy", proxy.url()}, all{"ALL_PROXY", proxy.url()};
  CHECK(body_of(fetch(server.url())) == "direct");
  Environment const none{"no_proxy", "*"};
  using Proxied = CurlFetcher<HttpLimits{}, CurlRoute::proxy>;
  CHECK(body_of(Proxied{{.proxy = proxy.url()}}.fetch({"key", "http://ca.example/x"})) ==
        "by proxy: http://ca.example/x");
  CHECK(proxy.requests().size() == 1);
  CHECK(failure_of(Proxied{{.proxy = proxy.url()}}.fetch({"key", server.url()})) == Errc::address_refused);
  CHECK(failure_of(Proxied{}.fetch({"key", "http://ca.example/x"})) == Errc::bad_argument);
  CHECK(Proxied{{.proxy = "http://p:1"}}.describe().starts_with("http and https by libcurl through http://p:1: "));
}

TEST_CASE("libcurl: https that is none is said to be so", "[adapters]") {
  HttpServer const server{[](auto& client) { client.answer("200 OK", "in the clear"); }};
  auto url = server.url();
  url.insert(4, "s");
  auto const answer = fetch<hasty>(url);
  auto const code = failure_of(answer);
  CHECK((code == Errc::fetch_failed || code == Errc::timed_out));  // the server here waits for a line that never ends
}

TEST_CASE("libcurl: one fetcher serves several threads, and a queue in the background", "[adapters]") {
  HttpServer const server{[](HttpConversation& client) { client.answer("200 OK", client.target()); }};
  CurlFetcher<on_loopback> const fetcher;
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i != 4; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n != 5; ++n)
        if (text_of(fetcher.fetch({"key", server.url("/t")}).response) == "/t") ++good;
    });
  for (auto& thread : threads) thread.join();
  CHECK(good == 20);
  using Joined = FirstFetcher<BackgroundFetcher<CurlFetcher<on_loopback>>>;
  STATIC_REQUIRE(SteppingFetcher<Joined>);
  FetchQueue<Joined> queue;
  auto const ticket = queue.ask({"key", server.url("/q")});
  for (int round = 0; round != 100 && !ticket.answer(); ++round) queue.run(1s);
  REQUIRE(ticket.answer());
  CHECK(body_of(*ticket.answer()) == "/q");
}
