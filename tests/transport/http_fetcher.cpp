// SPDX-License-Identifier: Apache-2.0
// Against a server of the test's own. Loopback addresses are allowed by name, except where their refusal is the test.
#include <vidimus/core/explain.hpp>
#include <vidimus/transport/http_fetcher.hpp>

#include <catch2/catch_test_macros.hpp>

#include <sys/resource.h>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <type_traits>

#include "http_server.hpp"

using namespace std::chrono_literals;
using vidimus::Access;
using vidimus::Buffer;
using vidimus::Errc;
using vidimus::FetchAnswer;
using vidimus::FetchRequest;
using vidimus::HttpFetcher;
using vidimus::HttpLimits;
using vidimus_test::HttpConversation;
using vidimus_test::HttpServer;

namespace {

using OnLoopback = HttpFetcher<HttpLimits{.loopback = Access::allowed}>;
using Hasty =
    HttpFetcher<HttpLimits{.total_milliseconds = 300, .connect_milliseconds = 200, .loopback = Access::allowed}>;
using Small = HttpFetcher<HttpLimits{.body_octets = 1000, .loopback = Access::allowed}>;

template <class F = OnLoopback>
auto get(std::string const& url) -> FetchAnswer {
  return F{}.fetch({"GET " + url, url});
}
template <class F = OnLoopback>
auto post(std::string const& url, std::string_view body, std::string type = "application/ocsp-request") -> FetchAnswer {
  auto const bytes = vidimus::bytes_of(body);
  return F{}.fetch({"key", url, std::move(type), Buffer{bytes.begin(), bytes.end()}});
}

auto body_of(FetchAnswer const& answer) -> std::string {
  if (answer.failure) FAIL(explain(*answer.failure));
  return std::string{vidimus::text_of(answer.response)};
}
auto failure_of(FetchAnswer const& answer) -> Errc {
  REQUIRE(answer.failure);
  CHECK(answer.failure->severity == vidimus::Severity::error);
  CHECK(answer.response.empty());
  INFO(explain(*answer.failure));
  return answer.failure->code;
}

/// What comes of a client that is answered in this way.
template <class F = OnLoopback>
auto answered(HttpServer::Script script) -> FetchAnswer {
  HttpServer const server{std::move(script)};
  return get<F>(server.url("/a"));
}

}  // namespace

TEST_CASE("a body is fetched by GET, and the request has what it must have", "[transport]") {
  HttpServer const server{[](HttpConversation& client) { client.answer("200 OK", "a CRL"); }};
  auto const answer = get(server.url("/crl/1.crl?x=%20y#part"));
  CHECK(body_of(answer) == "a CRL");
  CHECK(answer.request.key == "GET " + server.url("/crl/1.crl?x=%20y#part"));
  REQUIRE(server.requests().size() == 1);
  auto const request = server.requests().front();
  CHECK(request.starts_with("GET /crl/1.crl?x=%20y HTTP/1.1\r\n"));
  CHECK(request.find("\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n") != std::string::npos);
  CHECK(request.find("\r\nConnection: close\r\n") != std::string::npos);
  CHECK(request.find("\r\nAccept-Encoding: identity\r\n") != std::string::npos);
  CHECK(request.find("Content-") == std::string::npos);
}

TEST_CASE("a request with a body is a POST", "[transport]") {
  HttpServer const server{[](HttpConversation& client) { client.answer("200 OK", "got " + client.body()); }};
  auto const answer = post(server.url(), "a question");
  CHECK(body_of(answer) == "got a question");
  CHECK(vidimus::text_of(answer.request.body) == "a question");
  auto const request = server.requests().front();
  CHECK(request.starts_with("POST / HTTP/1.1\r\n"));
  CHECK(request.find("\r\nContent-Type: application/ocsp-request\r\n") != std::string::npos);
  CHECK(request.find("\r\nContent-Length: 10\r\n") != std::string::npos);
}

