// SPDX-License-Identifier: Apache-2.0
// The Validator in a policy file.
//
//   {"rules": "rfc5280", "intermediates": [{"directory": "/etc/acme/intermediates"}], "fetch_issuers": false}
#pragma once

#include <vidimus/adapters/json_material.hpp>
#include <vidimus/adapters/json_value.hpp>
#include <vidimus/path/any_validator.hpp>
#include <vidimus/path/fetch_issuers.hpp>
#include <vidimus/path/rfc5280.hpp>
#include <vidimus/path/web_pki.hpp>
#include <vidimus/path/with_intermediates.hpp>
#include <vidimus/x509/intermediates.hpp>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace vidimus::detail {

inline constexpr std::array<std::string_view, 3> validator_keys{"rules", "intermediates", "fetch_issuers"};
inline constexpr PolicyObject validator_object{"validator", PolicyObject::Needs::all, validator_keys};

inline constexpr std::array<std::string_view, 2> path_rules_words{"rfc5280", "web_pki"};
inline constexpr PolicyWords path_rules{"path_rules", path_rules_words};

[[nodiscard]] inline auto joined(std::vector<Intermediates> const& sources) -> Intermediates {
  std::vector<Certificate> all;
  for (auto const& source : sources) all.insert(all.end(), source.all().begin(), source.all().end());
  return Intermediates::from_certificates(std::move(all));
}

[[nodiscard]] inline auto read_validator(PolicyValue const& value) -> Result<AnyValidator> {
  PolicyMembers members{value, validator_object};
  bool const is_web_pki = members.word("rules", path_rules) == 1;
  auto const intermediates = members.read("intermediates", read_sources<Intermediates>);
  bool const fetches_issuers = members.boolean("fetch_issuers");
  if (members.failure()) return refuse(*std::move(members.failure()));
  auto validator = is_web_pki ? AnyValidator{WebPki{}} : AnyValidator{Rfc5280{}};
  if (!intermediates->empty())
    validator = AnyValidator{WithIntermediates<AnyValidator>{joined(*intermediates), std::move(validator)}};
  if (fetches_issuers) validator = AnyValidator{FetchIssuers<AnyValidator>{std::move(validator)}};
  return validator;
}

}  // namespace vidimus::detail
