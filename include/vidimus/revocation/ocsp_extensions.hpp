// SPDX-License-Identifier: Apache-2.0
// The extensions of an OCSP response (RFC 6960, 4.4) and of its single responses. Those known are read, and refused where
// they are malformed; of others, a critical one makes the answer unusable.
#pragma once

#include <vidimus/der/oids.hpp>
#include <vidimus/der/time.hpp>
#include <vidimus/revocation/crl_entry.hpp>
#include <vidimus/revocation/crl_extensions.hpp>
#include <vidimus/revocation/ocsp_fault.hpp>
#include <vidimus/x509/known_extensions.hpp>

#include <optional>
#include <string_view>

namespace vidimus::detail {

/// Nonce ::= OCTET STRING (SIZE (1..128)) (RFC 9654, 2.1).
struct EncodedNonce {
  [[nodiscard]] static auto read(der::Reader& reader) -> der::DerResult<ByteView> {
    auto const offset = reader.offset();
    auto const nonce = der::read_octet_string(reader);
    if (nonce && (nonce->empty() || nonce->size() > 128)) return der::refuse(Errc::der_integer_out_of_range, offset);
    return nonce;
  }
};

/// CrlID ::= SEQUENCE { crlUrl [0] EXPLICIT IA5String OPTIONAL, crlNum [1] EXPLICIT INTEGER OPTIONAL,
///                      crlTime [2] EXPLICIT GeneralizedTime OPTIONAL } (RFC 6960, 4.4.2)
struct EncodedCrlReferences {
  [[nodiscard]] static auto read(der::Reader& reader) -> der::DerResult<bool> {
    auto fields = reader.read_nested(der::Tag::sequence);
    if (!fields) return der::refuse(fields.error());
    for (auto const& [number, tag] : {std::pair{0U, der::Tag::ia5_string}, std::pair{1U, der::Tag::integer},
                                      std::pair{2U, der::Tag::generalized_time}}) {
      if (!fields->is_next(der::context(number))) continue;
      auto wrapper = fields->read_nested(der::context(number));
      if (!wrapper) return der::refuse(wrapper.error());
      if (auto const value = wrapper->read(tag); !value) return der::refuse(value.error());
      if (auto const end = wrapper->finish(); !end) return der::refuse(end.error());
    }
    if (auto const end = fields->finish(); !end) return der::refuse(end.error());
    return true;
  }
};

/// ExtendedRevoke ::= NULL (RFC 6960, 4.4.8): `revoked` may be said of certificates that were never issued.
struct EncodedExtendedRevoke {
  [[nodiscard]] static auto read(der::Reader& reader) -> der::DerResult<bool> {
    if (auto const null = der::read_null(reader); !null) return der::refuse(null.error());
    return true;
  }
};

/// [1] EXPLICIT Extensions OPTIONAL, at the end of `fields`.
template <class Visit>
[[nodiscard]] auto read_ocsp_extensions(der::Reader& fields, std::string_view field, Visit visit) -> OcspResult<void> {
  if (!fields.is_next(der::context(1))) return {};
  auto wrapper = fields.read_nested(der::context(1));
  if (!wrapper) return fault(field, wrapper.error());
  auto const list = wrapper->read_nested_non_empty(der::Tag::sequence);
  if (!list) return fault(field, list.error());
  if (auto const end = wrapper->finish(); !end) return fault(field, end.error());
  return for_each_extension(*list, field, visit);
}

}  // namespace vidimus::detail
