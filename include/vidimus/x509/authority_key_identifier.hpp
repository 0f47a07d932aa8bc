// SPDX-License-Identifier: Apache-2.0
// Authority key identifier (RFC 5280, 4.2.1.1): which of its issuer's keys signed a certificate or CRL. A hint for building
// paths: whether it must be there is for path validation to say.
#pragma once

#include <vidimus/x509/general_name.hpp>
#include <vidimus/x509/serial_number.hpp>

#include <optional>

namespace vidimus {

///   AuthorityKeyIdentifier ::= SEQUENCE {
///     keyIdentifier             [0] OCTET STRING OPTIONAL,
///     authorityCertIssuer       [1] GeneralNames OPTIONAL,
///     authorityCertSerialNumber [2] CertificateSerialNumber OPTIONAL }  -- the last two: both or neither
struct AuthorityKeyIdentifier {
  std::optional<ByteView> key_identifier;
  std::optional<GeneralNames> issuer;
  std::optional<SerialNumber> serial_number;

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<AuthorityKeyIdentifier>;

 private:
  [[nodiscard]] constexpr auto read_issuer_and_serial_number(der::Reader& fields) -> der::DerResult<void>;
};

constexpr auto AuthorityKeyIdentifier::read(der::Reader& reader) -> der::DerResult<AuthorityKeyIdentifier> {
  AuthorityKeyIdentifier identifier;
  auto fields = reader.read_nested(der::Tag::sequence);
  if (!fields) return der::refuse(fields.error());
  auto const key_identifier = (*fields).read_optional(der::context(0, der::Form::primitive));
  if (!key_identifier) return der::refuse(key_identifier.error());
  if (auto const& element = *key_identifier) identifier.key_identifier = element->contents;
  if (!(*fields).is_at_end())
    if (auto const rest = identifier.read_issuer_and_serial_number(*fields); !rest) return der::refuse(rest.error());
  return identifier;
}

constexpr auto AuthorityKeyIdentifier::read_issuer_and_serial_number(der::Reader& fields) -> der::DerResult<void> {
  auto const names = GeneralNames::read(fields, der::context(1));
  if (!names) return der::refuse(names.error());
  auto const serial = SerialNumber::read(fields, der::context(2, der::Form::primitive));
  if (!serial) return der::refuse(serial.error());
  issuer = *names;
  serial_number = *serial;
  return fields.finish();
}

}  // namespace vidimus
