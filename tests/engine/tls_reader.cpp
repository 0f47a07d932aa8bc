// SPDX-License-Identifier: Apache-2.0
#include <vidimus/engine/tls_reader.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>

using vidimus::engine::detail::TlsReader;

namespace {
constexpr std::array bytes{std::byte{1}, std::byte{0}, std::byte{2}, std::byte{3}, std::byte{4}};

constexpr auto reads_numbers() -> bool {
  TlsReader reader{bytes};
  return reader.u8() == 1 && reader.u16() == 2 && reader.number(2) == 0x0304 && reader.is_at_end() &&
         !reader.has_failed();
}
static_assert(reads_numbers());
}  // namespace

TEST_CASE("a vector is as long as it says", "[engine]") {
  TlsReader reader{vidimus::ByteView{bytes}.subspan(1)};
  CHECK(reader.vector(2).size() == 2);
  CHECK(reader.is_at_end());
  CHECK_FALSE(reader.has_failed());
}

TEST_CASE("what is not there reads as nothing, and so does everything after it", "[engine]") {
  TlsReader reader{bytes};
  CHECK(reader.vector(3).empty());  // 0x010002 octets
  CHECK(reader.has_failed());
  CHECK(reader.u8() == 0);
  CHECK(reader.take(0).empty());
  CHECK(reader.has_failed());
}

TEST_CASE("a list of numbers is whole or has failed", "[engine]") {
  std::array const whole{std::byte{4}, std::byte{0}, std::byte{1}, std::byte{0}, std::byte{2}};
  TlsReader reader{whole};
  CHECK(reader.numbers(1) == std::vector<std::uint16_t>{1, 2});
  CHECK_FALSE(reader.has_failed());
  std::array const odd{std::byte{3}, std::byte{0}, std::byte{1}, std::byte{0}};
  TlsReader broken{odd};
  (void)broken.numbers(1);
  CHECK(broken.has_failed());
}
