// SPDX-License-Identifier: Apache-2.0
// The path that was accepted, as a person draws it, and as JSON: the anchor above, what each one issued below it.
//
//   anchor CN=Acme Root,O=Acme
//     EC P-256, valid until 2036-01-01T00:00:00Z, serial 2A
//   └─ CN=Acme Issuing CA,O=Acme
//        EC P-256, valid until 2031-01-01T00:00:00Z, serial 51
//      └─ CN=QM2,OU=Payments,O=Acme
//           EC P-256, valid until 2027-01-12T08:00:00Z, serial 51A3
#pragma once

#include <vidimus/core/json.hpp>
#include <vidimus/crypto/public_key.hpp>
#include <vidimus/x509/certificate_label.hpp>
#include <vidimus/x509/verified_path.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace vidimus {

/// `EC P-256`, `RSA 2048`; the algorithm's name where the key is none of ours.
[[nodiscard]] inline auto key_in_words(SubjectPublicKeyInfo const& spki) -> std::string {
  auto const key = detail::read_public_key(spki);
  return key ? to_text(*key) : detail::named(spki.algorithm.algorithm);
}

/// Every certificate of the path, from the end entity up to the anchor's, which is the last. An end entity that is an anchor
/// itself stands alone.
[[nodiscard]] inline auto with_anchor(VerifiedPath const& path) -> std::vector<Certificate> {
  std::vector<Certificate> all{path.certificates().begin(), path.certificates().end()};
  auto const& anchor = path.anchor().certificate();
  if (all.size() != 1 || all.front() != anchor) all.push_back(anchor);
  return all;
}

/// The certificates of a path with its anchor, as labels.
[[nodiscard]] inline auto labels_of(VerifiedPath const& path) -> std::vector<CertificateLabel> {
  std::vector<CertificateLabel> labels;
  for (auto const& certificate : with_anchor(path)) labels.push_back(label_of(certificate));
  return labels;
}

/// The drawing, without a line end at its end; every line begins with `indent` spaces.
[[nodiscard]] inline auto drawing_of(VerifiedPath const& path, std::size_t indent = 0) -> std::string {
  auto const certificates = with_anchor(path);
  std::string text, margin(indent, ' ');
  for (auto certificate = certificates.rbegin(); certificate != certificates.rend(); ++certificate) {
    bool const is_anchor = certificate == certificates.rbegin();
    auto const subject = certificate->subject().to_text();
    text += margin + (is_anchor ? "anchor " : "└─ ") + (subject.empty() ? "no name" : subject) + '\n';
    text += margin + (is_anchor ? "  " : "     ") + key_in_words(certificate->spki()) + ", valid until " +
            to_text(certificate->not_after()) + ", serial " + certificate->serial_number().to_hex() + '\n';
    if (!is_anchor) margin += "   ";
  }
  text.pop_back();
  return text;
}

/// `{"subject":…,"issuer":…,"serial_number":…,"not_before":…,"not_after":…,"key":"EC P-256","is_anchor":false}`
[[nodiscard]] inline auto json_of(Certificate const& certificate, bool is_anchor) -> std::string {
  JsonObject object;
  object.text("subject", certificate.subject().to_text()).text("issuer", certificate.issuer().to_text());
  object.text("serial_number", certificate.serial_number().to_hex());
  object.text("not_before", to_text(certificate.not_before())).text("not_after", to_text(certificate.not_after()));
  return object.text("key", key_in_words(certificate.spki())).flag("is_anchor", is_anchor).str();
}

/// An array of its certificates, from the end entity up; the anchor is the last.
[[nodiscard]] inline auto json_of(VerifiedPath const& path) -> std::string {
  auto const certificates = with_anchor(path);
  return detail::json_array(std::span{certificates}, [&](Certificate const& certificate) {
    return json_of(certificate, &certificate == &certificates.back());
  });
}

}  // namespace vidimus