TEST_CASE("a large request and a large response go through whole", "[transport]") {
  std::string large(3'000'000, 'x');
  for (std::size_t i = 0; i != large.size(); ++i) large[i] = static_cast<char>('a' + i * 31 % 26);
  HttpServer const server{[](HttpConversation& client) { client.answer("200 OK", client.body()); }};
  CHECK(body_of(post(server.url(), large)) == large);
}

TEST_CASE("a host's name is looked up, and IPv6 is spoken", "[transport]") {
  HttpServer const server{[](HttpConversation& client) { client.answer("200 OK", "a"); }};
  CHECK(body_of(get("http://localhost:" + std::to_string(server.port()) + "/")) == "a");
  CHECK(server.requests().front().find("\r\nHost: localhost:") != std::string::npos);
  HttpServer const six{[](HttpConversation& client) { client.answer("200 OK", "b"); }, vidimus::AddressFamily::ipv6};
  CHECK(body_of(get(six.url())) == "b");
  CHECK(six.requests().front().find("\r\nHost: [::1]:") != std::string::npos);
}

TEST_CASE("bodies come by length, in chunks and up to the end", "[transport]") {
  CHECK(body_of(answered([](auto& client) { client.answer("200 OK", "ab"); })) == "ab");
  CHECK(body_of(answered([](auto& client) { client.answer("200 OK", ""); })).empty());
  CHECK(body_of(answered([](auto& client) {
          client.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
          client.rest(20ms);
          client.send("1\r\nb\r\n0\r\n\r\n");
        })) == "ab");
  CHECK(body_of(answered([](auto& client) { client.send("HTTP/1.0 200 OK\r\n\r\nab"); })) == "ab");
  CHECK(body_of(answered(
            [](auto& client) { client.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nab"); })) == "ab");
}

TEST_CASE("an answer with a length is not waited for any longer", "[transport]") {
  CHECK(body_of(answered([](auto& client) {
          client.answer("200 OK", "ab");
          client.stall();
        })) == "ab");
}

TEST_CASE("only status 200 brings an answer", "[transport]") {
  for (std::string const status : {"201 Created", "203 Changed", "204 None", "206 Part", "300 Choice", "304 Same",
                                   "305 Proxy", "400 Bad", "404 None", "410 Gone", "429 Slow", "500 Bad", "503 Busy"}) {
    INFO(status);
    auto const answer = answered([&](auto& client) { client.answer(status, "ab", "Location: /b\r\n"); });
    CHECK(failure_of(answer) == Errc::http_status_refused);
    CHECK(explain(*answer.failure).find("presented " + status.substr(0, 3)) != std::string::npos);
  }
}

TEST_CASE("a length that is a lie is a finding, in both directions", "[transport]") {
  CHECK(failure_of(answered([](auto& client) { client.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab"); })) ==
        Errc::http_response_incomplete);
  CHECK(failure_of(answered([](auto& client) { client.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"); })) ==
        Errc::http_response_malformed);
  CHECK(failure_of(answered<Hasty>([](auto& client) {
          client.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab");
          client.stall();
        })) == Errc::timed_out);
}

TEST_CASE("an answer that is none is refused as what it is", "[transport]") {
  auto const sent = [](std::string text) { return failure_of(answered([text](auto& client) { client.send(text); })); };
  CHECK(sent("") == Errc::http_response_incomplete);
  CHECK(sent("HTTP/1.1 200 OK\r\nX: y") == Errc::http_response_incomplete);
  CHECK(sent("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n") == Errc::http_response_incomplete);
  CHECK(sent("220 ready\r\n") == Errc::http_response_malformed);
  CHECK(sent("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nab") == Errc::http_response_malformed);
  CHECK(sent("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 200 OK\r\n\r\n") == Errc::http_response_malformed);
  CHECK(sent("HTTP/1.1 200 OK\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n") == Errc::response_too_large);
  std::string fields;
  for (int i = 0; i != 101; ++i) fields += "X: y\r\n";
  CHECK(sent("HTTP/1.1 200 OK\r\n" + fields + "\r\n") == Errc::response_too_large);
}

TEST_CASE("a body beyond the limit is refused, promised or not", "[transport]") {
  std::string const large(1001, 'x');
  CHECK(failure_of(answered<Small>([&](auto& client) { client.answer("200 OK", large); })) == Errc::response_too_large);
  CHECK(failure_of(answered<Small>([&](auto& client) { client.send("HTTP/1.1 200 OK\r\n\r\n" + large); })) ==
        Errc::response_too_large);
  CHECK(failure_of(answered<Small>([&](auto& client) {
          client.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + large);
        })) == Errc::response_too_large);
  CHECK(body_of(answered<Small>([&](auto& client) { client.answer("200 OK", large.substr(1)); })) == large.substr(1));
}

TEST_CASE("a server that stalls or drips has its time and no more", "[transport]") {
  HttpServer::Script const scripts[]{
      [](auto& client) { client.stall(); },
      [](auto& client) {
        client.send("HTTP/1.1 200 OK\r\n\r\nab");
        client.stall();
      },
      [](auto& client) { client.drip("HTTP/1.1 200 OK\r\n" + std::string(900, 'x'), 20ms); },
      [](auto& client) { client.drip("HTTP/1.1 200 OK\r\n\r\n" + std::string(900, 'x'), 20ms); },
      [](auto& client) {
        while (client.rest(20ms)) client.send("HTTP/1.1 100 Continue\r\n\r\n");
      },
  };
  for (auto const& script : scripts) {
    auto const began = std::chrono::steady_clock::now();
    auto const answer = answered<Hasty>(script);
    CHECK(failure_of(answer) == Errc::timed_out);
    CHECK(explain(*answer.failure).find("receiving the response: at most 300") != std::string::npos);
    CHECK(std::chrono::steady_clock::now() - began < 10s);
  }
}

TEST_CASE("a connection that breaks is lost", "[transport]") {
  CHECK(failure_of(answered([](auto& client) { client.reset(); })) == Errc::connection_lost);
  auto const later = answered([](auto& client) {
    client.send("HTTP/1.1 200 OK\r\n\r\nab");
    client.rest(50ms);
    client.reset();
  });
  CHECK(failure_of(later) == Errc::connection_lost);
  CHECK(explain(*later.failure).find("receiving the response") != std::string::npos);
  CHECK(later.failure->subject.starts_with("http://127.0.0.1:"));
}

TEST_CASE("a port where nobody listens is said to be one", "[transport]") {
  std::string url;
  {
    HttpServer const server{[](auto&) {}};
    url = server.url();
  }
  auto const answer = get(url);
  CHECK(failure_of(answer) == Errc::connect_failed);
  CHECK(std::get<vidimus::Underlying>(answer.failure->detail).code == std::errc::connection_refused);
}

TEST_CASE("a host that does not answer at all costs the time for connecting", "[transport]") {
  auto listener = vidimus::TcpListener::listen(vidimus::Interface::loopback);
  REQUIRE(listener);
  REQUIRE(::listen(listener->native_handle(), 0) == 0);  // a queue of one, which we fill
  auto const first = vidimus::TcpTransport::connect("127.0.0.1", listener->port());
  auto const second = vidimus::TcpTransport::connect("127.0.0.1", listener->port(), {.connect = 100ms});
  auto const answer = get<Hasty>("http://" + listener->description() + "/");
  CHECK(failure_of(answer) == Errc::timed_out);
  CHECK(explain(*answer.failure).find("connecting: at most 200") != std::string::npos);
}

TEST_CASE("what is not http is not fetched", "[transport]") {
  for (std::string const url :
       {"https://127.0.0.1/", "ftp://127.0.0.1/", "ldap://127.0.0.1/", "file://localhost/etc/passwd",
        "gopher://127.0.0.1:70/", "http://user@127.0.0.1/", "http://127.0.0.1:0/"}) {
    INFO(url);
    CHECK(failure_of(get(url)) == Errc::url_refused);
  }
  for (std::string const url :
       {"", "/a", "http:///a", "http://a b/", "http://127.0.0.1/\r\nX: y", "http://0x7f000001/"}) {
    INFO(url);
    CHECK(failure_of(get(url)) == Errc::url_malformed);
  }
}

TEST_CASE("a body needs a type that can stand in a header", "[transport]") {
  HttpServer const server{[](auto& client) { client.answer("200 OK", "a"); }};
  for (std::string const type : {"", " ", "a\r\nX: y", "a\n", "a\x7f", "caf\xc3\xa9", " a", "a "}) {
    INFO(type);
    CHECK(failure_of(post(server.url(), "b", type)) == Errc::bad_argument);
  }
  CHECK(server.requests().empty());
  CHECK(body_of(post(server.url(), "b", "a/b; c=d")) == "a");
}

#if !defined(__has_feature)
#define __has_feature(feature) 0
#endif
#if !__has_feature(undefined_behavior_sanitizer)  // which itself needs descriptors, to look at objects
TEST_CASE("without descriptors left a fetch fails as what it could not do", "[transport]") {
  ::rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  ::rlimit const none{0, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  auto const by_name = get("http://localhost:1/"), by_address = get("http://127.0.0.1:1/");
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
  CHECK(failure_of(by_name) == Errc::name_resolution_failed);
  CHECK(failure_of(by_address) == Errc::connect_failed);
  CHECK(std::get<vidimus::Underlying>(by_address.failure->detail).code == std::errc::too_many_files_open);
}
#endif

TEST_CASE("addresses that are not global are refused unless they are allowed by name", "[transport]") {
  std::atomic<bool> was_reached = false;
  HttpServer const server{[&](auto&) { was_reached = true; }};
  auto const port = ':' + std::to_string(server.port()) + '/';
  for (std::string const host :
       {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1",
        "169.254.169.254", "0.0.0.0", "[::]", "224.0.0.1", "255.255.255.255", "192.0.2.1", "[fe80::1]", "[fc00::1]",
        "[ff02::1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]"}) {
    INFO(host);
    auto const answer = get<HttpFetcher<>>("http://" + host + port);
    CHECK(failure_of(answer) == Errc::address_refused);
    CHECK(explain(*answer.failure).find(" address)") != std::string::npos);
  }
  CHECK_FALSE(was_reached);
  using OwnNetwork = HttpFetcher<HttpLimits{.private_use = Access::allowed, .link_local = Access::allowed}>;
  CHECK(failure_of(get<OwnNetwork>("http://127.0.0.1" + port)) == Errc::address_refused);
  CHECK(failure_of(get<OnLoopback>("http://10.0.0.1" + port)) == Errc::address_refused);
  CHECK(failure_of(get<OnLoopback>("http://0.0.0.0" + port)) == Errc::address_refused);
}

TEST_CASE("one fetcher serves several threads", "[transport]") {
  HttpServer const server{[](auto& client) { client.answer("200 OK", client.target()); }};
  OnLoopback const fetcher;
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i != 4; ++i)
    threads.emplace_back([&, i] {
      for (int n = 0; n != 10; ++n) {
        auto const target = '/' + std::to_string(i) + '/' + std::to_string(n);
        auto const answer = fetcher.fetch({target, "http://localhost:" + std::to_string(server.port()) + target});
        if (!answer.failure && vidimus::text_of(answer.response) == target) ++good;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(good == 40);
}

TEST_CASE("a fetcher is empty, a policy, and says what it may do", "[transport]") {
  STATIC_REQUIRE(std::is_empty_v<HttpFetcher<>>);
  STATIC_REQUIRE(vidimus::Fetcher<HttpFetcher<>>);
  STATIC_REQUIRE_FALSE(std::is_same_v<HttpFetcher<>, OnLoopback>);
  CHECK(HttpFetcher<>{}.describe() == "http: at most 10000 ms, 16777216 octets and 3 redirects");
  CHECK(OnLoopback{}.describe().ends_with("; also from a loopback address"));
}
