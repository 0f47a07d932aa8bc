// SPDX-License-Identifier: Apache-2.0
// What an endpoint shows of itself: its certificate, the certificates that lead towards the peer's trust anchor, and the
// private key. Immutable; copies share it; thread-safe.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/file.hpp>
#include <vidimus/crypto/private_key.hpp>
#include <vidimus/x509/certificate.hpp>
#include <vidimus/x509/pem.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

class Credentials {
 public:
  /// No certificate: only for an endpoint that connects and never accepts.
  [[nodiscard]] static auto none() -> Credentials { return {}; }

  /// The end entity's certificate first, then those above it. Errors: `own_certificate_missing` for an empty list,
  /// `private_key_mismatch` where the key is not the one in the certificate.
  [[nodiscard]] static auto from_parts(std::vector<Certificate> certificates, PrivateKey key) -> Result<Credentials> {
    if (certificates.empty()) return refuse(Errc::own_certificate_missing);
    auto const fits = key.matches(certificates.front().spki());
    if (!fits) return refuse(fits.error());
    if (!*fits) return refuse(Finding{Errc::private_key_mismatch, {}, {}, certificates.front().subject().to_text()});
    Credentials credentials;
    credentials.certificates_ = std::move(certificates);
    credentials.key_ = std::move(key);
    return credentials;
  }

  /// From PEM texts; `password` opens an encrypted key. Errors: of the texts, and as `from_parts`.
  [[nodiscard]] static auto from_pem(std::string_view certificates, std::string_view key,
                                     std::string_view password = {}) -> Result<Credentials> {
    auto chain = certificates_of(certificates);
    if (!chain) return refuse(std::move(chain.error()));
    auto private_key = PrivateKey::from_pem(key, password);
    if (!private_key) return refuse(std::move(private_key.error()));
    return from_parts(*std::move(chain), *std::move(private_key));
  }

  /// From PEM or DER files. Errors name the file.
  [[nodiscard]] static auto from_files(std::string const& certificates, std::string const& key,
                                       std::string_view password = {}) -> Result<Credentials> {
    auto chain = read_certificates_file(certificates);
    if (!chain) return refuse(std::move(chain.error()));
    auto private_key = PrivateKey::from_file(key, password);
    if (!private_key) return refuse(std::move(private_key.error()));
    auto credentials = from_parts(*std::move(chain), *std::move(private_key));
    if (!credentials) return refuse(std::move(credentials.error().add(named(certificates, key))));
    return credentials;
  }

  [[nodiscard]] auto is_none() const -> bool { return certificates_.empty(); }
  [[nodiscard]] auto certificates() const -> std::span<Certificate const> { return certificates_; }
  [[nodiscard]] auto private_key() const -> std::optional<PrivateKey> const& { return key_; }

 private:
  Credentials() = default;

  static auto certificates_of(std::string_view pem) -> Result<std::vector<Certificate>> {
    auto const blocks = parse_pem(pem, "CERTIFICATE");
    if (!blocks) return refuse(blocks.error());
    std::vector<Certificate> certificates;
    for (auto const& block : *blocks) {
      auto certificate = Certificate::parse(block);
      if (!certificate) return refuse(std::move(certificate.error()));
      certificates.push_back(*std::move(certificate));
    }
    return certificates;
  }
  static auto named(std::string const& certificates, std::string const& key) -> Finding {
    return {Errc::private_key_mismatch, Note{"certificate from " + certificates + ", key from " + key}};
  }

  std::vector<Certificate> certificates_;
  std::optional<PrivateKey> key_;
};

}  // namespace vidimus
