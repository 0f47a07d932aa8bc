// SPDX-License-Identifier: Apache-2.0
// Reading a certificate's fields (RFC 5280, 4.1), strictly and in one pass, without copying or allocating; it works in
// constant expressions. `Certificate` is what programs use.
//
// Refused here is what breaks DER or the syntax of RFC 5280. What depends on a certificate's place in a path (criticality,
// a missing identifier, dates that have passed) is left to path validation, which finds everything that it needs.
#pragma once

#include <vidimus/core/time.hpp>
#include <vidimus/der/time.hpp>
#include <vidimus/x509/extension.hpp>
#include <vidimus/x509/known_extensions.hpp>
#include <vidimus/x509/name.hpp>
#include <vidimus/x509/serial_number.hpp>
#include <vidimus/x509/subject_public_key_info.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace vidimus::detail {

/// Enough for any certificate in use (a dozen is many), and few enough to compare each with each.
inline constexpr std::size_t extension_limit = 32;

struct CertificateFields {
  ByteView der, tbs;
  unsigned version = 1;
  SerialNumber serial_number;
  AlgorithmIdentifier tbs_signature_algorithm, signature_algorithm;
  ByteView signature;
  Name issuer, subject;
  Time not_before{}, not_after{};
  SubjectPublicKeyInfo spki;
  std::optional<der::BitString> issuer_unique_id, subject_unique_id;
  std::span<Extension const> extension_list{};  ///< the reader's, good as long as it is; others after `point_to`
  /// For each row of `known_extensions` where that extension is, counted from 1; 0 for none.
  std::array<unsigned char, known_extensions.size()> known_at{};

  [[nodiscard]] constexpr auto extensions() const -> std::span<Extension const> { return extension_list; }
  /// The same extensions in another place.
  constexpr void point_to(std::span<Extension const> extensions) { extension_list = extensions; }
  /// The extension with this identifier, or null.
  [[nodiscard]] constexpr auto find(der::Oid id) const -> Extension const*;
  [[nodiscard]] constexpr auto find(KnownRow row) const -> Extension const* {
    auto const at = known_at[row.number];
    return at != 0 ? &extension_list[at - 1U] : nullptr;
  }
  /// `known` is its row, null where it has none.
  [[nodiscard]] constexpr auto find(der::Oid id, KnownExtension const* known) const -> Extension const*;
};

constexpr auto CertificateFields::find(der::Oid id) const -> Extension const* { return find(id, known_extension(id)); }

constexpr auto CertificateFields::find(der::Oid id, KnownExtension const* known) const -> Extension const* {
  if (known != nullptr) {
    auto const at = known_at[static_cast<std::size_t>(known - known_extensions.data())];
    return at != 0 ? &extension_list[at - 1U] : nullptr;
  }
  for (auto const& extension : extensions())
    if (extension.id == id) return &extension;
  return nullptr;
}

/// Which rule of RFC 5280 was broken, in which field, and where.
struct CertificateFault {
  Errc code;
  std::string_view field;
  der::DerError cause;
  der::Oid extension{};  ///< where the fault is in or with an extension
};

/// Each step fills in fields and says whether to go on; the first fault ends the reading.
class CertificateReader {
 public:
  constexpr CertificateReader() = default;
  CertificateReader(CertificateReader const&) = delete;
  auto operator=(CertificateReader const&) -> CertificateReader& = delete;
  constexpr ~CertificateReader() = default;

  /// `der` must be one certificate and nothing else. True: `fields()` is complete.
  constexpr auto read(ByteView der) -> bool;
  [[nodiscard]] constexpr auto fields() const -> CertificateFields const& { return fields_; }
  /// After a refusal.
  [[nodiscard]] constexpr auto fault() const -> CertificateFault const& { return *fault_; }

 private:
  constexpr auto read_tbs(der::Reader tbs) -> bool;
  constexpr auto read_version(der::Reader& tbs) -> bool;
  constexpr auto read_serial_number(der::Reader& tbs) -> bool;
  constexpr auto read_issuer(der::Reader& tbs) -> bool;
  constexpr auto read_validity(der::Reader& tbs) -> bool;
  constexpr auto read_subject(der::Reader& tbs) -> bool;
  constexpr auto read_unique_ids(der::Reader& tbs) -> bool;
  constexpr auto read_unique_id(der::Reader& tbs, unsigned number, std::string_view field,
                                std::optional<der::BitString>& target) -> bool;
  constexpr auto read_extensions(der::Reader& tbs) -> bool;
  constexpr auto add_extension(der::Reader& list) -> bool;
  constexpr auto has_agreeing_algorithms() -> bool;

