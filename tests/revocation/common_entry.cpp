// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/common_entry.hpp>

#include "unsigned_crl.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace {

namespace der = test::der;
using test::Bytes;
using test::extension;
using test::raw;

/// Recognized entries are those that the reader accepts, and mean the same.
auto recognized(Bytes const& octets, bool is_v2 = true) -> bool {
  auto const common = vidimus::detail::recognize_entry(octets, is_v2);
  if (common.size == 0) return false;
  vidimus::der::Reader reader{octets};
  auto const entry = vidimus::detail::read_crl_entry(reader, is_v2);
  REQUIRE(entry);
  REQUIRE(reader.offset() == common.size);
  auto const same = vidimus::detail::read_common_entry(octets, common);
  REQUIRE(same.serial_number == entry->revoked.serial_number);
  REQUIRE(same.revocation_date == entry->revoked.revocation_date);
  REQUIRE(same.reason == entry->revoked.reason);
  REQUIRE(!entry->revoked.invalidity_date);
  REQUIRE(!entry->revoked.certificate_issuer);
  REQUIRE(!entry->unknown);
  return true;
}
auto reason(unsigned number) -> Bytes { return extension("2.5.29.21", raw({10, 1, number})); }
auto on(std::string_view date) -> Bytes { return der::sequence(der::integer(7), der::element(0x17, der::bytes(date))); }
auto is_read(Bytes const& octets) -> bool {
  vidimus::der::Reader reader{octets};
  return vidimus::detail::read_crl_entry(reader, true).has_value();
}

}  // namespace

TEST_CASE("Entries of a serial number, a date and at most a reason are recognized", "[revocation]") {
  CHECK(recognized(test::entry(7)));
  CHECK(recognized(test::entry(0x51a3, {reason(1)})));
  CHECK(recognized(test::entry(7), false));
  CHECK(!recognized(test::entry(7, {reason(1)}), false));
  for (std::size_t const size : {1U, 20U, 80U})
    CHECK(recognized(der::sequence(der::integer(Bytes(size, std::byte{0x5a})), der::time(test::january))));
  auto followed = test::entry(7);
  der::append(followed, test::entry(8));
  CHECK(recognized(followed));
}

TEST_CASE("Entries of any other form are left to the reader", "[revocation]") {
  CHECK(!recognized({}));
  CHECK(!recognized(test::entry(7, {extension("2.5.29.21", raw({10, 1, 1}), true)})));
  CHECK(!recognized(test::entry(7, {extension("2.5.29.24", der::generalized_time(test::february))})));
  CHECK(!recognized(test::entry(7, {extension("1.2.3.4", raw({5, 0}))})));
  CHECK(!recognized(test::entry(7, {reason(1), extension("1.2.3.4", der::null())})));
  CHECK(!recognized(der::sequence(der::integer(7), der::time(test::january), der::sequence())));
  CHECK(!recognized(der::sequence(der::integer(7), der::generalized_time(test::january))));
  CHECK(!recognized(der::sequence(der::integer(Bytes(130, std::byte{0x5a})), der::time(test::january))));
}

TEST_CASE("Reasons that there are not, and serial numbers not in their shortest form, are not recognized",
          "[revocation]") {
  for (unsigned number = 0; number != 256; ++number)
    CHECK(recognized(test::entry(7, {reason(number)})) == (number <= 10 && number != 7));
  auto const serial = [](std::initializer_list<unsigned> octets) {
    return der::sequence(der::element(2, raw(octets)), der::time(test::january));
  };
  CHECK(recognized(serial({0x80})));
  CHECK(recognized(serial({0})));
  CHECK(recognized(serial({0, 0x80})));
  CHECK(recognized(serial({0xff, 0x7f})));
  CHECK(!recognized(serial({})));
  CHECK(!recognized(serial({0, 0x7f})));
  CHECK(!recognized(serial({0xff, 0x80})));
}

TEST_CASE("A moment is recognized exactly where the reader accepts it", "[revocation]") {
  for (auto const* const date :
       {"260112000000Z", "491231235959Z", "500101000000Z", "000229120000Z", "240229120000Z", "230228120000Z"})
    CHECK(recognized(on(date)));
  for (auto const* const date :
       {"230229120000Z", "230230120000Z", "260100000000Z", "260012000000Z", "261312000000Z", "260132000000Z",
        "260431000000Z", "260112240000Z", "260112006000Z", "260112000060Z", "26011200000Z", "260112000000+",
        "2601120000:0Z", "26011200000/Z", "2601120000000", "a60112000000Z",
        "2\xb0"
        "0112000000Z"}) {
    CHECK(!is_read(on(date)));
    CHECK(!recognized(on(date)));
  }
}

TEST_CASE("Entries with octets changed are recognized only if the reader accepts them", "[revocation]") {
  std::mt19937 random{20260112};
  for (auto const& good : {test::entry(0x51a3, {reason(1)}), test::entry(0x1234'5678'9abcU), test::entry(7)}) {
    std::size_t changed_and_recognized = 0;
    for (std::size_t i = 0; i != good.size(); ++i)
      for (unsigned octet = 0; octet != 256; ++octet) {
        auto changed = good;
        changed[i] = static_cast<std::byte>(octet);
        changed_and_recognized += recognized(changed) ? 1U : 0U;
      }
    CHECK(changed_and_recognized > good.size());
    for (int round = 0; round != 20000; ++round) {
      auto changed = good;
      for (int i = 0; i != 3; ++i) changed[random() % changed.size()] = static_cast<std::byte>(random());
      changed.resize(random() % (changed.size() + 1));
      static_cast<void>(recognized(changed));
    }
  }
}
