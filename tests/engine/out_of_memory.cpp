// SPDX-License-Identifier: Apache-2.0
// compiled alone: replaces operator new
// Memory that runs out at any allocation: in a callback of the TLS library it becomes a failure, elsewhere an
// exception, and never the end of the program.
#include <cstdlib>
#include <new>

#include "engine_fixture.hpp"

namespace {
// The n-th allocation from now on fails, on this thread; 0: none.
thread_local std::size_t allocations_left = 0;

auto allocate(std::size_t size) -> void* {
  if (allocations_left != 0 && --allocations_left == 0) throw std::bad_alloc{};
  if (auto* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc{};
}
}  // namespace

auto operator new(std::size_t size) -> void* { return allocate(size); }
auto operator new[](std::size_t size) -> void* { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

using namespace engine_test;

namespace {

enum class Outcome { paused, failed, threw };

// A client reads a server's flight while one allocation fails.
auto read_flight(Setup const& of_client, Setup const& of_server, std::size_t failing) -> Outcome {
  Pair pair{of_client, of_server};
  pair.client.advance();
  carry(pair.client, pair.server);
  pair.server.advance();
  pair.client.session.receive(pair.server.line.all);
  try {
    allocations_left = failing;
    auto const next = pair.client.session.advance();
    allocations_left = 0;
    if (next) {
      CHECK(*next == Progress::peer_shown);
      return Outcome::paused;
    }
    CHECK(next.error().code() == Errc::out_of_memory);
    return Outcome::failed;
  } catch (std::bad_alloc const&) {
    allocations_left = 0;
    return Outcome::threw;
  }
}

}  // namespace

TEST_CASE("memory that runs out while certificates are received is a failure of the connection", "[engine]") {
  for (auto const version : {ProtocolVersion::tls12, ProtocolVersion::tls13}) {
    auto of_server = settings(End::server, "ec-server", version);
    of_server.client_authentication = ClientAuthentication::off;
    auto const client_setup = prepared(settings(End::client, "", version)),
               server_setup = prepared(std::move(of_server));
    int failures = 0;
    std::size_t failing = 1;
    for (Outcome outcome = Outcome::failed; outcome != Outcome::paused && failing != 1000; ++failing) {
      outcome = read_flight(client_setup, server_setup, failing);
      if (outcome == Outcome::failed) ++failures;
    }
    CHECK(failing > 3);
    CHECK(failing < 1000);
    CHECK(failures >= 3);  // each certificate's copy, and the lists
  }
}
