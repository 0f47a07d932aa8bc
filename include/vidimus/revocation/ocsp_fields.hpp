// SPDX-License-Identifier: Apache-2.0
// OCSPResponse (RFC 6960, 4.2.1), field by field.
//
//   OCSPResponse  ::= SEQUENCE { responseStatus ENUMERATED, responseBytes [0] EXPLICIT ResponseBytes OPTIONAL }
//   ResponseBytes ::= SEQUENCE { responseType OBJECT IDENTIFIER, response OCTET STRING }
//   BasicOCSPResponse ::= SEQUENCE { tbsResponseData ResponseData, signatureAlgorithm AlgorithmIdentifier,
//                                    signature BIT STRING, certs [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL }
//   ResponseData  ::= SEQUENCE { version [0] EXPLICIT Version DEFAULT v1, responderID ResponderID,
//                                producedAt GeneralizedTime, responses SEQUENCE OF SingleResponse,
//                                responseExtensions [1] EXPLICIT Extensions OPTIONAL }
//   ResponderID   ::= CHOICE { byName [1] EXPLICIT Name, byKey [2] EXPLICIT OCTET STRING }
#pragma once

#include <vidimus/revocation/ocsp_single_response.hpp>
#include <vidimus/x509/algorithm_identifier.hpp>
#include <vidimus/x509/name.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vidimus {

/// OCSPResponseStatus: 4 is not used.
enum class OcspResponseStatus : std::uint8_t {
  successful = 0,
  malformed_request = 1,
  internal_error = 2,
  try_later = 3,
  sig_required = 5,
  unauthorized = 6,
};

/// Who says that it answers: by its name, or by the SHA-1 digest of its key.
struct OcspResponderId {
  std::optional<Name> by_name;
  ByteView by_key;

  /// For people: `CN=Acme OCSP,O=Acme`, `the key with SHA-1 05A1…`.
  [[nodiscard]] auto to_text() const -> std::string {
    return by_name ? by_name->to_text() : "the key with SHA-1 " + to_hex(by_key);
  }
};

