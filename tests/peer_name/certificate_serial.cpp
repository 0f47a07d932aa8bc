// SPDX-License-Identifier: Apache-2.0
#include <vidimus/peer_name/certificate_serial.hpp>
#include <vidimus/peer_name/concept.hpp>

#include "named_peers.hpp"
#include "small_ca.hpp"

#include <type_traits>

using namespace vidimus;

static_assert(PeerNameFilter<CertificateSerial<"53:B1:37:A1">>);
static_assert(PeerNameFilter<CertificateSerial<dynamic>>);
static_assert(std::is_empty_v<CertificateSerial<"53:B1:37:A1">>);
static_assert(!std::is_default_constructible_v<CertificateSerial<dynamic>>);

namespace {

auto with_serial(std::uint64_t number) -> EndEntity {
  static small_ca::SmallCa const root{"CN=Root"};
  auto const issued = root.issue({.subject = "CN=QM1", .serial_number = number});
  auto certificate = Certificate::parse(issued.der);
  REQUIRE(certificate);
  return {*certificate, {}};
}

// The static and the dynamic form agree; the verdict is the static one's.
template <FixedString Serial>
auto judged(EndEntity const& end_entity) -> Verdict {
  auto const read = CertificateSerial<dynamic>::parse(Serial.view());
  REQUIRE(read.has_value());
  auto verdict = CertificateSerial<Serial>::accepts(end_entity);
  auto const at_run_time = read->accepts(end_entity);
  CHECK(verdict.is_accepted() == at_run_time.is_accepted());
  CHECK(CertificateSerial<Serial>::matches(end_entity) == verdict.is_accepted());
  CHECK(read->matches(end_entity) == verdict.is_accepted());
  if (!verdict.is_accepted()) CHECK(explain(verdict.finding()) == explain(at_run_time.finding()));
  CHECK(CertificateSerial<Serial>::describe() == read->describe());
  return verdict;
}

void check_refused(std::string_view text, SerialMistake mistake, std::size_t offset) {
  INFO(text);
  auto const filter = CertificateSerial<dynamic>::parse(text);
  REQUIRE_FALSE(filter);
  auto const& finding = filter.error().decisive();
  CHECK(finding.code == Errc::certificate_serial_malformed);
  CHECK(finding.subject == text);
  CHECK(std::get<Malformed>(finding.detail).what == text_of(mistake));
  CHECK(std::get<Malformed>(finding.detail).offset == offset);
}

}  // namespace

TEST_CASE("a serial number is accepted however it is written", "[peer_name]") {
  auto const peer = with_serial(0x53b137a1);
  CHECK(judged<"53:B1:37:A1">(peer).because() == "serial number 53:B1:37:A1");
  CHECK(judged<"53b137a1">(peer).is_accepted());
  CHECK(judged<"00:00:53:b1:37:A1">(peer).is_accepted());
  CHECK(judged<"0053B137A1">(peer).is_accepted());
  CHECK(CertificateSerial<"0053b137a1">::describe() == "serial number 53:B1:37:A1");
}

TEST_CASE("a serial number with a sign octet is the number without it", "[peer_name]") {
  auto const peer = with_serial(0xf1b137a1);
  CHECK(judged<"F1:B1:37:A1">(peer).is_accepted());
  CHECK(judged<"00:F1:B1:37:A1">(peer).is_accepted());
}

TEST_CASE("another serial number is refused with both", "[peer_name]") {
  auto const verdict = judged<"53:B1:37:A1">(with_serial(0x53b137a2));
  REQUIRE_FALSE(verdict.is_accepted());
  CHECK(verdict.finding().code == Errc::peer_name_mismatch);
  CHECK(wanted(verdict) == "serial number 53:B1:37:A1");
  CHECK(presented(verdict) == Texts{"serial number 53:B1:37:A2"});
  CHECK(verdict.finding().depth == 0U);
  CHECK(verdict.finding().subject == "CN=QM1");
  CHECK_FALSE(judged<"53:B1:37">(with_serial(0x53b137a1)).is_accepted());
  CHECK_FALSE(judged<"53:B1:37:A1">(with_serial(0x53b137)).is_accepted());
  CHECK_FALSE(judged<"53:B1:37:A1">(with_serial(0x0153b137a1)).is_accepted());
}

TEST_CASE("a negative number is no serial number, whatever its octets", "[peer_name]") {
  constexpr std::array<std::byte, 2> negative{std::byte{0xf1}, std::byte{0xb1}};
  constexpr std::array<std::byte, 3> positive{std::byte{0}, std::byte{0xf1}, std::byte{0xb1}};
  CHECK_FALSE(detail::is_serial(SerialNumber{negative}, negative));
  CHECK(detail::is_serial(SerialNumber{positive}, negative));
}

TEST_CASE("a text that is no serial number is refused with the reason and the place", "[peer_name]") {
  check_refused("", SerialMistake::empty, 0);
  check_refused("53B", SerialMistake::odd_digits, 2);
  check_refused("5:3B", SerialMistake::odd_digits, 0);
  check_refused("53 B1", SerialMistake::character_not_allowed, 2);
  check_refused("53:B1 37", SerialMistake::character_not_allowed, 5);
  check_refused("0x53", SerialMistake::character_not_allowed, 1);
  check_refused("5G", SerialMistake::character_not_allowed, 1);
  check_refused("-53", SerialMistake::character_not_allowed, 0);
  check_refused(":53", SerialMistake::colon_misplaced, 0);
  check_refused("53:", SerialMistake::colon_misplaced, 2);
  check_refused("53::B1", SerialMistake::colon_misplaced, 3);
  check_refused("53B1:37", SerialMistake::colon_misplaced, 2);
  check_refused("00:00", SerialMistake::zero, 0);
  check_refused("0102030405060708090A0B0C0D0E0F101112131415", SerialMistake::too_long, 40);
}

TEST_CASE("a serial number has up to twenty octets besides leading zeros", "[peer_name]") {
  CHECK(CertificateSerial<dynamic>::parse("000102030405060708090A0B0C0D0E0F1011121314"));
}
