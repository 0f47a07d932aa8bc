// SPDX-License-Identifier: Apache-2.0
// What a small certification authority answers to questions about its certificates (RFC 6960, 4.2): OCSP responses for
// examples and tests, made when they run, signed by the authority or by a delegate.
//
//   auto const good = ocsp_response(root, {.entries = {{.serial_number = qm2.serial_number}}});
//   auto const delegate = root.issue(ocsp_delegate("CN=Acme OCSP,O=Acme"));
//   auto const revoked = ocsp_response(root, {.entries = {{qm2.serial_number, OcspStatus::revoked}}, .signer = delegate});
#pragma once

#include "small_ca.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace small_ca {

namespace oid {
inline constexpr char const *ocsp_no_check = "1.3.6.1.5.5.7.48.1.5", *ocsp_basic = "1.3.6.1.5.5.7.48.1.1",
                            *ocsp_nonce = "1.3.6.1.5.5.7.48.1.2", *sha1 = "1.3.14.3.2.26",
                            *sha256 = "2.16.840.1.101.3.4.2.1";
}  // namespace oid

enum class OcspStatus { good, revoked, unknown };

/// SingleResponse { … }
struct OcspEntry {
  SerialNumber serial_number{};
  OcspStatus status = OcspStatus::good;
  std::optional<unsigned> reason{};  ///< of a revoked one: RFC 5280, 5.3.1
  Time since = now() - std::chrono::minutes{10};
  Time this_update = now() - std::chrono::hours{1};
  std::optional<Time> next_update = now() + std::chrono::hours{24};
  std::string hash = oid::sha1;              ///< of the CertID, dotted: SHA-1 or SHA-256
  std::vector<Extension> extra{};            ///< singleExtensions
  std::optional<std::string> issuer_name{};  ///< another one in the CertID
  std::optional<Key> issuer_key{};           ///< another one in the CertID
};

struct OcspProfile {
  std::vector<OcspEntry> entries{};
  Time produced_at = now() - std::chrono::hours{1};
  std::optional<Issued> signer{};                    ///< a delegate, whose certificate goes along; empty: the authority
  std::string signer_name{};                         ///< byName; empty: byKey
  Bytes nonce_extension{};                           ///< the value of the nonce's extension
  std::vector<Extension> extra{};                    ///< responseExtensions
  std::optional<std::vector<Bytes>> certificates{};  ///< others than the signer's
  bool wrong_signature = false;
};

/// The profile of a delegate's certificate (RFC 6960, 4.2.2.2).
[[nodiscard]] inline auto ocsp_delegate(std::string subject, bool no_check = true) -> CertificateProfile {
  CertificateProfile profile;
  profile.subject = std::move(subject);
  profile.extended_key_usage = {oid::ocsp_signing};
  if (no_check) profile.extra.push_back({oid::ocsp_no_check, false, der::null()});
  return profile;
}

namespace detail {

inline auto digest(std::string const& hash, Bytes const& message) -> Bytes {
  bool const is_sha1 = hash == oid::sha1;
  Bytes digest(is_sha1 ? 20 : 32);
  std::size_t length = 0;
  check(psa_hash_compute(is_sha1 ? PSA_ALG_SHA_1 : PSA_ALG_SHA_256, octets(message), message.size(), octets(digest),
                         digest.size(), &length));
  return digest;
}

/// The contents of subjectPublicKey: what stands at the end of a SubjectPublicKeyInfo, after the unused bits' octet.
inline auto public_key(Key const& key) -> Bytes {
  auto const spki = key.spki();
  std::size_t const size = key.kind() == KeyKind::ec_p256 ? 65 : key.kind() == KeyKind::ec_p384 ? 97 : 270;
  return {spki.end() - static_cast<std::ptrdiff_t>(size), spki.end()};
}

inline auto extensions(std::vector<Extension> const& all) -> Bytes {
  Bytes list;
  for (auto const& extension : all) der::append(list, extension.der());
  return all.empty() ? Bytes{} : der::element(0xa1, der::sequence(list));
}

inline auto cert_status(OcspEntry const& entry) -> Bytes {
  if (entry.status == OcspStatus::good) return der::element(0x80);
  if (entry.status == OcspStatus::unknown) return der::element(0x82);
  auto const reason = entry.reason ? der::element(0xa0, der::integer(*entry.reason, 0x0a)) : Bytes{};
  return der::element(0xa1, der::generalized_time(entry.since), reason);
}

}  // namespace detail

