// SPDX-License-Identifier: Apache-2.0
// Values of distinguished names in the form in which they are compared (RFC 5280, 7.1; RFC 4518, 2.2): without letter case and
// characters that mean nothing. White space is folded too, or counts, where a filter's quotes say so. A filter's literals
// and a name's values go through the same function, so that they meet in one form.
#pragma once

#include <vidimus/der/string.hpp>
#include <vidimus/x509/fold.hpp>

#include <cstddef>

namespace vidimus::detail {

/// Folded: a run of white space is one space. Exact: each is a space.
enum class Spaces : unsigned char { folded, exact };

/// Whether folded spaces at an end are dropped, as at the ends of a value, or kept, as beside a wildcard.
enum class Edge : unsigned char { trimmed, kept };

/// Passes the octets of a character's UTF-8 form on.
template <class Put>
constexpr void put_utf8(char32_t character, Put& put) {
  auto const put_octet = [&put](char32_t octet) { put(static_cast<char>(static_cast<unsigned char>(octet))); };
  auto const put_low = [&](unsigned shift) { put_octet(0x80U | (character >> shift & 0x3fU)); };
  if (character < 0x80) return put_octet(character);
  if (character < 0x800) return put_octet(0xc0U | character >> 6U), put_low(0);
  if (character < 0x10000) return put_octet(0xe0U | character >> 12U), put_low(6), put_low(0);
  put_octet(0xf0U | character >> 18U), put_low(12), put_low(6), put_low(0);
}

/// Folds what a reader of characters reads. Whether it failed stands in the reader.
template <class Reader, class Put>
constexpr void fold_text(Reader& characters, Spaces spaces, Edge start, Edge end, Put put) {
  bool is_pending = false, has_started = false;
  while (auto const character = characters.next()) {
    if (is_folded_to_nothing(*character)) continue;
    if (is_folded_to_space(*character)) {
      if (spaces == Spaces::exact) put(' ');
      is_pending = spaces == Spaces::folded;
      continue;
    }
    if (is_pending && (has_started || start == Edge::kept)) put(' ');
    is_pending = false;
    has_started = true;
    for (char32_t const folded : fold_case(*character))
      if (folded != 0) put_utf8(folded, put);
  }
  if (is_pending && end == Edge::kept && (has_started || start == Edge::kept)) put(' ');
}

}  // namespace vidimus::detail
