// SPDX-License-Identifier: Apache-2.0
// What an OCSP response says of one certificate (RFC 6960, 4.2.1).
//
//   SingleResponse ::= SEQUENCE { certID CertID, certStatus CertStatus, thisUpdate GeneralizedTime,
//                                 nextUpdate [0] EXPLICIT GeneralizedTime OPTIONAL,
//                                 singleExtensions [1] EXPLICIT Extensions OPTIONAL }
//   CertStatus ::= CHOICE { good [0] IMPLICIT NULL, revoked [1] IMPLICIT RevokedInfo, unknown [2] IMPLICIT NULL }
//   RevokedInfo ::= SEQUENCE { revocationTime GeneralizedTime, revocationReason [0] EXPLICIT CRLReason OPTIONAL }
#pragma once

#include <vidimus/core/revocation_status.hpp>
#include <vidimus/revocation/ocsp_cert_id.hpp>
#include <vidimus/revocation/ocsp_extensions.hpp>

#include <optional>

namespace vidimus {

/// Views the response that it stands in.
struct OcspSingleResponse {
  OcspCertId cert_id{};
  RevocationStatus::State status = RevocationStatus::State::unknown;
  Time revocation_time{};              ///< only of a revoked one
  std::optional<ReasonCode> reason{};  ///< only of a revoked one
  Time this_update{};
  std::optional<Time> next_update{};
  std::optional<detail::UnknownExtension> unknown{};  ///< a critical extension that is not processed
};

namespace detail {

/// "Extensions as CRL entry extensions … are also supported as singleExtensions" (RFC 6960, 4.4.5): a reason is one. What an
/// answer says of Certificate Transparency (RFC 6962, 3.3) has no bearing on the status.
[[nodiscard]] inline auto read_single_extension(Extension const& extension, OcspSingleResponse& single)
    -> OcspResult<void> {
  std::optional<bool> references;
  std::optional<Time> moment;
  std::optional<ReasonCode> reason;
  if (extension.id == oid::ocsp_archive_cutoff) return keep<EncodedDate>(moment, "archiveCutoff", extension);
  if (extension.id == oid::ocsp_crl) return keep<EncodedCrlReferences>(references, "crlReferences", extension);
  if (extension.id == oid::invalidity_date) return keep<EncodedDate>(moment, "invalidityDate", extension);
  if (extension.id == oid::ocsp_ct_signed_timestamps) return {};
  if (extension.id == oid::reason_code) {
    auto const read = keep<EncodedReason>(reason, "reasonCode", extension);
    if (!single.reason) single.reason = reason;
    return read;
  }
  if (extension.critical && !single.unknown) single.unknown = UnknownExtension{extension.id, extension.value_offset};
  return {};
}

[[nodiscard]] inline auto read_revoked_info(der::Reader& fields, OcspSingleResponse& single) -> OcspResult<void> {
  auto info = fields.read_nested(der::context(1));
  if (!info) return fault("certStatus.revoked", info.error());
  auto const time = der::read_generalized_time(*info);
  if (!time) return fault("certStatus.revocationTime", time.error());
  single.status = RevocationStatus::State::revoked;
  single.revocation_time = *time;
  if (info->is_next(der::context(0))) {
    auto wrapper = info->read_nested(der::context(0));
    if (!wrapper) return fault("certStatus.revocationReason", wrapper.error());
    auto const reason = EncodedReason::read(*wrapper);
    if (!reason) return fault("certStatus.revocationReason", reason.error());
    if (auto const end = wrapper->finish(); !end) return fault("certStatus.revocationReason", end.error());
    single.reason = *reason;
  }
  if (auto const end = info->finish(); !end) return fault("certStatus.revoked", end.error());
  return {};
}

[[nodiscard]] inline auto read_cert_status(der::Reader& fields, OcspSingleResponse& single) -> OcspResult<void> {
  auto const good = der::context(0, der::Form::primitive), unknown = der::context(2, der::Form::primitive);
  if (fields.is_next(der::context(1))) return read_revoked_info(fields, single);
  single.status = fields.is_next(good) ? RevocationStatus::State::good : RevocationStatus::State::unknown;
  if (auto const null = der::read_null(fields, fields.is_next(good) ? good : unknown); !null)
    return fault("certStatus", null.error());
  return {};
}

[[nodiscard]] inline auto read_ocsp_times(der::Reader& fields, OcspSingleResponse& single) -> OcspResult<void> {
  auto const this_update = der::read_generalized_time(fields);
  if (!this_update) return fault("thisUpdate", this_update.error());
  single.this_update = *this_update;
  if (!fields.is_next(der::context(0))) return {};
  auto wrapper = fields.read_nested(der::context(0));
  if (!wrapper) return fault("nextUpdate", wrapper.error());
  auto const next_update = der::read_generalized_time(*wrapper);
  if (!next_update) return fault("nextUpdate", next_update.error());
  if (auto const end = wrapper->finish(); !end) return fault("nextUpdate", end.error());
  single.next_update = *next_update;
  return {};
}

[[nodiscard]] inline auto read_single_response(der::Reader& responses) -> OcspResult<OcspSingleResponse> {
  OcspSingleResponse single;
  auto fields = responses.read_nested(der::Tag::sequence);
  if (!fields) return fault("responses", fields.error());
  auto const id = OcspCertId::read(*fields);
  if (!id) return fault("certID", id.error());
  single.cert_id = *id;
  if (auto const status = read_cert_status(*fields, single); !status) return fault(status.error());
  if (auto const times = read_ocsp_times(*fields, single); !times) return fault(times.error());
  auto const extensions = read_ocsp_extensions(*fields, "singleExtensions", [&](Extension const& extension) {
    return read_single_extension(extension, single);
  });
  if (!extensions) return fault(extensions.error());
  if (auto const end = fields->finish(); !end) return fault("responses", end.error());
  return single;
}

}  // namespace detail

}  // namespace vidimus
