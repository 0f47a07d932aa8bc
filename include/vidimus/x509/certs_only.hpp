// SPDX-License-Identifier: Apache-2.0
// What the caIssuers of RFC 5280, 4.2.2.1 point to: one certificate in DER, or a "certs-only" message of CMS (RFC 5652, 5;
// RFC 8551, 3.8), whose signatures, if there were any, would prove nothing here and are not looked at.
//
//   ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT SignedData }
//   SignedData  ::= SEQUENCE { version, digestAlgorithms SET, encapContentInfo SEQUENCE,
//                              certificates [0] IMPLICIT SET OF CertificateChoices OPTIONAL, … }
#pragma once

#include <vidimus/core/budget.hpp>
#include <vidimus/der/oids.hpp>
#include <vidimus/der/reader.hpp>
#include <vidimus/x509/certificate.hpp>

#include <string>
#include <utility>
#include <vector>

namespace vidimus {

namespace detail {

/// The reader of the field `certificates`; empty where it is absent.
[[nodiscard]] constexpr auto certificates_of_cms(ByteView octets) -> der::DerResult<der::Reader> {
  auto info = der::read_only_nested(octets, der::Tag::sequence);
  if (!info) return der::refuse(info.error());
  auto const type = der::read_oid(*info);
  if (!type) return der::refuse(type.error());
  if (!(*type == oid::signed_data)) return der::refuse(Errc::der_bad_oid, 0);
  auto content = info->read_nested(der::context(0, der::Form::constructed));
  if (!content) return der::refuse(content.error());
  auto fields = content->read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  for (auto const tag : {der::Tag::integer, der::Tag::set, der::Tag::sequence})
    if (auto const field = fields->read(tag); !field) return der::refuse(field.error());
  auto const certificates = fields->read_optional(der::context(0, der::Form::constructed));
  if (!certificates) return der::refuse(certificates.error());
  auto const& field = *certificates;
  return field ? der::Reader{*field} : der::Reader{};
}

[[nodiscard]] inline auto read_cms_certificates(der::Reader choices) -> Result<std::vector<Certificate>> {
  constexpr auto limit = Budget{}.presented;
  std::vector<Certificate> certificates;
  while (!choices.is_at_end()) {
    auto const choice = choices.read_any();
    if (!choice)
      return refuse(Errc::certificate_malformed, Malformed{"certificates", choice.error().offset, choice.error().rule});
    if (choice->tag != der::Tag::sequence) continue;  // a CertificateChoices that is no Certificate
    if (certificates.size() == limit)
      return refuse(Errc::budget_exceeded, OverLimit{"certificates fetched", limit, limit + 1});
    auto certificate = Certificate::parse(choice->full);
    if (!certificate) return refuse(std::move(certificate.error()));
    certificates.push_back(*std::move(certificate));
  }
  return certificates;
}

}  // namespace detail

/// The certificates of what was fetched from a caIssuers location, in its order. Errors: as `Certificate::parse`, for what
/// is neither of both as well; `budget_exceeded` for more than `Budget{}.presented`.
[[nodiscard]] inline auto read_issuers(ByteView octets) -> Result<std::vector<Certificate>> {
  if (auto const choices = detail::certificates_of_cms(octets)) return detail::read_cms_certificates(*choices);
  return Certificate::parse(octets).map([](Certificate one) { return std::vector{std::move(one)}; });
}

}  // namespace vidimus
