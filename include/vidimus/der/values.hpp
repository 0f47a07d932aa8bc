// SPDX-License-Identifier: Apache-2.0
// Values of the simple types (X.690, 8 and 11). `to_x` decodes an element whose identifier the caller has checked, which is
// what IMPLICIT tags need; `read_x` reads the next element, which must have the type's own identifier or the one given.
// Errors: those of the reader and the one named.
#pragma once

#include <vidimus/der/reader.hpp>

#include <cstdint>
#include <limits>

namespace vidimus::der {

/// Bits, the first in the highest bit of the first octet.
struct BitString {
  ByteView bytes;
  unsigned unused_bits;  ///< of the last octet, 0 to 7; they are zero
};

/// BOOLEAN. Errors: `der_bad_boolean` unless the contents are 00 or FF (X.690, 11.1).
[[nodiscard]] constexpr auto to_boolean(Element const& element) -> DerResult<bool> {
  bool const one_octet = element.contents.size() == 1;
  bool const value = one_octet && element.contents[0] == std::byte{0xff};
  if (!one_octet || (!value && element.contents[0] != std::byte{0}))
    return refuse(Errc::der_bad_boolean, element.offset);
  return value;
}
[[nodiscard]] constexpr auto read_boolean(Reader& reader, Tag tag = Tag::boolean) -> DerResult<bool> {
  return read_as(reader, tag, to_boolean);
}

/// BOOLEAN DEFAULT FALSE. Errors: `der_default_encoded` where FALSE is written out (X.690, 11.5).
[[nodiscard, gnu::always_inline]] constexpr auto read_boolean_default_false(Reader& reader, Tag tag = Tag::boolean)
    -> DerResult<bool> {
  if (!reader.is_next(tag)) return false;
  auto const offset = reader.offset();
  auto const value = read_boolean(reader, tag);
  if (value && !*value) return refuse(Errc::der_default_encoded, offset);
  return value;
}

/// The contents octets of an INTEGER: two's complement, at least one. Errors: `der_bad_integer` if there are none or
/// more than needed (X.690, 8.3.2).
[[nodiscard]] constexpr auto to_integer(Element const& element) -> DerResult<ByteView> {
  auto const contents = element.contents;
  if (contents.empty()) return refuse(Errc::der_bad_integer, element.offset);
  if (contents.size() > 1) {
    bool const second_is_negative = (contents[1] & std::byte{0x80}) != std::byte{0};
    auto const superfluous = second_is_negative ? std::byte{0xff} : std::byte{0};
    if (contents[0] == superfluous) return refuse(Errc::der_bad_integer, element.offset);
  }
  return contents;
}
[[nodiscard]] constexpr auto read_integer(Reader& reader, Tag tag = Tag::integer) -> DerResult<ByteView> {
  return read_as(reader, tag, to_integer);
}

/// Of an INTEGER's contents octets.
[[nodiscard]] constexpr auto is_negative(ByteView integer) -> bool {
  return !integer.empty() && (integer[0] & std::byte{0x80}) != std::byte{0};
}

/// INTEGER (0..maximum), an ENUMERATED too. Errors: `der_bad_integer`, `der_integer_out_of_range`.
[[nodiscard]] constexpr auto to_unsigned(Element const& element,
                                         std::uint32_t maximum = (std::numeric_limits<std::uint32_t>::max)())
    -> DerResult<std::uint32_t> {
  auto const contents = to_integer(element);
  if (!contents) return refuse(contents.error());
  if (is_negative(*contents) || (*contents).size() > 5) return refuse(Errc::der_integer_out_of_range, element.offset);
  std::uint64_t value = 0;
  for (auto const octet : *contents) value = value << 8U | std::to_integer<std::uint64_t>(octet);
  if (value > maximum) return refuse(Errc::der_integer_out_of_range, element.offset);
  return static_cast<std::uint32_t>(value);
}
[[nodiscard]] constexpr auto read_unsigned(Reader& reader, Tag tag = Tag::integer,
                                           std::uint32_t maximum = (std::numeric_limits<std::uint32_t>::max)())
    -> DerResult<std::uint32_t> {
  return read_as(reader, tag, [maximum](Element const& element) { return to_unsigned(element, maximum); });
}

/// NULL. Errors: `der_bad_null` if it has contents (X.690, 8.8).
[[nodiscard]] constexpr auto to_null(Element const& element) -> DerResult<void> {
  if (!element.contents.empty()) return refuse(Errc::der_bad_null, element.offset);
  return {};
}
[[nodiscard]] constexpr auto read_null(Reader& reader, Tag tag = Tag::null) -> DerResult<void> {
  return read_as(reader, tag, to_null);
}

/// The contents of an OCTET STRING, primitive as DER requires.
[[nodiscard]] constexpr auto read_octet_string(Reader& reader, Tag tag = Tag::octet_string) -> DerResult<ByteView> {
  return read_as(reader, tag, [](Element const& element) -> DerResult<ByteView> { return element.contents; });
}

/// BIT STRING. Errors: `der_bad_bit_string` unless 0 to 7 bits are unused and those are zero (X.690, 8.6.2 and 11.2.1).
[[nodiscard]] constexpr auto to_bit_string(Element const& element) -> DerResult<BitString> {
  auto const contents = element.contents;
  if (contents.empty()) return refuse(Errc::der_bad_bit_string, element.offset);
  auto const unused = std::to_integer<unsigned>(contents[0]);
  if (unused > 7 || (unused != 0 && contents.size() == 1)) return refuse(Errc::der_bad_bit_string, element.offset);
  auto const unused_mask = (1U << unused) - 1;
  if ((std::to_integer<unsigned>(contents.back()) & unused_mask) != 0)
    return refuse(Errc::der_bad_bit_string, element.offset);
  return BitString{by_words(contents.subspan(1)), unused};
}
[[nodiscard]] constexpr auto read_bit_string(Reader& reader, Tag tag = Tag::bit_string) -> DerResult<BitString> {
  return read_as(reader, tag, to_bit_string);
}

/// A BIT STRING that carries whole octets: keys and signatures. Errors: `der_bad_bit_string` if bits are unused.
[[nodiscard]] constexpr auto to_octets_of_bit_string(Element const& element) -> DerResult<ByteView> {
  auto const bits = to_bit_string(element);
  if (!bits) return refuse(bits.error());
  if ((*bits).unused_bits != 0) return refuse(Errc::der_bad_bit_string, element.offset);
  return by_words((*bits).bytes);
}
[[nodiscard]] constexpr auto read_octets_of_bit_string(Reader& reader, Tag tag = Tag::bit_string)
    -> DerResult<ByteView> {
  return read_as(reader, tag, to_octets_of_bit_string);
}

/// A BIT STRING with named bits: bit n of the result is the ASN.1's bit n. Errors: `der_integer_out_of_range` for more than
/// 32 bits. Zero bits at the end, which X.690, 11.2.2 forbids, are read: roots that every system trusts have them, and
/// they mean nothing.
[[nodiscard]] constexpr auto to_named_bits(Element const& element) -> DerResult<std::uint32_t> {
  auto const bits = to_bit_string(element);
  if (!bits) return refuse(bits.error());
  auto const bytes = (*bits).bytes;
  if (bytes.size() > 4) return refuse(Errc::der_integer_out_of_range, element.offset);
  std::uint32_t named = 0;
  for (unsigned bit = 0; bit != bytes.size() * 8; ++bit)
    if ((bytes[bit / 8] & (std::byte{0x80} >> (bit % 8))) != std::byte{0}) named |= 1U << bit;
  return named;
}
[[nodiscard]] constexpr auto read_named_bits(Reader& reader, Tag tag = Tag::bit_string) -> DerResult<std::uint32_t> {
  return read_as(reader, tag, to_named_bits);
}

}  // namespace vidimus::der
