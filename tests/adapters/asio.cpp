// SPDX-License-Identifier: Apache-2.0
// Channels by Asio's operations: both ends in one io_context over loopback, with every kind of completion token; what goes
// wrong comes out as an error, once, and nothing is left behind.
#include <vidimus/adapters/asio.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/peer_name/dns_id.hpp>
#include <vidimus/peer_name/ssl_peer.hpp>
#include <vidimus/revocation/no_revocation.hpp>

#include <asio/awaitable.hpp>
#include <asio/bind_cancellation_slot.hpp>
#include <asio/bind_executor.hpp>
#include <asio/co_spawn.hpp>
#include <asio/connect.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/local/connect_pair.hpp>
#include <asio/local/stream_protocol.hpp>
#include <asio/post.hpp>
#include <asio/read.hpp>
#include <asio/read_until.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/strand.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/use_future.hpp>
#include <asio/write.hpp>

#include <catch2/catch_test_macros.hpp>

#include <sys/resource.h>
#include <array>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "company.hpp"

#if defined(ASIO_HAS_CO_AWAIT)
#include <asio/experimental/awaitable_operators.hpp>
#endif

using namespace std::chrono_literals;
using namespace vidimus;
using vidimus_test::Company;

namespace {

using asio::ip::tcp;
using Tls12 = SslCiph<"ANY_TLS12">;

auto acme() -> Company const& {
  static Company const made;
  return made;
}
/// QM1 or QM2, with what is named beside the path; the other end may be anybody unless that says otherwise.
template <class Name = danger::AnyPeerName, class... More>
auto endpoint(char const* subject, Name name = {}, More... more) {
  return make_endpoint(acme().credentials(acme().issue(subject, {"DNS:qm2.acme.example"})), acme().anchors(), Rfc5280{},
                       danger::NoRevocation{}, std::move(name), std::move(more)...)
      .value();
}

/// Two connected sockets.
struct Sockets {
  explicit Sockets(asio::io_context& events) : Sockets{events.get_executor(), events.get_executor()} {}
  template <class One, class Other>
  Sockets(One const& one, Other const& other) : client{one}, server{other} {
    tcp::acceptor acceptor{other, {asio::ip::address_v4::loopback(), 0}};
    client.connect(acceptor.local_endpoint());
    acceptor.accept(server);
  }
  tcp::socket client, server;
};

/// Two ends of the same type, after their handshake.
template <class... More>
struct Ends {
  using Channel = AsioChannel<tcp::socket, Rfc5280, danger::NoRevocation, danger::AnyPeerName, More...>;

  explicit Ends(More... more) {
    Sockets sockets{events};
    async_connect(std::move(sockets.client), endpoint("CN=QM1", danger::AnyPeerName{}, more...), into(client));
    async_accept(std::move(sockets.server), endpoint("CN=QM2", danger::AnyPeerName{}, more...), into(server));
    events.run();
    events.restart();
    REQUIRE(client);
    REQUIRE(server);
  }
  static auto into(std::optional<Channel>& end) {
    return [&end](Result<Channel> result) {
      INFO((result ? std::string{} : explain(result.error())));
      REQUIRE(result);
      end.emplace(*std::move(result));
    };
  }
  /// Until nothing waits any more.
  void run() {
    events.run();
    events.restart();
  }

  asio::io_context events;
  std::optional<Channel> client, server;
};

auto text(std::size_t octets) -> std::string {
  std::string made(octets, 'x');
  for (std::size_t i = 0; i != octets; ++i) made[i] = static_cast<char>(i * 31 >> 3U);
  return made;
}
auto keep(std::optional<std::error_code>& error) {
  return [&error](std::error_code result, auto...) {
    CHECK_FALSE(error);
    error = result;
  };
}
auto operation_aborted() -> std::error_code { return asio::error::operation_aborted; }

template <class... More>
void exchange_one_megabyte(More... more) {
  Ends<More...> ends{more...};
  auto const there = text(1 << 20U), back = text((1 << 20U) + 7);
  std::string at_server(there.size(), 0), at_client(back.size(), 0);
  std::optional<std::error_code> errors[4];
  asio::async_write(*ends.client, asio::buffer(there), keep(errors[0]));
  asio::async_read(*ends.client, asio::buffer(at_client), keep(errors[1]));
  asio::async_write(*ends.server, asio::buffer(back), keep(errors[2]));
  asio::async_read(*ends.server, asio::buffer(at_server), keep(errors[3]));
  ends.run();
  for (auto const& error : errors) CHECK(error == std::error_code{});
  CHECK(at_server == there);
  CHECK(at_client == back);
}

}  // namespace

