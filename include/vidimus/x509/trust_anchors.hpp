// SPDX-License-Identifier: Apache-2.0
// Trust anchors: a name and a key that are trusted a priori (RFC 5280, 6.1.1 (d)). Any certificate can be given as one, an
// intermediate too; its signature is never asked for. Whether the rest of it counts (its time, its constraints) is for the
// Validator's rules to say.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/file.hpp>
#include <vidimus/x509/certificate.hpp>
#include <vidimus/x509/name.hpp>
#include <vidimus/x509/pem.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace vidimus {

class TrustAnchor {
 public:
  explicit TrustAnchor(Certificate certificate) : certificate_{std::move(certificate)} {}

  /// The distinguished name that a path must lead to.
  [[nodiscard]] auto name() const -> Name { return certificate_.subject(); }
  /// The key that its last certificate must be signed with.
  [[nodiscard]] auto spki() const -> SubjectPublicKeyInfo const& { return certificate_.spki(); }
  /// The certificate that carried both.
  [[nodiscard]] auto certificate() const -> Certificate const& { return certificate_; }

 private:
  Certificate certificate_;
};

/// An immutable set of trust anchors; copies share it. Thread-safe.
class TrustAnchors {
 public:
  static constexpr std::size_t file_limit = std::size_t{64} << 20U;

  /// Anchors that the program holds already.
  [[nodiscard]] static auto from_certificates(std::vector<Certificate> certificates) -> TrustAnchors {
    auto anchors = std::make_shared<std::vector<TrustAnchor>>();
    for (auto& certificate : certificates) anchors->emplace_back(std::move(certificate));
    return TrustAnchors{std::move(anchors)};
  }
  /// Every certificate of a PEM text, or the one of a DER encoding. Errors: as `read_certificates`.
  [[nodiscard]] static auto from_bytes(ByteView pem_or_der) -> Result<TrustAnchors> {
    return read_certificates(pem_or_der).map(&TrustAnchors::from_certificates);
  }
  [[nodiscard]] static auto from_pem(std::string_view text) -> Result<TrustAnchors> {
    return from_bytes(bytes_of(text));
  }
  /// Every certificate of a file, PEM or DER. Errors name the file.
  [[nodiscard]] static auto from_file(std::string const& path) -> Result<TrustAnchors> {
    auto bytes = read_file(path, file_limit);
    if (!bytes) return refuse(std::move(bytes.error()));
    auto anchors = from_bytes(*bytes);
    if (!anchors) return refuse(std::move(anchors.error().about(path)));
    return anchors;
  }
  /// Every certificate of every regular file in a directory (not below it), in the order of their names. One file that
  /// cannot be read refuses the whole set: an anchor that silently went missing is a fault nobody finds.
  [[nodiscard]] static auto from_directory(std::string const& path) -> Result<TrustAnchors> {
    auto files = detail::regular_files(path);
    if (!files) return refuse(std::move(files.error()));
    TrustAnchors all = from_certificates({});
    for (auto const& file : *files) {
      auto some = from_file(file);
      if (!some) return refuse(std::move(some.error()));
      all = all.joined_with(*some);
    }
    return all;
  }

  /// Both sets as one.
  [[nodiscard]] auto joined_with(TrustAnchors const& more) const -> TrustAnchors {
    auto anchors = std::make_shared<std::vector<TrustAnchor>>(*anchors_);
    anchors->insert(anchors->end(), more.anchors_->begin(), more.anchors_->end());
    return TrustAnchors{std::move(anchors)};
  }

  [[nodiscard]] auto is_empty() const -> bool { return anchors_->empty(); }
  [[nodiscard]] auto all() const -> std::span<TrustAnchor const> { return *anchors_; }

 private:
  explicit TrustAnchors(std::shared_ptr<std::vector<TrustAnchor> const> anchors) : anchors_{std::move(anchors)} {}

  std::shared_ptr<std::vector<TrustAnchor> const> anchors_;
};

}  // namespace vidimus
