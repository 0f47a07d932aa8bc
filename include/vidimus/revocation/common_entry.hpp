// SPDX-License-Identifier: Apache-2.0
// The form that nearly every entry of a CRL has, recognized at a glance: a serial number, a UTCTime and at most a
// reasonCode, with lengths of one octet. Whatever is not recognized here is read, or refused, by `read_crl_entry`, which
// would have accepted all that is.
#pragma once

#include <vidimus/revocation/crl_entry.hpp>

#include <array>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace vidimus::detail {

/// Where in an entry its serial number is, and how long the entry is; nothing recognized: a size of 0.
struct CommonEntry {
  std::uint8_t size = 0;  ///< of the whole entry
  std::uint8_t serial_size = 0;

  static constexpr std::size_t serial_begin = 4;  ///< behind two headers
  static constexpr std::size_t date_size = 2 + 13, reason_size = 14;

  [[nodiscard]] constexpr auto date_begin() const -> std::size_t { return serial_begin + serial_size + std::size_t{2}; }
  [[nodiscard]] constexpr auto has_reason() const -> bool { return size > serial_begin + serial_size + date_size; }
};

template <class Word>
[[nodiscard]] inline auto load(std::byte const* octets) -> Word {
  Word word;
  std::memcpy(&word, octets, sizeof word);
  return word;
}

/// Whether every octet is a decimal digit: of the form 3x, also after 6 is added.
template <class Word>
[[nodiscard]] constexpr auto are_digits(Word text) -> bool {
  constexpr auto all = [](unsigned octet) { return static_cast<Word>(~Word{0} / 0xff * octet); };
  return (text & all(0xf0)) == all(0x30) && ((text + all(0x06)) & all(0xf0)) == all(0x30);
}
/// Digits as numbers of two: of each 16 bits the lower 8. The first octet is the lowest.
template <class Word>
[[nodiscard]] constexpr auto as_pairs(Word digits) -> Word {
  constexpr auto low = static_cast<Word>(~Word{0} / 0xff * 0x0f);
  digits &= low;
  return digits * 10 + (digits >> 8);
}

/// `YYMMDDHHMMSS` in numbers.
struct CommonTime {
  unsigned year, month, day, hour, minute, second;

  explicit CommonTime(std::byte const* text) {
    auto const date = as_pairs(load<std::uint64_t>(text)),
               rest = std::uint64_t{as_pairs(load<std::uint32_t>(text + 8))};
    auto const pair = [](std::uint64_t of, unsigned at) { return static_cast<unsigned>(of >> (16 * at) & 0xffU); };
    year = pair(date, 0), month = pair(date, 1), day = pair(date, 2), hour = pair(date, 3);
    minute = pair(rest, 0), second = pair(rest, 1);
  }
  /// Of 1950 to 2049.
  [[nodiscard]] auto is_one() const -> bool {
    constexpr std::array<std::uint8_t, 13> days{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month == 0 || month > 12) return false;
    bool const is_leap_day = month == 2 && day == 29 && year % 4 == 0;
    return day != 0 && (day <= days[month] || is_leap_day) && hour < 24 && minute < 60 && second < 60;
  }
  [[nodiscard]] auto to_time() const -> Time {
    using namespace std::chrono;
    year_month_day const date{std::chrono::year{static_cast<int>(year < 50 ? 2000 + year : 1900 + year)},
                              std::chrono::month{month}, std::chrono::day{day}};
    return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
  }
};

/// `YYMMDDHHMMSSZ`, a moment that there is.
[[nodiscard]] inline auto is_utc_time(std::byte const* text) -> bool {
  return are_digits(load<std::uint64_t>(text)) && are_digits(load<std::uint32_t>(text + 8)) &&
         text[12] == std::byte{'Z'} && CommonTime{text}.is_one();
}

/// `Extensions` with a reasonCode that there is, not critical, and nothing else: 14 octets.
[[nodiscard]] inline auto is_reason_alone(std::byte const* extensions) -> bool {
  constexpr std::array<std::uint8_t, 13> form{0x30, 12, 0x30, 10, 6, 3, 0x55, 0x1d, 21, 4, 3, 10, 1};
  auto const reason = std::to_integer<unsigned>(extensions[form.size()]);
  return std::memcmp(extensions, form.data(), form.size()) == 0 && reason <= 10 && reason != 7;
}

/// X.690, 8.3.2, of an INTEGER's contents, which are not empty.
[[nodiscard]] inline auto is_shortest_integer(std::byte const* contents, std::size_t size) -> bool {
  if (size == 1) return true;
  auto const nine_bits = std::to_integer<unsigned>(contents[0]) << 1U | std::to_integer<unsigned>(contents[1]) >> 7U;
  return nine_bits != 0 && nine_bits != 0x1ff;
}

/// What `entries` begins with; whether its serial number and its date are good ones is not asked.
[[nodiscard]] inline auto recognize_form(ByteView entries, bool is_v2) -> CommonEntry {
  if constexpr (std::endian::native != std::endian::little) return {};
  auto const* const entry = entries.data();
  if (entries.size() < CommonEntry::serial_begin || entry[0] != std::byte{0x30} || entry[2] != std::byte{2}) return {};
  auto const size = std::to_integer<std::size_t>(entry[1]) + 2, serial_size = std::to_integer<std::size_t>(entry[3]);
  if (size > 2 + 0x7f || size > entries.size() || serial_size == 0 || serial_size > 0x7f) return {};
  CommonEntry const common{static_cast<std::uint8_t>(size), static_cast<std::uint8_t>(serial_size)};
  auto const without_reason = CommonEntry::serial_begin + serial_size + CommonEntry::date_size;
  bool const has_right_size = size == without_reason || (is_v2 && size == without_reason + CommonEntry::reason_size);
  if (!has_right_size) return {};
  auto const* const date = entry + common.date_begin();
  bool const is_good = date[-2] == std::byte{0x17} && date[-1] == std::byte{13} &&
                       (!common.has_reason() || is_reason_alone(entry + without_reason));
  return is_good ? common : CommonEntry{};
}

/// The same, of an entry that is read for the first time.
[[nodiscard]] inline auto recognize_entry(ByteView entries, bool is_v2) -> CommonEntry {
  auto const common = recognize_form(entries, is_v2);
  bool const is_good = common.size != 0 &&
                       is_shortest_integer(entries.data() + CommonEntry::serial_begin, common.serial_size) &&
                       is_utc_time(entries.data() + common.date_begin());
  return is_good ? common : CommonEntry{};
}

/// The entry that was recognized at the start of `entries`, and once for the first time.
[[nodiscard]] inline auto read_common_entry(ByteView entries, CommonEntry common) -> RevokedCertificate {
  RevokedCertificate revoked{SerialNumber{entries.subspan(CommonEntry::serial_begin, common.serial_size)},
                             CommonTime{entries.data() + common.date_begin()}.to_time(),
                             {},
                             {},
                             {}};
  if (common.has_reason()) revoked.reason = static_cast<ReasonCode>(entries[common.size - std::size_t{1}]);
  return revoked;
}

}  // namespace vidimus::detail
