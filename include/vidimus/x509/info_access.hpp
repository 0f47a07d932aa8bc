// SPDX-License-Identifier: Apache-2.0
// Authority and subject information access (RFC 5280, 4.2.2): where the issuer's or the subject's services are: OCSP
// responders, certificates, repositories.
#pragma once

#include <vidimus/der/oid.hpp>
#include <vidimus/x509/element_range.hpp>
#include <vidimus/x509/general_name.hpp>

namespace vidimus {

///   AccessDescription ::= SEQUENCE { accessMethod OBJECT IDENTIFIER, accessLocation GeneralName }
struct AccessDescription {
  der::Oid method;  ///< `oid::access_ocsp`, `oid::access_ca_issuers`, `oid::access_ca_repository` …
  GeneralName location;

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<AccessDescription>;
};

/// SEQUENCE SIZE (1..MAX) OF AccessDescription: a range of `AccessDescription`.
class InfoAccess : public detail::ElementRange<InfoAccess, AccessDescription> {
 public:
  constexpr InfoAccess() = default;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<InfoAccess> {
    return read_elements(reader, der::Tag::sequence);
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};
using AuthorityInfoAccess = InfoAccess;
using SubjectInfoAccess = InfoAccess;

constexpr auto AccessDescription::read(der::Reader& reader) -> der::DerResult<AccessDescription> {
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const method = der::read_oid(*fields);
  if (!method) return der::refuse(method.error());
  auto const location = GeneralName::read(*fields);
  if (!location) return der::refuse(location.error());
  if (auto const end = (*fields).finish(); !end) return der::refuse(end.error());
  return AccessDescription{*method, *location};
}

}  // namespace vidimus