TEST_CASE("Asio: a megabyte goes both ways at once", "[adapters]") {
  exchange_one_megabyte();
  exchange_one_megabyte(Tls12{});
}

TEST_CASE("Asio: a channel is a stream", "[adapters]") {
  Ends<> ends;
  CHECK(ends.client->get_executor() == ends.events.get_executor());
  CHECK(ends.client->lowest_layer().remote_endpoint() == ends.server->next_layer().local_endpoint());
  CHECK(ends.client->channel().report().to_text().find("QM2") != std::string::npos);
  CHECK(ends.client->failure() == nullptr);
  std::string const one = "To QM2\r", none, two = "\nbody";
  std::array<asio::const_buffer, 3> const pieces{asio::buffer(one), asio::buffer(none), asio::buffer(two)};
  std::string line;
  std::optional<std::error_code> wrote, read;
  asio::async_write(*ends.client, pieces, keep(wrote));
  asio::async_read_until(*ends.server, asio::dynamic_buffer(line), "\r\n", keep(read));
  ends.run();
  CHECK(wrote == std::error_code{});
  CHECK(read == std::error_code{});
  CHECK(line == "To QM2\r\nbody");
}

TEST_CASE("Asio: empty buffers complete, and not before the call returns", "[adapters]") {
  Ends<> ends;
  int completed = 0;
  auto const count = [&](std::error_code error, std::size_t octets) {
    CHECK_FALSE(error);
    CHECK(octets == 0);
    ++completed;
  };
  ends.client->async_read_some(asio::mutable_buffer{}, count);
  ends.client->async_write_some(asio::const_buffer{}, count);
  CHECK(completed == 0);
  ends.run();
  CHECK(completed == 2);
}

TEST_CASE("Asio: a closed channel ends, a cut one is told from it", "[adapters]") {
  std::array<char, 4> place;
  SECTION("closed") {
    Ends<> ends;
    std::optional<std::error_code> closed, read, wrote;
    ends.client->async_close(keep(closed));
    ends.server->async_read_some(asio::buffer(place), keep(read));
    ends.run();
    CHECK(closed == std::error_code{});
    CHECK(read == asio::error::make_error_code(asio::error::eof));
    CHECK(ends.server->failure() == nullptr);
    ends.client->async_write_some(asio::buffer(place), keep(wrote));
    ends.run();
    CHECK(wrote == make_error_code(Errc::channel_closed));
    std::optional<std::error_code> answered, heard;  // the other direction is open
    ends.server->async_write_some(asio::buffer("ok"), keep(answered));
    ends.client->async_read_some(asio::buffer(place), keep(heard));
    ends.run();
    CHECK(answered == std::error_code{});
    CHECK(heard == std::error_code{});
  }
  SECTION("cut") {
    Ends<> ends;
    std::optional<std::error_code> read;
    ends.client.reset();
    ends.server->async_read_some(asio::buffer(place), keep(read));
    ends.run();
    CHECK(read == make_error_code(Errc::channel_truncated));
    REQUIRE(ends.server->failure());
    CHECK(ends.server->failure()->code() == Errc::channel_truncated);
  }
  SECTION("cut, TLS 1.2") {
    Ends<Tls12> ends{Tls12{}};
    std::optional<std::error_code> read;
    ends.server->async_read_some(asio::buffer(place), keep(read));
    ends.client.reset();
    ends.run();
    CHECK(read == make_error_code(Errc::channel_truncated));
  }
}

TEST_CASE("Asio: a refusal reaches the program with its reason, and the peer with an alert", "[adapters]") {
  asio::io_context events;
  Sockets sockets{events};
  auto const client = endpoint("CN=QM1", SslPeer<"CN=QM9">{});
  std::optional<Failure> refused, told;
  async_connect(std::move(sockets.client), client, [&](auto result) { refused = result.error(); });
  async_accept(std::move(sockets.server), endpoint("CN=QM2"), [&](auto result) { told = result.error(); });
  events.run();
  REQUIRE(refused);
  CHECK(refused->code() == Errc::peer_name_mismatch);
  CHECK(explain(*refused).find("QM9") != std::string::npos);
  CHECK(refused->checks().size() > 2);
  REQUIRE(told);
  CHECK(told->code() == Errc::alert_received);
  CHECK(told->alert_received() == refused->alert_sent());
}