  constexpr auto refuse(Errc code, std::string_view field, der::DerError cause, der::Oid extension = {}) -> bool {
    fault_ = CertificateFault{code, field, cause, extension};
    return false;
  }
  /// Keeps a value that was read, or the reason why it was not.
  template <class T>
  constexpr auto keep(T& target, std::string_view field, der::DerResult<T> const& result) -> bool {
    if (!result) return refuse(Errc::certificate_malformed, field, result.error());
    target = *result;
    return true;
  }
  constexpr auto require(std::string_view field, der::DerResult<void> const& result) -> bool {
    return result || refuse(Errc::certificate_malformed, field, result.error());
  }

  std::array<Extension, extension_limit> extensions_{};
  CertificateFields fields_{};
  std::optional<CertificateFault> fault_;
};

//   Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }
constexpr auto CertificateReader::read(ByteView der) -> bool {
  fields_.der = der;
  der::Element tbs{};
  der::Reader parts;
  return keep(parts, "Certificate", der::read_only_nested(der, der::Tag::sequence)) &&
         keep(tbs, "tbsCertificate", parts.read(der::Tag::sequence)) && read_tbs(der::Reader{tbs}) &&
         require("signatureAlgorithm", fields_.signature_algorithm.read_from(parts)) &&
         keep(fields_.signature, "signatureValue", der::read_octets_of_bit_string(parts)) &&
         require("Certificate", parts.finish()) && (fields_.tbs = tbs.full, has_agreeing_algorithms());
}

//   TBSCertificate ::= SEQUENCE { version [0], serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo,
//                                 issuerUniqueID [1], subjectUniqueID [2], extensions [3] }
constexpr auto CertificateReader::read_tbs(der::Reader tbs) -> bool {
  return read_version(tbs) && read_serial_number(tbs) &&
         require("tbsCertificate.signature", fields_.tbs_signature_algorithm.read_from(tbs)) && read_issuer(tbs) &&
         read_validity(tbs) && read_subject(tbs) &&
         require("tbsCertificate.subjectPublicKeyInfo", fields_.spki.read_from(tbs)) && read_unique_ids(tbs) &&
         read_extensions(tbs) && require("tbsCertificate", tbs.finish());
}

//   version [0] EXPLICIT INTEGER { v1(0), v2(1), v3(2) } DEFAULT v1
constexpr auto CertificateReader::read_version(der::Reader& tbs) -> bool {
  constexpr std::string_view field = "tbsCertificate.version";
  if (!tbs.is_next(der::context(0))) return true;
  auto const offset = tbs.offset();
  der::Reader explicit_tag;
  std::uint32_t number = 0;
  if (!keep(explicit_tag, field, tbs.read_nested(der::context(0)))) return false;
  if (!keep(number, field, der::read_unsigned(explicit_tag)) || !require(field, explicit_tag.finish())) return false;
  if (number == 0) return refuse(Errc::certificate_malformed, field, {Errc::der_default_encoded, offset});
  if (number > 2) return refuse(Errc::certificate_version_unsupported, field, {Errc::der_integer_out_of_range, offset});
  fields_.version = number + 1;
  return true;
}

// RFC 5280, 4.1.2.2: positive, at most 20 octets. Zero is refused too, except in a certificate that names itself as its
// issuer, which is known once the subject is: several roots that everybody trusts have it.
constexpr auto CertificateReader::read_serial_number(der::Reader& tbs) -> bool {
  constexpr std::string_view field = "tbsCertificate.serialNumber";
  auto const offset = tbs.offset();
  if (!keep(fields_.serial_number, field, SerialNumber::read(tbs))) return false;
  bool const acceptable = !fields_.serial_number.is_negative() && fields_.serial_number.contents().size() <= 20;
  return acceptable || refuse(Errc::serial_number_unacceptable, field, {Errc::der_integer_out_of_range, offset});
}

// RFC 5280, 4.1.2.4: "The issuer field MUST contain a non-empty distinguished name".
constexpr auto CertificateReader::read_issuer(der::Reader& tbs) -> bool {
  constexpr std::string_view field = "tbsCertificate.issuer";
  auto const offset = tbs.offset();
  if (!keep(fields_.issuer, field, Name::read(tbs))) return false;
  return fields_.issuer.der().size() > 2 || refuse(Errc::issuer_name_empty, field, {Errc::der_empty, offset});
}

