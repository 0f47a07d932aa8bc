// SPDX-License-Identifier: Apache-2.0
#include <vidimus/transport/tcp_listener.hpp>

#include <catch2/catch_test_macros.hpp>

#include <variant>

using namespace std::chrono_literals;
using vidimus::Errc;
using vidimus::Interface;
using vidimus::TcpListener;
using vidimus::TcpTransport;

TEST_CASE("port 0 gets a port of the system's choice, and two listeners two", "[transport]") {
  auto const first = TcpListener::listen(Interface::loopback), second = TcpListener::listen(Interface::loopback);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->port() != 0);
  CHECK(first->port() != second->port());
  CHECK(first->description() == "127.0.0.1:" + std::to_string(first->port()));
}

TEST_CASE("a port that is taken cannot be listened on", "[transport]") {
  auto const first = TcpListener::listen(Interface::loopback);
  REQUIRE(first);
  auto const second = TcpListener::listen(Interface::loopback, first->port());
  REQUIRE_FALSE(second);
  CHECK(second.error().code() == Errc::listen_failed);
  CHECK(second.error().decisive().subject == first->description());
  CHECK(std::get<vidimus::Underlying>(second.error().decisive().detail).code == std::errc::address_in_use);
}

TEST_CASE("accepting ends at its deadline", "[transport]") {
  auto listener = TcpListener::listen(Interface::loopback);
  REQUIRE(listener);
  auto const nobody = listener->accept(20ms);
  REQUIRE_FALSE(nobody);
  CHECK(nobody.error().code() == Errc::timed_out);
  CHECK(nobody.error().decisive().subject == listener->description());
}

TEST_CASE("a listener on any interface is reached over loopback and names its peer", "[transport]") {
  auto listener = TcpListener::listen(Interface::any);
  REQUIRE(listener);
  auto const client = TcpTransport::connect("127.0.0.1", listener->port());
  REQUIRE(client);
  auto const server = listener->accept(5s);
  REQUIRE(server);
  CHECK(server->description().starts_with("127.0.0.1:"));
}

TEST_CASE("a client that has gone again does not stop the listener", "[transport]") {
  auto listener = TcpListener::listen(Interface::loopback);
  REQUIRE(listener);
  {
    auto hasty = TcpTransport::connect("127.0.0.1", listener->port());
    REQUIRE(hasty);
    ::linger const at_once{1, 0};  // close with a reset
    ::setsockopt(hasty->native_handle(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  auto const steady = TcpTransport::connect("127.0.0.1", listener->port());
  REQUIRE(steady);
  bool met_steady = false;
  for (int i = 0; i != 2 && !met_steady; ++i) {
    auto const server = listener->accept(5s);
    REQUIRE(server);
    ::sockaddr_storage own{};
    ::socklen_t size = sizeof own;
    REQUIRE(::getsockname(steady->native_handle(), reinterpret_cast<::sockaddr*>(&own), &size) == 0);
    met_steady = server->description() == vidimus::detail::address_text(own);
  }
  CHECK(met_steady);
}
