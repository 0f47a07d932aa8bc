// SPDX-License-Identifier: Apache-2.0
// Policies that want something fetched: by connect and accept, through the Fetcher of the channel's type, and on one thread
// for many handshakes, through a queue.
#include "company.hpp"
#include "http_server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vidimus/channel/connect.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/path/fetch_issuers.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
#include <vidimus/revocation/no_revocation.hpp>
#include <vidimus/transport/memory_pair.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>

using namespace vidimus;
using namespace std::chrono_literals;
using vidimus_test::Company;
using vidimus_test::HttpConversation;
using vidimus_test::HttpServer;

namespace {

using OnLoopback = HttpFetcher<HttpLimits{.total_milliseconds = 5000, .loopback = Access::allowed}>;

/// Good where every one of its questions is answered with "good".
struct Asks {
  using role = vidimus::role::revocation_checker;
  std::vector<std::string> urls;

  [[nodiscard]] auto wants(IssuedCertificate const& asked, Evidence const&) const -> std::vector<FetchRequest> {
    std::vector<FetchRequest> requests;
    for (auto const& url : urls)
      if (asked.depth == 0) requests.push_back({"GET " + url, url});
    return requests;
  }
  [[nodiscard]] auto status(IssuedCertificate const& asked, Evidence const& evidence) const -> RevocationStatus {
    SourceAnswer const answer{Step::check_ocsp, "the oracle", Outcome::accepted};
    for (auto const& url : urls) {
      auto const* const found = evidence.find("GET " + url);
      if (asked.depth != 0 || (found && text_of(found->response) == "good")) continue;
      return RevocationStatus::unknown(found && found->failure ? *found->failure : Finding{Errc::fetch_failed}, answer);
    }
    return RevocationStatus::good(answer);
  }
};

/// Answers what it likes, of itself.
struct Oracle {
  using role = vidimus::role::fetcher;
  std::string reply = "good";
  std::optional<std::string> key{};
  [[nodiscard]] auto fetch(FetchRequest const& request) const -> FetchAnswer {
    FetchAnswer answer{request, {}};
    auto const bytes = bytes_of(reply);
    answer.response.assign(bytes.begin(), bytes.end());
    if (key) answer.request.key = *key;
    return answer;
  }
};
static_assert(Fetcher<Oracle>);
static_assert(!SteppingFetcher<Oracle>);

template <class... Ps>
auto end(Company const& company, char const* subject, Ps... policies) {
  return make_endpoint(company.credentials(subject), company.anchors(), std::move(policies)...).value();
}
auto plain(Company const& company, char const* subject) {
  return end(company, subject, Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{});
}
template <class... Fs>
auto asking(Company const& company, std::vector<std::string> urls, Fs... fetcher) {
  return end(company, "CN=QM1", Rfc5280{}, Asks{std::move(urls)}, danger::AnyPeerName{}, std::move(fetcher)...);
}

/// How connect ends, with a peer that accepts anybody.
template <class Client>
auto connected(Company const& acme, Client const& client) -> std::optional<Failure> {
  auto pair = MemoryPair::make();
  std::thread server{[&acme, transport = std::move(pair.second)]() mutable {
    auto channel = accept(std::move(transport), plain(acme, "CN=QM2"));
    std::array<std::byte, 1> byte;
    if (channel) (void)channel->read(byte);
  }};
  std::optional<Failure> failure;
  {
    auto channel = connect(std::move(pair.first), client);
    if (!channel) failure = channel.error();
  }
  server.join();
  return failure;
}

/// A handshake that a thread drives beside others.
template <class Ours, class Theirs>
struct Meeting {
  using Pending = PendingFetches<FetchQueue<OnLoopback>>;

  Meeting(Ours const& ours, Theirs const& theirs, FetchQueue<OnLoopback>& queue, bool client_asks = true)
      : pending{queue},
        pair{MemoryPair::make({.blocking = false})},
        asking{client_asks ? start_connecting(std::move(pair.first), ours).value()
                           : start_accepting(std::move(pair.first), ours).value()},
        other{client_asks ? start_accepting(std::move(pair.second), theirs).value()
                          : start_connecting(std::move(pair.second), theirs).value()} {}