//   Validity ::= SEQUENCE { notBefore Time, notAfter Time }
constexpr auto CertificateReader::read_validity(der::Reader& tbs) -> bool {
  der::Reader times;
  return keep(times, "tbsCertificate.validity", tbs.read_nested(der::Tag::sequence)) &&
         keep(fields_.not_before, "tbsCertificate.validity.notBefore", der::read_time(times)) &&
         keep(fields_.not_after, "tbsCertificate.validity.notAfter", der::read_time(times)) &&
         require("tbsCertificate.validity", times.finish());
}

constexpr auto CertificateReader::read_subject(der::Reader& tbs) -> bool {
  if (!keep(fields_.subject, "tbsCertificate.subject", Name::read(tbs))) return false;
  if (!fields_.serial_number.is_zero() || same_bytes(fields_.subject.der(), fields_.issuer.der())) return true;
  return refuse(Errc::serial_number_unacceptable, "tbsCertificate.serialNumber",
                {Errc::der_integer_out_of_range, tbs.offset()});
}

// RFC 5280, 4.1.2.8: "These fields MUST only appear if the version is 2 or 3".
constexpr auto CertificateReader::read_unique_ids(der::Reader& tbs) -> bool {
  return read_unique_id(tbs, 1, "tbsCertificate.issuerUniqueID", fields_.issuer_unique_id) &&
         read_unique_id(tbs, 2, "tbsCertificate.subjectUniqueID", fields_.subject_unique_id);
}

constexpr auto CertificateReader::read_unique_id(der::Reader& tbs, unsigned number, std::string_view field,
                                                 std::optional<der::BitString>& target) -> bool {
  auto const tag = der::context(number, der::Form::primitive);
  if (!tbs.is_next(tag)) return true;
  if (fields_.version == 1)
    return refuse(Errc::certificate_version_unsupported, field, {Errc::der_unexpected_tag, tbs.offset()});
  der::BitString bits{};
  if (!keep(bits, field, der::read_bit_string(tbs, tag))) return false;
  target = bits;
  return true;
}

// RFC 5280, 4.1.2.9: "This field MUST only appear if the version is 3".
//   extensions [3] EXPLICIT SEQUENCE SIZE (1..MAX) OF Extension
constexpr auto CertificateReader::read_extensions(der::Reader& tbs) -> bool {
  constexpr std::string_view field = "tbsCertificate.extensions";
  if (!tbs.is_next(der::context(3))) return true;
  if (fields_.version != 3)
    return refuse(Errc::certificate_version_unsupported, field, {Errc::der_unexpected_tag, tbs.offset()});
  der::Reader explicit_tag, list;
  if (!keep(explicit_tag, field, tbs.read_nested(der::context(3)))) return false;
  if (!keep(list, field, explicit_tag.read_nested_non_empty(der::Tag::sequence))) return false;
  while (!list.is_at_end())
    if (!add_extension(list)) return false;
  return require(field, explicit_tag.finish());
}

// RFC 5280, 4.2: "A certificate MUST NOT include more than one instance of a particular extension."
constexpr auto CertificateReader::add_extension(der::Reader& list) -> bool {
  constexpr std::string_view field = "tbsCertificate.extensions";
  auto const offset = list.offset();
  auto const read = Extension::read(list);
  if (!read) return refuse(Errc::certificate_malformed, field, read.error());
  auto const* const known = known_extension((*read).id);
  if (fields_.find((*read).id, known) != nullptr)
    return refuse(Errc::duplicate_extension, field, {Errc::duplicate_extension, offset}, (*read).id);
  auto const count = fields_.extension_list.size();
  if (count == extension_limit)
    return refuse(Errc::certificate_too_large, field, {Errc::certificate_too_large, offset});
  auto& extension = extensions_[count];
  fields_.extension_list = std::span{extensions_}.first(count + 1);
  extension.id = der::Oid{der::by_words((*read).id.contents())};
  extension.critical = (*read).critical;
  extension.value = der::by_words((*read).value);
  extension.value_offset = (*read).value_offset;
  if (known == nullptr) return true;
  fields_.known_at[static_cast<std::size_t>(known - known_extensions.data())] = static_cast<unsigned char>(count + 1);
  auto const value = known->check(extension);
  return value || refuse(Errc::extension_malformed, known->name, value.error(), extension.id);
}

// RFC 5280, 4.1.1.2: signatureAlgorithm "MUST contain the same algorithm identifier as the signature field".
constexpr auto CertificateReader::has_agreeing_algorithms() -> bool {
  if (fields_.signature_algorithm == fields_.tbs_signature_algorithm) return true;
  auto const offset = static_cast<std::size_t>(fields_.signature_algorithm.der.data() - fields_.der.data());
  return refuse(Errc::signature_algorithm_disagrees, "signatureAlgorithm",
                {Errc::signature_algorithm_disagrees, offset});
}

}  // namespace vidimus::detail
