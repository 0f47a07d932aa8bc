// SPDX-License-Identifier: Apache-2.0
// UTCTime and GeneralizedTime in the one form that RFC 5280 leaves of each (4.1.2.5): seconds present, no fraction, `Z`.
//
// A CA must write dates through 2049 as UTCTime. That binds those who issue: "conforming applications MUST be able to
// process validity dates that are encoded in either", so a GeneralizedTime before 2050 is read (PKITS 4.2.4 has one).
#pragma once

#include <vidimus/core/time.hpp>
#include <vidimus/der/reader.hpp>

#include <chrono>

namespace vidimus::der {

namespace detail {

/// Two decimal digits as a number; above 99 if they are none.
[[nodiscard]] constexpr auto two_digits(ByteView text, std::size_t at) -> unsigned {
  auto const tens = std::to_integer<unsigned>(text[at]) - '0';
  auto const ones = std::to_integer<unsigned>(text[at + 1]) - '0';
  return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

/// `MMDDHHMMSSZ` after a year.
[[nodiscard]] constexpr auto time_in_year(int year, ByteView text, std::size_t offset) -> DerResult<Time> {
  using namespace std::chrono;
  year_month_day const date{std::chrono::year{year}, month{two_digits(text, 0)}, day{two_digits(text, 2)}};
  auto const hour = two_digits(text, 4), minute = two_digits(text, 6), second = two_digits(text, 8);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59 || text[10] != std::byte{'Z'})
    return refuse(Errc::der_bad_time, offset);
  return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

/// `YYMMDDHHMMSSZ`; 50 to 99 are 1950 to 1999 (RFC 5280, 4.1.2.5.1).
[[nodiscard]] constexpr auto to_utc_time(Element const& element) -> DerResult<Time> {
  auto const text = element.contents;
  if (text.size() != 13) return refuse(Errc::der_bad_time, element.offset);
  auto const year = two_digits(text, 0);
  if (year > 99) return refuse(Errc::der_bad_time, element.offset);
  return time_in_year(static_cast<int>(year < 50 ? 2000 + year : 1900 + year), text.subspan(2), element.offset);
}

/// `YYYYMMDDHHMMSSZ` (RFC 5280, 4.1.2.5.2).
[[nodiscard]] constexpr auto to_generalized_time(Element const& element) -> DerResult<Time> {
  auto const text = element.contents;
  if (text.size() != 15) return refuse(Errc::der_bad_time, element.offset);
  auto const century = two_digits(text, 0), year = two_digits(text, 2);
  if (century > 99 || year > 99) return refuse(Errc::der_bad_time, element.offset);
  return time_in_year(static_cast<int>(century * 100 + year), text.subspan(4), element.offset);
}

}  // namespace detail

/// GeneralizedTime. Errors: `der_bad_time`.
[[nodiscard]] constexpr auto read_generalized_time(Reader& reader, Tag tag = Tag::generalized_time) -> DerResult<Time> {
  auto const element = reader.read(tag);
  if (!element) return refuse(element.error());
  return detail::to_generalized_time(*element);
}

/// Time ::= CHOICE { utcTime, generalTime }. Errors: `der_bad_time`.
[[nodiscard]] constexpr auto read_time(Reader& reader) -> DerResult<Time> {
  if (!reader.is_next(Tag::utc_time)) return read_generalized_time(reader);
  auto const element = reader.read_any();
  if (!element) return refuse(element.error());
  return detail::to_utc_time(*element);
}

}  // namespace vidimus::der
