// SPDX-License-Identifier: Apache-2.0
// libldap against a server of the test's own, which says what no real one would.
#include <vidimus/adapters/ldap.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/transport/background_fetcher.hpp>
#include <vidimus/transport/fetch_queue.hpp>
#include <vidimus/transport/first_fetcher.hpp>

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <type_traits>

#include "http_server.hpp"
#include "ldap_server.hpp"

using namespace std::chrono_literals;
using namespace vidimus;
using vidimus_test::Closing;
using vidimus_test::LdapServer;
namespace directory = vidimus_test::directory;

namespace {

constexpr LdapLimits on_loopback{.total_milliseconds = 5000, .loopback = Access::allowed};
constexpr LdapLimits hasty{.total_milliseconds = 300, .connect_milliseconds = 200, .loopback = Access::allowed};
constexpr LdapLimits small{.value_octets = 1000, .loopback = Access::allowed};
constexpr auto crl = "certificateRevocationList";
constexpr auto dn = "CN=Acme Root,O=Acme";

template <LdapLimits Limits = on_loopback>
auto fetch(std::string const& url) -> FetchAnswer {
  return LdapFetcher<Limits>{}.fetch({"GET " + url, url});
}
template <LdapLimits Limits = on_loopback>
auto fetch_from(LdapServer const& server) -> FetchAnswer {
  return fetch<Limits>(LdapUrl::of(server.address(), dn, crl));
}
template <LdapLimits Limits = on_loopback>
auto answered(std::string const& answer) -> FetchAnswer {
  LdapServer const server{answer};
  return fetch_from<Limits>(server);
}
auto value_of(FetchAnswer const& answer) -> std::string {
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

}  // namespace

TEST_CASE("a value is fetched from a directory, and one search without a bind is all that is sent", "[adapters]") {
  LdapServer const server{directory::entry(dn, "certificateRevocationList;binary", {"a CRL"}) + directory::done()};
  CHECK(value_of(fetch_from(server)) == "a CRL");
  auto const request = server.request();
  CHECK(request[0] == 0x30);
  CHECK(request.substr(2, 3) == std::string("\x02\x01\x01"));
  CHECK(static_cast<unsigned char>(request[5]) == 0x63);  // a search
  CHECK(request.find(dn) != std::string::npos);
  CHECK(request.find("certificateRevocationList;binary") != std::string::npos);
  CHECK(request.find("objectClass") != std::string::npos);
}

TEST_CASE("a server may name the attribute without its option, and in pieces", "[adapters]") {
  CHECK(value_of(answered(directory::entry(dn, "CERTIFICATEREVOCATIONLIST", {"a CRL"}) + directory::done())) ==
        "a CRL");
  std::string const large(300'000, 'x');
  auto const text = directory::entry(dn, "certificateRevocationList;binary", {large}) + directory::done();
  CHECK(value_of(answered(text)) == large);
  LdapServer const slow{[&](TcpTransport& client, Closing& closing) {
    for (std::size_t i = 0; i < text.size() && !closing.wait(1ms); i += 20'000)
      LdapServer::send(client, std::string_view{text}.substr(i, 20'000));
  }};
  CHECK(value_of(fetch_from(slow)) == large);
}

TEST_CASE("what the directory does not have is said to be missing", "[adapters]") {
  CHECK(failure_of(answered(directory::done())) == Errc::fetch_failed);
  CHECK(failure_of(answered(directory::entry(dn, crl, {}) + directory::done())) == Errc::fetch_failed);
  CHECK(failure_of(answered(directory::entry(dn, "authorityRevocationList;binary", {"x"}) + directory::done())) ==
        Errc::fetch_failed);
  auto const nothing = answered(directory::done(32));
  CHECK(failure_of(nothing) == Errc::fetch_failed);
  CHECK(explain(*nothing.failure).find("No such object (library code 32)") != std::string::npos);
  CHECK(failure_of(answered(directory::entry(dn, crl, {"a CRL"}) + directory::done(4))) == Errc::fetch_failed);
}

TEST_CASE("more than one value is none", "[adapters]") {
  CHECK(failure_of(answered(directory::entry(dn, crl, {"1", "2"}) + directory::done())) == Errc::fetch_failed);
  CHECK(failure_of(answered(directory::entry(dn, crl, {"1"}) + directory::entry(dn, crl, {"2"}) + directory::done())) ==
        Errc::fetch_failed);
}

TEST_CASE("a directory does not send us elsewhere", "[adapters]") {
  LdapServer const other{directory::entry(dn, crl, {"a CRL"}) + directory::done()};
  auto const url = "ldap://" + other.address() + "/";
  CHECK(failure_of(answered(directory::referral(url))) == Errc::redirect_refused);
  CHECK(failure_of(answered(directory::reference(url) + directory::done())) == Errc::redirect_refused);
  CHECK(failure_of(answered(directory::entry(dn, crl, {"a CRL"}) + directory::reference(url) + directory::done())) ==
        Errc::redirect_refused);
  CHECK(other.request().empty());
}

TEST_CASE("a value beyond the limit is refused, and a message by its length alone", "[adapters]") {
  CHECK(value_of(answered<small>(directory::entry(dn, crl, {std::string(1000, 'x')}) + directory::done())).size() ==
        1000);
  CHECK(failure_of(answered<small>(directory::entry(dn, crl, {std::string(1001, 'x')}) + directory::done())) ==
        Errc::response_too_large);
  CHECK(failure_of(answered<small>(directory::entry(dn, crl, {std::string(10'000, 'x')}))) == Errc::response_too_large);
  LdapServer const promises{[](TcpTransport& client, Closing& closing) {
    LdapServer::send(client, std::string_view{"\x30\x84\x7f\xff\xff\xff\x02\x01\x01\x64", 10});
    closing.wait(60s);
  }};
  CHECK(failure_of(fetch_from<small>(promises)) == Errc::response_too_large);
}

TEST_CASE("a directory that stalls, drips or floods has its time and no more", "[adapters]") {
  auto const text = directory::entry(dn, crl, {std::string(900, 'x')}) + directory::done();
  LdapServer::Script const scripts[]{
      [](TcpTransport&, Closing& closing) { closing.wait(60s); },
      [&](TcpTransport& client, Closing& closing) {
        LdapServer::send(client, text.substr(0, 500));
        closing.wait(60s);
      },
      [&](TcpTransport& client, Closing& closing) {
        for (std::size_t i = 0; i != text.size() && !closing.wait(10ms); ++i)
          LdapServer::send(client, text.substr(i, 1));
      },
      [](TcpTransport& client, Closing& closing) {  // answers to what was never asked
        for (auto const other = directory::message(directory::tagged(0x64, directory::octets("")), 9);
             !closing.wait(1ms);)
          LdapServer::send(client, other);
      },
  };
  for (auto const& script : scripts) {
    auto const began = std::chrono::steady_clock::now();
    LdapServer const server{script};
    CHECK(failure_of(fetch_from<hasty>(server)) == Errc::timed_out);
    CHECK(std::chrono::steady_clock::now() - began < 5s);
  }
}

TEST_CASE("what is no LDAP is a broken connection", "[adapters]") {
  for (auto const& text : {std::string{}, std::string{"HTTP/1.1 400 Bad Request\r\n\r\n"}, std::string(64, '\xff'),
                           directory::entry(dn, crl, {"a CRL"})}) {
    INFO(text);
    auto const code = failure_of(answered<on_loopback>(text));
    bool const is_length = text.starts_with('\xff');  // of 127 octets
    CHECK(code == (is_length ? Errc::response_too_large : Errc::connection_lost));
  }
  std::string address;
  {
    LdapServer const gone{""};
    address = gone.address();
  }
  CHECK(failure_of(fetch(LdapUrl::of(address, dn, crl))) == Errc::connect_failed);
}

TEST_CASE("only ldap is spoken, and nothing is sent to a directory", "[adapters]") {
  for (std::string const url : {"http://127.0.0.1/", "ldaps://127.0.0.1/ou=a?cACertificate", "ldap://127.0.0.1/ou=a"})
    CHECK(failure_of(fetch(url)) == Errc::url_refused);
  CHECK(failure_of(fetch("ldap:///ou=a?cACertificate")) == Errc::url_malformed);
  auto const url = LdapUrl::of("127.0.0.1:1", dn, crl);
  CHECK(failure_of(LdapFetcher<>{}.fetch({"key", url, "a/b", Buffer(1)})) == Errc::bad_argument);
  LdapServer const server{directory::done()};
  CHECK(failure_of(fetch("ldap://" + server.address() + "/ou=a?cACertificate?base?(((")) == Errc::url_malformed);
}

TEST_CASE("a directory's address is refused unless allowed by name", "[adapters]") {
  LdapServer const server{directory::entry(dn, crl, {"a CRL"}) + directory::done()};
  auto const port = server.address().substr(server.address().find(':'));
  for (std::string const host : {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "0.0.0.0"}) {
    INFO(host);
    CHECK(failure_of(fetch<LdapLimits{}>(LdapUrl::of(host + port, dn, crl))) == Errc::address_refused);
  }
  CHECK(server.request().empty());
  CHECK(value_of(fetch(LdapUrl::of("localhost" + port, dn, crl))) == "a CRL");
}

TEST_CASE("http and ldap side by side, in one queue", "[adapters]") {
  LdapServer const ldap_server{directory::entry(dn, crl, {"by ldap"}) + directory::done()};
  vidimus_test::HttpServer const server{[](auto& client) { client.answer("200 OK", "by http"); }};
  using Both =
      FirstFetcher<HttpFetcher<HttpLimits{.loopback = Access::allowed}>, BackgroundFetcher<LdapFetcher<on_loopback>>>;
  STATIC_REQUIRE(SteppingFetcher<Both>);
  STATIC_REQUIRE(std::is_empty_v<LdapFetcher<>>);
  FetchQueue<Both> queue;
  auto const one = queue.ask({"1", LdapUrl::of(ldap_server.address(), dn, crl)}), two = queue.ask({"2", server.url()});
  for (int round = 0; round != 100 && queue.pending() != 0; ++round) queue.run(1s);
  REQUIRE(queue.pending() == 0);
  CHECK(value_of(*one.answer()) == "by ldap");
  CHECK(value_of(*two.answer()) == "by http");
  CHECK(Both{}.describe().find("; also from a loopback address, or ldap by libldap: at most 5000 ms") !=
        std::string::npos);
}

TEST_CASE("one LdapFetcher serves several threads", "[adapters]") {
  LdapServer const server{directory::entry(dn, crl, {"a CRL"}) + directory::done()};
  LdapFetcher<on_loopback> const fetcher;
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i != 4; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n != 5; ++n)
        if (text_of(fetcher.fetch({"key", LdapUrl::of(server.address(), dn, crl)}).response) == "a CRL") ++good;
    });
  for (auto& thread : threads) thread.join();
  CHECK(good == 20);
}
