// SPDX-License-Identifier: Apache-2.0
// The certificate extensions that are processed, and so may be critical: by the algorithm of RFC 5280, 6.1, by what a
// profile asks of issuers or, of the names, by what is asked of the peer's name later. The Validator refuses every other
// critical one; the engine has the TLS library admit exactly these.
#pragma once

#include <vidimus/der/oids.hpp>

#include <algorithm>
#include <array>

namespace vidimus::detail {

inline constexpr std::array<der::Oid, 11> processed_extensions{
    oid::basic_constraints,     oid::key_usage,
    oid::extended_key_usage,    oid::subject_alt_name,
    oid::name_constraints,      oid::certificate_policies,
    oid::policy_mappings,       oid::policy_constraints,
    oid::inhibit_any_policy,    oid::authority_key_identifier,
    oid::subject_key_identifier};

[[nodiscard]] constexpr auto is_processed(der::Oid extension) -> bool {
  return std::ranges::find(processed_extensions, extension) != processed_extensions.end();
}

}  // namespace vidimus::detail
