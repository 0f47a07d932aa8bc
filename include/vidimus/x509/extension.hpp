// SPDX-License-Identifier: Apache-2.0
// One extension of a certificate or CRL (RFC 5280, 4.2 and 5.2): an identifier, whether it is critical, and a value.
#pragma once

#include <vidimus/der/oid.hpp>
#include <vidimus/der/values.hpp>

#include <cstddef>

namespace vidimus {

///   Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
struct Extension {
  der::Oid id;
  bool critical = false;
  ByteView value;                ///< the octet string's contents: the DER of the extension's own type
  std::size_t value_offset = 0;  ///< of `value`, from the start of the outermost encoding

  [[nodiscard, gnu::always_inline]] static constexpr auto read(der::Reader& reader) -> der::DerResult<Extension>;
};

constexpr auto Extension::read(der::Reader& reader) -> der::DerResult<Extension> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const id = der::read_oid(*fields);
  if (!id) return der::refuse(id.error());
  auto const critical = der::read_boolean_default_false(*fields);
  if (!critical) return der::refuse(critical.error());
  auto const value = (*fields).read(der::Tag::octet_string);
  if (!value) return der::refuse(value.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return Extension{*id, *critical, (*value).contents, (*value).contents_offset()};
}

/// An extension's value as the type that it holds, which must be all of it: `decode<KeyUsage>(extension)`.
template <class Value>
[[nodiscard]] constexpr auto decode(Extension const& extension) -> der::DerResult<Value> {
  der::Reader reader{extension.value, extension.value_offset};
  auto const value = Value::read(reader);
  if (!value) return der::refuse(value.error());
  if (auto const end = reader.finish(); !end) return der::refuse(end.error());
  return *value;
}

}  // namespace vidimus
