// SPDX-License-Identifier: Apache-2.0
// A path that is to be proved, and what it is proved with. RFC 5280 counts certificates from 1, which the anchor issued, to
// n, the end entity; reports count depth, from the end entity's 0 upwards to the anchor's n.
#pragma once

#include <vidimus/path/effort.hpp>
#include <vidimus/path/path_material.hpp>
#include <vidimus/path/policy_inputs.hpp>
#include <vidimus/path/rules.hpp>
#include <vidimus/path/signature_ledger.hpp>
#include <vidimus/x509/name_match.hpp>
#include <vidimus/x509/validation_context.hpp>

#include <cstddef>
#include <span>

namespace vidimus::detail {

struct ProspectivePath {
  PathMaterial const& material;
  std::span<std::size_t const> positions;  ///< in the material, the end entity's first; none twice
  TrustAnchor const& anchor;

  [[nodiscard]] auto n() const -> std::size_t { return positions.size(); }
};

/// What one validation has to go by.
struct Task {
  PathMaterial const& material;
  ValidationContext const& context;
  RuleValues const& rules;
  InputValues const& inputs;
  Effort& effort;
  SignatureLedger& ledger;
};

/// Certificate i of a path, while it is processed.
struct CurrentCertificate {
  CurrentCertificate(ProspectivePath const& path, std::size_t number)
      : position{path.positions[path.n() - number]},
        certificate{path.material[position]},
        depth{static_cast<unsigned>(path.n() - number)},
        is_self_issued{same_name(certificate.subject(), certificate.issuer())} {}

  std::size_t position;
  Certificate const& certificate;
  unsigned depth;
  bool is_self_issued;  ///< RFC 5280, 3.2: subject and issuer are the same name

  [[nodiscard]] auto is_final() const -> bool { return depth == 0; }
};

}  // namespace vidimus::detail