TEST_CASE("Asio: a server's refusal is a TLS 1.3 client's first read, though it wrote meanwhile", "[adapters]") {
  auto const more = text(100'000);  // what is left unread must not reset the connection
  asio::io_context events;
  Sockets sockets{events};
  auto const strict = endpoint("CN=QM2", SslPeer<"CN=QM9">{});
  std::optional<Errc> refused;
  std::optional<std::error_code> read;
  std::array<char, 1> place;
  using Channel = AsioChannel<tcp::socket, Rfc5280, danger::NoRevocation, danger::AnyPeerName>;
  std::optional<Channel> client;
  async_accept(std::move(sockets.server), strict, [&](auto result) { refused = result.error().code(); });
  async_connect(std::move(sockets.client), endpoint("CN=QM1"), [&](Result<Channel> result) {
    REQUIRE(result);
    client.emplace(*std::move(result));
    client->async_write_some(asio::buffer(more), asio::detached);
    client->async_read_some(asio::buffer(place), keep(read));
  });
  events.run();
  CHECK(refused == Errc::peer_name_mismatch);
  CHECK(read == make_error_code(Errc::alert_received));
  REQUIRE(client->failure());
  CHECK(client->failure()->alert_received());
}

TEST_CASE("Asio: the expected name goes with the connection", "[adapters]") {
  asio::io_context events;
  auto const client = endpoint("CN=QM1", ExpectedDnsId{});
  auto const outcome = [&](char const* name) {
    Sockets sockets{events};
    std::optional<Errc> code;
    async_connect(std::move(sockets.client), client, expect(name),
                  [&](auto result) { code = result ? Errc{} : result.error().code(); });
    async_accept(std::move(sockets.server), client, expect("qm2.acme.example"), asio::detached);
    CHECK_FALSE(code);  // even what is refused at once
    events.run();
    events.restart();
    return code;
  };
  CHECK(outcome("qm2.acme.example") == Errc{});
  CHECK(outcome("qm9.acme.example") == Errc::peer_name_mismatch);
  CHECK(outcome("not a name") == Errc::dns_name_malformed);
}

TEST_CASE("Asio: options of a handshake's own", "[adapters]") {
  asio::io_context events;
  Sockets sockets{events};
  auto const both = endpoint("CN=QM1");
  bool connected = false;
  AsioTransport<> transport{std::move(sockets.client)};
  async_handshake(start_connecting(std::move(transport), both, {.server_name = "qm2.acme.example"}).value(), both,
                  [&](auto result) { connected = result.has_value(); });
  async_accept(std::move(sockets.server), both, asio::detached);
  events.run();
  CHECK(connected);
}

TEST_CASE("Asio: a socket that is not open is refused, as an error", "[adapters]") {
  asio::io_context events;
  std::optional<Errc> code;
  async_connect(tcp::socket{events}, endpoint("CN=QM1"), [&](auto result) { code = result.error().code(); });
  events.run();
  CHECK(code == Errc::connection_lost);
}

TEST_CASE("Asio: futures, with each end on a strand of many threads", "[adapters]") {
  asio::thread_pool threads{3};
  Sockets sockets{asio::make_strand(threads), asio::make_strand(threads)};
  auto const both = endpoint("CN=QM1");
  auto connecting = async_connect(std::move(sockets.client), both, asio::use_future);
  auto accepting = async_accept(std::move(sockets.server), both, asio::use_future);
  auto client = connecting.get(), server = accepting.get();
  REQUIRE(client);
  REQUIRE(server);
  auto const sent = text(300'000);
  std::string received(sent.size(), 0);
  auto written = asio::async_write(*client, asio::buffer(sent), asio::use_future);
  auto read = asio::async_read(*server, asio::buffer(received), asio::use_future);
  CHECK(written.get() == sent.size());
  CHECK(read.get() == sent.size());
  CHECK(received == sent);
  auto end = server->async_read_some(asio::buffer(received), asio::use_future);
  client->async_close(asio::use_future).get();
  CHECK_THROWS_AS(end.get(), std::system_error);
  threads.join();
}

#if defined(ASIO_HAS_CO_AWAIT)  // Asio 1.22 has it for GCC alone
TEST_CASE("Asio: coroutines", "[adapters]") {
  asio::io_context events;
  Sockets sockets{events};
  auto const both = endpoint("CN=QM1", ExpectedDnsId{});
  std::string received;
  auto const serve = [&]() -> asio::awaitable<void> {
    auto channel =
        co_await async_accept(std::move(sockets.server), both, expect("qm2.acme.example"), asio::use_awaitable);
    if (!channel) co_return;
    co_await asio::async_read_until(*channel, asio::dynamic_buffer(received), '\n', asio::use_awaitable);
    co_await channel->async_close(asio::use_awaitable);
  };
  std::error_code end;
  auto const ask = [&]() -> asio::awaitable<void> {
    auto channel =
        co_await async_connect(std::move(sockets.client), both, expect("qm2.acme.example"), asio::use_awaitable);
    if (!channel) co_return;
    co_await asio::async_write(*channel, asio::buffer("order\n", 6), asio::use_awaitable);
    std::array<char, 1> place;
    co_await channel->async_read_some(asio::buffer(place), asio::redirect_error(asio::use_awaitable, end));
  };
  asio::co_spawn(events, serve, asio::detached);
  asio::co_spawn(events, ask, asio::detached);
  events.run();
  CHECK(received == "order\n");
  CHECK(end == asio::error::make_error_code(asio::error::eof));
}

TEST_CASE("Asio: a coroutine's time for a handshake is bounded by ||", "[adapters]") {
  using namespace asio::experimental::awaitable_operators;
  asio::io_context events;
  Sockets sockets{events};
  auto const both = endpoint("CN=QM1");
  std::size_t first = 9;
  auto const accept_soon = [&]() -> asio::awaitable<void> {
    asio::steady_timer timer{events, 20ms};
    auto const outcome = co_await (async_accept(std::move(sockets.server), both, asio::use_awaitable) ||
                                   timer.async_wait(asio::use_awaitable));
    first = outcome.index();
  };
  asio::co_spawn(events, accept_soon, asio::detached);
  events.run();  // the peer says nothing
  CHECK(first == 1);
}

TEST_CASE("Asio: a socket's default token is its channel's", "[adapters]") {
  asio::io_context events;
  Sockets sockets{events};
  auto const both = endpoint("CN=QM1");
  int done = 0;
  auto const ask = [&]() -> asio::awaitable<void> {
    auto channel = co_await async_connect(asio::use_awaitable.as_default_on(std::move(sockets.client)), both);
    if (!channel) co_return;
    co_await channel->async_close();
    ++done;
  };
  asio::co_spawn(events, ask, asio::detached);
  async_accept(std::move(sockets.server), both, asio::detached);
  events.run();
  CHECK(done == 1);
}
#endif

TEST_CASE("Asio: local sockets carry channels too", "[adapters]") {
  using asio::local::stream_protocol;
  asio::io_context events;
  stream_protocol::socket one{events}, other{events};
  asio::local::connect_pair(one, other);
  int connected = 0;
  auto const both = endpoint("CN=QM1");
  auto count = [&, only_movable = std::make_unique<int>(1)](auto result) {
    connected += result.has_value() ? *only_movable : 0;
  };
  async_connect(std::move(one), both, std::move(count));
  async_accept(std::move(other), both, [&](auto result) { connected += result.has_value(); });
  events.run();
  CHECK(connected == 2);
}

TEST_CASE("Asio: a read that is cancelled has taken nothing", "[adapters]") {
  Ends<> ends;
  std::array<char, 5> place;
  std::optional<std::error_code> cancelled, read, wrote;
  asio::cancellation_signal signal;
  SECTION("by its slot") {
    ends.server->async_read_some(asio::buffer(place), asio::bind_cancellation_slot(signal.slot(), keep(cancelled)));
    signal.emit(asio::cancellation_type::total);
  }
  SECTION("by the socket") {
    ends.server->async_read_some(asio::buffer(place), keep(cancelled));
    ends.server->lowest_layer().cancel();
  }
  ends.run();
  CHECK(cancelled == operation_aborted());
  ends.server->async_read_some(asio::buffer(place), keep(read));
  ends.client->async_write_some(asio::buffer("order", 5), keep(wrote));
  ends.run();
  CHECK(read == std::error_code{});
  CHECK(std::string_view{place.data(), 5} == "order");
}

namespace {

/// Octets come for a read whose handler belongs to another io_context, so that it is still to run when the octets are there.
struct Woken {
  Woken() {
    ends.server->async_read_some(asio::buffer(received),
                                 asio::bind_executor(others, asio::bind_cancellation_slot(signal.slot(), keep(read))));
    ends.client->async_write_some(asio::buffer("order", 5), keep(wrote));
    while (ends.events.poll_one() != 0) {
    }
    CHECK_FALSE(read);
  }
  Ends<> ends;
  asio::io_context others;
  asio::cancellation_signal signal;
  std::string received = std::string(5, 0);
  std::optional<std::error_code> read, wrote;
};

}  // namespace

TEST_CASE("Asio: what happens to a read that was just woken is not forgotten", "[adapters]") {
  Woken woken;
  SECTION("nothing") {
    woken.others.run();
    CHECK(woken.read == std::error_code{});
    CHECK(woken.received == "order");
  }
  SECTION("a cancellation, and the octets are not lost") {
    woken.signal.emit(asio::cancellation_type::total);
    woken.others.run();
    CHECK(woken.read == operation_aborted());
    std::optional<std::error_code> again;
    woken.ends.server->async_read_some(asio::buffer(woken.received), keep(again));
    woken.ends.run();
    CHECK(woken.received == "order");
  }
  SECTION("the end of its channel") {
    woken.ends.server.reset();
    woken.others.run();
    CHECK(woken.read == operation_aborted());
  }
}

namespace {

/// Writes until the peer, who does not read, would have to; then the write is cancelled. How many octets of the text were taken.
auto write_until_cancelled(Ends<>& ends, std::string const& sent) -> std::size_t {
  asio::cancellation_signal signal;
  std::optional<std::error_code> wrote;
  std::size_t taken = 0;
  auto const write = [&](auto const& again) -> void {
    auto then = [&](std::error_code error, std::size_t octets) {
      taken += octets;
      if (error) {
        CHECK(octets != 0);  // the one that waits has taken some; those before have left nothing to it
        return keep(wrote)(error);
      }
      again(again);
    };
    ends.client->async_write_some(asio::buffer(sent) + taken, asio::bind_cancellation_slot(signal.slot(), then));
  };
  write(write);
  while (ends.events.poll_one() != 0) {
  }
  REQUIRE_FALSE(wrote);
  signal.emit(asio::cancellation_type::partial);
  ends.run();
  REQUIRE(wrote == operation_aborted());
  REQUIRE(taken < sent.size());
  return taken;
}

}  // namespace

TEST_CASE("Asio: what a cancelled write had taken is sent nevertheless", "[adapters]") {
  Ends<> ends;
  auto sent = text(1 << 24U);
  auto const taken = write_until_cancelled(ends, sent);
  std::string received(taken, 0);
  std::array<char, 1> place;
  std::optional<std::error_code> all, next, other;
  SECTION("while a read waits") {
    ends.client->async_read_some(asio::buffer(place), keep(next));
    asio::async_read(*ends.server, asio::buffer(received), [&](std::error_code error, std::size_t) {
      keep(all)(error);
      ends.server->async_write_some(asio::buffer("y", 1), keep(other));
    });
    ends.run();
    CHECK(next == std::error_code{});
  }
  SECTION("before more of the same") {
    ends.client->async_write_some(asio::buffer(sent) + taken, keep(next));
    asio::async_read(*ends.server, asio::buffer(received), keep(all));
    ends.run();
    CHECK(next == std::error_code{});
  }
  SECTION("before close_notify") {
    ends.client->async_close(keep(next));
    ends.events.poll();
    CHECK_FALSE(next);  // the system has no room for it yet
    asio::async_read(*ends.server, asio::buffer(received), [&](std::error_code error, std::size_t) {
      keep(all)(error);
      ends.server->async_read_some(asio::buffer(place), keep(other));
    });
    ends.run();
    CHECK(next == std::error_code{});
    CHECK(other == asio::error::make_error_code(asio::error::eof));
  }
  CHECK(all == std::error_code{});
  sent.resize(taken);
  CHECK((received == sent));
}

TEST_CASE("Asio: what is corked goes before close_notify", "[adapters]") {
  Ends<> ends;
  std::string received(6, 0);
  std::optional<std::error_code> wrote, closed, read;
  ends.client->channel().cork();
  asio::async_write(*ends.client, asio::buffer("order", 5), keep(wrote));
  ends.run();
  ends.client->async_close(keep(closed));
  asio::async_read(*ends.server, asio::buffer(received), keep(read));
  ends.run();
  CHECK(closed == std::error_code{});
  CHECK(read == asio::error::make_error_code(asio::error::eof));
  CHECK(received.substr(0, 5) == "order");
}

TEST_CASE("Asio: a channel may go, and move, while operations wait", "[adapters]") {
  Ends<> ends;
  std::array<char, 4> place;
  std::optional<std::error_code> read, wrote;
  SECTION("gone") {
    ends.server->async_read_some(asio::buffer(place), keep(read));
    ends.server.reset();
    CHECK_FALSE(read);
    ends.run();
    CHECK(read == operation_aborted());
  }
  SECTION("gone in its own handler") {
    ends.server->async_read_some(asio::buffer(place), [&](std::error_code error, std::size_t) {
      keep(read)(error);
      ends.server.reset();
    });
    ends.client->async_write_some(asio::buffer("x", 1), keep(wrote));
    ends.run();
    CHECK(read == std::error_code{});
  }
  SECTION("moved") {
    ends.server->async_read_some(asio::buffer(place), keep(read));
    auto elsewhere = *std::move(ends.server);
    ends.client->async_write_some(asio::buffer("x", 1), keep(wrote));
    ends.run();
    CHECK(read == std::error_code{});
    std::optional<std::error_code> closed;
    elsewhere.async_read_some(asio::buffer(place), keep(closed));
    elsewhere = *std::move(ends.client);  // which closes what it was
    ends.run();
    CHECK(closed == operation_aborted());
  }
  SECTION("with the io_context") {
    ends.server->async_read_some(asio::buffer(place), keep(read));
    ends.client->async_read_some(asio::buffer(place), keep(read));
  }
}

namespace {

/// Two sockets with somebody between them, who passes on a few octets each way when he is told to.
struct Line {
  explicit Line(asio::io_context& events) : near_client{events}, near_server{events} {
    for (auto* const own : {&near_client.server, &near_server.client}) {
      own->non_blocking(true);
      own->set_option(tcp::no_delay{true});
    }
  }
  void pass() {
    pass(near_client.server, near_server.client);
    pass(near_server.client, near_client.server);
  }
  void cut() {
    near_client.server.close();
    near_server.client.close();
  }
  Sockets near_client, near_server;

  static void pass(tcp::socket& from, tcp::socket& to) {
    std::array<char, 200> octets;
    std::error_code error;
    asio::write(to, asio::buffer(octets.data(), from.read_some(asio::buffer(octets), error)), error);
  }
};

enum class Fate { cancelled, cut, dropped };

/// A handshake that meets its fate after some octets: whether it was done before.
template <class... More>
auto done_before(Fate fate, int steps, bool is_client, More... more) -> bool {
  asio::cancellation_signal signal;
  int completed = 0;
  bool is_done = false;
  {
    asio::io_context events;
    Line line{events};
    auto const both = endpoint("CN=QM1", danger::AnyPeerName{}, more...);
    auto outcome = [&](auto result) {
      ++completed;
      if (!result)
        CHECK((result.error().code() == Errc::connection_lost || result.error().code() == Errc::handshake_interrupted));
    };
    auto watched = asio::bind_cancellation_slot(signal.slot(), outcome);
    auto& ours = is_client ? line.near_client.client : line.near_server.server;
    auto& theirs = is_client ? line.near_server.server : line.near_client.client;
    std::optional<AsioChannel<tcp::socket, Rfc5280, danger::NoRevocation, danger::AnyPeerName, More...>> kept;
    auto const stays = [&](auto result) {
      if (result) kept.emplace(*std::move(result));
    };
    if (is_client) {
      async_connect(std::move(ours), both, std::move(watched));
      async_accept(std::move(theirs), both, stays);
    } else {
      async_accept(std::move(ours), both, std::move(watched));
      async_connect(std::move(theirs), both, stays);
    }
    for (int i = 0; i != steps; ++i) {
      line.pass();
      events.poll();
    }
    is_done = completed != 0;
    if (fate == Fate::cancelled) signal.emit(asio::cancellation_type::terminal);
    if (fate != Fate::dropped) {
      line.cut();
      events.run();
    }
  }
  CHECK(completed == (fate == Fate::dropped && !is_done ? 0 : 1));
  return is_done;
}

template <class... More>
void meets_everywhere(Fate fate, More... more) {
  for (bool const is_client : {true, false}) {
    int steps = 0;
    while (steps != 100 && !done_before(fate, steps, is_client, more...)) ++steps;
    CAPTURE(is_client);
    CHECK(steps > 5);
    CHECK(steps != 100);
  }
}

}  // namespace

TEST_CASE("Asio: a handshake can be given up everywhere", "[adapters]") {
  meets_everywhere(Fate::cancelled);
  meets_everywhere(Fate::cancelled, Tls12{});
}

TEST_CASE("Asio: a connection can break everywhere in a handshake", "[adapters]") {
  meets_everywhere(Fate::cut);
  meets_everywhere(Fate::cut, Tls12{});
}

TEST_CASE("Asio: an io_context can go everywhere in a handshake", "[adapters]") { meets_everywhere(Fate::dropped); }

TEST_CASE("Asio: a handshake waits where the system takes no more", "[adapters]") {
  asio::io_context events;
  Line line{events};
  auto& server = line.near_server.server;
  server.non_blocking(true);
  server.set_option(tcp::socket::send_buffer_size{16384});  // which the system then does not change
  line.near_server.client.set_option(tcp::socket::receive_buffer_size{16384});
  std::vector<char> filling(1 << 16U);
  std::error_code error;
  std::size_t filled = 0;
  for (std::size_t const piece : {std::size_t{1} << 16U, std::size_t{1}, std::size_t{1}}) {
    error.clear();
    while (!error) filled += server.write_some(asio::buffer(filling, piece), error);
    std::this_thread::sleep_for(5ms);  // the system moves some of it on
  }
  auto const both = endpoint("CN=QM1");
  int connected = 0;
  async_accept(std::move(server), both, [&](auto result) { connected += result.has_value(); });
  async_connect(std::move(line.near_client.client), both, [&](auto result) { connected += result.has_value(); });
  for (int i = 0; i != 20; ++i) {
    Line::pass(line.near_client.server, line.near_server.client);
    events.poll();
  }
  line.near_server.client.non_blocking(false);
  filling.resize(filled);
  asio::read(line.near_server.client, asio::buffer(filling));
  line.near_server.client.non_blocking(true);
  CHECK(line.near_server.client.available() == 0);  // the server has not said a thing yet
  for (int i = 0; i != 100 && connected != 2; ++i) {
    events.poll();
    line.pass();
  }
  CHECK(connected == 2);
}

TEST_CASE("Asio: a timer of the program's bounds the handshake", "[adapters]") {
  asio::io_context events;
  Sockets sockets{events};
  asio::cancellation_signal signal;
  asio::steady_timer timer{events, 20ms};
  timer.async_wait([&](std::error_code) { signal.emit(asio::cancellation_type::terminal); });
  std::optional<Failure> failure;
  async_accept(std::move(sockets.server), endpoint("CN=QM1"),
               asio::bind_cancellation_slot(signal.slot(), [&](auto result) { failure = result.error(); }));
  events.run();  // the peer says nothing
  REQUIRE(failure);
  CHECK(failure->code() == Errc::connection_lost);
  CHECK(failure->occasion() == Occasion::handshake);
  CHECK(std::get<Underlying>(failure->decisive().detail).code == operation_aborted());
}

TEST_CASE("Asio: a peer that goes in the middle of the handshake is an error", "[adapters]") {
  asio::io_context events;
  Sockets sockets{events};
  std::optional<Errc> code;
  async_connect(std::move(sockets.client), endpoint("CN=QM1"), [&](auto result) { code = result.error().code(); });
  sockets.server.close();
  events.run();
  CHECK((code == Errc::handshake_interrupted || code == Errc::connection_lost));
}

namespace {

void limit_descriptors(::rlim_t count) {
  ::rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = count;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// Wants one thing to be fetched, and believes what it is told of it.
struct Asks {
  using role = vidimus::role::revocation_checker;
  bool leaves_no_descriptor = false;
  [[nodiscard]] auto wants(IssuedCertificate const& asked, Evidence const&) const -> std::vector<FetchRequest> {
    if (asked.depth != 0) return {};
    if (leaves_no_descriptor) limit_descriptors(3);
    return {{"oracle", "http://oracle.example/"}};
  }
  [[nodiscard]] auto status(IssuedCertificate const& asked, Evidence const& evidence) const -> RevocationStatus {
    SourceAnswer const answer{Step::check_ocsp, "the oracle", Outcome::accepted};
    auto const* const found = evidence.find("oracle");
    if (asked.depth != 0 || (found && text_of(found->response) == "good")) return RevocationStatus::good(answer);
    return RevocationStatus::unknown(Finding{Errc::fetch_failed}, answer);
  }
};
/// Answers when it is let.
struct SlowOracle {
  using role = vidimus::role::fetcher;
  std::shared_ptr<std::mutex> gate = std::make_shared<std::mutex>();
  std::string reply = "good";
  [[nodiscard]] auto fetch(FetchRequest const& request) const -> FetchAnswer {
    std::lock_guard const lock{*gate};
    auto const bytes = bytes_of(reply);
    return {request, Buffer{bytes.begin(), bytes.end()}};
  }
};
auto asking(SlowOracle oracle, Asks checker = {}) {
  return make_endpoint(acme().credentials("CN=QM1"), acme().anchors(), Rfc5280{}, checker, danger::AnyPeerName{},
                       std::move(oracle))
      .value();
}

}  // namespace

TEST_CASE("Asio: a fetch does not hold up the io_context", "[adapters]") {
  for (std::string const reply : {"good", "bad"}) {
    asio::io_context events;
    Sockets sockets{events};
    SlowOracle const oracle{.reply = reply};
    std::optional<Errc> code;
    int ticks = 0;
    std::unique_lock lock{*oracle.gate};
    async_connect(std::move(sockets.client), asking(oracle),
                  [&](auto result) { code = result ? Errc{} : result.error().code(); });
    async_accept(std::move(sockets.server), endpoint("CN=QM2"), asio::detached);
    asio::steady_timer timer{events};
    auto const tick = [&](auto const& again, std::error_code) -> void {
      if (++ticks == 10) return lock.unlock();
      timer.expires_after(10ms);
      timer.async_wait([&, again](std::error_code error) { again(again, error); });
    };
    tick(tick, {});
    events.run();
    CHECK(ticks == 10);
    CHECK(code == (reply == "good" ? Errc{} : Errc::fetch_failed));
  }
}

#if !defined(__has_feature)
#define __has_feature(feature) 0
#endif
#if !__has_feature(undefined_behavior_sanitizer)  // which itself needs descriptors, to look at objects
TEST_CASE("Asio: a fetch that cannot begin is an unanswered one", "[adapters]") {
  asio::io_context events;
  Sockets sockets{events};
  ::rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  std::optional<Errc> code;
  async_accept(std::move(sockets.server), endpoint("CN=QM2"), asio::detached);
  async_connect(std::move(sockets.client), asking({}, {.leaves_no_descriptor = true}), [&](auto result) {
    ::setrlimit(RLIMIT_NOFILE, &before);
    code = result ? Errc{} : result.error().code();
  });
  events.run();
  CHECK(code == Errc::fetch_failed);
}
#endif

TEST_CASE("Asio: a handshake can be given up while something is fetched", "[adapters]") {
  SlowOracle const oracle;
  std::unique_lock const lock{*oracle.gate};
  for (bool const is_cancelled : {true, false}) {
    asio::io_context events;
    Sockets sockets{events};
    asio::cancellation_signal signal;
    std::optional<Errc> code;
    async_connect(std::move(sockets.client), asking(oracle),
                  asio::bind_cancellation_slot(signal.slot(), [&](auto result) { code = result.error().code(); }));
    async_accept(std::move(sockets.server), endpoint("CN=QM2"), asio::detached);
    events.run_for(100ms);
    CHECK_FALSE(code);
    if (!is_cancelled) break;  // it goes with the io_context
    signal.emit(asio::cancellation_type::terminal);
    events.run();
    CHECK(code == Errc::connection_lost);
  }
}
