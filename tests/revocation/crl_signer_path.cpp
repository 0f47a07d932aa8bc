// SPDX-License-Identifier: Apache-2.0
#include <vidimus/revocation/crl_signer_path.hpp>

#include "crl_scene.hpp"

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <vector>

namespace {

using test::read_certificate;
using test::SmallCa;
using vidimus::Certificate;
using vidimus::Errc;

/// QM2 below an issuing authority below Acme Root.
struct Scene {
  SmallCa root{"CN=Acme Root"};
  SmallCa issuing = root.issue_ca("CN=Acme Issuing");
  test::Issuance issuance{
      {read_certificate(issuing.issue({.subject = "CN=QM2"})), read_certificate(issuing), read_certificate(root)},
      small_ca::now()};

  [[nodiscard]] auto code(Certificate const& signer, std::vector<Certificate> const& more = {}) const
      -> std::optional<Errc> {
    auto const path = vidimus::detail::signer_path(signer, issuance.at(0), more);
    return path ? std::nullopt : std::optional{path.error().code()};
  }
};
auto const crl_signing = [](char const* subject) {
  return small_ca::CertificateProfile{.subject = subject, .key_usage = small_ca::crl_sign, .extended_key_usage = {}};
};

}  // namespace

TEST_CASE("A CRL signer's path leads to the anchor, through the peer's path or through other certificates",
          "[revocation]") {
  Scene const scene;
  CHECK(!scene.code(read_certificate(scene.root.issue(crl_signing("CN=Signer")))));
  CHECK(!scene.code(read_certificate(scene.issuing.issue(crl_signing("CN=Signer")))));
  auto const another = scene.root.issue_ca("CN=Another");
  auto const below = read_certificate(another.issue(crl_signing("CN=Signer")));
  CHECK(scene.code(below) == Errc::issuer_unknown);
  CHECK(!scene.code(below, {read_certificate(another)}));
}

TEST_CASE("A CRL signer below another trust anchor is refused", "[revocation]") {
  Scene const scene;
  SmallCa const other{"CN=Other Root"};
  CHECK(scene.code(read_certificate(other.issue(crl_signing("CN=Signer"))), {read_certificate(other)}) ==
        Errc::issuer_unknown);
}

TEST_CASE("A CRL signer's certificate is asked what every other is, and not for what it does in TLS", "[revocation]") {
  Scene const scene;
  auto expired = crl_signing("CN=Signer");
  expired.not_after = small_ca::now() - std::chrono::hours{1};
  expired.not_before = small_ca::now() - std::chrono::hours{2};
  CHECK(scene.code(read_certificate(scene.root.issue(expired))) == Errc::certificate_expired);
  auto forged = crl_signing("CN=Signer");
  forged.wrong_signature = true;
  CHECK(scene.code(read_certificate(scene.root.issue(forged))) == Errc::certificate_signature_mismatch);
  auto for_code = crl_signing("CN=Signer");
  for_code.extended_key_usage = {"1.3.6.1.5.5.7.3.3"};
  CHECK(!scene.code(read_certificate(scene.root.issue(for_code))));
  auto unknown = crl_signing("CN=Signer");
  unknown.extra = {{"1.2.3.4", true, test::der::null()}};
  CHECK(scene.code(read_certificate(scene.root.issue(unknown))) == Errc::critical_extension_unknown);
}
