// SPDX-License-Identifier: Apache-2.0
// Extended key usage (RFC 5280, 4.2.1.12): the purposes that the certified key may serve.
#pragma once

#include <vidimus/der/oid.hpp>
#include <vidimus/x509/element_range.hpp>

namespace vidimus {

/// KeyPurposeId ::= OBJECT IDENTIFIER
struct KeyPurpose : der::Oid {
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<KeyPurpose> {
    auto const id = der::read_oid(reader);
    if (!id) return der::refuse(id.error());
    return KeyPurpose{*id};
  }
};

/// ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId: a range of `Oid`.
class ExtendedKeyUsage : public detail::ElementRange<ExtendedKeyUsage, KeyPurpose> {
 public:
  constexpr ExtendedKeyUsage() = default;
  /// Errors: those of the reader; `der_empty`.
  [[nodiscard]] static constexpr auto read(der::Reader& reader) -> der::DerResult<ExtendedKeyUsage> {
    return read_elements(reader, der::Tag::sequence);
  }
  /// Exactly this purpose: anyExtendedKeyUsage is one like the others here, and its meaning the caller's to decide.
  [[nodiscard]] constexpr auto contains(der::Oid purpose) const -> bool {
    for (auto at = begin(); at != end(); ++at)
      if (*at == purpose) return true;
    return false;
  }

 private:
  friend ElementRange;
  using ElementRange::ElementRange;
};

}  // namespace vidimus
