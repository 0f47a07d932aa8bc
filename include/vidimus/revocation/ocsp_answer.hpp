// SPDX-License-Identifier: Apache-2.0
// A responder's authentic answer about one certificate: the signature is verified, the certificate is in it. That does not
// change any more; what it is worth at a moment, `ocsp_status` says.
#pragma once

#include <vidimus/revocation/ocsp_signer.hpp>
#include <vidimus/x509/issued_certificate.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

/// Immutable and shared.
struct OcspAnswer {
  OcspResponse response;
  OcspSigner signer;
  Certificate certificate, issuer;  ///< who is asked about
  std::string url;                  ///< where
  Time asked_at;
  std::vector<OcspSingleResponse> about;  ///< what it says of the certificate; never empty
  std::string source;                     ///< for reports: `OCSP responder CN=Acme OCSP at http://ocsp.acme.example`

  /// The latest moment at which it is known to be right.
  [[nodiscard]] auto this_update() const -> Time {
    return std::ranges::max_element(about, {}, &OcspSingleResponse::this_update)->this_update;
  }
  [[nodiscard]] auto is_newer_than(OcspAnswer const& other) const -> bool {
    return std::pair{this_update(), response.produced_at()} >
           std::pair{other.this_update(), other.response.produced_at()};
  }
};

using OcspAnswerPointer = std::shared_ptr<OcspAnswer const>;

[[nodiscard]] inline auto unknown_extension(UnknownExtension const& unknown) -> Finding {
  return {Errc::ocsp_critical_extension_unknown,
          Mismatch{"critical extensions that are processed",
                   {unknown.id.to_text() + " at octet " + std::to_string(unknown.offset)}}};
}

/// RFC 6960, 3.2 (1): the entries whose CertID is the certificate's, by all of its fields.
[[nodiscard]] inline auto entries_about(OcspResponse const& response, CertIdMaker& ids)
    -> std::vector<OcspSingleResponse> {
  std::vector<OcspSingleResponse> entries;
  for (auto const& single : response.responses())
    if (ids.matches(single.cert_id)) entries.push_back(single);
  return entries;
}

[[nodiscard]] inline auto not_answered(OcspResponse const& response, IssuedCertificate const& asked) -> Finding {
  std::vector<std::string> presented;
  for (auto const& single : response.responses())
    if (presented.size() != 8) presented.push_back("serial number " + single.cert_id.serial_number.to_hex());
  return {Errc::ocsp_certificate_not_answered, Mismatch{"serial number " + asked.certificate.serial_number().to_hex() +
                                                            " of " + asked.certificate.issuer().to_text(),
                                                        std::move(presented)}};
}

/// What a response is read for.
struct OcspExpectation {
  IssuedCertificate const& asked;
  CertIdMaker& ids;  ///< of the same certificate
  std::string_view url;
  Certificate const* named = nullptr;  ///< the one who may answer; null: the issuer and its delegates
  SignatureCheck check = &check_signature;
};

/// Reads a response and proves whose it is: RFC 6960, 3.2 (1) to (4), but for whether a delegate is revoked. Errors: those of
/// `OcspResponse::parse` and `OcspSignerSearch`, `ocsp_critical_extension_unknown`, `ocsp_certificate_not_answered`.
[[nodiscard]] inline auto read_ocsp_answer(ByteView der, OcspExpectation const& expected) -> Result<OcspAnswerPointer> {
  auto const& asked = expected.asked;
  auto const response = OcspResponse::parse(der);
  if (!response) return refuse(response.error());
  if (auto const& unknown = response->unknown()) return refuse(unknown_extension(*unknown));
  auto signer =
      OcspSignerSearch{*response, {asked.issuer, expected.ids, expected.named, asked.context.now, expected.check}}
          .run();
  if (!signer) return refuse(std::move(signer.error()));
  auto about = entries_about(*response, expected.ids);
  if (about.empty()) return refuse(not_answered(*response, asked));
  auto source = "OCSP responder " + signer->certificate.subject().to_text() + " at " + std::string{expected.url};
  return std::make_shared<OcspAnswer const>(OcspAnswer{*response, *std::move(signer), asked.certificate, asked.issuer,
                                                       std::string{expected.url}, asked.context.now, std::move(about),
                                                       std::move(source)});
}

}  // namespace vidimus::detail
