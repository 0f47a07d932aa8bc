// SPDX-License-Identifier: Apache-2.0
// What an OCSP responder is asked (RFC 6960, 4.1): about one certificate, unsigned, with a nonce or without.
//
//   OCSPRequest ::= SEQUENCE { tbsRequest TBSRequest, optionalSignature [0] EXPLICIT Signature OPTIONAL }
//   TBSRequest  ::= SEQUENCE { version [0] EXPLICIT Version DEFAULT v1, requestorName [1] EXPLICIT GeneralName OPTIONAL,
//                              requestList SEQUENCE OF Request, requestExtensions [2] EXPLICIT Extensions OPTIONAL }
//   Request     ::= SEQUENCE { reqCert CertID, singleRequestExtensions [0] EXPLICIT Extensions OPTIONAL }
//
// Without a nonce it is the request of the lightweight profile (RFC 5019, 2.1), which caches may answer. With one it also
// says which signatures we can verify (RFC 6277; RFC 6960, 4.4.7): many responders would sign with SHA-1 otherwise.
#pragma once

#include <vidimus/crypto/random.hpp>
#include <vidimus/crypto/signature_algorithm.hpp>
#include <vidimus/der/oids.hpp>
#include <vidimus/der/values.hpp>
#include <vidimus/der/writer.hpp>
#include <vidimus/x509/extension.hpp>

#include <array>
#include <cstddef>
#include <optional>

namespace vidimus::detail {

/// RFC 9654, 2.1: clients MUST use nonces of at least 32 octets, and servers need not take longer ones.
using OcspNonce = std::array<std::byte, 32>;

[[nodiscard]] inline auto make_ocsp_nonce() -> Result<OcspNonce> {
  OcspNonce nonce{};
  if (auto const filled = fill_random(nonce); !filled) return refuse(filled.error());
  return nonce;
}

/// Extension ::= SEQUENCE { extnID, extnValue OCTET STRING }, not critical.
[[nodiscard]] inline auto write_extension(der::Oid id, ByteView value) -> Buffer {
  return der::write(der::Tag::sequence, {der::write(der::Tag::object_identifier, {id.contents()}),
                                         der::write(der::Tag::octet_string, {value})});
}

/// PreferredSignatureAlgorithms ::= SEQUENCE OF SEQUENCE { sigIdentifier AlgorithmIdentifier, … }: those that
/// `signature_algorithm_of` knows, the parameters as each wants them (RFC 4055, 5; RFC 5758, 3.2).
[[nodiscard]] inline auto write_preferred_signatures() -> Buffer {
  Buffer all;
  for (auto const& row : signature_rows) {
    auto const id = der::write(der::Tag::object_identifier, {row.id.contents()});
    bool const is_rsa = row.algorithm.scheme == SignatureAlgorithm::Scheme::rsa_pkcs1;
    auto const parameters = is_rsa ? der::write(der::Tag::null, {}) : Buffer{};
    auto const one = der::write(der::Tag::sequence, {der::write(der::Tag::sequence, {id, parameters})});
    all.insert(all.end(), one.begin(), one.end());
  }
  return der::write(der::Tag::sequence, {all});
}

[[nodiscard]] inline auto write_request_extensions(OcspNonce const& nonce) -> Buffer {
  auto const list = der::write(
      der::Tag::sequence, {write_extension(oid::ocsp_nonce, der::write(der::Tag::octet_string, {nonce})),
                           write_extension(oid::ocsp_preferred_signature_algorithms, write_preferred_signatures())});
  return der::write(der::context(2), {list});
}

/// OCSPRequest, in DER. `cert_id` is a CertID in DER.
[[nodiscard]] inline auto write_ocsp_request(ByteView cert_id, std::optional<OcspNonce> const& nonce = {}) -> Buffer {
  using der::Tag;
  auto const list = der::write(Tag::sequence, {der::write(Tag::sequence, {cert_id})});
  auto const extensions = nonce ? write_request_extensions(*nonce) : Buffer{};
  return der::write(Tag::sequence, {der::write(Tag::sequence, {list, extensions})});
}

/// The nonce of a request that was sent, as the value of its extension; empty where there is none.
[[nodiscard]] inline auto nonce_sent_in(ByteView request) -> std::optional<ByteView> {
  auto outer = der::read_only_nested(request, der::Tag::sequence);
  auto tbs = outer ? outer->read_nested(der::Tag::sequence) : der::refuse(outer.error());
  if (!tbs || !tbs->read(der::Tag::sequence)) return std::nullopt;
  auto wrapper = tbs->read_nested(der::context(2));
  auto list = wrapper ? wrapper->read_nested(der::Tag::sequence) : der::refuse(wrapper.error());
  while (list && !list->is_at_end()) {
    auto const extension = Extension::read(*list);
    if (!extension) return std::nullopt;
    if (extension->id == oid::ocsp_nonce) return extension->value;
  }
  return std::nullopt;
}

}  // namespace vidimus::detail
