// SPDX-License-Identifier: Apache-2.0
#include <vidimus/core/bytes.hpp>
#include <vidimus/transport/tcp_listener.hpp>
#include <vidimus/transport/tcp_transport.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <csignal>
#include <cstddef>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

using namespace std::chrono_literals;
using vidimus::AddressFamily;
using vidimus::Errc;
using vidimus::Interface;
using vidimus::TcpListener;
using vidimus::TcpTransport;

namespace {

struct Connected {
  TcpTransport client, server;
};

auto connected(vidimus::Deadlines deadlines = {}) -> Connected {
  auto listener = TcpListener::listen(Interface::loopback);
  REQUIRE(listener);
  auto client = TcpTransport::connect("127.0.0.1", listener->port(), deadlines);
  REQUIRE(client);
  auto server = listener->accept(5s, deadlines);
  REQUIRE(server);
  return {*std::move(client), *std::move(server)};
}

auto write_all(TcpTransport& to, std::string_view text) -> std::error_code {
  std::error_code error;
  auto bytes = vidimus::bytes_of(text);
  while (!bytes.empty() && !error) bytes = bytes.subspan(to.write_some(bytes, error));
  return error;
}

auto read_text(TcpTransport& from, std::error_code& error) -> std::string {
  std::array<std::byte, 64> bytes;
  auto const count = from.read_some(bytes, error);
  return std::string{vidimus::text_of(vidimus::ByteView{bytes}.first(count))};
}

}  // namespace

TEST_CASE("bytes arrive both ways and the end of the stream is told", "[transport]") {
  auto [client, server] = connected();
  std::error_code error;
  CHECK_FALSE(write_all(client, "to server"));
  CHECK(read_text(server, error) == "to server");
  CHECK_FALSE(write_all(server, "to client"));
  CHECK(read_text(client, error) == "to client");
  client.close();
  CHECK(read_text(server, error).empty());
  CHECK_FALSE(error);
}

TEST_CASE("an IPv6 connection works and its peer is named in brackets", "[transport]") {
  auto listener = TcpListener::listen(Interface::loopback, 0, AddressFamily::ipv6);
  if (!listener) SKIP("this machine has no IPv6 loopback");
  auto client = TcpTransport::connect("::1", listener->port());
  REQUIRE(client);
  auto server = listener->accept(5s);
  REQUIRE(server);
  CHECK(client->description() == "[::1]:" + std::to_string(listener->port()));
  std::error_code error;
  CHECK_FALSE(write_all(*client, "six"));
  CHECK(read_text(*server, error) == "six");
}

TEST_CASE("a host name is tried at each of its addresses", "[transport]") {
  // `localhost` is often ::1 first, where nobody listens
  auto listener = TcpListener::listen(Interface::loopback);
  REQUIRE(listener);
  auto client = TcpTransport::connect("localhost", listener->port());
  REQUIRE(client);
  CHECK(client->description() == listener->description());
}

TEST_CASE("a port where nobody listens is refused with host, port and reason", "[transport]") {
  auto listener = TcpListener::listen(Interface::loopback);
  REQUIRE(listener);
  auto const port = listener->port();
  listener = vidimus::refuse(Errc::bad_argument);  // closes it
  auto const client = TcpTransport::connect("127.0.0.1", port);
  REQUIRE_FALSE(client);
  CHECK(client.error().code() == Errc::connect_failed);
  CHECK(client.error().decisive().subject == "127.0.0.1:" + std::to_string(port));
  CHECK(std::get<vidimus::Underlying>(client.error().decisive().detail).code == std::errc::connection_refused);
}

TEST_CASE("a name that does not resolve is refused as such", "[transport]") {
  auto const client = TcpTransport::connect(std::string(80, 'a'), 1);
  REQUIRE_FALSE(client);
  CHECK(client.error().code() == Errc::name_resolution_failed);
}

TEST_CASE("connecting ends at its deadline", "[transport]") {
  // a listener whose queue is full leaves further connections unanswered
  auto const deaf = vidimus::detail::open_socket(AF_INET);
  ::sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::bind(deaf.descriptor(), reinterpret_cast<::sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(deaf.descriptor(), 0) == 0);
  ::socklen_t size = sizeof address;
  REQUIRE(::getsockname(deaf.descriptor(), reinterpret_cast<::sockaddr*>(&address), &size) == 0);
  std::vector<TcpTransport> queue;
  for (int i = 0; i != 16; ++i) {
    auto client = TcpTransport::connect("127.0.0.1", ntohs(address.sin_port), {.connect = 100ms});
    if (client) {
      queue.push_back(*std::move(client));
      continue;
    }
    CHECK(client.error().code() == Errc::timed_out);
    CHECK(client.error().is_transient());
    return;
  }
  FAIL("every connection was answered");
}

TEST_CASE("reading ends at its deadline", "[transport]") {
  auto [client, server] = connected({.read = 30ms});
  std::error_code error;
  auto const before = std::chrono::steady_clock::now();
  CHECK(read_text(client, error).empty());
  CHECK(error == std::errc::timed_out);
  auto const waited = std::chrono::steady_clock::now() - before;
  CHECK(waited >= 29ms);
  CHECK(waited < 10s);
}

