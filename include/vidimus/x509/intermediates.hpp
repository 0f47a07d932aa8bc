// SPDX-License-Identifier: Apache-2.0
// Issuers' certificates that a program holds beside its trust anchors: for peers that do not send theirs. They are not
// trusted; a path may lead through them.
#pragma once

#include <vidimus/x509/certificate.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus {

/// An immutable set; copies share it. Thread-safe.
class Intermediates {
 public:
  [[nodiscard]] static auto from_certificates(std::vector<Certificate> certificates) -> Intermediates {
    return Intermediates{std::make_shared<std::vector<Certificate> const>(std::move(certificates))};
  }
  /// Every certificate of a PEM text, or the one of a DER encoding. Errors: as `read_certificates`.
  [[nodiscard]] static auto from_bytes(ByteView pem_or_der) -> Result<Intermediates> {
    return read_certificates(pem_or_der).map(&Intermediates::from_certificates);
  }
  [[nodiscard]] static auto from_pem(std::string_view text) -> Result<Intermediates> {
    return from_bytes(bytes_of(text));
  }
  /// Every certificate of a file, PEM or DER. Errors: as `read_certificates_file`; each names the file.
  [[nodiscard]] static auto from_file(std::string const& path) -> Result<Intermediates> {
    return read_certificates_file(path).map(&Intermediates::from_certificates);
  }
  /// Every certificate of every regular file in a directory. Errors: as `read_certificates_directory`.
  [[nodiscard]] static auto from_directory(std::string const& path) -> Result<Intermediates> {
    return read_certificates_directory(path).map(&Intermediates::from_certificates);
  }

  [[nodiscard]] auto all() const -> std::span<Certificate const> { return *certificates_; }

 private:
  explicit Intermediates(std::shared_ptr<std::vector<Certificate> const> certificates)
      : certificates_{std::move(certificates)} {}

  std::shared_ptr<std::vector<Certificate> const> certificates_;
};

}  // namespace vidimus
