// SPDX-License-Identifier: Apache-2.0
// Chains that every implementation is given, in the same octets, and the anchors that they lead to.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bench {

using Octets = std::vector<std::byte>;

/// A chain as a peer sends it: the end entity, then its issuers, without the anchor.
using Presented = std::vector<Octets>;

/// Chains of one kind: each with names and keys of the same, and signatures of its own.
struct Kind {
  std::string name;  ///< `3 certificates ECDSA P-256`: of which the anchor is one
  std::vector<Presented> chains;
};

struct Inputs {
  std::vector<Octets> anchors;
  std::vector<Kind> kinds;

  static constexpr std::size_t anchors_count = 150, chains_of_a_kind = 9;

  /// New ones. Takes seconds: RSA keys.
  static auto make() -> Inputs;
  static auto read(std::string const& path) -> Inputs;
  void write(std::string const& path) const;
};

}  // namespace bench
