// SPDX-License-Identifier: Apache-2.0
// The one place where a VerifiedPath is made of certificates that were proved.
#pragma once

#include <vidimus/path/prospective_path.hpp>
#include <vidimus/x509/verified_path.hpp>

#include <utility>
#include <vector>

namespace vidimus::detail {

struct PathProof {
  /// Only of a path that `process_path` or `process_trusted_end_entity` accepted.
  static auto of(ProspectivePath const& path, Task const& task, std::vector<TriedPath> tried) -> VerifiedPath {
    std::vector<Certificate> certificates;
    for (auto const position : path.positions) certificates.push_back(task.ledger.certificate(position));
    auto const spki_sha256 = task.ledger.spki_sha256(path.positions.front());
    return VerifiedPath{std::move(certificates), path.anchor, spki_sha256, task.effort.signatures(), std::move(tried)};
  }
};

}  // namespace vidimus::detail
