// SPDX-License-Identifier: Apache-2.0
// Who signed an OCSP response, and whether that one may answer (RFC 6960, 4.2.2.2): the responder whose certificate the
// program names; or else the authority that issued the certificate in question; or a delegate, whose certificate that
// authority issued directly, with the same key, for this purpose. A delegate further away is nobody.
#pragma once

#include <vidimus/crypto/signature_algorithm.hpp>
#include <vidimus/crypto/verify.hpp>
#include <vidimus/path/rules.hpp>
#include <vidimus/path/usage.hpp>
#include <vidimus/path/validity.hpp>
#include <vidimus/revocation/ocsp_response.hpp>
#include <vidimus/x509/processed_extensions.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vidimus::detail {

enum class OcspSignerKind : unsigned char { issuer, delegate, named };

struct OcspSigner {
  OcspSignerKind kind;
  Certificate certificate;
};

/// Whether the holder of the key made the signature, by an algorithm that is permitted.
using SignatureCheck = Result<void> (*)(AlgorithmIdentifier const&, SubjectPublicKeyInfo const&, ByteView message,
                                        ByteView signature);

/// The algorithms of `StandardRules`.
[[nodiscard]] inline auto check_signature(AlgorithmIdentifier const& identifier, SubjectPublicKeyInfo const& key,
                                          ByteView message, ByteView signature) -> Result<void> {
  auto const algorithm = signature_algorithm_of(identifier);
  if (!algorithm) return refuse(algorithm.error());
  if (!StandardRules::permits(*algorithm))
    return refuse(Errc::signature_algorithm_refused, Mismatch{StandardRules::describe(), {to_text(*algorithm)}});
  return verify_signature(*algorithm, key, message, signature);
}

/// responderID: the subject, or "SHA-1 hash of responder's public key (excluding the tag and length fields)".
[[nodiscard]] inline auto is_identified_by(Certificate const& signer, OcspResponderId const& id) -> bool {
  if (id.by_name) return same_name(signer.subject(), *id.by_name);
  auto const digest = sha1_identifier(signer.spki().key);
  return digest && same_bytes(*digest, id.by_key);
}

[[nodiscard]] inline auto responder_refused(Certificate const& signer, Detail detail) -> tl::unexpected<Failure> {
  return refuse(Finding{Errc::ocsp_responder_refused, std::move(detail), {}, signer.subject().to_text()});
}

/// A signer's certificate is valid now.
[[nodiscard]] inline auto check_signer_validity(Certificate const& signer, Time now) -> Result<void> {
  auto const valid = check_validity(signer, now);
  if (!valid) return responder_refused(signer, valid.error().decisive().detail);
  return {};
}

/// RFC 5280, 4.2.1.3: the key signs something that is neither a certificate nor a CRL.
[[nodiscard]] inline auto check_signer_usage(Certificate const& signer) -> Result<void> {
  auto const usage = signer.key_usage();
  if (!usage || usage->contains(KeyUsageBit::digital_signature)) return {};
  return responder_refused(signer, Mismatch{"key usage digitalSignature", {usage->to_text()}});
}

[[nodiscard]] inline auto check_signer_key(Certificate const& signer) -> Result<void> {
  auto key = check_key(signer.spki(), rule_values<StandardRules>);
  if (!key) key.error().about(signer.subject().to_text());
  return key;
}

/// "This certificate MUST be issued directly by the CA that is identified in the request" and "MUST include a value of
/// id-kp-OCSPSigning in an extended key usage": that value itself, not anyExtendedKeyUsage.
[[nodiscard]] inline auto check_delegation(Certificate const& delegate, Certificate const& issuer) -> Result<void> {
  if (!same_name(delegate.issuer(), issuer.subject()))
    return responder_refused(
        delegate, Mismatch{"issued by " + issuer.subject().to_text(), {"issued by " + delegate.issuer().to_text()}});
  auto const purposes = delegate.extended_key_usage();
  if (!purposes || !purposes->contains(oid::ocsp_signing))
    return responder_refused(delegate, Mismatch{"extended key usage OCSPSigning",
                                                purposes ? names_of_purposes(*purposes) : std::vector<std::string>{}});
  for (auto const& extension : delegate.extensions())
    if (extension.critical && !is_processed(extension.id) && extension.id != oid::ocsp_no_check)
      return responder_refused(delegate,
                               Mismatch{"critical extensions that are processed", {name_of_extension(extension.id)}});
  return check_signer_usage(delegate);
}

