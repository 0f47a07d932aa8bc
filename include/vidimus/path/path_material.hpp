// SPDX-License-Identifier: Apache-2.0
// The certificates that a path can be built of, under one numbering: first what the peer presented, in its order, then the
// issuers that the program or a fetch brought (`ValidationContext::intermediates`).
#pragma once

#include <vidimus/x509/peer_chain.hpp>
#include <vidimus/x509/validation_context.hpp>

#include <cstddef>

namespace vidimus::detail {

class PathMaterial {
 public:
  PathMaterial(PeerChain const& chain, ValidationContext const& context) : chain_{chain}, context_{context} {}

  [[nodiscard]] auto size() const -> std::size_t { return presented() + context_.intermediates.size(); }
  /// How many of them the peer presented.
  [[nodiscard]] auto presented() const -> std::size_t { return chain_.certificates().size(); }
  [[nodiscard]] auto operator[](std::size_t position) const -> Certificate const& {
    return position < presented() ? chain_.certificates()[position] : context_.intermediates[position - presented()];
  }
  /// Whether the TLS library has verified already that one's key signed the other. It knows only what was presented.
  [[nodiscard]] auto is_proven(std::size_t child, std::size_t parent) const -> bool {
    return child < presented() && parent < presented() && chain_.is_proven(child, parent);
  }

 private:
  PeerChain const& chain_;
  ValidationContext const& context_;
};

}  // namespace vidimus::detail
