// SPDX-License-Identifier: Apache-2.0
// The certificates that a peer showed, as received: untrusted. The end entity comes first (RFC 8446, 4.4.2); the others are
// only material for path building, in whatever order they came.
#pragma once

#include <vidimus/core/budget.hpp>
#include <vidimus/core/failure.hpp>
#include <vidimus/core/proven_edges.hpp>
#include <vidimus/x509/certificate.hpp>

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace vidimus {

class PeerChain {
 public:
  /// Reads what was presented. `edges` speaks of positions in `presented`.
  /// Errors: `certification_path_empty` for no certificate, `budget_exceeded` for more certificates or octets than the
  /// budget's, whatever the end entity's reader says of it. A further certificate that cannot be read is left out and kept as a finding: it may not
  /// be needed.
  [[nodiscard]] static auto parse(std::span<Buffer const> presented, ProvenEdges edges = {}, Budget const& budget = {})
      -> Result<PeerChain> {
    if (presented.empty()) return refuse(Errc::certification_path_empty, Mismatch{"a certificate", {}});
    if (auto within = check_within(presented, budget); !within) return refuse(std::move(within.error()));
    PeerChain chain{std::move(edges)};
    for (std::size_t position = 0; position != presented.size(); ++position) {
      auto certificate = Certificate::parse(presented[position]);
      if (certificate) {
        chain.certificates_.push_back(*std::move(certificate));
        chain.positions_.push_back(position);
      } else if (position == 0) {
        return refuse(std::move(numbered(certificate.error(), position)));
      } else {
        chain.keep_unreadable(numbered(certificate.error(), position));
      }
    }
    return chain;
  }

  [[nodiscard]] auto end_entity() const -> Certificate const& { return certificates_.front(); }
  /// The readable ones, in the order presented; the end entity is the first.
  [[nodiscard]] auto certificates() const -> std::span<Certificate const> { return certificates_; }
  /// Why the others could not be read.
  [[nodiscard]] auto unreadable() const -> std::span<Finding const> { return unreadable_; }
  /// Whether the TLS library has verified already that the key of certificates()[parent] signed certificates()[child].
  [[nodiscard]] auto is_proven(std::size_t child, std::size_t parent) const -> bool {
    return edges_.contains({positions_[child], positions_[parent]});
  }

 private:
  explicit PeerChain(ProvenEdges edges) : edges_{std::move(edges)} {}

  static auto check_within(std::span<Buffer const> presented, Budget const& budget) -> Result<void> {
    if (presented.size() > budget.presented)
      return refuse(Errc::budget_exceeded, OverLimit{"certificates presented", budget.presented, presented.size()});
    std::size_t octets = 0;
    for (auto const& certificate : presented) octets += certificate.size();
    if (octets > budget.presented_octets)
      return refuse(Errc::budget_exceeded, OverLimit{"octets presented", budget.presented_octets, octets});
    return {};
  }

  static auto numbered(Failure& failure, std::size_t position) -> Failure& {
    return failure.at_depth(static_cast<unsigned>(position));
  }
  void keep_unreadable(Failure const& failure) {
    auto finding = failure.decisive();
    finding.severity = Severity::warning;
    unreadable_.push_back(std::move(finding));
  }

  std::vector<Certificate> certificates_;
  std::vector<std::size_t> positions_;
  std::vector<Finding> unreadable_;
  ProvenEdges edges_;
};

}  // namespace vidimus
