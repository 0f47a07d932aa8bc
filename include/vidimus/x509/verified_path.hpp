// SPDX-License-Identifier: Apache-2.0
// A certification path that a Validator has proved (RFC 5280, 6.1). It cannot be made up: it comes from `path`, or from
// `danger::assert_verified`, which a search for `danger` finds.
#pragma once

#include <vidimus/core/tried_path.hpp>
#include <vidimus/x509/end_entity.hpp>
#include <vidimus/x509/trust_anchors.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace vidimus {

namespace detail {
struct PathProof;  // defined in path/proof.hpp
}
class VerifiedPath;
namespace danger {
/// States without proof that `end_entity`, the certificates above it and `anchor` are a certification path: for tests and
/// for Validators that prove it in a way of their own. `issuers` goes upwards, the anchor excluded; it is empty where the
/// anchor issued the end entity or is the end entity. `spki_sha256` is of the end entity's key.
[[nodiscard]] auto assert_verified(Certificate const& end_entity, std::vector<Certificate> issuers, TrustAnchor anchor,
                                   Sha256 spki_sha256) -> VerifiedPath;
}  // namespace danger

/// The path, from the end entity up to the anchor. Copies share the certificates.
class VerifiedPath {
 public:
  /// From the end entity up, without the anchor; never empty. An end entity that is itself an anchor stands here alone.
  [[nodiscard]] auto certificates() const -> std::span<Certificate const> { return certificates_; }
  [[nodiscard]] auto anchor() const -> TrustAnchor const& { return anchor_; }
  [[nodiscard]] auto end_entity() const -> EndEntity const& { return end_entity_; }
  /// The certificate that issued certificates()[depth]: the next one, or the anchor's.
  [[nodiscard]] auto issuer_of(std::size_t depth) const -> Certificate const& {
    return depth + 1 < certificates_.size() ? certificates_[depth + 1] : anchor_.certificate();
  }
  /// How many signatures were verified to find it, beside those that the TLS library had verified already.
  [[nodiscard]] auto signatures_verified() const -> std::size_t { return signatures_verified_; }
  /// The paths that were tried before it, in order.
  [[nodiscard]] auto tried() const -> std::span<TriedPath const> { return tried_; }

 private:
  friend struct detail::PathProof;
  friend auto danger::assert_verified(Certificate const&, std::vector<Certificate>, TrustAnchor, Sha256)
      -> VerifiedPath;

  /// `certificates` begins with the end entity: both friends put one there.
  VerifiedPath(std::vector<Certificate> certificates, TrustAnchor anchor, Sha256 spki_sha256,
               std::size_t signatures_verified = 0, std::vector<TriedPath> tried = {})
      : end_entity_{certificates.front(), spki_sha256},
        certificates_{std::move(certificates)},
        anchor_{std::move(anchor)},
        signatures_verified_{signatures_verified},
        tried_{std::move(tried)} {}

  EndEntity end_entity_;
  std::vector<Certificate> certificates_;
  TrustAnchor anchor_;
  std::size_t signatures_verified_;
  std::vector<TriedPath> tried_;
};

inline auto danger::assert_verified(Certificate const& end_entity, std::vector<Certificate> issuers, TrustAnchor anchor,
                                    Sha256 spki_sha256) -> VerifiedPath {
  issuers.insert(issuers.begin(), end_entity);
  return {std::move(issuers), std::move(anchor), spki_sha256};
}

}  // namespace vidimus
