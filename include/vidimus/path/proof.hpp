// SPDX-License-Identifier: Apache-2.0
// The one place where a VerifiedPath is made of certificates that were proved.
#pragma once

#include <vidimus/crypto/digest.hpp>
#include <vidimus/path/prospective_path.hpp>
#include <vidimus/x509/verified_path.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace vidimus::detail {

struct PathProof {
  /// Only of a path that `process_path` or `process_trusted_end_entity` accepted.
  static auto of(ProspectivePath const& path, std::size_t signatures_verified, std::vector<TriedPath> tried)
      -> VerifiedPath {
    std::vector<Certificate> certificates;
    for (auto const position : path.positions) certificates.push_back(path.material[position]);
    auto const spki_sha256 = sha256(certificates.front().spki().der);
    return VerifiedPath{std::move(certificates), path.anchor, spki_sha256, signatures_verified, std::move(tried)};
  }
};

}  // namespace vidimus::detail
