// SPDX-License-Identifier: Apache-2.0
// Certificate policies (RFC 5280, 4.2.1.4): the terms under which a certificate was issued.
#pragma once

#include <vidimus/der/oid.hpp>
#include <vidimus/x509/element_range.hpp>

#include <cstddef>
#include <optional>

namespace vidimus {

///   PolicyQualifierInfo ::= SEQUENCE { policyQualifierId OBJECT IDENTIFIER, qualifier ANY }
struct PolicyQualifier {
  der::Oid id;
  ByteView qualifier;  ///< the whole element: an IA5String of id-qt-cps, a UserNotice of id-qt-unotice

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<PolicyQualifier>;
};

/// SEQUENCE SIZE (1..MAX) OF PolicyQualifierInfo: a range of `PolicyQualifier`.
class PolicyQualifiers : public detail::ElementRange<PolicyQualifiers, PolicyQualifier> {
 public:
  constexpr PolicyQualifiers() = default;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<PolicyQualifiers> {
    return read_elements(reader, der::Tag::sequence);
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};

///   PolicyInformation ::= SEQUENCE { policyIdentifier OBJECT IDENTIFIER, policyQualifiers PolicyQualifiers OPTIONAL }
struct PolicyInformation {
  der::Oid id;
  std::optional<PolicyQualifiers> qualifiers{};

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<PolicyInformation>;
};

/// CertificatePolicies ::= SEQUENCE SIZE (1..MAX) OF PolicyInformation: a range of `PolicyInformation`.
class CertificatePolicies : public detail::ElementRange<CertificatePolicies, PolicyInformation> {
 public:
  /// More than anybody has; each is compared with each.
  static constexpr std::size_t limit = 256;

  constexpr CertificatePolicies() = default;
  /// Errors: those of the reader; `extension_malformed` for a policy that occurs twice: "a certificate policy OID MUST NOT
  /// appear more than once"; `der_length_too_large` for more than `limit`.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<CertificatePolicies>;
  [[nodiscard]] constexpr auto contains(der::Oid policy) const -> bool {
    for (auto at = begin(); at != end(); ++at)
      if ((*at).id == policy) return true;
    return false;
  }

 private:
  [[nodiscard]] constexpr auto has_duplicate() const -> bool;

  friend ElementRange;
  using ElementRange::ElementRange;
};

constexpr auto PolicyQualifier::read(der::Reader& reader) -> der::DerResult<PolicyQualifier> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const id = der::read_oid(*fields);
  if (!id) return der::refuse(id.error());
  auto const qualifier = (*fields).read_any();
  if (!qualifier) return der::refuse(qualifier.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return PolicyQualifier{*id, (*qualifier).full};
}

constexpr auto PolicyInformation::read(der::Reader& reader) -> der::DerResult<PolicyInformation> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const id = der::read_oid(*fields);
  if (!id) return der::refuse(id.error());
  if ((*fields).is_at_end()) return PolicyInformation{*id};
  auto const qualifiers = PolicyQualifiers::read(*fields);
  if (!qualifiers) return der::refuse(qualifiers.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return PolicyInformation{*id, *qualifiers};
}

constexpr auto CertificatePolicies::has_duplicate() const -> bool {
  for (auto at = begin(); at != end(); ++at)
    for (auto other = std::next(at); other != end(); ++other)
      if ((*at).id == (*other).id) return true;
  return false;
}

constexpr auto CertificatePolicies::read(der::Reader& reader) -> der::DerResult<CertificatePolicies> {
  auto const offset = reader.offset();
  auto const policies = read_elements(reader, der::Tag::sequence);
  if (!policies) return der::refuse(policies.error());
  if ((*policies).count() > limit) return der::refuse(Errc::der_length_too_large, offset);
  if ((*policies).has_duplicate()) return der::refuse(Errc::extension_malformed, offset);
  return *policies;
}

}  // namespace vidimus