  /// Goes on as far as it can; true once it is done.
  auto go_on() -> bool {
    for (int round = 0; round != 20 && !is_done; ++round) {
      if (is_waiting && !pending.deliver(asking)) break;
      auto const next = asking.step().value();
      is_done = next == HandshakeStep::done;
      is_waiting = next == HandshakeStep::wants_fetch;
      if (is_waiting) pending.ask(asking);
      (void)other.step().value();
    }
    return is_done;
  }

  Pending pending;
  MemoryPair pair;
  std::remove_cvref_t<decltype(*start_connecting(std::declval<MemoryTransport>(), std::declval<Ours const&>()))> asking;
  std::remove_cvref_t<decltype(*start_accepting(std::declval<MemoryTransport>(), std::declval<Theirs const&>()))> other;
  bool is_waiting = false, is_done = false;
};

void stalls_or_says_good(HttpConversation& client) {
  if (client.target() == "/stuck") return client.stall();
  client.answer("200 OK", "good");
}

}  // namespace

TEST_CASE("connect and accept fetch what a policy wants", "[channel]") {
  Company const acme;
  HttpServer const server{[](auto& client) { client.answer("200 OK", "good"); }};
  auto const both = asking(acme, {server.url("/1"), server.url("/2")}, OnLoopback{});
  auto pair = MemoryPair::make();
  std::thread accepting{[&, transport = std::move(pair.second)]() mutable {
    auto channel = accept(std::move(transport), both);
    CHECK(channel);
    std::array<std::byte, 1> byte;
    if (channel) (void)channel->read(byte);
  }};
  {
    auto const channel = connect(std::move(pair.first), both);
    CHECK(channel);
  }
  accepting.join();
  CHECK(server.requests().size() == 4);
}

TEST_CASE("an answer that does not convince refuses the peer", "[channel]") {
  Company const acme;
  HttpServer const server{[](auto& client) { client.answer("200 OK", "no idea"); }};
  auto const failure = connected(acme, asking(acme, {server.url()}, OnLoopback{}));
  REQUIRE(failure);
  CHECK(failure->code() == Errc::fetch_failed);
}

TEST_CASE("several fetches of one handshake are made at once", "[channel]") {
  Company const acme;
  HttpServer const server{[](auto& client) {
    client.rest(400ms);
    client.answer("200 OK", "good");
  }};
  auto const began = std::chrono::steady_clock::now();
  std::vector<std::string> urls;
  for (int i = 0; i != 8; ++i) urls.push_back(server.url('/' + std::to_string(i)));
  CHECK_FALSE(connected(acme, asking(acme, urls, OnLoopback{})));
  CHECK(std::chrono::steady_clock::now() - began < 8 * 400ms);
}

TEST_CASE("a channel that names no Fetcher has one that goes to no private place", "[channel]") {
  Company const acme;
  HttpServer const server{[](auto& client) { client.answer("200 OK", "good"); }};
  auto const failure = connected(acme, asking(acme, {server.url()}));
  REQUIRE(failure);
  CHECK(failure->code() == Errc::address_refused);
  CHECK(server.requests().empty());
  STATIC_REQUIRE(std::is_same_v<detail::policy_for<role::fetcher, Rfc5280>, HttpFetcher<>>);
}

TEST_CASE("a Fetcher of the program's own is asked instead", "[channel]") {
  Company const acme;
  CHECK_FALSE(connected(acme, asking(acme, {"oracle:1", "oracle:2"}, Oracle{})));
  auto const failure = connected(acme, asking(acme, {"oracle:1"}, Oracle{"bad"}));
  REQUIRE(failure);
  CHECK(failure->code() == Errc::fetch_failed);
}

TEST_CASE("a Fetcher that answers another question has answered none", "[channel]") {
  Company const acme;
  auto const failure = connected(acme, asking(acme, {"oracle:1"}, Oracle{"good", "another"}));
  REQUIRE(failure);
  CHECK(failure->code() == Errc::fetch_failed);
  CHECK(explain(*failure).find("wanted GET oracle:1, presented another") != std::string::npos);
}

