// SPDX-License-Identifier: Apache-2.0
// Basic constraints (RFC 5280, 4.2.1.9): whether the subject is a CA and how many intermediate certificates may follow.
#pragma once

#include <vidimus/der/values.hpp>

#include <cstdint>
#include <optional>

namespace vidimus {

///   BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }
struct BasicConstraints {
  bool is_ca = false;
  std::optional<std::uint32_t> path_len_constraint{};  ///< only of a CA

  /// Errors: those of the reader; `der_default_encoded` for a FALSE that is written out; `extension_malformed` for a
  /// path length of what is no CA.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<BasicConstraints>;
};

constexpr auto BasicConstraints::read(der::Reader& reader) -> der::DerResult<BasicConstraints> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const is_ca = der::read_boolean_default_false(*fields);
  if (!is_ca) return der::refuse(is_ca.error());
  if ((*fields).is_at_end()) return BasicConstraints{*is_ca};
  // "CAs MUST NOT include the pathLenConstraint field unless the cA boolean is asserted"
  if (!*is_ca) return der::refuse(Errc::extension_malformed, (*fields).offset());
  auto const path_len = der::read_unsigned(*fields);
  if (!path_len) return der::refuse(path_len.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return BasicConstraints{true, *path_len};
}

}  // namespace vidimus
