// SPDX-License-Identifier: Apache-2.0
// CertID (RFC 6960, 4.1.1): how OCSP names a certificate: by digests of its issuer's name and key, and its serial number.
// All four fields are compared, since serial numbers repeat from one authority to the next.
#pragma once

#include <vidimus/crypto/digest.hpp>
#include <vidimus/der/oids.hpp>
#include <vidimus/der/writer.hpp>
#include <vidimus/x509/certificate.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace vidimus {

///   CertID ::= SEQUENCE { hashAlgorithm AlgorithmIdentifier, issuerNameHash OCTET STRING, issuerKeyHash OCTET STRING,
///                         serialNumber CertificateSerialNumber }
/// A view of a message.
struct OcspCertId {
  ByteView der;
  AlgorithmIdentifier hash_algorithm;
  ByteView issuer_name_hash, issuer_key_hash;
  SerialNumber serial_number;

  [[nodiscard]] static constexpr auto to_value(der::Element const& element) -> der::DerResult<OcspCertId>;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<OcspCertId> {
    return der::read_as(reader, der::Tag::sequence, to_value);
  }
};

/// The digests that certificates are named by. What they find is proved by a signature, so SHA-1 will do.
enum class CertIdHash : std::uint8_t { sha1, sha256, sha384, sha512 };

constexpr auto OcspCertId::to_value(der::Element const& element) -> der::DerResult<OcspCertId> {
  OcspCertId id{element.full, {}, {}, {}, {}};
  der::Reader fields{element};
  auto const algorithm = AlgorithmIdentifier::read(fields);
  if (!algorithm) return der::refuse(algorithm.error());
  auto const name_hash = der::read_octet_string(fields);
  if (!name_hash) return der::refuse(name_hash.error());
  auto const key_hash = der::read_octet_string(fields);
  if (!key_hash) return der::refuse(key_hash.error());
  auto const serial = SerialNumber::read(fields);
  if (!serial) return der::refuse(serial.error());
  if (auto const end = fields.finish(); !end) return der::refuse(end.error());
  id.hash_algorithm = *algorithm, id.issuer_name_hash = *name_hash, id.issuer_key_hash = *key_hash;
  id.serial_number = *serial;
  return id;
}

namespace detail {

struct CertIdHashRow {
  CertIdHash hash;
  der::Oid id;
};
inline constexpr std::array<CertIdHashRow, 4> cert_id_hashes{{{CertIdHash::sha1, oid::sha1},
                                                              {CertIdHash::sha256, oid::sha256},
                                                              {CertIdHash::sha384, oid::sha384},
                                                              {CertIdHash::sha512, oid::sha512}}};

/// The digest that an AlgorithmIdentifier means: its parameters are NULL or left out (RFC 5754, 2).
[[nodiscard]] inline auto cert_id_hash_of(AlgorithmIdentifier const& algorithm) -> std::optional<CertIdHash> {
  constexpr std::array null{std::byte{5}, std::byte{0}};
  if (algorithm.parameters && !same_bytes(*algorithm.parameters, null)) return std::nullopt;
  auto const* const row = std::ranges::find(cert_id_hashes, algorithm.algorithm, &CertIdHashRow::id);
  return row == cert_id_hashes.end() ? std::nullopt : std::optional{row->hash};
}

[[nodiscard]] inline auto cert_id_digest(CertIdHash hash, ByteView message) -> Result<Buffer> {
  switch (hash) {
    case CertIdHash::sha1: break;
    case CertIdHash::sha256: return digest(HashAlgorithm::sha256, message);
    case CertIdHash::sha384: return digest(HashAlgorithm::sha384, message);
    case CertIdHash::sha512: return digest(HashAlgorithm::sha512, message);
  }
  auto const identifier = sha1_identifier(message);
  if (!identifier) return refuse(identifier.error());
  return Buffer{identifier->begin(), identifier->end()};
}

struct IssuerHashes {
  Buffer name, key;
};

/// The CertIDs of one certificate, each digest made once. Keep both certificates.
class CertIdMaker {
 public:
  CertIdMaker(Certificate const& certificate, Certificate const& issuer) : certificate_{certificate}, issuer_{issuer} {}

  /// The certificate's CertID, in DER. Errors: of `crypto`.
  [[nodiscard]] auto write(CertIdHash hash) -> Result<Buffer>;
  /// Whether a CertID is the certificate's, whichever digest it is made with.
  [[nodiscard]] auto matches(OcspCertId const& id) -> bool;
  /// Whether this is the SHA-1 digest of the issuer's key.
  [[nodiscard]] auto is_issuers_key(ByteView sha1) -> bool {
    auto const hashes = hashes_by(CertIdHash::sha1);
    return hashes && same_bytes((*hashes)->key, sha1);
  }

 private:
  [[nodiscard]] auto hashes_by(CertIdHash hash) -> Result<IssuerHashes const*>;

  Certificate const &certificate_, &issuer_;
  std::array<std::optional<IssuerHashes>, cert_id_hashes.size()> known_{};
};

/// "calculated over the DER encoding of the issuer's name field in the certificate being checked" and "over the value
/// (excluding tag and length) of the subject public key field in the issuer's certificate".
inline auto CertIdMaker::hashes_by(CertIdHash hash) -> Result<IssuerHashes const*> {
  auto& known = known_[static_cast<std::size_t>(hash)];
  if (known) return &*known;
  auto name = cert_id_digest(hash, certificate_.issuer().der());
  if (!name) return refuse(std::move(name.error()));
  auto key = cert_id_digest(hash, issuer_.spki().key);
  if (!key) return refuse(std::move(key.error()));
  return &known.emplace(IssuerHashes{*std::move(name), *std::move(key)});
}

inline auto CertIdMaker::write(CertIdHash hash) -> Result<Buffer> {
  using der::Tag;
  auto const hashes = hashes_by(hash);
  if (!hashes) return refuse(hashes.error());
  auto const id = std::ranges::find(cert_id_hashes, hash, &CertIdHashRow::hash)->id;
  auto const algorithm =
      der::write(Tag::sequence, {der::write(Tag::object_identifier, {id.contents()}), der::write(Tag::null, {})});
  return der::write(Tag::sequence, {algorithm, der::write(Tag::octet_string, {(*hashes)->name}),
                                    der::write(Tag::octet_string, {(*hashes)->key}),
                                    der::write(Tag::integer, {certificate_.serial_number().contents()})});
}

inline auto CertIdMaker::matches(OcspCertId const& id) -> bool {
  if (id.serial_number != certificate_.serial_number()) return false;
  auto const hash = cert_id_hash_of(id.hash_algorithm);
  if (!hash) return false;
  auto const hashes = hashes_by(*hash);
  return hashes && same_bytes(id.issuer_name_hash, (*hashes)->name) && same_bytes(id.issuer_key_hash, (*hashes)->key);
}

}  // namespace detail

}  // namespace vidimus
