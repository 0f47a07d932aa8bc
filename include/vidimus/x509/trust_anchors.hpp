// SPDX-License-Identifier: Apache-2.0
// The trust anchors of a program: a set that is made once, from files or memory, and found in by name.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/core/file.hpp>
#include <vidimus/x509/anchor_index.hpp>
#include <vidimus/x509/certificate.hpp>
#include <vidimus/x509/trust_anchor.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace vidimus {

/// An immutable set of trust anchors; copies share it. Thread-safe.
class TrustAnchors {
 public:
  static constexpr std::size_t file_limit = std::size_t{64} << 20U;

  /// Anchors that the program holds already.
  [[nodiscard]] static auto from_certificates(std::vector<Certificate> certificates) -> TrustAnchors {
    return TrustAnchors{std::vector<TrustAnchor>(certificates.begin(), certificates.end())};
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
  /// Every certificate of every regular file in a directory (not below it, none hidden by a dot), in the order of their
  /// names. One file that cannot be read refuses the whole set: an anchor that silently went missing is a fault nobody finds.
  [[nodiscard]] static auto from_directory(std::string const& path) -> Result<TrustAnchors> {
    auto files = detail::regular_files(path);
    if (!files) return refuse(std::move(files.error()));
    std::vector<TrustAnchor> all;
    for (auto const& file : *files) {
      auto some = from_file(file);
      if (!some) return refuse(std::move(some.error()));
      all.insert(all.end(), some->all().begin(), some->all().end());
    }
    return TrustAnchors{std::move(all)};
  }

  /// Both sets as one.
  [[nodiscard]] auto joined_with(TrustAnchors const& more) const -> TrustAnchors {
    std::vector<TrustAnchor> both{all().begin(), all().end()};
    both.insert(both.end(), more.all().begin(), more.all().end());
    return TrustAnchors{std::move(both)};
  }

  [[nodiscard]] auto is_empty() const -> bool { return all().empty(); }
  /// In the order in which they were given.
  [[nodiscard]] auto all() const -> std::span<TrustAnchor const> { return set_->anchors; }
  /// Those of this name (RFC 5280, 7.1), in that order; good as long as a copy of this set lives. It takes no longer for
  /// more anchors, and does not allocate.
  [[nodiscard]] auto named(Name const& name) const -> std::span<TrustAnchor const* const> {
    return set_->index.named(name);
  }
  /// The anchor that is this very certificate, or null. It takes no longer for more anchors, and does not allocate.
  [[nodiscard]] auto find(Certificate const& certificate) const -> TrustAnchor const* {
    return set_->index.find(certificate);
  }

 private:
  struct Set {
    explicit Set(std::vector<TrustAnchor> all) : anchors{std::move(all)}, index{anchors} {}
    Set(Set const&) = delete;  // the index points to the anchors
    std::vector<TrustAnchor> anchors;
    detail::AnchorIndex index;
  };
  explicit TrustAnchors(std::vector<TrustAnchor> anchors) : set_{std::make_shared<Set const>(std::move(anchors))} {}

  std::shared_ptr<Set const> set_;
};

}  // namespace vidimus
