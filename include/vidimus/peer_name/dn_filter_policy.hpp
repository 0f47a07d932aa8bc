// SPDX-License-Identifier: Apache-2.0
// What `SslPeer` and `SslCertIssuer` have in common: a filter that the compiler reads, with a sentence for each mistake, and
// one that is read at run time.
#pragma once

#include <vidimus/core/at.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/fixed_string.hpp>
#include <vidimus/peer_name/dn_filter.hpp>
#include <vidimus/peer_name/printable.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace vidimus::detail {

// Its arguments are what the compiler shows of a mistake.
template <FixedString Pattern, class Position, DnFilterMistake Mistake>
struct ssl_peer_error {
  using Is = DnFilterMistake;
  static constexpr bool is_not_blank = Mistake != Is::blank;
  static constexpr bool has_known_keys = Mistake != Is::key_unknown;
  static constexpr bool has_upper_case_keys = Mistake != Is::key_not_upper_case;
  static constexpr bool has_no_space_before_equals = Mistake != Is::space_before_equals;
  static constexpr bool has_keys = Mistake != Is::key_expected;
  static constexpr bool has_values = Mistake != Is::value_empty;
  static constexpr bool has_quotes_around_equals = Mistake != Is::equals_unquoted;
  static constexpr bool has_closed_quotes = Mistake != Is::quote_unclosed && Mistake != Is::text_after_quote;
  static constexpr bool repeats_only_levels = Mistake != Is::attribute_repeated;
  static constexpr bool has_good_serial_number =
      Mistake != Is::serial_number_malformed && Mistake != Is::serial_number_of_issuer;
  static constexpr bool is_printable = Mistake != Is::character_unprintable && Mistake != Is::too_long;
};

// In a function, so that the class that calls it stays whole and a mistake is one error with Clang too.
template <class Error>
consteval auto explain_dn_filter() {
  static_assert(
      Error::is_not_blank,
      "vidimus: a blank SSLPEER filter would accept everybody; write vidimus::danger::AnyPeerName and mean it");
  static_assert(
      Error::has_known_keys,
      "vidimus: SSLPEER: unknown attribute type at the offset shown in At<>; there are SERIALNUMBER, MAIL (E), UID "
      "(USERID), CN, T, OU, DC, O, STREET, L, ST (SP, S), PC, C, UNSTRUCTUREDNAME, UNSTRUCTUREDADDRESS and DNQ");
  static_assert(Error::has_upper_case_keys,
                "vidimus: SSLPEER: attribute types are written in upper case, CN= and not cn=; At<> shows the offset");
  static_assert(Error::has_no_space_before_equals,
                "vidimus: SSLPEER: no space may stand before =; At<> shows the offset");
  static_assert(
      Error::has_keys,
      "vidimus: SSLPEER: KEY=value is expected at the offset shown in At<>; a value that contains , or ; is written "
      "in quotes: O=\\\"Smith, Jones\\\"");
  static_assert(Error::has_values,
                "vidimus: SSLPEER: empty value at the offset shown in At<>; KEY=* asks for any value");
  static_assert(
      Error::has_quotes_around_equals,
      "vidimus: SSLPEER: a value contains = at the offset shown in At<>; is a comma missing before it? Else write "
      "the value in quotes");
  static_assert(
      Error::has_closed_quotes,
      "vidimus: SSLPEER: a value in quotes ends with its closing quote, before the next comma or the end; At<> "
      "shows the offset and DnFilterMistake what is wrong");
  static_assert(Error::repeats_only_levels,
                "vidimus: SSLPEER: only OU and DC may be repeated; At<> shows the offset of the second one");
  static_assert(Error::has_good_serial_number,
                "vidimus: SSLPEER: SERIALNUMBER is the certificate's serial number, octets in hexadecimal with colons "
                "between and no leading 00, 53:B1:37:A1 or 53*; an issuer filter has none; At<> shows the offset");
  static_assert(
      Error::is_printable,
      "vidimus: SSLPEER: a filter has at most 1024 octets of UTF-8 and no control characters; At<> shows the offset");
}

/// A filter read by the compiler. Each mistake is one error of one sentence.
template <FixedString Pattern, DnOf Whose>
struct CheckedDnFilter {
  static constexpr StaticDnFilter<Pattern.view().size()> filter{Pattern.view(), Whose};
  static constexpr DnFilterView view{Pattern.view(), filter.literals(), filter.parts()};
  using Error = ssl_peer_error<Pattern, At<filter.error().offset>, filter.error().mistake>;
  using Explained = decltype(explain_dn_filter<Error>());
};

/// Reads a filter at run time. Errors: `ssl_peer_malformed` with the reason and its offset.
[[nodiscard]] inline auto parse_dn_filter(std::string_view text, DnOf whose) -> Result<DynamicDnFilter> {
  DynamicDnFilter filter{text, whose};
  auto const [mistake, offset] = filter.error();
  if (mistake == DnFilterMistake::none) return filter;
  Malformed detail{std::string{vidimus::text_of(mistake)}, offset, Errc::ssl_peer_malformed};
  return refuse(Finding{Errc::ssl_peer_malformed, std::move(detail), {}, printable(text)});
}

}  // namespace vidimus::detail
