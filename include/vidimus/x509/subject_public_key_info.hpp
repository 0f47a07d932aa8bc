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

  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<SubjectPublicKeyInfo> {
    SubjectPublicKeyInfo spki{};
    if (auto const done = spki.read_from(reader); !done) return der::refuse(done.error());
    return spki;
  }
  /// As `read`, in its place: it is not copied. After an error it is not to be used.
  [[nodiscard]] constexpr auto read_from(der::Reader& reader) -> der::DerResult<void>;
};

constexpr auto SubjectPublicKeyInfo::read_from(der::Reader& reader) -> der::DerResult<void> {
  auto const element = reader.read(der::Tag::sequence);
  if (!element) return der::refuse(element.error());
  der = der::by_words((*element).full);
  der::Reader fields{*element};
  if (auto const done = algorithm.read_from(fields); !done) return der::refuse(done.error());
  auto const octets = der::read_octets_of_bit_string(fields);
  if (!octets) return der::refuse(octets.error());
  key = der::by_words(*octets);
  return fields.finish();
}

}  // namespace vidimus
