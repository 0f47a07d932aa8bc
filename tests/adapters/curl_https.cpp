// SPDX-License-Identifier: Apache-2.0
// https by libcurl, from a server that is a channel of our own.
#include <vidimus/adapters/curl.hpp>
#include <vidimus/channel/connect.hpp>
#include <vidimus/core/explain.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/peer_name/any_peer_name.hpp>
#include <vidimus/revocation/no_revocation.hpp>
#include <vidimus/transport/tcp_listener.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <chrono>
#include <string>
#include <thread>

#include "command_peer.hpp"
#include "company.hpp"

using namespace vidimus;
using vidimus_test::Company;
using vidimus_test::TemporaryFolder;

namespace {

using OnLoopback =
    CurlFetcher<HttpLimits{.total_milliseconds = 5000, .connect_milliseconds = 3000, .loopback = Access::allowed}>;

/// What libcurl gets from a server with a certificate for these names, where it trusts `trusted`.
auto fetch_from(Company const& acme, std::vector<std::string> names, std::string const& trusted) -> FetchAnswer {
  auto const own = acme.issue("CN=ocsp.acme.example", std::move(names));
  auto const endpoint =
      make_endpoint(acme.credentials(own), acme.anchors(), Rfc5280{}, danger::NoRevocation{}, danger::AnyPeerName{},
                    danger::NoClientCertificate{}, SslCiph<"ANY_TLS12_OR_HIGHER">{})
          .value();
  auto listener = TcpListener::listen(Interface::loopback).value();
  std::thread server{[&] {
    auto channel = accept(listener.accept().value(), endpoint);
    std::array<std::byte, 4096> bytes;
    if (!channel || !channel->read(bytes)) return;
    (void)channel->write(bytes_of("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret"));
    (void)channel->close();
  }};
  TemporaryFolder const folder;
  OnLoopback const fetcher{{.ca_file = folder.file("root.pem", trusted)}};
  auto answer = fetcher.fetch({"key", "https://" + listener.description() + "/"});
  server.join();
  return answer;
}

}  // namespace

TEST_CASE("libcurl fetches by https from whom it can trust", "[adapters]") {
  Company const acme;
  auto const answer = fetch_from(acme, {"IP:127.0.0.1"}, acme.root.pem());
  if (answer.failure) FAIL(explain(*answer.failure));
  CHECK(text_of(answer.response) == "secret");
}

TEST_CASE("libcurl does not fetch by https from others", "[adapters]") {
  Company const acme, other;
  auto const untrusted = fetch_from(acme, {"IP:127.0.0.1"}, other.root.pem());
  REQUIRE(untrusted.failure);
  CHECK(untrusted.failure->code == Errc::fetch_failed);
  CHECK(std::get<Underlying>(untrusted.failure->detail).native == CURLE_PEER_FAILED_VERIFICATION);
  auto const misnamed = fetch_from(acme, {"IP:127.0.0.2"}, acme.root.pem());
  REQUIRE(misnamed.failure);
  CHECK(std::get<Underlying>(misnamed.failure->detail).native == CURLE_PEER_FAILED_VERIFICATION);
  CHECK(misnamed.response.empty());
}