/// That the issuer's key signed the delegate's certificate.
[[nodiscard]] inline auto check_issued_by(Certificate const& delegate, Certificate const& issuer, SignatureCheck check)
    -> Result<void> {
  auto proven = check(delegate.signature_algorithm(), issuer.spki(), delegate.tbs(), delegate.signature());
  if (proven) return check_signer_key(delegate);
  if (proven.error().code() == Errc::signature_mismatch)
    return responder_refused(delegate, Mismatch{"issued with the key of " + issuer.subject().to_text(), {"not"}});
  proven.error().about(delegate.subject().to_text());
  return proven;
}

/// Certificates that may be the signer's are tried, at most: whoever is on the way to an http responder can send more.
inline constexpr std::size_t ocsp_signer_limit = 4;

/// Who may sign a response.
struct OcspSigners {
  Certificate const& issuer;
  CertIdMaker& ids;          ///< of the issuer
  Certificate const* named;  ///< the responder that the program names, who is then the only one; or null
  Time now;
  SignatureCheck check;
};

/// Looks for the signer of one response.
class OcspSignerSearch {
 public:
  OcspSignerSearch(OcspResponse const& response, OcspSigners const& signers) : response_{response}, of_{signers} {}

  /// Errors: `ocsp_responder_refused`, `ocsp_signature_mismatch`, and what else verifying says.
  [[nodiscard]] auto run() && -> Result<OcspSigner> {
    if (of_.named != nullptr) {
      if (is_identified_by(*of_.named, response_.responder_id())) try_named();
    } else {
      if (is_issuers(response_.responder_id())) try_signer(OcspSignerKind::issuer, of_.issuer);
      for (auto const encoding : response_.certificates())
        if (!found_) try_delegate(encoding);
    }
    if (found_) return *std::move(found_);
    return closest_ ? refuse(*std::move(closest_)) : nobody();
  }

 private:
  [[nodiscard]] auto is_issuers(OcspResponderId const& id) const -> bool {
    return id.by_name ? same_name(of_.issuer.subject(), *id.by_name) : of_.ids.is_issuers_key(id.by_key);
  }

  void try_named() {
    bool const is_issuer = same_bytes(of_.named->spki().der, of_.issuer.spki().der);
    for (auto const& known :
         {check_signer_validity(*of_.named, of_.now), is_issuer ? Result<void>{} : check_signer_usage(*of_.named),
          check_signer_key(*of_.named)})
      if (!known) return note(known.error());
    try_signer(OcspSignerKind::named, *of_.named);
  }

  void try_delegate(ByteView encoding) {
    auto const delegate = Certificate::parse(encoding);
    if (!delegate || !is_identified_by(*delegate, response_.responder_id())) return;
    if (same_bytes(delegate->spki().der, of_.issuer.spki().der)) return;  // the issuer's own, tried before
    if (tried_++ >= ocsp_signer_limit) return note(too_many());
    if (auto const known = check_delegation(*delegate, of_.issuer); !known) return note(known.error());
    if (auto const valid = check_signer_validity(*delegate, of_.now); !valid) return note(valid.error());
    if (auto const issued = check_issued_by(*delegate, of_.issuer, of_.check); !issued) return note(issued.error());
    try_signer(OcspSignerKind::delegate, *delegate);
  }

  void try_signer(OcspSignerKind kind, Certificate const& signer) {
    auto const proven =
        of_.check(response_.signature_algorithm(), signer.spki(), response_.tbs(), response_.signature());
    if (proven) return void(found_ = OcspSigner{kind, signer});
    if (proven.error().code() != Errc::signature_mismatch) return note(proven.error());
    closest_ = Finding{Errc::ocsp_signature_mismatch,
                       Note{"tried the key of " + signer.subject().to_text()},
                       {},
                       signer.subject().to_text()};
  }

  /// Whoever was permitted and did not sign came closest.
  void note(Failure const& failure) {
    if (!closest_ || closest_->code != Errc::ocsp_signature_mismatch) closest_ = failure.decisive();
  }

  static auto too_many() -> Failure {
    return Failure{{Errc::ocsp_responder_refused,
                    OverLimit{"certificates of the signer's name", ocsp_signer_limit, ocsp_signer_limit + 1}}};
  }

  [[nodiscard]] auto nobody() const -> tl::unexpected<Failure> {
    auto const wanted = of_.named != nullptr ? of_.named->subject().to_text() + ", whom the program names"
                                             : of_.issuer.subject().to_text() +
                                                   " or a delegate whose certificate it issued and the "
                                                   "response brings along";
    return refuse(Errc::ocsp_responder_refused, Mismatch{wanted, {response_.responder_id().to_text()}});
  }

  OcspResponse const& response_;
  OcspSigners of_;
  std::optional<OcspSigner> found_;
  std::optional<Finding> closest_;
  std::size_t tried_ = 0;
};

}  // namespace vidimus::detail
