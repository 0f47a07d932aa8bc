// SPDX-License-Identifier: Apache-2.0
// Issuing distribution point (RFC 5280, 5.2.5): which certificates, which reasons and whose a CRL covers. Absent: all of
// its issuer's, for all reasons.
#pragma once

#include <vidimus/x509/distribution_point.hpp>

#include <optional>

namespace vidimus {

///   IssuingDistributionPoint ::= SEQUENCE {
///     distributionPoint          [0] DistributionPointName OPTIONAL,
///     onlyContainsUserCerts      [1] BOOLEAN DEFAULT FALSE,
///     onlyContainsCACerts        [2] BOOLEAN DEFAULT FALSE,
///     onlySomeReasons            [3] ReasonFlags OPTIONAL,
///     indirectCRL                [4] BOOLEAN DEFAULT FALSE,
///     onlyContainsAttributeCerts [5] BOOLEAN DEFAULT FALSE }
struct IssuingDistributionPoint {
  ByteView der;  ///< all of it: equal scopes are encoded equally
  std::optional<DistributionPointName> name{};
  bool only_contains_user_certs = false;
  bool only_contains_ca_certs = false;
  std::optional<ReasonFlags> only_some_reasons{};  ///< absent: all
  bool indirect_crl = false;
  bool only_contains_attribute_certs = false;

  /// Errors: those of the reader; `der_empty` for a sequence without anything, `extension_malformed` for more than one
  /// onlyContains…: neither may be issued.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<IssuingDistributionPoint>;

 private:
  [[nodiscard]] constexpr auto read_fields(der::Reader& fields) -> der::DerResult<void>;
  [[nodiscard]] constexpr auto read_flags(der::Reader& fields) -> der::DerResult<void>;
};

constexpr auto IssuingDistributionPoint::read(der::Reader& reader) -> der::DerResult<IssuingDistributionPoint> {
  auto const element = reader.read(der::Tag::sequence);
  if (!element) return der::refuse(element.error());
  if ((*element).contents.empty()) return der::refuse(Errc::der_empty, (*element).offset);
  IssuingDistributionPoint point{(*element).full};
  der::Reader fields{*element};
  if (auto const all = point.read_fields(fields); !all) return der::refuse(all.error());
  auto const kinds = int{point.only_contains_user_certs} + int{point.only_contains_ca_certs} +
                     int{point.only_contains_attribute_certs};
  if (kinds > 1) return der::refuse(Errc::extension_malformed, (*element).offset);
  return point;
}

constexpr auto IssuingDistributionPoint::read_fields(der::Reader& fields) -> der::DerResult<void> {
  if (fields.is_next(der::context(0))) {
    auto const place = DistributionPointName::read(fields);
    if (!place) return der::refuse(place.error());
    name = *place;
  }
  return read_flags(fields);
}

constexpr auto IssuingDistributionPoint::read_flags(der::Reader& fields) -> der::DerResult<void> {
  auto const tag = [](unsigned number) { return der::context(number, der::Form::primitive); };
  auto const read_flag = [&](unsigned number, bool& flag) -> der::DerResult<void> {
    auto const value = der::read_boolean_default_false(fields, tag(number));
    if (!value) return der::refuse(value.error());
    flag = *value;
    return {};
  };
  if (auto const flag = read_flag(1, only_contains_user_certs); !flag) return flag;
  if (auto const flag = read_flag(2, only_contains_ca_certs); !flag) return flag;
  if (fields.is_next(tag(3))) {
    auto const reasons = ReasonFlags::read(fields, tag(3));
    if (!reasons) return der::refuse(reasons.error());
    only_some_reasons = *reasons;
  }
  if (auto const flag = read_flag(4, indirect_crl); !flag) return flag;
  if (auto const flag = read_flag(5, only_contains_attribute_certs); !flag) return flag;
  return fields.finish();
}

}  // namespace vidimus