/// CertID { … }
[[nodiscard]] inline auto ocsp_cert_id(SmallCa const& authority, OcspEntry const& entry) -> Bytes {
  auto const issuer = name(entry.issuer_name.value_or(authority.subject()));
  auto const key = detail::public_key(entry.issuer_key.value_or(authority.key()));
  return der::sequence(der::sequence(der::oid(entry.hash), der::null()),
                       der::octet_string(detail::digest(entry.hash, issuer)),
                       der::octet_string(detail::digest(entry.hash, key)), der::integer(entry.serial_number.magnitude));
}

[[nodiscard]] inline auto ocsp_single_response(SmallCa const& authority, OcspEntry const& entry) -> Bytes {
  auto const next_update = entry.next_update ? der::element(0xa0, der::generalized_time(*entry.next_update)) : Bytes{};
  return der::sequence(ocsp_cert_id(authority, entry), detail::cert_status(entry),
                       der::generalized_time(entry.this_update), next_update, detail::extensions(entry.extra));
}

/// ResponseData { … }
[[nodiscard]] inline auto ocsp_response_data(SmallCa const& authority, OcspProfile const& profile) -> Bytes {
  Bytes entries;
  for (auto const& entry : profile.entries) der::append(entries, ocsp_single_response(authority, entry));
  auto const& key = profile.signer ? profile.signer->key : authority.key();
  auto const responder = profile.signer_name.empty()
                             ? der::element(0xa2, der::octet_string(detail::digest(oid::sha1, detail::public_key(key))))
                             : der::element(0xa1, name(profile.signer_name));
  auto extra = profile.extra;
  if (!profile.nonce_extension.empty()) extra.push_back({oid::ocsp_nonce, false, profile.nonce_extension});
  return der::sequence(responder, der::generalized_time(profile.produced_at), der::sequence(entries),
                       detail::extensions(extra));
}

/// A successful OCSPResponse around a BasicOCSPResponse.
[[nodiscard]] inline auto ocsp_successful(Bytes const& basic) -> Bytes {
  auto const bytes = der::sequence(der::oid(oid::ocsp_basic), der::octet_string(basic));
  return der::sequence(der::integer(0, 0x0a), der::element(0xa0, bytes));
}

/// An OCSPResponse without an answer: 1 malformedRequest, 2 internalError, 3 tryLater, 5 sigRequired, 6 unauthorized.
[[nodiscard]] inline auto ocsp_unsuccessful(unsigned status) -> Bytes {
  return der::sequence(der::integer(status, 0x0a));
}

/// An OCSPResponse of the authority or of its delegate. DER.
[[nodiscard]] inline auto ocsp_response(SmallCa const& authority, OcspProfile const& profile) -> Bytes {
  auto const& key = profile.signer ? profile.signer->key : authority.key();
  auto const data = ocsp_response_data(authority, profile);
  auto message = data;
  if (profile.wrong_signature) message.back() ^= std::byte{1};
  Bytes certificates;
  if (profile.certificates)
    certificates = der::concatenation(*profile.certificates);
  else if (profile.signer)
    certificates = profile.signer->der;
  return ocsp_successful(
      der::sequence(data, key.signature_algorithm(), der::bit_string(key.sign(message)),
                    certificates.empty() ? Bytes{} : der::element(0xa0, der::sequence(certificates))));
}

}  // namespace small_ca