TEST_CASE("an issuer that the peer did not present is fetched by connect", "[channel]") {
  Company const acme;
  auto const issuing = acme.issuing.der();
  HttpServer const server{[&](auto& client) { client.answer("200 OK", std::string{text_of(issuing)}); }};
  namespace der = small_ca::der;
  auto const access = der::sequence(
      der::sequence(der::oid("1.3.6.1.5.5.7.48.2"), small_ca::general_name("URI:" + server.url("/issuing.cer"))));
  auto const own = acme.issuing.issue({.subject = "CN=QM2", .extra = {{"1.3.6.1.5.5.7.1.1", false, access}}});
  auto const theirs = make_endpoint(Credentials::from_pem(own.pem(), own.key_pem()).value(), acme.anchors(), Rfc5280{},
                                    danger::NoRevocation{}, danger::AnyPeerName{})
                          .value();
  auto pair = MemoryPair::make();
  std::thread accepting{
      [&, transport = std::move(pair.second)]() mutable { (void)accept(std::move(transport), theirs); }};
  {
    auto const ours = end(acme, "CN=QM1", FetchIssuers<>{}, danger::NoRevocation{}, SslPeer<"CN=QM2">{}, OnLoopback{});
    CHECK(connect(std::move(pair.first), ours));
  }
  accepting.join();
  CHECK(server.requests().size() == 1);
}

TEST_CASE("one stuck responder does not delay the other handshakes of its thread", "[channel]") {
  Company const acme;
  HttpServer const server{stalls_or_says_good};
  FetchQueue<OnLoopback> fetches;
  auto const stuck_end = asking(acme, {server.url("/stuck")}, OnLoopback{});
  auto const quick_end = asking(acme, {server.url("/quick")}, OnLoopback{});
  auto const peer = plain(acme, "CN=QM2");
  Meeting stuck{stuck_end, peer, fetches};
  Meeting quick{quick_end, peer, fetches};
  Meeting accepting{quick_end, peer, fetches, false};
  auto const until = std::chrono::steady_clock::now() + 4s;
  bool all = false;
  while (!all && std::chrono::steady_clock::now() < until) {
    CHECK_FALSE(stuck.go_on());
    all = static_cast<bool>(static_cast<int>(quick.go_on()) & static_cast<int>(accepting.go_on()));
    fetches.run(20ms);
  }
  CHECK(all);
  CHECK_FALSE(stuck.is_done);
  CHECK(std::move(quick.asking).finish());
  CHECK(std::move(accepting.asking).finish());
}

TEST_CASE("handshakes of one thread that want the same share one fetch", "[channel]") {
  Company const acme;
  HttpServer const server{[](auto& client) {
    client.rest(300ms);
    client.answer("200 OK", "good");
  }};
  FetchQueue<OnLoopback> fetches;
  auto const ours = asking(acme, {server.url("/crl")}, OnLoopback{});
  auto const peer = plain(acme, "CN=QM2");
  Meeting first{ours, peer, fetches};
  Meeting second{ours, peer, fetches, false};
  auto const until = std::chrono::steady_clock::now() + 8s;
  bool both = false;
  while (!both && std::chrono::steady_clock::now() < until) {
    both = static_cast<bool>(static_cast<int>(first.go_on()) & static_cast<int>(second.go_on()));
    fetches.run(20ms);
  }
  CHECK(both);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("nothing is delivered before all of it is there", "[channel]") {
  Company const acme;
  HttpServer const server{stalls_or_says_good};
  FetchQueue<OnLoopback> fetches;
  auto const ours = asking(acme, {server.url("/quick"), server.url("/stuck")}, OnLoopback{});
  auto const peer = plain(acme, "CN=QM2");
  Meeting both{ours, peer, fetches};
  CHECK_FALSE(both.pending.deliver(both.asking));
  CHECK_FALSE(both.go_on());
  REQUIRE(both.is_waiting);
  for (int round = 0; round != 5; ++round) fetches.run(20ms);
  CHECK(fetches.pending() == 1);
  CHECK_FALSE(both.pending.deliver(both.asking));
}

TEST_CASE("a non-blocking transport cannot be connected by waiting", "[channel]") {
  Company const acme;
  auto pair = MemoryPair::make({.blocking = false});
  auto const refused = connect(std::move(pair.first), asking(acme, {"http://127.0.0.1/"}, OnLoopback{}));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == Errc::would_block);
}
