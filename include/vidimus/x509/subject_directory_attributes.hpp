// SPDX-License-Identifier: Apache-2.0
// Subject directory attributes (RFC 5280, 4.2.1.8): attributes of the subject that are no part of its name.
#pragma once

#include <vidimus/der/oid.hpp>
#include <vidimus/x509/element_range.hpp>

namespace vidimus {

///   Attribute ::= SEQUENCE { type AttributeType, values SET SIZE (1..MAX) OF AttributeValue }
struct DirectoryAttribute {
  der::Oid type;
  ByteView values;  ///< one element after another, without the set's header

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<DirectoryAttribute>;
};

/// SubjectDirectoryAttributes ::= SEQUENCE SIZE (1..MAX) OF Attribute: a range of `DirectoryAttribute`.
class SubjectDirectoryAttributes : public detail::ElementRange<SubjectDirectoryAttributes, DirectoryAttribute> {
 public:
  constexpr SubjectDirectoryAttributes() = default;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<SubjectDirectoryAttributes> {
    return read_elements(reader, der::Tag::sequence);
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};

constexpr auto DirectoryAttribute::read(der::Reader& reader) -> der::DerResult<DirectoryAttribute> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const type = der::read_oid(*fields);
  if (!type) return der::refuse(type.error());
  auto const values = (*fields).read_nested_non_empty(der::Tag::set);
  if (!values) return der::refuse(values.error());
  for (auto rest = *values; !rest.is_at_end();)
    if (auto const value = rest.read_any(); !value) return der::refuse(value.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return DirectoryAttribute{*type, (*values).rest()};
}

}  // namespace vidimus
