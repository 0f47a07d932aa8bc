// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/ip_address.hpp>

#include <catch2/catch_test_macros.hpp>

#include <arpa/inet.h>

#include <array>
#include <random>
#include <string>

using namespace vidimus;
using detail::read_ip_address;

static_assert(read_ip_address("2001:db8::1").size == 16);
static_assert(read_ip_address("192.0.2.1").octets[3] == std::byte{1});

namespace {

/// As it is written back, or the words for what is wrong with it.
auto again(std::string_view text) -> std::string {
  auto const read = read_ip_address(text);
  if (read.mistake != IpAddressMistake::none) return std::string{text_of(read.mistake)};
  return IpAddress{ByteView{read.octets}.first(read.size)}.to_text();
}

void is_refused(std::string_view text, IpAddressMistake mistake, std::size_t offset) {
  INFO(text);
  auto const read = read_ip_address(text);
  CHECK(read.mistake == mistake);
  CHECK(read.offset == offset);
  CHECK(read.size == 0);
}

}  // namespace

TEST_CASE("an address of version 4 is four decimal numbers", "[x509]") {
  for (auto const* const text : {"0.0.0.0", "192.0.2.1", "255.255.255.255", "10.100.9.99"}) CHECK(again(text) == text);
}

TEST_CASE("an address of version 6 is read in every form and written in one", "[x509]") {
  CHECK(again("2001:DB8:0:0:8:800:200C:417A") == "2001:db8::8:800:200c:417a");
  CHECK(again("FF01:0:0:0:0:0:0:101") == "ff01::101");
  CHECK(again("0:0:0:0:0:0:0:1") == "::1");
  CHECK(again("0:0:0:0:0:0:0:0") == "::");
  CHECK(again("::") == "::");
  CHECK(again("1::") == "1::");
  CHECK(again("2001:0db8::0001") == "2001:db8::1");
  CHECK(again("1:2:3:4:5:6:7::") == "1:2:3:4:5:6:7:0");
  CHECK(again("::2:3:4:5:6:7:8") == "0:2:3:4:5:6:7:8");
  CHECK(again("::FFFF:129.144.52.38") == "::ffff:8190:3426");
  CHECK(again("1:2:3:4:5:6:13.1.68.3") == "1:2:3:4:5:6:d01:4403");
}

TEST_CASE("the longest run of zeros is left out, the first of two, and never one alone", "[x509]") {
  CHECK(again("2001:db8:0:0:1:0:0:1") == "2001:db8::1:0:0:1");
  CHECK(again("2001:0:0:1:0:0:0:1") == "2001:0:0:1::1");
  CHECK(again("2001:db8:0:1:1:1:1:1") == "2001:db8:0:1:1:1:1:1");
  CHECK(again("0:0:1:0:0:0:1:0") == "0:0:1::1:0");
  CHECK(again("1:0:0:0:1:1:0:0") == "1::1:1:0:0");
  CHECK(again("1:1:1:1:1:1:0:0") == "1:1:1:1:1:1::");
}

TEST_CASE("what is no address is refused with the place", "[x509]") {
  is_refused("", IpAddressMistake::empty, 0);
  is_refused("192.0.2", IpAddressMistake::too_short, 7);
  is_refused("192.0.2.", IpAddressMistake::too_short, 8);
  is_refused("192.0.2.1.1", IpAddressMistake::too_long, 9);
  is_refused("192.0.2.256", IpAddressMistake::number_too_large, 8);
  is_refused("192.0.02.1", IpAddressMistake::leading_zero, 6);
  is_refused("192.0.2.001", IpAddressMistake::leading_zero, 8);
  is_refused("0xC0000201", IpAddressMistake::character_not_allowed, 1);
  is_refused("3221225985", IpAddressMistake::number_too_large, 0);
  is_refused("192..2.1", IpAddressMistake::character_not_allowed, 4);
  is_refused("192.0.2.1 ", IpAddressMistake::character_not_allowed, 9);
  is_refused("192.0.2.0/24", IpAddressMistake::character_not_allowed, 9);
  is_refused("192.0.2.1:443", IpAddressMistake::character_not_allowed, 9);
  is_refused("qm1.acme.example", IpAddressMistake::character_not_allowed, 0);
  is_refused("1:2:3:4:5:6:7", IpAddressMistake::too_short, 13);
  is_refused("1:2:3:4:5:6:7:", IpAddressMistake::too_short, 14);
  is_refused("1:2:3:4:5:6:7:8:9", IpAddressMistake::too_long, 16);
  is_refused("::1:2:3:4:5:6:7:8", IpAddressMistake::too_long, 17);
  is_refused("1:2:3:4:5:6:7:1.2.3.4", IpAddressMistake::too_long, 14);
  is_refused("1::2::3", IpAddressMistake::second_double_colon, 4);
  is_refused("1:::2", IpAddressMistake::character_not_allowed, 3);
  is_refused(":1::", IpAddressMistake::character_not_allowed, 0);
  is_refused("12345::", IpAddressMistake::number_too_large, 0);
  is_refused("g::", IpAddressMistake::character_not_allowed, 0);
  is_refused("::1.2.3", IpAddressMistake::too_short, 7);
  is_refused("::1.2.3.4.5", IpAddressMistake::too_long, 9);
  is_refused("::01.2.3.4", IpAddressMistake::leading_zero, 2);
  is_refused("1.2.3.4::", IpAddressMistake::character_not_allowed, 7);
  is_refused("[2001:db8::1]", IpAddressMistake::character_not_allowed, 0);
  is_refused("fe80::1%eth0", IpAddressMistake::character_not_allowed, 7);
}

TEST_CASE("every mistake in an IP address has its words", "[x509]") {
  for (int i = 0; i <= static_cast<int>(IpAddressMistake::second_double_colon); ++i)
    CHECK_FALSE(text_of(static_cast<IpAddressMistake>(i)).empty());
}

// Of the addresses that the C library takes, these forms are all that it knows for version 6.
TEST_CASE("random texts are addresses exactly where inet_pton says so", "[x509]") {
  std::mt19937 random{20240101};
  constexpr std::string_view pieces = "0123456789abcdefABCDEF::::....";
  std::size_t good = 0;
  for (int i = 0; i != 200'000; ++i) {
    std::string text;
    for (auto length = random() % 12; length != 0; --length) text += pieces[random() % pieces.size()];
    std::array<std::byte, 16> octets{};
    int const family = text.find(':') == std::string::npos ? AF_INET : AF_INET6;
    bool const expected = inet_pton(family, text.c_str(), octets.data()) == 1;
    auto const read = read_ip_address(text);
    INFO(text);
    REQUIRE((read.size != 0) == expected);
    if (!expected) continue;
    ++good;
    REQUIRE(read.octets == octets);
    std::array<char, INET6_ADDRSTRLEN> written{};
    REQUIRE(inet_ntop(family, octets.data(), written.data(), written.size()) != nullptr);
    if (std::string_view{written.data()}.find('.') == std::string_view::npos) REQUIRE(again(text) == written.data());
  }
  CHECK(good > 1000);
}
