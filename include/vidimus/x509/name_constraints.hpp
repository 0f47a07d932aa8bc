// SPDX-License-Identifier: Apache-2.0
// Name constraints (RFC 5280, 4.2.1.10): the subtrees in which all names below a CA must or must not lie. Here is their
// syntax; how each form of name is compared is path validation's.
#pragma once

#include <vidimus/x509/element_range.hpp>
#include <vidimus/x509/general_name.hpp>

#include <optional>

namespace vidimus {

///   GeneralSubtree ::= SEQUENCE { base GeneralName, minimum [0] INTEGER DEFAULT 0, maximum [1] INTEGER OPTIONAL }
/// RFC 5280 leaves no use for the last two: "minimum MUST be zero, and maximum MUST be absent".
struct GeneralSubtree {
  GeneralName base;

  /// Errors: those of the reader; `extension_malformed` for an iPAddress that is no address followed by a mask of leading
  /// ones (RFC 4632, 3.1), and for a minimum or maximum.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<GeneralSubtree>;
};

/// GeneralSubtrees ::= SEQUENCE SIZE (1..MAX) OF GeneralSubtree: a range of `GeneralSubtree`.
class GeneralSubtrees : public detail::ElementRange<GeneralSubtrees, GeneralSubtree> {
 public:
  constexpr GeneralSubtrees() = default;
  [[nodiscard]] static constexpr auto read(der::Reader& reader, der::Tag tag) -> der::DerResult<GeneralSubtrees> {
    return read_elements(reader, tag);
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};

///   NameConstraints ::= SEQUENCE {
///     permittedSubtrees [0] GeneralSubtrees OPTIONAL,
///     excludedSubtrees  [1] GeneralSubtrees OPTIONAL }
struct NameConstraints {
  std::optional<GeneralSubtrees> permitted, excluded;

  /// Errors: those of the reader; `der_empty` if it has neither: "either the permittedSubtrees field or the
  /// excludedSubtrees MUST be present".
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<NameConstraints>;
};

namespace detail {

/// Whether nothing but zeros follows the first zero bit.
[[nodiscard]] constexpr auto is_prefix_mask(ByteView mask) -> bool {
  bool ended = false;
  for (auto const octet : mask)
    for (unsigned bit = 0; bit != 8; ++bit) {
      bool const set = (octet & (std::byte{0x80} >> bit)) != std::byte{0};
      if (set && ended) return false;
      ended = ended || !set;
    }
  return true;
}

[[nodiscard]] constexpr auto is_address_and_mask(ByteView octets) -> bool {
  return (octets.size() == 8 || octets.size() == 32) && is_prefix_mask(octets.last(octets.size() / 2));
}

[[nodiscard]] constexpr auto read_subtrees(der::Reader& fields, unsigned number, std::optional<GeneralSubtrees>& target)
    -> der::DerResult<void> {
  if (!fields.is_next(der::context(number))) return {};
  auto const subtrees = GeneralSubtrees::read(fields, der::context(number));
  if (!subtrees) return der::refuse(subtrees.error());
  target = *subtrees;
  return {};
}

}  // namespace detail

constexpr auto GeneralSubtree::read(der::Reader& reader) -> der::DerResult<GeneralSubtree> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const offset = (*fields).offset();
  auto const base = GeneralName::read(*fields);
  if (!base) return der::refuse(base.error());
  bool const is_address = (*base).kind == GeneralNameKind::ip_address;
  if (is_address && !detail::is_address_and_mask((*base).value)) return der::refuse(Errc::extension_malformed, offset);
  if (!(*fields).is_at_end()) return der::refuse(Errc::extension_malformed, (*fields).offset());
  return GeneralSubtree{*base};
}

constexpr auto NameConstraints::read(der::Reader& reader) -> der::DerResult<NameConstraints> {
  auto const offset = reader.offset();
  NameConstraints constraints;
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  if (auto const some = detail::read_subtrees(*fields, 0, constraints.permitted); !some)
    return der::refuse(some.error());
  if (auto const some = detail::read_subtrees(*fields, 1, constraints.excluded); !some)
    return der::refuse(some.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  if (!constraints.permitted && !constraints.excluded) return der::refuse(Errc::der_empty, offset);
  return constraints;
}

}  // namespace vidimus
