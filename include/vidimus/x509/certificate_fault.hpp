// SPDX-License-Identifier: Apache-2.0
// A fault in a certificate as a finding: with both sides of the comparison where there are two, with the field, the place
// and the rule where there are not.
#pragma once

#include <vidimus/core/finding.hpp>
#include <vidimus/x509/certificate_reader.hpp>

#include <string>

namespace vidimus::detail {

[[nodiscard]] inline auto name_of_field(CertificateFault const& fault) -> std::string {
  std::string field{fault.field};
  return fault.code == Errc::duplicate_extension ? field + ' ' + name_of_extension(fault.extension) : field;
}

[[nodiscard]] inline auto detail_of(CertificateFault const& fault, CertificateFields const& fields) -> Detail {
  if (fault.code == Errc::serial_number_unacceptable)
    return Mismatch{"a positive INTEGER of at most 20 octets", {fields.serial_number.to_hex()}};
  if (fault.code == Errc::signature_algorithm_disagrees)
    return Mismatch{fields.tbs_signature_algorithm.algorithm.to_text(),
                    {fields.signature_algorithm.algorithm.to_text()}};
  if (fault.code == Errc::certificate_too_large) return OverLimit{"extensions", extension_limit, extension_limit + 1};
  return Malformed{name_of_field(fault), fault.cause.offset, fault.cause.rule};
}

/// `fields` are those read until then: the subject is told if it is among them.
[[nodiscard]] inline auto to_finding(CertificateFault const& fault, CertificateFields const& fields) -> Finding {
  return Finding{fault.code, detail_of(fault, fields), {}, fields.subject.to_text()};
}

}  // namespace vidimus::detail
