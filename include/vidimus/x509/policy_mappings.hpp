// SPDX-License-Identifier: Apache-2.0
// Policy mappings (RFC 5280, 4.2.1.5): which policies of its own a CA holds equivalent to which of another's.
#pragma once

#include <vidimus/der/oid.hpp>
#include <vidimus/x509/element_range.hpp>

namespace vidimus {

///   SEQUENCE { issuerDomainPolicy CertPolicyId, subjectDomainPolicy CertPolicyId }
struct PolicyMapping {
  der::Oid issuer_domain_policy, subject_domain_policy;

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<PolicyMapping>;
};

/// PolicyMappings ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE: a range of `PolicyMapping`. That nothing is mapped from or to
/// anyPolicy is path validation's to check (6.1.4 (a)).
class PolicyMappings : public detail::ElementRange<PolicyMappings, PolicyMapping> {
 public:
  constexpr PolicyMappings() = default;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<PolicyMappings> {
    return read_elements(reader, der::Tag::sequence);
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};

constexpr auto PolicyMapping::read(der::Reader& reader) -> der::DerResult<PolicyMapping> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const issuers = der::read_oid(*fields);
  if (!issuers) return der::refuse(issuers.error());
  auto const subjects = der::read_oid(*fields);
  if (!subjects) return der::refuse(subjects.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return PolicyMapping{*issuers, *subjects};
}

}  // namespace vidimus