TEST_CASE("writing to a peer that does not read ends at its deadline", "[transport]") {
  auto [client, server] = connected({.write = 30ms});
  std::vector<std::byte> const block(1 << 20);
  std::error_code error;
  std::size_t written = 0;
  for (int i = 0; i != 1000 && !error; ++i) written += client.write_some(block, error);
  CHECK(error == std::errc::timed_out);
  CHECK(written > 0);
}

TEST_CASE("a non-blocking transport says that it would block", "[transport]") {
  auto [client, server] = connected();
  client.set_blocking(false);
  std::error_code error;
  CHECK(read_text(client, error).empty());
  CHECK(error == std::errc::operation_would_block);
  std::vector<std::byte> const block(1 << 20);
  error.clear();
  for (int i = 0; i != 1000 && !error; ++i) client.write_some(block, error);
  CHECK(error == std::errc::operation_would_block);
  CHECK_FALSE(write_all(server, "now"));
  client.set_blocking(true);
  CHECK(read_text(client, error) == "now");
}

TEST_CASE("an empty span moves nothing and says nothing of the stream", "[transport]") {
  auto [client, server] = connected();
  std::error_code error = std::make_error_code(std::errc::io_error);
  CHECK(client.read_some({}, error) == 0);
  CHECK_FALSE(error);
  CHECK(client.write_some({}, error) == 0);
  CHECK_FALSE(error);
}

TEST_CASE("writing to a peer that has gone is an error and no signal", "[transport]") {
  auto [client, server] = connected();
  auto const before = std::signal(SIGPIPE, SIG_DFL);
  server.close();
  std::error_code error;
  for (int i = 0; i != 100 && !error; ++i) {
    error = write_all(client, "is anybody there");
    std::this_thread::sleep_for(1ms);
  }
  CHECK((error == std::errc::broken_pipe || error == std::errc::connection_reset));
  std::signal(SIGPIPE, before);
}

TEST_CASE("what was written last arrives although the peer's own bytes were never read", "[transport]") {
  auto [client, server] = connected();
  CHECK_FALSE(write_all(client, "never read"));
  CHECK_FALSE(write_all(server, "a last word"));
  server.close();
  std::error_code error;
  CHECK(read_text(client, error) == "a last word");
  CHECK(read_text(client, error).empty());
  CHECK_FALSE(error);
}

TEST_CASE("a closed or moved-from transport refuses to move bytes", "[transport]") {
  auto [client, server] = connected();
  auto const descriptor = client.native_handle();
  auto moved = std::move(client);
  CHECK(moved.native_handle() == descriptor);
  std::error_code error;
  CHECK(read_text(client, error).empty());
  CHECK(error == std::errc::bad_file_descriptor);
  moved.close();
  CHECK_FALSE(moved.is_open());
  CHECK(write_all(moved, "x") == std::errc::bad_file_descriptor);
}

TEST_CASE("a transport that gets another connection closes its own", "[transport]") {
  auto first = connected(), second = connected();
  first.client = std::move(second.client);
  std::error_code error;
  CHECK(read_text(first.server, error).empty());
  CHECK_FALSE(error);
  CHECK_FALSE(write_all(first.client, "second"));
  CHECK(read_text(second.server, error) == "second");
}

TEST_CASE("small writes are sent at once and the socket is not inherited", "[transport]") {
  auto [client, server] = connected();
  int no_delay = 0;
  ::socklen_t size = sizeof no_delay;
  REQUIRE(::getsockopt(client.native_handle(), IPPROTO_TCP, TCP_NODELAY, &no_delay, &size) == 0);
  CHECK(no_delay != 0);
  CHECK((::fcntl(client.native_handle(), F_GETFD) & FD_CLOEXEC) != 0);
  CHECK((::fcntl(server.native_handle(), F_GETFD) & FD_CLOEXEC) != 0);
}

TEST_CASE("only a connected TCP socket is taken over, and another stays the caller's", "[transport]") {
  auto const lonely = vidimus::detail::open_socket(AF_INET);
  auto const taken = TcpTransport::adopt(lonely.descriptor());
  REQUIRE_FALSE(taken);
  CHECK(taken.error().code() == Errc::bad_argument);
  CHECK(::fcntl(lonely.descriptor(), F_GETFD) >= 0);
  CHECK_FALSE(TcpTransport::adopt(-1));
}

TEST_CASE("large data arrives whole while the other end reads slowly", "[transport]") {
  auto [client, server] = connected();
  std::vector<std::byte> sent(3'000'000);
  for (std::size_t i = 0; i != sent.size(); ++i) sent[i] = static_cast<std::byte>(i * 7);
  std::thread writer{[&client, &sent] {
    std::error_code error;
    for (vidimus::ByteView rest{sent}; !rest.empty() && !error;) rest = rest.subspan(client.write_some(rest, error));
    client.close();
  }};
  std::vector<std::byte> received;
  std::array<std::byte, 10'007> part;
  std::error_code error;
  while (auto const count = server.read_some(part, error))
    received.insert(received.end(), part.begin(), part.begin() + count);
  writer.join();
  CHECK_FALSE(error);
  CHECK(received == sent);
}
