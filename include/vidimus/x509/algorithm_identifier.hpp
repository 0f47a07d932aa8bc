// SPDX-License-Identifier: Apache-2.0
// AlgorithmIdentifier (RFC 5280, 4.1.1.2). Which parameters an algorithm may have is known to those who use the algorithm;
// here they are one well-formed element or absent.
#pragma once

#include <vidimus/der/oid.hpp>
#include <vidimus/der/reader.hpp>

#include <optional>

namespace vidimus {

///   AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY DEFINED BY algorithm OPTIONAL }
struct AlgorithmIdentifier {
  ByteView der;  ///< all of it
  der::Oid algorithm;
  std::optional<ByteView> parameters;  ///< the whole element, identifier and length too

  [[nodiscard]] static constexpr auto to_value(der::Element const& element) -> der::DerResult<AlgorithmIdentifier>;
  [[nodiscard]] static constexpr auto read(der::Reader& reader, der::Tag tag = der::Tag::sequence)
      -> der::DerResult<AlgorithmIdentifier> {
    return der::read_as(reader, tag, to_value);
  }

  /// The same octets: RFC 5280, 4.1.1.2 asks for the same algorithm identifier, parameters included.
  friend constexpr auto operator==(AlgorithmIdentifier const& a, AlgorithmIdentifier const& b) -> bool {
    return same_bytes(a.der, b.der);
  }
};

constexpr auto AlgorithmIdentifier::to_value(der::Element const& element) -> der::DerResult<AlgorithmIdentifier> {
  AlgorithmIdentifier identifier{element.full, {}, std::nullopt};
  der::Reader fields{element};
  auto const algorithm = der::read_oid(fields);
  if (!algorithm) return der::refuse(algorithm.error());
  identifier.algorithm = *algorithm;
  if (fields.is_at_end()) return identifier;
  auto const parameters = fields.read_any();
  if (!parameters) return der::refuse(parameters.error());
  identifier.parameters = (*parameters).full;
  if (auto const end = fields.finish(); !end) return der::refuse(end.error());
  return identifier;
}

}  // namespace vidimus
