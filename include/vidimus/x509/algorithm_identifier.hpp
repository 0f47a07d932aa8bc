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

  [[nodiscard]] static constexpr auto read(der::Reader& reader, der::Tag tag = der::Tag::sequence)
      -> der::DerResult<AlgorithmIdentifier> {
    AlgorithmIdentifier identifier{};
    if (auto const done = identifier.read_from(reader, tag); !done) return der::refuse(done.error());
    return identifier;
  }
  /// As `read`, in its place: it is not copied. After an error it is not to be used.
  [[nodiscard]] constexpr auto read_from(der::Reader& reader, der::Tag tag = der::Tag::sequence)
      -> der::DerResult<void>;

  /// The same octets: RFC 5280, 4.1.1.2 asks for the same algorithm identifier, parameters included.
  friend constexpr auto operator==(AlgorithmIdentifier const& a, AlgorithmIdentifier const& b) -> bool {
    return same_bytes(a.der, b.der);
  }
};

constexpr auto AlgorithmIdentifier::read_from(der::Reader& reader, der::Tag tag) -> der::DerResult<void> {
  auto const element = reader.read(tag);
  if (!element) return der::refuse(element.error());
  der = der::by_words((*element).full);
  der::Reader fields{*element};
  auto const id = der::read_oid(fields);
  if (!id) return der::refuse(id.error());
  algorithm = der::Oid{der::by_words((*id).contents())};
  parameters.reset();
  if (fields.is_at_end()) return {};
  auto const rest = fields.read_any();
  if (!rest) return der::refuse(rest.error());
  parameters = der::by_words((*rest).full);
  return fields.finish();
}

}  // namespace vidimus
