// SPDX-License-Identifier: Apache-2.0
// The Hellos of RFC 8448, section 3, and what a malformed one may not do.
#include <vidimus/engine/hello.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string_view>

#include "record_vectors.hpp"

using namespace vidimus::engine::detail;
using record_test::from_hex;

namespace {

// without their four octets of handshake header
constexpr std::string_view client_hello =
    "0303cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece7000006130113031302010000910000000b0009000006"
    "736572766572ff01000100000a00140012001d0017001800190100010101020103010400230000003300260024001d002099381de560e4bd"
    "43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c002b0003020304000d0020001e040305030603020308040805080604010501"
    "0601020104020502060202 02002d00020101001c00024001";
constexpr std::string_view server_hello =
    "0303a6af06a4121860dc5e6e60249cd34c95930c8ac5cb1434dac155772ed3e2692800130100002e00330024001d0020c9828876112095fe"
    "66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f002b00020304";

auto without_blanks(std::string_view text) -> vidimus::Buffer {
  std::string packed;
  for (auto const c : text)
    if (c != ' ') packed += c;
  return from_hex(packed);
}

}  // namespace

TEST_CASE("a ClientHello is read as RFC 8448 prints it", "[engine]") {
  auto const offer = read_client_hello(without_blanks(client_hello));
  REQUIRE(offer);
  CHECK(offer->suites == std::vector<std::uint16_t>{0x1301, 0x1303, 0x1302});
  CHECK(offer->versions == std::vector<std::uint16_t>{0x0304});
  CHECK(offer->groups ==
        std::vector<std::uint16_t>{0x001D, 0x0017, 0x0018, 0x0019, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104});
  CHECK(offer->server_name == "server");
  CHECK(offer->application_protocols.empty());
}

TEST_CASE("a ServerHello is read as RFC 8448 prints it", "[engine]") {
  auto const choice = read_server_hello(without_blanks(server_hello));
  REQUIRE(choice);
  CHECK(choice->version == 0x0304);
  CHECK(choice->suite == 0x1301);
  CHECK(choice->group == 0x001D);
  CHECK_FALSE(choice->is_retry);
}

TEST_CASE("a HelloRetryRequest is told by its random", "[engine]") {
  auto const retry = read_server_hello(from_hex(
      "0303CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C00130100000C003300020017002B00020304"));
  REQUIRE(retry);
  CHECK(retry->is_retry);
}

TEST_CASE("a Hello without extensions is an older version's", "[engine]") {
  std::string const random(64, '0');
  auto const offer = read_client_hello(from_hex("0303" + random + "00" + "0002C02B" + "0100"));
  REQUIRE(offer);
  CHECK(offer->versions == std::vector<std::uint16_t>{0x0303});
  auto const choice = read_server_hello(from_hex("0303" + random + "00" + "C02B" + "00"));
  REQUIRE(choice);
  CHECK(choice->version == 0x0303);
  CHECK(choice->group == 0);
}

TEST_CASE("a Hello that is cut off anywhere is none, or an older version's", "[engine]") {
  auto const client = without_blanks(client_hello), server = without_blanks(server_hello);
  auto const suites_end = 2 + 32 + 1 + 2 + 6 + 2;
  for (std::size_t i = 0; i != client.size(); ++i) {
    auto const offer = read_client_hello(vidimus::ByteView{client}.first(i));
    CHECK(offer.has_value() == (i == suites_end));
  }
  for (std::size_t i = 0; i != server.size(); ++i)
    CHECK(read_server_hello(vidimus::ByteView{server}.first(i)).has_value() == (i == 2 + 32 + 1 + 2 + 1));
}

TEST_CASE("the group of a TLS 1.2 key exchange is that of its named curve", "[engine]") {
  CHECK(group_of_key_exchange(from_hex("03001741")) == 0x0017);
  CHECK(group_of_key_exchange(from_hex("0100170000")) == 0);  // explicit_prime
  CHECK(group_of_key_exchange(from_hex("03")) == 0);
  CHECK(group_of_key_exchange({}) == 0);
}

TEST_CASE("names of protocols and hosts are taken as they are", "[engine]") {
  std::string const random(64, '0');
  // server_name "a" of type 0; ALPN "mq", "h2"
  auto const offer =
      read_client_hello(from_hex("0303" + random + "00" + "0002C02B" + "0100" + "0016" + "0000" + "0006" + "0004" +
                                 "00" + "000161" + "0010" + "0008" + "0006" + "026D71" + "026832"));
  REQUIRE(offer);
  CHECK(offer->server_name == "a");
  CHECK(offer->application_protocols == std::vector<std::string>{"mq", "h2"});
}
