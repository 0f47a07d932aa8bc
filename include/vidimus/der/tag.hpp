// SPDX-License-Identifier: Apache-2.0
// Identifier octets (X.690, 8.1.2): class, primitive or constructed, and number, as they stand in the encoding. Numbers
// above 30 need several octets, occur in nothing that is read here and are refused.
#pragma once

#include <cstdint>

namespace vidimus::der {

/// The whole identifier octet, so that comparing tags compares class and form too.
enum class Tag : std::uint8_t {
  boolean = 0x01,
  integer = 0x02,
  bit_string = 0x03,
  octet_string = 0x04,
  null = 0x05,
  object_identifier = 0x06,
  enumerated = 0x0a,
  utf8_string = 0x0c,
  numeric_string = 0x12,
  printable_string = 0x13,
  teletex_string = 0x14,
  ia5_string = 0x16,
  utc_time = 0x17,
  generalized_time = 0x18,
  visible_string = 0x1a,
  universal_string = 0x1c,
  bmp_string = 0x1e,
  sequence = 0x30,
  set = 0x31,
};

/// Whether the contents are elements or a value.
enum class Form : std::uint8_t { primitive = 0x00, constructed = 0x20 };

/// `[number]`. IMPLICIT keeps the form of what it replaces, EXPLICIT is constructed. `number` is at most 30.
[[nodiscard]] constexpr auto context(unsigned number, Form form = Form::constructed) -> Tag {
  return static_cast<Tag>(0x80U | static_cast<unsigned>(form) | number);
}

/// The identifier octet, and its parts.
[[nodiscard]] constexpr auto octet_of(Tag tag) -> unsigned { return static_cast<unsigned>(tag); }
[[nodiscard]] constexpr auto is_constructed(Tag tag) -> bool { return (octet_of(tag) & 0x20U) != 0; }
[[nodiscard]] constexpr auto is_universal(Tag tag) -> bool { return (octet_of(tag) & 0xc0U) == 0; }
[[nodiscard]] constexpr auto number_of(Tag tag) -> unsigned { return octet_of(tag) & 0x1fU; }

static_assert(context(0) == Tag{0xa0} && context(2, Form::primitive) == Tag{0x82});

}  // namespace vidimus::der
