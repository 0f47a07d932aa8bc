// SPDX-License-Identifier: Apache-2.0
// RSASSA-PSS-params (RFC 4055, 3.1).
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/crypto/algorithm.hpp>
#include <vidimus/crypto/algorithm_names.hpp>
#include <vidimus/crypto/parameters.hpp>
#include <vidimus/der/oids.hpp>
#include <vidimus/der/values.hpp>
#include <vidimus/x509/algorithm_identifier.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace vidimus::detail {

struct HashRow {
  der::Oid id;
  HashAlgorithm hash;
};
inline constexpr std::array<HashRow, 3> hash_rows{{
    {oid::sha256, HashAlgorithm::sha256},
    {oid::sha384, HashAlgorithm::sha384},
    {oid::sha512, HashAlgorithm::sha512},
}};

inline auto pss_malformed(std::string_view what, der::DerError error) -> tl::unexpected<Failure> {
  return refuse(Errc::unsupported_algorithm,
                Malformed{"RSASSA-PSS-params" + std::string{what}, error.offset, error.rule});
}
inline auto pss_mismatch(std::string wanted, std::string presented) -> tl::unexpected<Failure> {
  return refuse(Errc::unsupported_algorithm, Mismatch{std::move(wanted), {std::move(presented)}});
}

/// The contents of an explicitly tagged field; empty where it is left out and its DEFAULT holds.
inline auto read_pss_field(der::Reader& reader, unsigned number) -> der::DerResult<std::optional<ByteView>> {
  auto const element = reader.read_optional(der::context(number));
  if (!element) return der::refuse(element.error());
  return *element ? std::optional{(*element)->contents} : std::nullopt;
}

/// A hash's AlgorithmIdentifier. RFC 4055, 2.1: NULL and absent parameters MUST both be accepted.
inline auto read_pss_hash(ByteView contents) -> Result<HashAlgorithm> {
  der::Reader reader{contents};
  auto const algorithm = AlgorithmIdentifier::read(reader);
  if (!algorithm) return pss_malformed(".hashAlgorithm", algorithm.error());
  if (auto const end = reader.finish(); !end) return pss_malformed(".hashAlgorithm", end.error());
  auto const* const row = std::ranges::find(hash_rows, algorithm->algorithm, &HashRow::id);
  if (row == hash_rows.end())
    return pss_mismatch("SHA-256, SHA-384 or SHA-512 for RSA-PSS", named(algorithm->algorithm));
  if (algorithm->parameters && !is_der_null(*algorithm->parameters))
    return pss_mismatch("NULL or no parameters of the hash for RSA-PSS", "others");
  return row->hash;
}

/// RFC 4055, 3.1: MGF1 with a hash, which SHOULD be the message's; here it must be.
inline auto read_pss_mgf(ByteView contents) -> Result<HashAlgorithm> {
  der::Reader reader{contents};
  auto const algorithm = AlgorithmIdentifier::read(reader);
  if (!algorithm) return pss_malformed(".maskGenAlgorithm", algorithm.error());
  if (auto const end = reader.finish(); !end) return pss_malformed(".maskGenAlgorithm", end.error());
  if (!(algorithm->algorithm == oid::mgf1)) return pss_mismatch("id-mgf1 for RSA-PSS", named(algorithm->algorithm));
  if (!algorithm->parameters) return pss_mismatch("the hash of MGF1", "none");
  return read_pss_hash(*algorithm->parameters);
}

inline auto read_pss_number(ByteView contents) -> der::DerResult<std::uint32_t> {
  auto const element = der::read_only(contents, der::Tag::integer);
  if (!element) return der::refuse(element.error());
  return der::to_unsigned(*element);
}

/// The four fields as they stand.
struct PssFields {
  std::optional<ByteView> hash, mgf, salt, trailer;

  static auto parse(ByteView parameters) -> der::DerResult<PssFields> {
    auto sequence = der::read_only_nested(parameters, der::Tag::sequence);
    if (!sequence) return der::refuse(sequence.error());
    PssFields fields;
    unsigned number = 0;
    for (auto* const field : {&fields.hash, &fields.mgf, &fields.salt, &fields.trailer}) {
      auto const contents = read_pss_field(*sequence, number++);
      if (!contents) return der::refuse(contents.error());
      *field = *contents;
    }
    if (auto const end = sequence->finish(); !end) return der::refuse(end.error());
    return fields;
  }
};

/// RFC 4055, 3.1: the salt is as long as the hash here; its DEFAULT is 20 octets.
inline auto check_pss_salt(std::optional<ByteView> const& salt, HashAlgorithm hash) -> Result<void> {
  auto const octets = salt ? read_pss_number(*salt) : der::DerResult<std::uint32_t>{20};
  if (!octets) return pss_malformed(".saltLength", octets.error());
  if (*octets == octets_of(hash)) return {};
  return pss_mismatch("a salt of " + std::to_string(octets_of(hash)) + " octets", std::to_string(*octets) + " octets");
}

/// RFC 4055, 3.1: the trailer field is 1, which is its DEFAULT and so must be left out (X.690, 11.5).
inline auto check_pss_trailer(std::optional<ByteView> const& trailer) -> Result<void> {
  if (!trailer) return {};
  auto const number = read_pss_number(*trailer);
  if (!number) return pss_malformed(".trailerField", number.error());
  if (*number == 1) return pss_malformed(".trailerField", {Errc::der_default_encoded, 0});
  return pss_mismatch("a trailerField of 1", std::to_string(*number));
}

/// The defaults are SHA-1, so the first two fields must be there.
inline auto read_pss_hashes(PssFields const& fields) -> Result<HashAlgorithm> {
  if (!fields.hash) return pss_mismatch("SHA-256, SHA-384 or SHA-512 for RSA-PSS", "SHA-1, by default");
  auto const hash = read_pss_hash(*fields.hash);
  if (!hash) return hash;
  if (!fields.mgf) return pss_mismatch(std::string{name_of(*hash)} + " in MGF1", "SHA-1, by default");
  auto const mgf = read_pss_mgf(*fields.mgf);
  if (!mgf) return mgf;
  if (*mgf != *hash) return pss_mismatch(std::string{name_of(*hash)} + " in MGF1", name_of(*mgf));
  return hash;
}

inline auto read_pss(std::optional<ByteView> const& parameters) -> Result<SignatureAlgorithm> {
  if (!parameters) return pss_mismatch("parameters of RSA-PSS", "none");
  auto const fields = PssFields::parse(*parameters);
  if (!fields) return pss_malformed("", fields.error());
  auto const hash = read_pss_hashes(*fields);
  if (!hash) return refuse(hash.error());
  if (auto const salt = check_pss_salt(fields->salt, *hash); !salt) return refuse(salt.error());
  if (auto const trailer = check_pss_trailer(fields->trailer); !trailer) return refuse(trailer.error());
  return SignatureAlgorithm{SignatureAlgorithm::Scheme::rsa_pss, *hash, octets_of(*hash)};
}

}  // namespace vidimus::detail
