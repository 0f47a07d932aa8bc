// SPDX-License-Identifier: Apache-2.0
// SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). The key itself is read by those who use it.
#pragma once

#include <vidimus/der/values.hpp>
#include <vidimus/x509/algorithm_identifier.hpp>

namespace vidimus {

///   SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }
struct SubjectPublicKeyInfo {
  ByteView der;  ///< all of it: what pins and digests are made of
  AlgorithmIdentifier algorithm;
  ByteView key;  ///< the BIT STRING's octets; none of its bits is unused

  [[nodiscard]] static constexpr auto to_value(der::Element const& element) -> der::DerResult<SubjectPublicKeyInfo>;
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<SubjectPublicKeyInfo> {
    return der::read_as(reader, der::Tag::sequence, to_value);
  }
};

constexpr auto SubjectPublicKeyInfo::to_value(der::Element const& element) -> der::DerResult<SubjectPublicKeyInfo> {
  der::Reader fields{element};
  auto const algorithm = AlgorithmIdentifier::read(fields);
  if (!algorithm) return der::refuse(algorithm.error());
  auto const key = der::read_octets_of_bit_string(fields);
  if (!key) return der::refuse(key.error());
  if (auto const end = fields.finish(); !end) return der::refuse(end.error());
  return SubjectPublicKeyInfo{element.full, *algorithm, *key};
}

}  // namespace vidimus
