// SPDX-License-Identifier: Apache-2.0
// CertificateList without its entries (RFC 5280, 5.1), field by field.
//
//   CertificateList ::= SEQUENCE { tbsCertList TBSCertList, signatureAlgorithm AlgorithmIdentifier,
//                                  signatureValue BIT STRING }
//   TBSCertList ::= SEQUENCE { version Version OPTIONAL,  -- if present, MUST be v2
//                              signature AlgorithmIdentifier, issuer Name, thisUpdate Time, nextUpdate Time OPTIONAL,
//                              revokedCertificates SEQUENCE OF SEQUENCE { … } OPTIONAL,
//                              crlExtensions [0] EXPLICIT Extensions OPTIONAL  -- v2 only }
#pragma once

#include <vidimus/core/time.hpp>
#include <vidimus/revocation/crl_entry.hpp>
#include <vidimus/revocation/crl_number.hpp>
#include <vidimus/revocation/issuing_distribution_point.hpp>
#include <vidimus/x509/algorithm_identifier.hpp>
#include <vidimus/x509/authority_key_identifier.hpp>
#include <vidimus/x509/name.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace vidimus::detail {

struct CrlFields {
  ByteView der{}, tbs{}, signature{};
  AlgorithmIdentifier signature_algorithm{};
  unsigned version = 1;
  Name issuer{};
  Time this_update{};
  std::optional<Time> next_update{};
  der::Reader entries{ByteView{}};
  std::optional<AuthorityKeyIdentifier> authority_key_identifier{};
  std::optional<CrlNumber> crl_number{};
  std::optional<IssuingDistributionPoint> issuing_distribution_point{};
  std::optional<CrlNumber> delta_crl_indicator{};
  std::optional<CrlDistributionPoints> freshest_crl{};
  std::optional<UnknownExtension> unknown{};
};

/// crlExtensions (RFC 5280, 5.2).
[[nodiscard]] inline auto read_crl_extension(Extension const& extension, CrlFields& crl) -> CrlResult<void> {
  if (extension.id == oid::authority_key_identifier)
    return keep<AuthorityKeyIdentifier>(crl.authority_key_identifier, "authorityKeyIdentifier", extension);
  if (extension.id == oid::crl_number) return keep<CrlNumber>(crl.crl_number, "cRLNumber", extension);
  if (extension.id == oid::delta_crl_indicator)
    return keep<CrlNumber>(crl.delta_crl_indicator, "deltaCRLIndicator", extension);
  if (extension.id == oid::issuing_distribution_point)
    return keep<IssuingDistributionPoint>(crl.issuing_distribution_point, "issuingDistributionPoint", extension);
  if (extension.id == oid::freshest_crl) return keep<CrlDistributionPoints>(crl.freshest_crl, "freshestCRL", extension);
  if (extension.critical && !crl.unknown) crl.unknown = UnknownExtension{extension.id, extension.value_offset};
  return {};
}

[[nodiscard]] inline auto read_crl_extensions(der::Reader& tbs, CrlFields& crl) -> CrlResult<void> {
  constexpr std::string_view field = "tbsCertList.crlExtensions";
  if (tbs.is_at_end()) return {};
  if (crl.version == 1) return fault("tbsCertList", Errc::der_trailing_data, tbs.offset());
  auto wrapper = tbs.read_nested(der::context(0));
  if (!wrapper) return fault(field, wrapper.error());
  auto const list = wrapper->read_nested_non_empty(der::Tag::sequence);
  if (!list) return fault(field, list.error());
  if (auto const end = wrapper->finish(); !end) return fault(field, end.error());
  if (auto const end = tbs.finish(); !end) return fault("tbsCertList", end.error());
  return for_each_extension(*list, field, [&](auto const& extension) { return read_crl_extension(extension, crl); });
}

