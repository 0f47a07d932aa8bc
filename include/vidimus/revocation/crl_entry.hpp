// SPDX-License-Identifier: Apache-2.0
// One entry of a CRL's revokedCertificates (RFC 5280, 5.1.2.6 and 5.3).
//
//   SEQUENCE { userCertificate CertificateSerialNumber, revocationDate Time, crlEntryExtensions Extensions OPTIONAL }
//
// One deviation from the letter: an empty crlEntryExtensions is read, although Extensions has SIZE (1..MAX). CRLs of
// public authorities have it, and nothing can hide in it.
#pragma once

#include <vidimus/core/time.hpp>
#include <vidimus/der/oids.hpp>
#include <vidimus/der/time.hpp>
#include <vidimus/der/values.hpp>
#include <vidimus/revocation/crl_extensions.hpp>
#include <vidimus/revocation/crl_fault.hpp>
#include <vidimus/revocation/reason_code.hpp>
#include <vidimus/x509/general_name.hpp>
#include <vidimus/x509/serial_number.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vidimus {

/// Views the CRL that it stands in.
struct RevokedCertificate {
  SerialNumber serial_number;
  Time revocation_date;
  std::optional<ReasonCode> reason;
  std::optional<Time> invalidity_date;
  /// Of an indirect CRL: whose certificate it is, as this entry or the last one before it that names an issuer says
  /// (RFC 5280, 5.3.3). Empty: the CRL's own issuer.
  std::optional<GeneralNames> certificate_issuer;
};

namespace detail {

/// An entry as it stands, and whether it may be used.
struct CrlEntry {
  RevokedCertificate revoked;                 ///< `certificate_issuer` only if the entry itself has it
  std::optional<UnknownExtension> unknown{};  ///< a critical extension that is not processed
};

/// CRLReason ::= ENUMERATED.
struct EncodedReason {
  [[nodiscard]] static auto read(der::Reader& reader) -> der::DerResult<ReasonCode> {
    auto const offset = reader.offset();
    auto const number = der::read_unsigned(reader, der::Tag::enumerated);
    if (!number) return der::refuse(number.error());
    auto const reason = to_reason_code(*number);
    if (!reason) return der::refuse(Errc::der_integer_out_of_range, offset);
    return *reason;
  }
};

/// InvalidityDate ::= GeneralizedTime.
struct EncodedDate {
  [[nodiscard]] static auto read(der::Reader& reader) -> der::DerResult<Time> {
    return der::read_generalized_time(reader);
  }
};

/// The value of an extension, put where it belongs.
template <class Encoded, class Value>
[[nodiscard]] auto keep(std::optional<Value>& place, std::string_view field, Extension const& extension)
    -> CrlResult<void> {
  der::Reader reader{extension.value, extension.value_offset};
  auto const value = Encoded::read(reader);
  if (!value) return fault(field, value.error());
  if (auto const end = reader.finish(); !end) return fault(field, end.error());
  place = *value;
  return {};
}

[[nodiscard]] inline auto read_entry_extension(Extension const& extension, CrlEntry& entry) -> CrlResult<void> {
  if (extension.id == oid::reason_code) return keep<EncodedReason>(entry.revoked.reason, "reasonCode", extension);
  if (extension.id == oid::invalidity_date)
    return keep<EncodedDate>(entry.revoked.invalidity_date, "invalidityDate", extension);
  if (extension.id == oid::certificate_issuer)
    return keep<GeneralNames>(entry.revoked.certificate_issuer, "certificateIssuer", extension);
  if (extension.critical && !entry.unknown) entry.unknown = UnknownExtension{extension.id, extension.value_offset};
  return {};
}

[[nodiscard]] inline auto read_entry_extensions(der::Reader& reader, CrlEntry& entry) -> CrlResult<void> {
  constexpr std::string_view field = "revokedCertificates.crlEntryExtensions";
  auto const list = reader.read_nested(der::Tag::sequence);
  if (!list) return fault(field, list.error());
  if (auto const end = reader.finish(); !end) return fault(field, end.error());
  return for_each_extension(*list, field,
                            [&](Extension const& extension) { return read_entry_extension(extension, entry); });
}

/// The next entry. A v1 CRL's has no extensions (RFC 5280, 5.1.2.1).
[[nodiscard]] inline auto read_crl_entry(der::Reader& entries, bool is_v2) -> CrlResult<CrlEntry> {
  auto fields = entries.read_nested(der::Tag::sequence);
  if (!fields) return fault("revokedCertificates", fields.error());
  auto const serial = SerialNumber::read(*fields);
  if (!serial) return fault("revokedCertificates.userCertificate", serial.error());
  auto const date = der::read_time(*fields);
  if (!date) return fault("revokedCertificates.revocationDate", date.error());
  CrlEntry entry{{*serial, *date, {}, {}, {}}};
  if (fields->is_at_end()) return entry;
  if (!is_v2) return fault("revokedCertificates", Errc::der_trailing_data, fields->offset());
  if (auto const extensions = read_entry_extensions(*fields, entry); !extensions) return fault(extensions.error());
  return entry;
}

}  // namespace detail

}  // namespace vidimus
