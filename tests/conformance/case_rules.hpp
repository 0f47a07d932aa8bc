// SPDX-License-Identifier: Apache-2.0
// Which Validator judges a case, and what the case itself demands of algorithms, lengths and policies.
#pragma once

#include "case_fields.hpp"

#include <vidimus/adapters/public_suffixes.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/path/web_pki.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace conformance::detail {

/// The case's list of signature algorithms; empty: all that the rules permit.
inline std::vector<std::string> signature_algorithms_of_case;

template <class Rules>
struct ForCase : Rules {
  using Rules::permits;
  static auto permits(SignatureAlgorithm algorithm) -> bool {
    auto const& listed = signature_algorithms_of_case;
    return Rules::permits(algorithm) && (listed.empty() || std::ranges::any_of(listed, [&](std::string const& name) {
                                           return is_called(algorithm, name);
                                         }));
  }
};

/// Of the end entity's keyUsage the case itself says what it must have.
struct WithoutKeyUsage : StandardRules {
  static constexpr EndEntityKeyUsage end_entity_key_usage = EndEntityKeyUsage::any;
};

/// PKITS tests the algorithm, with certificates from before RFC 5280: their policyConstraints are not critical.
struct OfAnOlderProfile : WithoutKeyUsage {
  static constexpr IssuerProfile issuer_profile = IssuerProfile::ignored;
};

inline auto inputs_of(json const& test, Policies& policies) -> PolicyInputs {
  PolicyInputs inputs;
  if (test.contains("pkits")) {
    auto const& pkits = test.at("pkits");
    policies = Policies{texts(pkits.at("initial_policy_set"))};
    inputs.policies = policies.ids;
    inputs.initial_explicit_policy = pkits.at("initial_explicit_policy");
    inputs.initial_policy_mapping_inhibit = pkits.at("initial_policy_mapping_inhibit");
    inputs.initial_any_policy_inhibit = pkits.at("initial_inhibit_any_policy");
  }
  if (test.at("max_chain_depth").is_number()) inputs.max_path_length = test.at("max_chain_depth").get<std::size_t>();
  return inputs;
}

template <class Rules>
auto validate_with(PolicyInputs inputs, PeerChain const& chain, ValidationContext const& context)
    -> Result<VerifiedPath> {
  return Rfc5280With<Budget{}, ForCase<Rules>, PolicyInputs>{std::move(inputs)}.validate(chain, context);
}

/// `webpki::…` follows the CA/Browser Forum; the others RFC 5280.
inline auto validate(json const& test, PeerChain const& chain, ValidationContext const& context)
    -> Result<VerifiedPath> {
  Policies policies{{}};
  auto inputs = inputs_of(test, policies);
  signature_algorithms_of_case = texts(test.at("signature_algorithms"));
  if (test.contains("pkits")) return validate_with<OfAnOlderProfile>(std::move(inputs), chain, context);
  if (test.at("id").get<std::string>().starts_with("webpki::"))
    return validate_with<WebPkiRulesWith<ListedSuffixes>>(std::move(inputs), chain, context);
  return validate_with<WithoutKeyUsage>(std::move(inputs), chain, context);
}

}  // namespace conformance::detail
