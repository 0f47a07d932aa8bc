// SPDX-License-Identifier: Apache-2.0
#include <vidimus/x509/serial_number.hpp>

#include "../der/octets.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vidimus;
using der_tests::hex;
using der_tests::octets;

namespace {
constexpr auto five = octets(0x05);
constexpr auto six = octets(0x06);
constexpr auto long_one = octets(0x01, 0x00);
static_assert(SerialNumber{five} < SerialNumber{six} && SerialNumber{six} < SerialNumber{long_one});
static_assert(SerialNumber{five} == SerialNumber{five} && SerialNumber{five} != SerialNumber{six});
}  // namespace

TEST_CASE("a serial number is shown without its sign octet", "[x509]") {
  auto const text = [](char const* contents, std::string_view separator = "") {
    auto const bytes = hex(contents);
    return SerialNumber{bytes}.to_hex(separator);
  };
  CHECK(text("05a1") == "05A1");
  CHECK(text("00ff", ":") == "FF");
  CHECK(text("05a1b2", ":") == "05:A1:B2");
  CHECK(text("00") == "00");
  CHECK(text("ff") == "-FF");
  CHECK(text("") == "");
}

TEST_CASE("a serial number knows its sign and zero", "[x509]") {
  auto const negative = hex("ff"), zero = hex("00"), big = hex("00ff");
  CHECK(SerialNumber{negative}.is_negative());
  CHECK(!SerialNumber{big}.is_negative());
  CHECK(SerialNumber{zero}.is_zero());
  CHECK(!SerialNumber{big}.is_zero());
  CHECK(SerialNumber{negative} != SerialNumber{big});
}

TEST_CASE("a serial number is read as an INTEGER in its shortest form", "[x509]") {
  auto const good = hex("02020080"), bad = hex("02020001"), other = hex("82020080");
  der::Reader reader{good}, bad_reader{bad}, other_reader{other};
  CHECK(SerialNumber::read(reader).value().to_hex() == "80");
  CHECK(SerialNumber::read(bad_reader).error().rule == Errc::der_bad_integer);
  CHECK(SerialNumber::read(other_reader, der::context(2, der::Form::primitive)).value().to_hex() == "80");
}

TEST_CASE("a very long serial number has a short text", "[x509]") {
  std::vector<std::byte> const bytes(500, std::byte{0x11});
  CHECK(SerialNumber{bytes}.to_hex().size() == 64 * 2 + std::string_view{"…"}.size());
}
