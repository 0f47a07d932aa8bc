// SPDX-License-Identifier: Apache-2.0
// The company of the story: two authorities, two queue managers, and a web server with the CRLs and OCSP responses.
#pragma once

#include "ocsp_responder.hpp"
#include "small_ca.hpp"
#include "web_server.hpp"

#include <vidimus/channel/credentials.hpp>
#include <vidimus/revocation/crl_store.hpp>
#include <vidimus/x509/trust_anchors.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace story {

using namespace vidimus;

/// A root, an issuing CA below it, the certificates that it gave out, and what both publish about their certificates.
struct Company {
  std::string root_name = "CN=Acme Root,O=Acme";
  std::uint64_t issuing_number = 0x51;  // short ones: real serial numbers are random

  WebServer server{[this](std::string const& path) { return published(path); }};
  std::uint16_t unused_port = TcpListener::listen(Interface::loopback).value().port();

  small_ca::SmallCa root{root_name, {.serial_number = 0x2a}};
  small_ca::SmallCa issuing = root.issue_ca("CN=Acme Issuing CA,O=Acme", {.path_len = 0,
                                                                          .crl_urls = {server.url("/root.crl")},
                                                                          .ocsp_urls = {server.url("/ocsp/root")},
                                                                          .serial_number = issuing_number});
  small_ca::Issued qm1 = issuing.issue(profile("CN=QM1,OU=Orders,O=Acme", 0x51a1));
  small_ca::Issued qm2 = issuing.issue(profile("CN=QM2,OU=Payments,O=Acme", 0x51a2));

  [[nodiscard]] auto profile(std::string subject, std::uint64_t serial_number) const -> small_ca::CertificateProfile {
    return {.subject = std::move(subject),
            .crl_urls = {server.url("/issuing.crl")},
            .ocsp_urls = {server.url("/ocsp/issuing")},
            .serial_number = serial_number};
  }

  [[nodiscard]] auto published(std::string const& path) const -> small_ca::Bytes {
    using namespace std::chrono_literals;
    auto const now = small_ca::now();
    if (path == "/root.crl") return root.crl({.number = 12});
    if (path == "/issuing.crl") return issuing.crl({.number = 4711});
    if (path == "/old.crl") return issuing.crl({.this_update = now - 72h, .next_update = now - 48h, .number = 4708});
    if (path == "/ocsp/root") return ocsp_response(root, {.entries = {{.serial_number = issuing_number}}});
    if (path == "/ocsp/issuing")
      return ocsp_response(issuing,
                           {.entries = {{.serial_number = qm1.serial_number},
                                        {.serial_number = qm2.serial_number},
                                        {.serial_number = 0x51a3, .status = small_ca::OcspStatus::revoked, .reason = 1},
                                        {.serial_number = 0x51a5}}});
    return {};
  }

  [[nodiscard]] auto anchors() const { return TrustAnchors::from_pem(root.pem()).value(); }
  [[nodiscard]] auto credentials(small_ca::Issued const& own) const {
    return Credentials::from_pem(own.pem() + issuing.pem(), own.key_pem()).value();
  }
  /// The CRLs of both CAs, at hand; the certificate named is on one of them.
  [[nodiscard]] auto crls(std::vector<small_ca::RevokedEntry> const& revoked = {}) const {
    return CrlStore::from_pem(small_ca::to_pem("X509 CRL", issuing.crl({.revoked = revoked, .number = 4711})) +
                              small_ca::to_pem("X509 CRL", root.crl({.number = 12})))
        .value();
  }
};

}  // namespace story
