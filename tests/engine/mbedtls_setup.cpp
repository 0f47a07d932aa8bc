// SPDX-License-Identifier: Apache-2.0
#include "engine_fixture.hpp"

#include <thread>

using namespace engine_test;

namespace {
constexpr auto tls12 = ProtocolVersion::tls12, tls13 = ProtocolVersion::tls13;

auto refusal_of(Settings made) -> Failure {
  auto const setup = vidimus::engine::MbedtlsSetup::prepare(std::move(made));
  REQUIRE_FALSE(setup);
  return setup.error();
}
}  // namespace

TEST_CASE("a set-up keeps what it was told", "[engine]") {
  auto const setup = prepared(settings(End::server, "ec-server", tls12, tls13));
  CHECK(setup->settings().end == End::server);
  CHECK(setup->settings().certificates == chain("ec-server"));
}

TEST_CASE("own certificates that the library cannot read are refused at the start", "[engine]") {
  CHECK(refusal_of(settings(End::server, "ed25519-signed", tls13)).code() == Errc::engine_failed);
  auto garbage = settings(End::server, "ec-server", tls13);
  garbage.certificates.front().resize(20);
  auto const failure = refusal_of(std::move(garbage));
  CHECK(failure.code() == Errc::engine_failed);
  CHECK(std::get<vidimus::Underlying>(failure.decisive().detail).native != 0);
}

TEST_CASE("own certificates may have critical extensions that the library does not process", "[engine]") {
  CHECK(prepared(settings(End::server, "constrained", tls13))->settings().certificates == chain("constrained"));
}

TEST_CASE("settings that cannot be kept are refused before the library sees them", "[engine]") {
  auto server = settings(End::server, "", tls13);
  CHECK(refusal_of(std::move(server)).code() == Errc::own_certificate_missing);
}

TEST_CASE("a session keeps its set-up alive", "[engine]") {
  std::weak_ptr<vidimus::engine::MbedtlsSetup const> watched;
  {
    auto setup = prepared(settings(End::client, "", tls13));
    watched = setup;
    Peer client{std::move(setup)};
    CHECK_FALSE(watched.expired());
    client.advance();
    CHECK(client.is_at(Progress::wants_input));
  }
  CHECK(watched.expired());
}

TEST_CASE("many threads use one set-up", "[engine]") {
  auto const of_client = prepared(settings(End::client, "ec-client", tls12, tls13)),
             of_server = prepared(settings(End::server, "rsa-server", tls12, tls13));
  std::vector<int> established(4, 0);
  std::vector<std::thread> threads;
  for (auto& count : established)
    threads.emplace_back([&count, &of_client, &of_server] {
      for (int i = 0; i != 10; ++i) {
        Pair pair{of_client, of_server};
        pair.run();
        if (pair.is_established()) ++count;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(established == std::vector<int>(4, 10));
}
