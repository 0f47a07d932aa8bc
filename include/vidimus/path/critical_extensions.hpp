// SPDX-License-Identifier: Apache-2.0
// RFC 5280, 6.1.4 (o) and 6.1.5 (f): every critical extension must be one that is processed here.
#pragma once

#include <vidimus/core/failure.hpp>
#include <vidimus/der/oids.hpp>
#include <vidimus/x509/certificate.hpp>

#include <algorithm>
#include <array>

namespace vidimus::detail {

/// Processed: by the algorithm, by `issuer_profile` or, of the names, by what is asked of the peer's name later.
inline constexpr std::array<der::Oid, 11> processed_extensions{
    oid::basic_constraints,     oid::key_usage,
    oid::extended_key_usage,    oid::subject_alt_name,
    oid::name_constraints,      oid::certificate_policies,
    oid::policy_mappings,       oid::policy_constraints,
    oid::inhibit_any_policy,    oid::authority_key_identifier,
    oid::subject_key_identifier};

inline auto check_critical_extensions(Certificate const& certificate) -> Result<void> {
  for (auto const& extension : certificate.extensions())
    if (extension.critical && std::ranges::find(processed_extensions, extension.id) == processed_extensions.end())
      return refuse(Errc::critical_extension_unknown,
                    Mismatch{"critical extensions that are processed", {name_of_extension(extension.id)}});
  return {};
}

}  // namespace vidimus::detail
