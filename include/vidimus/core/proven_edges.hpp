// SPDX-License-Identifier: Apache-2.0
// Signatures that the TLS library has verified already while it received the peer's certificates, so that nobody verifies
// them twice. An edge says that one presented certificate's signature was made by another's key, and nothing more: whether
// the algorithm, the key and the issuer are permitted is the Validator's to decide.
#pragma once

#include <vidimus/core/config.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace vidimus {

/// Positions in the peer's chain as it was presented.
struct ProvenEdge {
  std::size_t child, parent;
  friend auto operator==(ProvenEdge const&, ProvenEdge const&) -> bool = default;
};

/// A set of edges, from one handshake.
class ProvenEdges {
 public:
  void add(ProvenEdge edge) { edges_.push_back(edge); }
  [[nodiscard]] auto contains(ProvenEdge edge) const -> bool { return std::ranges::count(edges_, edge) != 0; }
  [[nodiscard]] auto size() const -> std::size_t { return edges_.size(); }

 private:
  std::vector<ProvenEdge> edges_;
};

}  // namespace vidimus
