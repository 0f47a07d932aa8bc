// SPDX-License-Identifier: Apache-2.0
// A certificate (RFC 5280, 4): immutable, shared, read strictly once. All of its views point into its own copy of the
// encoding and are good as long as any copy of the Certificate lives.
#pragma once

#include <vidimus/core/budget.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/file.hpp>
#include <vidimus/x509/certificate_fault.hpp>
#include <vidimus/x509/certificate_reader.hpp>
#include <vidimus/x509/name_match.hpp>
#include <vidimus/x509/pem.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

/// Copies share one immutable block: copying costs a reference count, and all const use is thread-safe. Moving copies, so
/// that there is no certificate without contents.
class Certificate {
 public:
  Certificate(Certificate const&) = default;
  auto operator=(Certificate const&) -> Certificate& = default;
  ~Certificate() = default;

  /// Copies `der`, which must be one certificate and nothing else. Errors: `certificate_malformed` and its kin (each names
  /// the field, the offset and the rule broken), `certificate_too_large` beyond `Budget{}.certificate_octets`.
  [[nodiscard]] static auto parse(ByteView der) -> Result<Certificate>;
  /// The one certificate of a PEM text. Errors: as `parse` and `parse_pem`; `pem_malformed` if there is more than one.
  [[nodiscard]] static auto from_pem(std::string_view text) -> Result<Certificate>;
  /// The one certificate of a file, PEM or DER. Errors: also those of `read_file`; each names the file.
  [[nodiscard]] static auto from_file(std::string const& path) -> Result<Certificate>;

  [[nodiscard]] auto der() const -> ByteView { return fields().der; }
  /// What the issuer signed.
  [[nodiscard]] auto tbs() const -> ByteView { return fields().tbs; }
  /// 1, 2 or 3.
  [[nodiscard]] auto version() const -> unsigned { return fields().version; }
  [[nodiscard]] auto serial_number() const -> SerialNumber { return fields().serial_number; }
  [[nodiscard]] auto signature_algorithm() const -> AlgorithmIdentifier const& { return fields().signature_algorithm; }
  [[nodiscard]] auto signature() const -> ByteView { return fields().signature; }
  [[nodiscard]] auto issuer() const -> Name { return fields().issuer; }
  [[nodiscard]] auto subject() const -> Name { return fields().subject; }
  [[nodiscard]] auto not_before() const -> Time { return fields().not_before; }
  [[nodiscard]] auto not_after() const -> Time { return fields().not_after; }
  [[nodiscard]] auto spki() const -> SubjectPublicKeyInfo const& { return fields().spki; }

  /// All extensions in encoded order.
  [[nodiscard]] auto extensions() const -> std::span<Extension const> { return fields().extensions(); }
  /// The extension with this identifier, or nothing.
  [[nodiscard]] auto find(der::Oid id) const -> Extension const* { return fields().find(id); }
  [[nodiscard]] auto find(detail::KnownRow row) const -> Extension const* { return fields().find(row); }

  // The extensions that are read, by their names in RFC 5280, 4.2; empty where the certificate has none.
  [[nodiscard]] auto basic_constraints() const { return value<BasicConstraints>(oid::basic_constraints); }
  [[nodiscard]] auto key_usage() const { return value<KeyUsage>(oid::key_usage); }
  [[nodiscard]] auto extended_key_usage() const { return value<ExtendedKeyUsage>(oid::extended_key_usage); }
  [[nodiscard]] auto subject_alt_names() const { return general_names(oid::subject_alt_name); }
  [[nodiscard]] auto issuer_alt_names() const { return general_names(oid::issuer_alt_name); }
  [[nodiscard]] auto authority_key_identifier() const {
    return value<AuthorityKeyIdentifier>(oid::authority_key_identifier);
  }
  [[nodiscard]] auto subject_key_identifier() const -> std::optional<ByteView>;
  [[nodiscard]] auto crl_distribution_points() const {
    return value<CrlDistributionPoints>(oid::crl_distribution_points);
  }
  [[nodiscard]] auto freshest_crl() const { return value<FreshestCrl>(oid::freshest_crl); }
  [[nodiscard]] auto authority_info_access() const { return value<AuthorityInfoAccess>(oid::authority_info_access); }
  [[nodiscard]] auto subject_info_access() const { return value<SubjectInfoAccess>(oid::subject_info_access); }
  [[nodiscard]] auto name_constraints() const { return value<NameConstraints>(oid::name_constraints); }
  [[nodiscard]] auto certificate_policies() const { return value<CertificatePolicies>(oid::certificate_policies); }
  [[nodiscard]] auto policy_mappings() const { return value<PolicyMappings>(oid::policy_mappings); }
  [[nodiscard]] auto policy_constraints() const { return value<PolicyConstraints>(oid::policy_constraints); }
  [[nodiscard]] auto inhibit_any_policy() const { return value<InhibitAnyPolicy>(oid::inhibit_any_policy); }
  [[nodiscard]] auto subject_directory_attributes() const {
    return value<SubjectDirectoryAttributes>(oid::subject_directory_attributes);
  }

  /// Subject and issuer are the same name (RFC 5280, 3.2).
  [[nodiscard]] auto is_self_issued() const -> bool { return same_name(subject(), issuer()); }

  /// The same encoding.
  friend auto operator==(Certificate const& a, Certificate const& b) -> bool { return same_bytes(a.der(), b.der()); }

