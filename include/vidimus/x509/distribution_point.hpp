// SPDX-License-Identifier: Apache-2.0
// Distribution points (RFC 5280, 4.2.1.13): where CRLs are, for which reasons, and whose they are. CRLs name themselves
// with the same types (5.2.5).
#pragma once

#include <vidimus/der/values.hpp>
#include <vidimus/x509/element_range.hpp>
#include <vidimus/x509/general_name.hpp>

#include <cstdint>
#include <optional>

namespace vidimus {

/// Bits of ReasonFlags. Bit 0 is unused.
enum class ReasonBit : std::uint8_t {
  key_compromise = 1,
  ca_compromise = 2,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  certificate_hold = 6,
  privilege_withdrawn = 7,
  aa_compromise = 8,
};

/// A set of reasons for revocation. RFC 5280, 6.3 computes with it.
class ReasonFlags {
 public:
  constexpr ReasonFlags() = default;
  /// Every reason that has a bit.
  [[nodiscard]] static constexpr auto all() -> ReasonFlags { return ReasonFlags{all_bits}; }
  /// ReasonFlags ::= BIT STRING. Bits without a meaning are dropped.
  [[nodiscard]] static constexpr auto read(der::Reader& reader, der::Tag tag = der::Tag::bit_string)
      -> der::DerResult<ReasonFlags> {
    auto const bits = der::read_named_bits(reader, tag);
    if (!bits) return der::refuse(bits.error());
    return ReasonFlags{*bits & all_bits};
  }

  [[nodiscard]] constexpr auto contains(ReasonBit bit) const -> bool {
    return (bits_ >> static_cast<unsigned>(bit) & 1U) != 0;
  }
  [[nodiscard]] constexpr auto is_empty() const -> bool { return bits_ == 0; }
  [[nodiscard]] constexpr auto is_all() const -> bool { return bits_ == all_bits; }
  friend constexpr auto operator|(ReasonFlags a, ReasonFlags b) -> ReasonFlags {
    return ReasonFlags{a.bits_ | b.bits_};
  }
  friend constexpr auto operator&(ReasonFlags a, ReasonFlags b) -> ReasonFlags {
    return ReasonFlags{a.bits_ & b.bits_};
  }
  /// Those of `a` that are not in `b`.
  friend constexpr auto operator-(ReasonFlags a, ReasonFlags b) -> ReasonFlags {
    return ReasonFlags{a.bits_ & ~b.bits_};
  }
  friend constexpr auto operator==(ReasonFlags, ReasonFlags) -> bool = default;

 private:
  static constexpr std::uint32_t all_bits = 0x1fe;
  constexpr explicit ReasonFlags(std::uint32_t bits) : bits_{bits} {}
  std::uint32_t bits_ = 0;
};

///   DistributionPointName ::= CHOICE {
///     fullName                [0] GeneralNames,
///     nameRelativeToCRLIssuer [1] RelativeDistinguishedName }
/// Exactly one of the two is there.
struct DistributionPointName {
  std::optional<GeneralNames> full_name;
  std::optional<ByteView> relative_name;  ///< the AttributeTypeAndValues, without a header; see `name_with_rdn`

  /// The CHOICE inside its EXPLICIT `[number]`.
  [[nodiscard]] static constexpr auto read(der::Reader& reader, unsigned number = 0)
      -> der::DerResult<DistributionPointName>;
};

///   DistributionPoint ::= SEQUENCE {
///     distributionPoint [0] DistributionPointName OPTIONAL,
///     reasons           [1] ReasonFlags OPTIONAL,
///     cRLIssuer         [2] GeneralNames OPTIONAL }
struct DistributionPoint {
  std::optional<DistributionPointName> name;
  std::optional<ReasonFlags> reasons;  ///< absent: all
  std::optional<GeneralNames> crl_issuer;

  /// Errors: those of the reader; `der_empty` where it names neither a place nor an issuer.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<DistributionPoint>;

 private:
  [[nodiscard]] constexpr auto read_fields(der::Reader& fields) -> der::DerResult<void>;
};

/// CRLDistributionPoints ::= SEQUENCE SIZE (1..MAX) OF DistributionPoint: a range of `DistributionPoint`.
class CrlDistributionPoints : public detail::ElementRange<CrlDistributionPoints, DistributionPoint> {
 public:
  constexpr CrlDistributionPoints() = default;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<CrlDistributionPoints> {
    return read_elements(reader, der::Tag::sequence);
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};

/// Freshest CRL (RFC 5280, 4.2.1.15): where delta CRLs are. The same type.
using FreshestCrl = CrlDistributionPoints;

constexpr auto DistributionPointName::read(der::Reader& reader, unsigned number)
    -> der::DerResult<DistributionPointName> {
  auto choice = reader.read_nested(der::context(number));
  if (!choice) return der::refuse(choice.error());
  DistributionPointName name;
  if ((*choice).is_next(der::context(1))) {
    auto const rdn = detail::read_rdn(*choice, der::context(1));
    if (!rdn) return der::refuse(rdn.error());
    name.relative_name = *rdn;
  } else {
    auto const names = GeneralNames::read(*choice, der::context(0));
    if (!names) return der::refuse(names.error());
    name.full_name = *names;
  }
  if (auto const end = (*choice).finish(); !end) return der::refuse(end.error());
  return name;
}

constexpr auto DistributionPoint::read(der::Reader& reader) -> der::DerResult<DistributionPoint> {
  DistributionPoint point;
  auto const offset = reader.offset();
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  if (auto const all = point.read_fields(*fields); !all) return der::refuse(all.error());
  // "a DistributionPoint MUST NOT consist of only the reasons field"
  if (!point.name && !point.crl_issuer) return der::refuse(Errc::der_empty, offset);
  return point;
}

constexpr auto DistributionPoint::read_fields(der::Reader& fields) -> der::DerResult<void> {
  if (fields.is_next(der::context(0))) {
    auto const place = DistributionPointName::read(fields);
    if (!place) return der::refuse(place.error());
    name = *place;
  }
  if (fields.is_next(der::context(1, der::Form::primitive))) {
    auto const flags = ReasonFlags::read(fields, der::context(1, der::Form::primitive));
    if (!flags) return der::refuse(flags.error());
    reasons = *flags;
  }
  if (fields.is_next(der::context(2))) {
    auto const issuer = GeneralNames::read(fields, der::context(2));
    if (!issuer) return der::refuse(issuer.error());
    crl_issuer = *issuer;
  }
  return fields.finish();
}

}  // namespace vidimus
