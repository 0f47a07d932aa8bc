// SPDX-License-Identifier: Apache-2.0
// One attribute of a distinguished name (RFC 5280, 4.1.2.4), and how RFC 4514 writes it.
#pragma once

#include <vidimus/core/bytes.hpp>
#include <vidimus/der/string.hpp>
#include <vidimus/x509/attribute_type.hpp>
#include <vidimus/x509/escaped_text.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace vidimus {

///   AttributeTypeAndValue ::= SEQUENCE { type AttributeType, value AttributeValue }
/// Where the value is a character string its characters have been checked.
struct Attribute {
  der::Oid type;
  der::Tag string_tag{};  ///< the value's identifier: mostly, and not only, a character string's
  ByteView value;         ///< the value's contents
  std::size_t rdn = 0;    ///< which relative distinguished name it belongs to, counted from 0 as encoded
  ByteView value_der;     ///< the value's whole element

  [[nodiscard, gnu::always_inline]] static constexpr auto read(der::Reader& reader) -> der::DerResult<Attribute>;
  /// The value as UTF-8; empty if it is no character string.
  [[nodiscard]] auto to_utf8() const -> std::optional<std::string> { return der::to_utf8(string_tag, value); }
  /// `CN=QM2`, escaped as RFC 4514 demands and control characters too. At most `limit` octets or so, then `…`.
  [[nodiscard]] auto to_text(std::size_t limit = 1024) const -> std::string;
};

constexpr auto Attribute::read(der::Reader& reader) -> der::DerResult<Attribute> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const type = der::read_oid(*fields);
  if (!type) return der::refuse(type.error());
  auto const value = (*fields).read_any();
  if (!value) return der::refuse(value.error());
  auto const& element = *value;
  if (der::is_character_string(element.tag))
    if (auto const characters = der::check_string(element); !characters) return der::refuse(characters.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return Attribute{*type, element.tag, element.contents, 0, element.full};
}

// RFC 4514, 2.3 and 2.4: a type without a name is dotted, and then, or if it is no string, its value is `#` and hexadecimal.
inline auto Attribute::to_text(std::size_t limit) const -> std::string {
  auto const known_name = short_name_of(type);
  auto text = known_name.empty() ? type.to_text() : std::string{known_name};
  text += '=';
  bool const as_string = !known_name.empty() && der::is_character_string(string_tag);
  if (as_string) return text + detail::escaped_attribute_value(string_tag, value, limit);
  auto const shown = value_der.first((std::min)(value_der.size(), limit / 2));
  return text + '#' + to_hex(shown) + (shown.size() < value_der.size() ? "…" : "");
}

}  // namespace vidimus