 private:
  struct Block {
    Buffer octets;
    detail::CertificateFields fields;
    std::vector<Extension> extensions;  // as many as there are, and not as many as there may be
  };
  explicit Certificate(std::shared_ptr<Block const> block) : block_{std::move(block)} {}

  [[nodiscard]] auto fields() const -> detail::CertificateFields const& { return block_->fields; }
  /// Reading checked every known extension, so decoding it again cannot fail.
  template <class Value>
  [[nodiscard]] auto value(detail::KnownRow row) const -> std::optional<Value>;

  /// Names are walked over for every peer, so they are not even decoded again.
  [[nodiscard]] auto general_names(detail::KnownRow row) const -> std::optional<GeneralNames> {
    auto const* const extension = fields().find(row);
    return extension != nullptr ? std::optional{GeneralNames::read_again(extension->value)} : std::nullopt;
  }

  std::shared_ptr<Block const> block_;
};

/// Every certificate of a PEM text in order, or the one of a DER encoding. Errors: as `Certificate::parse` and `parse_pem`.
[[nodiscard]] auto read_certificates(ByteView pem_or_der) -> Result<std::vector<Certificate>>;
/// As `read_certificates`, of a file of at most `certificate_file_limit` octets. Errors: also those of `read_file`; each
/// names the file.
[[nodiscard]] auto read_certificates_file(std::string const& path) -> Result<std::vector<Certificate>>;
/// Every certificate of every regular file in a directory (not below it, none hidden by a dot), in the order of the files'
/// names. One file that cannot be read refuses them all: a certificate that silently went missing is a fault nobody finds.
[[nodiscard]] auto read_certificates_directory(std::string const& path) -> Result<std::vector<Certificate>>;
inline constexpr std::size_t certificate_file_limit = std::size_t{64} << 20U;

inline auto Certificate::parse(ByteView der) -> Result<Certificate> {
  constexpr auto limit = Budget{}.certificate_octets;
  if (der.size() > limit) return refuse(Errc::certificate_too_large, OverLimit{"octets", limit, der.size()});
  auto block = std::make_shared<Block>();
  block->octets.assign(der.begin(), der.end());
  detail::CertificateReader reader;
  if (!reader.read(block->octets)) return refuse(detail::to_finding(reader.fault(), reader.fields()));
  block->fields = reader.fields();
  block->extensions.assign(block->fields.extensions().begin(), block->fields.extensions().end());
  block->fields.point_to(block->extensions);
  return Certificate{std::move(block)};
}

template <class Value>
auto Certificate::value(detail::KnownRow row) const -> std::optional<Value> {
  auto const* const extension = fields().find(row);
  if (extension == nullptr) return std::nullopt;
  auto const decoded = decode<Value>(*extension);
  return decoded ? std::optional<Value>{*decoded} : std::nullopt;
}

inline auto Certificate::subject_key_identifier() const -> std::optional<ByteView> {
  auto const identifier = value<SubjectKeyIdentifier>(oid::subject_key_identifier);
  return identifier ? std::optional{identifier->key_identifier} : std::nullopt;
}

namespace detail {

[[nodiscard]] inline auto read_pem_certificates(std::string_view text) -> Result<std::vector<Certificate>> {
  auto blocks = parse_pem(text, "CERTIFICATE");
  if (!blocks) return refuse(std::move(blocks.error()));
  std::vector<Certificate> certificates;
  for (auto const& block : *blocks) {
    auto certificate = Certificate::parse(block);
    if (!certificate) return refuse(std::move(certificate.error()));
    certificates.push_back(*std::move(certificate));
  }
  return certificates;
}

[[nodiscard]] inline auto only_one(std::vector<Certificate> certificates) -> Result<Certificate> {
  if (certificates.size() == 1) return std::move(certificates.front());
  return refuse(Errc::pem_malformed, OverLimit{"certificates", 1, certificates.size()});
}

}  // namespace detail

inline auto read_certificates(ByteView pem_or_der) -> Result<std::vector<Certificate>> {
  auto const text = text_of(pem_or_der);
  if (detail::looks_like_pem(text)) return detail::read_pem_certificates(text);
  return Certificate::parse(pem_or_der).map([](Certificate one) { return std::vector{std::move(one)}; });
}

inline auto read_certificates_file(std::string const& path) -> Result<std::vector<Certificate>> {
  auto const octets = read_file(path, certificate_file_limit);
  if (!octets) return refuse(octets.error());
  auto certificates = read_certificates(*octets);
  if (!certificates) certificates.error().about(path);
  return certificates;
}

inline auto read_certificates_directory(std::string const& path) -> Result<std::vector<Certificate>> {
  auto files = detail::regular_files(path);
  if (!files) return refuse(std::move(files.error()));
  std::vector<Certificate> all;
  for (auto const& file : *files) {
    auto some = read_certificates_file(file);
    if (!some) return some;
    all.insert(all.end(), some->begin(), some->end());
  }
  return all;
}

inline auto Certificate::from_pem(std::string_view text) -> Result<Certificate> {
  return detail::read_pem_certificates(text).and_then(detail::only_one);
}

inline auto Certificate::from_file(std::string const& path) -> Result<Certificate> {
  auto certificate = read_certificates_file(path).and_then(detail::only_one);
  if (!certificate) certificate.error().about(path);
  return certificate;
}

}  // namespace vidimus