namespace detail {

/// Entries and certificates of one response, at most: few enough to look at each.
inline constexpr std::size_t ocsp_entry_limit = 256, ocsp_certificate_limit = 16;

struct OcspFields {
  ByteView tbs{}, signature{};
  AlgorithmIdentifier signature_algorithm{};
  OcspResponderId responder_id{};
  Time produced_at{};
  std::vector<OcspSingleResponse> responses{};
  std::optional<ByteView> nonce{};            ///< the value of its extension
  std::optional<UnknownExtension> unknown{};  ///< a critical extension of all of it that is not processed
  std::vector<ByteView> certificates{};       ///< not read yet
};

[[nodiscard]] inline auto read_response_extension(Extension const& extension, OcspFields& fields) -> OcspResult<void> {
  std::optional<ByteView> nonce;
  std::optional<bool> extended_revoke;
  if (extension.id == oid::ocsp_nonce) {
    fields.nonce = extension.value;
    return keep<EncodedNonce>(nonce, "nonce", extension);
  }
  if (extension.id == oid::ocsp_extended_revoke)
    return keep<EncodedExtendedRevoke>(extended_revoke, "extendedRevoke", extension);
  if (extension.critical && !fields.unknown) fields.unknown = UnknownExtension{extension.id, extension.value_offset};
  return {};
}

/// version: v1 is the default and never written; no other is defined.
[[nodiscard]] inline auto read_ocsp_version(der::Reader& tbs) -> OcspResult<void> {
  if (!tbs.is_next(der::context(0))) return {};
  auto const offset = tbs.offset();
  auto wrapper = tbs.read_nested(der::context(0));
  if (!wrapper) return fault("tbsResponseData.version", wrapper.error());
  auto const version = der::read_unsigned(*wrapper);
  if (!version) return fault("tbsResponseData.version", version.error());
  return fault("tbsResponseData.version", *version == 0 ? Errc::der_default_encoded : Errc::der_integer_out_of_range,
               offset);
}

[[nodiscard]] inline auto read_responder_id(der::Reader& tbs, OcspFields& fields) -> OcspResult<void> {
  constexpr std::string_view field = "tbsResponseData.responderID";
  bool const is_name = tbs.is_next(der::context(1));
  auto wrapper = tbs.read_nested(der::context(is_name ? 1 : 2));
  if (!wrapper) return fault(field, wrapper.error());
  if (is_name) {
    auto const name = Name::read(*wrapper);
    if (!name) return fault(field, name.error());
    fields.responder_id.by_name = *name;
  } else {
    auto const key = der::read_octet_string(*wrapper);
    if (!key) return fault(field, key.error());
    fields.responder_id.by_key = *key;
  }
  if (auto const end = wrapper->finish(); !end) return fault(field, end.error());
  return {};
}

[[nodiscard]] inline auto read_single_responses(der::Reader& tbs, OcspFields& fields) -> OcspResult<void> {
  auto list = tbs.read_nested(der::Tag::sequence);
  if (!list) return fault("tbsResponseData.responses", list.error());
  while (!list->is_at_end()) {
    if (fields.responses.size() == ocsp_entry_limit)
      return fault("tbsResponseData.responses", Errc::der_length_too_large, list->offset());
    auto const single = read_single_response(*list);
    if (!single) return fault(single.error());
    fields.responses.push_back(*single);
  }
  return {};
}

[[nodiscard]] inline auto read_response_data(der::Element const& element, OcspFields& fields) -> OcspResult<void> {
  der::Reader tbs{element};
  if (auto const version = read_ocsp_version(tbs); !version) return version;
  if (auto const responder = read_responder_id(tbs, fields); !responder) return responder;
  auto const produced_at = in("tbsResponseData.producedAt", der::read_generalized_time(tbs));
  if (!produced_at) return fault(produced_at.error());
  fields.produced_at = *produced_at;
  if (auto const responses = read_single_responses(tbs, fields); !responses) return responses;
  auto const extensions =
      read_ocsp_extensions(tbs, "tbsResponseData.responseExtensions",
                           [&](Extension const& extension) { return read_response_extension(extension, fields); });
  if (!extensions) return extensions;
  if (auto const end = tbs.finish(); !end) return fault("tbsResponseData", end.error());
  return {};
}

[[nodiscard]] inline auto read_ocsp_certificates(der::Reader& basic, OcspFields& fields) -> OcspResult<void> {
  if (!basic.is_next(der::context(0))) return {};
  auto wrapper = basic.read_nested(der::context(0));
  if (!wrapper) return fault("certs", wrapper.error());
  auto list = wrapper->read_nested(der::Tag::sequence);
  if (!list) return fault("certs", list.error());
  if (auto const end = wrapper->finish(); !end) return fault("certs", end.error());
  while (!list->is_at_end()) {
    if (fields.certificates.size() == ocsp_certificate_limit)
      return fault("certs", Errc::der_length_too_large, list->offset());
    auto const certificate = list->read(der::Tag::sequence);
    if (!certificate) return fault("certs", certificate.error());
    fields.certificates.push_back(certificate->full);
  }
  return {};
}

[[nodiscard]] inline auto read_basic_response(der::Element const& octets) -> OcspResult<OcspFields> {
  OcspFields fields;
  auto basic = der::read_only_nested(octets.contents, der::Tag::sequence, octets.contents_offset());
  if (!basic) return fault("basicOCSPResponse", basic.error());
  auto const tbs = in("tbsResponseData", basic->read(der::Tag::sequence));
  if (!tbs) return fault(tbs.error());
  fields.tbs = tbs->full;
  if (auto const data = read_response_data(*tbs, fields); !data) return fault(data.error());
  auto const algorithm = in("signatureAlgorithm", AlgorithmIdentifier::read(*basic));
  if (!algorithm) return fault(algorithm.error());
  auto const signature = in("signature", der::read_octets_of_bit_string(*basic));
  if (!signature) return fault(signature.error());
  fields.signature_algorithm = *algorithm, fields.signature = *signature;
  if (auto const certificates = read_ocsp_certificates(*basic, fields); !certificates)
    return fault(certificates.error());
  if (auto const end = basic->finish(); !end) return fault("basicOCSPResponse", end.error());
  return fields;
}

}  // namespace detail

}  // namespace vidimus
