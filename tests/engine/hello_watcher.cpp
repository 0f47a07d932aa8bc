// SPDX-License-Identifier: Apache-2.0
#include <vidimus/engine/hello_watcher.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

#include "record_vectors.hpp"

using record_test::from_hex;
using vidimus::Buffer;
using vidimus::ByteView;
using vidimus::engine::detail::HelloWatcher;

namespace {

std::string const random_octets(64, '0');

auto hex_length(std::size_t octets, int digits) -> std::string {
  std::string text;
  for (int i = digits; i-- > 0;) text += "0123456789ABCDEF"[octets >> (4 * i) & 15];
  return text;
}
auto record(int type, std::string const& body) -> std::string {
  return hex_length(static_cast<std::size_t>(type), 2) + "0303" + hex_length(body.size() / 2, 4) + body;
}
auto message(int type, std::string const& body) -> std::string {
  return hex_length(static_cast<std::size_t>(type), 2) + hex_length(body.size() / 2, 6) + body;
}
auto client_hello(std::string const& suite) -> std::string {
  return message(1, "0303" + random_octets + "00" + "0002" + suite + "0100");
}
auto server_hello(std::string const& suite) -> std::string {
  return message(2, "0303" + random_octets + "00" + suite + "00");
}

auto watched(std::string const& hex) -> HelloWatcher {
  HelloWatcher watcher;
  watcher.watch(from_hex(hex));
  return watcher;
}

}  // namespace

TEST_CASE("Hellos are found however records and messages are cut", "[engine]") {
  // ServerHello, a long Certificate, ServerKeyExchange, ServerHelloDone: TLS 1.2, in two records that share a message
  auto const flight =
      server_hello("C02B") + message(11, std::string(6000, '5')) + message(12, "03001D2000") + message(14, "");
  auto const stream = from_hex(record(22, flight.substr(0, 200)) + record(22, flight.substr(200)) + record(20, "01") +
                               record(22, flight));
  for (std::size_t const step : {std::size_t{1}, std::size_t{7}, std::size_t{64}, stream.size()}) {
    HelloWatcher watcher;
    for (std::size_t at = 0; at < stream.size(); at += step)
      watcher.watch(ByteView{stream}.subspan(at, std::min(step, stream.size() - at)));
    REQUIRE(watcher.choice());
    CHECK(watcher.choice()->suite == 0xC02B);
    CHECK(watcher.choice()->group == 0x001D);
    CHECK(watcher.is_encrypted());
  }
}

TEST_CASE("a second ClientHello after a retry counts, one after other messages does not", "[engine]") {
  auto const retried = watched(record(22, client_hello("1301")) + record(20, "01") + record(22, client_hello("1302")));
  REQUIRE(retried.offer());
  CHECK(retried.offer()->suites.front() == 0x1302);
  CHECK_FALSE(retried.is_encrypted());
  auto const late =
      watched(record(22, client_hello("C02B")) + record(22, message(16, "00")) + record(22, client_hello("C02C")));
  REQUIRE(late.offer());
  CHECK(late.offer()->suites.front() == 0xC02B);
}

TEST_CASE("nothing is read behind the first encrypted record", "[engine]") {
  auto const tls13 = watched(record(22, server_hello("1301")) + record(20, "01") + record(23, "00") +
                             record(22, server_hello("1302")));
  CHECK(tls13.choice()->suite == 0x1301);
  CHECK(tls13.is_encrypted());
  auto const tls12 =
      watched(record(22, client_hello("C02B") + message(16, "00")) + record(20, "01") + record(21, "0228"));
  CHECK(tls12.is_encrypted());
  CHECK_FALSE(tls12.alert());
  CHECK(watched("48545450").is_encrypted() == false);
  CHECK(watched("4854545020").is_encrypted());  // no TLS at all
}

TEST_CASE("an alert in plaintext is noted, one of another length is none", "[engine]") {
  CHECK(watched(record(22, client_hello("1301")) + record(21, "0230")).alert() == vidimus::Alert::unknown_ca);
  CHECK_FALSE(watched(record(21, "015A") + record(22, client_hello("1301"))).alert());  // something came after it
  CHECK_FALSE(watched(record(21, "023000")).alert());
  CHECK_FALSE(watched(record(21, "02")).alert());
  CHECK_FALSE(watched("15030300020 2").alert());
}

TEST_CASE("a message beyond the limit is passed over", "[engine]") {
  auto const big = message(1, std::string(2 * 20'000, '0'));
  HelloWatcher watcher;
  for (std::size_t at = 0; at < big.size(); at += 20'000) watcher.watch(from_hex(record(22, big.substr(at, 20'000))));
  CHECK_FALSE(watcher.offer());
  watcher.watch(from_hex(record(22, client_hello("1301"))));
  REQUIRE(watcher.offer());
  CHECK(watcher.offer()->suites.front() == 0x1301);
}

TEST_CASE("a malformed Hello is no Hello", "[engine]") {
  CHECK_FALSE(watched(record(22, message(1, "0303"))).offer());
  CHECK_FALSE(watched(record(22, message(2, "0303"))).choice());
}