/// version: "If present, MUST be v2", which is 1.
[[nodiscard]] inline auto read_crl_version(der::Reader& tbs) -> CrlResult<unsigned> {
  if (!tbs.is_next(der::Tag::integer)) return 1U;
  auto const offset = tbs.offset();
  auto const version = in("tbsCertList.version", der::read_unsigned(tbs));
  if (version && *version != 1) return fault("tbsCertList.version", Errc::der_integer_out_of_range, offset);
  return version ? CrlResult<unsigned>{2U} : fault(version.error());
}

[[nodiscard]] inline auto read_crl_issuer(der::Reader& tbs) -> CrlResult<Name> {
  auto const offset = tbs.offset();
  auto const issuer = in("tbsCertList.issuer", Name::read(tbs));
  if (issuer && issuer->is_empty()) return fault("tbsCertList.issuer", Errc::der_empty, offset);  // 5.1.2.3
  return issuer;
}

[[nodiscard]] inline auto read_crl_times(der::Reader& tbs, CrlFields& crl) -> CrlResult<void> {
  auto const this_update = in("tbsCertList.thisUpdate", der::read_time(tbs));
  if (!this_update) return fault(this_update.error());
  crl.this_update = *this_update;
  if (!tbs.is_next(der::Tag::utc_time) && !tbs.is_next(der::Tag::generalized_time)) return {};
  auto const next_update = in("tbsCertList.nextUpdate", der::read_time(tbs));
  if (!next_update) return fault(next_update.error());
  crl.next_update = *next_update;
  return {};
}

/// revokedCertificates: absent where nothing is revoked (5.1.2.6).
[[nodiscard]] inline auto read_crl_entry_list(der::Reader& tbs) -> CrlResult<der::Reader> {
  if (!tbs.is_next(der::Tag::sequence)) return der::Reader{ByteView{}};
  return in("tbsCertList.revokedCertificates", tbs.read_nested_non_empty(der::Tag::sequence));
}

[[nodiscard]] inline auto read_tbs_cert_list(der::Element const& element, CrlFields& crl) -> CrlResult<void> {
  der::Reader tbs{element};
  auto const version = read_crl_version(tbs);
  if (!version) return fault(version.error());
  crl.version = *version;
  auto const offset = tbs.offset();
  auto const signature = in("tbsCertList.signature", AlgorithmIdentifier::read(tbs));
  if (!signature) return fault(signature.error());
  if (!(*signature == crl.signature_algorithm))  // 5.1.1.2
    return fault("tbsCertList.signature", Errc::signature_algorithm_disagrees, offset);
  auto const issuer = read_crl_issuer(tbs);
  if (!issuer) return fault(issuer.error());
  crl.issuer = *issuer;
  if (auto const times = read_crl_times(tbs, crl); !times) return times;
  auto const entries = read_crl_entry_list(tbs);
  if (!entries) return fault(entries.error());
  crl.entries = *entries;
  return read_crl_extensions(tbs, crl);
}

[[nodiscard]] inline auto read_crl_fields(ByteView der) -> CrlResult<CrlFields> {
  constexpr std::string_view whole = "certificateList";
  if (der.size() > (std::numeric_limits<std::uint32_t>::max)()) return fault(whole, Errc::der_length_too_large, 0);
  auto outer = der::read_only_nested(der, der::Tag::sequence);
  if (!outer) return fault(whole, outer.error());
  auto const tbs = in("tbsCertList", outer->read(der::Tag::sequence));
  if (!tbs) return fault(tbs.error());
  auto const algorithm = in("signatureAlgorithm", AlgorithmIdentifier::read(*outer));
  if (!algorithm) return fault(algorithm.error());
  auto const signature = in("signatureValue", der::read_octets_of_bit_string(*outer));
  if (!signature) return fault(signature.error());
  if (auto const end = outer->finish(); !end) return fault(whole, end.error());
  CrlFields crl{der, tbs->full, *signature, *algorithm};
  if (auto const fields = read_tbs_cert_list(*tbs, crl); !fields) return fault(fields.error());
  return crl;
}

}  // namespace vidimus::detail
